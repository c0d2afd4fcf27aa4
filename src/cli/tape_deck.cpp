#include "cli/tape_deck.h"

#include "cli/message.h"
#include "cli/version.h"

#include <array>
#include <ctime>

namespace llamero {
namespace {

std::string utc_text(std::chrono::system_clock::time_point time) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 32> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

}  // namespace

Result<void> TapeDeck::load(Watch& interrupt) {
  const Endpoint& endpoint = settings_.server.endpoint;
  const TapeChoice& choice = settings_.tape;
  if (choice.record) {
    recorder_ = std::make_unique<RecordingTransport>(services_.transport, services_.clock,
                                                     endpoint.base_url, choice.rules,
                                                     [this] { return begin(); });
  }
  if (!choice.replay) return {};
  auto text = services_.files.read(*choice.replay, kMaxCassette, interrupt);
  if (!text) return Unexpected(std::move(text).error());
  auto tape = decode_tape(*text, *choice.replay);
  if (!tape) return Unexpected(std::move(tape).error());
  player_ = std::make_unique<ReplayTransport>(*std::move(tape), *choice.replay, endpoint.base_url,
                                              choice.speed, services_.clock);
  return {};
}

Transport& TapeDeck::transport() {
  if (recorder_) return *recorder_;
  if (player_) return *player_;
  return services_.transport;
}

// A cassette without exchanges shows that the file can be written, before anything is sent.
Result<void> TapeDeck::begin() {
  if (auto written = write(); !written) return written;
  say_note(services_.err, settings_,
           "recording to " + *settings_.tape.record +
               (settings_.tape.rules.bodies
                    ? ": prompts and answers will be in it (--record-bodies off leaves them out)"
                    : ", without prompts and answers"));
  return {};
}

Result<void> TapeDeck::write() {
  Tape tape;
  tape.llamero = kVersion;
  tape.created = utc_text(services_.clock.wall_now());
  tape.server = settings_.server.endpoint.display;
  tape.bodies = settings_.tape.rules.bodies;
  tape.exchanges = recorder_->exchanges();
  return services_.files.write(*settings_.tape.record, encode_tape(tape),
                               FileSystem::Access::owner);
}

Result<void> TapeDeck::save() {
  if (!recorder_ || recorder_->exchanges().empty()) return {};
  if (auto written = write(); !written) return written;
  if (recorder_->overfull()) {
    say_warning(services_.err, settings_,
                "there was more than a cassette holds: of the rest only the sizes are in " +
                    *settings_.tape.record);
  }
  return {};
}

}  // namespace llamero

#include "term/phase_line.h"

#include "base/duration.h"

namespace llamero {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// Until then nobody needs a number, and a loaded model has answered.
constexpr seconds kPatience{3};
// A slow model's next token is no stall.
constexpr seconds kStall{2};

}  // namespace

PhaseLine::PhaseLine(StatusLine& line, const Clock& clock, std::string what, std::string where,
                     bool loads)
    : line_(line), clock_(clock), what_(std::move(what)), where_(std::move(where)), loads_(loads) {}

void PhaseLine::on_phase(Phase phase) {
  if (phase_ == phase) return;
  phase_ = phase;
  room_ = Room::none;
  next_tick_.reset();
  if (phase == Phase::answering) return line_.clear();
  since_ = clock_.now();
  if (phase == Phase::waiting && line_.enabled()) next_tick_ = since_ + kPatience;
  line_.show(describe(since_));
}

void PhaseLine::make_way() {
  room_ = Room::none;
  next_tick_.reset();
  line_.clear();
}

void PhaseLine::on_batch(Room room) {
  if (!line_.enabled() || (room == Room::thinking && room_ == room)) return;
  make_way();
  if (room == Room::none) return;
  room_ = room;
  since_ = clock_.now();
  next_tick_ = since_ + (room == Room::free ? kStall : seconds(1));
  if (room == Room::thinking) line_.show(describe(since_));
}

Result<void> PhaseLine::on_tick(SteadyTime now) {
  if (!next_tick_) return {};
  line_.show(describe(now));
  next_tick_ = since_ + std::chrono::floor<seconds>(now - since_) + seconds(1);
  return {};
}

std::string PhaseLine::describe(SteadyTime now) const {
  const std::string elapsed = elapsed_text(std::chrono::floor<milliseconds>(now - since_));
  if (room_ == Room::thinking)
    return now - since_ < seconds(1) ? "thinking" : "thinking " + elapsed;
  if (room_ == Room::free) return "waiting for more, " + elapsed;
  if (phase_ == Phase::connecting) return "connecting to " + where_ + "…";
  if (phase_ == Phase::retrying) return "retrying " + where_;
  std::string text = (loads_ ? "loading " : "waiting for ") + what_;
  if (now - since_ < kPatience) return text;
  text += ", " + elapsed;
  if (!loads_) text += " (a model that is not loaded loads first)";
  return text;
}

}  // namespace llamero

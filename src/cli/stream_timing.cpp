#include "cli/stream_timing.h"

#include "base/duration.h"

#include <fmt/format.h>

namespace llamero {
namespace {

// Fewer pieces, or a shorter answer, prove nothing.
constexpr std::size_t kEnoughPieces = 8;
constexpr double kEnoughSeconds = 0.3;

// Of a faster server even an open way brings several tokens in one packet.
constexpr double kSlowToken = 0.02;

constexpr std::size_t kPiecesOfALump = 4;

double seconds(std::int64_t nanoseconds) {
  return static_cast<double>(nanoseconds) / 1e9;
}

double between(SteadyTime from, SteadyTime to) {
  return std::chrono::duration<double>(to - from).count();
}

}  // namespace

Result<void> StreamTiming::on_chunk(const ChatChunk& chunk) {
  last_ = clock_.now();
  if (!chunk.content.empty() || !chunk.thinking.empty()) pieces_.push_back(last_);
  return {};
}

std::size_t StreamTiming::lumps(double apart) const {
  std::size_t count = 1;
  for (std::size_t i = 1; i < pieces_.size(); ++i) {
    if (between(pieces_[i - 1], pieces_[i]) >= apart) ++count;
  }
  return count;
}

std::string StreamTiming::holdup(const Usage& usage) const {
  const double took = seconds(usage.eval_duration_ns);
  if (pieces_.size() < kEnoughPieces || took < kEnoughSeconds || usage.eval_count <= 0) return {};
  if (between(pieces_.front(), last_) < took / 4) return "all pieces came at once";
  const double token = took / static_cast<double>(usage.eval_count);
  if (token < kSlowToken) return {};
  const std::size_t count = lumps(token / 2);
  if (count * kPiecesOfALump > pieces_.size()) return {};
  return fmt::format("{} pieces came in {} lump{}", pieces_.size(), count, count == 1 ? "" : "s");
}

std::string StreamTiming::text(const Usage& usage) const {
  const double took = seconds(usage.eval_duration_ns);
  const SteadyTime first = pieces_.empty() ? clock_.now() : pieces_.front();
  const auto wait = std::chrono::duration_cast<Milliseconds>(first - began_);
  std::string text = "first piece after ";
  text += wait < Milliseconds(1000) ? fmt::format("{} ms", wait.count()) : elapsed_text(wait);
  if (usage.load_duration_ns > 0)
    text += fmt::format(" (load {:.1f} s)", seconds(usage.load_duration_ns));
  if (took > 0)
    text += fmt::format(", {} tokens at {:.1f} a second", usage.eval_count,
                        static_cast<double>(usage.eval_count) / took);
  return text;
}

}  // namespace llamero

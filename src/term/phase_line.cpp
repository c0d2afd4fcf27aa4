#include "term/phase_line.h"

#include "base/duration.h"

namespace llamero {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// Until then nobody needs a number, and a loaded model has answered.
constexpr seconds kPatience{3};

}  // namespace

PhaseLine::PhaseLine(StatusLine& line, const Clock& clock, std::string what, std::string where,
                     bool loads)
    : line_(line), clock_(clock), what_(std::move(what)), where_(std::move(where)), loads_(loads) {}

void PhaseLine::on_phase(Phase phase) {
  if (phase_ == phase) return;
  phase_ = phase;
  next_tick_.reset();
  if (phase == Phase::answering) return line_.clear();
  since_ = clock_.now();
  if (phase == Phase::waiting && line_.enabled()) next_tick_ = since_ + kPatience;
  line_.show(describe(since_));
}

Result<void> PhaseLine::on_tick(SteadyTime now) {
  if (!next_tick_) return {};
  line_.show(describe(now));
  next_tick_ = since_ + std::chrono::floor<seconds>(now - since_) + seconds(1);
  return {};
}

std::string PhaseLine::describe(SteadyTime now) const {
  if (phase_ == Phase::connecting) return "connecting to " + where_ + "…";
  if (phase_ == Phase::retrying) return "retrying " + where_;
  std::string text = (loads_ ? "loading " : "waiting for ") + what_;
  if (now - since_ < kPatience) return text;
  text += ", " + elapsed_text(std::chrono::floor<milliseconds>(now - since_));
  if (!loads_) text += " (a model that is not loaded loads first)";
  return text;
}

}  // namespace llamero

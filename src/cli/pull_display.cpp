#include "cli/pull_display.h"

#include "base/duration.h"
#include "base/official_text.h"
#include "term/tty_text.h"

#include <algorithm>

namespace llamero {
namespace {

constexpr std::chrono::seconds kPlainEvery{3};
constexpr int kBarColumns = 20;

int percent(const PullTracker::Layer& layer) {
  if (layer.total <= 0) return 0;
  const double share = static_cast<double>(layer.completed) / static_cast<double>(layer.total);
  return static_cast<int>(std::clamp(share, 0.0, 1.0) * 100);
}

}  // namespace

std::string PullDisplay::bar(const PullTracker::Layer& layer) const {
  if (line_.enabled() && err_.caps().width < 70) return "";
  const int filled = percent(layer) * kBarColumns / 100;
  std::string text = " [";
  for (int i = 0; i < kBarColumns; ++i) text += i < filled ? '#' : ' ';
  return text + "]";
}

std::string PullDisplay::layer_text(const PullTracker::Layer& layer, SteadyTime now) const {
  std::string text = "pulling " + PullTracker::short_digest(layer.digest) + ": " +
                     std::to_string(percent(layer)) + "%";
  if (line_.enabled()) text += bar(layer);
  text += " " + official_size(layer.completed) + "/" + official_size(layer.total);
  if (layer.completed >= layer.total) return text;
  if (const auto speed = tracker_.speed(now); speed > 0) text += "  " + official_size(speed) + "/s";
  if (const auto left = tracker_.time_left(now)) text += "  " + elapsed_text(*left) + " left";
  const std::int64_t total = tracker_.total_completed();
  if (total > layer.completed) text += "  (" + official_size(total) + " in all)";
  return text;
}

void PullDisplay::say(const std::string& text) {
  err_.text(tty_line(text) + "\n");
  err_.end_text();
  static_cast<void>(err_.flush());
}

void PullDisplay::close_step() {
  if (last_text_.empty()) return;
  line_.clear();
  say(last_text_);
  last_text_.clear();
}

void PullDisplay::show_plain(SteadyTime now, bool new_step) {
  if (!new_step && said_at_ && now - *said_at_ < kPlainEvery) return;
  said_at_ = now;
  say(last_text_);
}

void PullDisplay::update(const PullProgress& progress) {
  const SteadyTime now = clock_.now();
  tracker_.update(progress, now);
  if (!enabled_) return;
  const std::string& step = progress.digest.empty() ? progress.status : progress.digest;
  const bool new_step = step != step_;
  if (new_step && line_.enabled()) close_step();
  step_ = step;
  const PullTracker::Layer* layer = tracker_.current();
  last_text_ = layer != nullptr ? layer_text(*layer, now) : progress.status;
  if (line_.enabled()) {
    line_.show(last_text_);
  } else {
    show_plain(now, new_step);
  }
}

void PullDisplay::done(const std::string& model) {
  if (!enabled_) return;
  last_text_.clear();
  line_.clear();
  say("pulled " + model + " (" + official_size(tracker_.total_completed()) + ")");
}

}  // namespace llamero

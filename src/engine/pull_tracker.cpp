#include "engine/pull_tracker.h"

#include <algorithm>

namespace llamero {
namespace {

constexpr std::chrono::seconds kWindow{10};
constexpr Milliseconds kSampleDistance{200};

}  // namespace

void PullTracker::update(const PullProgress& progress, SteadyTime now) {
  status_ = progress.status;
  if (progress.digest.empty()) {
    current_.reset();
    return;
  }
  auto layer = std::find_if(layers_.begin(), layers_.end(),
                            [&](const Layer& l) { return l.digest == progress.digest; });
  if (layer == layers_.end()) layer = layers_.insert(layers_.end(), Layer{progress.digest, 0, 0});
  if (progress.total > 0) layer->total = progress.total;
  // A server that rolls a failed part back sends less than before; that is the truth and is shown.
  layer->completed = progress.completed;
  current_ = static_cast<std::size_t>(layer - layers_.begin());

  if (!samples_.empty() && now - samples_.back().first < kSampleDistance) return;
  samples_.emplace_back(now, total_completed());
  while (now - samples_.front().first > kWindow) samples_.pop_front();
}

const PullTracker::Layer* PullTracker::current() const {
  return current_ ? &layers_[*current_] : nullptr;
}

std::int64_t PullTracker::total_completed() const {
  std::int64_t sum = 0;
  for (const Layer& layer : layers_) sum += layer.completed;
  return sum;
}

std::int64_t PullTracker::speed(SteadyTime now) const {
  if (samples_.size() < 2) return 0;
  const auto elapsed =
      std::chrono::duration_cast<Milliseconds>(now - samples_.front().first).count();
  const std::int64_t gained = total_completed() - samples_.front().second;
  if (elapsed <= 0 || gained <= 0) return 0;
  return gained * 1000 / elapsed;
}

std::optional<Milliseconds> PullTracker::time_left(SteadyTime now) const {
  const Layer* layer = current();
  const std::int64_t rate = speed(now);
  if (layer == nullptr || rate <= 0 || layer->total <= layer->completed) return std::nullopt;
  return Milliseconds((layer->total - layer->completed) * 1000 / rate);
}

std::string PullTracker::short_digest(const std::string& digest) {
  const std::size_t colon = digest.find(':');
  const std::string hex = colon == std::string::npos ? digest : digest.substr(colon + 1);
  return hex.substr(0, 12);
}

}  // namespace llamero

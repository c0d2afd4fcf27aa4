// What the lines of a pull come to: a state per layer, the speed, and the time that is left.
#pragma once

#include "llamero/http.h"
#include "llamero/types.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace llamero {

class PullTracker {
 public:
  struct Layer {
    std::string digest;  // as sent ("sha256:…")
    std::int64_t total = 0;
    std::int64_t completed = 0;
  };

  void update(const PullProgress& progress, SteadyTime now);

  // The layer of the latest line; nullptr while no layer is at work.
  [[nodiscard]] const Layer* current() const;
  [[nodiscard]] const std::vector<Layer>& layers() const { return layers_; }
  [[nodiscard]] const std::string& status() const { return status_; }

  // Bytes that have come, over all layers named so far (the server names them one by one).
  [[nodiscard]] std::int64_t total_completed() const;
  // Bytes per second over the last ten seconds; 0 before there is something to go by.
  [[nodiscard]] std::int64_t speed(SteadyTime now) const;
  // For the current layer.
  [[nodiscard]] std::optional<Milliseconds> time_left(SteadyTime now) const;

  // The first twelve digits of a digest, without its "sha256:"; shorter ones as they are.
  [[nodiscard]] static std::string short_digest(const std::string& digest);

 private:
  std::vector<Layer> layers_;
  std::optional<std::size_t> current_;
  std::string status_;
  std::deque<std::pair<SteadyTime, std::int64_t>> samples_;  // total_completed over time
};

}  // namespace llamero

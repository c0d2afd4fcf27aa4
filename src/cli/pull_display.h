// Shows how a pull goes.
#pragma once

#include "base/clock.h"
#include "engine/pull_tracker.h"
#include "term/output.h"
#include "term/status_line.h"

#include <optional>
#include <string>

namespace llamero {

class PullDisplay {
 public:
  // `enabled` false (--quiet, --no-progress) shows nothing.
  PullDisplay(Output& err, StatusLine& line, const Clock& clock, bool enabled)
      : err_(err), line_(line), clock_(clock), enabled_(enabled) {}

  void update(const PullProgress& progress);
  // The pull has ended well: says how much there is in all.
  void done(const std::string& model);

  [[nodiscard]] const PullTracker& tracker() const { return tracker_; }

 private:
  void say(const std::string& text);
  void show_plain(SteadyTime now, bool new_step);
  [[nodiscard]] std::string layer_text(const PullTracker::Layer& layer, SteadyTime now) const;
  [[nodiscard]] std::string bar(const PullTracker::Layer& layer) const;
  void close_step();

  Output& err_;
  StatusLine& line_;
  const Clock& clock_;
  bool enabled_;
  PullTracker tracker_;
  std::string step_;  // the digest or status that is being shown
  std::string last_text_;
  std::optional<SteadyTime> said_at_;
};

}  // namespace llamero

// Tells a person what a request is waiting for: connecting, the model and since when, its thoughts
// that are not shown, an answer that stalls.
#pragma once

#include "base/clock.h"
#include "llamero/http.h"
#include "term/status_line.h"

#include <optional>
#include <string>

namespace llamero {

// As a Watch it hears the phases of a transport and ticks once a second. The server tells nothing
// before the first token, so that after a few seconds the line says only what can be known: how
// long it has been, and that the model may be loading. Once an answer comes, the line is used only
// where nothing of the answer stands on it: text that streams is its own sign of life.
class PhaseLine final : public Watch {
 public:
  // `what` is what is waited for ("gemma3:1b"), `where` the server's display text. `loads`: the
  // request does nothing but load, so the line may say so.
  PhaseLine(StatusLine& line, const Clock& clock, std::string what, std::string where,
            bool loads = false);

  // What an answer left of the terminal's last line.
  enum class Room {
    none,      // text stands there
    free,      // nothing does
    thinking,  // nothing does, and the model thinks unseen
  };
  // After each batch of an answer that was written whole.
  void on_batch(Room room);
  // Text follows, or the end: clears the line and leaves it so until the next batch.
  void make_way();

  // Another one is waited for from the next request on.
  void set_what(std::string what) { what_ = std::move(what); }

  void on_phase(Phase phase) override;
  [[nodiscard]] std::optional<SteadyTime> next_tick() const override { return next_tick_; }
  Result<void> on_tick(SteadyTime now) override;

 private:
  [[nodiscard]] std::string describe(SteadyTime now) const;

  StatusLine& line_;
  const Clock& clock_;
  std::string what_;
  std::string where_;
  bool loads_;
  std::optional<Phase> phase_;
  Room room_ = Room::none;  // while it is answering
  SteadyTime since_{};
  // Kept, not computed anew: a loop that asks a little late must still find the moment that is due.
  std::optional<SteadyTime> next_tick_;
};

}  // namespace llamero

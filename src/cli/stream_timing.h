// Whether an answer streamed, or something on the way held its pieces back.
#pragma once

#include "base/clock.h"
#include "llamero/client.h"

#include <string>
#include <vector>

namespace llamero {

class StreamTiming final : public Client::StreamView {
 public:
  explicit StreamTiming(const Clock& clock) : clock_(clock), began_(clock.now()) {}
  Result<void> on_chunk(const ChatChunk& chunk) override;

  // "all pieces came at once", "48 pieces came in 3 lumps"; empty: they came as the server made
  // them, or the answer was too short or too fast to tell.
  [[nodiscard]] std::string holdup(const Usage& usage) const;
  // "first piece after 1.2 s (load 0.9 s), 48 tokens at 11.2 a second"
  [[nodiscard]] std::string text(const Usage& usage) const;

 private:
  // Groups of pieces with less than `apart` seconds between one and the next.
  [[nodiscard]] std::size_t lumps(double apart) const;

  const Clock& clock_;
  SteadyTime began_;
  std::vector<SteadyTime> pieces_;
  SteadyTime last_{};
};

}  // namespace llamero

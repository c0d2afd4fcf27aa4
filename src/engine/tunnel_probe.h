// Whether a server answers HTTP at the other end of a unix socket.
#pragma once

#include "llamero/http.h"

#include <span>
#include <string>

namespace llamero {

// Sends GET ORIGIN/api/version through the socket; an answer of any status will do. The watches are
// looked after, but hear no phases: the request is not theirs. Errors: those of the transport, and
// of the watches. A limit of zero is none.
[[nodiscard]] Result<void> probe_http(Transport& transport, const std::string& socket,
                                      const std::string& origin, Milliseconds limit,
                                      std::span<Watch* const> watches);

// A watch that looks after another one and keeps the phases from it.
class DeafToPhases final : public Watch {
 public:
  explicit DeafToPhases(Watch& inner) : inner_(inner) {}
  [[nodiscard]] int fd() const override { return inner_.fd(); }
  [[nodiscard]] short events() const override { return inner_.events(); }
  Result<void> on_ready() override { return inner_.on_ready(); }
  [[nodiscard]] std::optional<SteadyTime> next_tick() const override { return inner_.next_tick(); }
  Result<void> on_tick(SteadyTime now) override { return inner_.on_tick(now); }

 private:
  Watch& inner_;
};

}  // namespace llamero

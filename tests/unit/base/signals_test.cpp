#include "base/signals.h"

#include "catch.hpp"

#include <poll.h>

#include <csignal>

using llamero::Errc;
using llamero::SignalPipe;

namespace {

bool is_ready(const SignalPipe& pipe) {
  pollfd entry = {pipe.fd(), pipe.events(), 0};
  return poll(&entry, 1, 0) == 1;
}

}  // namespace

TEST_CASE("a signal wakes a poll and says which one it was") {
  const int signal = GENERATE(SIGINT, SIGTERM, SIGHUP);
  SignalPipe pipe;
  CHECK_FALSE(is_ready(pipe));
  REQUIRE(raise(signal) == 0);
  REQUIRE(is_ready(pipe));
  const auto result = pipe.on_ready();
  REQUIRE_FALSE(result);
  CHECK(result.error().code == Errc::interrupted);
  CHECK(result.error().signal == signal);
  CHECK_FALSE(is_ready(pipe));
}

TEST_CASE("an empty pipe of signals is no error") {
  SignalPipe pipe;
  CHECK(pipe.on_ready());
}

TEST_CASE("a signal that was taken leaves room for the next") {
  SignalPipe pipe;
  for (int i = 0; i < 3; ++i) {
    REQUIRE(raise(SIGINT) == 0);
    CHECK_FALSE(pipe.on_ready());
  }
}

TEST_CASE("a signal that was ignored at the start stays ignored") {
  struct sigaction ignore {};
  ignore.sa_handler = SIG_IGN;
  struct sigaction before {};
  REQUIRE(sigaction(SIGHUP, &ignore, &before) == 0);
  {
    SignalPipe pipe;
    REQUIRE(raise(SIGHUP) == 0);
    CHECK_FALSE(is_ready(pipe));
  }
  REQUIRE(sigaction(SIGHUP, &before, nullptr) == 0);
}

TEST_CASE("a write to a closed pipe is an error, not a signal") {
  SignalPipe pipe;
  CHECK(raise(SIGPIPE) == 0);
}

// The outside world, as references: real ones are made in main.cpp, fakes in the tests.
#pragma once

#include "base/clock.h"
#include "base/env.h"
#include "base/file_system.h"
#include "llamero/http.h"
#include "term/caps.h"
#include "term/input.h"
#include "term/output.h"

#include <functional>

namespace llamero {

struct Services {
  Transport& transport;
  const Clock& clock;
  const Env& env;
  FileSystem& files;
  Input& in;
  Output& out;
  Output& err;
  const TtyFacts& tty;
  Watch& signals;
  std::function<double()> jitter;  // uniform in [0, 1)

  // The same world behind another transport. All members stand here: none may be forgotten.
  [[nodiscard]] Services with(Transport& other) const {
    return {other, clock, env, files, in, out, err, tty, signals, jitter};
  }
};

}  // namespace llamero

// The outside world, as references: real ones are made in main.cpp, fakes in the tests.
#pragma once

#include "base/clock.h"
#include "base/env.h"
#include "base/file_system.h"
#include "llamero/http.h"
#include "net/network_probe.h"
#include "process/process_runner.h"
#include "term/caps.h"
#include "term/input.h"
#include "term/output.h"

#include <functional>

namespace llamero {

struct Services {
  Transport& transport;
  const Clock& clock;
  const Env& env;
  NetworkProbe& probe;
  FileSystem& files;
  ProcessRunner& processes;
  Input& in;
  Output& out;
  Output& err;
  const TtyFacts& tty;
  Watch& signals;
  std::function<double()> jitter;  // uniform in [0, 1)
  bool way_told = false;           // what there is to say of the way to the server was said

  // The same world behind another transport. All members stand here: none may be forgotten.
  [[nodiscard]] Services with(Transport& other) const {
    return {other, clock, env, probe,   files,  processes, in,
            out,   err,   tty, signals, jitter, way_told};
  }
};

}  // namespace llamero

#include "base/signals.h"
#include "cli/app.h"
#include "net/curl_transport.h"
#include "net/masking_transport.h"
#include "net/network_probe.h"
#include "process/process_runner.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <random>
#include <string>
#include <vector>

namespace {

// A descriptor 0, 1 or 2 that is closed would be taken by the first socket or file, and what is
// printed would go there. The stand-in is opened the wrong way round, so that reading and writing
// fail as they would on the closed one.
void occupy_standard_descriptors() {
  for (int fd = 0; fd <= 2; ++fd) {
    if (fcntl(fd, F_GETFD) >= 0) continue;
    const int opened = open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY);
    static_cast<void>(opened);
  }
}

double jitter() {
  static std::minstd_rand generator(std::random_device{}());
  return std::uniform_real_distribution<double>(0.0, 1.0)(generator);
}

}  // namespace

int main(int argc, char** argv) {
  using namespace llamero;
  occupy_standard_descriptors();
  SignalPipe signals;
  const TtyFacts tty = ask_tty_facts();
  const Env env = Env::capture(environ);
  const SystemClock clock;
  RealFileSystem files;
  RealProcessRunner processes(env.non_empty("PATH").value_or("/usr/local/bin:/usr/bin:/bin"));
  CurlTransport network(
      {env.non_empty("SSL_CERT_FILE").value_or(""), env.non_empty("SSL_CERT_DIR").value_or("")});
  MaskingTransport transport(network);
  RealNetworkProbe probe(network);
  FdInput in(STDIN_FILENO);
  FdOutput out(STDOUT_FILENO, {}, "standard output");
  FdOutput err(STDERR_FILENO, {}, "standard error");
  const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
  const Outcome outcome = run_app(arguments, {transport, clock, env, probe, files, processes, in,
                                              out, err, tty, signals, jitter});
  if (outcome.signal != 0) SignalPipe::die_by(outcome.signal);
  return static_cast<int>(outcome.code);
}

#include "cli/exit_code.h"

#include <algorithm>

namespace llamero {

ExitCode exit_code_of(Errc code) {
  switch (code) {
    case Errc::usage:
      return ExitCode::usage;
    case Errc::resolve_failed:
    case Errc::connect_failed:
    case Errc::timed_out:
    case Errc::busy:
    case Errc::gateway:
    case Errc::tunnel_failed:
      return ExitCode::unavailable;
    case Errc::unauthorized:
    case Errc::forbidden:
    case Errc::proxy_auth:
    case Errc::certificate:
    case Errc::ssh_refused:
    case Errc::withheld:
      return ExitCode::refused;
    case Errc::model_not_found:
    case Errc::endpoint_not_found:
      return ExitCode::not_found;
    case Errc::output_failed:
    case Errc::output_closed:
      return ExitCode::output;
    case Errc::server_error:
    case Errc::protocol:
      return ExitCode::server_error;
    case Errc::cut:
      return ExitCode::cut;
    case Errc::deploy:
      return ExitCode::deploy;
    case Errc::deadline:
      return ExitCode::deadline;
    case Errc::interrupted:
      return ExitCode::negative;
  }
  return ExitCode::server_error;
}

ExitCode graver(ExitCode a, ExitCode b) {
  constexpr std::array kOrder = {ExitCode::deploy,       ExitCode::nothing_ran, ExitCode::usage,
                                 ExitCode::deadline,     ExitCode::output,      ExitCode::refused,
                                 ExitCode::not_found,    ExitCode::unavailable, ExitCode::cut,
                                 ExitCode::server_error, ExitCode::negative,    ExitCode::ok};
  return *std::find_if(kOrder.begin(), kOrder.end(), [&](ExitCode c) { return c == a || c == b; });
}

}  // namespace llamero

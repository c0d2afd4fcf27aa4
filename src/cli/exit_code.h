// The exit codes: the one table of them. docs and `llamero help exit-codes` are made from it.
#pragma once

#include "llamero/error.h"

#include <array>
#include <string_view>

namespace llamero {

enum class ExitCode : int {
  ok = 0,
  negative = 1,
  usage = 2,
  unavailable = 3,
  refused = 4,
  nothing_ran = 5,
  not_found = 6,
  output = 7,
  server_error = 8,
  cut = 9,
  deploy = 10,
  deadline = 124,
};

struct ExitCodeRow {
  ExitCode code;
  std::string_view name;
  std::string_view when;
};

inline constexpr std::array kExitCodes = {
    ExitCodeRow{ExitCode::ok, "ok", "all that was asked for was done"},
    ExitCodeRow{ExitCode::negative, "negative", "the verdict of a check is no"},
    ExitCodeRow{ExitCode::usage, "usage",
                "flags, variables or input files are wrong; nothing was sent"},
    ExitCodeRow{ExitCode::unavailable, "unavailable",
                "no answer byte came, after retries: name, connection, proxy, tunnel, time-out, "
                "429, 502, 503, 504; "
                "the one code worth another try later"},
    ExitCodeRow{ExitCode::refused, "refused",
                "401, 403, 407; a certificate, host key or key of ssh that is not accepted; "
                "credentials withheld from an unsafe way"},
    ExitCodeRow{ExitCode::nothing_ran, "nothing ran", "no case, line or item was selected"},
    ExitCodeRow{ExitCode::not_found, "not found",
                "the model, or the endpoint (an old server, a wrong base path)"},
    ExitCodeRow{ExitCode::output, "output", "standard output or a file could not be written"},
    ExitCodeRow{ExitCode::server_error, "server error",
                "any other status, an error inside the stream, an answer that is not Ollama's"},
    ExitCodeRow{ExitCode::cut, "cut",
                "the stream ended after its first byte and without its final line"},
    ExitCodeRow{ExitCode::deploy, "deploy", "docker or the container failed"},
    ExitCodeRow{ExitCode::deadline, "deadline", "--deadline passed"},
};

// Signals end the process by themselves, so that a shell sees 128 + their number (130 SIGINT,
// 143 SIGTERM, 129 SIGHUP, 141 SIGPIPE): Errc::interrupted and Errc::output_closed have no code
// here.
[[nodiscard]] ExitCode exit_code_of(Errc code);

// Which of two causes in one run the exit code tells: 124 > 7 > 4 > 6 > 3 > 9 > 8 > 1 > 0; usage,
// nothing-ran and deploy stand alone and win.
[[nodiscard]] ExitCode graver(ExitCode a, ExitCode b);

}  // namespace llamero

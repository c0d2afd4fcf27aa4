// Why a container did not come up, from what docker and the container said.
#pragma once

#include "llamero/error.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "deploy/container_state.h"

namespace llamero {

// Whatever is not known is empty or zero.
struct FailureEvidence {
  ContainerState state;
  std::string logs;          // the last lines of the container, oldest first
  std::string docker_error;  // what the Engine API answered, or the error of a pull
  std::string image;
  int port = 0;  // on the host
  std::string volume;
  std::string host_arch;  // as `uname -m` says
};

// `stage` says what did not work ("the container does not start") and begins the message; a cause
// that is known follows, with what to do in the hint. What is not known is told by docker's words,
// the exit code and the last line of the log. Errc::deploy. Text from outside is kept to one line
// of bounded length.
[[nodiscard]] Error explain_container_failure(std::string_view stage,
                                              const FailureEvidence& evidence);

// The last `count` lines that are not empty, oldest first; each one line of bounded length.
[[nodiscard]] std::vector<std::string> last_log_lines(std::string_view logs, std::size_t count);

}  // namespace llamero

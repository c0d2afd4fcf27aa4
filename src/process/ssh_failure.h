// Why a tunnel is not there, from what ssh said.
#pragma once

#include "base/ssh_destination.h"
#include "llamero/result.h"
#include "process/process_runner.h"

#include <optional>
#include <string>
#include <string_view>

namespace llamero {

// What is asked for, to be named in a message.
struct SshPlace {
  SshDestination destination;
  int port = 0;  // on the loopback there
};

// The end of an ssh, explained by its standard error: Errc::ssh_refused for a host key or a key
// that was not accepted, Errc::tunnel_failed for all else. What is not known is told by ssh's last
// line. Text from ssh is kept to one line of bounded length.
[[nodiscard]] Error explain_ssh_end(const SshPlace& place, std::string_view said,
                                    const ProcessEnd& end);

// What an ssh that is still alive has said about a forwarding that did not work: forbidden, or
// nobody listens there. nullopt when it has said nothing of the kind.
[[nodiscard]] std::optional<Error> explain_ssh_forwarding(const SshPlace& place,
                                                          std::string_view said);

// A login that was not done within `limit`.
[[nodiscard]] Error explain_ssh_silence(const SshPlace& place, std::string_view said,
                                        const std::string& limit);

// ssh could not be started, or not be run to its end.
[[nodiscard]] Error explain_ssh_not_run(const Error& error);

}  // namespace llamero

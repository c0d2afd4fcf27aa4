// The questions about a machine: a shell script that asks, and the reading of what it prints.
#pragma once

#include "llamero/result.h"

#include <string_view>

#include "deploy/host_facts.h"

namespace llamero {

// For `sh -s` on standard input, or as the one argument of `sh -c`. POSIX sh; it changes nothing,
// ends with status 0 and prints lines `key=value` between two markers. It takes less than half a
// second; nvidia-smi, df and systemctl get limits of seconds where there is `timeout`.
[[nodiscard]] std::string_view host_probe_script();

// Tolerates what a shell's start files print before, missing lines and lines of no sense; each
// value and each list has a limit. Errors: Errc::deploy when the output has no end.
[[nodiscard]] Result<HostFacts> parse_host_probe(std::string_view output);

// The disk that holds an absolute path: the one with the longest mount that is a prefix of it;
// nullptr when none is known.
[[nodiscard]] const HostDisk* disk_of(const HostFacts& facts, std::string_view path);

}  // namespace llamero

// What llamero changed on which machine, and when: one JSON object a line, in the state directory.
#pragma once

#include "cli/command.h"

#include <string>

namespace llamero {

struct AuditEntry {
  std::string action;  // "up", "upgrade", "down"
  std::string target;  // "ssh://ubuntu@host"
  std::string container;
  std::string before;  // the image, with its digest, that was in place; empty: none
  std::string after;
  std::string outcome;  // "done", or the message of the error
};

// A log that cannot be written is told, and is no reason to fail.
void write_audit(const AuditEntry& entry, Run run);

}  // namespace llamero

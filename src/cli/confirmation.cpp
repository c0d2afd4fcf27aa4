#include "cli/confirmation.h"

#include "term/tty_text.h"

#include <string>

namespace llamero {
namespace {

constexpr std::size_t kMaxAnswer = 64 * 1024;

}  // namespace

Result<bool> confirm(std::string_view question, Run run) {
  if (!run.services.tty.stdin_tty || !run.services.tty.stderr_tty) {
    return Unexpected(Error(Errc::usage, std::string(question) + " nobody can be asked here",
                            "--yes does it without a question"));
  }
  run.services.err.text(tty_line(question) + " [y/N] ");
  run.services.err.end_text();
  static_cast<void>(run.services.err.flush());
  auto answer = run.services.in.read_line(kMaxAnswer, run.interrupts);
  if (!answer) return Unexpected(std::move(answer).error());
  return *answer && (**answer == "y" || **answer == "Y" || **answer == "yes");
}

}  // namespace llamero

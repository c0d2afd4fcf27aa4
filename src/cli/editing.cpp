#include "cli/editing.h"

#include "base/split_words.h"

namespace llamero {

Result<void> edit_file(const std::string& file, Run run) {
  if (!run.services.tty.stdin_tty)
    return Unexpected(Error(Errc::usage, "an editor needs a terminal", "edit " + file));
  const Env& env = run.services.env;
  const std::string editor =
      env.non_empty("VISUAL").value_or(env.non_empty("EDITOR").value_or("vi"));
  auto argv = split_words(editor);
  if (!argv) return Unexpected(std::move(argv).error());
  argv->push_back(file);
  auto end = run.services.processes.run_on_terminal(*argv);
  if (!end) return Unexpected(std::move(end).error());
  if (end->status == 0) return {};
  return Unexpected(Error(Errc::usage, "the editor \"" + editor + "\" failed",
                          "VISUAL or EDITOR names another one"));
}

}  // namespace llamero

#include "cli/completion_script.h"

#include "cli/completion_facts.h"

namespace llamero {

std::string completion_script(std::string_view shell) {
  if (shell == "bash") return bash_completion();
  if (shell == "zsh") return zsh_completion();
  return fish_completion();
}

}  // namespace llamero

// The clipboard of the desktop, by the tool that the desktop has for it.
#pragma once

#include "base/env.h"
#include "llamero/result.h"
#include "process/process_runner.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace llamero {

struct ClipboardContent {
  bool image = false;  // a picture; else text
  std::string bytes;
};

class DesktopClipboard {
 public:
  // WAYLAND_DISPLAY: wl-clipboard; DISPLAY: xclip, else xsel; a Mac: its own. References must
  // outlive this.
  DesktopClipboard(const Env& env, ProcessRunner& processes, Watch& interrupt)
      : env_(env), processes_(processes), interrupt_(interrupt) {}

  // A text if there is one, else a picture. Errors: Errc::usage when there is no desktop, no tool,
  // or nothing to paste; with what to install. Those of `interrupt`.
  [[nodiscard]] Result<ClipboardContent> read(std::size_t max_bytes);

  // Whether there is a tool to write with.
  [[nodiscard]] bool can_write() const;
  // The name of the tool that took `text`. Within tmux its buffer, which tmux hands on to the
  // terminal, is as good as a desktop. Errors: as above.
  [[nodiscard]] Result<std::string> write(std::string_view text);

 private:
  const Env& env_;
  ProcessRunner& processes_;
  Watch& interrupt_;
};

}  // namespace llamero

#include "process/desktop_clipboard.h"

#include "base/trim.h"

#include <optional>
#include <vector>

namespace llamero {
namespace {

using Argv = std::vector<std::string>;

// It may ask another program for what it hands on, and that one may hang.
constexpr Milliseconds kLongestWait{5000};

struct Tool {
  Argv copy;
  Argv list;   // the kinds of what is there; empty: it knows only text
  Argv text;   // prints it
  Argv image;  // prints a PNG; empty: it cannot
};

struct Desktop {
  std::vector<Tool> tools;  // the best first
  std::string_view package;
};

Tool wl_clipboard() {
  return {{"wl-copy", "--type", "text/plain"},
          {"wl-paste", "--list-types"},
          {"wl-paste", "--no-newline"},
          {"wl-paste", "--type", "image/png"}};
}

Tool xclip() {
  return {{"xclip", "-selection", "clipboard"},
          {"xclip", "-selection", "clipboard", "-o", "-t", "TARGETS"},
          {"xclip", "-selection", "clipboard", "-o", "-t", "UTF8_STRING"},
          {"xclip", "-selection", "clipboard", "-o", "-t", "image/png"}};
}

Tool xsel() {
  return {{"xsel", "--clipboard", "--input"}, {}, {"xsel", "--clipboard", "--output"}, {}};
}

std::optional<Desktop> desktop_of(const Env& env) {
#ifdef __APPLE__
  static_cast<void>(env);
  return Desktop{{{{"pbcopy"}, {}, {"pbpaste"}, {}}}, "pbcopy"};
#else
  if (env.non_empty("WAYLAND_DISPLAY")) return Desktop{{wl_clipboard()}, "wl-clipboard"};
  if (env.non_empty("DISPLAY")) return Desktop{{xclip(), xsel()}, "xclip"};
  return std::nullopt;
#endif
}

std::optional<Desktop> place_to_write(const Env& env) {
  auto desktop = desktop_of(env);
  if (!env.non_empty("TMUX")) return desktop;
  if (!desktop) desktop.emplace();
  desktop->tools.push_back({{"tmux", "load-buffer", "-w", "-"}, {}, {}, {}});
  return desktop;
}

std::optional<Tool> first_found(const Desktop& desktop, const ProcessRunner& processes) {
  for (const Tool& tool : desktop.tools) {
    if (processes.finds(tool.copy.front())) return tool;
  }
  return std::nullopt;
}

Error no_desktop() {
  return {Errc::usage, "there is no desktop here: neither WAYLAND_DISPLAY nor DISPLAY is set",
          "paste with the terminal (Ctrl-Shift-V, or its menu)"};
}

Error no_tool(const Desktop& desktop) {
  return {Errc::usage, "there is no program for the clipboard of this desktop",
          "install " + std::string(desktop.package) + ", or paste with the terminal"};
}

Error failed(const std::string& program, const ProcessOutput& output) {
  const std::string_view said = trimmed(output.err);
  const std::size_t last = said.find_last_of('\n');
  const std::string why(last == std::string_view::npos ? said : said.substr(last + 1));
  return {Errc::usage, program + " failed" + (why.empty() ? "" : ": " + why)};
}

// A picture that is copied in a browser has an address as HTML beside it, which is no text.
bool has_text(std::string_view kinds) {
  while (!kinds.empty()) {
    const std::string_view kind = trimmed(kinds.substr(0, kinds.find('\n')));
    if (kind == "UTF8_STRING" || kind == "STRING" || kind == "TEXT" ||
        kind.starts_with("text/plain"))
      return true;
    const std::size_t newline = kinds.find('\n');
    kinds.remove_prefix(newline == std::string_view::npos ? kinds.size() : newline + 1);
  }
  return false;
}

}  // namespace

Result<ClipboardContent> DesktopClipboard::read(std::size_t max_bytes) {
  const auto desktop = desktop_of(env_);
  if (!desktop) return Unexpected(no_desktop());
  const auto tool = first_found(*desktop, processes_);
  if (!tool) return Unexpected(no_tool(*desktop));
  ClipboardContent content;
  if (!tool->list.empty()) {
    auto kinds = processes_.run(tool->list, {kLongestWait}, interrupt_);
    if (!kinds) return Unexpected(std::move(kinds).error());
    content.image = !has_text(kinds->out) && kinds->out.find("image/png") != std::string::npos;
  }
  const Argv& argv = content.image ? tool->image : tool->text;
  auto output = processes_.run(argv, {kLongestWait, max_bytes}, interrupt_);
  if (!output) return Unexpected(std::move(output).error());
  if (output->end.status != 0) return Unexpected(failed(argv.front(), *output));
  if (output->out.empty()) return Unexpected(Error(Errc::usage, "the clipboard is empty"));
  content.bytes = std::move(output->out);
  return content;
}

bool DesktopClipboard::can_write() const {
  const auto desktop = place_to_write(env_);
  return desktop && first_found(*desktop, processes_);
}

Result<std::string> DesktopClipboard::write(std::string_view text) {
  const auto desktop = place_to_write(env_);
  if (!desktop) return Unexpected(no_desktop());
  const auto tool = first_found(*desktop, processes_);
  if (!tool) return Unexpected(no_tool(*desktop));
  auto output = processes_.feed(tool->copy, text, {kLongestWait}, interrupt_);
  if (!output) return Unexpected(std::move(output).error());
  if (output->end.status != 0) return Unexpected(failed(tool->copy.front(), *output));
  return tool->copy.front();
}

}  // namespace llamero

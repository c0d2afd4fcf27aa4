#include "cli/message.h"

#include "term/tty_text.h"

#include <string>

namespace llamero {
namespace {

constexpr std::string_view kRed = "\x1b[1;31m";
constexpr std::string_view kYellow = "\x1b[1;33m";
constexpr std::string_view kPlain = "\x1b[0m";

// Nothing is left to do when stderr itself cannot be written: the exit code still tells.
void flush(Output& err) {
  static_cast<void>(err.flush());
}

void say(Output& err, std::string_view label, std::string_view color, std::string_view text) {
  err.text("llamero: ");
  err.style(color);
  err.text(label);
  err.style(kPlain);
  err.text(": " + tty_line(text) + "\n");
  err.end_text();
  flush(err);
}

}  // namespace

void say_error(Output& err, const Error& error) {
  say(err, "error", kRed, error.message);
  if (!error.hint.empty()) say(err, "hint", "", error.hint);
}

void say_warning(Output& err, const Settings& settings, std::string_view text) {
  if (!settings.quiet) say(err, "warning", kYellow, text);
}

void say_danger(Output& err, std::string_view text) {
  say(err, "warning", kYellow, text);
}

void say_note(Output& err, const Settings& settings, std::string_view text) {
  if (!settings.quiet) say(err, "note", "", text);
}

void say_trace(Output& err, std::string_view line) {
  err.text(tty_line(line) + "\n");
  err.end_text();
  flush(err);
}

}  // namespace llamero

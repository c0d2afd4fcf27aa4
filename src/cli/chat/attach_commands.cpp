// The commands that bring something into the next question: /file, /image, /paste.
#include "base/image_format.h"
#include "base/size_text.h"
#include "cli/chat/slash_command.h"
#include "cli/chat/typed_path.h"
#include "cli/message.h"
#include "cli/prompt_text.h"
#include "process/desktop_clipboard.h"
#include "term/line_feeds.h"

namespace llamero {
namespace {

constexpr std::size_t kMostOfImage = 20 * 1024 * 1024;

// What both commands do without a path: list what is attached, or drop it.
Result<Obeyed> list(ChatState& chat) {
  note(chat, chat.attached.empty() ? "nothing is attached to the next question"
                                   : "attached to the next question: " + chat.attached.names());
  return Obeyed{};
}

Result<Obeyed> drop(ChatState& chat) {
  chat.attached.clear();
  return list(chat);
}

Result<std::string> checked_image(std::string bytes, const std::string& source) {
  if (!image_format(bytes).empty()) return bytes;
  return Unexpected(Error(Errc::usage, source + " is no image that a model takes",
                          "PNG, JPEG and WebP are; /file attaches text"));
}

void attach_image(ChatState& chat, const std::string& name, std::string_view bytes) {
  chat.attached.add_image(name, bytes);
  note(chat, "attached to the next question: " + name + ", " + std::string(image_format(bytes)) +
                 ", " + size_text(bytes.size()));
  if (chat.keeper == nullptr || !chat.keeper->keeps()) return;
  note(chat, "images are not kept in a session: opened again, it goes on without them");
}

Result<std::string> pasted_text(std::string_view bytes) {
  if (bytes.size() > kMaxTextInput) {
    return Unexpected(Error(Errc::usage, "the clipboard holds " + size_text(bytes.size()) +
                                             " of text, more than " + size_text(kMaxTextInput)));
  }
  auto text = checked_text(bytes, "the clipboard", false);
  if (text) return with_line_feeds(*text);
  Error error = std::move(text).error();
  error.hint.clear();  // it names a flag that a chat does not have
  return Unexpected(std::move(error));
}

}  // namespace

Result<Obeyed> obey_file(ChatState& chat, std::string_view arguments) {
  if (arguments.empty()) return list(chat);
  if (arguments == "-") return drop(chat);
  const std::string path = typed_path(arguments, chat.run.services.env);
  const KeyboardRest rest(chat.keyboard);
  auto text = read_text_file(path, false, chat.run);
  if (!text) {
    Error error = std::move(text).error();
    if (error.hint.starts_with("--lossy")) error.hint = "/image attaches a picture";
    return Unexpected(std::move(error));
  }
  chat.attached.add_text(path, *text);
  note(chat, "attached to the next question: " + path + ", " + size_text(text->size()));
  return Obeyed{};
}

Result<Obeyed> obey_image(ChatState& chat, std::string_view arguments) {
  if (arguments.empty()) return list(chat);
  if (arguments == "-") return drop(chat);
  const std::string path = typed_path(arguments, chat.run.services.env);
  const KeyboardRest rest(chat.keyboard);
  auto bytes = chat.run.services.files.read(path, kMostOfImage, chat.run.interrupts);
  if (bytes) bytes = checked_image(*std::move(bytes), path);
  if (!bytes) return Unexpected(std::move(bytes).error());
  attach_image(chat, path, *bytes);
  return Obeyed{};
}

Result<Obeyed> obey_paste(ChatState& chat, std::string_view arguments) {
  if (auto none = want_none(arguments); !none) return Unexpected(std::move(none).error());
  Services& services = chat.run.services;
  const KeyboardRest rest(chat.keyboard);
  auto content =
      DesktopClipboard(services.env, services.processes, chat.run.interrupts).read(kMostOfImage);
  if (!content) return Unexpected(std::move(content).error());
  if (content->image) {
    auto bytes = checked_image(std::move(content->bytes), "what is on the clipboard");
    if (!bytes) return Unexpected(std::move(bytes).error());
    attach_image(chat, "the image on the clipboard", *bytes);
    return Obeyed{};
  }
  auto text = pasted_text(content->bytes);
  if (!text) return Unexpected(std::move(text).error());
  return Obeyed{Obeyed::Next::prompt, *std::move(text)};
}

}  // namespace llamero

#include "api/json_codec.h"

namespace llamero::json {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";

void append_quoted(std::string_view text, std::string& out) {
  out.push_back('"');
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out.push_back('\\');
      out.push_back(c);
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (c == '\r') {
      out += "\\r";
    } else if (byte < 0x20) {
      out += "\\u00";
      out.push_back(kHex[byte >> 4]);
      out.push_back(kHex[byte & 15]);
    } else {
      out.push_back(c);
    }
  }
  out.push_back('"');
}

// An object under construction: the commas and the quotes of its keys.
class ObjectText {
 public:
  explicit ObjectText(std::string& out) : out_(out) { out_.push_back('{'); }

  void raw(std::string_view key, std::string_view json) {
    name(key);
    out_ += json;
  }
  void text(std::string_view key, std::string_view value) {
    name(key);
    append_quoted(value, out_);
  }
  void flag(std::string_view key, bool value) { raw(key, value ? "true" : "false"); }
  void name(std::string_view key) {
    if (!first_) out_.push_back(',');
    first_ = false;
    append_quoted(key, out_);
    out_.push_back(':');
  }
  void close() { out_.push_back('}'); }

 private:
  std::string& out_;
  bool first_ = true;
};

void append_images(const std::vector<std::string>& images, std::string& out) {
  out.push_back('[');
  for (std::size_t i = 0; i < images.size(); ++i) {
    if (i > 0) out.push_back(',');
    append_quoted(images[i], out);
  }
  out.push_back(']');
}

void append_messages(const std::vector<Message>& messages, std::string& out) {
  out.push_back('[');
  for (std::size_t i = 0; i < messages.size(); ++i) {
    if (i > 0) out.push_back(',');
    ObjectText object(out);
    object.text("role", messages[i].role);
    object.text("content", messages[i].content);
    if (!messages[i].thinking.empty()) object.text("thinking", messages[i].thinking);
    if (!messages[i].images.empty()) {
      object.name("images");
      append_images(messages[i].images, out);
    }
    object.close();
  }
  out.push_back(']');
}

void append_chat(const ChatRequest& request, ObjectText& object, std::string& out) {
  object.text("model", request.model);
  object.name("messages");
  append_messages(request.messages, out);
}

void append_settings(const GenerationSettings& settings, ObjectText& object, std::string& out) {
  if (settings.format) object.raw("format", settings.format->text);
  if (settings.keep_alive) object.raw("keep_alive", settings.keep_alive->text);
  if (settings.think) {
    if (*settings.think == "true" || *settings.think == "false") {
      object.raw("think", *settings.think);
    } else {
      object.text("think", *settings.think);
    }
  }
  if (settings.options.empty()) return;
  object.name("options");
  ObjectText options(out);
  for (const auto& [key, value] : settings.options) options.raw(key, value.text);
  options.close();
}

}  // namespace

std::string quote(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 2);
  append_quoted(text, out);
  return out;
}

std::string encode(const ChatRequest& request) {
  std::string out;
  ObjectText object(out);
  append_chat(request, object, out);
  object.flag("stream", true);
  append_settings(request.settings, object, out);
  object.close();
  return out;
}

std::string encode_render(const ChatRequest& request) {
  GenerationSettings settings = request.settings;
  std::erase_if(settings.options, [](const auto& option) { return option.first == "num_predict"; });
  settings.options.push_back({"num_predict", RawJson{"1"}});
  std::string out;
  ObjectText object(out);
  append_chat(request, object, out);
  object.flag("_debug_render_only", true);
  object.flag("stream", false);
  append_settings(settings, object, out);
  object.close();
  return out;
}

std::string encode(const GenerateRequest& request) {
  std::string out;
  ObjectText object(out);
  object.text("model", request.model);
  object.text("prompt", request.prompt);
  if (request.system) object.text("system", *request.system);
  if (request.suffix) object.text("suffix", *request.suffix);
  if (request.raw) object.flag("raw", true);
  object.flag("stream", true);
  append_settings(request.settings, object, out);
  object.close();
  return out;
}

// Servers before 0.1.21 know only `name`, later ones prefer `model`.
std::string encode_pull(std::string_view model, bool insecure) {
  std::string out;
  ObjectText object(out);
  object.text("model", model);
  object.text("name", model);
  if (insecure) object.flag("insecure", true);
  object.flag("stream", true);
  object.close();
  return out;
}

std::string encode_show(std::string_view model, bool verbose) {
  std::string out;
  ObjectText object(out);
  object.text("model", model);
  object.text("name", model);
  if (verbose) object.flag("verbose", true);
  object.close();
  return out;
}

}  // namespace llamero::json

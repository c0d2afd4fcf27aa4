#include "api/model_name.h"

#include "base/utf8.h"

#include <algorithm>
#include <string>

namespace llamero {
namespace {

// Ollama's own limit: a host of 350 and three parts of 80, with their separators.
constexpr std::size_t kMaxName = 512;

bool is_blank_or_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte <= 0x20 || byte == 0x7F;
}

bool has_c1_control(std::string_view name) {
  for (std::size_t at = name.find('\xC2'); at != std::string_view::npos;
       at = name.find('\xC2', at + 1)) {
    if (at + 1 < name.size() && static_cast<unsigned char>(name[at + 1]) < 0xA0) return true;
  }
  return false;
}

}  // namespace

Result<void> check_model_name(std::string_view name) {
  const auto refuse = [](std::string why) {
    return Unexpected(Error(Errc::usage, std::move(why), "a name looks like gemma3:1b"));
  };
  if (name.empty()) return refuse("the model name is empty");
  if (name.size() > kMaxName) return refuse("the model name is longer than 512 bytes");
  if (find_invalid_utf8(name) != std::string_view::npos)
    return refuse("the model name is not valid UTF-8");
  if (std::any_of(name.begin(), name.end(), is_blank_or_control) || has_c1_control(name))
    return refuse("the model name \"" + std::string(name) +
                  "\" holds a blank or a control character");
  return {};
}

}  // namespace llamero

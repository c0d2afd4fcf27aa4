#include "base/http_header.h"

#include <strings.h>

#include <algorithm>
#include <array>
#include <string>

namespace llamero {
namespace {

struct OwnField {
  const char* name;
  const char* instead;
};

constexpr std::array kOwnFields = {
    OwnField{"Authorization", "token_file, token_command or basic of a remote hold it"},
    OwnField{"Proxy-Authorization", "proxy_basic of a remote holds it"},
    OwnField{"Host", ""},
    OwnField{"Content-Length", ""},
    OwnField{"Transfer-Encoding", ""},
    OwnField{"Connection", ""},
    OwnField{"Accept-Encoding", "llamero takes no compressed answer"},
    OwnField{"Expect", ""},
    OwnField{"Origin", "Ollama takes it for a browser and refuses"}};

bool is_token(std::string_view name) {
  constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
  return !name.empty() && std::all_of(name.begin(), name.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           kMarks.find(c) != std::string_view::npos;
  });
}

}  // namespace

Result<void> check_header_name(std::string_view name) {
  const std::string text(name);
  if (!is_token(name))
    return Unexpected(Error(Errc::usage, "\"" + text + "\" is not the name of a header"));
  for (const OwnField& own : kOwnFields) {
    if (strcasecmp(text.c_str(), own.name) == 0)
      return Unexpected(
          Error(Errc::usage, "header " + text + " is set by llamero itself", own.instead));
  }
  return {};
}

bool is_header_value(std::string_view value) {
  return std::none_of(value.begin(), value.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F;
  });
}

}  // namespace llamero

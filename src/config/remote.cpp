#include "config/remote.h"

#include <fmt/format.h>

#include <algorithm>

namespace llamero {
namespace {

constexpr std::string_view kLetters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
constexpr auto npos = std::string_view::npos;

}  // namespace

std::string Remote::target() const {
  if (ssh) return "ssh " + ssh->text() + (port == 11434 ? "" : fmt::format(" port {}", port));
  if (!unix_socket.empty()) return "unix:" + unix_socket;
  return url ? url->text() : "";
}

Result<void> check_remote_name(std::string_view name) {
  constexpr std::size_t kLongest = 64;
  const std::string allowed = std::string(kLetters) + "._-";
  if (!name.empty() && name.size() <= kLongest && kLetters.find(name.front()) != npos &&
      name.find_first_not_of(allowed) == npos && !name.ends_with(".toml")) {
    return {};
  }
  return Unexpected(Error(Errc::usage, fmt::format("\"{}\" is not a name for a remote", name),
                          "letters, digits, \".\", \"_\" and \"-\", at most 64, beginning with a "
                          "letter or digit"));
}

Result<void> check_pin(std::string_view pin) {
  constexpr std::string_view kScheme = "sha256//";
  constexpr std::size_t kEncoded = 44;  // base64 of 32 bytes
  const std::string allowed = std::string(kLetters) + "+/";
  const std::string_view hash = pin.substr(std::min(pin.size(), kScheme.size()));
  if (pin.starts_with(kScheme) && hash.size() == kEncoded && hash.back() == '=' &&
      hash.substr(0, kEncoded - 1).find_first_not_of(allowed) == npos) {
    return {};
  }
  return Unexpected(
      Error(Errc::usage,
            fmt::format("\"{}\" is not a pin: it is \"sha256//\" and 44 characters of base64", pin),
            "llamero doctor shows the pin of a server"));
}

}  // namespace llamero

#include "base/container_image.h"

#include <algorithm>
#include <cctype>

namespace llamero {
namespace {

constexpr std::size_t kLongestRepository = 255;
constexpr std::size_t kLongestTag = 128;

bool is_lower_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}
bool is_word(char c) {
  return is_lower_or_digit(c) || (c >= 'A' && c <= 'Z') || c == '_';
}

bool is_tag(std::string_view text) {
  return !text.empty() && text.size() <= kLongestTag && is_word(text.front()) &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return is_word(c) || c == '.' || c == '-'; });
}

bool is_letter_or_digit(char c) {
  return is_word(c) && c != '_';
}

// ".", "_", "__", or dashes.
bool is_separator(std::string_view text) {
  return text == "." || text == "_" || text == "__" ||
         (!text.empty() && text.find_first_not_of('-') == std::string_view::npos);
}

// Lower-case words, joined by separators.
bool is_component(std::string_view text) {
  while (true) {
    const auto* const word_end = std::find_if_not(text.begin(), text.end(), is_lower_or_digit);
    if (word_end == text.begin()) return false;
    if (word_end == text.end()) return true;
    const auto* const next = std::find_if(word_end, text.end(), is_lower_or_digit);
    if (!is_separator({word_end, next})) return false;
    text = {next, text.end()};
  }
}

// What stands before the first slash is a host when it looks like one: "name[:port]".
bool is_host(std::string_view text) {
  const bool looks_so = text == "localhost" || text.find_first_of(".:") != std::string_view::npos;
  const std::size_t colon = text.find(':');
  const std::string_view name = text.substr(0, colon);
  const bool port_is_good =
      colon == std::string_view::npos ||
      (colon + 1 < text.size() &&
       text.find_first_not_of("0123456789", colon + 1) == std::string_view::npos);
  return looks_so && port_is_good && !name.empty() && is_letter_or_digit(name.front()) &&
         is_letter_or_digit(name.back()) && std::all_of(name.begin(), name.end(), [](char c) {
           return is_letter_or_digit(c) || c == '.' || c == '-';
         });
}

bool is_repository(std::string_view text) {
  if (text.empty() || text.size() > kLongestRepository) return false;
  std::size_t slash = text.find('/');
  if (slash != std::string_view::npos && is_host(text.substr(0, slash)))
    text.remove_prefix(slash + 1);
  while (true) {
    slash = text.find('/');
    if (!is_component(text.substr(0, slash))) return false;
    if (slash == std::string_view::npos) return true;
    text.remove_prefix(slash + 1);
  }
}

Error no_image(std::string_view text) {
  return {Errc::usage, "\"" + std::string(text.substr(0, 100)) + "\" is not the name of an image",
          "like ollama/ollama:0.32.15, or ollama/ollama@sha256:…"};
}

}  // namespace

bool is_sha256_digest(std::string_view text) {
  constexpr std::string_view kPrefix = "sha256:";
  return text.size() == kPrefix.size() + 64 && text.starts_with(kPrefix) &&
         text.find_first_not_of("0123456789abcdef", kPrefix.size()) == std::string_view::npos;
}

std::string ContainerImage::text() const {
  return repository + (tag.empty() ? "" : ":" + tag) + (digest.empty() ? "" : "@" + digest);
}

std::string ContainerImage::pinned(std::string_view at) const {
  return repository + "@" + std::string(at);
}

Result<ContainerImage> parse_container_image(std::string_view text) {
  ContainerImage image;
  std::string_view rest = text;
  if (const std::size_t at = rest.find('@'); at != std::string_view::npos) {
    image.digest = rest.substr(at + 1);
    if (!is_sha256_digest(image.digest)) return Unexpected(no_image(text));
    rest = rest.substr(0, at);
  }
  const std::size_t colon = rest.rfind(':');
  if (colon != std::string_view::npos && rest.find('/', colon) == std::string_view::npos) {
    image.tag = rest.substr(colon + 1);
    if (!is_tag(image.tag)) return Unexpected(no_image(text));
    rest = rest.substr(0, colon);
  }
  if (!is_repository(rest)) return Unexpected(no_image(text));
  for (const std::string_view usual : {"docker.io/", "library/"}) {
    if (rest.starts_with(usual)) rest.remove_prefix(usual.size());
  }
  image.repository = rest;
  if (image.digest.empty() && (image.tag.empty() || image.tag == "latest")) {
    return Unexpected(
        Error(Errc::usage,
              "the image " + std::string(text) +
                  (image.tag.empty() ? " has no version, which means latest" : " is no version") +
                  ": it is another server tomorrow",
              "name a version, like " + image.repository + ":0.32.15"));
  }
  return image;
}

}  // namespace llamero

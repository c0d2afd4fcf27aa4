#include "cli/refusal.h"

#include <array>
#include <charconv>

namespace llamero {
namespace {

using Version = std::array<int, 3>;

Version parse_version(std::string_view text) {
  Version version{};
  for (int& part : version) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), part);
    if (error != std::errc()) break;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (!text.starts_with('.')) break;
    text.remove_prefix(1);
  }
  return version;
}

struct Need {
  bool used;
  std::string_view field;
  Version since;
  std::string_view since_text;
};

// First releases with each field, from Ollama's tags.
std::array<Need, 4> needs(const GenerationSettings& settings) {
  const bool level = settings.think && *settings.think != "true" && *settings.think != "false";
  const bool schema = settings.format && settings.format->text.starts_with('{');
  return {Need{level && *settings.think == "max", "--think=max", {0, 22, 0}, "0.22.0"},
          Need{level, "a level of --think", {0, 11, 0}, "0.11.0"},
          Need{settings.think.has_value(), "--think", {0, 9, 0}, "0.9.0"},
          Need{schema, "a schema in --format", {0, 5, 0}, "0.5.0"}};
}

}  // namespace

void explain_refusal(Client& client, const GenerationSettings& settings, Error& error) {
  if (error.code != Errc::server_error || error.http_status < 400) return;
  const auto candidates = needs(settings);
  bool any = false;
  for (const Need& need : candidates) any = any || need.used;
  if (!any) return;
  const auto version = client.version();
  if (!version || *version == "0.0.0") return;
  const Version have = parse_version(*version);
  for (const Need& need : candidates) {
    if (!need.used || have >= need.since) continue;
    error.hint = "the server is Ollama " + *version + "; " + std::string(need.field) + " needs " +
                 std::string(need.since_text);
    return;
  }
  if (error.hint.empty()) error.hint = "the server is Ollama " + *version;
}

}  // namespace llamero

#include "net/certificate_facts.h"

#include <optional>
#include <string_view>

namespace llamero {
namespace {

constexpr std::size_t kMostNames = 5;
constexpr std::size_t kLongest = 80;

std::string bounded(std::string_view text) {
  if (text.size() <= kLongest) return std::string(text);
  return std::string(text.substr(0, kLongest)) + "…";
}

std::optional<std::string_view> after(std::string_view text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return std::nullopt;
  return text.substr(prefix.size());
}

// "DNS:a.example, IP Address:10.0.0.1"
std::vector<std::string> alternative_names(std::string_view list) {
  std::vector<std::string> names;
  std::size_t more = 0;
  while (!list.empty()) {
    const std::size_t comma = list.find(", ");
    std::string_view name = list.substr(0, comma);
    list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 2);
    for (const std::string_view kind : {"DNS:", "IP Address:"}) {
      if (const auto value = after(name, kind)) name = *value;
    }
    if (names.size() < kMostNames) {
      names.push_back(bounded(name));
    } else {
      ++more;
    }
  }
  if (more > 0) names.push_back(std::to_string(more) + " more");
  return names;
}

}  // namespace

CertificateFacts facts_of_fields(const std::vector<std::string>& fields) {
  CertificateFacts facts;
  std::string subject;
  for (const std::string& field : fields) {
    if (const auto value = after(field, "Subject:")) subject = bounded(*value);
    if (const auto value = after(field, "Issuer:")) facts.issuer = bounded(*value);
    if (const auto value = after(field, "Start date:")) facts.not_before = bounded(*value);
    if (const auto value = after(field, "Expire date:")) facts.not_after = bounded(*value);
    if (const auto value = after(field, "X509v3 Subject Alternative Name:"))
      facts.names = alternative_names(*value);
  }
  if (facts.names.empty() && !subject.empty()) facts.names.push_back(subject);
  return facts;
}

std::string facts_text(const CertificateFacts& facts) {
  std::string text;
  const auto add = [&](const std::string& part) { text += (text.empty() ? " (" : "; ") + part; };
  std::string names;
  for (const std::string& name : facts.names) names += (names.empty() ? "" : ", ") + name;
  if (!names.empty()) add("for " + names);
  if (!facts.issuer.empty()) add("issued by " + facts.issuer);
  if (!facts.not_before.empty() && !facts.not_after.empty())
    add("valid from " + facts.not_before + " to " + facts.not_after);
  return text.empty() ? "" : text + ")";
}

}  // namespace llamero

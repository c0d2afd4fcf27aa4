#include "cli/checkup_layers.h"

#include "base/official_text.h"
#include "base/url.h"

#include <fmt/format.h>

#include <ctime>

namespace llamero {
namespace {

constexpr std::size_t kLongestHeader = 80;

std::string shortened(const std::string& text) {
  return text.size() <= kLongestHeader ? text : text.substr(0, kLongestHeader) + "…";
}

std::optional<std::chrono::system_clock::time_point> parse_time(const std::string& text,
                                                                const char* form) {
  std::tm parts{};
  if (strptime(text.c_str(), form, &parts) == nullptr) return std::nullopt;
  return std::chrono::system_clock::from_time_t(timegm(&parts));
}

}  // namespace

HostAndPort place_of(const std::string& url) {
  if (auto parsed = parse_url(url)) return {parsed->host, parsed->port};
  // A proxy of another scheme; choose_proxy has made it SCHEME://HOST:PORT.
  std::string rest = url.substr(url.find("://") + 3);
  const std::size_t colon = rest.rfind(':');
  std::string host = rest.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  const int port = colon == std::string::npos ? 1080 : std::atoi(rest.c_str() + colon + 1);
  return {std::move(host), port};
}

std::string layer_of(const Error& error, const LayerGuess& guess) {
  if (guess.proxy && error.message.starts_with("the proxy")) return "proxy";
  switch (error.code) {
    case Errc::tunnel_failed:
    case Errc::ssh_refused:
      return "ssh";
    case Errc::certificate:
      return "tls";
    case Errc::proxy_auth:
      return "proxy";
    case Errc::unauthorized:
    case Errc::forbidden:
    case Errc::withheld:
      return "credentials";
    case Errc::resolve_failed:
    case Errc::connect_failed:
      if (guess.proxy) return "proxy";
      if (guess.ssh) return "ssh";
      return guess.https ? "tls" : "http";
    default:
      return "http";
  }
}

std::optional<int> days_until(const std::string& not_after,
                              std::chrono::system_clock::time_point now) {
  const auto end = parse_time(not_after, "%b %d %H:%M:%S %Y");
  if (!end) return std::nullopt;
  return static_cast<int>(std::chrono::floor<std::chrono::hours>(*end - now).count() / 24);
}

std::string certificate_text(const CertificateFacts& facts, std::optional<int> days) {
  std::string text = facts.protocol.empty() ? "" : facts.protocol + ", ";
  text += fmt::format("certificate for {}", fmt::join(facts.names, ", "));
  if (!facts.issuer.empty()) text += ", issued by " + facts.issuer;
  if (days) text += fmt::format(", {} days left", *days);
  if (!facts.pin.empty()) text += ", pin " + facts.pin;
  return text;
}

std::optional<long> seconds_ahead(const std::string& date,
                                  std::chrono::system_clock::time_point now) {
  const auto there = parse_time(date, "%a, %d %b %Y %H:%M:%S GMT");
  if (!there) return std::nullopt;
  return std::chrono::duration_cast<std::chrono::seconds>(*there - now).count();
}

std::string who_answered(const HttpResponse& answer) {
  std::string text;
  if (const std::string* server = answer.header("Server")) text += ", by " + shortened(*server);
  if (const std::string* via = answer.header("Via")) text += ", via " + shortened(*via);
  return text;
}

std::string loaded_text(const std::vector<RunningModel>& models) {
  if (models.empty()) return "none: the next request loads its model first";
  std::string text;
  for (const RunningModel& model : models) {
    text += fmt::format("{}{} on {}", text.empty() ? "" : ", ", model.name,
                        official_processor(model.size, model.size_vram));
  }
  return text;
}

ChatRequest short_chat(const std::string& model) {
  ChatRequest request;
  request.model = model;
  request.messages.push_back({"user", "Count from one to forty, in words."});
  request.settings.options.push_back({"num_predict", RawJson{"48"}});
  request.settings.options.push_back({"temperature", RawJson{"0"}});
  return request;
}

}  // namespace llamero

#include "cli/checkup_layers.h"

#include "catch.hpp"

using namespace llamero;

namespace {

std::chrono::system_clock::time_point at(std::time_t seconds) {
  return std::chrono::system_clock::from_time_t(seconds);
}

constexpr std::time_t kNewYear2026 = 1767225600;  // 2026-01-01 00:00:00 UTC
constexpr std::time_t kDay = 86400;

}  // namespace

TEST_CASE("host and port of a server and of a proxy") {
  struct Row {
    std::string url, host;
    int port;
  };
  for (const Row& row : std::vector<Row>{{"http://gpu:11434", "gpu", 11434},
                                         {"https://gpu/ollama", "gpu", 443},
                                         {"http://[::1]:80", "::1", 80},
                                         {"socks5h://proxy:1081", "proxy", 1081},
                                         {"socks5h://[fe80::1]:9", "fe80::1", 9}}) {
    const HostAndPort place = place_of(row.url);
    INFO(row.url);
    CHECK(place.host == row.host);
    CHECK(place.port == row.port);
  }
}

TEST_CASE("the layer of an error") {
  const LayerGuess plain{}, https{true, false, false}, ssh{false, true, false},
      proxy{true, false, true};
  CHECK(layer_of({Errc::connect_failed, "dropped"}, plain) == "http");
  CHECK(layer_of({Errc::connect_failed, "dropped"}, https) == "tls");
  CHECK(layer_of({Errc::connect_failed, "dropped"}, ssh) == "ssh");
  CHECK(layer_of({Errc::connect_failed, "dropped"}, proxy) == "proxy");
  CHECK(layer_of({Errc::certificate, "the certificate of https://gpu"}, proxy) == "tls");
  CHECK(layer_of({Errc::certificate, "the proxy https://p is not trusted"}, proxy) == "proxy");
  CHECK(layer_of({Errc::forbidden, "the proxy forbids it"}, proxy) == "proxy");
  CHECK(layer_of({Errc::forbidden, "403"}, proxy) == "credentials");
  CHECK(layer_of({Errc::unauthorized, "401"}, https) == "credentials");
  CHECK(layer_of({Errc::ssh_refused, "host key"}, ssh) == "ssh");
  CHECK(layer_of({Errc::protocol, "an HTML page"}, https) == "http");
}

TEST_CASE("days left of a certificate") {
  const std::string end = "Jan  3 00:00:00 2026 GMT";
  CHECK(days_until(end, at(kNewYear2026)) == 2);
  CHECK(days_until(end, at(kNewYear2026 + kDay + 1)) == 0);
  CHECK(days_until(end, at(kNewYear2026 + 3 * kDay)) == -1);
  CHECK_FALSE(days_until("soon", at(kNewYear2026)));
  CHECK(certificate_text({}, std::nullopt) == "certificate for ");
}

TEST_CASE("how far the clock of a server is ahead") {
  CHECK(seconds_ahead("Thu, 01 Jan 2026 00:00:30 GMT", at(kNewYear2026)) == 30);
  CHECK(seconds_ahead("Wed, 31 Dec 2025 23:59:00 GMT", at(kNewYear2026)) == -60);
  CHECK_FALSE(seconds_ahead("yesterday", at(kNewYear2026)));
  CHECK_FALSE(seconds_ahead("", at(kNewYear2026)));
}

TEST_CASE("who answered, at a length that fits") {
  HttpResponse answer;
  CHECK(who_answered(answer).empty());
  answer.headers = {{"server", "nginx/1.22"}, {"Via", std::string(500, 'v')}};
  CHECK(who_answered(answer) == ", by nginx/1.22, via " + std::string(80, 'v') + "…");
}

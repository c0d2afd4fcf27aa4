#include "net/route_options.h"

#include "catch.hpp"

using namespace llamero;

TEST_CASE("a proxy is never used for loopback or a unix socket") {
  Route route;
  CHECK_FALSE(uses_proxy("http://gpu.example/api", route));
  route.proxy.url = "http://proxy:1";
  CHECK(uses_proxy("http://gpu.example/api", route));
  CHECK(uses_proxy("http://[fd00::1]:1/api", route));
  for (const char* url : {"http://localhost/api", "https://a.localhost", "http://127.9.9.9:1/api",
                          "http://[::1]:11434/api"}) {
    CHECK_FALSE(uses_proxy(url, route));
  }
  route.unix_socket = "/run/ollama.sock";
  CHECK_FALSE(uses_proxy("http://gpu.example/api", route));
}

TEST_CASE("secrets are withheld from a server that could be anybody") {
  HttpRequest request;
  request.url = "https://gpu.example/api/tags";
  request.secret_headers.push_back({"Authorization", Secret("Bearer x")});
  CHECK_FALSE(reason_not_to_send(request));
  request.route.tls.accept_any_cert = true;
  const auto error = reason_not_to_send(request);
  REQUIRE(error);
  CHECK(error->code == Errc::withheld);
  request.route.tls.pin = "sha256//x";
  CHECK_FALSE(reason_not_to_send(request));
  request.route.tls.pin = "";
  request.url = "http://gpu.example/api/tags";
  CHECK_FALSE(reason_not_to_send(request));
}

TEST_CASE("each part of a route makes it another one") {
  const Route plain;
  CHECK(same_route(plain, Route()));
  const auto differs = [&](auto change) {
    Route other;
    change(other);
    return !same_route(plain, other);
  };
  CHECK(differs([](Route& r) { r.unix_socket = "/s"; }));
  CHECK(differs([](Route& r) { r.tls.ca_file = "f"; }));
  CHECK(differs([](Route& r) { r.tls.pin = "p"; }));
  CHECK(differs([](Route& r) { r.tls.client_cert = "c"; }));
  CHECK(differs([](Route& r) { r.tls.client_key = Secret("k"); }));
  CHECK(differs([](Route& r) { r.tls.accept_any_cert = true; }));
  CHECK(differs([](Route& r) { r.proxy.url = "u"; }));
  CHECK(differs([](Route& r) { r.proxy.user_password = Secret("u"); }));
}

#include "net/curl_errors.h"

#include "catch.hpp"

#include <cerrno>

using namespace llamero;

namespace {

FailedTransfer failed(CURLcode code, std::string_view detail = "") {
  FailedTransfer f;
  f.code = code;
  f.detail = detail;
  f.target = "https://gpu.example";
  return f;
}

}  // namespace

TEST_CASE("each failure has its own code") {
  CHECK(describe(failed(CURLE_COULDNT_RESOLVE_HOST)).code == Errc::resolve_failed);
  CHECK(describe(failed(CURLE_COULDNT_CONNECT)).code == Errc::connect_failed);
  CHECK(describe(failed(CURLE_OPERATION_TIMEDOUT)).code == Errc::timed_out);
  CHECK(describe(failed(CURLE_PEER_FAILED_VERIFICATION)).code == Errc::certificate);
  CHECK(describe(failed(CURLE_GOT_NOTHING)).code == Errc::connect_failed);
  CHECK(describe(failed(CURLE_UNSUPPORTED_PROTOCOL)).code == Errc::protocol);
  CHECK(describe(failed(CURLE_WEIRD_SERVER_REPLY)).code == Errc::protocol);
  CHECK(describe(failed(CURLE_OUT_OF_MEMORY)).code == Errc::protocol);
}

TEST_CASE("the operating system's reason and the server are named") {
  FailedTransfer f = failed(CURLE_COULDNT_CONNECT);
  f.os_errno = ECONNREFUSED;
  CHECK_THAT(describe(f).message, ContainsSubstring("https://gpu.example"));
  CHECK_THAT(describe(f).message, ContainsSubstring("refused"));
}

TEST_CASE("whatever ends a stream after its first byte is a cut") {
  for (const CURLcode code :
       {CURLE_RECV_ERROR, CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING, CURLE_HTTP2_STREAM}) {
    FailedTransfer f = failed(code);
    f.body_started = true;
    CHECK(describe(f).code == Errc::cut);
  }
}

TEST_CASE("TLS towards a plain port says so") {
  const Error error = describe(
      failed(CURLE_SSL_CONNECT_ERROR, "error:0A00010B:SSL routines::wrong version number"));
  CHECK(error.code == Errc::protocol);
  CHECK_THAT(error.hint, ContainsSubstring("http://"));
}

TEST_CASE("a proxy's refusal is told apart from the server's") {
  FailedTransfer f = failed(CURLE_RECV_ERROR, "CONNECT tunnel failed, response 407");
  f.proxy_status = 407;
  CHECK(describe(f).code == Errc::proxy_auth);
  f.proxy_status = 502;
  CHECK(describe(f).code == Errc::connect_failed);
  CHECK_THAT(describe(f).message, ContainsSubstring("proxy"));
}

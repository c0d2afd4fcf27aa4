#include "net/proxy_errors.h"

#include "catch.hpp"

using namespace llamero;

namespace {

FailedTransfer failed(CURLcode code, long proxy_error = CURLPX_OK) {
  FailedTransfer f;
  f.code = code;
  f.target = "https://gpu.example";
  f.proxy = "http://proxy:3128";
  f.proxy_error = proxy_error;
  return f;
}

}  // namespace

TEST_CASE("each failure of a proxy has a code and names it") {
  struct Row {
    FailedTransfer failure;
    Errc code;
    std::string part;
  };
  const std::vector<Row> rows = {
      {failed(CURLE_COULDNT_RESOLVE_PROXY), Errc::resolve_failed, "no address"},
      {failed(CURLE_COULDNT_CONNECT), Errc::connect_failed, "could not connect to the proxy"},
      {failed(CURLE_OPERATION_TIMEDOUT), Errc::timed_out, "within the connect timeout"},
      {failed(CURLE_GOT_NOTHING), Errc::connect_failed, "no valid answer"},
      {failed(CURLE_PROXY, CURLPX_USER_REJECTED), Errc::proxy_auth, "did not accept"},
      {failed(CURLE_PROXY, CURLPX_REPLY_NOT_ALLOWED), Errc::forbidden, "rules"},
      {failed(CURLE_PROXY, CURLPX_REPLY_CONNECTION_REFUSED), Errc::connect_failed, "refused"},
      {failed(CURLE_PROXY, CURLPX_BAD_VERSION), Errc::connect_failed, "does not speak SOCKS 5"},
  };
  for (const Row& row : rows) {
    const auto error = describe_proxy(row.failure);
    REQUIRE(error);
    CHECK(error->code == row.code);
    CHECK_THAT(error->message, ContainsSubstring(row.part));
    CHECK_THAT(error->message, ContainsSubstring("http://proxy:3128"));
  }
}

TEST_CASE("a status in answer to CONNECT") {
  FailedTransfer f = failed(CURLE_RECV_ERROR);
  for (const auto& [status, code] :
       std::vector<std::pair<long, Errc>>{{407, Errc::proxy_auth},
                                          {401, Errc::proxy_auth},
                                          {403, Errc::forbidden},
                                          {502, Errc::connect_failed}}) {
    f.proxy_status = status;
    const auto error = describe_proxy(f);
    REQUIRE(error);
    CHECK(error->code == code);
    CHECK_THAT(error->message, ContainsSubstring(std::to_string(status)));
  }
}

TEST_CASE("behind the tunnel, and once the request is out, it is the server that failed") {
  FailedTransfer f = failed(CURLE_RECV_ERROR);
  f.proxy_status = 200;
  CHECK_FALSE(describe_proxy(f));
  f.proxy_status = 0;
  f.request_sent = true;
  CHECK_FALSE(describe_proxy(f));
  f = failed(CURLE_PEER_FAILED_VERIFICATION);
  f.proxy = "https://proxy";
  CHECK(describe_proxy(f));
  f.proxy_status = 200;
  CHECK_FALSE(describe_proxy(f));
  f = failed(CURLE_RECV_ERROR);
  f.proxy = {};
  CHECK_FALSE(describe_proxy(f));
}

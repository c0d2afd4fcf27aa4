#include "net/tls_errors.h"

#include "catch.hpp"

using namespace llamero;

namespace {

FailedTransfer failed(CURLcode code, std::string_view detail = "", long verify_result = 1) {
  FailedTransfer f;
  f.code = code;
  f.detail = detail;
  f.target = "https://gpu.example";
  f.verify_result = verify_result;
  return f;
}

}  // namespace

TEST_CASE("each failure of TLS has a line of its own") {
  constexpr CURLcode kPeer = CURLE_PEER_FAILED_VERIFICATION;
  struct Row {
    FailedTransfer failure;
    Errc code;
    std::string part;
  };
  const std::vector<Row> rows = {
      {failed(kPeer, "", 10), Errc::certificate, "has expired"},
      {failed(kPeer, "", 9), Errc::certificate, "not valid yet"},
      {failed(kPeer, "", 18), Errc::certificate, "self-signed"},
      {failed(kPeer, "", 19), Errc::certificate, "not trusted here"},
      {failed(kPeer, "", 20), Errc::certificate, "not trusted here"},
      {failed(kPeer, "SSL certificate problem: CA md too weak", 68), Errc::certificate, "too weak"},
      {failed(kPeer, "SSL: no alternative certificate subject name matches target host name 'x'"),
       Errc::certificate, "for another name"},
      {failed(CURLE_SSL_PINNEDPUBKEYNOTMATCH), Errc::certificate, "pinned"},
      {failed(CURLE_SSL_CACERT_BADFILE), Errc::certificate, "SSL_CERT_FILE"},
      {failed(CURLE_SSL_CERTPROBLEM, "no key"), Errc::certificate, "our client certificate"},
      {failed(CURLE_SSL_CLIENTCERT), Errc::certificate, "wants a client certificate"},
      {failed(CURLE_SSL_CONNECT_ERROR, "SSL routines::sslv3 alert handshake failure"),
       Errc::certificate, "may want a client certificate"},
      {failed(CURLE_RECV_ERROR, "SSL_read: SSL routines::tlsv13 alert certificate required"),
       Errc::certificate, "wants a client certificate"},
      {failed(CURLE_SSL_CONNECT_ERROR, "SSL routines::tlsv1 alert protocol version"),
       Errc::protocol, "version 1.2"},
      {failed(CURLE_SSL_CONNECT_ERROR, "Connection reset by peer"), Errc::connect_failed, "reset"},
  };
  for (const Row& row : rows) {
    const auto error = describe_tls(row.failure);
    REQUIRE(error);
    CHECK(error->code == row.code);
    CHECK_THAT(error->message, ContainsSubstring(row.part));
    CHECK_THAT(error->message,
               ContainsSubstring(row.part == "SSL_CERT_FILE" || row.part == "our client certificate"
                                     ? row.part
                                     : "https://gpu.example"));
  }
  CHECK_FALSE(describe_tls(failed(CURLE_RECV_ERROR, "Connection reset by peer")));
}

TEST_CASE("a certificate of ours that is refused is not the server's") {
  for (const auto& [code, detail] : std::vector<std::pair<CURLcode, std::string>>{
           {CURLE_RECV_ERROR, "SSL routines::tlsv1 alert unknown ca"},
           {CURLE_SSL_CONNECT_ERROR, "SSL routines::sslv3 alert bad certificate"},
           {CURLE_PEER_FAILED_VERIFICATION, "SSL certificate verification failed"}}) {
    FailedTransfer f = failed(code, detail);
    f.has_client_cert = true;
    const auto error = describe_tls(f);
    REQUIRE(error);
    CHECK_THAT(error->message, ContainsSubstring("does not accept our client certificate"));
  }
}

TEST_CASE("what is known of the certificate is told, within bounds") {
  const CertificateFacts facts = facts_of_fields(
      {"Subject:CN = gpu", "Issuer:O = " + std::string(500, 'x'), "Start date:Jan 1",
       "Expire date:Feb 2",
       "X509v3 Subject Alternative Name:DNS:a, IP Address:10.0.0.1, DNS:b, DNS:c, DNS:d, DNS:e"});
  CHECK(facts.names == std::vector<std::string>{"a", "10.0.0.1", "b", "c", "d", "1 more"});
  CHECK(facts.issuer.size() < 100);
  FailedTransfer f = failed(CURLE_SSL_PINNEDPUBKEYNOTMATCH);
  CertificateFacts pinned = facts;
  pinned.pin = "sha256//abc=";
  f.certificate = &pinned;
  const auto error = describe_tls(f);
  REQUIRE(error);
  CHECK_THAT(error->message, ContainsSubstring("it has sha256//abc="));
  CHECK_THAT(error->message, ContainsSubstring("for a, 10.0.0.1"));
  CHECK_THAT(error->message, ContainsSubstring("valid from Jan 1 to Feb 2"));
  CHECK(facts_of_fields({"Subject:CN = gpu"}).names == std::vector<std::string>{"CN = gpu"});
  CHECK(facts_text({}).empty());
}

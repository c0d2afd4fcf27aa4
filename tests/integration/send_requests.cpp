// Sends GET requests over one CurlTransport and says what became of each, for run_routes.py: the
// options of a Route that no flag and no variable sets.
#include "net/curl_transport.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace {

using namespace llamero;

std::string content(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

class Ignore final : public BodySink {
 public:
  Result<void> on_bytes(std::string_view) override { return {}; }
  Result<void> on_batch_end() override { return {}; }
  [[nodiscard]] std::optional<std::size_t> progress() const override { return std::nullopt; }
};

// NAME=VALUE; false when there is no such name.
bool set(HttpRequest& request, const std::string& name, const std::string& value) {
  TlsOptions& tls = request.route.tls;
  if (name == "url") {
    request.url = value;
  } else if (name == "body") {
    request.method = "POST";
    request.body = value;
  } else if (name == "ca") {
    tls.ca_file = value;
  } else if (name == "pin") {
    tls.pin = value;
  } else if (name == "cert") {
    tls.client_cert = content(value);
  } else if (name == "key") {
    tls.client_key = Secret(content(value));
  } else if (name == "any") {
    tls.accept_any_cert = value == "yes";
  } else if (name == "proxy") {
    request.route.proxy.url = value;
  } else if (name == "proxy_user") {
    request.route.proxy.user_password = Secret(value);
  } else if (name == "secret") {
    request.secret_headers.push_back({"Authorization", Secret(value)});
  } else {
    return false;
  }
  return true;
}

void send(CurlTransport& transport, const HttpRequest& request) {
  Ignore sink;
  const auto answer = transport.perform(request, sink, {});
  if (answer) {
    std::printf("status %d\n", answer->status);
  } else {
    std::printf("error %d: %s\n", static_cast<int>(answer.error().code),
                answer.error().message.c_str());
  }
}

void show(CurlTransport& transport, const HttpRequest& request) {
  const auto found = transport.certificate_of(request, {});
  if (!found || !*found) {
    std::printf("no certificate\n");
  } else {
    std::printf("pin %s%s\n", (*found)->pin.c_str(), facts_text(**found).c_str());
  }
}

}  // namespace

// Words: NAME=VALUE, which stay for the next requests too; "send", "show" or "reset".
int main(int argc, char** argv) {
  const char* trusted = std::getenv("SSL_CERT_FILE");  // NOLINT(concurrency-mt-unsafe)
  CurlTransport transport({trusted == nullptr ? "" : trusted, ""});
  HttpRequest request;
  for (const std::string& word : std::vector<std::string>(argv + 1, argv + argc)) {
    const std::size_t equals = word.find('=');
    if (word == "send") {
      send(transport, request);
    } else if (word == "show") {
      show(transport, request);
    } else if (word == "reset") {
      request = HttpRequest();
    } else if (equals == std::string::npos ||
               !set(request, word.substr(0, equals), word.substr(equals + 1))) {
      std::fprintf(stderr, "unknown word: %s\n", word.c_str());
      return 2;
    }
  }
  return 0;
}

// The seam between llamero and the network: one request, its reply, and what else must be looked
// after while it is under way.
#pragma once

#include "llamero/result.h"
#include "llamero/secret.h"

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace llamero {

using Milliseconds = std::chrono::milliseconds;
using SteadyTime = std::chrono::steady_clock::time_point;

struct HttpHeader {
  std::string name;
  std::string value;
};

// A header that nobody but the server may see: it is in no log, no recording and no message.
struct SecretHeader {
  std::string name;
  Secret value;
};

// Whom a TLS connection trusts, and who we are on it.
struct TlsOptions {
  std::string ca_file;           // PEM; replaces the system's authorities; empty: those
  std::string pin;               // "sha256//" and the base64 of a public key's SHA-256; empty: none
  std::string client_cert;       // PEM, the text itself
  Secret client_key;             // PEM, the text itself
  bool accept_any_cert = false;  // the pin, if there is one, is still asked for
};

// "http://", "https://" or "socks5h://" and host:port. An empty url is a direct connection: no
// variable of the environment is read here.
struct ProxyOptions {
  std::string url;
  Secret user_password;  // "user:password"; empty: none
};

// The way to a server: what is the same for all requests to it.
struct Route {
  std::string unix_socket;  // when set, the connection goes there and the URL only names the host
  TlsOptions tls;
  ProxyOptions proxy;  // not used for a unix socket or a loopback address
};

// Limits of one request. Zero switches a limit off.
struct Timeouts {
  Milliseconds connect{10'000};  // name resolution, TCP and TLS together
  Milliseconds first_byte{0};    // from the request to the first byte of the answer's head
  Milliseconds idle{0};          // between progress marks of the sink (see BodySink::progress)
};

// Which failures may be answered by sending the same request again, as long as not one byte of a
// successful answer has been passed to the sink.
enum class RetryClass {
  idempotent,    // connect errors, 429, 502, 503
  connect_only,  // create, push, copy, delete: only what certainly never reached the server
};

struct HttpRequest {
  std::string method = "GET";
  std::string url;  // http:// or https://, path and query included
  Route route;
  std::vector<HttpHeader> headers;
  std::vector<SecretHeader> secret_headers;
  std::optional<std::string> body;
  Timeouts timeouts;
  RetryClass retry = RetryClass::idempotent;
};

struct HttpResponse {
  // The body of an answer that is not 2xx is kept up to this size, for its error text.
  static constexpr std::size_t kMaxErrorBody = 64 * 1024;

  int status = 0;
  std::vector<HttpHeader> headers;
  std::string body;  // only for a status outside 200..299

  // The value of the first header of that name (any case), or nullptr.
  [[nodiscard]] const std::string* header(std::string_view name) const;
};

// Takes the body of a 2xx answer. All calls come from the thread that called Transport::perform.
class BodySink {
 public:
  virtual ~BodySink() = default;
  // The head of a 2xx answer, before its first byte. Called at most once in each request.
  virtual void on_head(int /*status*/, std::span<const HttpHeader> /*headers*/) {}
  // The next bytes; an error ends the transfer and becomes the result of perform().
  virtual Result<void> on_bytes(std::string_view bytes) = 0;
  // No more bytes are at hand just now: the moment to write what on_bytes produced, at once.
  virtual Result<void> on_batch_end() = 0;
  // False holds the transfer back until it is true again (asked after each turn of the loop).
  [[nodiscard]] virtual bool wants_more() const { return true; }
  // True as soon as the final line was seen: the rest of the body is not waited for.
  [[nodiscard]] virtual bool complete() const { return false; }
  // A number that grows when the answer made progress (a complete line, not a byte). The idle
  // limit counts from its last change; nullopt suspends the limit.
  [[nodiscard]] virtual std::optional<std::size_t> progress() const = 0;
};

// What a request is doing, for people who wait.
enum class Phase { connecting, waiting, answering, retrying };

// Something else that the loop of a transport looks after while it waits: the pipe of the signals,
// a stdout that was not ready, the seconds of a status line.
class Watch {
 public:
  virtual ~Watch() = default;
  [[nodiscard]] virtual int fd() const { return -1; }
  // poll(2) events of interest just now. 0 means none but the errors and hang-ups that poll reports
  // unasked; on_ready() is called for them too.
  [[nodiscard]] virtual short events() const { return 0; }
  // fd() is ready. An error ends the request and becomes its result.
  virtual Result<void> on_ready() { return {}; }
  // When on_tick wants to be called; nullopt: not by time.
  [[nodiscard]] virtual std::optional<SteadyTime> next_tick() const { return std::nullopt; }
  virtual Result<void> on_tick(SteadyTime /*now*/) { return {}; }
  virtual void on_phase(Phase /*phase*/) {}
};

class Transport {
 public:
  virtual ~Transport() = default;

  // Sends `request` and blocks until its answer has ended, an error came up, or a watch or the
  // sink ended it. An answer of any status is a value. Errors: Errc::resolve_failed,
  // connect_failed, timed_out, certificate, proxy_auth, forbidden (a proxy's rules), withheld
  // (secret headers for a server that nothing proves, see TlsOptions::accept_any_cert), protocol,
  // cut (after the first byte of a 2xx body), deadline, interrupted, and whatever the sink or a
  // watch returned.
  virtual Result<HttpResponse> perform(const HttpRequest& request, BodySink& sink,
                                       std::span<Watch* const> watches) = 0;

  // Waits for `duration` while looking after the watches. Errors: those of the watches.
  virtual Result<void> wait(Milliseconds duration, std::span<Watch* const> watches) = 0;
};

}  // namespace llamero

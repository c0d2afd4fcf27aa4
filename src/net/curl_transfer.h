// One request in the hands of libcurl: its options, its callbacks, and what came back.
#pragma once

#include "llamero/http.h"
#include "net/certificate_facts.h"
#include "net/curl_handle.h"
#include "net/trust_store.h"

#include <array>
#include <optional>
#include <span>
#include <string>

namespace llamero {

class CurlTransfer {
 public:
  // All arguments must outlive the transfer. `easy` is reset and set up for the request.
  CurlTransfer(CURL* easy, const HttpRequest& request, const TrustStore& trust, BodySink& sink,
               std::span<Watch* const> watches);
  CurlTransfer(const CurlTransfer&) = delete;
  CurlTransfer& operator=(const CurlTransfer&) = delete;

  // To be called after each turn of libcurl: passes a finished batch on and holds the transfer back
  // or lets it go. Errors: those of the sink.
  Result<void> end_turn();

  // True when the rest of an error text has been awaited long enough.
  [[nodiscard]] bool error_body_overdue(SteadyTime now) const {
    return refused_at_ != SteadyTime() && until_limit(now).count() <= 0;
  }

  // How long the loop may wait before a limit of the request is reached, and the error if one is.
  [[nodiscard]] Milliseconds until_limit(SteadyTime now) const;
  [[nodiscard]] std::optional<Error> exceeded_limit(SteadyTime now) const;

  // True while libcurl's resolver may have a thread that cannot be ended.
  [[nodiscard]] bool resolving() const { return resolving_; }
  [[nodiscard]] bool sink_complete() const { return body_started_ && sink_.complete(); }

  // True when the failure is about the server's certificate, so that finish() should have it.
  [[nodiscard]] bool wants_certificate(CURLcode code) const;

  // True when the server hung up on a new TLS connection, so that its reason may be lost; then
  // note_alert() should have it.
  [[nodiscard]] bool wants_alert(CURLcode code) const;
  void note_alert(std::string alert) { alert_ = std::move(alert); }

  // The result once libcurl says that the transfer is over. `certificate` may be null.
  [[nodiscard]] Result<HttpResponse> finish(CURLcode code, const CertificateFacts* certificate);

 private:
  static std::size_t on_write(char* data, std::size_t size, std::size_t count, void* self) noexcept;
  static std::size_t on_header(char* data, std::size_t size, std::size_t count,
                               void* self) noexcept;
  static int on_connected(void* self, char*, char*, int, int) noexcept;
  static int on_resolve(void*, void*, void* self) noexcept;
  static int on_socket(void* self, curl_socket_t socket, curlsocktype purpose) noexcept;

  void set_options();
  void set_body();
  void set_headers();
  void announce(Phase phase);
  std::size_t take_body(std::string_view bytes);
  void take_header(std::string_view line);
  Result<void> take_bytes(std::string_view bytes);
  void note_progress();
  [[nodiscard]] bool success() const { return response_.status >= 200 && response_.status < 300; }

  // An answer is there, and it is no success: its body is an error text.
  [[nodiscard]] bool refused() const { return response_.status >= 300; }

  CURL* easy_;
  const HttpRequest& request_;
  BodySink& sink_;
  std::span<Watch* const> watches_;
  Slist headers_;
  std::string target_;
  std::array<char, CURL_ERROR_SIZE> error_text_{};
  std::string alert_;  // of the server; empty: not known

  HttpResponse response_;
  std::optional<Error> failure_;  // of the sink or of our own checks: it wins over libcurl's code
  bool resolving_ = false;
  bool request_sent_ = false;
  bool body_started_ = false;
  bool batch_open_ = false;
  bool paused_ = false;
  SteadyTime sent_at_{};
  SteadyTime refused_at_{};  // when the head of an answer that is no success was complete
  SteadyTime progress_at_{};
  std::optional<std::size_t> progress_;
};

}  // namespace llamero

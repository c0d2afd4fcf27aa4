#include "net/alert_probe.h"

#include "net/bare_handshake.h"
#include "net/watch_loop.h"

#include <poll.h>

#include <array>
#include <string_view>
#include <vector>

namespace llamero {
namespace {

// libcurl's error buffer keeps the first error, which may be a lesser one; its log has them all.
// "… error:0A000412:SSL routines::sslv3 alert bad certificate, errno 0"
int on_log(CURL*, curl_infotype type, char* data, std::size_t size, void* self) noexcept {
  if (type != CURLINFO_TEXT) return 0;
  const std::string_view line(data, size);
  if (line.find(" alert ") == std::string_view::npos) return 0;
  constexpr std::string_view kMark = "routines::";
  const std::size_t mark = line.find(kMark);
  const std::string_view alert =
      mark == std::string_view::npos ? line : line.substr(mark + kMark.size());
  *static_cast<std::string*>(self) = alert.substr(0, alert.find_first_of(",\r\n"));
  return 0;
}

// Wakes the loop; what there is to read is for libcurl.
class Readable final : public Watch {
 public:
  explicit Readable(curl_socket_t socket) : socket_(socket) {}
  [[nodiscard]] int fd() const override { return socket_; }
  [[nodiscard]] short events() const override { return POLLIN; }

 private:
  curl_socket_t socket_;
};

// True when the server said something or hung up, false after `limit`.
Result<bool> listen(CURLM* multi, CURL* easy, Milliseconds limit, std::span<Watch* const> watches) {
  curl_socket_t socket = CURL_SOCKET_BAD;
  if (curl_easy_getinfo(easy, CURLINFO_ACTIVESOCKET, &socket) != CURLE_OK ||
      socket == CURL_SOCKET_BAD) {
    return false;
  }
  Readable readable(socket);
  std::vector<Watch*> all(watches.begin(), watches.end());
  all.push_back(&readable);
  const SteadyTime end = std::chrono::steady_clock::now() + limit;
  while (true) {
    std::array<char, 1024> bytes{};
    std::size_t count = 0;
    // The session tickets of TLS 1.3 come first: they are data for libcurl and none for us.
    if (curl_easy_recv(easy, bytes.data(), bytes.size(), &count) != CURLE_AGAIN) return true;
    const SteadyTime now = std::chrono::steady_clock::now();
    if (now >= end) return false;
    const auto rest = std::chrono::ceil<Milliseconds>(end - now);
    if (auto served = wait_turn(multi, all, rest); !served)
      return Unexpected(std::move(served).error());
  }
}

}  // namespace

Result<std::string> probe_alert(CURLM* multi, const std::string& url, const Route& route,
                                const TrustStore& trust, Milliseconds limit,
                                std::span<Watch* const> watches) {
  std::string alert;
  BareHandshake handshake(multi, url, route, trust);
  curl_easy_setopt(handshake.easy(), CURLOPT_VERBOSE, 1L);
  curl_easy_setopt(handshake.easy(), CURLOPT_DEBUGFUNCTION, &on_log);
  curl_easy_setopt(handshake.easy(), CURLOPT_DEBUGDATA, &alert);
  auto shaken = handshake.run(limit, watches);
  if (!shaken) return Unexpected(std::move(shaken).error());
  if (*shaken == CURLE_OK) {
    auto heard = listen(multi, handshake.easy(), limit, watches);
    if (!heard) return Unexpected(std::move(heard).error());
  }
  return alert;
}

}  // namespace llamero

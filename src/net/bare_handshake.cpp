#include "net/bare_handshake.h"

#include "net/route_options.h"
#include "net/watch_loop.h"

#include <new>

namespace llamero {

BareHandshake::BareHandshake(CURLM* multi, const std::string& url, const Route& route,
                             const TrustStore& trust)
    : multi_(multi), easy_(curl_easy_init()) {
  if (!easy_) throw std::bad_alloc();
  curl_easy_setopt(easy_.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(easy_.get(), CURLOPT_PROTOCOLS_STR, "https");
  // Such a connection stays open until its handle leaves the multi, and serves nobody else.
  curl_easy_setopt(easy_.get(), CURLOPT_CONNECT_ONLY, 1L);
  curl_easy_setopt(easy_.get(), CURLOPT_FRESH_CONNECT, 1L);
  curl_easy_setopt(easy_.get(), CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
  curl_easy_setopt(easy_.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy_.get(), CURLOPT_QUICK_EXIT, 1L);
  apply_route(easy_.get(), url, route, trust);
}

BareHandshake::~BareHandshake() {
  if (attached_) curl_multi_remove_handle(multi_, easy_.get());
}

Result<std::optional<CURLcode>> BareHandshake::run(Milliseconds limit,
                                                   std::span<Watch* const> watches) {
  if (curl_multi_add_handle(multi_, easy_.get()) != CURLM_OK) throw std::bad_alloc();
  attached_ = true;
  const SteadyTime end = std::chrono::steady_clock::now() + limit;
  while (true) {
    int running = 0;
    curl_multi_perform(multi_, &running);
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
      if (message->msg == CURLMSG_DONE && message->easy_handle == easy_.get())
        return std::optional(message->data.result);
    }
    const SteadyTime now = std::chrono::steady_clock::now();
    if (running == 0 || now >= end) return std::optional<CURLcode>();
    const auto rest = std::chrono::ceil<Milliseconds>(end - now);
    if (auto served = wait_turn(multi_, watches, rest); !served)
      return Unexpected(std::move(served).error());
  }
}

}  // namespace llamero

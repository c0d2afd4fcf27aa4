// What a CURLcode means to the person at the terminal.
#pragma once

#include "llamero/error.h"

#include <curl/curl.h>

#include <string>
#include <string_view>

namespace llamero {

struct FailedTransfer {
  CURLcode code = CURLE_OK;
  std::string_view detail;  // libcurl's error buffer
  std::string_view target;  // the server as it is shown to people
  long os_errno = 0;
  long proxy_status = 0;      // of a proxy's answer to CONNECT; 0: there was none
  bool request_sent = false;  // the connection stood and the request went out
  bool body_started = false;  // a byte of a 2xx body was passed on
};

// Errc::cut once the body has started, else the cause. The hint says what to try.
[[nodiscard]] Error describe(const FailedTransfer& failed);

}  // namespace llamero

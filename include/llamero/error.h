// What can go wrong, as a closed list. Every layer returns these; only src/cli turns them into text
// on stderr and an exit code (src/cli/exit_code.h).
#pragma once

#include <string>
#include <utility>

namespace llamero {

enum class Errc {
  // The user's input; nothing was sent.
  usage,
  // No answer byte came, and another try may help.
  resolve_failed,  // the name has no address, or no resolver answered
  connect_failed,  // refused, unreachable, reset or closed before an answer
  timed_out,       // connect, first-byte or idle limit before the first answer byte
  busy,            // 429, 503
  gateway,         // 502, 504: a proxy in between could not reach the server or gave up
  tunnel_failed,   // ssh did not come up, or ended before an answer
  // The other side, or we, did not accept who is speaking.
  unauthorized,  // 401
  forbidden,     // 403
  proxy_auth,    // 407
  certificate,   // the TLS peer could not be verified, or it wants to know who we are
  ssh_refused,   // the host key, or the keys that we have, were not accepted
  withheld,      // a secret would have gone where it does not belong: nothing was sent
  // Something that was asked for is not there.
  model_not_found,
  endpoint_not_found,  // 404/405 that is not Ollama's JSON: an old server or a wrong base path
  // Ours.
  output_failed,  // stdout or a file could not be written
  output_closed,  // the reader of stdout went away (EPIPE)
  // The server answered, but not with what was asked for.
  server_error,  // any other 4xx/5xx, or an `error` object in the stream
  protocol,      // not Ollama's answer: HTML, a redirect, a bad encoding, bad JSON, over a limit
  cut,           // the stream ended after its first byte and before its final line
  deploy,        // docker, or the container, on the machine that a service is put on
  deadline,      // the caller's limit for the whole run
  interrupted,   // a signal; Error::signal says which
};

struct Error {
  Errc code = Errc::protocol;
  std::string message;        // one line without final punctuation: what failed, and where
  std::string hint;           // what to try next; may be empty
  int http_status = 0;        // 0: no HTTP answer was involved
  int signal = 0;             // for Errc::interrupted: SIGINT, SIGTERM or SIGHUP
  long retry_after_s = -1;    // from the Retry-After header, seconds; -1: none was sent
  bool request_sent = false;  // the request, or a part of it, may have reached the server

  Error() = default;
  Error(Errc code_in, std::string message_in, std::string hint_in = {})
      : code(code_in), message(std::move(message_in)), hint(std::move(hint_in)) {}
};

}  // namespace llamero

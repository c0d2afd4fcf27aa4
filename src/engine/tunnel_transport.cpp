#include "engine/tunnel_transport.h"

#include "engine/tunnel_probe.h"
#include "engine/tunnel_watch.h"
#include "process/shared_tunnel_paths.h"

#include <algorithm>
#include <deque>
#include <vector>

namespace llamero {
namespace {

// How often a login is looked at, and how long ssh may take to explain what libcurl has seen first.
constexpr Milliseconds kSlice{20};
constexpr int kSlicesForWords = 15;

std::vector<Watch*> with(std::span<Watch* const> watches, std::initializer_list<Watch*> more) {
  std::vector<Watch*> all(more);
  all.insert(all.end(), watches.begin(), watches.end());
  return all;
}

// What the end of a tunnel looks like to libcurl. Everything else is none of our business: an
// answer that came, a limit, an interrupt.
bool may_be_the_tunnel(const Error& error) {
  return error.code == Errc::connect_failed || error.code == Errc::cut ||
         error.code == Errc::tunnel_failed;
}

std::string origin_of(const std::string& url) {
  const std::size_t host = url.find("://") + 3;
  return url.substr(0, url.find('/', host));
}

Error as_cut(const Error& why) {
  return {Errc::cut, "the answer was cut: " + why.message, why.hint};
}

}  // namespace

struct TunnelTransport::Outcome {
  Result<HttpResponse> result;
  bool again = false;  // the tunnel is lost, and the request may be sent through another
};

Result<void> TunnelTransport::wait(Milliseconds duration, std::span<Watch* const> watches) {
  return inner_.wait(duration, watches);
}

Result<HttpResponse> TunnelTransport::perform(const HttpRequest& request, BodySink& sink,
                                              std::span<Watch* const> watches) {
  constexpr int kTries = 2;
  for (int i = 1;; ++i) {
    if (auto opened = open(request, watches); !opened) return Unexpected(std::move(opened).error());
    Outcome outcome = send(request, sink, watches);
    if (!outcome.again || i == kTries) return std::move(outcome.result);
    note_(outcome.result.error().message + "; opening the tunnel again");
  }
}

Result<void> TunnelTransport::open(const HttpRequest& request, std::span<Watch* const> watches) {
  if (tunnel_ && tunnel_->ended()) tunnel_.reset();
  if (!tunnel_) {
    if (find_shared()) return {};
    if (!options_.may_ask) {
      for (Watch* watch : watches) watch->on_phase(Phase::connecting);
    }
    answers_ = false;
    if (auto done = log_in(request.timeouts.connect, watches); !done) {
      tunnel_.reset();
      return done;
    }
  }
  return answers_ ? Result<void>() : probe(request, watches);
}

bool TunnelTransport::find_shared() {
  if (shared_) return true;
  if (shared_failed_ || options_.remote.empty()) return false;
  const auto paths = shared_tunnel_paths(env_, options_.remote, options_.place);
  if (paths && socket_accepts(paths->socket)) shared_ = paths->socket;
  return shared_.has_value();
}

Result<void> TunnelTransport::log_in(Milliseconds limit, std::span<Watch* const> watches) {
  const SshLogin login{options_.place.destination, options_.may_ask, limit};
  auto started = SshTunnel::start(processes_, env_, login, options_.place.port);
  if (!started) return Unexpected(std::move(started).error());
  tunnel_.emplace(*std::move(started));
  const SteadyTime begin = std::chrono::steady_clock::now();
  const bool limited = !options_.may_ask && limit.count() > 0;
  TunnelEndWatch end(tunnel_->child());
  TunnelWordsWatch words(tunnel_->child());
  const std::vector<Watch*> all = with(watches, {&end, &words});
  while (!tunnel_->accepts()) {
    if (tunnel_->ended()) return Unexpected(tunnel_->why_ended());
    if (limited && std::chrono::steady_clock::now() >= begin + limit)
      return Unexpected(tunnel_->not_up_within(limit));
    if (auto waited = inner_.wait(kSlice, all); !waited) return waited;
  }
  return {};
}

Result<void> TunnelTransport::probe(const HttpRequest& request, std::span<Watch* const> watches) {
  TunnelEndWatch end(tunnel_->child());
  TunnelWordsWatch words(tunnel_->child());
  auto probed = probe_http(inner_, tunnel_->socket(), origin_of(request.url),
                           request.timeouts.connect, with(watches, {&end, &words}));
  answers_ = probed.has_value();
  const bool late = !probed && probed.error().code == Errc::timed_out;
  if (probed || (!late && !may_be_the_tunnel(probed.error()))) return probed;
  auto word = word_of_ssh(watches);
  if (!word) return Unexpected(std::move(word).error());
  if (*word) return Unexpected(**std::move(word));
  const std::string where = "127.0.0.1:" + std::to_string(options_.place.port) + " of " +
                            options_.place.destination.text();
  return Unexpected(Error(late ? Errc::tunnel_failed : Errc::connect_failed,
                          "the tunnel is up, but " + where +
                              (late ? " did not answer through it in time"
                                    : " closed the connection without an answer"),
                          "is Ollama, or its container, running there?"));
}

TunnelTransport::Outcome TunnelTransport::send(const HttpRequest& request, BodySink& sink,
                                               std::span<Watch* const> watches) {
  HttpRequest through = request;
  through.route.unix_socket = tunnel_ ? tunnel_->socket() : *shared_;
  PhaseWatch phase;
  Result<HttpResponse> result = Unexpected(Error());
  if (tunnel_) {
    tunnel_->forget_words();
    TunnelEndWatch end(tunnel_->child());
    TunnelWordsWatch words(tunnel_->child());
    result = inner_.perform(through, sink, with(watches, {&end, &words, &phase}));
  } else {
    result = inner_.perform(through, sink, with(watches, {&phase}));
  }
  if (result || !may_be_the_tunnel(result.error())) return {std::move(result), false};

  const bool may_resend =
      !phase.answering() && (!phase.sent() || request.retry == RetryClass::idempotent);
  if (!tunnel_) {
    // There is no ssh of ours to ask: one of our own will tell.
    shared_failed_ = result.error().code == Errc::connect_failed;
    if (shared_failed_) shared_.reset();
    return {std::move(result), shared_failed_ && may_resend};
  }
  auto word = word_of_ssh(watches);
  if (!word) return {Unexpected(std::move(word).error()), false};
  if (!*word) return {std::move(result), false};
  Error error = phase.answering() ? as_cut(**word) : **std::move(word);
  error.request_sent = phase.sent();
  return {Unexpected(std::move(error)), tunnel_->ended() && may_resend};
}

Result<std::optional<Error>> TunnelTransport::word_of_ssh(std::span<Watch* const> watches) {
  TunnelEndWatch end(tunnel_->child());
  TunnelWordsWatch words(tunnel_->child());
  const std::vector<Watch*> all = with(watches, {&end, &words});
  for (int i = 0;; ++i) {
    if (tunnel_->ended()) return std::optional(tunnel_->why_ended());
    if (auto why = tunnel_->why_not_forwarded()) return why;
    if (i == kSlicesForWords) return std::optional<Error>();
    if (auto waited = inner_.wait(kSlice, all); !waited)
      return Unexpected(std::move(waited).error());
  }
}

}  // namespace llamero

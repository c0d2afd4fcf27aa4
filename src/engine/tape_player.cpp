#include "engine/tape_player.h"

#include "base/duration.h"
#include "base/watch_turn.h"
#include "engine/tape_match.h"

#include <algorithm>

namespace llamero {
namespace {

std::string call_of(const TapeExchange& exchange) {
  return exchange.method + " " + exchange.path;
}

Error not_kept(const std::string& call, const std::string& source, const std::string& what) {
  return {Errc::usage, source + " cannot answer " + call + ": " + what + " was recorded as a size",
          "record it again, with --record-bodies on"};
}

}  // namespace

// One answer on its way to the sink, with the limits of the request that asked for it.
class ReplayTransport::Playing {
 public:
  Playing(const ReplayTransport& player, const TapeExchange& exchange, const HttpRequest& request,
          BodySink& sink, std::span<Watch* const> watches)
      : player_(player),
        exchange_(exchange),
        request_(request),
        sink_(sink),
        watches_(watches),
        start_(player.clock_.now()) {}

  Result<HttpResponse> run() {
    announce(Phase::connecting);
    announce(Phase::waiting);
    const bool success = head_is_success();
    HttpResponse response = recorded_head();
    if (success) {
      if (auto fed = feed(response); !fed) return Unexpected(std::move(fed).error());
      if (sink_.complete()) return response;
    }
    if (auto waited = wait_until(exchange_.took); !waited)
      return Unexpected(std::move(waited).error());
    if (exchange_.error) return Unexpected(*exchange_.error);
    if (!success) {
      for (const TapePiece& piece : exchange_.pieces) response.body += piece.data.bytes;
      response.body.resize(std::min(response.body.size(), HttpResponse::kMaxErrorBody));
    }
    return response;
  }

 private:
  [[nodiscard]] bool head_is_success() const {
    return exchange_.head && exchange_.head->status >= 200 && exchange_.head->status <= 299;
  }

  // Of a redacted header only the name is known.
  [[nodiscard]] HttpResponse recorded_head() const {
    HttpResponse response;
    if (!exchange_.head) return response;
    response.status = exchange_.head->status;
    for (const TapeHeader& header : exchange_.head->headers) {
      if (header.value) response.headers.push_back({header.name, *header.value});
    }
    return response;
  }

  void announce(Phase phase) {
    for (Watch* watch : watches_) watch->on_phase(phase);
  }

  Result<void> feed(const HttpResponse& head) {
    if (!exchange_.pieces.empty()) {
      if (auto waited = wait_until(exchange_.pieces.front().at); !waited) return waited;
    }
    sink_.on_head(head.status, head.headers);
    for (const TapePiece& piece : exchange_.pieces) {
      if (sink_.complete()) return {};
      if (auto waited = wait_until(piece.at); !waited) return waited;
      if (auto room = wait_for_room(); !room) return room;
      if (!begun_) announce(Phase::answering);
      begun_ = true;
      if (auto taken = sink_.on_bytes(piece.data.bytes); !taken) return taken;
      if (auto ended = sink_.on_batch_end(); !ended) return ended;
      note_progress(piece.at);
    }
    return {};
  }

  void note_progress(Milliseconds at) {
    const auto progress = sink_.progress();
    if (progress == progress_ && progress) return;
    progress_ = progress;
    progress_at_ = at;
  }

  // When the request's own limit is reached, in the time of the recording; zero: none.
  [[nodiscard]] Milliseconds limit() const {
    if (!begun_) return request_.timeouts.first_byte;
    if (request_.timeouts.idle.count() == 0 || !progress_) return Milliseconds(0);
    return progress_at_ + request_.timeouts.idle;
  }

  [[nodiscard]] Error over_limit() const {
    Error error = begun_ ? Error(Errc::cut,
                                 "the recorded answer stalls: nothing new for " +
                                     elapsed_text(request_.timeouts.idle),
                                 "--idle-timeout changes the limit")
                         : Error(Errc::timed_out,
                                 "the recorded answer does not begin within " +
                                     elapsed_text(request_.timeouts.first_byte),
                                 "--first-byte-timeout changes the limit");
    error.request_sent = true;
    return error;
  }

  Result<void> wait_until(Milliseconds at) {
    if (player_.speed_ == ReplaySpeed::max) return watch_turn(watches_, Milliseconds(0));
    const Milliseconds most = limit();
    const bool too_late = most.count() > 0 && at > most;
    const SteadyTime end = start_ + (too_late ? most : at);
    do {
      const SteadyTime now = player_.clock_.now();
      const auto left = std::chrono::ceil<Milliseconds>(std::max(end, now) - now);
      if (auto served = watch_turn(watches_, left); !served) return served;
    } while (player_.clock_.now() < end);
    if (too_late) return Unexpected(over_limit());
    return {};
  }

  // The turn ends as soon as the output takes something, for it is one of the watches.
  Result<void> wait_for_room() {
    while (!sink_.wants_more()) {
      if (auto served = watch_turn(watches_, Milliseconds(1000)); !served) return served;
    }
    return {};
  }

  const ReplayTransport& player_;
  const TapeExchange& exchange_;
  const HttpRequest& request_;
  BodySink& sink_;
  std::span<Watch* const> watches_;
  SteadyTime start_;
  bool begun_ = false;
  std::optional<std::size_t> progress_;
  Milliseconds progress_at_{0};
};

ReplayTransport::ReplayTransport(Tape tape, std::string source, std::string base_url,
                                 ReplaySpeed speed, const Clock& clock)
    : source_(std::move(source)), base_url_(std::move(base_url)), speed_(speed), clock_(clock) {
  for (TapeExchange& exchange : tape.exchanges) {
    std::string body = exchange.body ? canonical_body(exchange.body->bytes) : "";
    entries_.push_back({std::move(exchange), std::move(body)});
  }
}

Error ReplayTransport::not_found(const std::string& call, const std::string& path,
                                 const std::optional<std::string>& body) const {
  std::size_t same = 0;
  std::string others;
  std::string near_path;
  std::optional<BodyDifference> nearest;
  for (const Entry& entry : entries_) {
    const std::string other = call_of(entry.exchange);
    if (other != call) {
      if (entry.exchange.path == path) near_path = other;
      if (others.find(other) == std::string::npos && others.size() < 200)
        others += (others.empty() ? "" : ", ") + other;
      continue;
    }
    const BodyDifference difference = compare_bodies(entry.body, body.value_or(""));
    if (difference.count == 0) ++same;
    if (!nearest || difference.count < nearest->count) nearest = difference;
  }
  const std::string what = source_ + " has no answer for " + call + ": ";
  if (same > 0) {
    return {Errc::usage, what + "it was recorded " +
                             (same == 1 ? "once" : std::to_string(same) + " times") +
                             " and is asked for once more"};
  }
  if (nearest) {
    return {Errc::usage,
            what + "the body of the nearest recorded request differs" +
                (nearest->where.empty() ? "" : " at \"" + nearest->where + "\"") +
                (nearest->count > 1 ? " (" + std::to_string(nearest->count) + " differences)" : ""),
            "ask exactly what was asked in the recording, or record it again"};
  }
  if (!near_path.empty()) return {Errc::usage, what + "the nearest recorded is " + near_path};
  return {Errc::usage, what + (others.empty() ? "it holds no exchange" : "it holds " + others)};
}

Result<const TapeExchange*> ReplayTransport::take(const HttpRequest& request) {
  const std::string path = tape_path(request.url, base_url_);
  const std::string call = request.method + " " + path;
  std::optional<std::string> body;
  if (request.body) body = canonical_body(*request.body);
  for (Entry& entry : entries_) {
    const TapeExchange& exchange = entry.exchange;
    if (entry.used || call_of(exchange) != call || exchange.body.has_value() != body.has_value())
      continue;
    if (exchange.body && !exchange.body->kept)
      return Unexpected(not_kept(call, source_, "the body of the request"));
    if (entry.body != body.value_or("")) continue;
    entry.used = true;
    for (const TapePiece& piece : exchange.pieces) {
      if (!piece.data.kept) return Unexpected(not_kept(call, source_, "the body of the answer"));
    }
    return &exchange;
  }
  return Unexpected(not_found(call, path, body));
}

Result<HttpResponse> ReplayTransport::perform(const HttpRequest& request, BodySink& sink,
                                              std::span<Watch* const> watches) {
  auto exchange = take(request);
  if (!exchange) return Unexpected(std::move(exchange).error());
  return Playing(*this, **exchange, request, sink, watches).run();
}

Result<void> ReplayTransport::wait(Milliseconds duration, std::span<Watch* const> watches) {
  const SteadyTime end = clock_.now() + (speed_ == ReplaySpeed::max ? Milliseconds(0) : duration);
  do {
    const SteadyTime now = clock_.now();
    const auto left = std::chrono::ceil<Milliseconds>(std::max(end, now) - now);
    if (auto served = watch_turn(watches, left); !served) return served;
  } while (clock_.now() < end);
  return {};
}

}  // namespace llamero

// A Transport whose answers are written down beforehand: for everything above the network.
#pragma once

#include "llamero/http.h"

#include <cstddef>
#include <deque>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace llamero {

// One answer. Each piece of a 2xx body is one call of on_bytes() and one batch.
struct ScriptedAnswer {
  int status = 200;  // 0: no answer at all, `ending` says why
  std::vector<HttpHeader> headers;
  std::vector<std::string> pieces;
  std::optional<Error> ending;  // what comes after the pieces in place of a clean end

  static ScriptedAnswer of(int status, std::string content_type, std::string body) {
    ScriptedAnswer answer;
    answer.status = status;
    if (!content_type.empty()) answer.headers.push_back({"Content-Type", std::move(content_type)});
    if (!body.empty()) answer.pieces.push_back(std::move(body));
    return answer;
  }
  static ScriptedAnswer json(std::string body, int status = 200) {
    return of(status, "application/json; charset=utf-8", std::move(body));
  }
  static ScriptedAnswer lines(std::string body) {
    return of(200, "application/x-ndjson", std::move(body));
  }
  static ScriptedAnswer failure(Error error) {
    ScriptedAnswer answer;
    answer.status = 0;
    answer.ending = std::move(error);
    return answer;
  }

  // The same body in two pieces, the first of `offset` bytes.
  [[nodiscard]] ScriptedAnswer cut_at(std::size_t offset) const {
    ScriptedAnswer answer = *this;
    const std::string body = joined();
    answer.pieces = {body.substr(0, offset), body.substr(offset)};
    return answer;
  }
  // The same body in pieces of `size` bytes.
  [[nodiscard]] ScriptedAnswer cut_every(std::size_t size) const {
    ScriptedAnswer answer = *this;
    const std::string body = joined();
    answer.pieces.clear();
    for (std::size_t i = 0; i < body.size(); i += size)
      answer.pieces.push_back(body.substr(i, size));
    return answer;
  }
  [[nodiscard]] std::string joined() const {
    std::string body;
    for (const std::string& piece : pieces) body += piece;
    return body;
  }
};

class ScriptedTransport final : public Transport {
 public:
  void add(ScriptedAnswer answer) { answers_.push_back(std::move(answer)); }

  [[nodiscard]] const std::vector<HttpRequest>& requests() const { return requests_; }
  [[nodiscard]] const std::vector<Milliseconds>& waits() const { return waits_; }
  // BodySink::progress() after each piece of the last answer.
  [[nodiscard]] const std::vector<std::optional<std::size_t>>& marks() const { return marks_; }
  // Pieces of the last answer that were not read because the sink was complete or failed.
  [[nodiscard]] std::size_t unread_pieces() const { return unread_; }
  [[nodiscard]] bool used_up() const { return answers_.empty(); }

  Result<HttpResponse> perform(const HttpRequest& request, BodySink& sink,
                               std::span<Watch* const> watches) override {
    requests_.push_back(request);
    if (answers_.empty()) throw std::logic_error("no scripted answer for " + request.url);
    const ScriptedAnswer answer = std::move(answers_.front());
    answers_.pop_front();
    announce(watches, Phase::connecting);
    announce(watches, Phase::waiting);
    if (answer.status == 0) return Unexpected(answer.ending.value());
    HttpResponse response;
    response.status = answer.status;
    response.headers = answer.headers;
    if (answer.status < 200 || answer.status > 299) {
      response.body = answer.joined().substr(0, HttpResponse::kMaxErrorBody);
      return response;
    }
    sink.on_head(response.status, response.headers);
    if (auto fed = feed(answer, sink, watches); !fed) return Unexpected(std::move(fed).error());
    if (answer.ending && !sink.complete()) return Unexpected(*answer.ending);
    return response;
  }

  Result<void> wait(Milliseconds duration, std::span<Watch* const> watches) override {
    waits_.push_back(duration);
    return poke(watches);
  }

 private:
  static void announce(std::span<Watch* const> watches, Phase phase) {
    for (Watch* watch : watches) watch->on_phase(phase);
  }

  // What a loop does between two pieces.
  static Result<void> poke(std::span<Watch* const> watches) {
    for (Watch* watch : watches) {
      if (watch->events() == 0) continue;
      if (auto done = watch->on_ready(); !done) return done;
    }
    return {};
  }

  Result<void> feed(const ScriptedAnswer& answer, BodySink& sink, std::span<Watch* const> watches) {
    constexpr int patience = 1000;
    marks_.clear();
    unread_ = answer.pieces.size();
    for (const std::string& piece : answer.pieces) {
      if (sink.complete()) return {};
      for (int i = 0; !sink.wants_more(); ++i) {
        if (i == patience) throw std::logic_error("the sink never wants more");
        if (auto poked = poke(watches); !poked) return poked;
      }
      if (piece.empty()) continue;
      if (unread_ == answer.pieces.size()) announce(watches, Phase::answering);
      --unread_;
      if (auto taken = sink.on_bytes(piece); !taken) return taken;
      if (auto ended = sink.on_batch_end(); !ended) return ended;
      if (auto poked = poke(watches); !poked) return poked;
      marks_.push_back(sink.progress());
    }
    return {};
  }

  std::deque<ScriptedAnswer> answers_;
  std::vector<HttpRequest> requests_;
  std::vector<Milliseconds> waits_;
  std::vector<std::optional<std::size_t>> marks_;
  std::size_t unread_ = 0;
};

}  // namespace llamero

#include "api/stream_reader.h"

#include <algorithm>

namespace llamero {
namespace {

// Failures of a transport, other than those that somebody on our side wanted.
bool is_broken_answer(Errc code) {
  return code == Errc::resolve_failed || code == Errc::connect_failed || code == Errc::timed_out ||
         code == Errc::cut || code == Errc::protocol;
}

bool is_download(std::string_view status) {
  return status.starts_with("pulling");
}

}  // namespace

Result<void> LineStream::on_bytes(std::string_view bytes) {
  if (complete_ || bytes.empty()) return {};
  const bool first = !begun_;
  begun_ = true;
  if (first && is_web_page(bytes)) return refuse(located(context_, web_page(context_)));
  auto fed = splitter_.feed(bytes);
  if (complete_) return {};  // what follows the final line, were it endless, is nobody's concern
  if (fed || refused_) return fed;
  return refuse(located(context_, std::move(fed).error()));  // the splitter's own
}

Result<void> LineStream::on_line(std::string_view line) {
  if (complete_) return {};
  if (lines_ == 0 && is_web_page(line)) return refuse(located(context_, web_page(context_)));
  // A body that breaks off in the middle of a line is cut, not wrong.
  if (ended_ && json::ends_early(line)) return {};
  if (auto read = read_line(line); !read) return refuse(std::move(read).error());
  ++lines_;
  return {};
}

Result<void> LineStream::refuse(Error error) {
  refused_ = true;
  return Unexpected(std::move(error));
}

Error LineStream::body_error(Error error) const {
  return error_of_body(context_, std::move(error), lines_ == 0 || context_.is_pull);
}

Result<void> LineStream::judge(const Result<HttpResponse>& outcome) {
  if (!outcome) return judge_failure(outcome.error());
  if (auto error = error_of_answer(context_, *outcome)) return Unexpected(*std::move(error));
  return judge_end();
}

Result<void> LineStream::judge_end() {
  ended_ = true;
  if (auto last = splitter_.finish(); !last) return last;
  if (complete_) return {};
  if (!begun_) {
    return Unexpected(
        located(context_, {Errc::protocol, context_.call + " was answered with nothing"}));
  }
  return Unexpected(located(
      context_, {Errc::cut, "the answer ended without its final line",
                 "the server, or a proxy in between, stopped in the middle of its answer"}));
}

Result<void> LineStream::judge_failure(Error error) {
  if (refused_ || !is_broken_answer(error.code)) return Unexpected(std::move(error));
  if (!complete_ && begun_) {
    ended_ = true;
    // A final line that lacks nothing but its newline is a final line. What else is left over does
    // not change why the answer ended.
    static_cast<void>(splitter_.finish());
  }
  if (complete_) return {};
  if (lines_ > 0 && error.code != Errc::protocol) error.code = Errc::cut;
  return Unexpected(std::move(error));
}

Result<void> ChunkStream::read_line(std::string_view line) {
  if (const ChatChunk* plain = decoder_.decode_plain(line)) {
    batch_open_ = true;
    return view_.on_chunk(*plain);
  }
  auto chunk = decoder_.decode(line);
  if (!chunk) return Unexpected(body_error(std::move(chunk).error()));
  batch_open_ = true;
  if (chunk->done) {
    completion_.done_reason = chunk->done_reason;
    completion_.usage = chunk->usage;
  }
  if (auto shown = view_.on_chunk(*chunk); !shown) return shown;
  if (chunk->done) mark_complete();
  return {};
}

Result<void> ChunkStream::on_batch_end() {
  if (!batch_open_) return {};
  batch_open_ = false;
  return view_.on_batch_end();
}

Result<void> PullStream::read_line(std::string_view line) {
  const auto progress = json::decode_progress(line);
  if (!progress) return Unexpected(body_error(progress.error()));
  note(*progress);
  if (auto shown = on_progress_(*progress); !shown) return shown;
  if (progress->status == "success") mark_complete();
  return {};
}

void PullStream::note(const PullProgress& progress) {
  if (progress.status != status_ || progress.digest != digest_) {
    status_ = progress.status;
    digest_ = progress.digest;
    most_completed_ = progress.completed;
    ++marks_;
  } else if (progress.completed > most_completed_) {
    most_completed_ = progress.completed;
    ++marks_;
  }
}

std::optional<std::size_t> PullStream::progress() const {
  if (marks_ > 0 && !is_download(status_)) return std::nullopt;
  return marks_;
}

Result<void> WholeBody::on_bytes(std::string_view bytes) {
  if (bytes.size() > max_size_ - body_.size()) {
    return Unexpected(
        located(context_, {Errc::protocol, "the answer to " + context_.call + " is larger than " +
                                               std::to_string(max_size_) + " bytes"}));
  }
  body_.append(bytes);
  return {};
}

}  // namespace llamero

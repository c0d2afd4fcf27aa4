// The lines of the streams: chat, generate and pull.
#include "api/json_codec.h"
#include "api/json_dom.h"
#include "api/json_raw.h"
#include "api/token_scanner.h"

namespace llamero::json {
namespace {

void read_usage(Fields& fields, Usage& usage) {
  fields.read("total_duration", usage.total_duration_ns);
  fields.read("load_duration", usage.load_duration_ns);
  fields.read("prompt_eval_count", usage.prompt_eval_count);
  fields.read("prompt_eval_duration", usage.prompt_eval_duration_ns);
  fields.read("eval_count", usage.eval_count);
  fields.read("eval_duration", usage.eval_duration_ns);
}

bool present(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && !found->is_null();
}

bool is_generated(const Json& object) {
  return present(object, "message") || present(object, "response") || present(object, "done");
}

// The array as it was written, so that numbers and the order of arguments stay.
std::string_view raw_tool_calls(std::string_view line, bool in_message) {
  const auto holder = in_message ? find_member(line, "message") : line;
  return holder ? find_member(*holder, "tool_calls").value_or("") : "";
}

}  // namespace

Result<ChatChunk> ChunkDecoder::decode(std::string_view line) {
  if (const ChatChunk* plain = decode_plain(line)) return *plain;
  return decode_slowly(line);
}

const ChatChunk* ChunkDecoder::decode_plain(std::string_view line) {
  TokenLine token;
  if (!scan_token_line(line, content_, thinking_, token)) return nullptr;
  plain_.content = token.content;
  plain_.thinking = token.thinking;
  return &plain_;
}

// A chat line holds its text in `message`, a generate line at its top level.
Result<ChatChunk> ChunkDecoder::decode_slowly(std::string_view line) {
  auto parsed = parse_answer_object(line);
  if (!parsed) return Unexpected(std::move(parsed).error());
  const Json& object = *parsed;
  if (!is_generated(object))
    return Unexpected(Error(Errc::protocol, "the answer is not a line of generated text"));
  content_.clear();
  thinking_.clear();
  done_reason_.clear();
  ChatChunk chunk;
  std::optional<Error> failure;
  Fields top(object, "", failure);
  const Json* message = top.object("message");
  const bool chat = message != nullptr;
  Fields holder(chat ? *message : object, chat ? "message." : "", failure);
  holder.read(chat ? "content" : "response", content_);
  holder.read("thinking", thinking_);
  const Json* calls = holder.array("tool_calls");
  top.read("done", chunk.done);
  if (chunk.done) {
    top.read("done_reason", done_reason_);
    read_usage(top, chunk.usage);
  }
  if (failure) return Unexpected(*std::move(failure));
  if (calls != nullptr && !calls->empty()) chunk.tool_calls = raw_tool_calls(line, chat);
  chunk.content = content_;
  chunk.thinking = thinking_;
  chunk.done_reason = done_reason_;
  return chunk;
}

Result<PullProgress> decode_progress(std::string_view line) {
  auto parsed = parse_answer_object(line);
  if (!parsed) return Unexpected(std::move(parsed).error());
  if (!present(*parsed, "status"))
    return Unexpected(Error(Errc::protocol, "the answer is not a line of progress"));
  PullProgress progress;
  std::optional<Error> failure;
  Fields fields(*parsed, "", failure);
  fields.read("status", progress.status);
  fields.read("digest", progress.digest);
  fields.read("total", progress.total);
  fields.read("completed", progress.completed);
  if (failure) return Unexpected(*std::move(failure));
  return progress;
}

}  // namespace llamero::json

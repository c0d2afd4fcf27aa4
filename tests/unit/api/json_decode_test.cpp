#include "api/json_codec.h"
#include "catch.hpp"

#include <functional>
#include <string>
#include <vector>

using namespace llamero;

namespace {

Result<ChatChunk> decode(json::ChunkDecoder& decoder, const std::string& line) {
  return decoder.decode(line);
}

void replace(std::string& text, const std::string& what, const std::string& with) {
  text.replace(text.find(what), what.size(), with);
}

// What the field of each type may hold, besides null.
enum class Kind { text, whole, boolean, object, array };

struct Field {
  std::string around;  // with @ where the value stands
  std::string named;   // how the error names it
  Kind kind;
  std::function<std::optional<Error>(const std::string&)> decode;
};

template <class T>
std::optional<Error> failure(const Result<T>& result) {
  if (result) return std::nullopt;
  return result.error();
}

std::vector<Field> all_fields() {
  const auto chunk = [](const std::string& text) {
    json::ChunkDecoder decoder;
    return failure(decoder.decode(text));
  };
  const auto progress = [](const std::string& text) {
    return failure(json::decode_progress(text));
  };
  const auto tags = [](const std::string& text) { return failure(json::decode_tags(text)); };
  const auto ps = [](const std::string& text) { return failure(json::decode_ps(text)); };
  const auto show = [](const std::string& text) { return failure(json::decode_show(text)); };
  const auto version = [](const std::string& text) { return failure(json::decode_version(text)); };
  std::vector<Field> fields = {
      {R"({"done":true,"message":@})", "message", Kind::object, chunk},
      {R"({"done":true,"message":{"content":@}})", "message.content", Kind::text, chunk},
      {R"({"done":true,"message":{"thinking":@}})", "message.thinking", Kind::text, chunk},
      {R"({"done":true,"message":{"tool_calls":@}})", "message.tool_calls", Kind::array, chunk},
      {R"({"done":true,"response":@})", "response", Kind::text, chunk},
      {R"({"done":true,"thinking":@})", "thinking", Kind::text, chunk},
      {R"({"done":@,"response":""})", "done", Kind::boolean, chunk},
      {R"({"done":true,"done_reason":@})", "done_reason", Kind::text, chunk},
      {R"({"status":@})", "status", Kind::text, progress},
      {R"({"status":"x","digest":@})", "digest", Kind::text, progress},
      {R"({"version":@})", "version", Kind::text, version},
      {R"({"models":@})", "models", Kind::array, tags},
      {R"({"models":[{"details":@}]})", "models[0].details", Kind::object, tags},
      {R"({"details":@})", "details", Kind::object, show},
      {R"({"model_info":@})", "model_info", Kind::object, show},
      {R"({"projector_info":@})", "projector_info", Kind::object, show},
      {R"({"tensors":@})", "tensors", Kind::array, show},
      {R"({"tensors":[{"shape":@}]})", "tensors[0].shape", Kind::array, show},
      {R"({"capabilities":@})", "capabilities", Kind::array, show},
  };
  for (const char* name : {"total_duration", "load_duration", "prompt_eval_count",
                           "prompt_eval_duration", "eval_count", "eval_duration"}) {
    fields.push_back(
        {std::string(R"({"done":true,")") + name + R"(":@})", name, Kind::whole, chunk});
  }
  for (const char* name : {"total", "completed"}) {
    fields.push_back(
        {std::string(R"({"status":"x",")") + name + R"(":@})", name, Kind::whole, progress});
  }
  const auto in_list = [&](const char* name, Kind kind, const auto& decoder) {
    fields.push_back({std::string(R"({"models":[{"x":1},{")") + name + R"(":@}]})",
                      std::string("models[1].") + name, kind, decoder});
  };
  for (const char* name : {"name", "model", "digest", "modified_at", "remote_host"})
    in_list(name, Kind::text, tags);
  in_list("size", Kind::whole, tags);
  for (const char* name : {"name", "digest", "expires_at"}) in_list(name, Kind::text, ps);
  for (const char* name : {"size", "size_vram", "context_length"}) in_list(name, Kind::whole, ps);
  for (const char* name : {"license", "modelfile", "parameters", "template", "system",
                           "modified_at", "remote_model", "remote_host"}) {
    fields.push_back({std::string(R"({")") + name + R"(":@})", name, Kind::text, show});
  }
  for (const char* name : {"format", "family", "parameter_size", "quantization_level"}) {
    fields.push_back({std::string(R"({"details":{")") + name + R"(":@}})",
                      std::string("details.") + name, Kind::text, show});
  }
  for (const char* name : {"name", "type"}) {
    fields.push_back({std::string(R"({"tensors":[{")") + name + R"(":@}]})",
                      std::string("tensors[0].") + name, Kind::text, show});
  }
  return fields;
}

struct Value {
  std::string text;
  std::optional<Kind> kind;  // of the fields that may hold it; none: it is null
};

const std::vector<Value> kValues = {
    {R"("text")", Kind::text}, {"7", Kind::whole},       {"-7", Kind::whole},
    {"1e3", Kind::whole},      {"[]", Kind::array},      {"{}", Kind::object},
    {"true", Kind::boolean},   {"false", Kind::boolean},
};

}  // namespace

TEST_CASE("each field takes its own type and no other", "[json][decode]") {
  for (const Field& field : all_fields()) {
    for (const Value& value : kValues) {
      std::string text = field.around;
      replace(text, "@", value.text);
      INFO(text);
      const auto error = field.decode(text);
      if (value.kind == field.kind) {
        CHECK_FALSE(error);
        continue;
      }
      REQUIRE(error);
      CHECK(error->code == Errc::protocol);
      CHECK_THAT(error->message, ContainsSubstring('"' + field.named + '"'));
    }
  }
}

TEST_CASE("null counts as absent", "[json][decode]") {
  for (const Field& field : all_fields()) {
    if (field.named == "status" || field.named == "version") continue;  // without them it is none
    std::string text = field.around;
    replace(text, "@", "null");
    INFO(text);
    CHECK_FALSE(field.decode(text));
  }
  CHECK_FALSE(json::decode_progress(R"({"status":null})"));
  CHECK_FALSE(json::decode_version(R"({"version":null})"));
}

TEST_CASE("numbers that fit in no 64 bits or are not whole are refused", "[json][decode]") {
  for (const Field& field : all_fields()) {
    if (field.kind != Kind::whole) continue;
    for (const char* number : {"1e30", "-1e30", "9223372036854775808", "18446744073709551616",
                               "9.3e18", "9223372036854775808.0", "1.5", "-0.5", "1e-1"}) {
      std::string text = field.around;
      replace(text, "@", number);
      INFO(text);
      const auto error = field.decode(text);
      REQUIRE(error);
      CHECK(error->code == Errc::protocol);
      CHECK_THAT(error->message, ContainsSubstring('"' + field.named + '"'));
    }
    std::string text = field.around;
    replace(text, "@", "1e999");
    CHECK(field.decode(text)->code == Errc::protocol);
  }
}

TEST_CASE("whole numbers in every spelling, and none below zero", "[json][decode]") {
  const auto total = [](const std::string& number) {
    return json::decode_progress(R"({"status":"x","total":)" + number + "}").value_or({}).total;
  };
  CHECK(total("9223372036854775807") == 9223372036854775807);
  CHECK(total("1e3") == 1000);
  CHECK(total("12.0") == 12);
  CHECK(total("9223372036854774784.0") == 9223372036854774784);
  CHECK(total("-0") == 0);
  CHECK(total("-5") == 0);
  CHECK(total("-9223372036854775808") == 0);
  CHECK(total("-3.0") == 0);
}

TEST_CASE("of doubled keys the last stands, in both readers", "[json][decode]") {
  json::ChunkDecoder decoder;
  CHECK(decode(decoder, R"({"response":"a","response":"b","done":false})")->content == "b");
  CHECK(
      decode(decoder, R"({"message":{"content":"a"},"message":{},"done":false})")->content.empty());
  const std::string calls =
      R"({"message":{"tool_calls":[1]},"message":{"tool_calls":[{"a":1.50}]},"done":true})";
  CHECK(decode(decoder, calls)->tool_calls == R"([{"a":1.50}])");
}

TEST_CASE("a final chat line", "[json][decode]") {
  json::ChunkDecoder decoder;
  const std::string line =
      R"({"model":"m","message":{"role":"assistant","content":"."},"done":true,"done_reason":"stop",)"
      R"("total_duration":6,"load_duration":5,"prompt_eval_count":4,"prompt_eval_duration":3,)"
      R"("eval_count":2,"eval_duration":1,"prompt_eval_cached_count":[{}]})";
  const auto chunk = decoder.decode(line);
  REQUIRE(chunk);
  CHECK(chunk->done);
  CHECK(chunk->content == ".");
  CHECK(chunk->done_reason == "stop");
  CHECK(chunk->usage.total_duration_ns == 6);
  CHECK(chunk->usage.load_duration_ns == 5);
  CHECK(chunk->usage.prompt_eval_count == 4);
  CHECK(chunk->usage.prompt_eval_duration_ns == 3);
  CHECK(chunk->usage.eval_count == 2);
  CHECK(chunk->usage.eval_duration_ns == 1);
}

TEST_CASE("nothing of one line is left in the next", "[json][decode]") {
  json::ChunkDecoder decoder;
  REQUIRE(decode(decoder, R"({"message":{"content":"a\n","thinking":"t\n"},"done":false})"));
  const std::string empty = R"({"done":true,"done_reason":"stop"})";
  CHECK(decoder.decode(empty)->content.empty());
  const std::string next = R"({"message":{},"done":true})";
  const auto chunk = decoder.decode(next);
  CHECK(chunk->thinking.empty());
  CHECK(chunk->done_reason.empty());
}

TEST_CASE("an error object is the server's error, whatever else is there", "[json][decode]") {
  json::ChunkDecoder decoder;
  const auto error = [&](const std::string& line) { return decoder.decode(line).error(); };
  CHECK(error(R"({"error":"boom","done":true})").code == Errc::server_error);
  CHECK(error(R"({"error":"boom"})").message == "boom");
  CHECK(error(R"({"error":{"message":"m","type":"t"}})").message == "m");
  CHECK(json::decode_progress(R"({"status":"x","error":"e"})").error().message == "e");
  CHECK(json::decode_tags(R"({"error":"e"})").error().code == Errc::server_error);
  CHECK(error(R"({"error":7,"done":true})").code == Errc::protocol);
  CHECK(error(R"({"error":{},"done":true})").code == Errc::protocol);
  CHECK(error(R"({"error":[],"done":true})").code == Errc::protocol);
  CHECK(decode(decoder, R"({"error":null,"done":true})"));
  CHECK(decode(decoder, R"({"error":"","done":true})"));
}

TEST_CASE("what is no line of a stream is not taken for one", "[json][decode]") {
  json::ChunkDecoder decoder;
  for (const char* line : {"null", "7", "[]", "\"x\"", "{}", R"({"status":"success"})",
                           R"({"choices":[]})", "data: {}", "{", "Ollama is running"}) {
    INFO(line);
    const auto chunk = decode(decoder, line);
    REQUIRE_FALSE(chunk);
    CHECK(chunk.error().code == Errc::protocol);
    CHECK(json::decode_progress(std::string(line) == R"({"status":"success"})" ? "{}" : line)
              .error()
              .code == Errc::protocol);
  }
}

TEST_CASE("errors say where and never quote", "[json][decode]") {
  json::ChunkDecoder decoder;
  const auto chunk = decode(decoder, R"({"done": secret})");
  REQUIRE_FALSE(chunk);
  CHECK(chunk.error().message == "the answer is not valid JSON (byte 9)");
}

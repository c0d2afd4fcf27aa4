// Cassettes as files: what is written is read again, and what is wrong has a place and a reason.
#include "engine/tape.h"

#include "catch.hpp"

#include <csignal>

using namespace llamero;

namespace {

Tape full_tape() {
  Tape tape;
  tape.llamero = "0.1.0";
  tape.created = "2026-01-02T03:04:05Z";
  tape.server = "http://gpu:11434";
  TapeExchange answered;
  answered.method = "POST";
  answered.path = "/api/chat?x=1";
  answered.headers = {{"Accept", "*/*"}, {"Authorization", std::nullopt}};
  answered.body = TapeBytes::of("{\"model\":\"m\",\"n\":1.50}");
  answered.head = TapeHead{200, {{"Content-Type", "application/x-ndjson"}}};
  answered.pieces = {{Milliseconds(3), TapeBytes::of("L\xc3\xa4ma\n")},
                     {Milliseconds(7), TapeBytes::of(std::string("\xff\x00z", 3))},
                     {Milliseconds(9), TapeBytes::size_only(12)}};
  answered.took = Milliseconds(20);
  TapeExchange failed;
  failed.method = "GET";
  failed.path = "/api/tags";
  failed.error = Error(Errc::connect_failed, "refused", "is it running?");
  failed.error->request_sent = true;
  failed.error->retry_after_s = 4;
  TapeExchange interrupted = failed;
  interrupted.body = TapeBytes::of("no json {");
  interrupted.error = Error(Errc::interrupted, "interrupted");
  interrupted.error->signal = SIGTERM;
  tape.exchanges = {answered, failed, interrupted};
  return tape;
}

std::string document(const std::string& exchanges, const std::string& version = "1") {
  return R"({"format":"llamero-cassette","version":)" + version +
         R"(,"llamero":"0","created":"","server":"","bodies":"on","exchanges":[)" + exchanges +
         "]}";
}

const std::string kGood =
    R"({"request":{"method":"GET","path":"/","headers":[]},"answer":{"status":200,"headers":[]},)"
    R"("pieces":[{"at_ms":1,"text":"a"}],"took_ms":2})";

std::string replaced(std::string text, const std::string& part, const std::string& by) {
  const std::size_t at = text.find(part);
  REQUIRE(at != std::string::npos);
  return text.replace(at, part.size(), by);
}

std::string problem(const std::string& text) {
  const auto tape = decode_tape(text, "t.json");
  if (tape) return "none";
  CHECK(tape.error().code == Errc::usage);
  return tape.error().message;
}

}  // namespace

TEST_CASE("a cassette comes back as it was written") {
  const Tape tape = full_tape();
  const std::string text = encode_tape(tape);
  const auto again = decode_tape(text, "t.json");
  REQUIRE(again);
  CHECK(encode_tape(*again) == text);
  const TapeExchange& first = again->exchanges[0];
  CHECK(first.pieces[1].data.bytes == std::string("\xff\x00z", 3));
  CHECK_FALSE(first.pieces[2].data.kept);
  CHECK(first.pieces[2].data.size == 12);
  CHECK_FALSE(first.headers[1].value.has_value());
  CHECK(again->exchanges[1].error->code == Errc::connect_failed);
  CHECK(again->exchanges[1].error->retry_after_s == 4);
  CHECK(again->exchanges[2].error->signal == SIGTERM);
  CHECK(again->exchanges[2].body->bytes == "no json {");
}

TEST_CASE("a body that would nest the cassette too deeply is kept as text") {
  Tape tape = full_tape();
  const std::string deep = std::string(60, '[') + std::string(60, ']');
  tape.exchanges[0].body = TapeBytes::of(deep);
  const auto again = decode_tape(encode_tape(tape), "t.json");
  REQUIRE(again);
  CHECK(again->exchanges[0].body->bytes == deep);
}

TEST_CASE("a cassette that is wrong says where and why") {
  struct Row {
    std::string text;
    std::string_view problem;
  };
  const auto row = GENERATE_COPY(values<Row>({
      {"", "t.json:1:1: the text ends in the middle of a JSON value"},
      {document(kGood).substr(0, 120), "ends in the middle"},
      {"{\n \"format\": x}", "t.json:2:12: the text is not valid JSON"},
      {"\xef\xbb\xbf" + document(kGood), "byte-order mark"},
      {replaced(document(kGood), "\"a\"", "\"\xff\""), "not valid JSON"},
      {std::string(100, '[') + std::string(100, ']'), "nested deeper than 64"},
      {"[]", "t.json is not an object"},
      {"{}", "t.json: format is missing"},
      {"{\"format\":\"other\"}", "t.json is not a cassette of llamero"},
      {document(kGood, "2"), "is a cassette of version 2; this llamero reads version 1"},
      {document(kGood, "\"1\""), "version is not a whole number"},
      {document(kGood, "1,\"extra\":0"), "extra is not a member that is known"},
      {document(kGood + ",7"), "exchange 2 is not an object"},
      {document(kGood + "," + replaced(kGood, "\"GET\"", "1")),
       "exchange 2: request.method is not a string"},
      {document(replaced(kGood, "\"path\":\"/\",", "")), "exchange 1: request.path is missing"},
      {document(replaced(kGood, "200", "2000")), "answer.status is not a whole number from 0 to"},
      {document(replaced(kGood, "200", "20")), "status that is none"},
      {document(replaced(kGood, "1,\"text\"", "-1,\"text\"")), "pieces[0].at_ms is not a whole"},
      {document(replaced(kGood, "\"at_ms\":1", "\"at_ms\":1.5")), "at_ms is not a whole number"},
      {document(replaced(kGood, "\"at_ms\":1", "\"at_ms\":5")), "less time than its last piece"},
      {document(replaced(kGood, "\"text\":\"a\"", "\"base64\":\"a\"")), "a base64 that is none"},
      {document(replaced(kGood, "\"text\"", "\"txt\"")), "exactly one of"},
      {document(replaced(kGood, "\"text\":\"a\"", "\"text\":\"a\",\"bytes\":1")), "exactly one of"},
      {document(replaced(kGood, "\"took_ms\":2", "\"took_ms\":2,\"note\":0")),
       "exchange 1: note is not a member"},
      {document(replaced(kGood, R"("answer":{"status":200,"headers":[]})",
                         R"("error":{"code":"cut","message":"","request_sent":true})")),
       "pieces of no answer"},
      {document(replaced(kGood, "\"took_ms\"",
                         R"("error":{"code":"odd","message":"","request_sent":true},"took_ms")")),
       "error has a code that is none: \"odd\""},
      {document(replaced(
           kGood, "\"took_ms\"",
           R"("error":{"code":"interrupted","message":"","signal":9,"request_sent":true},"took_ms")")),
       "a signal that does not belong"},
      {document(replaced(kGood, "\"headers\":[]", R"("headers":[{"name":"A"}])")),
       "request.headers[0] needs a value, or redacted: true"},
  }));
  CAPTURE(row.text);
  CHECK_THAT(problem(row.text), ContainsSubstring(std::string(row.problem)));
}

TEST_CASE("paths are those below the server's address") {
  CHECK(tape_path("http://h:1/base/api/tags?x", "http://h:1/base") == "/api/tags?x");
  CHECK(tape_path("http://h:1/api/tags", "http://h:1") == "/api/tags");
  CHECK(tape_path("http://h:12/api/tags", "http://h:1") == "/api/tags");
  CHECK(tape_path("http://h:1", "http://other") == "/");
}

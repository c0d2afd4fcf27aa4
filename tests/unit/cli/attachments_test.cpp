#include "cli/chat/attachments.h"

#include "catch.hpp"
#include "cli/chat/typed_path.h"

namespace llamero {
namespace {

TEST_CASE("what is attached goes with one question only", "[attachments]") {
  Attachments attached;
  attached.add_text("a.txt", "A");
  attached.add_text("b.txt", "B");
  attached.add_image("c.png", "img");
  CHECK(attached.names() == "a.txt (1 bytes), b.txt (1 bytes), c.png (3 bytes)");
  const Question question = attached.with("look");
  CHECK(question.text == "look\n\nFile a.txt:\nA\n\nFile b.txt:\nB");
  CHECK(question.typed_text() == "look");
  CHECK(question.images == std::vector<std::string>{"aW1n"});
  CHECK(attached.empty());
  CHECK(attached.with("again").text == "again");
}

TEST_CASE("a question that is asked in other words keeps what was attached", "[attachments]") {
  Attachments attached;
  attached.add_text("a.txt", "A");
  attached.add_image("c.png", "img");
  const Question question = attached.with("look");
  attached.take_back(question);
  const Question other = attached.with("see");
  CHECK(other.text == "see\n\nFile a.txt:\nA");
  CHECK(other.images == question.images);
  attached.take_back(Question::of("nothing else"));
  CHECK(attached.empty());
}

TEST_CASE("a path is the rest of the line, as people type or drop it", "[attachments]") {
  const Env env(Env::Map{{"HOME", "/home/x"}});
  CHECK(typed_path("a b.txt", env) == "a b.txt");
  CHECK(typed_path("  'a b.txt' ", env) == "a b.txt");
  CHECK(typed_path("\"it's\\n.txt\"", env) == "it's\\n.txt");
  CHECK(typed_path("a\\ b\\(1\\).txt", env) == "a b(1).txt");
  CHECK(typed_path("ends\\", env) == "ends\\");
  CHECK(typed_path("'", env) == "'");
  CHECK(typed_path("~/a b", env) == "/home/x/a b");
  CHECK(typed_path("'~/a'", env) == "/home/x/a");
  CHECK(typed_path("~", env) == "~");
  CHECK(typed_path("~/a", Env()) == "~/a");
}

}  // namespace
}  // namespace llamero

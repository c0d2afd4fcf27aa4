#include "store/prompt_history.h"

#include "support/file_size_limit.h"
#include "support/session_fixture.h"

namespace llamero {
namespace {

using Prompts = std::vector<std::string>;

TEST_CASE("prompts of several lines stay whole, and windows share them", "[store][history]") {
  const TemporaryFolder folder;
  const std::string path = prompt_history_file(folder.path, "http://h:11434");
  const mode_t before = umask(0);
  PromptHistory one(path);
  PromptHistory two(path);
  REQUIRE(one.add("first\nof two lines"));
  umask(before);
  CHECK(mode_of(path) == 0600);
  REQUIRE(two.add("second"));
  CHECK(two.prompts() == Prompts{"first\nof two lines", "second"});
  CHECK(one.prompts() == Prompts{"first\nof two lines"});
  REQUIRE(one.refresh());
  CHECK(one.prompts() == two.prompts());
}

TEST_CASE("empty, repeated and huge prompts are left out", "[store][history]") {
  const TemporaryFolder folder;
  PromptHistory history(folder / "h");
  REQUIRE(history.add(""));
  REQUIRE(history.add("a"));
  REQUIRE(history.add("a"));
  REQUIRE(history.add(std::string(PromptHistory::kMostBytes + 1, 'x')));
  REQUIRE(history.add(std::string("b\0c", 3)));
  REQUIRE(history.add("a"));
  CHECK(history.prompts() == Prompts{"a", "b c", "a"});
}

TEST_CASE("a file over twice the cap is written anew, and other windows see it",
          "[store][history]") {
  const TemporaryFolder folder;
  const std::string path = folder / "h";
  PromptHistory one(path, 10);
  PromptHistory two(path, 10);
  for (int i = 0; i <= 20; ++i) {
    REQUIRE(one.add(std::to_string(i)));
    if (i == 15) REQUIRE(two.refresh());
  }
  CHECK(one.prompts().size() == 10);
  CHECK(one.prompts().front() == "11");
  CHECK(content_of(path).size() == 30);
  CHECK(mode_of(path) == 0600);
  REQUIRE(two.add("new"));
  CHECK(two.prompts().back() == "new");
  CHECK(two.prompts().front() == "12");
  REQUIRE(one.refresh());
  CHECK(one.prompts() == two.prompts());
  CHECK(std::distance(std::filesystem::directory_iterator(folder.path), {}) == 1);
}

TEST_CASE("processes that write at once lose nothing", "[store][history]") {
  const TemporaryFolder folder;
  const std::string path = folder / "h";
  constexpr int kEach = 100;
  std::vector<pid_t> children;
  for (int child = 0; child < 3; ++child) {
    children.push_back(start_process([&, child] {
      // A small cap, so that the file is written anew under the feet of the others.
      PromptHistory history(path, 150);
      for (int i = 0; i < kEach; ++i) {
        if (!history.add(std::to_string(child) + "\n" + std::to_string(i))) return 1;
      }
      return 0;
    }));
  }
  for (const pid_t child : children) CHECK(end_of(child) == 0);
  PromptHistory history(path, 150);
  REQUIRE(history.add("last"));
  REQUIRE(history.prompts().size() == 150);
  int next[3] = {-1, -1, -1};
  for (const std::string& prompt : history.prompts()) {
    if (prompt == "last") continue;
    REQUIRE(prompt[1] == '\n');
    const int child = prompt[0] - '0';
    const int number = std::stoi(prompt.substr(2));
    CHECK((next[child] == -1 || number == next[child]));
    next[child] = number + 1;
  }
}

TEST_CASE("a write that a full disk cut does not run into the next", "[store][history]") {
  const TemporaryFolder folder;
  const std::string path = folder / "h";
  PromptHistory history(path);
  REQUIRE(history.add("one"));
  {
    const FileSizeLimit full(6);
    CHECK_FALSE(history.add("two"));
  }
  CHECK(history.prompts() == Prompts{"one", "two"});  // this window knows it still
  CHECK(content_of(path) == std::string("one\0", 4));
  put_content(path, std::string("one\0tw", 6));  // cut by a crash
  REQUIRE(history.add("three"));
  PromptHistory other(path);
  REQUIRE(other.refresh());
  CHECK(other.prompts() == Prompts{"one", "tw", "three"});
}

TEST_CASE("in a home that is read-only a window has its own history", "[store][history]") {
  const TemporaryFolder folder;
  const ReadOnlyFolder read_only(folder.path);
  PromptHistory history(folder / "history/h");
  REQUIRE(history.refresh());
  const auto added = history.add("one");
  REQUIRE_FALSE(added);
  CHECK(added.error().code == Errc::output_failed);
  CHECK(history.prompts() == Prompts{"one"});
}

TEST_CASE("the file of a remote has a name that is one file", "[store][history]") {
  CHECK(prompt_history_file("/s", "lab") == "/s/history/lab");
  CHECK(prompt_history_file("/s", "http://h:1/a") == "/s/history/http%3A%2F%2Fh%3A1%2Fa");
  CHECK(prompt_history_file("/s", "..") == "/s/history/%2E.");
  CHECK(prompt_history_file("/s", std::string(999, 'x')).size() < 255);
}

}  // namespace
}  // namespace llamero

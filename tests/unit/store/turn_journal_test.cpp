#include "store/turn_journal.h"

#include "support/file_size_limit.h"
#include "support/temporary_folder.h"

namespace llamero {
namespace {

const JournalStart kStart = {3, 4, WallTime(std::chrono::milliseconds(77)), "m", "What?\n"};

TEST_CASE("a journal holds what was flushed", "[store][turn_journal]") {
  const TemporaryFolder folder;
  const std::string path = folder / "sessions/1.journal";
  const mode_t before = umask(0);
  TurnJournal journal(path);
  REQUIRE(journal.start(kStart));
  umask(before);
  CHECK(mode_of(path) == 0600);
  CHECK(mode_of(folder / "sessions") == 0700);
  journal.thinking("hm");
  REQUIRE(journal.flush());
  journal.content("That");
  journal.content(" is");
  REQUIRE(journal.flush());
  journal.content(" lost");  // never shown
  const auto turn = read_journal(path);
  REQUIRE(turn);
  REQUIRE(*turn);
  CHECK((*turn)->start.revision == 3);
  CHECK((*turn)->start.from == 4);
  CHECK((*turn)->start.time == kStart.time);
  CHECK((*turn)->start.model == "m");
  CHECK((*turn)->start.question == "What?\n");
  CHECK((*turn)->content == "That is");
  CHECK((*turn)->thinking == "hm");
  REQUIRE(journal.end());
  CHECK_FALSE(std::filesystem::exists(path));
  CHECK_FALSE(*read_journal(path));
}

TEST_CASE("a batch is one record, and nothing queued is no write", "[store][turn_journal]") {
  const TemporaryFolder folder;
  const std::string path = folder / "1.journal";
  TurnJournal journal(path);
  REQUIRE(journal.start(kStart));
  const std::size_t size = content_of(path).size();
  REQUIRE(journal.flush());
  CHECK(content_of(path).size() == size);
  for (int i = 0; i < 100; ++i) journal.content("ab");
  REQUIRE(journal.flush());
  CHECK(content_of(path).size() == size + 9 + 200);
}

TEST_CASE("a journal torn at any byte gives the batches before", "[store][turn_journal]") {
  const TemporaryFolder folder;
  const std::string path = folder / "1.journal";
  TurnJournal journal(path);
  REQUIRE(journal.start(kStart));
  const std::size_t started = content_of(path).size();
  journal.content("first ");
  REQUIRE(journal.flush());
  const std::size_t first = content_of(path).size();
  journal.content("second");
  REQUIRE(journal.flush());
  const std::string whole = content_of(path);
  for (std::size_t size = 0; size <= whole.size(); ++size) {
    INFO(size);
    put_content(path, whole.substr(0, size));
    const auto turn = read_journal(path);
    REQUIRE(turn);
    REQUIRE(turn->has_value() == (size >= started));
    if (!*turn) continue;
    CHECK((*turn)->content == (size == whole.size() ? "first second"
                               : size >= first      ? "first "
                                                    : ""));
  }
}

TEST_CASE("a journal that was left is not overwritten", "[store][turn_journal]") {
  const TemporaryFolder folder;
  const std::string path = folder / "1.journal";
  {
    TurnJournal left(path);
    REQUIRE(left.start(kStart));
  }
  const std::string before = content_of(path);
  TurnJournal journal(path);
  const auto started = journal.start(kStart);
  REQUIRE_FALSE(started);
  CHECK(started.error().code == Errc::output_failed);
  CHECK_FALSE(journal.running());
  journal.content("x");
  REQUIRE(journal.flush());
  CHECK(content_of(path) == before);
}

TEST_CASE("a full disk is told once, and the answer goes on", "[store][turn_journal]") {
  const TemporaryFolder folder;
  const std::string path = folder / "1.journal";
  TurnJournal journal(path);
  REQUIRE(journal.start(kStart));
  journal.content("kept");
  REQUIRE(journal.flush());
  {
    const FileSizeLimit full(content_of(path).size() + 5);
    journal.content("not kept");
    const auto flushed = journal.flush();
    REQUIRE_FALSE(flushed);
    CHECK(flushed.error().code == Errc::output_failed);
    CHECK_THAT(flushed.error().message, ContainsSubstring(path));
    journal.content("more");
    CHECK(journal.flush());
  }
  CHECK((*read_journal(path))->content == "kept");
  REQUIRE(journal.end());
  REQUIRE(journal.start(kStart));  // the next turn tries again
  CHECK(journal.running());
}

TEST_CASE("a start on a full disk leaves nothing behind", "[store][turn_journal]") {
  const TemporaryFolder folder;
  const std::string path = folder / "1.journal";
  TurnJournal journal(path);
  {
    const FileSizeLimit full(10);
    CHECK_FALSE(journal.start(kStart));
  }
  CHECK_FALSE(std::filesystem::exists(path));
  CHECK(journal.start(kStart));
}

TEST_CASE("no journal in a home that is read-only", "[store][turn_journal]") {
  const TemporaryFolder folder;
  const ReadOnlyFolder read_only(folder.path);
  TurnJournal journal(folder / "sessions/1.journal");
  CHECK_FALSE(journal.start(kStart));
  journal.content("x");
  CHECK(journal.flush());
  CHECK(journal.end());
}

}  // namespace
}  // namespace llamero

// The running turn on the disk, so that a program that is killed loses nothing that it showed.
#pragma once

#include "base/unique_fd.h"
#include "llamero/result.h"
#include "store/stored_session.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace llamero {

// What is known when a question is sent.
struct JournalStart {
  std::int64_t revision = 0;  // of the session, before this turn
  std::int64_t from = 0;      // the position of the question: SessionStore::commit
  WallTime time = {};
  std::string model;
  std::string question;
};

// What a journal holds. The answer ends with its last whole batch.
struct JournalledTurn {
  JournalStart start;
  std::string content;
  std::string thinking;
};

// One journal file of one session. The order: start(); content(), thinking() and flush() as the
// answer comes; end() after the turn is in the database. Of the errors of one turn only the first
// is told: after it the journal takes everything and keeps nothing, until the next start().
class TurnJournal {
 public:
  // Opens nothing yet (store/session_files.h names the path).
  explicit TurnJournal(std::string path) : path_(std::move(path)) {}

  // Makes the file, 0600, and writes the question. Errors: Errc::output_failed; also where a
  // journal is left behind, which recover_turn() takes in.
  Result<void> start(const JournalStart& start);
  // Queued only.
  void content(std::string_view piece);
  void thinking(std::string_view piece);
  // Hands what is queued to the system in one write, without waiting for the disk. To be called
  // before the pieces are shown. Errors: Errc::output_failed.
  Result<void> flush();
  // Removes the file. Errors: Errc::output_failed.
  Result<void> end();

  // Whether pieces are being kept.
  [[nodiscard]] bool running() const { return static_cast<bool>(fd_); }

 private:
  Result<void> give_up(Error error);

  std::string path_;
  UniqueFd fd_;
  std::string content_;
  std::string thinking_;
};

// nullopt: there is no journal, or nothing in it that could be read. Errors: Errc::usage.
[[nodiscard]] Result<std::optional<JournalledTurn>> read_journal(const std::string& path);

}  // namespace llamero

#include "store/turn_journal.h"

#include "store/private_files.h"
#include "store/record_frame.h"
#include "store/session_time.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace llamero {
namespace {

// Kinds of records. The three of the start come first, in one write.
constexpr char kStart = 's';  // revision, position, time: three numbers
constexpr char kModel = 'm';
constexpr char kQuestion = 'q';
constexpr char kContent = 'c';
constexpr char kThinking = 't';

std::string start_records(const JournalStart& start) {
  std::string numbers;
  append_number(start.revision, numbers);
  append_number(start.from, numbers);
  append_number(milliseconds_of(start.time), numbers);
  std::string records;
  append_record(kStart, numbers, records);
  append_record(kModel, start.model, records);
  append_record(kQuestion, start.question, records);
  return records;
}

void read_start(std::string_view numbers, JournalStart& start) {
  start.revision = take_number(numbers);
  start.from = take_number(numbers);
  start.time = wall_time(take_number(numbers));
}

}  // namespace

Result<void> TurnJournal::give_up(Error error) {
  fd_ = UniqueFd();
  content_.clear();
  thinking_.clear();
  return Unexpected(std::move(error));
}

Result<void> TurnJournal::start(const JournalStart& start) {
  fd_ = UniqueFd();
  auto opened = open_private(path_, O_WRONLY | O_CREAT | O_EXCL | O_APPEND);
  if (!opened) {
    Error error = std::move(opened).error();
    if (access(path_.c_str(), F_OK) == 0)
      error.hint = "an answer is left in it; opening the session takes it in";
    return Unexpected(std::move(error));
  }
  fd_ = *std::move(opened);
  if (auto written = write_whole(fd_.get(), path_, start_records(start)); !written) {
    Error error = std::move(written).error();
    unlink(path_.c_str());  // it holds no answer, and would be in the way of the next start
    return give_up(std::move(error));
  }
  return {};
}

void TurnJournal::content(std::string_view piece) {
  if (fd_) content_ += piece;
}

void TurnJournal::thinking(std::string_view piece) {
  if (fd_) thinking_ += piece;
}

Result<void> TurnJournal::flush() {
  if (!fd_ || (content_.empty() && thinking_.empty())) return {};
  std::string records;
  if (!thinking_.empty()) append_record(kThinking, thinking_, records);
  if (!content_.empty()) append_record(kContent, content_, records);
  content_.clear();
  thinking_.clear();
  if (auto written = write_whole(fd_.get(), path_, records); !written)
    return give_up(std::move(written).error());
  return {};
}

Result<void> TurnJournal::end() {
  fd_ = UniqueFd();
  if (unlink(path_.c_str()) == 0 || errno == ENOENT) return {};
  return Unexpected(unwritable_file(path_));
}

Result<std::optional<JournalledTurn>> read_journal(const std::string& path) {
  auto bytes = read_private(path);
  if (!bytes) return Unexpected(std::move(bytes).error());
  JournalledTurn turn;
  bool asked = false;
  for (const Record& record : read_records(*bytes)) {
    if (record.kind == kStart) read_start(record.payload, turn.start);
    if (record.kind == kModel) turn.start.model = record.payload;
    if (record.kind == kQuestion) turn.start.question = record.payload;
    if (record.kind == kContent) turn.content += record.payload;
    if (record.kind == kThinking) turn.thinking += record.payload;
    asked = asked || record.kind == kQuestion;
  }
  if (!asked) return std::optional<JournalledTurn>();
  return std::optional(std::move(turn));
}

}  // namespace llamero

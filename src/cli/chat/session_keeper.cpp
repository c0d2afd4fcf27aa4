#include "cli/chat/session_keeper.h"

#include "cli/chat/stored_turns.h"
#include "cli/message.h"
#include "cli/sessions_access.h"
#include "store/session_files.h"
#include "store/session_name.h"
#include "store/session_recovery.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace llamero {

SessionKeeper::~SessionKeeper() {
  sync();
  if (keeping_) leave(hold_);
}

// A session in which nothing was said is none.
void SessionKeeper::leave(const Hold& hold) {
  if (!hold.info || !hold.kept.empty() || hold.info->turns > 0) return;
  if (auto removed = store_->remove(hold.info->id); removed)
    remove_session_files(store_->path(), hold.info->id);
}

Result<void> SessionKeeper::open_store() {
  if (store_) return {};
  auto file = sessions_file(run_.settings);
  if (!file) return Unexpected(std::move(file).error());
  auto store = SessionStore::open(*file, SessionStore::IfMissing::create);
  if (!store) return Unexpected(std::move(store).error());
  if (store->read_only()) return Unexpected(*store->read_only());
  store_.emplace(*std::move(store));
  return {};
}

void SessionKeeper::give_up(const Error& error) {
  keeping_ = false;
  say_warning(run_.services.err, run_.settings,
              "the conversation is no longer kept on the disk: " + error.message);
}

SessionKeeper::Kept SessionKeeper::kept_of(const ChatSession::Turn& turn) {
  const std::hash<std::string> hash;
  return {turn.message.role, hash(turn.message.content) * 31 + hash(turn.message.thinking),
          turn.state};
}

Result<std::optional<OpenedSession>> SessionKeeper::open(const SessionChoice& choice,
                                                         bool keep_model) {
  using Kind = SessionChoice::Kind;
  if (choice.kind == Kind::ephemeral) return std::optional<OpenedSession>();
  if (auto opened = open_store(); !opened) {
    if (choice.kind != Kind::fresh) return Unexpected(std::move(opened).error());
    give_up(opened.error());
    return std::optional<OpenedSession>();
  }
  std::optional<SessionInfo> info;
  if (choice.kind == Kind::latest) {
    auto latest = store_->latest(run_.settings.server.endpoint.display);
    if (!latest) return Unexpected(std::move(latest).error());
    if (!*latest) {
      return Unexpected(Error(
          Errc::usage, "no session with " + run_.settings.server.endpoint.display + " is kept",
          "llamero sessions list shows those of other servers"));
    }
    info = **latest;
  } else if (choice.kind == Kind::named) {
    auto found = store_->find(choice.name);
    if (found) {
      info = *std::move(found);
    } else if (auto good = check_session_name(choice.name); !good || session_id_of(choice.name)) {
      return Unexpected(std::move(found).error());
    }
    name_ = choice.name;
  }
  std::optional<OpenedSession> opened;
  if (info) {
    auto loaded = load(*std::move(info), keep_model);
    if (!loaded) return Unexpected(std::move(loaded).error());
    opened = *std::move(loaded);
  }
  // Not before: what could not be loaded must not be written over.
  keeping_ = true;
  return opened;
}

Result<void> SessionKeeper::take_lock() {
  auto lock = SessionLock::take(store_->path(), *hold_.info);
  if (!lock) return Unexpected(std::move(lock).error());
  hold_.lock.emplace(*std::move(lock));
  hold_.journal.emplace(journal_file(store_->path(), hold_.info->id));
  return {};
}

Result<OpenedSession> SessionKeeper::load(SessionInfo info, bool keep_model) {
  hold_.info = std::move(info);
  if (auto locked = take_lock(); !locked) return Unexpected(std::move(locked).error());
  auto recovered = recover_turn(*store_, hold_.info->id);
  if (!recovered) return Unexpected(std::move(recovered).error());
  auto fresh = store_->info(hold_.info->id);
  if (!fresh) return Unexpected(std::move(fresh).error());
  hold_.info = *std::move(fresh);
  std::vector<ChatSession::Turn> turns;
  auto read = store_->each_turn(
      hold_.info->id, [&](const StoredTurn& stored) { turns.push_back(turn_of(stored)); });
  if (!read) return Unexpected(std::move(read).error());
  for (const ChatSession::Turn& turn : turns) hold_.kept.push_back(kept_of(turn));
  OpenedSession opened{hold_.info->handle(), turns.size()};
  session_.set_turns(std::move(turns));
  if (keep_model) session_.set_model(hold_.info->model);
  if (!session_.system()) session_.set_system(hold_.info->system);
  return opened;
}

Result<void> SessionKeeper::create() {
  NewSession made;
  made.name = name_;
  made.model = session_.model();
  made.remote = run_.settings.server.endpoint.display;
  made.system = session_.system();
  auto id = store_->create(made, run_.services.clock.wall_now());
  if (!id) return Unexpected(std::move(id).error());
  auto info = store_->info(*id);
  if (!info) return Unexpected(std::move(info).error());
  hold_.info = *std::move(info);
  return take_lock();
}

Result<void> SessionKeeper::save(const std::string& name) {
  if (auto good = check_session_name(name); !good) return good;
  if (auto opened = open_store(); !opened) return opened;
  if (hold_.info) {
    if (auto renamed = store_->rename(hold_.info->id, name); !renamed) return renamed;
    hold_.info->name = name;
  } else {
    const std::string before = std::exchange(name_, name);
    if (auto created = create(); !created) {
      name_ = before;
      return created;
    }
  }
  keeping_ = true;
  sync();
  return {};
}

Result<std::string> SessionKeeper::fork(const std::string& name) {
  sync();
  if (!keeping_) {
    return Unexpected(Error(Errc::usage, "this conversation is not kept, and cannot be forked",
                            "/save NAME keeps it"));
  }
  if (!hold_.info || session_.turns().empty())
    return Unexpected(Error(Errc::usage, "nothing was said yet that a fork could begin with"));
  if (!name.empty()) {
    if (auto good = check_session_name(name); !good) return Unexpected(std::move(good).error());
  }
  auto id = store_->fork(hold_.info->id, hold_.info->turns, name, run_.services.clock.wall_now());
  if (!id) return Unexpected(std::move(id).error());
  auto info = store_->info(*id);
  if (!info) return Unexpected(std::move(info).error());
  Hold before = std::exchange(hold_, {});
  hold_.info = *std::move(info);
  if (auto locked = take_lock(); !locked) {
    hold_ = std::move(before);
    return Unexpected(std::move(locked).error());
  }
  hold_.kept = std::move(before.kept);
  return before.info->handle();
}

Result<OpenedSession> SessionKeeper::change_to(const std::string& handle) {
  sync();
  if (!keeping_ && !session_.turns().empty()) {
    return Unexpected(Error(Errc::usage, "this conversation is not kept, and would be lost",
                            "/save NAME keeps it, /clear gives it up"));
  }
  if (auto opened = open_store(); !opened) return Unexpected(std::move(opened).error());
  auto info = store_->find(handle);
  if (!info) return Unexpected(std::move(info).error());
  if (hold_.info && info->id == hold_.info->id)
    return Unexpected(Error(Errc::usage, "session " + handle + " is the one that is open"));
  Hold before = std::exchange(hold_, {});
  auto loaded = load(*std::move(info), true);
  if (!loaded) {
    hold_ = std::move(before);
    return loaded;
  }
  session_.set_system(hold_.info->system);
  if (keeping_) leave(before);
  keeping_ = true;
  return loaded;
}

void SessionKeeper::begin_turn() {
  if (!keeping_) return;
  if (!hold_.info) {
    if (auto created = create(); !created) return give_up(created.error());
  }
  const auto& turns = session_.turns();
  const auto question = std::find_if(turns.rbegin(), turns.rend(),
                                     [](const auto& turn) { return turn.message.role == "user"; });
  if (question == turns.rend()) return;
  JournalStart start;
  start.revision = hold_.info->revision;
  start.from = turns.rend() - question - 1;
  start.time = run_.services.clock.wall_now();
  start.model = session_.model();
  start.question = question->message.content;
  auto started = hold_.journal->start(start);
  if (!started) return give_up(started.error());
  // What is gone on with was there before.
  if (const auto* unfinished = session_.unfinished()) {
    hold_.journal->thinking(unfinished->message.thinking);
    hold_.journal->content(unfinished->message.content);
    flush();
  }
}

void SessionKeeper::note(const ChatChunk& chunk) {
  if (!keeping_ || !hold_.journal) return;
  if (!chunk.thinking.empty()) hold_.journal->thinking(chunk.thinking);
  if (!chunk.content.empty()) hold_.journal->content(chunk.content);
}

void SessionKeeper::flush() {
  if (!keeping_ || !hold_.journal) return;
  if (auto flushed = hold_.journal->flush(); !flushed) give_up(flushed.error());
}

void SessionKeeper::sync() {
  if (!keeping_ || !hold_.info) return;
  if (auto committed = commit(); !committed) return give_up(committed.error());
  if (!hold_.journal->running()) return;
  if (auto ended = hold_.journal->end(); !ended) give_up(ended.error());
}

Result<void> SessionKeeper::commit() {
  if (session_.model() != hold_.info->model) {
    if (auto set = store_->set_model(hold_.info->id, session_.model()); !set) return set;
    hold_.info->model = session_.model();
  }
  if (session_.system() != hold_.info->system) {
    if (auto set = store_->set_system(hold_.info->id, session_.system()); !set) return set;
    hold_.info->system = session_.system();
  }
  const auto& turns = session_.turns();
  std::vector<Kept> now;
  now.reserve(turns.size());
  for (const ChatSession::Turn& turn : turns) now.push_back(kept_of(turn));
  const auto same = [](const Kept& a, const Kept& b) {
    return a.role == b.role && a.content == b.content && a.state == b.state;
  };
  const auto from = static_cast<std::size_t>(
      std::mismatch(now.begin(), now.end(), hold_.kept.begin(), hold_.kept.end(), same).first -
      now.begin());
  if (from == now.size() && from == hold_.kept.size()) return {};
  const std::string& remote = run_.settings.server.endpoint.display;
  if (remote != hold_.info->remote) {
    if (auto set = store_->set_remote(hold_.info->id, remote); !set) return set;
    hold_.info->remote = remote;
  }
  std::vector<StoredTurn> changed;
  for (std::size_t i = from; i < turns.size(); ++i)
    changed.push_back(stored_of(turns[i], session_.model(), run_.services.clock.wall_now()));
  auto revision = store_->commit(hold_.info->id, static_cast<std::int64_t>(from), changed,
                                 run_.services.clock.wall_now());
  if (!revision) return Unexpected(std::move(revision).error());
  hold_.info->revision = *revision;
  hold_.info->turns = static_cast<std::int64_t>(turns.size());
  hold_.kept = std::move(now);
  return {};
}

}  // namespace llamero

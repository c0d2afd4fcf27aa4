#include "cli/chat/session_keeper.h"

#include "cli/message.h"
#include "cli/sessions_access.h"
#include "store/session_files.h"
#include "store/session_name.h"
#include "store/session_recovery.h"

#include <algorithm>
#include <functional>

namespace llamero {
namespace {

TurnState stored_state(ChatSession::State state) {
  switch (state) {
    case ChatSession::State::stopped:
      return TurnState::stopped;
    case ChatSession::State::cut:
      return TurnState::cut;
    default:
      return TurnState::complete;
  }
}

ChatSession::State session_state(TurnState state) {
  switch (state) {
    case TurnState::stopped:
      return ChatSession::State::stopped;
    case TurnState::cut:
      return ChatSession::State::cut;
    default:
      return ChatSession::State::complete;
  }
}

ChatSession::Turn turn_of(const StoredTurn& stored) {
  ChatSession::Turn turn;
  turn.message = {stored.role, stored.content, stored.thinking};
  turn.state = session_state(stored.state);
  turn.usage = stored.usage.value_or(Usage());
  return turn;
}

StoredTurn stored_of(const ChatSession::Turn& turn, const std::string& model, WallTime now) {
  StoredTurn stored;
  stored.role = turn.message.role;
  stored.content = turn.message.content;
  stored.thinking = turn.message.thinking;
  stored.state = stored_state(turn.state);
  stored.time = now;
  if (stored.role != "assistant") return stored;
  stored.model = model;
  if (turn.state == ChatSession::State::complete) stored.usage = turn.usage;
  return stored;
}

}  // namespace

SessionKeeper::~SessionKeeper() {
  sync();
  // A session in which nothing was said is none.
  if (!keeping_ || !info_ || !kept_.empty() || info_->turns > 0) return;
  if (auto removed = store_->remove(info_->id); removed)
    remove_session_files(store_->path(), info_->id);
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
  auto file = sessions_file(run_.settings);
  auto store = file ? SessionStore::open(*file, SessionStore::IfMissing::create)
                    : Result<SessionStore>(Unexpected(file.error()));
  if (store && store->read_only()) store = Unexpected(*store->read_only());
  if (!store) {
    if (choice.kind != Kind::fresh) return Unexpected(std::move(store).error());
    give_up(store.error());
    return std::optional<OpenedSession>();
  }
  store_.emplace(*std::move(store));
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
  auto lock = SessionLock::take(store_->path(), *info_);
  if (!lock) return Unexpected(std::move(lock).error());
  lock_.emplace(*std::move(lock));
  journal_.emplace(journal_file(store_->path(), info_->id));
  return {};
}

Result<OpenedSession> SessionKeeper::load(SessionInfo info, bool keep_model) {
  info_ = std::move(info);
  if (auto locked = take_lock(); !locked) return Unexpected(std::move(locked).error());
  auto recovered = recover_turn(*store_, info_->id);
  if (!recovered) return Unexpected(std::move(recovered).error());
  auto fresh = store_->info(info_->id);
  if (!fresh) return Unexpected(std::move(fresh).error());
  info_ = *std::move(fresh);
  std::vector<ChatSession::Turn> turns;
  auto read = store_->each_turn(
      info_->id, [&](const StoredTurn& stored) { turns.push_back(turn_of(stored)); });
  if (!read) return Unexpected(std::move(read).error());
  for (const ChatSession::Turn& turn : turns) kept_.push_back(kept_of(turn));
  OpenedSession opened{info_->handle(), turns.size()};
  session_.set_turns(std::move(turns));
  if (keep_model) session_.set_model(info_->model);
  if (!session_.system()) session_.set_system(info_->system);
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
  info_ = *std::move(info);
  return take_lock();
}

void SessionKeeper::begin_turn() {
  if (!keeping_) return;
  if (!info_) {
    if (auto created = create(); !created) return give_up(created.error());
  }
  const auto& turns = session_.turns();
  const auto question = std::find_if(turns.rbegin(), turns.rend(),
                                     [](const auto& turn) { return turn.message.role == "user"; });
  if (question == turns.rend()) return;
  JournalStart start;
  start.revision = info_->revision;
  start.from = turns.rend() - question - 1;
  start.time = run_.services.clock.wall_now();
  start.model = session_.model();
  start.question = question->message.content;
  auto started = journal_->start(start);
  if (!started) return give_up(started.error());
  // What is gone on with was there before.
  if (const auto* unfinished = session_.unfinished()) {
    journal_->thinking(unfinished->message.thinking);
    journal_->content(unfinished->message.content);
    flush();
  }
}

void SessionKeeper::note(const ChatChunk& chunk) {
  if (!keeping_ || !journal_) return;
  if (!chunk.thinking.empty()) journal_->thinking(chunk.thinking);
  if (!chunk.content.empty()) journal_->content(chunk.content);
}

void SessionKeeper::flush() {
  if (!keeping_ || !journal_) return;
  if (auto flushed = journal_->flush(); !flushed) give_up(flushed.error());
}

void SessionKeeper::sync() {
  if (!keeping_ || !info_) return;
  if (auto committed = commit(); !committed) return give_up(committed.error());
  if (!journal_->running()) return;
  if (auto ended = journal_->end(); !ended) give_up(ended.error());
}

Result<void> SessionKeeper::commit() {
  if (session_.model() != info_->model) {
    if (auto set = store_->set_model(info_->id, session_.model()); !set) return set;
    info_->model = session_.model();
  }
  if (session_.system() != info_->system) {
    if (auto set = store_->set_system(info_->id, session_.system()); !set) return set;
    info_->system = session_.system();
  }
  const auto& turns = session_.turns();
  std::vector<Kept> now;
  now.reserve(turns.size());
  for (const ChatSession::Turn& turn : turns) now.push_back(kept_of(turn));
  const auto same = [](const Kept& a, const Kept& b) {
    return a.role == b.role && a.content == b.content && a.state == b.state;
  };
  const auto from = static_cast<std::size_t>(
      std::mismatch(now.begin(), now.end(), kept_.begin(), kept_.end(), same).first - now.begin());
  if (from == now.size() && from == kept_.size()) return {};
  const std::string& remote = run_.settings.server.endpoint.display;
  if (remote != info_->remote) {
    if (auto set = store_->set_remote(info_->id, remote); !set) return set;
    info_->remote = remote;
  }
  std::vector<StoredTurn> changed;
  for (std::size_t i = from; i < turns.size(); ++i)
    changed.push_back(stored_of(turns[i], session_.model(), run_.services.clock.wall_now()));
  auto revision = store_->commit(info_->id, static_cast<std::int64_t>(from), changed,
                                 run_.services.clock.wall_now());
  if (!revision) return Unexpected(std::move(revision).error());
  info_->revision = *revision;
  info_->turns = static_cast<std::int64_t>(turns.size());
  kept_ = std::move(now);
  return {};
}

}  // namespace llamero

// Keeps a conversation on the disk while it goes on.
#pragma once

#include "cli/command.h"
#include "engine/chat_session.h"
#include "llamero/client.h"
#include "store/session_lock.h"
#include "store/session_store.h"
#include "store/turn_journal.h"

#include <optional>
#include <string>
#include <vector>

namespace llamero {

struct SessionChoice {
  enum class Kind {
    fresh,      // a new session, at the first question
    latest,     // the one of this server that was talked in last
    named,      // by name or number; a name that there is none of begins a session
    ephemeral,  // nothing is kept
  };
  Kind kind = Kind::fresh;
  std::string name = {};
};

// What was opened, to be told to a person.
struct OpenedSession {
  std::string handle;
  std::size_t turns = 0;
};

// A question and its answer are one commit; while the answer streams it is in a journal, so that
// nothing that was shown is lost with the process. What cannot be kept is told once, and the
// conversation goes on without.
class SessionKeeper {
 public:
  // References must outlive this.
  SessionKeeper(ChatSession& session, Run run) : session_(session), run_(run) {}
  ~SessionKeeper();
  SessionKeeper(const SessionKeeper&) = delete;
  SessionKeeper& operator=(const SessionKeeper&) = delete;

  // Fills the session with what is kept of it. `keep_model`: its model too, not the session's own.
  // nullopt: a new one. Errors: Errc::usage when it is not there, or open in another window.
  [[nodiscard]] Result<std::optional<OpenedSession>> open(const SessionChoice& choice,
                                                          bool keep_model);

  // The last question of the history is about to be answered, or its answer to be gone on with.
  void begin_turn();
  // A piece of the answer, before it is shown; flush() before the screen is written.
  void note(const ChatChunk& chunk);
  void flush();
  // The history is as it should be kept.
  void sync();

  // Gives the session a name; one that was not kept is, from here on. Errors: also Errc::usage for
  // a name that is taken.
  [[nodiscard]] Result<void> save(const std::string& name);
  // What is said from here on belongs to a new session (`name`: may be empty). Returns what the old
  // one is called, which ends here. Errors: Errc::usage where there is nothing to copy.
  [[nodiscard]] Result<std::string> fork(const std::string& name);
  // Goes on in another session, by name or number, with its model and system prompt. Errors: as
  // open(), and where this conversation would be lost; then nothing has changed.
  [[nodiscard]] Result<OpenedSession> change_to(const std::string& handle);

  [[nodiscard]] bool keeps() const { return keeping_; }
  // What `chat --session` takes; empty while nothing is kept.
  [[nodiscard]] std::string handle() const { return hold_.info ? hold_.info->handle() : ""; }

 private:
  // What is in the database of one turn, as far as it matters for a difference.
  struct Kept {
    std::string role;
    std::size_t content = 0;  // a hash
    ChatSession::State state = ChatSession::State::complete;
  };

  // All that belongs to the one session that is open.
  struct Hold {
    std::optional<SessionLock> lock;
    std::optional<SessionInfo> info;
    std::optional<TurnJournal> journal;
    std::vector<Kept> kept;
  };

  [[nodiscard]] Result<void> open_store();
  void leave(const Hold& hold);
  [[nodiscard]] Result<void> create();
  [[nodiscard]] Result<OpenedSession> load(SessionInfo info, bool keep_model);
  [[nodiscard]] Result<void> take_lock();
  [[nodiscard]] Result<void> commit();
  [[nodiscard]] static Kept kept_of(const ChatSession::Turn& turn);
  void give_up(const Error& error);

  ChatSession& session_;
  Run run_;
  bool keeping_ = false;
  std::string name_;  // for a session that is to be made
  std::optional<SessionStore> store_;
  Hold hold_;
};

// Lets a keeper see the pieces of an answer before the view shows them.
class KeptView final : public Client::StreamView {
 public:
  // `keeper` may be null.
  KeptView(SessionKeeper* keeper, Client::StreamView& inner) : keeper_(keeper), inner_(inner) {}

  Result<void> on_chunk(const ChatChunk& chunk) override {
    if (keeper_ != nullptr) keeper_->note(chunk);
    return inner_.on_chunk(chunk);
  }
  Result<void> on_batch_end() override {
    if (keeper_ != nullptr) keeper_->flush();
    return inner_.on_batch_end();
  }
  [[nodiscard]] bool wants_more() const override { return inner_.wants_more(); }

 private:
  SessionKeeper* keeper_;
  Client::StreamView& inner_;
};

}  // namespace llamero

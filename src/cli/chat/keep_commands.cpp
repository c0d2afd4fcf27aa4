// The commands about what is kept of the conversation: /export, /fork, /load, /save, /search.
#include "cli/chat/look_for_window.h"
#include "cli/chat/opened_session.h"
#include "cli/chat/slash_command.h"
#include "cli/chat/stored_turns.h"
#include "cli/chat/typed_path.h"
#include "cli/found_turns.h"
#include "cli/message.h"
#include "cli/sessions_access.h"
#include "cli/version.h"
#include "store/search_query.h"
#include "store/session_export.h"

#include <filesystem>

namespace llamero {
namespace {

constexpr std::int64_t kMostFound = 20;

Error no_arguments(std::string_view usage) {
  return {Errc::usage, std::string(usage)};
}

// A disk that cannot be written does not end the chat, as standard output would.
Error survivable(Error error) {
  if (error.code == Errc::output_failed) error.code = Errc::usage;
  return error;
}

// The store knows more of a kept conversation than the chat: which model gave which answer.
Result<std::string> text_of_kept(ChatState& chat, bool json) {
  auto store = open_sessions(chat.run);
  if (!store) return Unexpected(std::move(store).error());
  auto session = store->find(chat.keeper->handle());
  if (!session) return Unexpected(std::move(session).error());
  return json ? export_json(*store, *session, kVersion) : export_markdown(*store, *session);
}

std::string text_of_unkept(const ChatState& chat, bool json) {
  const ChatSession& conversation = chat.session;
  const WallTime now = chat.run.services.clock.wall_now();
  std::vector<StoredTurn> turns;
  for (const ChatSession::Turn& turn : conversation.turns())
    turns.push_back(stored_of(turn, conversation.model(), now));
  SessionInfo info;
  info.model = conversation.model();
  info.remote = chat.run.settings.server.endpoint.display;
  info.system = conversation.system();
  info.created = turns.front().time;
  info.updated = turns.back().time;
  info.turns = static_cast<std::int64_t>(turns.size());
  return json ? export_json(info, turns, kVersion) : export_markdown(info, turns);
}

// Errors: Errc::usage where something is in the way.
Result<void> check_place(FileSystem& files, const std::string& path) {
  if (files.exists(path)) {
    return Unexpected(Error(Errc::usage, path + " is there already",
                            "another name, or remove it first: nothing is written over"));
  }
  const std::string folder = std::filesystem::path(path).parent_path();
  if (folder.empty() || files.exists(folder)) return {};
  return Unexpected(Error(Errc::usage, "there is no folder " + folder));
}

bool is_kept(ChatState& chat, const std::string& handle) {
  const auto file = sessions_file(chat.run.settings);
  if (!file) return false;
  auto store = SessionStore::open(*file, SessionStore::IfMissing::empty);
  return store && store->find(handle);
}

}  // namespace

Result<Obeyed> obey_export(ChatState& chat, std::string_view arguments) {
  const std::string path = typed_path(arguments, chat.run.services.env);
  const bool json = path.ends_with(".json");
  if (!json && !path.ends_with(".md"))
    return Unexpected(no_arguments("/export FILE.md, or /export FILE.json"));
  if (chat.session.turns().empty())
    return Unexpected(Error(Errc::usage, "nothing was said yet that could be written"));
  FileSystem& files = chat.run.services.files;
  if (auto free = check_place(files, path); !free) return Unexpected(std::move(free).error());
  const bool kept = chat.keeper != nullptr && chat.keeper->keeps();
  auto text = kept ? text_of_kept(chat, json) : text_of_unkept(chat, json);
  if (!text) return Unexpected(std::move(text).error());
  if (auto written = files.write(path, *text, FileSystem::Access::umask); !written)
    return Unexpected(survivable(std::move(written).error()));
  note(chat, "written to " + path);
  return Obeyed{};
}

Result<Obeyed> obey_fork(ChatState& chat, std::string_view arguments) {
  auto old = chat.keeper->fork(std::string(arguments));
  if (!old) return Unexpected(survivable(std::move(old).error()));
  note(chat, "from here on this is session " + chat.keeper->handle() + "; session " + *old +
                 " stays as it is");
  return Obeyed{};
}

Result<Obeyed> obey_load_either(ChatState& chat, std::string_view arguments) {
  const std::string handle(arguments);
  if (handle.empty() || !is_kept(chat, handle)) return obey_load(chat, arguments);
  auto opened = chat.keeper->change_to(handle);
  if (!opened) return Unexpected(survivable(std::move(opened).error()));
  chat.connection.phase_line().set_what(chat.session.model());
  chat.unanswered.clear();
  chat.last_usage.reset();
  forget_window(chat);
  if (auto shown = show_opened(chat, *opened); !shown) return Unexpected(std::move(shown).error());
  return Obeyed{};
}

Result<Obeyed> obey_save(ChatState& chat, std::string_view arguments) {
  if (arguments.empty()) return Unexpected(no_arguments("/save NAME"));
  if (auto saved = chat.keeper->save(std::string(arguments)); !saved)
    return Unexpected(survivable(std::move(saved).error()));
  note(chat, "this conversation is session " + chat.keeper->handle() +
                 ", kept on this machine; no model was made of it");
  return Obeyed{};
}

Result<Obeyed> obey_search(ChatState& chat, std::string_view arguments) {
  if (arguments.empty()) return Unexpected(no_arguments("/search WORDS"));
  const std::string words(arguments);
  if (auto good = search_query(words); !good) return Unexpected(std::move(good).error());
  auto store = open_sessions(chat.run);
  if (!store) return Unexpected(std::move(store).error());
  auto hits = store->search(words, kMostFound);
  if (!hits) return Unexpected(std::move(hits).error());
  if (hits->empty()) {
    note(chat, "no turn of a session holds these words");
    return Obeyed{};
  }
  if (auto printed = print_found(*hits, chat.run); !printed)
    return Unexpected(std::move(printed).error());
  return Obeyed{};
}

}  // namespace llamero

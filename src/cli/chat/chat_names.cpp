#include "cli/chat/chat_names.h"

#include "cli/sessions_access.h"
#include "config/remote_store.h"

namespace llamero {
namespace {

std::vector<std::string> model_names(ChatState& chat) {
  std::vector<std::string> names;
  // The line that is typed stands on the screen.
  chat.connection.status_line().set_muted(true);
  const auto tags = chat.connection.client().tags();
  chat.connection.status_line().set_muted(false);
  if (!tags) return names;
  for (const ModelSummary& model : tags->models) names.push_back(model.name);
  return names;
}

std::vector<std::string> remote_names(const Run& run) {
  const RemoteStore remotes(run.services.files, run.services.env, run.settings.paths);
  return remotes.names().value_or({});
}

std::vector<std::string> session_names(const Run& run) {
  std::vector<std::string> names;
  const auto file = sessions_file(run.settings);
  if (!file) return names;
  auto store = SessionStore::open(*file, SessionStore::IfMissing::empty);
  if (!store) return names;
  const auto sessions = store->list({});
  if (!sessions) return names;
  for (const SessionInfo& session : *sessions) {
    if (!session.name.empty()) names.push_back(session.name);
  }
  return names;
}

// `typed` up to its last slash names the folder. Hidden files are offered to whoever typed the dot.
std::vector<std::string> paths_from(const Run& run, std::string_view typed) {
  const std::size_t slash = typed.rfind('/');
  const std::string folder(typed.substr(0, slash == std::string_view::npos ? 0 : slash + 1));
  const std::string_view name = typed.substr(folder.size());
  const std::string place = resolved_path(folder, ".", run.services.env);
  std::vector<std::string> paths;
  const auto entries = run.services.files.list(place);
  if (!entries) return paths;
  for (const std::string& entry : *entries) {
    if (!entry.starts_with(name) || (entry.starts_with('.') && !name.starts_with('.'))) continue;
    const bool is_folder = run.services.files.exists(place + "/" + entry + "/.");
    paths.push_back(folder + entry + (is_folder ? "/" : ""));
  }
  return paths;
}

}  // namespace

ChatNames names_for(ChatState& chat) {
  return {[&chat] { return model_names(chat); }, [&chat] { return remote_names(chat.run); },
          [&chat] { return session_names(chat.run); },
          [&chat](std::string_view typed) { return paths_from(chat.run, typed); }};
}

}  // namespace llamero

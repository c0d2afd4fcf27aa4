#include "store/session_export.h"

#include "store/session_json.h"
#include "store/session_time.h"

#include <algorithm>

namespace llamero {
namespace {

constexpr std::size_t kShortestFence = 3;

std::size_t longest_run(std::string_view text, char wanted) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : text) {
    run = c == wanted ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

std::string row(std::string_view name, std::string_view value) {
  return "- " + std::string(name) + ": " + markdown_code(value) + "\n";
}

std::string heading(const SessionInfo& session) {
  std::string text = "# Conversation\n\n";
  if (session.id != 0) text = "# Session " + markdown_code(session.handle()) + "\n\n";
  text += row("model", session.model) + row("remote", session.remote);
  text += row("created", rfc3339_utc(session.created));
  text += row("updated", rfc3339_utc(session.updated));
  for (const std::string& tag : session.tags) text += row("tag", tag);
  if (session.parent != 0) {
    text += row("fork of session", std::to_string(session.parent));
    text += row("turns in common", std::to_string(session.fork_point));
  }
  if (session.system) text += "\n## System prompt\n\n" + markdown_fence(*session.system, "text");
  return text;
}

std::string role_name(const std::string& role) {
  if (role == "user") return "User";
  return role == "assistant" ? "Assistant" : markdown_code(role);
}

std::string turn_markdown(const StoredTurn& turn) {
  std::string text = "\n## " + role_name(turn.role);
  if (!turn.model.empty()) text += " · " + markdown_code(turn.model);
  text += " · " + rfc3339_utc(turn.time);
  if (turn.state != TurnState::complete) text += " · " + std::string(turn_state_name(turn.state));
  text += "\n\n";
  if (!turn.thinking.empty())
    text += "Thinking:\n\n" + markdown_fence(turn.thinking, "text") + "\nAnswer:\n\n";
  return text + markdown_fence(turn.content, turn.role == "assistant" ? "markdown" : "text");
}

std::string json_heading(const SessionInfo& session, std::string_view program_version) {
  std::string text = R"({"format":"llamero-session","version":1,"llamero":")";
  return text + std::string(program_version) + "\",\n\"session\":" + json_of(session) +
         ",\n\"turns\":[";
}

}  // namespace

std::string markdown_fence(std::string_view text, std::string_view language) {
  const std::string fence(std::max(kShortestFence, longest_run(text, '`') + 1), '`');
  std::string out = fence + std::string(language) + "\n" + std::string(text);
  if (!text.empty() && text.back() != '\n') out += '\n';
  return out + fence + "\n";
}

std::string markdown_code(std::string_view text) {
  std::string line(text);
  for (char& c : line) {
    if (c == '\n' || c == '\r') c = ' ';
  }
  const std::string mark(longest_run(line, '`') + 1, '`');
  // A blank keeps a backtick at an end from joining the mark; markdown takes it away again.
  const bool at_end = line.starts_with('`') || line.ends_with('`') || line.empty();
  const std::string blank = at_end ? " " : "";
  return mark + blank + line + blank + mark;
}

Result<std::string> export_markdown(SessionStore& store, const SessionInfo& session) {
  std::string text = heading(session);
  auto read =
      store.each_turn(session.id, [&](const StoredTurn& turn) { text += turn_markdown(turn); });
  if (!read) return Unexpected(std::move(read).error());
  return text;
}

std::string export_markdown(const SessionInfo& session, std::span<const StoredTurn> turns) {
  std::string text = heading(session);
  for (const StoredTurn& turn : turns) text += turn_markdown(turn);
  return text;
}

Result<std::string> export_json(SessionStore& store, const SessionInfo& session,
                                std::string_view program_version) {
  std::string text = json_heading(session, program_version);
  bool first = true;
  auto read = store.each_turn(session.id, [&](const StoredTurn& turn) {
    text += (first ? "\n" : ",\n") + json_of(turn);
    first = false;
  });
  if (!read) return Unexpected(std::move(read).error());
  return text + "]}\n";
}

std::string export_json(const SessionInfo& session, std::span<const StoredTurn> turns,
                        std::string_view program_version) {
  std::string text = json_heading(session, program_version);
  for (std::size_t i = 0; i < turns.size(); ++i)
    text += (i == 0 ? "\n" : ",\n") + json_of(turns[i]);
  return text + "]}\n";
}

}  // namespace llamero

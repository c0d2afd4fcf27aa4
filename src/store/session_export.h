// A session as one document, for people or for programs.
#pragma once

#include "store/session_store.h"

#include <span>
#include <string>
#include <string_view>

namespace llamero {

// Markdown: a heading for each turn, and every text in a fence that is longer than any inside, so
// that nothing in a turn can pass for a heading of another, or for HTML. Errors: those of the
// store.
[[nodiscard]] Result<std::string> export_markdown(SessionStore& store, const SessionInfo& session);

// JSON: docs/formats/session.md. `program_version`: that of llamero.
[[nodiscard]] Result<std::string> export_json(SessionStore& store, const SessionInfo& session,
                                              std::string_view program_version);

// The same of a conversation that is in no store; its id may be 0.
[[nodiscard]] std::string export_markdown(const SessionInfo& session,
                                          std::span<const StoredTurn> turns);
[[nodiscard]] std::string export_json(const SessionInfo& session, std::span<const StoredTurn> turns,
                                      std::string_view program_version);

// `text` in a fence, newline at the end included.
[[nodiscard]] std::string markdown_fence(std::string_view text, std::string_view language);
// `text` as a code span on one line.
[[nodiscard]] std::string markdown_code(std::string_view text);

}  // namespace llamero

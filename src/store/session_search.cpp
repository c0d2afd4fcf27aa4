// Looks for words in all sessions.
#include "store/search_query.h"
#include "store/session_store.h"
#include "store/session_time.h"

#include <algorithm>

namespace llamero {
namespace {

// Around a match; no text that is kept holds them as anything but noise.
constexpr char kBegin = '\x02';
constexpr char kEnd = '\x03';
constexpr std::size_t kAround = 80;  // bytes on each side, where FTS5 makes no snippet

std::vector<std::string> pieces_of(std::string_view marked) {
  std::vector<std::string> pieces(1);
  for (const char c : marked) {
    const bool inside = pieces.size() % 2 == 0;
    if (c == kBegin || c == kEnd) {
      if (inside == (c == kEnd)) pieces.emplace_back();
    } else {
      pieces.back() += c == '\n' || c == '\r' || c == '\t' ? ' ' : c;
    }
  }
  return pieces;
}

bool starts_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
}

// The surroundings of a part that was found literally, marked as FTS5 does.
std::string cut_around(std::string_view text, std::string_view part) {
  const std::size_t at = text.find(part);
  if (at == std::string_view::npos) return std::string(text.substr(0, 2 * kAround));
  std::size_t begin = at > kAround ? at - kAround : 0;
  while (begin < at && !starts_character(text[begin])) ++begin;
  const std::size_t after = at + part.size();
  std::size_t end = std::min(text.size(), after + kAround);
  while (end < text.size() && end > after && !starts_character(text[end])) --end;
  return (begin > 0 ? "…" : "") + std::string(text.substr(begin, at - begin)) + kBegin +
         std::string(part) + kEnd + std::string(text.substr(after, end - after)) +
         (end < text.size() ? "…" : "");
}

std::string sql_of(const SearchQuery& query) {
  std::string sql = "SELECT t.session, t.position, t.role, t.time_ms, ";
  sql += query.match.empty() ? "t.content FROM turns t WHERE 1 "
                             : "snippet(words, 0, char(2), char(3), '…', 24) FROM words JOIN turns "
                               "t ON t.id=words.rowid WHERE words MATCH ?1 ";
  for (std::size_t part = 0; part < query.parts.size(); ++part)
    sql += "AND instr(t.content, ?" + std::to_string(part + 3) + ")>0 ";
  // Rows of FTS5 come in this order by themselves, so that a common word costs no sorting.
  return sql + (query.match.empty() ? "ORDER BY t.id DESC" : "ORDER BY words.rowid DESC") +
         " LIMIT ?2";
}

}  // namespace

Result<std::vector<SearchHit>> SessionStore::search(std::string_view text, std::int64_t limit) {
  auto query = search_query(text);
  if (!query) return Unexpected(std::move(query).error());
  SqliteStatement statement = db_.prepare(sql_of(*query));
  if (!query->match.empty()) statement.bind(1, query->match);
  statement.bind(2, limit);
  for (std::size_t part = 0; part < query->parts.size(); ++part)
    statement.bind(static_cast<int>(part) + 3, query->parts[part]);
  std::vector<SearchHit> hits;
  auto read = statement.each([&](const SqliteStatement& row) {
    SearchHit hit;
    hit.session.id = row.number(0);
    hit.position = row.number(1);
    hit.role = row.text(2);
    hit.time = wall_time(row.number(3));
    hit.snippet = pieces_of(query->match.empty() ? cut_around(row.text(4), query->parts.front())
                                                 : std::string(row.text(4)));
    hits.push_back(std::move(hit));
  });
  if (!read) return Unexpected(std::move(read).error());
  for (SearchHit& hit : hits) {
    auto session = info(hit.session.id);
    if (!session) return Unexpected(std::move(session).error());
    hit.session = *std::move(session);
  }
  return hits;
}

}  // namespace llamero

#include "store/search_query.h"
#include "support/session_fixture.h"

#include <random>

namespace llamero {
namespace {

std::string joined(const std::vector<std::string>& pieces) {
  std::string text;
  for (std::size_t i = 0; i < pieces.size(); ++i)
    text += i % 2 == 1 ? "[" + pieces[i] + "]" : pieces[i];
  return text;
}

struct Library {
  TemporaryFolder folder;
  SessionStore store = open_store(folder / "sessions.db");
  SessionId id = new_session(store, "books");
};

TEST_CASE("every word must be there, in any order and case", "[store][search]") {
  Library books;
  talk(books.store, books.id, "Which WHALE is white?", "Moby Dick, caf\u00E9");
  talk(books.store, books.id, "a whale", "an answer");
  const auto hits = books.store.search("white whale", 10);
  REQUIRE(hits);
  REQUIRE(hits->size() == 1);
  CHECK(hits->front().session.name == "books");
  CHECK(hits->front().position == 0);
  CHECK(hits->front().role == "user");
  CHECK(joined(hits->front().snippet) == "Which [WHALE] is [white]?");
  CHECK(books.store.search("whale", 10)->size() == 2);
  CHECK(books.store.search("whale", 1)->front().position == 2);  // the latest first
  CHECK(books.store.search("cafe", 10)->size() == 1);
  CHECK(books.store.search("whal", 10)->empty());
  CHECK(books.store.search("whal*", 10)->size() == 2);
  CHECK(books.store.search("whale absent", 10)->empty());
}

TEST_CASE("a snippet is one line around the match", "[store][search]") {
  Library books;
  std::string text;
  for (int i = 0; i < 500; ++i) text += "word" + std::to_string(i) + "\n";
  talk(books.store, books.id, text, "a");
  const std::string snippet = joined(books.store.search("word250", 1)->front().snippet);
  CHECK_THAT(snippet, ContainsSubstring(" [word250] "));
  CHECK(snippet.find('\n') == std::string::npos);
  CHECK(snippet.size() < 400);
}

TEST_CASE("scripts without blanks are found inside a line", "[store][search]") {
  Library books;
  talk(books.store, books.id, "\u4F60\u597D\u4E16\u754C\uFF0Cgreetings", "a");
  const auto hits = books.store.search("\u4E16\u754C", 10);
  REQUIRE(hits);
  REQUIRE(hits->size() == 1);
  CHECK(joined(hits->front().snippet) == "\u4F60\u597D[\u4E16\u754C]\uFF0Cgreetings");
  CHECK(books.store.search("\u4E16\u754C greetings", 10)->size() == 1);
  CHECK(books.store.search("\u4E16\u754C absent", 10)->empty());
  CHECK(books.store.search("\u754C\u4E16", 10)->empty());
}

TEST_CASE("a long text around a part is cut between characters", "[store][search]") {
  Library books;
  std::string text;
  for (int i = 0; i < 200; ++i) text += "\u4E2D";
  talk(books.store, books.id, text + "\u754C" + text, "a");
  const std::string snippet = joined(books.store.search("\u754C", 1)->front().snippet);
  CHECK_THAT(snippet, ContainsSubstring("\u4E2D[\u754C]\u4E2D"));
  CHECK(snippet.starts_with("\u2026\u4E2D"));
  CHECK(snippet.ends_with("\u4E2D\u2026"));
}

TEST_CASE("nothing that is typed is a syntax error", "[store][search]") {
  Library books;
  talk(books.store, books.id, "say \"quoted\" AND col:umn -minus (paren) a^b C++", "it's");
  CHECK(books.store.search("\"quoted\"", 10)->size() == 1);
  CHECK(books.store.search("AND", 10)->size() == 1);
  CHECK(books.store.search("col:umn -minus (paren)", 10)->size() == 1);
  CHECK(books.store.search("it's", 10)->size() == 1);
  for (const char* const odd :
       {"\"",   "\"\"",  "*",        "**",   "a*b",      "(",      ")",   "NEAR(",
        "NOT",  "OR OR", "content:", "^",    "{a b}:",   "-",      "!!!", "'",
        "';--", "%",     "\\",       "\xFF", "\xE2\x82", "a\x01z", "+",   "NEAR/2"}) {
    INFO(odd);
    CHECK(books.store.search(odd, 10));
  }
  CHECK(books.store.search(std::string("a\0\"b", 4), 10));
  const auto nothing = books.store.search(" \t ", 10);
  REQUIRE_FALSE(nothing);
  CHECK(nothing.error().code == Errc::usage);
}

TEST_CASE("random bytes are searched without an error", "[store][search]") {
  Library books;
  talk(books.store, books.id, "some text", "more text");
  std::mt19937 random(7);
  const std::string alphabet = "\"*()^:-+{}'NOTANDRE \x80\xE4\xB8\xAD\x01";
  for (int round = 0; round < 3000; ++round) {
    std::string text = "x";
    for (std::size_t i = random() % 20; i > 0; --i) text += alphabet[random() % alphabet.size()];
    const auto hits = books.store.search(text, 3);
    INFO(text);
    if (!hits) FAIL(hits.error().message);
  }
}

TEST_CASE("a search has a limit of words", "[store][search]") {
  std::string text;
  for (std::size_t i = 0; i < kMaxSearchWords; ++i) text += "w ";
  CHECK(search_query(text));
  CHECK_FALSE(search_query(text + "w"));
  CHECK(search_query("a \"b\" c*")->match == "\"a\" \"\"\"b\"\"\" \"c\"*");
}

}  // namespace
}  // namespace llamero

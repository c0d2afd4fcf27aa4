#include "term/completion.h"

#include "catch.hpp"

#include <string>
#include <vector>

using llamero::Candidate;
using llamero::candidate_lines;
using llamero::common_prefix;

namespace {

std::vector<Candidate> named(const std::vector<std::string>& names) {
  std::vector<Candidate> candidates;
  for (const std::string& name : names) candidates.push_back({name, ""});
  return candidates;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("what all candidates begin with ends at a grapheme") {
  CHECK(common_prefix({}).empty());
  CHECK(common_prefix(named({"abc", "abd", "abcd"})) == "ab");
  CHECK(common_prefix(named({"abc"})) == "abc");
  CHECK(common_prefix(named({"xä", "xö"})) == "x");
  CHECK(common_prefix(named({"e\u0301a", "e\u0301b"})) == "e\u0301");
  CHECK(common_prefix(named({"e\u0301", "e\u0302"})).empty());
}

TEST_CASE("candidates stand in columns") {
  const auto candidates = named({"one", "two", "three", "four", "日本"});
  CHECK(candidate_lines(candidates, 15, 5) == Lines{"one    four", "two    日本", "three"});
  CHECK(candidate_lines(candidates, 5, 9) == Lines{"one", "two", "three", "four", "日本"});
  CHECK(candidate_lines(candidates, 12, 2) == Lines{"one    two", "… and 3 more"});
  CHECK(candidate_lines(candidates, 3, 1) == Lines{"… …"});
  CHECK(candidate_lines(candidates, 20, 0).empty());
}

TEST_CASE("what a candidate is shown as is made inert") {
  CHECK(candidate_lines({{"x", "a\x1b[31m\n"}}, 40, 5) == Lines{"a\\x1b[31m\\n"});
}

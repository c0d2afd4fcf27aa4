#include "base/split_words.h"

#include "catch.hpp"

using namespace llamero;
using Words = std::vector<std::string>;

TEST_CASE("words are split as a shell does, and nothing is expanded") {
  CHECK(*split_words("pass show  llm") == Words{"pass", "show", "llm"});
  CHECK(*split_words("a 'b c' \"d \\\" e\"") == Words{"a", "b c", "d \" e"});
  CHECK(*split_words("printf \"a\\n\\\\\" 'b\\'") == Words{"printf", "a\\n\\", "b\\"});
  CHECK(*split_words("a\\ b ''") == Words{"a b", ""});
  CHECK(*split_words("x'y'\"z\"") == Words{"xyz"});
  CHECK(*split_words("echo $(id) `id` $HOME *") == Words{"echo", "$(id)", "`id`", "$HOME", "*"});
  CHECK_FALSE(split_words("a 'b"));
  CHECK_FALSE(split_words("  "));
}

#include "term/code_highlight.h"

#include "catch.hpp"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

using namespace llamero;

namespace {

// The line with the first letter of each token's role before it.
std::string roles(CodeHighlighter& code, std::string_view line) {
  static constexpr std::string_view kLetters = "-ktsncfdy";
  std::string out;
  for (const CodeToken& token : code.line(line)) {
    out += kLetters[static_cast<std::size_t>(token.role)];
    out += '{';
    out.append(line.substr(0, token.length));
    out += '}';
    line.remove_prefix(token.length);
  }
  return out;
}

std::string roles(std::string_view language, std::string_view line) {
  CodeHighlighter code(find_code_language(language));
  return roles(code, line);
}

const std::vector<std::string> kLanguages = {"cpp",  "python", "ts",   "go",     "rust",
                                             "bash", "json",   "yaml", "no such"};

}  // namespace

TEST_CASE("languages are found by their names in info strings") {
  CHECK(find_code_language("C++") == find_code_language("c"));
  CHECK(find_code_language("{.python title=x}") == find_code_language("py"));
  CHECK(find_code_language("tsx") == find_code_language("javascript"));
  CHECK(find_code_language("rust,no_run") == find_code_language("rs"));
  CHECK(find_code_language("yml") == find_code_language("yaml"));
  CHECK(find_code_language("") == nullptr);
  CHECK(find_code_language("klingon") == nullptr);
}

TEST_CASE("lines of code") {
  CHECK(roles("c", "return f(0x1F); // a") == "k{return}-{ }f{f}-{(}n{0x1F}-{); }c{// a}");
  CHECK(roles("c", "#include <a>") == "d{#include}-{ <a>}");
  CHECK(roles("c", "s = \"a\\\"b\";") == "-{s = }s{\"a\\\"b\"}-{;}");
  CHECK(roles("c", "1'000 + 1e-5") == "n{1'000}-{ + }n{1e-5}");
  CHECK(roles("py", "@a") == "d{@a}");
  CHECK(roles("js", "`a` + b") == "s{`a`}-{ + b}");
  CHECK(roles("rust", "println!(x)") == "f{println!}-{(x)}");
  CHECK(roles("rust", "fn f<'a>() {}") == "k{fn}-{ f<'a>() {}}");
  CHECK(roles("sh", "echo $HOME # b#c") == "t{echo}-{ }d{$HOME}-{ }c{# b#c}");
  CHECK(roles("sh", "a#b") == "-{a#b}");
  CHECK(roles("json", "{\"a\": \"b\", \"c\" : null}") ==
        "-{{}y{\"a\"}-{: }s{\"b\"}-{, }y{\"c\"}-{ : }t{null}-{}}");
  CHECK(roles("yaml", "a-b: don't # c") == "y{a-b}-{: don}s{'t # c}");
  CHECK(roles("no such", "return") == "-{return}");
}

TEST_CASE("what is open goes on in the next line") {
  CodeHighlighter c(find_code_language("c"));
  CHECK(roles(c, "a /* b") == "-{a }c{/* b}");
  CHECK(roles(c, "c */ d") == "c{c */}-{ d}");
  CHECK(roles(c, "\"open") == "s{\"open}");
  CHECK(roles(c, "d") == "-{d}");
  CodeHighlighter rust(find_code_language("rust"));
  CHECK(roles(rust, "/* /* */") == "c{/* /* */}");
  CHECK(roles(rust, "*/ a") == "c{*/}-{ a}");
  CodeHighlighter python(find_code_language("python"));
  CHECK(roles(python, "x = \"\"\"a") == "-{x = }s{\"\"\"a}");
  CHECK(roles(python, "\"b\"") == "s{\"b\"}");
  CHECK(roles(python, "\"\"\"") == "s{\"\"\"}");
}

TEST_CASE("tokens together are the line, whatever it is") {
  std::mt19937 random(5);
  const std::string alphabet = "ab1 _\t\"'`/*#\\$@!:.-{(\xC3\xA9\xFF";
  std::uniform_int_distribution<std::size_t> pick(0, alphabet.size() - 1);
  for (const std::string& language : kLanguages) {
    CodeHighlighter code(find_code_language(language));
    for (int round = 0; round < 300; ++round) {
      std::string line;
      for (int count = 0; count < 30; ++count) line += alphabet[pick(random)];
      std::size_t length = 0;
      for (const CodeToken& token : code.line(line)) {
        CHECK(token.length > 0);
        length += token.length;
      }
      CHECK(length == line.size());
    }
  }
}

// The search for a word needs them so.
TEST_CASE("words of the languages are in order") {
  for (const std::string& language : kLanguages) {
    const CodeLanguage* const found = find_code_language(language);
    if (found == nullptr) continue;
    CHECK(std::is_sorted(found->keywords.begin(), found->keywords.end()));
    CHECK(std::is_sorted(found->types.begin(), found->types.end()));
  }
}

// The screens of a sample answer. To make them anew after a wanted change, run the unit tests with
// LLAMERO_RENEW_GOLDEN=1 and read the difference before it is committed.
#include "catch.hpp"
#include "support/markdown_run.h"

#include <cstdlib>
#include <fstream>
#include <iterator>

using namespace llamero;

namespace {

std::string path_of(const std::string& name) {
  return std::string(LLAMERO_TEST_DATA "/markdown/") + name;
}

std::string read(const std::string& name) {
  std::ifstream file(path_of(name), std::ios::binary);
  REQUIRE(file);
  return {std::istreambuf_iterator<char>(file), {}};
}

void check_golden(const std::string& name, const std::string& screen) {
  if (std::getenv("LLAMERO_RENEW_GOLDEN") != nullptr) {
    std::ofstream(path_of(name), std::ios::binary) << screen;
  }
  CHECK(screen == read(name));
}

}  // namespace

TEST_CASE("markdown golden: the sample answer at three widths") {
  MarkdownRun run;
  run.width = GENERATE(20, 80, 200);
  run.piece = [] { return 4; };
  const MarkdownScreen screen = run(read("answer.md"));
  CHECK(screen.offence == "");
  check_golden("answer." + std::to_string(run.width) + ".txt", screen.text);
}

TEST_CASE("markdown golden: plain, for a dumb terminal") {
  MarkdownRun run;
  run.look = MarkdownLook::plain;
  const MarkdownScreen screen = run(read("answer.md"));
  CHECK(screen.offence == "");
  check_golden("answer.plain.txt", screen.text);
}

TEST_CASE("markdown golden: colours, as bytes") {
  StringOutput out(StringOutput::terminal());
  MarkdownWriter writer(out, MarkdownTheme::dark(), [] { return 80; });
  writer.feed(read("answer.md"));
  writer.finish();
  REQUIRE(out.flush());
  check_golden("answer.colours.txt", out.written());
}

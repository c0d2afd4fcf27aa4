// What the painted bytes make of a screen, held against a text that is laid out the simple way.
#include "catch.hpp"
#include "support/tiny_screen.h"
#include "term/edit_buffer.h"
#include "term/edit_view.h"

#include <random>
#include <string>
#include <vector>

using llamero::EditBuffer;
using llamero::EditFrame;
using llamero::EditView;
using llamero::Grapheme;
using llamero::next_grapheme;
using llamero::TinyScreen;

namespace {

constexpr const char* kCluster = "👩‍💻";
constexpr std::size_t kHeight = 6;

// Every row of the text as cells, and the place of the cursor.
struct Expected {
  std::vector<std::vector<std::string>> rows;
  std::size_t cursor_row = 0;
  std::size_t cursor_column = 0;
};

class SimpleLayout {
 public:
  explicit SimpleLayout(std::size_t width) : width_(width) {}

  Expected lay_out(std::string_view text, std::size_t cursor) {
    begin_row("> ");
    for (std::size_t at = 0; at < text.size();) {
      const Grapheme next = next_grapheme(text.substr(at));
      const std::string bytes(text.substr(at, next.length));
      if (bytes != "\n" && row().size() + next.most_columns > width_) begin_row("");
      if (at == cursor) mark_cursor();
      if (bytes == "\n") {
        begin_row(". ");
      } else {
        row().push_back(bytes);
        for (std::size_t i = 1; i < next.columns; ++i) row().emplace_back();
      }
      at += next.length;
    }
    if (cursor == text.size()) mark_cursor();
    for (auto& cells : expected_.rows) cells.resize(width_, " ");
    return expected_;
  }

 private:
  std::vector<std::string>& row() { return expected_.rows.back(); }

  void begin_row(const std::string& prompt) {
    expected_.rows.emplace_back();
    for (const char c : prompt) row().emplace_back(1, c);
  }

  void mark_cursor() {
    if (row().size() == width_) begin_row("");
    expected_.cursor_row = expected_.rows.size() - 1;
    expected_.cursor_column = row().size();
  }

  std::size_t width_;
  Expected expected_;
};

class Typist {
 public:
  explicit Typist(unsigned seed) : random_(seed) {}

  void act(EditBuffer& buffer) {
    static const std::vector<std::string> kTexts = {
        "a",         "b", " ", "é", "日", "語", "👍", "e\u0301", kCluster, "\n", "words of a line ",
        "日本語の文"};
    switch (random_() % 14) {
      case 0:
        buffer.move_to(random_() % (buffer.text().size() + 1));
        break;
      case 1:
        buffer.delete_left();
        break;
      case 2:
        buffer.delete_right();
        break;
      case 3:
        buffer.move_up();
        break;
      case 4:
        if (random_() % 8 == 0) buffer.kill_to_line_end();
        break;
      case 5:
        if (random_() % 8 == 0) buffer.undo();
        break;
      default:
        buffer.insert(kTexts[random_() % kTexts.size()]);
    }
  }

 private:
  std::mt19937 random_;
};

// On a terminal that takes the cluster apart, its own cell holds a part of it.
bool same_cells(const std::vector<std::string>& a, const std::vector<std::string>& expected) {
  for (std::size_t i = 0; i < expected.size(); ++i) {
    if (a[i] != expected[i] && expected[i] != kCluster) return false;
  }
  return true;
}

void check_screen(const TinyScreen& screen, std::size_t above, const Expected& expected) {
  REQUIRE(screen.forbidden() == "");
  for (std::size_t row = 0; row < above; ++row) REQUIRE(screen.line(row) == "above");
  // The first row of the text that is shown, as the cursor tells.
  const std::size_t first_shown = std::max(above, screen.top());
  REQUIRE(expected.cursor_row + first_shown >= screen.row());
  const std::size_t offset = expected.cursor_row + first_shown - screen.row();
  const std::size_t rows = screen.row_count() - first_shown;
  if (expected.rows.size() <= rows) REQUIRE(offset == 0);
  REQUIRE(screen.column() == expected.cursor_column);
  const std::vector<std::string> blank(expected.rows[0].size(), " ");
  for (std::size_t i = 0; i < rows; ++i) {
    const bool text = offset + i < expected.rows.size();
    REQUIRE(same_cells(screen.cells(first_shown + i), text ? expected.rows[offset + i] : blank));
  }
}

}  // namespace

TEST_CASE("the screen shows the text after each of many edits") {
  const std::size_t width = GENERATE(10, 20, 80);
  const bool knows_clusters = GENERATE(true, false);
  const unsigned seed = GENERATE(1, 2, 3, 4);
  INFO("width " << width << ", seed " << seed << ", clusters " << knows_clusters);
  TinyScreen screen(width, kHeight, knows_clusters);
  const std::size_t above = seed;
  for (std::size_t row = 0; row < above; ++row) screen.feed("above\r\n");
  EditView view(static_cast<int>(width), static_cast<int>(kHeight));
  EditBuffer buffer;
  Typist typist(seed);
  for (int step = 0; step < 600; ++step) {
    if (step % 150 == 149) buffer.clear();
    typist.act(buffer);
    EditFrame frame;
    frame.prompt = "> ";
    frame.continuation = ". ";
    frame.text = buffer.text();
    frame.cursor = buffer.cursor();
    screen.feed(view.paint(frame));
    INFO("step " << step << ": " << buffer.text());
    check_screen(screen, above, SimpleLayout(width).lay_out(buffer.text(), buffer.cursor()));
  }
}

// Paints an edited text below what is already on the screen, and changes as little of it as each
// key asks for.
#pragma once

#include "term/row_memory.h"
#include "term/screen_pen.h"
#include "term/screen_row.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace llamero {

struct EditFrame {
  std::string_view prompt;         // before the first line
  std::string_view continuation;   // before each further line
  std::string_view text;           // valid UTF-8
  std::size_t cursor = 0;          // bytes, at a grapheme boundary
  std::vector<std::string> notes;  // lines below the text: a search, candidates
};

// What it returns goes to the terminal in one write, by Output::control: it is inert but for its
// own sequences (CR, LF, BS, CSI A, C, D, J, K, m). Texts may hold anything. Nothing above the row
// where the first painting began is ever touched. A text that is taller than the screen scrolls in
// its own window.
class EditView {
 public:
  // Columns and rows of the terminal; what is not above 0 is taken for 80 and 24.
  EditView(int width, int height);
  EditView(const EditView&) = delete;
  EditView& operator=(const EditView&) = delete;

  // SGR sequences of llamero's own ("\x1b[1m"), or empty; for prompts and for notes.
  void set_styles(std::string prompt, std::string note);
  // Says that the terminal reflows its lines when its width changes. Unless that is known, an old
  // painting may leave rows behind above the new one, but never is a row of something else erased.
  void set_reflows(bool reflows) { reflows_ = reflows; }

  // Brings the screen from the last painting to this one. The first begins where the cursor is,
  // which must be column 0.
  [[nodiscard]] std::string paint(const EditFrame& frame);
  // The terminal has another size; to be followed by paint(), finish() or erase().
  void on_resize(int width, int height);
  // Leaves the text where it is and the cursor at the start of the row below, without the notes.
  [[nodiscard]] std::string finish();
  // Removes the painting; the cursor is where it began.
  [[nodiscard]] std::string erase();
  // Somebody cleared the screen; the next painting begins where the cursor is.
  void forget();

  [[nodiscard]] std::size_t width() const { return width_; }
  // Most lines of notes that have a place: one row is for the text.
  [[nodiscard]] std::size_t max_notes() const { return height_ - 1; }

 private:
  [[nodiscard]] std::vector<ScreenRow> rows_of(const EditFrame& frame);
  void repaint(const std::vector<ScreenRow>& rows, std::size_t row);
  void find_after_resize();
  [[nodiscard]] std::size_t rows_above_after_reflow() const;

  std::size_t width_ = 80;
  std::size_t height_ = 24;
  std::string prompt_style_;
  std::string note_style_;
  bool reflows_ = false;

  bool painted_ = false;
  bool resized_ = false;
  std::vector<ScreenRow> shown_;  // what the last painting left
  std::size_t text_rows_ = 0;     // of them; the rest are notes
  std::size_t top_ = 0;           // offset of the first row that is shown
  std::size_t cursor_row_ = 0;    // of the frame that is painted
  std::size_t cursor_column_ = 0;
  ScreenPen pen_;
  RowMemory memory_;
};

}  // namespace llamero

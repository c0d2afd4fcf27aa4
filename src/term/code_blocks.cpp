#include "term/code_blocks.h"

#include <functional>
#include <md4c.h>
#include <utility>

namespace llamero {
namespace {

constexpr std::size_t kTabStop = 4;

class CodeCollector {
 public:
  explicit CodeCollector(std::string_view source) : source_(source) {}

  void begin(const MD_BLOCK_CODE_DETAIL& detail) {
    inside_ = detail.fence_char != 0;
    if (inside_) blocks_.emplace_back();
  }
  void end() { inside_ = false; }

  void add(MD_TEXTTYPE type, std::string_view text) {
    if (!inside_) return;
    if (type == MD_TEXT_NULLCHAR) {
      ++nuls_;
      return;
    }
    // Indentation comes as blanks of md4c's own, which were tabs perhaps.
    if (!is_of_source(text) && text.find_first_not_of(' ') == std::string_view::npos) {
      columns_ += text.size();
      return;
    }
    add_indentation(text);
    // md4c up to 0.4.8 has a NUL in the text behind its notice too.
    const std::size_t nuls = std::exchange(nuls_, 0);
    if (!text.starts_with('\0')) blocks_.back().append(nuls, '\0');
    blocks_.back() += text;
  }

  [[nodiscard]] std::vector<std::string> take() { return std::move(blocks_); }

 private:
  [[nodiscard]] bool is_of_source(std::string_view text) const {
    const std::less<const char*> before;
    return !before(text.data(), source_.data()) &&
           before(text.data(), source_.data() + source_.size());
  }

  // The last `columns_` columns before `text`, as they are in the source. A tab that belongs in
  // part to a list or a fence leaves blanks.
  void add_indentation(std::string_view text) {
    std::string& block = blocks_.back();
    const std::size_t wanted = std::exchange(columns_, 0);
    if (wanted == 0 || !is_of_source(text)) {
      block.append(wanted, ' ');
      return;
    }
    const auto at = static_cast<std::size_t>(text.data() - source_.data());
    std::size_t line = at;
    while (line > 0 && source_[line - 1] != '\n' && source_[line - 1] != '\r') --line;
    std::size_t column = 0;
    std::vector<std::size_t> columns;  // where each byte before `text` begins
    for (std::size_t i = line; i < at; ++i) {
      columns.push_back(column);
      column += source_[i] == '\t' ? kTabStop - column % kTabStop : 1;
    }
    std::size_t first = at;
    while (first > line && (source_[first - 1] == ' ' || source_[first - 1] == '\t') &&
           column - columns[first - 1 - line] <= wanted)
      --first;
    const std::size_t covered = first == at ? 0 : column - columns[first - line];
    block.append(wanted - covered, ' ');
    block += source_.substr(first, at - first);
  }

  std::string_view source_;
  std::vector<std::string> blocks_;
  bool inside_ = false;
  std::size_t columns_ = 0;  // of indentation before the next text
  std::size_t nuls_ = 0;     // told of before it
};

CodeCollector& collector(void* self) {
  return *static_cast<CodeCollector*>(self);
}

int enter_block(MD_BLOCKTYPE type, void* detail, void* self) {
  if (type == MD_BLOCK_CODE)
    collector(self).begin(*static_cast<const MD_BLOCK_CODE_DETAIL*>(detail));
  return 0;
}

int leave_block(MD_BLOCKTYPE type, void* /*detail*/, void* self) {
  if (type == MD_BLOCK_CODE) collector(self).end();
  return 0;
}

int ignore_span(MD_SPANTYPE /*type*/, void* /*detail*/, void* /*self*/) {
  return 0;
}

int add_text(MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* self) {
  collector(self).add(type, {text, size});
  return 0;
}

}  // namespace

std::vector<std::string> fenced_code_blocks(std::string_view markdown) {
  CodeCollector found(markdown);
  MD_PARSER parser{};
  parser.flags = MD_DIALECT_GITHUB;
  parser.enter_block = enter_block;
  parser.leave_block = leave_block;
  parser.enter_span = ignore_span;
  parser.leave_span = ignore_span;
  parser.text = add_text;
  md_parse(markdown.data(), static_cast<MD_SIZE>(markdown.size()), &parser, &found);
  return found.take();
}

}  // namespace llamero

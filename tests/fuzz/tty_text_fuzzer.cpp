// Any bytes, cut anywhere: the inert form does not depend on the cuts, does not change when it is
// applied again, and holds nothing that a terminal acts on.
#include "support/inert.h"
#include "term/tty_text.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

using llamero::tty_line;
using llamero::tty_text;
using llamero::TtyText;

void require(bool condition) {
  if (!condition) std::abort();
}

// The first byte of the input says how it is cut: pieces of 1 to 16 bytes, changing as they go.
std::string in_pieces(std::string_view text, std::size_t seed) {
  TtyText filter;
  std::string out;
  while (!text.empty()) {
    seed = seed * 1103515245 + 12345;
    const std::size_t length = 1 + (seed >> 16) % 16;
    filter.feed(text.substr(0, length), out);
    text.remove_prefix(length < text.size() ? length : text.size());
  }
  filter.finish(out);
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes are looked at as char
  const std::string_view text(reinterpret_cast<const char*>(data) + 2, size - 2);

  const std::string shown = tty_text(text);
  require(in_pieces(text, data[0]) == shown);
  require(tty_text(shown) == shown);
  require(llamero::is_inert(shown));

  const std::string line = tty_line(text, data[1]);
  require(line.size() <= (data[1] < 3 ? 3U : data[1]));
  require(tty_line(line, data[1]) == line);
  require(llamero::is_inert(line) && line.find_first_of("\n\t") == std::string::npos);
  return 0;
}

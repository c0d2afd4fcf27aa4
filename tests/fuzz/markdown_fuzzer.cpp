// Any markdown, cut anywhere, at any width: the screen does not depend on the cuts, what stands on
// it is inert, and only the sequences of a MarkdownWriter reach the terminal.
#include "support/inert.h"
#include "support/markdown_run.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

// The first byte says how wide the terminal is and how it looks, the second how the text is cut:
// pieces of 1 to 16 bytes, changing as they go.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes are looked at as char
  const std::string_view text(reinterpret_cast<const char*>(data) + 2, size - 2);

  llamero::MarkdownRun run;
  run.width = data[0] & 0x7F;
  if ((data[0] & 0x80) != 0) run.look = llamero::MarkdownLook::plain;
  const llamero::MarkdownScreen whole = run(text);
  require(whole.offence.empty());
  require(llamero::is_inert(whole.text));

  std::size_t seed = data[1];
  run.piece = [&seed] {
    seed = seed * 1103515245 + 12345;
    return 1 + (seed >> 16) % 16;
  };
  const llamero::MarkdownScreen pieces = run(text);
  require(pieces.offence.empty());
  require(pieces.text == whole.text);
  return 0;
}

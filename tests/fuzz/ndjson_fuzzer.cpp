// A stream means the same however its bytes are cut: splitter and decoder together. The first byte
// of the input chooses the cuts.
#include "api/json_codec.h"
#include "llamero/ndjson.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>

using namespace llamero;

namespace {

constexpr std::size_t kSmallLimit = 512;

// Everything that a stream led to, as one text. `seed` chooses the cuts; nullopt: one piece.
std::string events(std::string_view bytes, std::optional<std::uint32_t> seed) {
  std::string log;
  json::ChunkDecoder decoder;
  NdjsonSplitter splitter(
      [&](std::string_view line) -> Result<void> {
        const auto chunk = decoder.decode(line);
        if (!chunk) {
          log += "error " + chunk.error().message + "\n";
          return {};
        }
        log.append(chunk->content).append("|").append(chunk->thinking).append("|");
        log.append(chunk->tool_calls).append(chunk->done ? "|done " : "|");
        log.append(chunk->done_reason).append("\n");
        return {};
      },
      kSmallLimit);
  while (!bytes.empty()) {
    std::size_t piece = bytes.size();
    if (seed) {
      *seed = *seed * 1664525 + 1013904223;
      piece = 1 + (*seed >> 24) % 40;
    }
    if (!splitter.feed(bytes.substr(0, piece))) return log + "too long";
    bytes.remove_prefix(std::min(piece, bytes.size()));
  }
  return splitter.finish() ? log + "end" : log + "too long";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (events(bytes, data[0]) != events(bytes, std::nullopt)) std::abort();
  return 0;
}

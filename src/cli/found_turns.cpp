#include "cli/found_turns.h"

#include "cli/print.h"

#include <fmt/format.h>

namespace llamero {
namespace {

constexpr std::string_view kBold = "\x1b[1m";
constexpr std::string_view kPlain = "\x1b[0m";

void queue(const SearchHit& hit, Output& out) {
  out.text(fmt::format("{} [{}] {}: ", hit.session.handle(), hit.position, hit.role));
  for (std::size_t i = 0; i < hit.snippet.size(); ++i) {
    const bool matches = i % 2 == 1;
    if (matches) out.style(kBold);
    out.text(hit.snippet[i]);
    if (matches) out.style(kPlain);
  }
  out.text("\n");
}

}  // namespace

Result<ExitCode> print_found(std::span<const SearchHit> hits, Run run) {
  for (const SearchHit& hit : hits) queue(hit, run.services.out);
  return print("", run);
}

}  // namespace llamero

#include "cli/stats.h"

#include "base/duration.h"

#include <fmt/format.h>

namespace llamero {
namespace {

std::string duration_line(std::string_view label, std::int64_t nanoseconds) {
  return nanoseconds > 0 ? fmt::format("{:<22}{}\n", label, go_duration(nanoseconds)) : "";
}

std::string count_line(std::string_view label, std::int64_t count) {
  return count > 0 ? fmt::format("{:<22}{} token(s)\n", label, count) : "";
}

std::string rate_line(std::string_view label, std::int64_t count, std::int64_t nanoseconds) {
  if (count <= 0 || nanoseconds <= 0) return "";
  return fmt::format("{:<22}{:.2f} tokens/s\n", label,
                     static_cast<double>(count) * 1e9 / static_cast<double>(nanoseconds));
}

}  // namespace

std::string stats_text(const Usage& usage) {
  return duration_line("total duration:", usage.total_duration_ns) +
         duration_line("load duration:", usage.load_duration_ns) +
         count_line("prompt eval count:", usage.prompt_eval_count) +
         duration_line("prompt eval duration:", usage.prompt_eval_duration_ns) +
         rate_line("prompt eval rate:", usage.prompt_eval_count, usage.prompt_eval_duration_ns) +
         count_line("eval count:", usage.eval_count) +
         duration_line("eval duration:", usage.eval_duration_ns) +
         rate_line("eval rate:", usage.eval_count, usage.eval_duration_ns);
}

}  // namespace llamero

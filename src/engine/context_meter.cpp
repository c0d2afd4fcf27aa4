#include "engine/context_meter.h"

#include <charconv>

namespace llamero {
namespace {

// English text has some four bytes a token, code and other languages fewer.
constexpr std::size_t kBytesPerToken = 3;

std::int64_t number_of(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && value > 0 ? value : 0;
}

}  // namespace

std::optional<std::string> ContextMeter::warning_before(std::size_t prompt_bytes) const {
  if (window_ == 0 || used_ == 0) return std::nullopt;
  const auto prompt = static_cast<std::int64_t>(prompt_bytes / kBytesPerToken) + 1;
  if (used_ + prompt <= window_) return std::nullopt;
  return "the conversation (" + std::to_string(used_) + " tokens) and this prompt (about " +
         std::to_string(prompt) + ") do not fit into the context of " + std::to_string(window_) +
         ": the server will drop the oldest messages";
}

std::optional<std::string> ContextMeter::note(const Usage& usage) {
  if (usage.prompt_eval_count == 0) return std::nullopt;
  const std::int64_t before = prompt_;
  prompt_ = usage.prompt_eval_count;
  used_ = usage.prompt_eval_count + usage.eval_count;
  if (prompt_ >= before) return std::nullopt;
  return "the server has dropped the oldest messages: it read " + std::to_string(prompt_) +
         " tokens of a conversation that had " + std::to_string(before) + " before";
}

std::string ContextMeter::text() const {
  if (used_ == 0) return "not known yet";
  if (window_ == 0) return std::to_string(used_) + " tokens";
  return std::to_string(used_) + " of " + std::to_string(window_) + " tokens (" +
         std::to_string(used_ * 100 / window_) + " %)";
}

std::int64_t context_window(const GenerationSettings& settings, const RunningModel* loaded) {
  for (const auto& [name, value] : settings.options) {
    if (name == "num_ctx") return number_of(value.text);
  }
  return loaded == nullptr ? 0 : loaded->context_length;
}

std::int64_t trained_context(const ModelInfo& info) {
  for (const auto& [name, value] : info.model_info) {
    if (name.ends_with(".context_length")) return number_of(value);
  }
  return 0;
}

}  // namespace llamero

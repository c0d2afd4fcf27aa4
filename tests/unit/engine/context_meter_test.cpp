#include "engine/context_meter.h"

#include "catch.hpp"

using namespace llamero;

namespace {

Usage usage(std::int64_t prompt, std::int64_t answer) {
  Usage counts;
  counts.prompt_eval_count = prompt;
  counts.eval_count = answer;
  return counts;
}

}  // namespace

TEST_CASE("the meter counts the last prompt and its answer") {
  ContextMeter meter;
  CHECK(meter.text() == "not known yet");
  CHECK_FALSE(meter.note(usage(100, 50)));
  CHECK(meter.used() == 150);
  CHECK(meter.text() == "150 tokens");
  meter.set_window(600);
  CHECK(meter.text() == "150 of 600 tokens (25 %)");
  meter.reset();
  CHECK(meter.text() == "not known yet");
}

TEST_CASE("a prompt that does not fit is warned about before it is sent") {
  ContextMeter meter;
  meter.set_window(1000);
  CHECK_FALSE(meter.warning_before(1'000'000));  // nothing is known
  static_cast<void>(meter.note(usage(700, 100)));
  CHECK_FALSE(meter.warning_before(590));
  const auto warning = meter.warning_before(3000);
  REQUIRE(warning);
  CHECK_THAT(*warning, ContainsSubstring("800 tokens"));
  CHECK_THAT(*warning, ContainsSubstring("context of 1000"));
  meter.set_window(0);
  CHECK_FALSE(meter.warning_before(3000));
}

TEST_CASE("a prompt that shrank though the history grew was cut by the server") {
  ContextMeter meter;
  CHECK_FALSE(meter.note(usage(900, 50)));
  CHECK_FALSE(meter.note(usage(980, 10)));
  CHECK_FALSE(meter.note(usage(0, 10)));  // a server that does not count what it has cached
  const auto warning = meter.note(usage(600, 10));
  REQUIRE(warning);
  CHECK_THAT(*warning, ContainsSubstring("dropped"));
  meter.reset();
  CHECK_FALSE(meter.note(usage(20, 5)));
}

TEST_CASE("the window is what was asked for, else that of the loaded model") {
  GenerationSettings settings;
  RunningModel loaded;
  loaded.context_length = 4096;
  CHECK(context_window(settings, nullptr) == 0);
  CHECK(context_window(settings, &loaded) == 4096);
  settings.options.push_back({"num_ctx", RawJson{"8192"}});
  CHECK(context_window(settings, &loaded) == 8192);
  settings.options[0].second.text = "\"many\"";
  CHECK(context_window(settings, &loaded) == 0);
}

TEST_CASE("the context that a model was made for") {
  ModelInfo info;
  CHECK(trained_context(info) == 0);
  info.model_info = {{"general.architecture", "llama"}, {"llama.context_length", "8192"}};
  CHECK(trained_context(info) == 8192);
}

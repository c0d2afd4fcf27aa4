#include "api/json_filter.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace llamero::json {

std::string keep_models(std::string_view listing, std::span<const std::string_view> names) {
  auto answer = nlohmann::ordered_json::parse(listing, nullptr, false);
  if (!answer.is_object() || !answer["models"].is_array()) return std::string(listing);
  auto kept = nlohmann::ordered_json::array();
  for (auto& model : answer["models"]) {
    const auto name = model.find("name");
    const bool wanted =
        name != model.end() && name->is_string() &&
        std::find(names.begin(), names.end(), name->get_ref<const std::string&>()) != names.end();
    if (wanted) kept.push_back(std::move(model));
  }
  answer["models"] = std::move(kept);
  return answer.dump();
}

}  // namespace llamero::json

// What docker 20.10 answered about ollama_container(), for a test to change.
#pragma once

#include <nlohmann/json.hpp>

#include <fstream>

#include "deploy/container_found.h"

namespace llamero::testing {

inline nlohmann::json inspect_answer() {
  std::ifstream file(std::string(LLAMERO_TEST_DATA) + "/deploy/inspect-20.10.json");
  return nlohmann::json::parse(file);
}

inline FoundContainer found_of(const nlohmann::json& answer) {
  return *read_container(answer.dump());
}

}  // namespace llamero::testing

// The exchanges with real servers in tests/data/wire.
#pragma once

#include "support/scripted_transport.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace llamero {

struct Recorded {
  std::string name;
  std::string path;
  ScriptedAnswer answer;
};

inline Recorded recorded(const std::string& name) {
  std::ifstream file(std::string(LLAMERO_TEST_DATA) + "/wire/" + name + ".json");
  if (!file) throw std::runtime_error("no recording " + name);
  const auto exchange = nlohmann::json::parse(file);
  const auto& response = exchange.at("response");
  Recorded result;
  result.name = name;
  result.path = exchange.at("request").at("path");
  result.answer.status = response.at("status");
  for (const auto& header : response.at("headers"))
    result.answer.headers.push_back({header.at(0), header.at(1)});
  for (const auto& piece : response.at("body")) result.answer.pieces.push_back(piece.at("data"));
  if (!response.at("terminated").get<bool>())
    result.answer.ending = Error(Errc::cut, "the connection was closed before the end");
  return result;
}

// All of them whose request went to `path`, in the order of their names.
inline std::vector<Recorded> all_recorded(const std::string& path) {
  namespace fs = std::filesystem;
  const fs::path root = fs::path(LLAMERO_TEST_DATA) / "wire";
  std::vector<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (entry.path().extension() != ".json") continue;
    names.push_back(fs::relative(entry.path(), root).replace_extension().string());
  }
  std::sort(names.begin(), names.end());
  std::vector<Recorded> found;
  for (const std::string& name : names) {
    Recorded exchange = recorded(name);
    if (exchange.path == path) found.push_back(std::move(exchange));
  }
  return found;
}

}  // namespace llamero

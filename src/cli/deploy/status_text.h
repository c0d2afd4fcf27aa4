// A status report for people and for programs.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "deploy/status_report.h"

namespace llamero {

// What is seen of a deployment from here.
struct OutsideView {
  std::string target;
  std::string remote;
  std::optional<bool> port_open;        // the port of Ollama answers from here, past ssh
  std::string public_at;                // "https://llm.example.org"; empty: it is not public
  std::optional<int> certificate_days;  // left, of one that is not renewed every few hours
};

[[nodiscard]] std::string status_text(const StatusReport& report, const OutsideView& outside,
                                      std::chrono::system_clock::time_point now);
// One object, with schema_version.
[[nodiscard]] std::string status_json(const StatusReport& report, const OutsideView& outside);

}  // namespace llamero

// The texts of docker and of containers that have a known cause.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "deploy/container_failure.h"

namespace llamero {

// Where a text was found.
enum class SaidBy { docker, container };

struct FailureCause {
  std::string message;
  std::string hint;
};

// `text` is docker's error or the log. nullopt: nothing in it is known.
[[nodiscard]] std::optional<FailureCause> known_cause(SaidBy who, std::string_view text,
                                                      const FailureEvidence& evidence);

}  // namespace llamero

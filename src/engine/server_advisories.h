// What a version of Ollama is known to lack, or to be open to.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace llamero {

struct Advisories {
  std::vector<std::string> dangers;  // what an attacker can do
  std::vector<std::string> lacks;    // what this client could use
};

// "0.17.4", "0.17.1-rc2". A version that is not of that form ("0.0.0" of a development build
// included) has none.
[[nodiscard]] Advisories advisories_for(std::string_view version);

}  // namespace llamero

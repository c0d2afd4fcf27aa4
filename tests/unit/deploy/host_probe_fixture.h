// Answers of hosts of several kinds, in the form of the probe's script.
#pragma once

#include "catch.hpp"

#include <fstream>
#include <sstream>

#include "deploy/host_probe.h"

namespace llamero {

inline HostFacts host_called(const std::string& name) {
  std::ifstream file(std::string(LLAMERO_TEST_DATA "/host_probe/") + name + ".txt");
  std::ostringstream text;
  text << file.rdbuf();
  auto facts = parse_host_probe(text.str());
  REQUIRE(facts);
  return *std::move(facts);
}

}  // namespace llamero

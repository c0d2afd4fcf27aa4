// How a container that is there differs from the one that is wanted.
#pragma once

#include "base/version_number.h"

#include <string>
#include <vector>

#include "deploy/container_state.h"

namespace llamero {

// Texts for people: "published port", "0.0.0.0:11434->11434"; "memory", "3 GiB". One line each, of
// bounded length; "none" where there is nothing.
struct Difference {
  std::string field;
  std::string wanted;
  std::string found;

  friend bool operator==(const Difference&, const Difference&) = default;
};

struct ImageFacts {
  std::string wanted_id;               // of the wanted image; empty: the names are compared
  std::vector<std::string> found_env;  // "NAME=value", set by the image of the found container
};

// Empty: the container is as wanted. First comes what opens it to others than this host (published
// addresses other than the loopback, its network), then the rest.
//
// Variables that are not wanted count where they steer the server (OLLAMA_, LLAMA_, CUDA_, …), and
// the image did not set them so. Of the labels, kImageLabel and kGpuLabel count.
// A limit that the engine dropped, because the kernel of the host cannot set it, is no difference.
[[nodiscard]] std::vector<Difference> differences(const ContainerSpec& wanted,
                                                  const FoundContainer& found,
                                                  const VersionNumber& api,
                                                  const ImageFacts& image);

}  // namespace llamero

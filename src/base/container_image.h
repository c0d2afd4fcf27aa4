// The name of a container image, as docker reads it (the grammar of distribution/reference).
#pragma once

#include "llamero/result.h"

#include <string>
#include <string_view>

namespace llamero {

struct ContainerImage {
  std::string
      repository;      // "ollama/ollama", "registry.example.org:5000/ollama"; short for docker.io
  std::string tag;     // empty: none was written
  std::string digest;  // "sha256:…"; empty: none was written

  // As it was written, but for "docker.io/" and "library/".
  [[nodiscard]] std::string text() const;
  // "repository@digest", for a digest that was written or found out.
  [[nodiscard]] std::string pinned(std::string_view at) const;
};

// Errors: Errc::usage: not the name of an image, or one without tag and digest, or "latest".
[[nodiscard]] Result<ContainerImage> parse_container_image(std::string_view text);

// "sha256:" and 64 hexadecimal digits.
[[nodiscard]] bool is_sha256_digest(std::string_view text);

}  // namespace llamero

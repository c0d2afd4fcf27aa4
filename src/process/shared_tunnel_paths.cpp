#include "process/shared_tunnel_paths.h"

#include "process/socket_folder.h"

#include <cstdint>

namespace llamero {
namespace {

// FNV-1a. Nothing hostile is kept out by it: the folder is the user's own.
std::string hash_text(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3U;
  }
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string digits;
  for (int shift = 60; shift >= 0; shift -= 4) digits += kDigits[(hash >> shift) & 0xf];
  return digits;
}

}  // namespace

Result<SharedTunnelPaths> shared_tunnel_paths(const Env& env, std::string_view remote,
                                              const SshPlace& place) {
  auto base = socket_base(env);
  if (!base) return Unexpected(std::move(base).error());
  // A newline is in none of the parts, so that two remotes never give the same text.
  const std::string name = *base + "/" +
                           hash_text(std::string(remote) + "\n" + place.destination.text() + "\n" +
                                     std::to_string(place.port));
  return SharedTunnelPaths{name + ".sock", name + ".ctl", name + ".lock"};
}

}  // namespace llamero

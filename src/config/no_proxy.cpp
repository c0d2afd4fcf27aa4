#include "config/proxy_choice.h"

#include <arpa/inet.h>
#include <strings.h>

#include <array>
#include <charconv>

namespace llamero {
namespace {

constexpr auto npos = std::string_view::npos;

struct Address {
  std::array<unsigned char, 16> bytes{};
  unsigned bits = 0;  // 32 or 128; 0: no address
};

Address address_of(std::string_view text) {
  Address address;
  const std::string terminated(text);
  if (inet_pton(AF_INET, terminated.c_str(), address.bytes.data()) == 1) {
    address.bits = 32;
  } else if (inet_pton(AF_INET6, terminated.c_str(), address.bytes.data()) == 1) {
    address.bits = 128;
  }
  return address;
}

bool same_beginning(const Address& a, const Address& b, unsigned bits) {
  for (unsigned bit = 0; bit < bits; ++bit) {
    const unsigned mask = 0x80U >> (bit % 8);
    if (((a.bytes[bit / 8] ^ b.bytes[bit / 8]) & mask) != 0) return false;
  }
  return true;
}

// "10.0.0.0/8", "fd00::/8", or an address.
bool address_matches(const Address& host, std::string_view entry) {
  const std::size_t slash = entry.find('/');
  if (entry.starts_with('[') && entry.ends_with(']')) entry = entry.substr(1, entry.size() - 2);
  const Address block = address_of(entry.substr(0, slash));
  if (block.bits != host.bits) return false;
  unsigned bits = host.bits;
  if (slash != npos) {
    const std::string_view text = entry.substr(slash + 1);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), bits);
    if (error != std::errc() || end != text.data() + text.size() || bits > host.bits) return false;
  }
  return same_beginning(host, block, bits);
}

bool equal_names(std::string_view a, std::string_view b) {
  return a.size() == b.size() && strncasecmp(a.data(), b.data(), a.size()) == 0;
}

bool name_matches(std::string_view host, std::string_view entry) {
  if (entry.ends_with('.')) entry.remove_suffix(1);
  if (entry.starts_with('.')) entry.remove_prefix(1);
  if (entry.empty() || entry.size() > host.size()) return false;
  const std::string_view tail = host.substr(host.size() - entry.size());
  if (!equal_names(tail, entry)) return false;
  return tail.size() == host.size() || host[host.size() - entry.size() - 1] == '.';
}

}  // namespace

bool bypasses_proxy(std::string_view host, std::string_view list) {
  constexpr std::string_view kSeparators = ", \t";
  if (list == "*") return true;
  const Address address = address_of(host);
  if (host.ends_with('.')) host.remove_suffix(1);
  while (!list.empty()) {
    const std::size_t end = list.find_first_of(kSeparators);
    const std::string_view entry = list.substr(0, end);
    list.remove_prefix(end == npos ? list.size() : end + 1);
    if (entry.empty()) continue;
    if (address.bits != 0 ? address_matches(address, entry) : name_matches(host, entry))
      return true;
  }
  return false;
}

}  // namespace llamero

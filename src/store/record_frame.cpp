#include "store/record_frame.h"

#include <algorithm>
#include <array>

namespace llamero {
namespace {

constexpr std::size_t kHead = 9;

constexpr std::array<std::uint32_t, 256> kCrcTable = [] {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t byte = 0; byte < 256; ++byte) {
    std::uint32_t value = byte;
    for (int bit = 0; bit < 8; ++bit) value = (value >> 1) ^ ((value & 1) != 0 ? 0xEDB88320U : 0);
    table[byte] = value;
  }
  return table;
}();

std::uint32_t crc32(std::string_view bytes) {
  std::uint32_t value = 0xFFFFFFFFU;
  for (const char c : bytes)
    value = (value >> 8) ^ kCrcTable[(value ^ static_cast<unsigned char>(c)) & 0xFF];
  return ~value;
}

void append_little_endian(std::uint64_t number, std::size_t bytes, std::string& out) {
  for (std::size_t i = 0; i < bytes; ++i) out += static_cast<char>((number >> (8 * i)) & 0xFF);
}

std::uint64_t little_endian(std::string_view bytes) {
  std::uint64_t number = 0;
  for (std::size_t i = bytes.size(); i > 0; --i)
    number = (number << 8) | static_cast<unsigned char>(bytes[i - 1]);
  return number;
}

}  // namespace

void append_record(char kind, std::string_view payload, std::string& out) {
  append_little_endian(payload.size(), 4, out);
  const std::size_t sum = out.size();
  out.append(4, '\0');
  const std::size_t begin = out.size();
  out += kind;
  out += payload;
  std::string crc;
  append_little_endian(crc32(std::string_view(out).substr(begin)), 4, crc);
  out.replace(sum, crc.size(), crc);
}

std::vector<Record> read_records(std::string_view bytes) {
  std::vector<Record> records;
  while (bytes.size() >= kHead) {
    const std::size_t size = little_endian(bytes.substr(0, 4));
    if (size > bytes.size() - kHead) break;
    if (little_endian(bytes.substr(4, 4)) != crc32(bytes.substr(8, size + 1))) break;
    records.push_back({bytes[8], bytes.substr(kHead, size)});
    bytes.remove_prefix(kHead + size);
  }
  return records;
}

void append_number(std::int64_t number, std::string& out) {
  append_little_endian(static_cast<std::uint64_t>(number), 8, out);
}

std::int64_t take_number(std::string_view& bytes) {
  const std::string_view taken = bytes.substr(0, 8);
  bytes.remove_prefix(taken.size());
  return taken.size() == 8 ? static_cast<std::int64_t>(little_endian(taken)) : 0;
}

}  // namespace llamero

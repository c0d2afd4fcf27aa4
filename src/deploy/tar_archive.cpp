#include "deploy/tar_archive.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace llamero {

namespace {

constexpr std::size_t kBlock = 512;
constexpr std::size_t kChecksum = 148;  // where it stands in the header

void put(std::string& header, std::size_t at, std::string_view field) {
  header.replace(at, field.size(), field);
}

std::string header_of(const TarFile& file) {
  const bool folder = file.name.ends_with('/');
  std::string header(kBlock, '\0');
  put(header, 0, std::string_view(file.name).substr(0, 100));
  put(header, 100, fmt::format("{:07o}", file.mode & 07777));
  put(header, 108, "0000000");  // owner
  put(header, 116, "0000000");  // group
  put(header, 124, fmt::format("{:011o}", file.content.size()));
  put(header, 136, "00000000000");  // time
  put(header, kChecksum, "        ");
  put(header, 156, folder ? "5" : "0");
  put(header, 257, std::string_view("ustar\00000", 8));
  unsigned sum = 0;
  for (const char c : header) sum += static_cast<unsigned char>(c);
  put(header, kChecksum, fmt::format("{:06o}", sum));
  header[kChecksum + 6] = '\0';
  return header;
}

}  // namespace

std::string tar_archive(const std::vector<TarFile>& files) {
  std::string archive;
  for (const TarFile& file : files) {
    archive += header_of(file);
    archive += file.content;
    archive.append((kBlock - file.content.size() % kBlock) % kBlock, '\0');
  }
  return archive.append(2 * kBlock, '\0');
}

std::string file_in_tar(std::string_view tar) {
  constexpr std::size_t kSizeField = 124;
  constexpr std::size_t kSizeDigits = 12;
  while (tar.size() >= kBlock && tar.front() != '\0') {
    std::size_t size = 0;
    for (const char c : tar.substr(kSizeField, kSizeDigits)) {
      if (c >= '0' && c <= '7') size = size * 8 + static_cast<std::size_t>(c - '0');
    }
    constexpr std::size_t kTypeField = 156;
    const char type = tar[kTypeField];
    const std::string_view rest = tar.substr(kBlock);
    if (size > rest.size()) return {};
    // Others are folders, and the records of longer names that come before a file.
    if (type == '0' || type == '\0') return std::string(rest.substr(0, size));
    tar = rest.substr(std::min(rest.size(), (size + kBlock - 1) / kBlock * kBlock));
  }
  return {};
}

}  // namespace llamero

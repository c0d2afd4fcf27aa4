// An archive as docker takes it to put files into a container: ustar (POSIX.1-1988, pax "ustar
// interchange format"). All in it belongs to root.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace llamero {

struct TarFile {
  std::string name;     // at most 100 bytes; with a "/" at the end it is a folder
  int mode = 0600;      // permission bits
  std::string content;  // empty for a folder; less than 8 GiB
};

// Without dates: the same files make the same bytes.
[[nodiscard]] std::string tar_archive(const std::vector<TarFile>& files);

// The content of the first file of an archive, as docker sends one; empty where there is none.
[[nodiscard]] std::string file_in_tar(std::string_view tar);

}  // namespace llamero

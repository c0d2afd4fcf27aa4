// Records of a file that is only appended to: a torn tail is recognised, and costs the last record.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace llamero {

struct Record {
  char kind = 0;
  std::string_view payload;
};

// A frame is the payload's size (4 bytes), the CRC-32 of kind and payload (4 bytes), the kind, and
// the payload. Numbers are little-endian. Precondition: the payload has less than 4 GiB.
void append_record(char kind, std::string_view payload, std::string& out);

// The records up to the first frame that is cut or wrong. The views point into `bytes`.
[[nodiscard]] std::vector<Record> read_records(std::string_view bytes);

// A number as 8 little-endian bytes, and back; `bytes` shorter than that reads as 0.
void append_number(std::int64_t number, std::string& out);
[[nodiscard]] std::int64_t take_number(std::string_view& bytes);

}  // namespace llamero

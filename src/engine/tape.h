// A cassette: the HTTP exchanges of one run, as data and as a file (docs/formats/cassette.md).
#pragma once

#include "llamero/http.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace llamero {

// Bytes of a body, or only how many there were.
struct TapeBytes {
  std::string bytes;  // empty unless kept
  std::size_t size = 0;
  bool kept = true;

  [[nodiscard]] static TapeBytes of(std::string_view text) {
    return {std::string(text), text.size(), true};
  }
  [[nodiscard]] static TapeBytes size_only(std::size_t size) { return {{}, size, false}; }
};

struct TapeHeader {
  std::string name;
  std::optional<std::string> value;  // nullopt: redacted
};

struct TapePiece {
  Milliseconds at{0};  // since the request
  TapeBytes data;
};

struct TapeHead {
  int status = 0;
  std::vector<TapeHeader> headers;
};

struct TapeExchange {
  std::string method;
  std::string path;  // below the server's base URL, query included
  std::vector<TapeHeader> headers;
  std::optional<TapeBytes> body;
  std::optional<TapeHead> head;  // of the answer; nullopt: none came
  std::vector<TapePiece> pieces;
  std::optional<Error> error;  // what ended it, in place of a clean end
  Milliseconds took{0};
};

struct Tape {
  std::string llamero;  // version of the program that recorded
  std::string created;  // RFC 3339, UTC
  std::string server;   // for people; never holds a secret
  bool bodies = true;
  std::vector<TapeExchange> exchanges;
};

inline constexpr std::size_t kMaxCassette = 64 * 1024 * 1024;

[[nodiscard]] std::string encode_tape(const Tape& tape);

// Reads what encode_tape makes, and nothing else: every member is known and of its type. `source`
// is the file's name. Errors: Errc::usage with the file, the line and column or the number of the
// exchange, and what is wrong there.
[[nodiscard]] Result<Tape> decode_tape(std::string_view text, const std::string& source);

// "path?query" of `url` below `base_url`, so that a cassette can be played at another address.
[[nodiscard]] std::string tape_path(std::string_view url, std::string_view base_url);

}  // namespace llamero

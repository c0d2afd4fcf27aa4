// The JSON library, behind limits: every text from outside is read through here, by src/api and by
// src/deploy; no exception of the library leaves json_dom.cpp.
#pragma once

#include "llamero/result.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace llamero::json {

using Json = nlohmann::json;

struct SyntaxError {
  std::string reason;       // without the text itself
  std::size_t offset = 0;   // of the first byte that does not fit
  bool ends_early = false;  // the text is the beginning of a JSON value, and no more
  bool over_limit = false;
};

// Errc::protocol with the byte offset.
[[nodiscard]] Error as_answer_error(const SyntaxError& error);

// The first thing wrong with `text` as one JSON value within the limits. Builds nothing.
[[nodiscard]] std::optional<SyntaxError> find_syntax_error(std::string_view text);

// Errors: Errc::protocol with the byte offset.
[[nodiscard]] Result<Json> parse_answer(std::string_view text);
// As above, and the value must be an object without an `error`. Errors: also Errc::server_error
// with the text of `error`.
[[nodiscard]] Result<Json> parse_answer_object(std::string_view text);

// The text of an `error` member: a string, or an object with a `message` (as /v1 and several
// proxies send it). nullopt: there is none, it is null, or its text is empty.
[[nodiscard]] std::optional<std::string> error_text(const Json& object);

// Reads typed members of one object. null counts as absent; an absent member leaves `out` as it
// is; the first wrong type is kept in `failure`, after which nothing more is read.
class Fields {
 public:
  // `where` is put before the names of the members in messages ("models[2].").
  Fields(const Json& object, std::string where, std::optional<Error>& failure)
      : object_(object), where_(std::move(where)), failure_(failure) {}

  void read(const char* key, std::string& out);
  void read(const char* key, bool& out);
  // A whole number; one with a fraction of zero (1e3) is one too. Below zero becomes 0: every
  // number of the API is a size, a count or a duration, and -1 stands for "not known" in some
  // servers.
  void read(const char* key, std::int64_t& out);
  // nullptr: absent, or of another type (which is a failure).
  [[nodiscard]] const Json* object(const char* key);
  [[nodiscard]] const Json* array(const char* key);

 private:
  [[nodiscard]] const Json* find(const char* key) const;
  const Json* expect(const char* key, bool (*has_type)(const Json&), const char* type);
  void fail(const char* key, const char* what);

  const Json& object_;
  std::string where_;
  std::optional<Error>& failure_;
};

}  // namespace llamero::json

#include "api/json_dom.h"

#include "api/json_limits.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace llamero::json {
namespace {

SyntaxError describe(const Json::exception& e, std::size_t size) {
  SyntaxError error;
  const auto* syntax = dynamic_cast<const Json::parse_error*>(&e);
  if (syntax == nullptr) {
    error.reason = "holds a number that is out of range";
    error.over_limit = true;
    return error;
  }
  error.offset = syntax->byte > 0 ? syntax->byte - 1 : 0;  // the library counts from 1
  error.ends_early = error.offset >= size;
  error.reason = error.ends_early ? "ends in the middle of a JSON value" : "is not valid JSON";
  return error;
}

// Checks and drops everything; remembers where the text stopped being JSON.
class Checker {
 public:
  explicit Checker(std::size_t size) : size_(size) {}

  using number_integer_t = Json::number_integer_t;
  using number_unsigned_t = Json::number_unsigned_t;
  using number_float_t = Json::number_float_t;
  using string_t = Json::string_t;
  using binary_t = Json::binary_t;

  bool null() { return true; }
  bool boolean(bool) { return true; }
  bool number_integer(number_integer_t) { return true; }
  bool number_unsigned(number_unsigned_t) { return true; }
  bool number_float(number_float_t, const string_t&) { return true; }
  bool string(string_t&) { return true; }
  bool binary(binary_t&) { return true; }
  bool start_object(std::size_t) { return true; }
  bool end_object() { return true; }
  bool start_array(std::size_t) { return true; }
  bool end_array() { return true; }
  bool key(string_t&) { return true; }
  bool parse_error(std::size_t position, const std::string&, const Json::exception& e) {
    error_ = describe(e, size_);
    if (error_.over_limit) error_.offset = position;
    return false;
  }

  [[nodiscard]] SyntaxError error() && { return std::move(error_); }

 private:
  std::size_t size_;
  SyntaxError error_;
};

bool is_object(const Json& value) {
  return value.is_object();
}
bool is_array(const Json& value) {
  return value.is_array();
}
bool is_string(const Json& value) {
  return value.is_string();
}
bool is_boolean(const Json& value) {
  return value.is_boolean();
}
bool is_number(const Json& value) {
  return value.is_number();
}

// nullopt: not a whole number that fits.
std::optional<std::int64_t> whole_number(const Json& value) {
  constexpr double limit = 9223372036854775808.0;  // 2^63, the first that does not fit
  if (value.is_number_unsigned()) {
    const auto number = value.get<std::uint64_t>();
    if (number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) return {};
    return static_cast<std::int64_t>(number);
  }
  if (value.is_number_integer()) return value.get<std::int64_t>();
  const auto number = value.get<double>();
  if (std::trunc(number) != number || number >= limit || number < -limit) return {};
  return static_cast<std::int64_t>(number);
}

// Something that is no text stands where an error would: not to be taken for success.
bool has_unreadable_error(const Json& object) {
  const auto found = object.find("error");
  return found != object.end() && !found->is_null() && !found->is_string();
}

}  // namespace

Error as_answer_error(const SyntaxError& error) {
  std::string message = "the answer " + error.reason;
  if (error.offset > 0) message += " (byte " + std::to_string(error.offset) + ")";
  return {Errc::protocol, std::move(message)};
}

std::optional<SyntaxError> find_syntax_error(std::string_view text) {
  if (auto breach = find_limit_breach(text)) {
    return SyntaxError{std::move(breach->reason), breach->offset, false, true};
  }
  Checker checker(text.size());
  if (Json::sax_parse(text.begin(), text.end(), &checker)) return std::nullopt;
  return std::move(checker).error();
}

Result<Json> parse_answer(std::string_view text) {
  if (auto breach = find_limit_breach(text)) {
    return Unexpected(as_answer_error({std::move(breach->reason), breach->offset, false, true}));
  }
  try {
    return Json::parse(text.begin(), text.end());
  } catch (const Json::exception& e) {
    return Unexpected(as_answer_error(describe(e, text.size())));
  }
}

Result<Json> parse_answer_object(std::string_view text) {
  auto parsed = parse_answer(text);
  if (!parsed) return parsed;
  if (!parsed->is_object())
    return Unexpected(Error(Errc::protocol, "the answer is not a JSON object"));
  if (auto message = error_text(*parsed))
    return Unexpected(Error(Errc::server_error, *std::move(message)));
  if (has_unreadable_error(*parsed))
    return Unexpected(Error(Errc::protocol, "the answer's field \"error\" is not a text"));
  return parsed;
}

std::optional<std::string> error_text(const Json& object) {
  const auto found = object.find("error");
  if (found == object.end()) return std::nullopt;
  const Json* text = &*found;
  if (text->is_object()) {
    const auto message = text->find("message");
    if (message == text->end()) return std::nullopt;
    text = &*message;
  }
  const auto* string = text->get_ptr<const std::string*>();
  if (string == nullptr || string->empty()) return std::nullopt;
  return *string;
}

const Json* Fields::find(const char* key) const {
  if (failure_) return nullptr;
  const auto found = object_.find(key);
  return found == object_.end() || found->is_null() ? nullptr : &*found;
}

const Json* Fields::expect(const char* key, bool (*has_type)(const Json&), const char* type) {
  const Json* value = find(key);
  if (value == nullptr || has_type(*value)) return value;
  fail(key, type);
  return nullptr;
}

void Fields::fail(const char* key, const char* what) {
  failure_ = Error(Errc::protocol, "the answer's field \"" + where_ + key + "\" is not " + what);
}

void Fields::read(const char* key, std::string& out) {
  if (const Json* value = expect(key, is_string, "a string"))
    out = value->get_ref<const std::string&>();
}

void Fields::read(const char* key, bool& out) {
  if (const Json* value = expect(key, is_boolean, "true or false")) out = value->get<bool>();
}

void Fields::read(const char* key, std::int64_t& out) {
  const Json* value = expect(key, is_number, "a number");
  if (value == nullptr) return;
  const auto number = whole_number(*value);
  if (!number) return fail(key, "a whole number of 64 bits");
  out = std::max<std::int64_t>(*number, 0);
}

const Json* Fields::object(const char* key) {
  return expect(key, is_object, "an object");
}

const Json* Fields::array(const char* key) {
  return expect(key, is_array, "an array");
}

}  // namespace llamero::json

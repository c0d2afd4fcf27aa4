#include "engine/tape_fields.h"

#include <algorithm>

namespace llamero {

using Json = nlohmann::json;

TapeFields::TapeFields(const Json& object, std::string where, std::optional<std::string>& failure)
    : object_(object), where_(std::move(where)), failure_(failure) {
  if (!object_.is_object()) fail("is not an object");
}

void TapeFields::fail(const std::string& what) {
  if (failure_) return;
  std::string place = where_;
  while (!place.empty() && std::string_view(".: ").find(place.back()) != std::string_view::npos)
    place.pop_back();
  failure_ = place + " " + what;
}

void TapeFields::fail_member(const char* key, const char* what) {
  if (!failure_) failure_ = where_ + key + " " + what;
}

const Json* TapeFields::any(const char* key, Need need) {
  if (failure_) return nullptr;
  asked_.emplace_back(key);
  const auto found = object_.find(key);
  if (found != object_.end()) return &*found;
  if (need == Need::must) fail_member(key, "is missing");
  return nullptr;
}

bool TapeFields::text(const char* key, std::string& out, Need need) {
  const Json* value = any(key, need);
  if (value == nullptr) return false;
  const auto* string = value->get_ptr<const std::string*>();
  if (string == nullptr) {
    fail_member(key, "is not a string");
    return false;
  }
  out = *string;
  return true;
}

bool TapeFields::flag(const char* key, bool& out, Need need) {
  const Json* value = any(key, need);
  if (value == nullptr) return false;
  if (!value->is_boolean()) {
    fail_member(key, "is not true or false");
    return false;
  }
  out = value->get<bool>();
  return true;
}

bool TapeFields::whole(const char* key, std::int64_t& out, std::int64_t most, Need need) {
  const Json* value = any(key, need);
  if (value == nullptr) return false;
  // A number that is not negative is an unsigned one to the library.
  if (!value->is_number_unsigned() ||
      value->get<std::uint64_t>() > static_cast<std::uint64_t>(most)) {
    if (!failure_)
      failure_ = where_ + key + " is not a whole number from 0 to " + std::to_string(most);
    return false;
  }
  out = value->get<std::int64_t>();
  return true;
}

const Json* TapeFields::object(const char* key, Need need) {
  const Json* value = any(key, need);
  if (value == nullptr || value->is_object()) return value;
  fail_member(key, "is not an object");
  return nullptr;
}

const Json* TapeFields::array(const char* key, Need need) {
  const Json* value = any(key, need);
  if (value == nullptr || value->is_array()) return value;
  fail_member(key, "is not an array");
  return nullptr;
}

void TapeFields::end() {
  if (failure_) return;
  for (const auto& [key, value] : object_.items()) {
    if (std::find(asked_.begin(), asked_.end(), key) != asked_.end()) continue;
    failure_ = where_ + key + " is not a member that is known";
    return;
  }
}

}  // namespace llamero

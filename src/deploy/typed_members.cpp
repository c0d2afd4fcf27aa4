#include "deploy/typed_members.h"

#include "api/api_error.h"

#include <algorithm>
#include <limits>

namespace llamero {
namespace {

constexpr std::size_t kMaxName = 100;  // bytes of a member's name in a message

using Json = TypedMembers::Json;

bool is_object(const Json& value) {
  return value.is_object();
}

bool is_array(const Json& value) {
  return value.is_array();
}

bool is_string(const Json& value) {
  return value.is_string();
}

bool is_flag(const Json& value) {
  return value.is_boolean();
}

bool is_whole(const Json& value) {
  constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (value.is_number_unsigned()) return value.get<std::uint64_t>() <= kMost;
  return value.is_number_integer();
}

bool is_int(const Json& value) {
  if (!is_whole(value)) return false;
  const auto number = value.get<std::int64_t>();
  return number >= std::numeric_limits<int>::min() && number <= std::numeric_limits<int>::max();
}

bool is_text_list(const Json& value) {
  return value.is_array() && std::all_of(value.begin(), value.end(), is_string);
}

bool is_text_map(const Json& value) {
  return value.is_object() && std::all_of(value.begin(), value.end(), is_string);
}

}  // namespace

const Json* TypedMembers::find(const char* key) const {
  if (object_ == nullptr || failure_) return nullptr;
  const auto found = object_->find(key);
  return found == object_->end() || found->is_null() ? nullptr : &*found;
}

void TypedMembers::fail(const char* key, const char* type) const {
  if (failure_) return;
  failure_ = Error(
      Errc::deploy,
      "docker's answer is not understood: " + one_line(where_ + key, kMaxName) + " is not " + type,
      "see `docker inspect`, and which version of docker that is");
}

const Json* TypedMembers::expect(const char* key, bool (*has_type)(const Json&),
                                 const char* type) const {
  const Json* value = find(key);
  if (value == nullptr || has_type(*value)) return value;
  fail(key, type);
  return nullptr;
}

void TypedMembers::read(const char* key, std::string& out) const {
  if (const Json* value = expect(key, is_string, "a text")) out = value->get<std::string>();
}

void TypedMembers::read(const char* key, bool& out) const {
  if (const Json* value = expect(key, is_flag, "true or false")) out = value->get<bool>();
}

void TypedMembers::read(const char* key, std::int64_t& out) const {
  if (const Json* value = expect(key, is_whole, "a whole number")) out = value->get<std::int64_t>();
}

void TypedMembers::read(const char* key, int& out) const {
  if (const Json* value = expect(key, is_int, "a small whole number")) out = value->get<int>();
}

void TypedMembers::read(const char* key, std::vector<std::string>& out) const {
  const Json* value = expect(key, is_text_list, "a list of texts");
  if (value == nullptr) return;
  out.clear();
  for (const Json& entry : *value) out.push_back(entry.get<std::string>());
}

void TypedMembers::read(const char* key,
                        std::vector<std::pair<std::string, std::string>>& out) const {
  const Json* value = expect(key, is_text_map, "an object of texts");
  if (value == nullptr) return;
  out.clear();
  for (const auto& [name, entry] : value->items()) out.emplace_back(name, entry.get<std::string>());
}

TypedMembers TypedMembers::object(const char* key) const {
  return {expect(key, is_object, "an object"), where_ + key + ".", failure_};
}

std::vector<TypedMembers> TypedMembers::objects(const char* key) const {
  std::vector<TypedMembers> members;
  const Json* value = expect(key, is_array, "a list");
  if (value == nullptr) return members;
  for (const Json& entry : *value) {
    if (!entry.is_object()) {
      fail(key, "a list of objects");
      return {};
    }
    members.emplace_back(&entry, where_ + key + "[].", failure_);
  }
  return members;
}

std::vector<std::string> TypedMembers::keys() const {
  std::vector<std::string> names;
  if (object_ == nullptr) return names;
  for (const auto& [name, value] : object_->items()) names.push_back(name);
  return names;
}

}  // namespace llamero

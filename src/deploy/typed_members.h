// Typed reads from an answer of docker.
#pragma once

#include "llamero/error.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace llamero {

// The members of one JSON object. null counts as absent, and an absent member leaves `out` as it
// is. The first wrong type is kept in `failure` (Errc::deploy, with the name of the member), after
// which nothing more is read.
class TypedMembers {
 public:
  using Json = nlohmann::json;

  // `object` may be null: nothing is in it. `where` is put before names in messages ("State.").
  TypedMembers(const Json* object, std::string where, std::optional<Error>& failure)
      : object_(object), where_(std::move(where)), failure_(failure) {}

  void read(const char* key, std::string& out) const;
  void read(const char* key, bool& out) const;
  void read(const char* key, std::int64_t& out) const;  // whole, any sign
  void read(const char* key, int& out) const;           // what an int cannot hold is a failure
  void read(const char* key, std::vector<std::string>& out) const;
  void read(const char* key, std::vector<std::pair<std::string, std::string>>& out) const;

  // Empty where it is absent or of another type.
  [[nodiscard]] TypedMembers object(const char* key) const;
  [[nodiscard]] std::vector<TypedMembers> objects(const char* key) const;  // of an array
  [[nodiscard]] std::vector<std::string> keys() const;

  [[nodiscard]] bool has(const char* key) const { return find(key) != nullptr; }

 private:
  [[nodiscard]] const Json* find(const char* key) const;
  const Json* expect(const char* key, bool (*has_type)(const Json&), const char* type) const;
  void fail(const char* key, const char* type) const;

  const Json* object_;
  std::string where_;
  std::optional<Error>& failure_;
};

}  // namespace llamero

// Typed members of one object of a cassette; the first thing that is wrong is kept.
#pragma once

#include "llamero/error.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace llamero {

class TapeFields {
 public:
  // `where` is put before the names of members: "exchange 2: answer.". After a failure nothing more
  // is read.
  TapeFields(const nlohmann::json& object, std::string where, std::optional<std::string>& failure);

  // Each is false where the member is absent or wrong; absent is a failure for one that is needed.
  enum class Need { must, may };
  bool text(const char* key, std::string& out, Need need = Need::must);
  bool flag(const char* key, bool& out, Need need = Need::must);
  bool whole(const char* key, std::int64_t& out, std::int64_t most, Need need = Need::must);
  // nullptr: as false above.
  const nlohmann::json* object(const char* key, Need need = Need::must);
  const nlohmann::json* array(const char* key, Need need = Need::must);
  // Of any type, null included.
  const nlohmann::json* any(const char* key, Need need = Need::must);

  void fail(const std::string& what);
  // Fails on the first member that nobody asked for.
  void end();

 private:
  void fail_member(const char* key, const char* what);

  const nlohmann::json& object_;
  std::string where_;
  std::optional<std::string>& failure_;
  std::vector<std::string_view> asked_;
};

}  // namespace llamero

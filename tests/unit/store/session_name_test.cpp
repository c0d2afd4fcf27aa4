#include "store/session_name.h"

#include "catch.hpp"

namespace llamero {
namespace {

TEST_CASE("names of sessions are single words and no numbers", "[store][session_name]") {
  for (const char* const good : {"a", "plan-2026", "caf\u00E9", "\u4E16\u754C", "1a", "a/b", "x:y"})
    CHECK(check_session_name(good));
  for (const char* const bad : {"", "12", "-x", "a b", "a\nb", "a\x7F", "a\u00A0b", "a\u202Eb",
                                "\xFF", "a\u2003", "a\uFEFF"}) {
    INFO(bad);
    const auto checked = check_session_name(bad);
    REQUIRE_FALSE(checked);
    CHECK(checked.error().code == Errc::usage);
  }
  CHECK(check_session_name(std::string(kMaxSessionName, 'x')));
  CHECK_FALSE(check_session_name(std::string(kMaxSessionName + 1, 'x')));
  CHECK(check_session_tag("12"));
  CHECK_FALSE(check_session_tag("a b"));
}

TEST_CASE("ids are whole numbers", "[store][session_name]") {
  CHECK(session_id_of("12") == 12);
  for (const char* const bad : {"", "0", "-1", "1x", " 1", "99999999999999999999"})
    CHECK_FALSE(session_id_of(bad));
}

}  // namespace
}  // namespace llamero

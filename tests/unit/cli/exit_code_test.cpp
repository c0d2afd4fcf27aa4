#include "cli/exit_code.h"

#include "catch.hpp"

using namespace llamero;

TEST_CASE("each cause has the exit code of the table") {
  CHECK(exit_code_of(Errc::usage) == ExitCode::usage);
  for (const Errc code :
       {Errc::resolve_failed, Errc::connect_failed, Errc::timed_out, Errc::busy, Errc::gateway}) {
    CHECK(static_cast<int>(exit_code_of(code)) == 3);
  }
  for (const Errc code :
       {Errc::unauthorized, Errc::forbidden, Errc::proxy_auth, Errc::certificate}) {
    CHECK(static_cast<int>(exit_code_of(code)) == 4);
  }
  CHECK(static_cast<int>(exit_code_of(Errc::model_not_found)) == 6);
  CHECK(static_cast<int>(exit_code_of(Errc::endpoint_not_found)) == 6);
  CHECK(static_cast<int>(exit_code_of(Errc::output_failed)) == 7);
  CHECK(static_cast<int>(exit_code_of(Errc::server_error)) == 8);
  CHECK(static_cast<int>(exit_code_of(Errc::protocol)) == 8);
  CHECK(static_cast<int>(exit_code_of(Errc::cut)) == 9);
  CHECK(static_cast<int>(exit_code_of(Errc::deadline)) == 124);
}

TEST_CASE("of several causes the gravest is told, in any order") {
  const std::array order = {ExitCode::deadline,     ExitCode::output,      ExitCode::refused,
                            ExitCode::not_found,    ExitCode::unavailable, ExitCode::cut,
                            ExitCode::server_error, ExitCode::negative,    ExitCode::ok};
  for (std::size_t i = 0; i < order.size(); ++i) {
    for (std::size_t j = i; j < order.size(); ++j) {
      CHECK(graver(order[i], order[j]) == order[i]);
      CHECK(graver(order[j], order[i]) == order[i]);
    }
  }
}

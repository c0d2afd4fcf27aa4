#include "base/errc_name.h"

#include <algorithm>
#include <array>

namespace llamero {
namespace {

struct Row {
  Errc code;
  std::string_view name;
};
constexpr std::array kRows = {Row{Errc::usage, "usage"},
                              Row{Errc::resolve_failed, "resolve_failed"},
                              Row{Errc::connect_failed, "connect_failed"},
                              Row{Errc::timed_out, "timed_out"},
                              Row{Errc::busy, "busy"},
                              Row{Errc::gateway, "gateway"},
                              Row{Errc::tunnel_failed, "tunnel_failed"},
                              Row{Errc::unauthorized, "unauthorized"},
                              Row{Errc::forbidden, "forbidden"},
                              Row{Errc::proxy_auth, "proxy_auth"},
                              Row{Errc::certificate, "certificate"},
                              Row{Errc::ssh_refused, "ssh_refused"},
                              Row{Errc::withheld, "withheld"},
                              Row{Errc::model_not_found, "model_not_found"},
                              Row{Errc::endpoint_not_found, "endpoint_not_found"},
                              Row{Errc::output_failed, "output_failed"},
                              Row{Errc::output_closed, "output_closed"},
                              Row{Errc::server_error, "server_error"},
                              Row{Errc::protocol, "protocol"},
                              Row{Errc::cut, "cut"},
                              Row{Errc::deploy, "deploy"},
                              Row{Errc::deadline, "deadline"},
                              Row{Errc::interrupted, "interrupted"}};

}  // namespace

std::string_view errc_name(Errc code) {
  const auto* const row = std::find_if(
      kRows.begin(), kRows.end(), [&](const Row& candidate) { return candidate.code == code; });
  return row == kRows.end() ? "protocol" : row->name;
}

std::optional<Errc> errc_of_name(std::string_view name) {
  const auto* const row = std::find_if(
      kRows.begin(), kRows.end(), [&](const Row& candidate) { return candidate.name == name; });
  return row == kRows.end() ? std::nullopt : std::optional(row->code);
}

}  // namespace llamero

// llamero doctor [REMOTE]: which layer on the way to a server fails, and what to do.
#include "api/json_codec.h"
#include "api/model_name.h"
#include "cli/checkup.h"
#include "cli/commands/commands.h"
#include "cli/print.h"
#include "cli/server_setup.h"

#include <fmt/format.h>

namespace llamero {
namespace {

struct DoctorArgs {
  std::string remote;
  std::optional<std::string> generate;
};

void bind(OptionTable& app, DoctorArgs& args) {
  app.add_option("REMOTE", args.remote, "Name of the remote; else the server of other commands");
  app.add_option("--generate", args.generate,
                 "Let this model answer too: its speed, and whether the stream is buffered")
      .value_name("MODEL");
}

Result<DoctorArgs> plan(const DoctorArgs& args) {
  if (args.generate) {
    if (auto checked = check_model_name(*args.generate); !checked)
      return Unexpected(std::move(checked).error());
  }
  return args;
}

std::string_view status_text(CheckRow::Status status) {
  switch (status) {
    case CheckRow::Status::ok:
      return "ok";
    case CheckRow::Status::warning:
      return "warn";
    default:
      return "fail";
  }
}

std::string as_text(const Diagnosis& diagnosis) {
  std::string text;
  for (const CheckRow& row : diagnosis.rows) {
    const std::string_view status =
        row.status == CheckRow::Status::failed ? "FAIL" : status_text(row.status);
    text +=
        fmt::format("{:<5} {:<12} {:>6} ms  {}\n", status, row.layer, row.took.count(), row.detail);
    if (!row.hint.empty()) text += fmt::format("{:30}next: {}\n", "", row.hint);
  }
  return text;
}

std::string as_json(const Diagnosis& diagnosis) {
  std::string rows;
  for (const CheckRow& row : diagnosis.rows) {
    rows += fmt::format(R"({}{{"layer":{},"status":{},"detail":{},"hint":{},"ms":{}}})",
                        rows.empty() ? "" : ",", json::quote(row.layer),
                        json::quote(status_text(row.status)), json::quote(row.detail),
                        json::quote(row.hint), row.took.count());
  }
  return fmt::format("{{\"checks\":[{}],\"exit_code\":{}}}\n", rows,
                     static_cast<int>(diagnosis.code));
}

Result<ExitCode> execute(const DoctorArgs& plan, Run run) {
  Settings settings = run.settings;
  if (!plan.remote.empty()) {
    settings.server_flags.host.reset();
    settings.server_flags.remote = plan.remote;
  }
  Diagnosis diagnosis;
  if (auto ready = set_up_server(settings, run.services, run.interrupts); ready) {
    auto found = check_up(plan.generate, {run.services, settings, run.interrupts});
    if (!found) return Unexpected(std::move(found).error());
    diagnosis = *std::move(found);
  } else if (ready.error().code == Errc::withheld) {
    diagnosis.rows.push_back({"target", CheckRow::Status::ok,
                              settings.server.endpoint.display + ", from " + settings.server.source,
                              "", Milliseconds(0)});
    diagnosis.rows.push_back({"credentials", CheckRow::Status::failed, ready.error().message,
                              ready.error().hint, Milliseconds(0)});
    diagnosis.code = exit_code_of(ready.error().code);
  } else {
    return Unexpected(std::move(ready).error());
  }
  auto printed = print(settings.json ? as_json(diagnosis) : as_text(diagnosis), run);
  if (!printed) return printed;
  return diagnosis.code;
}

}  // namespace

const CommandEntry kDoctorCommand = {"doctor",
                                     "",
                                     "Servers",
                                     "Find out which layer on the way to a server fails",
                                     true,
                                     Needs::config,
                                     &bind_command<DoctorArgs, &bind, &plan, &execute>};

}  // namespace llamero

// llamero status: how a deployment is doing.
#include "cli/checkup_layers.h"
#include "cli/commands/commands.h"
#include "cli/deploy/deploy_host.h"
#include "cli/deploy/front_files.h"
#include "cli/deploy/status_text.h"
#include "cli/print.h"

namespace llamero {
namespace {

constexpr Milliseconds kBetween{2'000};

struct StatusArgs {
  PlaceArgs place;
  bool watch = false;
};

void bind(OptionTable& app, StatusArgs& args) {
  bind_place(app, args.place);
  app.add_flag("--watch", args.watch, "Show it again every two seconds, until Ctrl-C");
}

Result<StatusArgs> plan(const StatusArgs& args) {
  return args;
}

// Whether a stranger gets to the port of Ollama, as far as we are one.
std::optional<bool> port_answers(const ChosenDeployment& chosen, Run run) {
  if (chosen.target.kind != DeployTarget::Kind::ssh) return std::nullopt;
  constexpr Milliseconds kPatience{2'000};
  const auto addresses =
      run.services.probe.resolve(chosen.target.ssh.host, kPatience, run.interrupts);
  if (!addresses || addresses->empty()) return std::nullopt;
  return run.services.probe.connect(addresses->front(), chosen.spec.port, kPatience, run.interrupts)
      .has_value();
}

OutsideView look_from_here(const ChosenDeployment& chosen, Run run) {
  OutsideView view;
  view.target = chosen.target.text;
  view.remote = chosen.remote ? chosen.remote->name : "";
  view.port_open = port_answers(chosen, run);
  if (!chosen.spec.open) return view;
  HttpRequest request;
  request.url =
      "https://" + chosen.spec.open.host + ":" + std::to_string(chosen.spec.open.https_port) + "/";
  view.public_at =
      "https://" + chosen.spec.open.host +
      (chosen.spec.open.https_port == 443 ? "" : ":" + std::to_string(chosen.spec.open.https_port));
  if (chosen.spec.open.tls == PublicSpec::Tls::internal) return view;
  const auto facts = run.services.probe.certificate(request, run.interrupts);
  if (facts && *facts)
    view.certificate_days = days_until((*facts)->not_after, run.services.clock.wall_now());
  return view;
}

void judge_outside(const ChosenDeployment& chosen, const OutsideView& view, StatusReport& report) {
  constexpr int kFewDays = 7;
  if (view.port_open.value_or(false) && report.open_to.empty())
    report.faults.push_back("port " + std::to_string(chosen.spec.port) + " answers from here");
  if (view.certificate_days && *view.certificate_days < kFewDays) {
    report.faults.push_back("its certificate ends in " + std::to_string(*view.certificate_days) +
                            " days");
  }
}

Result<StatusReport> look(const ChosenDeployment& chosen, DeployHost& host, bool first, Run run) {
  auto seen = survey_host(host.link(), host.engine(), chosen.spec, host.facts(), Resolve::never,
                          host.watches());
  if (!seen) return Unexpected(std::move(seen).error());
  PlanWish wish{true, false};
  if (chosen.spec.open && seen->front) {
    auto front = prepare_front(chosen.spec, false, host, run);
    if (!front) return Unexpected(std::move(front).error());
    wish.new_front_files = front->differs;
  }
  const auto plan = make_plan(chosen.spec, *seen, wish);
  return report_status(host.link(), host.engine(), chosen.spec, *std::move(seen), plan, {first});
}

void clear_screen(Run run) {
  if (run.services.out.caps().cursor && !run.settings.json)
    run.services.out.control("\x1b[H\x1b[2J");
}

Result<ExitCode> execute(const StatusArgs& args, Run run) {
  auto chosen =
      choose_deployment([&](DeploySpec& spec) { return apply_place_flags(args.place, spec); },
                        RemoteName::must_exist, run);
  if (!chosen) return Unexpected(std::move(chosen).error());
  DeployHost host(*chosen, run);
  if (auto opened = host.open(); !opened) return Unexpected(std::move(opened).error());
  for (bool first = true;; first = false) {
    if (!first) {
      if (auto reached = host.reach(); !reached) return Unexpected(std::move(reached).error());
    }
    auto report = look(*chosen, host, first, run);
    if (!report) return Unexpected(std::move(report).error());
    const OutsideView outside = look_from_here(*chosen, run);
    judge_outside(*chosen, outside, *report);
    if (args.watch) clear_screen(run);
    auto printed =
        print(run.settings.json ? status_json(*report, outside)
                                : status_text(*report, outside, run.services.clock.wall_now()),
              run);
    if (!printed) return printed;
    if (!args.watch) return report->faults.empty() ? ExitCode::ok : ExitCode::negative;
    if (auto waited = host.link().transport().wait(kBetween, host.watches()); !waited)
      return Unexpected(std::move(waited).error());
  }
}

}  // namespace

const CommandEntry kStatusCommand = {"status",
                                     "",
                                     "Deployment",
                                     "Tell how a deployment is doing",
                                     true,
                                     Needs::config,
                                     &bind_command<StatusArgs, &bind, &plan, &execute>};

}  // namespace llamero

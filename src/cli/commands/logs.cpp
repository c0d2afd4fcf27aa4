// llamero logs: what the container says.
#include "base/duration.h"
#include "cli/commands/commands.h"
#include "cli/deploy/deploy_host.h"
#include "cli/message.h"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>

namespace llamero {
namespace {

struct LogsArgs {
  PlaceArgs place;
  bool follow = false;
  bool front = false;
  bool timestamps = false;
  std::optional<int> tail;
  std::optional<std::string> since;
  std::optional<std::string> grep;
};

void bind(OptionTable& app, LogsArgs& args) {
  bind_place(app, args.place);
  app.add_flag("-f,--follow", args.follow, "Go on with what it says from now on");
  app.add_option("-n,--tail", args.tail, "Only the last lines").value_name("LINES");
  app.add_option("--since", args.since, "Only of the last 10m, 2h, …").value_name("DURATION");
  app.add_option("--grep", args.grep, "Only lines that hold this text, in any case")
      .value_name("TEXT");
  app.add_flag("--timestamps", args.timestamps, "Docker's time before each line");
  app.add_flag("--front", args.front, "Of the Caddy in front of a public server");
}

Result<LogsArgs> plan(const LogsArgs& args) {
  if (args.tail && *args.tail < 0)
    return Unexpected(Error(Errc::usage, "--tail counts lines, from 0 on"));
  if (args.since) {
    if (auto duration = parse_duration(*args.since); !duration)
      return Unexpected(std::move(duration).error());
  }
  return args;
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool holds(std::string_view line, std::string_view text) {
  const auto same = [](char a, char b) { return lower(a) == lower(b); };
  return std::search(line.begin(), line.end(), text.begin(), text.end(), same) != line.end();
}

// The time from which on lines count, as docker takes it.
std::string since_text(const std::optional<std::string>& since, Run run) {
  if (!since) return "";
  const auto begin = run.services.clock.wall_now() - *parse_duration(*since);
  const auto epoch =
      std::chrono::duration_cast<std::chrono::milliseconds>(begin.time_since_epoch());
  return fmt::format("{}.{:03}", epoch.count() / 1000, epoch.count() % 1000);
}

// Docker writes a time and a blank before each line; it says where a new connection has to begin.
class Cursor {
 public:
  // The line without its time; nullopt: it was seen before.
  std::optional<std::string_view> take(std::string_view line) {
    const std::size_t blank = line.find(' ');
    if (blank == std::string_view::npos) return line;
    const std::string_view time = line.substr(0, blank);
    if (!last_.empty() && time <= last_) return std::nullopt;
    last_ = time;
    return line.substr(blank + 1);
  }
  [[nodiscard]] const std::string& last() const { return last_; }

 private:
  std::string last_;
};

// The second in which the last line was written, as docker takes it.
std::string since_second(const std::string& time) {
  std::tm parts{};
  if (strptime(time.c_str(), "%Y-%m-%dT%H:%M:%S", &parts) == nullptr) return "";
  return std::to_string(timegm(&parts));
}

bool may_come_back(const Error& error) {
  return error.code == Errc::tunnel_failed || error.code == Errc::connect_failed ||
         error.code == Errc::cut || error.code == Errc::timed_out;
}

class Reading {
 public:
  Reading(const LogsArgs& args, const ChosenDeployment& chosen, Run run)
      : args_(args),
        name_(chosen.spec.name + (args.front ? "-caddy" : "")),
        run_(run),
        host_(chosen, run),
        wish_{args.tail.value_or(-1), since_text(args.since, run), args.follow, true} {}

  // A link that died is made anew; a container that was started over goes on where it was.
  Result<ExitCode> run() {
    for (int failures = 0;;) {
      const std::size_t before = lines_;
      auto told = read();
      if (!told && (!args_.follow || !may_come_back(told.error())))
        return Unexpected(std::move(told).error());
      if (told && !args_.follow) return ExitCode::ok;
      failures = lines_ > before ? 0 : failures + 1;
      if (failures > run_.settings.retries)
        return told ? Result<ExitCode>(ExitCode::ok) : Unexpected(std::move(told).error());
      if (!told) say_note(run_.services.err, run_.settings, told.error().message + "; again");
      constexpr Milliseconds kBeforeAgain{1'000};
      if (auto waited = run_.services.transport.wait(kBeforeAgain, host_.watches()); !waited)
        return Unexpected(std::move(waited).error());
      if (lines_ > 0) wish_.tail = -1, wish_.since = since_second(cursor_.last());
    }
  }

 private:
  Result<void> read() {
    if (auto opened = host_.open(); !opened) return opened;
    auto there = host_.engine().container(name_);
    if (!there) return Unexpected(std::move(there).error());
    if (!*there) {
      return Unexpected(Error(Errc::deploy,
                              "there is no container " + name_ + " on " + host_.link().text(),
                              "llamero up makes it"));
    }
    return host_.engine().logs(name_, wish_, [this](std::string_view line) { return show(line); });
  }

  Result<void> show(std::string_view stamped) {
    const auto line = cursor_.take(stamped);
    if (!line) return {};
    ++lines_;
    if (args_.grep && !holds(*line, *args_.grep)) return {};
    run_.services.out.text(std::string(args_.timestamps ? stamped : *line) + "\n");
    run_.services.out.end_text();
    return run_.services.out.drain(run_.interrupts);
  }

  const LogsArgs& args_;
  std::string name_;
  Run run_;
  DeployHost host_;
  DockerEngine::LogWish wish_;
  Cursor cursor_;
  std::size_t lines_ = 0;
};

Result<ExitCode> execute(const LogsArgs& args, Run run) {
  auto chosen =
      choose_deployment([&](DeploySpec& spec) { return apply_place_flags(args.place, spec); },
                        RemoteName::must_exist, run);
  if (!chosen) return Unexpected(std::move(chosen).error());
  return Reading(args, *chosen, run).run();
}

}  // namespace

const CommandEntry kLogsCommand = {"logs",
                                   "",
                                   "Deployment",
                                   "Show what the container of a deployment says",
                                   false,
                                   Needs::config,
                                   &bind_command<LogsArgs, &bind, &plan, &execute>};

}  // namespace llamero

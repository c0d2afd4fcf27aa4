#include "cli/app.h"

#include "base/did_you_mean.h"
#include "cli/commands/commands.h"
#include "cli/help.h"
#include "cli/message.h"
#include "cli/parser.h"
#include "cli/server_setup.h"
#include "cli/tape_deck.h"
#include "cli/version.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <exception>
#include <optional>

namespace llamero {
namespace {

// Global options that take a value: before the command's name their values must not be taken for
// it. A test compares this list with what is bound.
constexpr std::array<std::string_view, 15> kValued = {
    "--host",          "--remote",          "--config",      "--output",
    "--color",         "--connect-timeout", "--retries",     "--first-byte-timeout",
    "--idle-timeout",  "--deadline",        "--record",      "--record-bodies",
    "--record-redact", "--replay",          "--replay-speed"};

// Index of the command's name, or the number of arguments.
std::size_t find_verb(const std::vector<std::string>& arguments) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& argument = arguments[i];
    if (!argument.starts_with('-')) return i;
    if (std::find(kValued.begin(), kValued.end(), argument) != kValued.end()) ++i;
  }
  return arguments.size();
}

// "remote list" is a command of two words: its second word is the next one that is no option.
const CommandEntry* take_command(std::vector<std::string>& arguments, std::size_t verb) {
  const std::string first = arguments[verb];
  if (const CommandEntry* entry = find_command(first)) {
    arguments.erase(arguments.begin() + static_cast<std::ptrdiff_t>(verb));
    return entry;
  }
  const std::vector<std::string> rest(arguments.begin() + static_cast<std::ptrdiff_t>(verb) + 1,
                                      arguments.end());
  const std::size_t second = verb + 1 + find_verb(rest);
  if (second >= arguments.size()) return nullptr;
  const CommandEntry* entry = find_command(first + " " + arguments[second]);
  if (entry == nullptr) return nullptr;
  arguments.erase(arguments.begin() + static_cast<std::ptrdiff_t>(second));
  arguments.erase(arguments.begin() + static_cast<std::ptrdiff_t>(verb));
  return entry;
}

Error unknown_command(const std::vector<std::string>& arguments, std::size_t verb) {
  std::string name = arguments[verb];
  std::string listing = "llamero help lists the commands";
  if (is_command_group(name)) {
    listing = "llamero " + name + " --help lists them";
    if (verb + 1 == arguments.size())
      return {Errc::usage, "which " + name + " command?", std::move(listing)};
    name += " " + arguments[verb + 1];
  }
  std::vector<std::string_view> names;
  for (const CommandEntry* entry : all_commands()) names.push_back(entry->name);
  const std::string meant = did_you_mean(name, names);
  return {Errc::usage, "unknown command \"" + name + "\"",
          meant.empty() ? std::move(listing) : "did you mean llamero " + meant + "?"};
}

bool wants_help(const std::vector<std::string>& arguments) {
  return std::any_of(arguments.begin(), arguments.end(),
                     [](const std::string& a) { return a == "-h" || a == "--help"; });
}

Result<ExitCode> print_plain(const std::string& text, Services& services) {
  services.out.text(text);
  services.out.end_text();
  if (auto drained = services.out.drain(services.signals); !drained)
    return Unexpected(std::move(drained).error());
  return ExitCode::ok;
}

Result<ExitCode> without_verb(const std::vector<std::string>& arguments, Services& services) {
  for (const std::string& argument : arguments) {
    if (argument == "--version" || argument == "-V")
      return print_plain(std::string("llamero ") + kVersion + "\n", services);
    if (argument == "--help" || argument == "-h") return print_plain(overview_text(), services);
  }
  if (arguments.empty())
    return Unexpected(
        Error(Errc::usage, "no command was given", "llamero help lists the commands"));
  return Unexpected(Error(Errc::usage, "no command after " + arguments.front(),
                          "llamero help lists the commands"));
}

void apply_caps(Services& services, const Settings& settings) {
  const TerminalCaps caps = decide_caps(services.tty, services.env, settings.color);
  services.out.set_caps(caps.out);
  services.err.set_caps(caps.err);
}

Result<Settings> settings_for(const CommandEntry& entry, const GlobalArgs& args,
                              Services& services) {
  ConfigFile config;
  if (entry.needs != Needs::nothing) {
    auto read = read_config(args, services.env, services.files, services.signals);
    if (!read) return Unexpected(std::move(read).error());
    config = *std::move(read);
  }
  auto settings = resolve_settings(args, config);
  if (settings) settings->paths = find_paths(services.env, args.config);
  return settings;
}

// A cassette that could not be written, beside what else the run came to.
Result<ExitCode> with_lost_tape(Result<ExitCode> result, Error lost, Services& services) {
  const Errc cause = result ? Errc::usage : result.error().code;
  const bool by_signal = !result && (cause == Errc::interrupted || cause == Errc::output_closed);
  const ExitCode code = result ? *result : exit_code_of(cause);
  if (by_signal || graver(code, ExitCode::output) != ExitCode::output) {
    say_error(services.err, lost);
    return result;
  }
  if (!result) say_error(services.err, result.error());
  return Unexpected(std::move(lost));
}

// What was recorded is kept however the run ended.
Result<ExitCode> execute_taped(BoundCommand& command, Run run) {
  TapeDeck deck(run.services, run.settings);
  if (auto loaded = deck.load(run.interrupts); !loaded)
    return Unexpected(std::move(loaded).error());
  Services services = run.services.with(deck.transport());
  const auto executed = [&]() -> Result<ExitCode> {
    try {
      return command.execute({services, run.settings, run.interrupts});
    } catch (...) {
      static_cast<void>(deck.save());
      throw;
    }
  };
  auto result = executed();
  if (auto saved = deck.save(); !saved)
    return with_lost_tape(std::move(result), std::move(saved).error(), services);
  return result;
}

Result<ExitCode> with_verb(std::vector<std::string> arguments, std::size_t verb,
                           Services& services) {
  const CommandEntry* entry = take_command(arguments, verb);
  if (entry == nullptr && is_command_group(arguments[verb]) && wants_help(arguments))
    return print_plain(group_help_text(arguments[verb]), services);
  if (entry == nullptr) return Unexpected(unknown_command(arguments, verb));
  Parser parser(*entry);
  if (auto parsed = parser.parse(std::move(arguments)); !parsed)
    return Unexpected(std::move(parsed).error());
  if (parser.help_wanted()) return print_plain(command_help_text(*entry), services);
  auto settings = settings_for(*entry, parser.globals(), services);
  if (!settings) return Unexpected(std::move(settings).error());
  apply_caps(services, *settings);
  if (auto planned = parser.command().plan(); !planned)
    return Unexpected(std::move(planned).error());
  Interrupts interrupts(services.signals, services.clock, settings->deadline);
  if (entry->needs == Needs::server) {
    if (auto prepared = set_up_server(*settings, services, interrupts); !prepared)
      return Unexpected(std::move(prepared).error());
  }
  return execute_taped(parser.command(), {services, *settings, interrupts});
}

Outcome conclude(const Error& error, Services& services) {
  if (error.code == Errc::output_closed) return {ExitCode::output, SIGPIPE};
  // What came before the end is worth writing, but nobody waits for a reader that does not read.
  static_cast<void>(services.out.flush());
  if (error.code == Errc::interrupted) return {ExitCode::negative, error.signal};
  say_error(services.err, error);
  return {exit_code_of(error.code), 0};
}

}  // namespace

Outcome run_app(const std::vector<std::string>& arguments, Services services) noexcept {
  try {
    apply_caps(services, Settings{});
    const std::size_t verb = find_verb(arguments);
    auto outcome = verb == arguments.size() ? without_verb(arguments, services)
                                            : with_verb(arguments, verb, services);
    if (!outcome) return conclude(outcome.error(), services);
    return {*outcome, 0};
  } catch (const std::bad_alloc&) {
    say_error(services.err, Error(Errc::protocol, "out of memory"));
  } catch (const std::exception& e) {
    say_error(services.err, Error(Errc::protocol, std::string("internal error: ") + e.what(),
                                  "please report it"));
  }
  return {ExitCode::server_error, 0};
}

}  // namespace llamero

#include "cli/tape_options.h"

namespace llamero {
namespace {

Error needs(std::string_view flag, std::string_view other) {
  return {Errc::usage,
          std::string(flag) + " has no meaning without " + std::string(other) + " FILE",
          {}};
}

}  // namespace

void bind_tape(OptionTable& app, TapeArgs& args, const char* group) {
  app.add_option("--record", args.record,
                 "Write all requests and answers to a cassette; an old one is replaced")
      .value_name("FILE")
      .group(group);
  app.add_option("--record-bodies", args.bodies, "off: only the sizes of prompts and answers (on)")
      .value_name("WHICH")
      .one_of({"on", "off"})
      .group(group);
  app.add_option("--record-redact", args.redact,
                 "Leave out the value of this header too (repeatable)")
      .value_name("NAME")
      .one_value_each()
      .group(group);
  app.add_option("--replay", args.replay, "Answer from a cassette; no network is used")
      .value_name("FILE")
      .group(group);
  app.add_option("--replay-speed", args.speed,
                 "original: as fast as it was; max: at once (original)")
      .value_name("SPEED")
      .one_of({"original", "max"})
      .group(group);
}

Result<TapeChoice> resolve_tape(const TapeArgs& args) {
  if (args.record && args.replay) {
    return Unexpected(Error(Errc::usage, "--record and --replay exclude each other",
                            "what a cassette plays is in that cassette already"));
  }
  if (!args.record && args.bodies) return Unexpected(needs("--record-bodies", "--record"));
  if (!args.record && !args.redact.empty()) return Unexpected(needs("--record-redact", "--record"));
  if (!args.replay && args.speed) return Unexpected(needs("--replay-speed", "--replay"));
  for (const auto* file : {&args.record, &args.replay}) {
    if (*file && (*file)->empty()) {
      return Unexpected(
          Error(Errc::usage, std::string(file == &args.record ? "--record" : "--replay") +
                                 ": the name of the file is empty"));
    }
  }
  for (const std::string& name : args.redact) {
    if (name.empty() || name.find_first_of(": \t\r\n") != std::string::npos) {
      return Unexpected(Error(Errc::usage, "--record-redact: \"" + name + "\" is no header's name",
                              "write the name alone, as in --record-redact X-Token"));
    }
  }
  TapeChoice choice;
  choice.record = args.record;
  choice.rules.bodies = args.bodies != "off";
  choice.rules.redact = args.redact;
  choice.replay = args.replay;
  if (args.speed == "max") choice.speed = ReplaySpeed::max;
  return choice;
}

}  // namespace llamero

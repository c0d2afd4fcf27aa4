// The whole outside world of a command, in memory.
#pragma once

#include "cli/app.h"
#include "support/manual_clock.h"
#include "support/scripted_transport.h"
#include "support/string_output.h"

#include <deque>
#include <map>

namespace llamero {

class FakeInput final : public Input {
 public:
  std::string content;
  bool shared = false;
  int reads = 0;

  [[nodiscard]] bool shared_with_a_reader() const override { return shared; }
  Result<std::string> read_all(std::size_t max_bytes, Watch& /*interrupt*/,
                               const std::function<void()>& /*on_slow*/) override {
    ++reads;
    if (content.size() > max_bytes) return Unexpected(Error(Errc::usage, "too large"));
    return std::exchange(content, {});
  }
  Result<std::optional<std::string>> read_line(std::size_t /*max_bytes*/,
                                               Watch& /*interrupt*/) override {
    ++reads;
    if (content.empty()) return std::optional<std::string>();
    const std::size_t newline = content.find('\n');
    std::string line = content.substr(0, newline);
    content = newline == std::string::npos ? "" : content.substr(newline + 1);
    return std::optional(std::move(line));
  }
};

class FakeFileSystem final : public FileSystem {
 public:
  std::map<std::string, std::string> files;

  [[nodiscard]] Result<std::string> read(const std::string& path, std::size_t max_bytes,
                                         Watch& /*interrupt*/) override {
    const auto at = files.find(path);
    if (at == files.end()) return Unexpected(Error(Errc::usage, "cannot read \"" + path + "\""));
    if (at->second.size() > max_bytes)
      return Unexpected(Error(Errc::usage, path + " is too large"));
    return at->second;
  }
};

class QuietSignals final : public Watch {};

struct FakeServices {
  ScriptedTransport transport;
  ManualClock clock;
  Env env;
  FakeFileSystem files;
  FakeInput in;
  StringOutput out;
  StringOutput err;
  TtyFacts tty;
  QuietSignals signals;

  Outcome run(const std::vector<std::string>& arguments) {
    return run_app(arguments,
                   {transport, clock, env, files, in, out, err, tty, signals, [] { return 0.0; }});
  }
};

}  // namespace llamero

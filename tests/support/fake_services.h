// The whole outside world of a command, in memory.
#pragma once

#include "cli/app.h"
#include "support/fake_processes.h"
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
  [[nodiscard]] Result<Secret> read_secret(const std::string& path, std::size_t max_bytes,
                                           Watch& interrupt) override {
    auto content = read(path, max_bytes, interrupt);
    if (!content) return Unexpected(std::move(content).error());
    return Secret(*std::move(content));
  }
  [[nodiscard]] Result<void> write(const std::string& path, std::string_view content,
                                   Access /*access*/) override {
    files[path] = content;
    return {};
  }
  [[nodiscard]] Result<void> append_line(const std::string& path, std::string_view line) override {
    files[path] += std::string(line) + "\n";
    return {};
  }
  [[nodiscard]] Result<std::vector<std::string>> list(const std::string& path) override {
    std::vector<std::string> names;
    for (const auto& [name, content] : files) {
      if (!name.starts_with(path + "/")) continue;
      const std::size_t begin = path.size() + 1;
      std::string entry = name.substr(begin, name.find('/', begin) - begin);
      if (names.empty() || names.back() != entry) names.push_back(std::move(entry));
    }
    return names;
  }
  [[nodiscard]] bool exists(const std::string& path) override { return files.contains(path); }
  [[nodiscard]] Result<void> rename_new(const std::string& from, const std::string& to) override {
    if (files.contains(to) || !files.contains(from))
      return Unexpected(Error(Errc::output_failed, "cannot write \"" + to + "\""));
    files[to] = std::move(files.at(from));
    files.erase(from);
    return {};
  }
  [[nodiscard]] Result<void> remove(const std::string& path) override {
    if (files.erase(path) == 0)
      return Unexpected(Error(Errc::output_failed, "cannot write \"" + path + "\""));
    return {};
  }
};

class FakeNetworkProbe final : public NetworkProbe {
 public:
  std::map<std::string, std::vector<std::string>> names;  // host -> addresses
  std::map<std::string, Error> unreachable;               // address -> why
  std::optional<CertificateFacts> shown;

  [[nodiscard]] Result<std::vector<std::string>> resolve(const std::string& host,
                                                         Milliseconds /*limit*/,
                                                         Watch& /*interrupt*/) override {
    const auto at = names.find(host);
    if (at == names.end())
      return Unexpected(Error(Errc::resolve_failed, "no address for " + host, "check the name"));
    return at->second;
  }
  [[nodiscard]] Result<void> connect(const std::string& address, int /*port*/,
                                     Milliseconds /*limit*/, Watch& /*interrupt*/) override {
    const auto at = unreachable.find(address);
    if (at != unreachable.end()) return Unexpected(at->second);
    return {};
  }
  [[nodiscard]] Result<std::optional<CertificateFacts>> certificate(const HttpRequest& /*request*/,
                                                                    Watch& /*interrupt*/) override {
    return shown;
  }
};

class QuietSignals final : public Watch {};

struct FakeServices {
  ScriptedTransport transport;
  ManualClock clock;
  Env env;
  FakeNetworkProbe probe;
  FakeFileSystem files;
  FakeProcesses processes;
  FakeInput in;
  StringOutput out;
  StringOutput err;
  TtyFacts tty;
  QuietSignals signals;

  Outcome run(const std::vector<std::string>& arguments) {
    return run_app(arguments, {transport, clock, env, probe, files, processes, in, out, err, tty,
                               signals, [] { return 0.0; }});
  }
};

}  // namespace llamero

// A ProcessRunner whose programs are written down beforehand.
#pragma once

#include "process/process_runner.h"

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace llamero {

class FakeProcesses final : public ProcessRunner {
 public:
  // What `argv[0]` leaves; a program that is not here cannot be started.
  std::map<std::string, ProcessOutput> programs;
  // What a whole command line leaves, where that matters: its words joined by blanks.
  std::map<std::string, ProcessOutput> commands;
  std::function<void(const std::vector<std::string>& argv)> on_terminal;  // an editor
  std::vector<std::vector<std::string>> started;
  std::string fed;  // the input of the last feed()

  [[nodiscard]] bool finds(const std::string& program) const override {
    const auto begins = [&](const auto& entry) { return entry.first.starts_with(program + " "); };
    return programs.contains(program) || std::any_of(commands.begin(), commands.end(), begins);
  }
  [[nodiscard]] Result<ProcessOutput> run(const std::vector<std::string>& argv,
                                          const RunLimits& limits, Watch& /*interrupt*/) override {
    started.push_back(argv);
    std::string line;
    for (const std::string& word : argv) line += (line.empty() ? "" : " ") + word;
    if (const auto exact = commands.find(line); exact != commands.end()) return exact->second;
    const auto at = programs.find(argv.front());
    if (at == programs.end()) return Unexpected(unknown(argv));
    if (at->second.out.size() > limits.out_bytes)
      return Unexpected(Error(Errc::usage, argv.front() + " printed too much"));
    return at->second;
  }
  [[nodiscard]] Result<ProcessOutput> feed(const std::vector<std::string>& argv,
                                           std::string_view input, const RunLimits& limits,
                                           Watch& interrupt) override {
    fed = input;
    return run(argv, limits, interrupt);
  }
  [[nodiscard]] Result<ProcessEnd> run_on_terminal(const std::vector<std::string>& argv) override {
    started.push_back(argv);
    if (!on_terminal) return Unexpected(unknown(argv));
    on_terminal(argv);
    return ProcessEnd{0, 0};
  }
  [[nodiscard]] Result<std::unique_ptr<Child>> start(
      const std::vector<std::string>& argv) override {
    started.push_back(argv);
    return Unexpected(unknown(argv));
  }

 private:
  static Error unknown(const std::vector<std::string>& argv) {
    return {Errc::usage, "cannot start \"" + argv.front() + "\""};
  }
};

}  // namespace llamero

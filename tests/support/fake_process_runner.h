// A ProcessRunner that starts nothing: it records what was asked for, and its ends are written down
// beforehand.
#pragma once

#include "process/process_runner.h"

#include <deque>
#include <stdexcept>
#include <utility>

namespace llamero {

// A program that runs until the test says otherwise.
class FakeChild final : public Child {
 public:
  struct State {
    std::string said;
    std::optional<ProcessEnd> end;
    bool destroyed = false;
  };

  explicit FakeChild(std::shared_ptr<State> state) : state_(std::move(state)) {}
  FakeChild(const FakeChild&) = delete;
  FakeChild& operator=(const FakeChild&) = delete;
  ~FakeChild() override { state_->destroyed = true; }

  [[nodiscard]] int exit_fd() const override { return -1; }
  [[nodiscard]] int error_fd() const override { return -1; }
  [[nodiscard]] const std::string& error_text() override { return state_->said; }
  [[nodiscard]] std::optional<ProcessEnd> end() override { return state_->end; }

 private:
  std::shared_ptr<State> state_;
};

class FakeProcessRunner final : public ProcessRunner {
 public:
  using Argv = std::vector<std::string>;

  std::deque<Result<ProcessOutput>> outputs;      // for run(), in order
  std::deque<Result<ProcessEnd>> terminal_ends;   // for run_on_terminal(), in order
  std::deque<std::optional<Error>> start_errors;  // for start(); none left: it starts
  std::vector<Argv> ran;                          // by run() and run_on_terminal()
  std::vector<Argv> started;
  std::vector<std::shared_ptr<FakeChild::State>> children;  // of start(), in order

  [[nodiscard]] Result<ProcessOutput> run(const Argv& argv, const RunLimits& /*limits*/,
                                          Watch& /*interrupt*/) override {
    ran.push_back(argv);
    return take(outputs, argv);
  }
  [[nodiscard]] Result<ProcessEnd> run_on_terminal(const Argv& argv) override {
    ran.push_back(argv);
    return take(terminal_ends, argv);
  }
  [[nodiscard]] Result<std::unique_ptr<Child>> start(const Argv& argv) override {
    started.push_back(argv);
    if (!start_errors.empty()) {
      const std::optional<Error> error = std::move(start_errors.front());
      start_errors.pop_front();
      if (error) return Unexpected(*error);
    }
    children.push_back(std::make_shared<FakeChild::State>());
    return std::unique_ptr<Child>(std::make_unique<FakeChild>(children.back()));
  }

 private:
  template <class T>
  static T take(std::deque<T>& prepared, const Argv& argv) {
    if (prepared.empty()) throw std::logic_error("nothing is prepared for " + argv.front());
    T next = std::move(prepared.front());
    prepared.pop_front();
    return next;
  }
};

}  // namespace llamero

// The ssh behind a request, looked after in the same poll as the request.
#pragma once

#include "llamero/http.h"
#include "process/process_runner.h"

#include <poll.h>

#include <optional>

namespace llamero {

// Notices the end of ssh, and how far the request has come.
class TunnelEndWatch final : public Watch {
 public:
  explicit TunnelEndWatch(const Child& ssh) : ssh_(ssh) {}

  [[nodiscard]] int fd() const override { return until_ ? -1 : ssh_.exit_fd(); }
  [[nodiscard]] short events() const override { return POLLIN; }
  // What ssh passed on before its end is still in the socket: the transport may read it first.
  Result<void> on_ready() override {
    until_ = std::chrono::steady_clock::now() + kGrace;
    return {};
  }
  [[nodiscard]] std::optional<SteadyTime> next_tick() const override { return until_; }
  Result<void> on_tick(SteadyTime now) override {
    if (!until_ || now < *until_) return {};
    return Unexpected(Error(Errc::tunnel_failed, "ssh has ended"));
  }

 private:
  static constexpr Milliseconds kGrace{100};

  const Child& ssh_;
  std::optional<SteadyTime> until_;
};

// Takes the words of ssh as they come: a full pipe would make it wait for us.
class TunnelWordsWatch final : public Watch {
 public:
  explicit TunnelWordsWatch(Child& ssh) : ssh_(ssh) {}

  [[nodiscard]] int fd() const override { return ssh_.error_fd(); }
  [[nodiscard]] short events() const override { return POLLIN; }
  Result<void> on_ready() override {
    static_cast<void>(ssh_.error_text());
    return {};
  }

 private:
  Child& ssh_;
};

// How far a request has come.
class PhaseWatch final : public Watch {
 public:
  void on_phase(Phase phase) override {
    sent_ = sent_ || phase == Phase::waiting || phase == Phase::answering;
    answering_ = answering_ || phase == Phase::answering;
  }
  [[nodiscard]] bool sent() const { return sent_; }
  [[nodiscard]] bool answering() const { return answering_; }

 private:
  bool sent_ = false;
  bool answering_ = false;
};

}  // namespace llamero

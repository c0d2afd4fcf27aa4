#include "cli/pulling.h"

#include "cli/connection.h"
#include "cli/message.h"
#include "cli/pull_display.h"

#include <algorithm>
#include <csignal>

namespace llamero {
namespace {

constexpr Milliseconds kBeforeResume{1000};
constexpr Milliseconds kStall{120'000};

// A server that says at each try that a little more came would keep us for ever.
constexpr int kMostPosts = 50;

// Once the pull was under way, a server that cannot be reached is one that restarts.
Error named(Error error, const std::string& model) {
  if (error.message.find(model) == std::string::npos) error.message = model + ": " + error.message;
  return error;
}

bool worth_resuming(const Error& error, bool under_way) {
  if (error.code == Errc::cut || error.code == Errc::timed_out) return true;
  return error.code == Errc::connect_failed && (error.request_sent || under_way);
}

void explain_interrupt(const Error& error, const std::string& model, Run run) {
  if (error.code != Errc::interrupted && error.code != Errc::deadline) return;
  say_note(run.services.err, run.settings,
           "the server keeps what it has of " + model + "; the next pull goes on from there");
}

}  // namespace

Result<void> pull_model(const std::string& model, bool insecure, Run run,
                        const OnPullProgress& also) {
  Connection connection(run.services, run.settings, run.interrupts, model);
  PullDisplay display(run.services.err, connection.status_line(), run.services.clock,
                      run.settings.progress);
  const auto on_progress = [&](const PullProgress& progress) -> Result<void> {
    display.update(progress);
    return also ? also(progress) : Result<void>();
  };
  std::int64_t most = 0;
  int fruitless = 0;
  for (int posts = 1;; ++posts) {
    auto pulled = connection.client().pull(model, insecure,
                                           run.settings.idle_timeout.value_or(kStall), on_progress);
    connection.status_line().clear();
    if (pulled) {
      display.done(model);
      return {};
    }
    const std::int64_t now_there = display.tracker().total_completed();
    fruitless = now_there > most ? 1 : fruitless + 1;
    most = std::max(most, now_there);
    explain_interrupt(pulled.error(), model, run);
    const bool give_up = fruitless > run.settings.retries || posts >= kMostPosts;
    if (give_up || !worth_resuming(pulled.error(), most > 0)) {
      return Unexpected(named(std::move(pulled).error(), model));
    }
    say_note(run.services.err, run.settings, pulled.error().message + "; resuming the pull");
    if (auto waited = connection.wait(kBeforeResume); !waited) return waited;
  }
}

}  // namespace llamero

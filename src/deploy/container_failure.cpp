#include "deploy/container_failure.h"

#include <algorithm>
#include <array>

#include "deploy/failure_causes.h"
#include "deploy/quoted_line.h"

namespace llamero {
namespace {

// More than the lines of a start; what is older is of another failure.
constexpr std::size_t kLongestLog = 1 << 16;
constexpr std::size_t kLongestDockerText = 1 << 16;
constexpr int kManyRestarts = 3;

std::string_view end_of_log(const FailureEvidence& evidence) {
  const std::string_view logs = evidence.logs;
  return logs.size() <= kLongestLog ? logs : logs.substr(logs.size() - kLongestLog);
}

std::string last_words(const FailureEvidence& evidence) {
  const auto lines = last_log_lines(evidence.logs, 1);
  return lines.empty() ? "" : ": " + lines.front();
}

// docker marks the container when the kernel killed any process in it; of a server whose container
// still runs only the log tells.
std::optional<FailureCause> want_of_memory(const FailureEvidence& evidence) {
  constexpr std::array<std::string_view, 4> kTold = {"signal: killed", "reported out-of-memory",
                                                     "cannot allocate memory",
                                                     "unable to allocate CPU buffer"};
  const std::string_view logs = end_of_log(evidence);
  const bool told = std::any_of(kTold.begin(), kTold.end(), [&](std::string_view text) {
    return logs.find(text) != std::string_view::npos;
  });
  if (!evidence.state.oom_killed && !told) return std::nullopt;
  return FailureCause{"the memory of the container was not enough",
                      "give it more with --memory, or choose a smaller model or --context"};
}

std::optional<FailureCause> exit_code_cause(const FailureEvidence& evidence) {
  if (evidence.state.running()) return std::nullopt;
  const std::string code = "exit code " + std::to_string(evidence.state.exit_code);
  switch (evidence.state.exit_code) {
    case 126:
    case 127:
      return FailureCause{
          "the program of the image cannot be run (" + code + ")" + last_words(evidence),
          "is it an image of Ollama, made for the processor of the host?"};
    case 132:
      return FailureCause{
          "the processor of the host does not know an instruction of the image (" + code + ")",
          "choose an image for an older processor, or another machine"};
    case 137:
      return FailureCause{"the container was killed (" + code + ")" + last_words(evidence),
                          "by `docker kill`, or by the host for want of memory: dmesg tells"};
    default:
      return std::nullopt;
  }
}

std::optional<FailureCause> health_cause(const FailureEvidence& evidence) {
  if (evidence.state.health != "unhealthy") return std::nullopt;
  const auto said = last_log_lines(evidence.state.health_log, 1);
  return FailureCause{"the server does not answer the health check" +
                          (said.empty() ? last_words(evidence) : ": " + said.front()),
                      "see what it does: llamero logs"};
}

// What is left is told by docker's words, the exit code and the last line of the log.
FailureCause plain_words(const FailureEvidence& evidence) {
  const ContainerState& state = evidence.state;
  const std::string& docker = evidence.docker_error.empty() ? state.error : evidence.docker_error;
  if (!docker.empty()) return {quoted_line(docker), ""};
  const std::string code = "exit code " + std::to_string(state.exit_code);
  if (state.status == "restarting" || state.restarts >= kManyRestarts)
    return {"the server ends and is started again, " + std::to_string(state.restarts) +
                " times now (" + code + ")" + last_words(evidence),
            "see what it says: llamero logs"};
  if (state.status == "exited" || state.status == "dead")
    return {"the server ended (" + code + ")" + last_words(evidence),
            "see what it says: llamero logs"};
  const auto lines = last_log_lines(evidence.logs, 1);
  return {lines.empty() ? "no word of the reason" : lines.front(),
          "see what it says: llamero logs"};
}

FailureCause cause_of(const FailureEvidence& evidence) {
  const std::string docker =
      evidence.docker_error.substr(0, kLongestDockerText) + "\n" + evidence.state.error;
  if (auto cause = known_cause(SaidBy::docker, docker, evidence)) return *std::move(cause);
  if (auto cause = want_of_memory(evidence)) return *std::move(cause);
  if (auto cause = known_cause(SaidBy::container, end_of_log(evidence), evidence))
    return *std::move(cause);
  if (!evidence.docker_error.empty() || !evidence.state.error.empty()) return plain_words(evidence);
  if (auto cause = exit_code_cause(evidence)) return *std::move(cause);
  if (auto cause = health_cause(evidence)) return *std::move(cause);
  return plain_words(evidence);
}

}  // namespace

Error explain_container_failure(std::string_view stage, const FailureEvidence& evidence) {
  FailureCause cause = cause_of(evidence);
  return {Errc::deploy, std::string(stage) + ": " + std::move(cause.message),
          std::move(cause.hint)};
}

std::vector<std::string> last_log_lines(std::string_view logs, std::size_t count) {
  std::vector<std::string> lines;
  while (!logs.empty() && lines.size() < count) {
    const std::size_t newline = logs.rfind('\n');
    const std::size_t begin = newline == std::string_view::npos ? 0 : newline + 1;
    std::string line = quoted_line(logs.substr(begin));
    if (!line.empty()) lines.push_back(std::move(line));
    logs = logs.substr(0, begin == 0 ? 0 : newline);
  }
  std::reverse(lines.begin(), lines.end());
  return lines;
}

}  // namespace llamero

#include "deploy/ssh_link.h"

#include "engine/tunnel_watch.h"

#include <algorithm>
#include <array>

#include "deploy/docker_run.h"

namespace llamero {
namespace {

// How often a login is looked at, and how long ssh may take to explain what libcurl has seen first.
constexpr Milliseconds kSlice{20};
constexpr int kSlicesForWords = 15;
constexpr Milliseconds kTimeToObey{10'000};
constexpr std::size_t kMostOutput = 256 * 1024;

std::vector<Watch*> with(HostLink::Watches watches, std::initializer_list<Watch*> more) {
  std::vector<Watch*> all(more);
  all.insert(all.end(), watches.begin(), watches.end());
  return all;
}

bool may_be_the_link(const Error& error) {
  return error.code == Errc::connect_failed || error.code == Errc::cut ||
         error.code == Errc::tunnel_failed;
}

std::string line_with(std::string_view said, std::size_t at) {
  constexpr std::size_t kLongest = 200;
  const std::size_t before = said.rfind('\n', at);
  const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
  std::string line(said.substr(begin, std::min(said.find('\n', at) - begin, kLongest)));
  while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
  return line;
}

}  // namespace

Result<void> SshLink::open(Watches watches) {
  if (master_ && !master_->ended()) return {};
  master_.reset();
  forwards_.clear();
  const SshLogin login{options_.destination, options_.may_ask, options_.connect_timeout};
  auto started = SshMaster::start(processes_, env_, login);
  if (!started) return Unexpected(std::move(started).error());
  master_.emplace(*std::move(started));
  const SteadyTime begin = std::chrono::steady_clock::now();
  const Milliseconds limit = options_.connect_timeout;
  const bool limited = !options_.may_ask && limit.count() > 0;
  TunnelEndWatch end(master_->child());
  TunnelWordsWatch words(master_->child());
  const std::vector<Watch*> all = with(watches, {&end, &words});
  while (!master_->accepts()) {
    if (master_->ended()) return Unexpected(master_->why_ended());
    if (limited && std::chrono::steady_clock::now() >= begin + limit)
      return Unexpected(master_->not_up_within(limit));
    auto waited = inner_.wait(kSlice, all);
    if (!waited && waited.error().code != Errc::tunnel_failed) return waited;
  }
  return {};
}

Result<ProcessOutput> SshLink::run(const std::string& script, Milliseconds limit,
                                   Watch& interrupt) {
  const auto argv =
      ssh_session_command(options_.destination, master_->control(), "sh -c " + shell_word(script));
  auto ran = processes_.run(argv, {limit, kMostOutput}, interrupt);
  if (!ran) {
    if (ran.error().code != Errc::usage) return ran;
    return Unexpected(Error(Errc::tunnel_failed, "a command on " + text() +
                                                     " did not end well: " + ran.error().message));
  }
  constexpr int kSshFailed = 255;
  if (ran->end.status != kSshFailed) return ran;
  if (master_->ended()) return Unexpected(master_->why_ended());
  if (ran->err.find("Session open refused") != std::string::npos) {
    return Unexpected(Error(Errc::tunnel_failed, "sshd on " + text() + " allows no session",
                            "its sshd_config needs MaxSessions 10, as is usual"));
  }
  return Unexpected(explain_ssh_end({options_.destination, 0}, ran->err, ran->end));
}

Result<std::unique_ptr<Child>> SshLink::start(const std::string& script) {
  auto child = processes_.start(
      ssh_session_command(options_.destination, master_->control(), "sh -c " + shell_word(script)));
  if (!child) return Unexpected(explain_ssh_not_run(child.error()));
  return child;
}

Result<Endpoint> SshLink::to_socket(const std::string& path, Watches watches) {
  auto endpoint = forward(path, watches);
  if (!endpoint) return endpoint;
  endpoint->base_url = "http://docker";
  endpoint->display = path + " of " + text();
  return endpoint;
}

Result<Endpoint> SshLink::to_port(const std::string& address, int port, Watches watches) {
  const std::string remote = address + ":" + std::to_string(port);
  auto endpoint = forward(remote, watches);
  if (!endpoint) return endpoint;
  endpoint->base_url = "http://" + remote;
  endpoint->display = remote + " of " + text();
  return endpoint;
}

Result<Endpoint> SshLink::forward(const std::string& remote, Watches watches) {
  Endpoint endpoint;
  const auto known = std::find_if(forwards_.begin(), forwards_.end(),
                                  [&](const Forward& one) { return one.remote == remote; });
  if (known != forwards_.end()) {
    endpoint.route.unix_socket = known->folder.socket();
    return endpoint;
  }
  if (remote.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                               "/._-:") != std::string::npos) {
    return Unexpected(Error(
        Errc::deploy, "ssh cannot forward to \"" + remote.substr(0, 100) + "\" of " + text()));
  }
  auto folder = SocketFolder::make(env_);
  if (!folder) return Unexpected(std::move(folder).error());
  Watch none;
  Watch& interrupt = watches.empty() ? none : *watches.front();
  auto asked = processes_.run(
      ssh_forward_request(options_.destination, master_->control(), folder->socket(), remote),
      {kTimeToObey, kMostOutput}, interrupt);
  if (!asked) return Unexpected(std::move(asked).error());
  if (asked->end.status != 0) {
    if (master_->ended()) return Unexpected(master_->why_ended());
    return Unexpected(explain_ssh_end({options_.destination, 0}, asked->err, asked->end));
  }
  endpoint.route.unix_socket = folder->socket();
  forwards_.push_back({*std::move(folder), remote});
  return endpoint;
}

std::optional<Error> SshLink::explain_forward(const std::string& socket) {
  const auto known = std::find_if(forwards_.begin(), forwards_.end(), [&](const Forward& one) {
    return one.folder.socket() == socket;
  });
  if (known == forwards_.end()) return std::nullopt;
  const bool is_path = known->remote.starts_with('/');
  const std::string_view said = master_->new_words();
  const std::size_t at = said.rfind("open failed: ");
  if (at == std::string_view::npos) return std::nullopt;
  const std::string line = line_with(said, at);
  if (is_path) {
    // sshd gives one reason for all causes: forbidden, missing, not for this user, nobody there.
    return Error(Errc::deploy,
                 "docker on " + text() + " does not answer at " + known->remote + ": " + line);
  }
  return Error(Errc::connect_failed,
               "nothing answers on " + known->remote + " of " + text() + ": " + line,
               "llamero logs shows what the container says; sshd_config needs AllowTcpForwarding "
               "yes (or local)");
}

Result<std::optional<Error>> SshLink::word_of_ssh(const std::string& socket, Watches watches) {
  TunnelEndWatch end(master_->child());
  TunnelWordsWatch words(master_->child());
  const std::vector<Watch*> all = with(watches, {&end, &words});
  for (int i = 0;; ++i) {
    if (master_->ended()) return std::optional(master_->why_ended());
    if (auto why = explain_forward(socket)) return why;
    if (i == kSlicesForWords) return std::optional<Error>();
    auto waited = inner_.wait(kSlice, all);
    if (!waited && waited.error().code != Errc::tunnel_failed)
      return Unexpected(std::move(waited).error());
  }
}

std::optional<Error> SshLink::why_ended(Watches watches) {
  for (int i = 0; i < kSlicesForWords && !master_->ended(); ++i) {
    if (!inner_.wait(kSlice, watches)) break;
  }
  return master_->ended() ? std::optional(master_->why_ended()) : std::nullopt;
}

Result<HttpResponse> SshLink::Through::perform(const HttpRequest& request, BodySink& sink,
                                               std::span<Watch* const> watches) {
  link_.master_->forget_words();
  Result<HttpResponse> result = Unexpected(Error());
  PhaseWatch phase;
  {
    TunnelEndWatch end(link_.master_->child());
    TunnelWordsWatch words(link_.master_->child());
    result = inner_.perform(request, sink, with(watches, {&end, &words, &phase}));
  }
  if (result || !may_be_the_link(result.error())) return result;
  auto word = link_.word_of_ssh(request.route.unix_socket, watches);
  if (!word) return Unexpected(std::move(word).error());
  if (!*word) return result;
  Error error = **std::move(word);
  error.request_sent = phase.sent();
  if (phase.answering()) error.code = Errc::cut;
  return Unexpected(std::move(error));
}

Result<void> SshLink::Through::wait(Milliseconds duration, std::span<Watch* const> watches) {
  return inner_.wait(duration, watches);
}

}  // namespace llamero

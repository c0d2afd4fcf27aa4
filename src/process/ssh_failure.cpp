#include "process/ssh_failure.h"

#include <algorithm>
#include <array>

namespace llamero {
namespace {

constexpr std::size_t kLongestQuote = 200;

// What a message may name.
struct Facts {
  std::string where;      // user@host:port
  std::string login;      // user@host, for a command to try
  std::string service;    // 127.0.0.1:11434
  std::string said_line;  // the line of ssh that told
  std::string keygen;     // the command that forgets a host key
};

struct Cause {
  std::string_view evidence;
  Errc code;
  std::string (*message)(const Facts&);
  std::string (*hint)(const Facts&);
};

// The order matters: the first one that is found explains; the general ones come last.
constexpr std::array kCauses = {
    Cause{"REMOTE HOST IDENTIFICATION HAS CHANGED", Errc::ssh_refused,
          [](const Facts& f) { return "the host key of " + f.where + " has changed"; },
          [](const Facts& f) {
            return "somebody may be in between; if you know why it changed: " + f.keygen;
          }},
    Cause{"Host key verification failed", Errc::ssh_refused,
          [](const Facts& f) { return "the host key of " + f.where + " is not known"; },
          [](const Facts& f) { return "check and accept it once by hand: ssh " + f.login; }},
    Cause{"Permission denied (", Errc::ssh_refused,
          [](const Facts& f) { return f.where + " did not accept our ssh keys: " + f.said_line; },
          [](const Facts& f) { return "does this work by hand: ssh " + f.login; }},
    Cause{"Too many authentication failures", Errc::ssh_refused,
          [](const Facts& f) { return f.where + " refused the login: " + f.said_line; },
          [](const Facts&) {
            return std::string(
                "the agent offers too many keys: IdentitiesOnly and IdentityFile "
                "in the ssh config choose one");
          }},
    Cause{
        "Could not resolve hostname", Errc::tunnel_failed,
        [](const Facts& f) { return "no address for the ssh host: " + f.said_line; },
        [](const Facts&) { return std::string("check the name, the ssh config and the network"); }},
    Cause{"administratively prohibited", Errc::tunnel_failed,
          [](const Facts& f) {
            return "sshd on " + f.where + " forbids the forwarding to " + f.service;
          },
          [](const Facts& f) {
            return "its sshd_config needs AllowTcpForwarding yes, or PermitOpen " + f.service;
          }},
    Cause{"open failed: connect failed", Errc::tunnel_failed,
          [](const Facts& f) {
            return "the tunnel is up, but nothing answers on " + f.service + " of " + f.where +
                   ": " + f.said_line;
          },
          [](const Facts&) { return std::string("is Ollama, or its container, running there?"); }},
    Cause{"open failed: ", Errc::tunnel_failed,
          [](const Facts& f) {
            return "the tunnel to " + f.where + " could not reach " + f.service + ": " +
                   f.said_line;
          },
          [](const Facts&) { return std::string(); }},
    Cause{
        "Timeout, server ", Errc::tunnel_failed,
        [](const Facts& f) { return "the ssh connection to " + f.where + " died: " + f.said_line; },
        [](const Facts&) { return std::string("the network, or the machine, went away"); }},
    Cause{"Bad local forwarding specification", Errc::tunnel_failed,
          [](const Facts& f) { return "ssh does not take the path of the socket: " + f.said_line; },
          [](const Facts&) { return std::string("set TMPDIR to a short path"); }},
    Cause{"too long for Unix domain socket", Errc::tunnel_failed,
          [](const Facts& f) { return "ssh does not take the path of the socket: " + f.said_line; },
          [](const Facts&) { return std::string("set TMPDIR to a short path"); }},
    Cause{"ControlPath too long", Errc::tunnel_failed,
          [](const Facts& f) { return "ssh does not take the path of the socket: " + f.said_line; },
          [](const Facts&) { return std::string("set TMPDIR to a short path"); }},
    Cause{"unix_listener: cannot bind", Errc::tunnel_failed,
          [](const Facts& f) { return "ssh could not make its socket: " + f.said_line; },
          [](const Facts&) { return std::string("another program may hold it; try again"); }},
    Cause{"Address already in use", Errc::tunnel_failed,
          [](const Facts& f) {
            return "a forwarding that the ssh config has for " + f.where +
                   " is in use: " + f.said_line;
          },
          [](const Facts&) {
            return std::string("give the host an alias without LocalForward in the ssh config");
          }},
    Cause{"remote port forwarding failed", Errc::tunnel_failed,
          [](const Facts& f) {
            return "a forwarding that the ssh config has for " + f.where +
                   " failed: " + f.said_line;
          },
          [](const Facts&) {
            return std::string("give the host an alias without RemoteForward in the ssh config");
          }},
    Cause{
        "Connection refused", Errc::tunnel_failed,
        [](const Facts& f) { return "no ssh on " + f.where + ": " + f.said_line; },
        [](const Facts&) { return std::string("is the machine up, and its sshd on this port?"); }},
    Cause{"timed out", Errc::tunnel_failed,
          [](const Facts& f) { return "no ssh connection to " + f.where + ": " + f.said_line; },
          [](const Facts&) {
            return std::string(
                "is the machine up? a firewall may drop the packets; "
                "--connect-timeout changes the limit");
          }},
    Cause{"kex_exchange_identification", Errc::tunnel_failed,
          [](const Facts& f) {
            return f.where + " closed the ssh connection before the login: " + f.said_line;
          },
          [](const Facts&) {
            return std::string(
                "sshd may be busy or shut us out for a while (MaxStartups, "
                "PerSourcePenalties): wait a minute");
          }},
};

std::string one_line(std::string_view line) {
  while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '.'))
    line.remove_suffix(1);
  std::string text(line.substr(0, kLongestQuote));
  if (line.size() > kLongestQuote) text += "…";
  return text;
}

// The line around the place where something was found.
std::string line_at(std::string_view said, std::size_t at) {
  const std::size_t before = said.rfind('\n', at);
  const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
  return one_line(said.substr(begin, said.find('\n', at) - begin));
}

std::string last_line(std::string_view said) {
  const std::size_t end = said.find_last_not_of(" \t\r\n");
  return end == std::string_view::npos ? std::string() : line_at(said, end);
}

// ssh's own proposal knows the name behind an alias and the right file. A person will paste it into
// a shell, so that it counts only while it is made of harmless characters.
std::optional<std::string> keygen_of_ssh(std::string_view said) {
  const std::size_t at = said.find("ssh-keygen -f \"");
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view command = said.substr(at, said.find_first_of("\r\n", at) - at);
  constexpr std::string_view kHarmless =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 ._/:@[]\"-";
  if (command.size() > kLongestQuote ||
      command.find_first_not_of(kHarmless) != std::string_view::npos)
    return std::nullopt;
  return std::string(command);
}

// A host on another port is listed as "[host]:port".
std::string keygen_for(const SshDestination& destination) {
  constexpr int kUsualPort = 22;
  std::string name = destination.host;
  if (destination.port != 0 && destination.port != kUsualPort)
    name = "[" + name + "]:" + std::to_string(destination.port);
  return "ssh-keygen -R \"" + name + "\"";
}

Facts facts_of(const SshPlace& place, std::string_view said) {
  const SshDestination& to = place.destination;
  const std::string port = to.port == 0 ? "" : "-p " + std::to_string(to.port) + " ";
  return {to.text(), port + to.argument(), "127.0.0.1:" + std::to_string(place.port), "",
          keygen_of_ssh(said).value_or(keygen_for(to))};
}

std::optional<Error> known_cause(const SshPlace& place, std::string_view said,
                                 bool (*considered)(const Cause&)) {
  for (const Cause& cause : kCauses) {
    if (!considered(cause)) continue;
    const std::size_t at = said.rfind(cause.evidence);
    if (at == std::string_view::npos) continue;
    Facts facts = facts_of(place, said);
    facts.said_line = line_at(said, at);
    return Error(cause.code, cause.message(facts), cause.hint(facts));
  }
  return std::nullopt;
}

bool is_any(const Cause& /*cause*/) {
  return true;
}

bool is_about_forwarding(const Cause& cause) {
  return cause.evidence == "administratively prohibited" ||
         cause.evidence.starts_with("open failed: ");
}

}  // namespace

Error explain_ssh_end(const SshPlace& place, std::string_view said, const ProcessEnd& end) {
  if (auto error = known_cause(place, said, is_any)) return *std::move(error);
  std::string why = last_line(said);
  if (why.empty() && end.signal != 0) why = "it was ended by signal " + std::to_string(end.signal);
  if (why.empty()) why = "it ended with status " + std::to_string(end.status);
  return {Errc::tunnel_failed, "ssh to " + place.destination.text() + " failed: " + why,
          "does this work by hand: ssh " + facts_of(place, said).login};
}

Error explain_ssh_silence(const SshPlace& place, std::string_view said, const std::string& limit) {
  const std::string line = last_line(said);
  return {Errc::tunnel_failed,
          "ssh to " + place.destination.text() + " was not through within " + limit +
              (line.empty() ? "" : ": " + line),
          "--connect-timeout changes the limit"};
}

Error explain_ssh_not_run(const Error& error) {
  const bool missing = error.message.starts_with("cannot start");
  return {Errc::tunnel_failed, error.message,
          missing ? "the OpenSSH client must be installed, and in PATH" : error.hint};
}

std::optional<Error> explain_ssh_forwarding(const SshPlace& place, std::string_view said) {
  return known_cause(place, said, is_about_forwarding);
}

}  // namespace llamero

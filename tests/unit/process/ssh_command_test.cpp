#include "process/ssh_command.h"

#include "catch.hpp"

#include <algorithm>
#include <random>

using namespace llamero;

namespace {

std::string joined(const std::vector<std::string>& argv) {
  std::string text;
  for (const std::string& argument : argv) text += (text.empty() ? "" : " ") + argument;
  return text;
}

const SshForward kForward{"/run/user/1000/llamero/t/s", 11434};

}  // namespace

TEST_CASE("the command line of a private tunnel") {
  SshLogin login{{"ubuntu", "203.0.113.7", 0}, false, Milliseconds(4500)};
  CHECK(joined(ssh_tunnel_command(login, kForward)) ==
        "ssh -N -T -o BatchMode=yes -o ConnectTimeout=5 -o ServerAliveInterval=5 "
        "-o ServerAliveCountMax=3 -o LogLevel=INFO -o PermitLocalCommand=no -o RemoteCommand=none "
        "-o ForwardAgent=no -o ForwardX11=no -o Tunnel=no -o ControlMaster=no -o ControlPath=none "
        "-o ExitOnForwardFailure=yes -o StreamLocalBindUnlink=yes -o StreamLocalBindMask=0177 "
        "-L /run/user/1000/llamero/t/s:127.0.0.1:11434 -- ubuntu@203.0.113.7");
  login.may_ask = true;
  login.connect_timeout = Milliseconds(0);
  login.destination.port = 2222;
  const std::string asking = joined(ssh_tunnel_command(login, kForward));
  CHECK(asking.find("BatchMode") == std::string::npos);
  CHECK(asking.find("ConnectTimeout") == std::string::npos);
  CHECK(asking.ends_with(" -p 2222 -- ubuntu@203.0.113.7"));
}

TEST_CASE("the command lines of a shared tunnel") {
  const SshLogin login{{"", "lab", 0}, true, Milliseconds(10'000)};
  CHECK(joined(ssh_master_command(login, kForward, "/c")) ==
        "ssh -M -S /c -f -N -T -o ConnectTimeout=10 -o ServerAliveInterval=5 "
        "-o ServerAliveCountMax=3 -o LogLevel=INFO -o PermitLocalCommand=no -o RemoteCommand=none "
        "-o ForwardAgent=no -o ForwardX11=no -o Tunnel=no -o ControlPersist=no "
        "-o ExitOnForwardFailure=yes -o StreamLocalBindUnlink=yes -o StreamLocalBindMask=0177 "
        "-L /run/user/1000/llamero/t/s:127.0.0.1:11434 -- lab");
  CHECK(joined(ssh_master_request(login.destination, "/c", MasterRequest::check)) ==
        "ssh -S /c -O check -o BatchMode=yes -- lab");
  CHECK(joined(ssh_master_request(login.destination, "/c", MasterRequest::exit)) ==
        "ssh -S /c -O exit -o BatchMode=yes -- lab");
}

TEST_CASE("the command line of a private master, which binds nothing by itself", "[deploy]") {
  SshLogin login{{"ubuntu", "203.0.113.7", 2222}, false, Milliseconds(10'000)};
  CHECK(joined(ssh_link_command(login, "/c")) ==
        "ssh -M -S /c -N -T -o BatchMode=yes -o ConnectTimeout=10 -o ServerAliveInterval=5 "
        "-o ServerAliveCountMax=3 -o LogLevel=INFO -o PermitLocalCommand=no -o RemoteCommand=none "
        "-o ForwardAgent=no -o ForwardX11=no -o Tunnel=no -o ControlPersist=no "
        "-o ExitOnForwardFailure=yes -o StreamLocalBindUnlink=yes -o StreamLocalBindMask=0177 "
        "-p 2222 -- ubuntu@203.0.113.7");
  login.may_ask = true;
  CHECK(joined(ssh_link_command(login, "/c")).find("BatchMode") == std::string::npos);
}

TEST_CASE("a session asks the master alone, and its command is one argument", "[deploy]") {
  const SshDestination lab{"", "lab", 22};
  const auto session = ssh_session_command(lab, "/c", "sh -c 'id; ls'");
  CHECK(joined(session) ==
        "ssh -S /c -T -o BatchMode=yes -o ControlMaster=no -o ProxyCommand=false "
        "-o RemoteCommand=none -p 22 -- lab sh -c 'id; ls'");
  CHECK(session.back() == "sh -c 'id; ls'");
}

TEST_CASE("a forwarding is asked of the master, to a socket or a port", "[deploy]") {
  const SshDestination lab{"me", "lab", 0};
  CHECK(joined(ssh_forward_request(lab, "/c", "/l", "/var/run/docker.sock")) ==
        "ssh -S /c -O forward -o BatchMode=yes -L /l:/var/run/docker.sock -- me@lab");
  CHECK(joined(ssh_forward_request({"", "lab", 2222}, "/c", "/l", "127.0.0.1:11434")) ==
        "ssh -S /c -O forward -o BatchMode=yes -L /l:127.0.0.1:11434 -p 2222 -- lab");
}

TEST_CASE("where a person says to log in never becomes an option of ssh", "[deploy]") {
  for (const char* hostile : {"-oProxyCommand=x", "ssh://-oProxyCommand=x", "me@-oProxyCommand=x",
                              "-l@h", "a b", "a\nb", "a;b", "a`b`", "$(x)", "h:22 -L 1:2:3"}) {
    CAPTURE(hostile);
    CHECK_FALSE(parse_ssh_destination(hostile));
  }
  // Even where one came through, it stands after the two dashes.
  const SshDestination hostile{"-l", "-oProxyCommand=x", 2222};
  const SshDestination plain{"u", "h", 2222};
  const auto both = [&](const auto& command, std::ptrdiff_t behind) {
    auto made = command(hostile);
    auto usual = command(plain);
    REQUIRE(made.size() == usual.size());
    const auto dashes = std::find(made.begin(), made.end(), "--");
    REQUIRE(made.end() - dashes == behind);
    CHECK(*(dashes + 1) == "-l@-oProxyCommand=x");
    CHECK(std::equal(made.begin(), dashes, usual.begin()));
  };
  both(
      [](const SshDestination& to) {
        return ssh_link_command({to, false, Milliseconds(1)}, "/c");
      },
      2);
  both([](const SshDestination& to) { return ssh_session_command(to, "/c", "true"); }, 3);
  both([](const SshDestination& to) { return ssh_forward_request(to, "/c", "/l", "/r"); }, 2);
  both([](const SshDestination& to) { return ssh_master_request(to, "/c", MasterRequest::exit); },
       2);
}

TEST_CASE("whatever a person writes is refused, or stands after the two dashes") {
  std::mt19937 random(7);
  const std::string alphabet = std::string("-o=@:[]%$`;|& ./aZ09_\n\"'\\", 26) + '\0';
  std::size_t accepted = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    for (std::size_t length = random() % 8; length > 0; --length)
      text += alphabet[random() % alphabet.size()];
    const auto destination = parse_ssh_destination(text);
    if (!destination) continue;
    ++accepted;
    const auto argv = ssh_tunnel_command({*destination, false, Milliseconds(1)}, kForward);
    SshDestination other{"u", "h", destination->port};
    auto expected = ssh_tunnel_command({other, false, Milliseconds(1)}, kForward);
    REQUIRE(argv.size() == expected.size());
    expected.back() = argv.back();
    REQUIRE(argv == expected);
    REQUIRE(argv[argv.size() - 2] == "--");
    REQUIRE(argv.back().front() != '-');
  }
  CHECK(accepted > 50);
}

TEST_CASE("no command line says anything about host keys") {
  const SshLogin login{{"", "lab", 0}, false, Milliseconds(1)};
  for (const auto& argv :
       {ssh_tunnel_command(login, kForward), ssh_master_command(login, kForward, "/c"),
        ssh_link_command(login, "/c"), ssh_session_command(login.destination, "/c", "true"),
        ssh_forward_request(login.destination, "/c", "/l", "/r")}) {
    for (const char* word : {"HostKey", "KnownHosts"})
      CHECK(joined(argv).find(word) == std::string::npos);
  }
}

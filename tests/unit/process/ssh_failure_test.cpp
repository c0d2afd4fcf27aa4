#include "process/ssh_failure.h"

#include "catch.hpp"

using namespace llamero;

namespace {

const SshPlace kPlace{{"me", "gpu", 2222}, 11434};

Error explained(const std::string& said) {
  return explain_ssh_end(kPlace, said, {255, 0});
}

}  // namespace

TEST_CASE("each failure of ssh has a name and a remedy") {
  struct Row {
    const char* said;
    Errc code;
    const char* message;
    const char* hint;
  };
  const auto row = GENERATE(
      Row{"@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!  @\nHost key verification "
          "failed.\r\n",
          Errc::ssh_refused, "has changed", "ssh-keygen -R \"[gpu]:2222\""},
      Row{"REMOTE HOST IDENTIFICATION HAS CHANGED\n  remove with:\n  ssh-keygen -f "
          "\"/home/me/.ssh/known_hosts\" -R \"10.0.0.1\"\nHost key verification failed.\r\n",
          Errc::ssh_refused, "has changed",
          "ssh-keygen -f \"/home/me/.ssh/known_hosts\" -R \"10.0.0.1\""},
      Row{"REMOTE HOST IDENTIFICATION HAS CHANGED\nssh-keygen -f \"x\" -R \"y\"; id\n",
          Errc::ssh_refused, "has changed", "ssh-keygen -R \"[gpu]:2222\""},
      Row{"No ED25519 host key is known for gpu and you have requested strict checking.\r\nHost "
          "key "
          "verification failed.\r\n",
          Errc::ssh_refused, "is not known", "ssh -p 2222 me@gpu"},
      Row{"me@gpu: Permission denied (publickey).\r\n", Errc::ssh_refused, "(publickey)",
          "ssh -p 2222"},
      Row{"Received disconnect from x: Too many authentication failures\n", Errc::ssh_refused,
          "Too many", "IdentitiesOnly"},
      Row{"ssh: Could not resolve hostname gpu: Name or service not known\r\n", Errc::tunnel_failed,
          "no address", "network"},
      Row{"ssh: connect to host gpu port 2222: Connection refused\r\n", Errc::tunnel_failed,
          "no ssh on me@gpu:2222", "sshd"},
      Row{"ssh: connect to host gpu port 2222: Connection timed out\r\n", Errc::tunnel_failed,
          "timed out", "firewall"},
      Row{"Timeout, server gpu not responding.\r\n", Errc::tunnel_failed, "died", "network"},
      Row{"channel 1: open failed: administratively prohibited: open failed\r\n",
          Errc::tunnel_failed, "forbids the forwarding to 127.0.0.1:11434",
          "AllowTcpForwarding yes"},
      Row{"channel 1: open failed: connect failed: Connection refused\r\n", Errc::tunnel_failed,
          "nothing answers on 127.0.0.1:11434", "Ollama"},
      Row{"Bad local forwarding specification '/x'\r\n", Errc::tunnel_failed, "path", "TMPDIR"},
      Row{"unix_listener: path \"/x\" too long for Unix domain socket\n", Errc::tunnel_failed,
          "path", "TMPDIR"},
      Row{"unix_listener: cannot bind to path /x: Address already in use\r\nCould not request "
          "local "
          "forwarding.\r\n",
          Errc::tunnel_failed, "could not make its socket", "try again"},
      Row{"bind [127.0.0.1]:8080: Address already in use\r\nCould not request local "
          "forwarding.\r\n",
          Errc::tunnel_failed, "ssh config", "LocalForward"},
      Row{"kex_exchange_identification: Connection closed by remote host\r\n", Errc::tunnel_failed,
          "before the login", "MaxStartups"});
  const Error error = explained(row.said);
  CHECK(error.code == row.code);
  CHECK_THAT(error.message, ContainsSubstring(row.message));
  CHECK_THAT(error.hint, ContainsSubstring(row.hint));
}

TEST_CASE("a denied file is not a denied login") {
  CHECK(explained("Load key \"/k\": Permission denied\r\nConnection closed by remote host\r\n")
            .code == Errc::tunnel_failed);
}

TEST_CASE("what is not known is told by the last line, in bounds") {
  const Error other = explained("first\r\nsomething new happened.\r\n\r\n");
  CHECK(other.code == Errc::tunnel_failed);
  CHECK(other.message == "ssh to me@gpu:2222 failed: something new happened");
  const Error longer = explained(std::string(5000, 'x'));
  CHECK(longer.message.size() < 300);
  CHECK(explain_ssh_end(kPlace, "", {-1, 9}).message ==
        "ssh to me@gpu:2222 failed: it was ended by signal 9");
  CHECK(explain_ssh_end(kPlace, "", {255, 0}).message ==
        "ssh to me@gpu:2222 failed: it ended with status 255");
}

TEST_CASE("a living ssh explains only its forwardings") {
  CHECK_FALSE(explain_ssh_forwarding(kPlace, "Permission denied (publickey).\n"));
  CHECK(explain_ssh_forwarding(kPlace, "channel 2: open failed: unknown channel type: x\n"));
}

TEST_CASE("an ssh that is not there is a failed tunnel") {
  const Error error = explain_ssh_not_run(Error(Errc::usage, "cannot start \"ssh\": No such file"));
  CHECK(error.code == Errc::tunnel_failed);
  CHECK_THAT(error.hint, ContainsSubstring("OpenSSH"));
}

#include "engine/tunnel_transport.h"

#include "catch.hpp"
#include "net/curl_transport.h"
#include "process/shared_tunnel_paths.h"
#include "support/stub_ssh.h"

#include <sys/socket.h>
#include <sys/un.h>

#include <array>
#include <cstring>

using namespace llamero;
using std::chrono::milliseconds;

namespace {

class Collector final : public BodySink {
 public:
  Result<void> on_bytes(std::string_view bytes) override {
    text += bytes;
    return {};
  }
  Result<void> on_batch_end() override { return {}; }
  [[nodiscard]] std::optional<std::size_t> progress() const override { return std::nullopt; }
  std::string text;
};

class InterruptAt final : public Watch {
 public:
  [[nodiscard]] std::optional<SteadyTime> next_tick() const override { return at; }
  Result<void> on_tick(SteadyTime) override {
    return Unexpected(Error(Errc::interrupted, "interrupted"));
  }
  void on_phase(Phase phase) override { phases.push_back(phase); }
  std::optional<SteadyTime> at;
  std::vector<Phase> phases;
};

struct Fixture {
  StubSsh ssh;
  CurlTransport curl{TrustStore{}};
  RealProcessRunner processes{ssh.path()};
  Env env{Env::Map{{"XDG_RUNTIME_DIR", ssh.runtime()}}};
  std::vector<std::string> notes;
  TunnelOptions options{"lab", {{"me", "gpu", 0}, 11434}, false};
  Collector sink;
  InterruptAt interrupt;
  HttpRequest request;
  std::optional<TunnelTransport> transport;

  Fixture() {
    request.url = "http://127.0.0.1:11434/api/chat";
    request.timeouts.connect = milliseconds(20'000);
    transport.emplace(curl, processes, env, options,
                      [this](const std::string& note) { notes.push_back(note); });
  }
  Result<HttpResponse> perform() {
    std::array<Watch*, 1> watches = {&interrupt};
    return transport->perform(request, sink, watches);
  }
};

// A unix socket that somebody listens on.
class Listener {
 public:
  explicit Listener(const std::string& path) : fd_(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    REQUIRE(bind(fd_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    REQUIRE(listen(fd_.get(), 4) == 0);
  }

 private:
  UniqueFd fd_;
};

}  // namespace

TEST_CASE_METHOD(Fixture, "requests go through one tunnel, and nothing of it is left") {
  ssh.play("listen");
  ssh.write("body", "hello");
  REQUIRE(perform());
  REQUIRE(perform());
  CHECK(sink.text == "hellohello");
  CHECK(ssh.logins() == 1);
  CHECK(interrupt.phases.front() == Phase::connecting);
  transport.reset();
  CHECK(ssh.left_overs() == 0);
}

TEST_CASE_METHOD(Fixture, "a login that fails is told by ssh's words, and not tried again") {
  ssh.play("say me@gpu: Permission denied (publickey).\nexit 255");
  const auto outcome = perform();
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().code == Errc::ssh_refused);
  CHECK_FALSE(outcome.error().request_sent);
  CHECK(ssh.logins() == 1);
  CHECK(ssh.left_overs() == 0);
}

TEST_CASE_METHOD(Fixture, "a login that never ends meets the connect timeout") {
  ssh.play("say connecting slowly\nhang");
  request.timeouts.connect = milliseconds(1500);
  const auto outcome = perform();
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().code == Errc::tunnel_failed);
  CHECK_THAT(outcome.error().message, ContainsSubstring("connecting slowly"));
  CHECK(ssh.left_overs() == 0);
}

TEST_CASE_METHOD(Fixture, "an interrupt ends a login at once") {
  ssh.play("hang");
  const SteadyTime begin = std::chrono::steady_clock::now();
  interrupt.at = begin + milliseconds(100);
  const auto outcome = perform();
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().code == Errc::interrupted);
  CHECK(std::chrono::steady_clock::now() - begin < milliseconds(1000));
  CHECK(ssh.left_overs() == 0);
}

TEST_CASE_METHOD(Fixture, "a forwarding that leads nowhere is explained by the living ssh") {
  struct Row {
    const char* said;
    const char* message;
    Errc code;
  };
  const auto row =
      GENERATE(Row{"channel 2: open failed: connect failed: Connection refused", "nothing answers",
                   Errc::tunnel_failed},
               Row{"channel 2: open failed: administratively prohibited: open failed", "forbids",
                   Errc::tunnel_failed},
               Row{"", "closed the connection without an answer", Errc::connect_failed});
  ssh.play(std::string("drop ") + row.said);
  const auto outcome = perform();
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().code == row.code);
  CHECK_THAT(outcome.error().message, ContainsSubstring(row.message));
  CHECK_FALSE(perform());
  CHECK(ssh.logins() == 1);
}

TEST_CASE_METHOD(Fixture, "the death of ssh in the middle of an answer cuts it, with the cause") {
  ssh.play("listen");
  ssh.write("body", "partial");
  ssh.write("last_words", "Timeout, server gpu not responding.");
  const auto outcome = perform();
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().code == Errc::cut);
  CHECK(outcome.error().request_sent);
  CHECK_THAT(outcome.error().message, ContainsSubstring("Timeout, server gpu"));
  CHECK(sink.text == "partial");
  CHECK(ssh.logins() == 1);
}

TEST_CASE_METHOD(Fixture, "an ssh that dies before the answer is replaced once") {
  ssh.play("listen");
  ssh.write("body", "hello");
  ssh.write("die_once", "");
  ssh.write("last_words", "Connection to gpu closed by remote host.");
  SECTION("a request that may be repeated is sent again") {
    // The second one dies in mid-answer: enough to see that it was asked.
    const auto outcome = perform();
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().code == Errc::cut);
    CHECK(sink.text == "hello");
    CHECK(ssh.logins() == 2);
    REQUIRE(notes.size() == 1);
    CHECK_THAT(notes[0], ContainsSubstring("closed by remote host"));
  }
  SECTION("one that may not is an error") {
    request.retry = RetryClass::connect_only;
    const auto outcome = perform();
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().code == Errc::tunnel_failed);
    CHECK(outcome.error().request_sent);
    CHECK(ssh.logins() == 1);
  }
}

TEST_CASE_METHOD(Fixture, "an ssh that died while nobody asked is replaced") {
  ssh.play("listen");
  ssh.write("body", "hello");
  REQUIRE(perform());
  ssh.write("last_words", "gone");
  CHECK_FALSE(perform());
  std::filesystem::remove(std::filesystem::path(ssh.runtime()).parent_path() / "last_words");
  REQUIRE(perform());
  CHECK(ssh.logins() == 2);
}

TEST_CASE_METHOD(Fixture, "no ssh at all is a failed tunnel") {
  RealProcessRunner nothing("/nonexistent");
  TunnelTransport bare(curl, nothing, env, options, [](const std::string&) {});
  const auto outcome = bare.perform(request, sink, {});
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().code == Errc::tunnel_failed);
  CHECK_THAT(outcome.error().message, ContainsSubstring("cannot start \"ssh\""));
  CHECK(ssh.left_overs() == 0);
}

TEST_CASE_METHOD(Fixture, "a status line is not drawn over the questions of ssh") {
  ssh.play("listen");
  options.may_ask = true;
  TunnelTransport asking(curl, processes, env, options, [](const std::string&) {});
  std::array<Watch*, 1> watches = {&interrupt};
  ssh.play("say Enter passphrase\nexit 1");
  REQUIRE_FALSE(asking.perform(request, sink, watches));
  CHECK(interrupt.phases.empty());
}

TEST_CASE_METHOD(Fixture, "an open shared tunnel is used, a dead one is not") {
  const auto paths = shared_tunnel_paths(env, "lab", options.place);
  REQUIRE(paths);
  ssh.play("listen");
  ssh.write("body", "hello");
  SECTION("used: no ssh is started") {
    const Listener shared(paths->socket);
    request.timeouts.first_byte = milliseconds(50);
    const auto outcome = perform();
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().code == Errc::timed_out);
    CHECK(ssh.logins() == 0);
  }
  SECTION("dead: the file alone is nothing") {
    { const Listener shared(paths->socket); }
    REQUIRE(perform());
    CHECK(ssh.logins() == 1);
  }
}

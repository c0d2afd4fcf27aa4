#include "cli/checkup.h"

#include "base/duration.h"
#include "base/size_text.h"
#include "base/url.h"
#include "cli/checkup_layers.h"
#include "cli/connection.h"
#include "cli/stream_timing.h"
#include "engine/server_advisories.h"

#include <fmt/format.h>

#include <array>

namespace llamero {
namespace {

using Status = CheckRow::Status;

bool ends_the_run(const Error& error) {
  return error.code == Errc::interrupted || error.code == Errc::deadline;
}

// Collects the rows; after a failed one, or an interrupt, nothing more is to be done.
class Checkup {
 public:
  Checkup(Run run, Connection& connection)
      : run_(run), connection_(connection), choice_(run.settings.server) {}

  Result<Diagnosis> examine(const std::optional<std::string>& generate) {
    row("target", Status::ok, choice_.endpoint.display + ", from " + choice_.source);
    if (is_direct()) look_at_network();
    if (going() && is_https() && choice_.endpoint.route.proxy.url.empty()) look_at_certificate();
    if (going()) look_at_http();
    if (going()) look_at_models();
    if (going() && generate) look_at_generation(*generate);
    if (interrupt_) return Unexpected(*interrupt_);
    return diagnosis_;
  }

 private:
  [[nodiscard]] bool going() const { return !interrupt_ && diagnosis_.code == ExitCode::ok; }
  [[nodiscard]] bool is_https() const { return choice_.endpoint.base_url.starts_with("https://"); }
  [[nodiscard]] bool is_ssh() const { return choice_.remote && choice_.remote->ssh; }
  [[nodiscard]] bool is_direct() const {
    return choice_.endpoint.route.unix_socket.empty() && !is_ssh();
  }

  void row(std::string layer, Status status, std::string detail, std::string hint = {}) {
    const SteadyTime now = run_.services.clock.now();
    const auto took = std::chrono::duration_cast<Milliseconds>(now - since_.value_or(now));
    since_ = now;
    diagnosis_.rows.push_back({std::move(layer), status, std::move(detail), std::move(hint), took});
  }
  void begin() { since_ = run_.services.clock.now(); }

  void fail(std::string layer, const Error& error) {
    connection_.status_line().clear();
    if (ends_the_run(error)) {
      interrupt_ = error;
      return;
    }
    row(std::move(layer), Status::failed, error.message, error.hint);
    diagnosis_.code = exit_code_of(error.code);
  }

  void look_at_network();
  void look_at_certificate();
  void look_at_http();
  void look_at_clock(const HttpResponse& answer);
  void look_at_version(const std::string& version);
  void look_at_models();
  void look_at_generation(const std::string& model);
  [[nodiscard]] HttpRequest version_request() const;

  Run run_;
  Connection& connection_;
  const ServerChoice& choice_;
  Diagnosis diagnosis_;
  std::optional<Error> interrupt_;
  std::optional<SteadyTime> since_;
};

void Checkup::look_at_network() {
  const ProxyOptions& proxy = choice_.endpoint.route.proxy;
  const std::string layer = proxy.url.empty() ? "" : "proxy ";
  const auto place = place_of(proxy.url.empty() ? choice_.endpoint.base_url : proxy.url);
  const Milliseconds limit = run_.settings.connect_timeout;
  begin();
  auto addresses = run_.services.probe.resolve(place.host, limit, run_.interrupts);
  if (!addresses) return fail(layer + "dns", addresses.error());
  row(layer + "dns", Status::ok,
      place.host + ": " + fmt::format("{}", fmt::join(*addresses, ", ")));
  std::string reached;
  std::string missed;
  Error last;
  for (const std::string& address : *addresses) {
    auto connected = run_.services.probe.connect(address, place.port, limit, run_.interrupts);
    if (connected) {
      reached += (reached.empty() ? "" : ", ") + address;
      continue;
    }
    last = connected.error();
    if (ends_the_run(last)) return fail(layer + "tcp", last);
    missed += (missed.empty() ? "" : "; ") + last.message;
  }
  if (reached.empty()) {
    last.message = fmt::format("port {}: {}", place.port, missed);
    if (last.hint.empty()) last.hint = "is the server, its container or the proxy up?";
    return fail(layer + "tcp", last);
  }
  row(layer + "tcp", missed.empty() ? Status::ok : Status::warning,
      fmt::format("port {} of {} is open{}", place.port, reached,
                  missed.empty() ? "" : "; " + missed));
}

HttpRequest Checkup::version_request() const {
  HttpRequest request;
  request.url = choice_.endpoint.base_url + "/api/version";
  request.route = choice_.endpoint.route;
  request.timeouts.connect = run_.settings.connect_timeout;
  request.timeouts.first_byte = run_.settings.first_byte_timeout.value_or(Milliseconds(30'000));
  request.headers = choice_.endpoint.headers;
  request.secret_headers = choice_.endpoint.secret_headers;
  return request;
}

// Whether it is trusted is decided by the request that follows; this row says what it is.
void Checkup::look_at_certificate() {
  begin();
  auto facts = run_.services.probe.certificate(version_request(), run_.interrupts);
  if (!facts) return fail("tls", facts.error());
  if (!*facts) return;  // the request will say why
  const auto left = days_until((*facts)->not_after, run_.services.clock.wall_now());
  constexpr int kSoon = 14;
  const bool soon = left && *left < kSoon;
  row("tls", soon ? Status::warning : Status::ok, certificate_text(**facts, left),
      soon ? "renew the certificate" : "");
}

void Checkup::look_at_http() {
  begin();
  NoBody body;
  auto answer = connection_.perform(version_request(), body);
  auto version =
      answer ? connection_.client().version() : Result<std::string>(Unexpected(answer.error()));
  if (!version) {
    const LayerGuess guess{is_https(), is_ssh(), !choice_.endpoint.route.proxy.url.empty()};
    // A certificate that was shown above was not the cause; the row is replaced by the verdict.
    const std::string layer = layer_of(version.error(), guess);
    if (layer == "tls" && diagnosis_.rows.back().layer == "tls") diagnosis_.rows.pop_back();
    return fail(layer, version.error());
  }
  connection_.status_line().clear();
  if (is_ssh()) row("ssh", Status::ok, "the tunnel is up, and HTTP comes through it");
  if (!choice_.endpoint.route.proxy.url.empty())
    row("proxy", Status::ok,
        choice_.endpoint.route.proxy.url + ", from " + run_.settings.proxy_source);
  row("http", Status::ok, "/api/version was answered" + who_answered(*answer));
  row("credentials", Status::ok,
      choice_.endpoint.secret_headers.empty() ? "none are sent, none were asked for" : "accepted");
  look_at_clock(*answer);
  look_at_version(*version);
}

void Checkup::look_at_clock(const HttpResponse& answer) {
  const std::string* date = answer.header("Date");
  if (date == nullptr) return;
  const auto skew = seconds_ahead(*date, run_.services.clock.wall_now());
  if (!skew) return;
  constexpr long kTolerated = 60;
  const bool off = *skew > kTolerated || *skew < -kTolerated;
  row("clock", off ? Status::warning : Status::ok,
      off ? fmt::format("the server's clock is {} s {} ours", std::abs(*skew),
                        *skew > 0 ? "ahead of" : "behind")
          : "the clocks agree",
      off ? "certificates and keep_alive depend on it: set the clocks by NTP" : "");
}

void Checkup::look_at_version(const std::string& version) {
  const Advisories found = advisories_for(version);
  std::string detail = "ollama " + version;
  for (const std::string& danger : found.dangers) detail += "; " + danger;
  for (const std::string& lack : found.lacks) detail += "; lacks " + lack;
  const bool bad = !found.dangers.empty();
  row("version", bad || !found.lacks.empty() ? Status::warning : Status::ok, std::move(detail),
      bad ? "upgrade the server, and let nobody reach it who may not use it" : "");
}

void Checkup::look_at_models() {
  begin();
  auto tags = connection_.client().tags();
  if (!tags) {
    const LayerGuess guess{is_https(), is_ssh(), !choice_.endpoint.route.proxy.url.empty()};
    return fail(layer_of(tags.error(), guess), tags.error());
  }
  row("models", tags->models.empty() ? Status::warning : Status::ok,
      fmt::format("{} on the server", tags->models.size()),
      tags->models.empty() ? "llamero pull MODEL" : "");
  auto running = connection_.client().ps();
  connection_.status_line().clear();
  if (!running) return fail("models", running.error());
  row("loaded", Status::ok, loaded_text(running->models));
}

void Checkup::look_at_generation(const std::string& model) {
  begin();
  StreamTiming timing(run_.services.clock);
  auto done = connection_.client().chat(short_chat(model), timing);
  connection_.status_line().clear();
  if (!done) return fail("generate", done.error());
  const std::string holdup = timing.holdup(done->usage);
  row("generate", holdup.empty() ? Status::ok : Status::warning,
      timing.text(done->usage) + (holdup.empty() ? "" : "; " + holdup),
      !holdup.empty() ? "something between here and the server buffers the stream: with nginx, "
                        "proxy_buffering off"
                      : "");
}

}  // namespace

Result<Diagnosis> check_up(const std::optional<std::string>& generate, Run run) {
  Settings once = run.settings;
  once.retries = 0;  // what a retry would hide is what is looked for
  Connection connection(run.services, once, run.interrupts, generate.value_or("the server"));
  return Checkup({run.services, once, run.interrupts}, connection).examine(generate);
}

}  // namespace llamero

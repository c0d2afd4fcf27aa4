#include "cli/connection.h"

#include "cli/message.h"
#include "cli/version.h"

#include <array>
#include <utility>

namespace llamero {
namespace {

ClientOptions client_options(const Settings& settings) {
  ClientOptions options;
  options.connect_timeout = settings.connect_timeout;
  options.first_byte_timeout = settings.first_byte_timeout;
  options.idle_timeout = settings.idle_timeout;
  options.user_agent = std::string("llamero/") + kVersion;
  return options;
}

std::optional<TunnelTransport> tunnel_for(Services& services, const Settings& settings,
                                          TunnelTransport::Note note) {
  const auto& remote = settings.server.remote;
  if (!remote || !remote->ssh || settings.tape.replay) return std::nullopt;
  TunnelOptions options;
  options.remote = remote->name;
  options.place = {*remote->ssh, remote->port};
  options.may_ask = can_ask_on_terminal();
  return std::optional<TunnelTransport>(std::in_place, services.transport, services.processes,
                                        services.env, std::move(options), std::move(note));
}

Transport& traced_or_plain(Transport& traced, Transport& plain, const Settings& settings) {
  return settings.verbose > 0 ? traced : plain;
}

std::vector<Watch*> watches_of(Watch& interrupts, Watch& phase, Watch& out, Watch* beside) {
  std::vector<Watch*> watches = {&interrupts, &phase, &out};
  if (beside != nullptr) watches.push_back(beside);
  return watches;
}

// Once in a run, however many connections it makes.
void tell_way(Services& services, const Settings& settings) {
  if (settings.tape.replay || std::exchange(services.way_told, true)) return;
  const Endpoint& endpoint = settings.server.endpoint;
  if (endpoint.route.tls.accept_any_cert && endpoint.base_url.starts_with("https://")) {
    say_danger(services.err, "--insecure-tls: whoever answers for " + endpoint.display +
                                 " is believed, and can read and change everything");
  }
  if (!settings.proxy_source.empty()) {
    say_note(services.err, settings,
             "through the proxy " + endpoint.route.proxy.url + " (" + settings.proxy_source + ")");
  }
}

}  // namespace

Connection::Connection(Services& services, const Settings& settings, Interrupts& interrupts,
                       std::string what, bool loads, Watch* beside)
    : interrupts_(interrupts),
      line_(services.err, settings.progress),
      phase_(line_, services.clock, std::move(what), settings.server.endpoint.display, loads),
      tunnel_(tunnel_for(services, settings,
                         [this, &services, &settings](const std::string& text) {
                           line_.clear();
                           say_note(services.err, settings, text);
                         })),
      tracing_(way(services), settings.verbose > 1,
               [this, &services](const std::string& text) {
                 line_.clear();
                 say_trace(services.err, text);
               }),
      retrying_(traced_or_plain(tracing_, way(services), settings), RetryPolicy{settings.retries},
                services.jitter,
                [this, &services, &settings](const std::string& text) {
                  line_.clear();
                  say_note(services.err, settings, text);
                }),
      options_(client_options(settings)),
      watches_(watches_of(interrupts, phase_, services.out, beside)),
      client_(retrying_, settings.server.endpoint, options_, watches_) {
  tell_way(services, settings);
}

Transport& Connection::way(Services& services) {
  return tunnel_ ? static_cast<Transport&>(*tunnel_) : services.transport;
}

Result<HttpResponse> Connection::perform(const HttpRequest& request, BodySink& sink) {
  return retrying_.perform(request, sink, watches_);
}

Result<void> Connection::wait(Milliseconds duration) {
  std::array<Watch*, 1> watches = {&interrupts_};
  return retrying_.wait(duration, watches);
}

}  // namespace llamero

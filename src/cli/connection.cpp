#include "cli/connection.h"

#include "cli/message.h"
#include "cli/version.h"

#include <array>

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

Transport& traced_or_plain(Transport& traced, Transport& plain, const Settings& settings) {
  return settings.verbose > 0 ? traced : plain;
}

}  // namespace

Connection::Connection(Services& services, const Settings& settings, Interrupts& interrupts,
                       std::string what, bool loads)
    : interrupts_(interrupts),
      line_(services.err, settings.progress),
      phase_(line_, services.clock, std::move(what), settings.server.endpoint.display, loads),
      tracing_(services.transport, settings.verbose > 1,
               [this, &services](const std::string& text) {
                 line_.clear();
                 say_trace(services.err, text);
               }),
      retrying_(traced_or_plain(tracing_, services.transport, settings),
                RetryPolicy{settings.retries}, services.jitter,
                [this, &services, &settings](const std::string& text) {
                  line_.clear();
                  say_note(services.err, settings, text);
                }),
      options_(client_options(settings)),
      watches_({&interrupts, &phase_, &services.out}),
      client_(retrying_, settings.server.endpoint, options_, watches_) {}

Result<HttpResponse> Connection::perform(const HttpRequest& request, BodySink& sink) {
  return retrying_.perform(request, sink, watches_);
}

Result<void> Connection::wait(Milliseconds duration) {
  std::array<Watch*, 1> watches = {&interrupts_};
  return retrying_.wait(duration, watches);
}

}  // namespace llamero

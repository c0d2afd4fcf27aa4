#include "cli/server_setup.h"

#include "cli/message.h"
#include "config/generation_defaults.h"
#include "config/proxy_choice.h"
#include "engine/credentials.h"

namespace llamero {
namespace {

Result<ConfiguredProxy> configured_proxy(const Remote& remote, const SecretSources& sources,
                                         Watch& interrupt) {
  ConfiguredProxy configured;
  if (!remote.proxy.empty()) configured.url = remote.proxy;
  if (!remote.no_proxy.empty()) {
    configured.no_proxy.emplace();
    for (const std::string& host : remote.no_proxy)
      *configured.no_proxy += (configured.no_proxy->empty() ? "" : ",") + host;
  }
  if (remote.proxy_basic) {
    auto password = fetch_secret(remote.proxy_basic->password, "proxy password of " + remote.name,
                                 sources, interrupt);
    if (!password) return Unexpected(std::move(password).error());
    configured.user_password = Secret(remote.proxy_basic->user + ":" + password->reveal());
  }
  return configured;
}

Result<void> choose_way(Settings& settings, const SecretSources& sources, Watch& interrupt) {
  Endpoint& endpoint = settings.server.endpoint;
  endpoint.route.tls.accept_any_cert = settings.insecure_tls;
  const auto& remote = settings.server.remote;
  if (!endpoint.route.unix_socket.empty() || (remote && remote->ssh)) return {};
  const auto url = parse_url(endpoint.base_url);
  if (!url) return Unexpected(url.error());
  ConfiguredProxy configured;
  if (remote) {
    auto found = configured_proxy(*remote, sources, interrupt);
    if (!found) return Unexpected(std::move(found).error());
    configured = *std::move(found);
  }
  auto choice = choose_proxy(*url, sources.env, configured);
  if (!choice) return Unexpected(std::move(choice).error());
  endpoint.route.proxy = std::move(choice->proxy);
  settings.proxy_source = std::move(choice->source);
  return {};
}

}  // namespace

Result<void> equip_server(Settings& settings, Services& services, Watch& interrupt) {
  ServerChoice& choice = settings.server;
  if (choice.remote) settings.defaults = merged(choice.remote->defaults, settings.defaults);
  if (settings.verbose > 0)
    say_trace(services.err, "server " + choice.endpoint.display + " (from " + choice.source + ")");
  if (choice.warning) say_warning(services.err, settings, *choice.warning);
  // A cassette is played without a network: nothing is looked up, nobody is asked for a secret.
  if (settings.tape.replay) return {};
  const SecretSources sources{services.files, services.processes, services.env};
  auto equipped = choose_way(settings, sources, interrupt);
  if (equipped) equipped = add_credentials(choice, sources, interrupt);
  for (const std::string& note : choice.notes) say_note(services.err, settings, note);
  return equipped;
}

Result<void> set_up_server(Settings& settings, Services& services, Watch& interrupt) {
  const RemoteStore remotes(services.files, services.env, settings.paths);
  auto server = choose_server(settings.server_flags, services.env, remotes, interrupt);
  if (!server) return Unexpected(std::move(server).error());
  settings.server = *std::move(server);
  return equip_server(settings, services, interrupt);
}

}  // namespace llamero

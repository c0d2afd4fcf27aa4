#include "cli/deploy/deploy_flags.h"

#include "base/duration.h"

namespace llamero {
namespace {

template <class T>
void take(const std::optional<T>& given, T& out) {
  if (given) out = *given;
}

// An error names the flag.
template <class T>
Result<void> take_parsed(const char* flag, const std::optional<std::string>& given,
                         Result<T> (*parse)(std::string_view), T& out) {
  if (!given) return {};
  auto value = parse(*given);
  if (!value) {
    Error error = std::move(value).error();
    error.message = std::string(flag) + ": " + error.message;
    return Unexpected(std::move(error));
  }
  out = *value;
  return {};
}

Result<void> take_models(const std::vector<std::string>& names, DeploySpec& spec) {
  if (names.empty()) return {};
  spec.models.clear();
  for (const std::string& name : names) {
    auto model = parse_deploy_model(name);
    if (!model) return Unexpected(std::move(model).error());
    spec.models.push_back(*std::move(model));
  }
  return {};
}

}  // namespace

void bind_place(OptionTable& app, PlaceArgs& args) {
  app.add_option("--target", args.target,
                 "Where: local, ssh://[user@]host[:port], context:NAME, unix:///path")
      .value_name("TARGET");
  app.add_option("--name", args.name, "Name of the container (llamero)").value_name("NAME");
}

void bind_deploy(OptionTable& app, DeployArgs& args) {
  bind_place(app, args.place);
  const auto server = [](OptionSpec spec) { spec.group("Server"); };
  server(app.add_option("--image", args.image, "Image with a version (ollama/ollama:0.32.15)")
             .value_name("IMAGE"));
  server(app.add_option("--model", args.models, "Model to pull; NAME@sha256:… pins it; repeatable")
             .value_name("MODEL")
             .one_value_each());
  server(app.add_option("--gpu", args.gpu, "Which GPU to use (auto)")
             .one_of({"auto", "none", "nvidia", "rocm", "vulkan"}));
  server(app.add_option("--memory", args.memory, "Limit of memory, like 3GiB").value_name("SIZE"));
  server(app.add_option("--cpus", args.cpus, "Limit of CPUs; the threads follow").value_name("N"));
  server(app.add_option("--threads", args.threads, "Threads of a generation on the CPU")
             .value_name("N"));
  server(app.add_option("--context", args.context, "Length of the context in tokens (4096)")
             .value_name("N"));
  server(app.add_option("--parallel", args.parallel, "Requests at a time (1)").value_name("N"));
  server(
      app.add_option("--max-queue", args.max_queue, "Requests that may wait (16)").value_name("N"));
  server(app.add_option("--keep-alive", args.keep_alive, "How long a model stays loaded (30m)")
             .value_name("DURATION"));
  server(app.add_option("--volume", args.volume, "Docker volume of the models (llamero-models)")
             .value_name("NAME"));
  server(app.add_option("--port", args.port, "Port on the loopback of the host (11434)")
             .value_name("PORT"));
  server(app.add_option("--add-host", args.add_hosts, "NAME:ADDRESS that the server knows")
             .value_name("HOST")
             .one_value_each());
  server(app.add_flag("--insecure", args.insecure,
                      "Let the server use a registry of models over plain http"));
  const auto open = [](OptionSpec spec) { spec.group("Public server"); };
  open(app.add_option("--public", args.open, "Serve it under this name or address, with a token")
           .value_name("HOST"));
  open(app.add_option("--tls", args.tls, "Where its certificate is from (acme)")
           .one_of({"acme", "internal"}));
  open(app.add_option("--email", args.email, "Address for the authority").value_name("ADDRESS"));
  open(app.add_option("--acme-directory", args.acme_directory,
                      "Another authority than Let's Encrypt")
           .value_name("URL"));
  open(app.add_option("--acme-ca-file", args.acme_ca_file, "Whom that authority's own TLS is from")
           .value_name("FILE"));
  open(app.add_option("--https-port", args.https_port, "Port that is open (443)")
           .value_name("PORT"));
  open(app.add_option("--front-image", args.front_image, "Image of Caddy, with a version")
           .value_name("IMAGE"));
}

Result<void> apply_place_flags(const PlaceArgs& args, DeploySpec& spec) {
  take(args.target, spec.target);
  take(args.name, spec.name);
  return check_deploy_spec(spec);
}

Result<void> apply_deploy_flags(const DeployArgs& args, DeploySpec& spec) {
  take(args.place.target, spec.target);
  take(args.place.name, spec.name);
  take(args.image, spec.image);
  take(args.threads, spec.threads);
  take(args.context, spec.context);
  take(args.parallel, spec.parallel);
  take(args.max_queue, spec.max_queue);
  take(args.volume, spec.volume);
  take(args.port, spec.port);
  take(args.open, spec.open.host);
  take(args.email, spec.open.email);
  take(args.acme_directory, spec.open.acme_directory);
  take(args.acme_ca_file, spec.open.acme_ca_file);
  take(args.https_port, spec.open.https_port);
  take(args.front_image, spec.open.image);
  if (!args.add_hosts.empty()) spec.add_hosts = args.add_hosts;
  if (args.insecure) spec.insecure = true;
  if (args.tls)
    spec.open.tls = *args.tls == "internal" ? PublicSpec::Tls::internal : PublicSpec::Tls::acme;
  if (args.keep_alive) {
    if (auto checked = parse_keep_alive(*args.keep_alive); !checked)
      return Unexpected(std::move(checked).error());
    spec.keep_alive = *args.keep_alive;
  }
  for (const auto& done : {take_parsed("--gpu", args.gpu, parse_gpu_wish, spec.gpu),
                           take_parsed("--memory", args.memory, parse_memory_size, spec.memory),
                           take_parsed("--cpus", args.cpus, parse_cpus, spec.nano_cpus),
                           take_models(args.models, spec)}) {
    if (!done) return done;
  }
  const bool about_open = args.tls || args.email || args.acme_directory || args.acme_ca_file ||
                          args.https_port || args.front_image;
  if (about_open && !spec.open) {
    return Unexpected(Error(Errc::usage, "that is for a public server, and this one is not public",
                            "--public HOST opens it"));
  }
  return check_deploy_spec(spec);
}

}  // namespace llamero

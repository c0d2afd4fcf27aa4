#include "deploy/deploy_target.h"

#include "api/json_dom.h"

#include "deploy/docker_call.h"

namespace llamero {
namespace {

constexpr std::size_t kMostMeta = 1024 * 1024;

Error refused_tcp(std::string_view text) {
  return {Errc::usage,
          std::string(text.substr(0, 100)) +
              " is docker over TCP: the server is reached on the loopback of that machine, which "
              "only ssh leads to, and without TLS anybody who reaches the port is root there",
          "--target ssh://user@host"};
}

Result<DeployTarget> endpoint_target(std::string_view text) {
  DeployTarget target;
  target.text = text;
  if (text.starts_with("ssh://")) {
    auto destination = parse_ssh_destination(text);
    if (!destination) return Unexpected(std::move(destination).error());
    target.kind = DeployTarget::Kind::ssh;
    target.ssh = *std::move(destination);
    return target;
  }
  if (text.starts_with("unix://")) {
    target.kind = DeployTarget::Kind::socket;
    target.socket = text.substr(7);
    constexpr std::size_t kLongestSocketPath = 107;
    if (target.socket.starts_with('/') && target.socket.size() <= kLongestSocketPath) return target;
    return Unexpected(Error(Errc::usage,
                            std::string(text.substr(0, 200)) + " is not the path of a unix socket",
                            "like unix:///var/run/docker.sock"));
  }
  if (text.starts_with("tcp://") || text.starts_with("http")) return Unexpected(refused_tcp(text));
  return Unexpected(Error(Errc::usage,
                          "\"" + std::string(text.substr(0, 100)) + "\" is not a target",
                          "local, ssh://user@host, context:NAME, or unix:///path/of/docker.sock"));
}

// The folders of contexts are named by a hash; the name stands within.
Result<DeployTarget> context_target(const std::string& name, const Env& env, FileSystem& files,
                                    Watch& interrupt) {
  const std::string home = env.non_empty("HOME").value_or("");
  const std::string base = env.non_empty("DOCKER_CONFIG").value_or(home + "/.docker");
  const std::string folder = base + "/contexts/meta";
  if (name == "default") {
    DeployTarget target;
    target.text = "this machine (context default)";
    return target;
  }
  auto entries = files.list(folder);
  if (!entries) return Unexpected(std::move(entries).error());
  for (const std::string& entry : *entries) {
    const auto text = files.read(folder + "/" + entry + "/meta.json", kMostMeta, interrupt);
    if (!text) continue;
    const auto meta = json::parse_answer(*text);
    if (!meta || text_at(*meta, "Name") != name) continue;
    const json::Json& docker = member(member(*meta, "Endpoints"), "docker");
    auto target = endpoint_target(text_at(docker, "Host"));
    if (!target) return target;
    target->text = "context " + name + " (" + target->text + ")";
    return target;
  }
  return Unexpected(Error(Errc::usage, "docker has no context \"" + name + "\" here",
                          "docker context ls names them"));
}

}  // namespace

Result<DeployTarget> parse_deploy_target(std::string_view text, const Env& env, FileSystem& files,
                                         Watch& interrupt) {
  constexpr std::string_view kContext = "context:";
  if (text.starts_with(kContext))
    return context_target(std::string(text.substr(kContext.size())), env, files, interrupt);
  if (text != "local") return endpoint_target(text);
  DeployTarget target;
  target.text = "this machine";
  return target;
}

}  // namespace llamero

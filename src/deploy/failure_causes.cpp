#include "deploy/failure_causes.h"

#include <array>

#include "deploy/quoted_line.h"

namespace llamero {
namespace {

// What a message may name.
struct Facts {
  const FailureEvidence& evidence;
  std::string line;  // where the evidence stands

  [[nodiscard]] std::string image() const {
    return evidence.image.empty() ? "the image" : "the image " + quoted_line(evidence.image);
  }
  [[nodiscard]] std::string volume() const {
    return evidence.volume.empty() ? "the volume" : "the volume " + quoted_line(evidence.volume);
  }
};

struct Known {
  SaidBy who;
  std::string_view evidence;
  std::string (*message)(const Facts&);
  std::string (*hint)(const Facts&);
};

std::string port_in_use(const Facts& f) {
  const int port = f.evidence.port;
  return (port == 0 ? "a port" : "port " + std::to_string(port)) + " of the host is in use";
}

std::string other_port(const Facts&) {
  return "who has it: ss -ltnp; --port takes another one";
}

std::string image_arch(const Facts& f) {
  return f.image() + " is made for another processor" +
         (f.evidence.host_arch.empty() ? "" : ": the host is " + quoted_line(f.evidence.host_arch));
}

std::string arch_hint(const Facts&) {
  return "choose an image that is made for this processor, too, and pull it anew";
}

std::string no_program(const Facts& f) {
  return f.image() + " does not hold the program that is to run: " + f.line;
}

std::string image_hint(const Facts&) {
  return "is it an image of Ollama, made for the processor of the host?";
}

std::string no_right(const Facts& f) {
  return "the server may not write to " + f.volume() + ": " + f.line;
}

std::string owner_hint(const Facts&) {
  return "its files must belong to root, who has no special rights in this container: give the "
         "volume back to root, or choose another one with --volume";
}

std::string disk_full(const Facts& f) {
  return "the disk of the host is full: " + f.line;
}

std::string disk_hint(const Facts&) {
  return "see what docker holds: docker system df; unused images go with: docker image prune -a";
}

std::string gpu_unknown(const Facts&) {
  return "docker knows no driver for GPUs";
}

std::string gpu_broken(const Facts& f) {
  return "docker could not give the GPU to the container: " + f.line;
}

std::string toolkit_hint(const Facts&) {
  return "install the NVIDIA Container Toolkit, then: sudo nvidia-ctk runtime configure "
         "--runtime=docker && sudo systemctl restart docker; or use --gpu none";
}

std::string cdi_hint(const Facts&) {
  return "write the description of the GPU anew: sudo nvidia-ctk cdi generate "
         "--output=/etc/cdi/nvidia.yaml; or use --gpu none";
}

std::string smi_hint(const Facts&) {
  return "does this work on the host: nvidia-smi; a driver that was updated needs a restart; or "
         "use --gpu none";
}

std::string no_device(const Facts& f) {
  return "the host has no such device: " + f.line;
}

std::string device_hint(const Facts&) {
  return "is the driver of the GPU loaded? or use --gpu none";
}

std::string no_capability(const Facts& f) {
  return "this docker, or its kernel, does not know a capability: " + f.line;
}

std::string no_image(const Facts& f) {
  return "there is no " + (f.evidence.image.empty() ? "such image" : f.image().substr(4)) + ": " +
         f.line;
}

std::string denied(const Facts& f) {
  return "the registry does not give " + f.image() +
         " to everybody, or it does not exist: " + f.line;
}

std::string many_pulls(const Facts& f) {
  return "the registry wants fewer pulls from this address: " + f.line;
}

std::string no_trust(const Facts& f) {
  return "docker does not trust the certificate of the registry: " + f.line;
}

std::string no_tls(const Facts& f) {
  return "the registry speaks plain http, and docker wants https: " + f.line;
}

std::string no_way(const Facts& f) {
  return "the host does not reach the registry: " + f.line;
}

std::string network_hint(const Facts&) {
  return "the host needs DNS and a way out to the registry, or a proxy in docker's own settings";
}

constexpr auto kDocker = SaidBy::docker;
constexpr auto kInside = SaidBy::container;

// The order matters: the first one that is found explains; the general ones come last. Texts of
// engine 20.10, and where they changed of 25 to 29.
constexpr std::array kKnown = {
    Known{kDocker, "port is already allocated", port_in_use, other_port},
    Known{kDocker, "address already in use", port_in_use, other_port},
    Known{kDocker, "could not select device driver", gpu_unknown, toolkit_hint},
    Known{kDocker, "failed to discover GPU vendor from CDI", gpu_unknown, toolkit_hint},
    Known{kDocker, "unresolvable CDI devices", gpu_broken, cdi_hint},
    Known{kDocker, "nvidia-container-cli", gpu_broken, smi_hint},
    Known{kDocker, "error gathering device information", no_device, device_hint},
    Known{kDocker, "unknown capability", no_capability,
          [](const Facts&) { return std::string("a newer docker may; or use --gpu none"); }},
    Known{kDocker, "no space left on device", disk_full, disk_hint},
    Known{kDocker, "exec format error", image_arch, arch_hint},
    Known{kDocker, "no matching manifest for", image_arch, arch_hint},
    Known{kDocker, "does not match the specified platform", image_arch, arch_hint},
    Known{kDocker, "unable to start container process: exec", no_program, image_hint},
    Known{kDocker, "The container name",
          [](const Facts& f) { return "another container has the name: " + f.line; },
          [](const Facts&) { return std::string("--name takes another one"); }},
    Known{kDocker, "toomanyrequests", many_pulls,
          [](const Facts&) {
            return std::string(
                "wait an hour, or docker login and docker pull there; then up finds it");
          }},
    Known{kDocker, "429 Too Many Requests", many_pulls,
          [](const Facts&) {
            return std::string(
                "wait an hour, or docker login and docker pull there; then up finds it");
          }},
    Known{kDocker, "x509:", no_trust,
          [](const Facts&) {
            return std::string(
                "its authority belongs into /etc/docker/certs.d/HOST:PORT/ca.crt on the host; is "
                "the clock of the host right?");
          }},
    Known{kDocker, "server gave HTTP response to HTTPS client", no_tls,
          [](const Facts&) {
            return std::string("name it under insecure-registries in /etc/docker/daemon.json");
          }},
    Known{kDocker, "does not look like a TLS handshake", no_tls,
          [](const Facts&) {
            return std::string("name it under insecure-registries in /etc/docker/daemon.json");
          }},
    Known{kDocker, "name unknown", no_image,
          [](const Facts&) { return std::string("check the name and the tag"); }},
    Known{kDocker, "manifest unknown", no_image,
          [](const Facts&) { return std::string("check the tag, or the digest"); }},
    Known{kDocker, "No such image", no_image,
          [](const Facts&) { return std::string("was it removed in between? try again"); }},
    Known{kDocker, "denied", denied,
          [](const Facts&) {
            return std::string(
                "check the name, or docker login and docker pull there; then up finds it");
          }},
    Known{kDocker, "unauthorized", denied,
          [](const Facts&) {
            return std::string(
                "check the name, or docker login and docker pull there; then up finds it");
          }},
    Known{kDocker, ": not found", no_image,
          [](const Facts&) { return std::string("check the tag, or the digest"); }},
    Known{kDocker, "no such host", no_way, network_hint},
    Known{kDocker, "server misbehaving", no_way, network_hint},
    Known{kDocker, "connection refused", no_way, network_hint},
    Known{kDocker, "no route to host", no_way, network_hint},
    Known{kDocker, "network is unreachable", no_way, network_hint},
    Known{kDocker, "i/o timeout", no_way, network_hint},
    Known{kDocker, "TLS handshake timeout", no_way, network_hint},
    Known{kDocker, "Client.Timeout exceeded", no_way, network_hint},
    Known{kInside, "no space left on device", disk_full, disk_hint},
    Known{kInside, "exec format error", image_arch, arch_hint},
    Known{kInside, "Exec format error", image_arch, arch_hint},
    Known{kInside, "[FATAL tini", no_program, image_hint},
    Known{kInside, ".ollama: permission denied", no_right, owner_hint},
    Known{kInside, "/models: permission denied", no_right, owner_hint},
    Known{kInside, "id_ed25519: permission denied", no_right, owner_hint},
    Known{kInside, ".ollama: read-only file system",
          [](const Facts& f) { return "the container has no volume for its files: " + f.line; },
          [](const Facts&) { return std::string("put it there anew: llamero up"); }},
    Known{kInside, "address already in use",
          [](const Facts& f) { return "two servers in one container: " + f.line; },
          [](const Facts&) { return std::string("put it there anew: llamero up"); }},
};

// The line around the place where something was found.
std::string line_at(std::string_view text, std::size_t at) {
  const std::size_t before = text.rfind('\n', at);
  const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
  return quoted_line(text.substr(begin, text.find('\n', at) - begin));
}

}  // namespace

std::optional<FailureCause> known_cause(SaidBy who, std::string_view text,
                                        const FailureEvidence& evidence) {
  for (const Known& known : kKnown) {
    if (known.who != who) continue;
    const std::size_t at = text.rfind(known.evidence);
    if (at == std::string_view::npos) continue;
    const Facts facts{evidence, line_at(text, at)};
    return FailureCause{known.message(facts), known.hint(facts)};
  }
  return std::nullopt;
}

}  // namespace llamero

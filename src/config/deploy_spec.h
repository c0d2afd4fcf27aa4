// What `llamero up` is to bring about: the [deploy] table of a remote's file, and the flags on top.
#pragma once

#include "llamero/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace llamero {

enum class GpuWish { automatic, none, nvidia, rocm, vulkan };

struct DeployModel {
  std::string name;    // as `pull` takes it
  std::string digest;  // "sha256:…" that it must have; empty: whatever the name means today
};

// The server under a name of its own on the internet, behind Caddy.
struct PublicSpec {
  enum class Tls { acme, internal };

  std::string host;  // a DNS name or an IP address; empty: not public
  Tls tls = Tls::acme;
  std::string acme_directory;  // https URL; empty: Let's Encrypt
  std::string acme_ca_file;    // on the host of the container; for a private directory
  std::string email;           // for the authority; may be empty
  int https_port = 443;
  std::string image = "caddy:2.10.2-alpine";

  [[nodiscard]] explicit operator bool() const { return !host.empty(); }
};

struct DeploySpec {
  std::string
      target;  // "local", "ssh://…", "context:NAME", "unix://…"; empty: the way of the remote
  std::string name = "llamero";  // of the container, and the beginning of what belongs to it
  std::string image = "ollama/ollama:0.32.15";
  std::vector<DeployModel> models;
  GpuWish gpu = GpuWish::automatic;
  std::int64_t memory = 0;     // bytes; 0: from the host and the models
  std::int64_t nano_cpus = 0;  // 10^9 are one CPU; 0: no limit
  int threads = 0;     // of a generation on the CPU; 0: as many as CPUs, where those are limited
  int context = 4096;  // tokens
  int parallel = 1;    // requests at a time, each with a context of its own
  int max_queue = 16;  // requests that wait; more are answered 503
  std::string keep_alive = "30m";
  std::string volume = "llamero-models";
  int port = 11434;                    // on the loopback of the host
  std::vector<std::string> add_hosts;  // "NAME:ADDRESS" that the server shall know
  bool insecure = false;               // models may come from a registry over plain http
  PublicSpec open;
};

// The floor of the versions of Ollama that are put into service, and the highest that is known to
// have a hole. Sources: CVE-2026-7482 (fixed in 0.17.1), CVE-2026-7020 (up to 0.20.2).
inline constexpr std::string_view kOllamaFloor = "0.17.1";
inline constexpr std::string_view kOllamaLastHole = "0.20.2";

// What is wrong in itself, whatever the host is like. Errors: Errc::usage.
[[nodiscard]] Result<void> check_deploy_spec(const DeploySpec& spec);

// "gemma3:1b" or "gemma3:1b@sha256:…". Errors: Errc::usage.
[[nodiscard]] Result<DeployModel> parse_deploy_model(std::string_view text);

// "8GiB", "3g", "512m" (binary units, as docker reads them); at least 1. Errors: Errc::usage.
[[nodiscard]] Result<std::int64_t> parse_memory_size(std::string_view text);

// "1.5" as 1500000000. Errors: Errc::usage.
[[nodiscard]] Result<std::int64_t> parse_cpus(std::string_view text);

[[nodiscard]] Result<GpuWish> parse_gpu_wish(std::string_view text);
[[nodiscard]] std::string_view gpu_wish_name(GpuWish wish);

}  // namespace llamero

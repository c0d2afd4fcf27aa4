#include "config/deploy_spec.h"

#include "base/container_image.h"
#include "base/version_number.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <utility>

namespace llamero {
namespace {

constexpr std::size_t kLongestName = 64;
constexpr std::int64_t kNanos = 1'000'000'000;

bool is_name_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '.' || c == '-';
}

// What docker accepts as the name of a container or volume.
bool is_docker_name(std::string_view name) {
  return name.size() >= 2 && name.size() <= kLongestName && name.front() != '-' &&
         name.front() != '.' && name.front() != '_' &&
         std::all_of(name.begin(), name.end(), is_name_char);
}

Error bad(std::string message, std::string hint = {}) {
  return {Errc::usage, std::move(message), std::move(hint)};
}

Result<void> check_names(const DeploySpec& spec) {
  if (!is_docker_name(spec.name)) {
    return Unexpected(bad("\"" + spec.name + "\" cannot be the name of a container",
                          "letters, digits, \".\", \"_\" and \"-\", the first a letter or digit"));
  }
  if (!is_docker_name(spec.volume)) {
    return Unexpected(
        bad("\"" + spec.volume + "\" is not the name of a docker volume",
            "a folder of the host is never given to the server; docker keeps the volume"));
  }
  return {};
}

Result<void> check_image(const std::string& text) {
  const auto image = parse_container_image(text);
  if (!image) return Unexpected(image.error());
  std::string_view tag = image->tag;
  if (tag.starts_with('v')) tag.remove_prefix(1);
  const auto version = parse_version(tag);
  if (image->repository == "ollama/ollama" && !version && image->digest.empty()) {
    return Unexpected(bad("the image " + text + " names no version: it is another server tomorrow",
                          "name a version, like ollama/ollama:0.32.15"));
  }
  if (version && *version < *parse_version(kOllamaFloor)) {
    return Unexpected(bad("Ollama " + std::string(tag) + " is not put into service: before " +
                              std::string(kOllamaFloor) +
                              " anybody who reaches it can read its memory (CVE-2026-7482)",
                          "name " + std::string(kOllamaFloor) + " or newer"));
  }
  return {};
}

Result<void> check_numbers(const DeploySpec& spec) {
  struct Limit {
    std::string_view what;
    int value;
    int least;
    int most;
  };
  for (const Limit& limit :
       {Limit{"threads", spec.threads, 0, 1024}, Limit{"context", spec.context, 256, 10'000'000},
        Limit{"parallel", spec.parallel, 1, 256}, Limit{"max_queue", spec.max_queue, 1, 100'000},
        Limit{"port", spec.port, 1, 65535}, Limit{"https_port", spec.open.https_port, 1, 65535}}) {
    if (limit.value < limit.least || limit.value > limit.most) {
      return Unexpected(bad(std::string(limit.what) + " is " + std::to_string(limit.value) +
                            ", it must be from " + std::to_string(limit.least) + " to " +
                            std::to_string(limit.most)));
    }
  }
  return {};
}

bool is_public_host(std::string_view host) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == ':';
  };
  return host.size() <= 253 && std::all_of(host.begin(), host.end(), allowed) &&
         host.front() != '-' && host.front() != '.';
}

// "name:address", as docker's --add-host takes it.
Result<void> check_add_hosts(const std::vector<std::string>& hosts) {
  for (const std::string& host : hosts) {
    const std::size_t colon = host.find(':');
    const bool good = colon != std::string::npos && colon > 0 && colon + 1 < host.size() &&
                      is_public_host(std::string_view(host).substr(0, colon)) &&
                      is_public_host(std::string_view(host).substr(colon + 1));
    if (!good) {
      return Unexpected(bad("\"" + host.substr(0, 100) + "\" is not a name and its address",
                            "like registry.example.org:10.0.0.5"));
    }
  }
  return {};
}

bool is_email(std::string_view text) {
  const auto allowed = [](char c) { return is_name_char(c) || c == '@' || c == '+'; };
  return std::all_of(text.begin(), text.end(), allowed) &&
         std::count(text.begin(), text.end(), '@') == 1;
}

Result<void> check_public(const PublicSpec& open) {
  if (!open) return {};
  if (!is_public_host(open.host)) {
    return Unexpected(bad("\"" + open.host + "\" is no name or address of a host",
                          "like llm.example.org or 203.0.113.7, without https:// and port"));
  }
  if (!open.email.empty() && !is_email(open.email))
    return Unexpected(bad("\"" + open.email + "\" is no email address"));
  if (!open.acme_directory.empty() &&
      (!open.acme_directory.starts_with("https://") ||
       open.acme_directory.find_first_of(" \t\r\n{}\"") != std::string::npos))
    return Unexpected(bad("acme_directory must be an https:// URL"));
  if (auto image = parse_container_image(open.image); !image)
    return Unexpected(std::move(image).error());
  return {};
}

}  // namespace

Result<void> check_deploy_spec(const DeploySpec& spec) {
  for (const auto& checked : {check_names(spec), check_image(spec.image), check_numbers(spec),
                              check_add_hosts(spec.add_hosts), check_public(spec.open)}) {
    if (!checked) return checked;
  }
  for (std::size_t i = 0; i < spec.models.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (spec.models[i].name == spec.models[j].name)
        return Unexpected(bad("the model " + spec.models[i].name + " is named twice"));
    }
  }
  if (spec.threads > 0 && spec.nano_cpus > 0 && spec.threads > 2 * (spec.nano_cpus / kNanos + 1)) {
    return Unexpected(
        bad("threads is " + std::to_string(spec.threads) +
                ", far more than the CPUs that are given: they would wait for each other",
            "leave threads away: they follow cpus"));
  }
  return {};
}

Result<DeployModel> parse_deploy_model(std::string_view text) {
  DeployModel model;
  const std::size_t at = text.find('@');
  model.name = text.substr(0, at);
  if (at != std::string_view::npos) model.digest = text.substr(at + 1);
  const auto allowed = [](char c) { return is_name_char(c) || c == ':' || c == '/'; };
  if (model.name.empty() || model.name.size() > 350 || model.name.front() == '-' ||
      !std::all_of(model.name.begin(), model.name.end(), allowed)) {
    return Unexpected(bad("\"" + std::string(text.substr(0, 100)) + "\" is not the name of a model",
                          "like gemma3:1b, or gemma3:1b@sha256:…"));
  }
  if (at != std::string_view::npos && !is_sha256_digest(model.digest)) {
    return Unexpected(
        bad("what stands after @ in \"" + std::string(text.substr(0, 200)) + "\" is not a digest",
            "sha256: and 64 digits, as llamero list --json shows it"));
  }
  return model;
}

Result<std::int64_t> parse_memory_size(std::string_view text) {
  const auto wrong = [&] {
    return Unexpected(bad("\"" + std::string(text.substr(0, 40)) + "\" is not a size of memory",
                          "like 3GiB, 2500m or 3g"));
  };
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  // from_chars reads "nan", which is neither more nor less than anything.
  if (error != std::errc() || !(value > 0)) return wrong();
  std::string unit(end, text.data() + text.size());
  for (char& c : unit) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  constexpr std::array<std::pair<std::string_view, double>, 14> kUnits = {
      {{"", 1},
       {"b", 1},
       {"k", 1024.0},
       {"kb", 1024.0},
       {"kib", 1024.0},
       {"m", 1048576.0},
       {"mb", 1048576.0},
       {"mib", 1048576.0},
       {"g", 1073741824.0},
       {"gb", 1073741824.0},
       {"gib", 1073741824.0},
       {"t", 1099511627776.0},
       {"tb", 1099511627776.0},
       {"tib", 1099511627776.0}}};
  const auto* const found = std::find_if(kUnits.begin(), kUnits.end(),
                                         [&](const auto& known) { return known.first == unit; });
  if (found == kUnits.end()) return wrong();
  const double bytes = value * found->second;
  if (bytes < 1 || bytes > 1e15) return wrong();
  return static_cast<std::int64_t>(bytes);
}

Result<std::int64_t> parse_cpus(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool in_range = value >= 0.01 && value <= 4096;  // "nan" is not
  if (error != std::errc() || end != text.data() + text.size() || !in_range) {
    return Unexpected(bad("\"" + std::string(text.substr(0, 40)) + "\" is not a number of CPUs",
                          "like 2 or 1.5"));
  }
  return static_cast<std::int64_t>(value * static_cast<double>(kNanos) + 0.5);
}

namespace {
constexpr std::array<std::pair<GpuWish, std::string_view>, 5> kWishes = {
    {{GpuWish::automatic, "auto"},
     {GpuWish::none, "none"},
     {GpuWish::nvidia, "nvidia"},
     {GpuWish::rocm, "rocm"},
     {GpuWish::vulkan, "vulkan"}}};
}

Result<GpuWish> parse_gpu_wish(std::string_view text) {
  for (const auto& [wish, name] : kWishes) {
    if (name == text) return wish;
  }
  return Unexpected(bad("gpu is one of auto, none, nvidia, rocm and vulkan, not \"" +
                        std::string(text.substr(0, 40)) + "\""));
}

std::string_view gpu_wish_name(GpuWish wish) {
  for (const auto& [known, name] : kWishes) {
    if (known == wish) return name;
  }
  return "auto";
}

}  // namespace llamero

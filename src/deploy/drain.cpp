#include "deploy/drain.h"

#include <fmt/format.h>

#include <array>

#include "deploy/ollama_container.h"

namespace llamero {
namespace {

constexpr Milliseconds kBetweenLooks{500};

}  // namespace

// A line is "sl local remote state …"; addresses are hexadecimal, the port after a colon.
int established_connections(std::string_view proc_net_tcp, int port) {
  const std::string ending = fmt::format(":{:04X}", port);
  int count = 0;
  while (!proc_net_tcp.empty()) {
    const std::size_t newline = proc_net_tcp.find('\n');
    std::string_view line = proc_net_tcp.substr(0, newline);
    proc_net_tcp.remove_prefix(newline == std::string_view::npos ? line.size() : newline + 1);
    std::array<std::string_view, 4> words;
    for (std::string_view& word : words) {
      const std::size_t begin = line.find_first_not_of(" \t");
      if (begin == std::string_view::npos) break;
      line.remove_prefix(begin);
      word = line.substr(0, line.find_first_of(" \t"));
      line.remove_prefix(word.size());
    }
    constexpr std::string_view kEstablished = "01";
    if (words[1].ends_with(ending) && words[3] == kEstablished) ++count;
  }
  return count;
}

Result<int> await_idle(HostLink& link, DockerEngine& engine, const std::string& name,
                       Milliseconds limit, HostLink::Watches watches) {
  const SteadyTime until = std::chrono::steady_clock::now() + limit;
  while (true) {
    auto tables = engine.exec(name, {"cat", "/proc/net/tcp", "/proc/net/tcp6"});
    if (!tables) return Unexpected(std::move(tables).error());
    const int left = established_connections(*tables, kOllamaPort);
    if (left == 0 || std::chrono::steady_clock::now() >= until) return left;
    if (auto waited = link.transport().wait(kBetweenLooks, watches); !waited)
      return Unexpected(std::move(waited).error());
  }
}

}  // namespace llamero

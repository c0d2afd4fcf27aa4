#include "deploy/local_link.h"

namespace llamero {
namespace {

constexpr std::size_t kMostOutput = 256 * 1024;

}  // namespace

Result<ProcessOutput> LocalLink::run(const std::string& script, Milliseconds limit,
                                     Watch& interrupt) {
  return processes_.run({"sh", "-c", script}, {limit, kMostOutput}, interrupt);
}

Result<std::unique_ptr<Child>> LocalLink::start(const std::string& script) {
  return processes_.start({"sh", "-c", script});
}

Result<Endpoint> LocalLink::to_socket(const std::string& path, Watches /*watches*/) {
  Endpoint endpoint;
  endpoint.base_url = "http://docker";
  endpoint.display = path;
  endpoint.route.unix_socket = path;
  return endpoint;
}

Result<Endpoint> LocalLink::to_port(const std::string& address, int port, Watches /*watches*/) {
  Endpoint endpoint;
  endpoint.base_url = "http://" + address + ":" + std::to_string(port);
  endpoint.display = endpoint.base_url;
  return endpoint;
}

}  // namespace llamero

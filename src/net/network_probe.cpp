#include "net/network_probe.h"

#include "base/unique_fd.h"
#include "base/wait_fd.h"
#include "net/curl_transport.h"

#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <system_error>
#include <thread>

namespace llamero {
namespace {

struct AddressListDeleter {
  void operator()(addrinfo* list) const { freeaddrinfo(list); }
};
using AddressList = std::unique_ptr<addrinfo, AddressListDeleter>;

AddressList look_up(const std::string& host, const char* port, int flags, int& failure) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = flags;
  addrinfo* found = nullptr;
  failure = getaddrinfo(host.c_str(), port, &hints, &found);
  return AddressList(found);
}

std::string as_number(const addrinfo& address) {
  std::array<char, NI_MAXHOST> text{};
  const int failed = getnameinfo(address.ai_addr, address.ai_addrlen, text.data(), text.size(),
                                 nullptr, 0, NI_NUMERICHOST);
  return failed == 0 ? text.data() : "";
}

// getaddrinfo cannot be interrupted. Its thread owns what it writes to, so that a caller who has
// waited long enough may leave it behind.
struct LookUp {
  std::string host;
  UniqueFd done;
  std::vector<std::string> addresses;
  int failure = 0;

  void run() {
    const AddressList list = look_up(host, nullptr, 0, failure);
    for (const addrinfo* at = list.get(); at != nullptr; at = at->ai_next) {
      std::string number = as_number(*at);
      if (std::find(addresses.begin(), addresses.end(), number) == addresses.end())
        addresses.push_back(std::move(number));
    }
    done = UniqueFd();  // the other end of the pipe sees the hang-up
  }
};

Error could_not_connect(const std::string& address, int error) {
  return {Errc::connect_failed, address + ": " + std::generic_category().message(error)};
}

}  // namespace

Result<std::vector<std::string>> RealNetworkProbe::resolve(const std::string& host,
                                                           Milliseconds limit, Watch& interrupt) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0)
    return Unexpected(Error(Errc::resolve_failed, std::generic_category().message(errno)));
  const UniqueFd finished(ends[0]);
  auto look = std::make_shared<LookUp>();
  look->host = host;
  look->done = UniqueFd(ends[1]);
  std::thread([look] { look->run(); }).detach();
  auto ended = wait_fd(finished.get(), POLLIN, std::chrono::steady_clock::now() + limit, interrupt);
  if (!ended) return Unexpected(std::move(ended).error());
  if (!*ended)
    return Unexpected(Error(Errc::timed_out, "no resolver answered for " + host,
                            "check the network and the resolver"));
  if (look->failure != 0) {
    return Unexpected(Error(Errc::resolve_failed,
                            "no address for " + host + ": " + gai_strerror(look->failure),
                            "check the name and the network"));
  }
  return look->addresses;
}

Result<void> RealNetworkProbe::connect(const std::string& address, int port, Milliseconds limit,
                                       Watch& interrupt) {
  int failure = 0;
  const AddressList list =
      look_up(address, std::to_string(port).c_str(), AI_NUMERICHOST | AI_NUMERICSERV, failure);
  if (!list) return Unexpected(Error(Errc::connect_failed, address + ": not an address"));
  const UniqueFd fd(
      socket(list->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, IPPROTO_TCP));
  if (!fd) return Unexpected(could_not_connect(address, errno));
  if (::connect(fd.get(), list->ai_addr, list->ai_addrlen) == 0) return {};
  if (errno != EINPROGRESS) return Unexpected(could_not_connect(address, errno));
  auto ready = wait_fd(fd.get(), POLLOUT, std::chrono::steady_clock::now() + limit, interrupt);
  if (!ready) return Unexpected(std::move(ready).error());
  if (!*ready)
    return Unexpected(Error(Errc::timed_out, address + ": no answer",
                            "a firewall may drop the packets, or the machine is down"));
  int error = 0;
  socklen_t size = sizeof error;
  getsockopt(fd.get(), SOL_SOCKET, SO_ERROR, &error, &size);
  if (error != 0) return Unexpected(could_not_connect(address, error));
  return {};
}

Result<std::optional<CertificateFacts>> RealNetworkProbe::certificate(const HttpRequest& request,
                                                                      Watch& interrupt) {
  std::array<Watch*, 1> watches = {&interrupt};
  return transport_.certificate_of(request, watches);
}

}  // namespace llamero

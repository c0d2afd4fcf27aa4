// What is known of the machine that runs the containers. Whatever could not be found out is empty,
// zero or nullopt.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace llamero {

struct HostSocket {
  std::string path;
  bool usable = false;  // this user may read and write it
};

struct HostDisk {
  std::string mount;
  std::int64_t free = 0;   // bytes, for a user who is not root
  std::int64_t total = 0;  // bytes
};

struct ListeningPort {
  std::string address;  // "127.0.0.1", "0.0.0.0", "::"
  int port = 0;
};

struct NvidiaGpu {
  std::string name;
  std::string driver;   // "550.54.15"
  std::string compute;  // "8.6"
  std::int64_t memory_bytes = 0;
};

struct GpuFacts {
  bool nvidia_device = false;   // /dev/nvidiactl, or a card of that vendor
  bool nvidia_toolkit = false;  // nvidia-ctk or nvidia-container-runtime
  bool nvidia_cdi = false;      // a specification under /etc/cdi or /var/run/cdi
  std::vector<NvidiaGpu> nvidia;
  bool kfd = false;                        // /dev/kfd: AMD's compute driver
  bool dri = false;                        // /dev/dri
  std::vector<std::string> vendors;        // of the cards: "0x10de", "0x1002", "0x8086"
  std::vector<std::string> device_groups;  // numeric ids that own /dev/kfd and /dev/dri/render*
  bool jetson = false;
};

struct HostFacts {
  std::string user;
  std::string arch;   // as `uname -m` says: "x86_64", "aarch64"
  std::string os;     // "Debian GNU/Linux 12 (bookworm)"
  std::string os_id;  // "debian"
  int cpus = 0;
  std::int64_t memory_total = 0;  // bytes
  std::int64_t memory_available = 0;
  std::int64_t swap_total = 0;
  bool docker_client = false;
  bool docker_daemon = false;  // its program is installed
  bool root = false;
  bool sudo = false;  // without a password
  std::vector<HostSocket> sockets;
  std::vector<HostDisk> disks;
  std::vector<ListeningPort> ports;
  std::optional<bool> docker_at_boot;
  GpuFacts gpu;
};

}  // namespace llamero

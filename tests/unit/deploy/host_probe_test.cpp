#include "deploy/host_probe.h"

#include "catch.hpp"

#include <sys/stat.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "unit/deploy/host_probe_fixture.h"

using namespace llamero;

namespace {

HostFacts parsed(const std::string& lines) {
  auto facts = parse_host_probe("llamero-probe-begin\n" + lines + "\nllamero-probe-end\n");
  REQUIRE(facts);
  return *std::move(facts);
}

// The script's output under `shell`, with `setup` before it, as a host would run it.
std::string run_script(const std::string& shell, const std::string& setup = "") {
  char name[] = "/tmp/llamero-probe-XXXXXX";
  const int fd = mkstemp(name);
  REQUIRE(fd >= 0);
  FILE* const script = fdopen(fd, "w");
  std::fwrite(setup.data(), 1, setup.size(), script);
  std::fwrite(host_probe_script().data(), 1, host_probe_script().size(), script);
  std::fclose(script);
  std::string output;
  FILE* const pipe = popen((shell + " -s < " + name + " 2>&1; echo status $?").c_str(), "r");
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) output += static_cast<char>(c);
  pclose(pipe);
  std::filesystem::remove(name);
  return output;
}

}  // namespace

TEST_CASE("a host's answers become facts", "[deploy]") {
  const HostFacts facts = host_called("rtx3090");
  CHECK(facts.user == "ubuntu");
  CHECK(facts.arch == "x86_64");
  CHECK(facts.os == "Ubuntu 24.04.2 LTS");
  CHECK(facts.os_id == "ubuntu");
  CHECK(facts.cpus == 16);
  CHECK(facts.memory_total == 65765920LL * 1024);
  CHECK(facts.memory_available == 60112384LL * 1024);
  CHECK(facts.swap_total == 8388604LL * 1024);
  CHECK(facts.docker_client);
  CHECK(facts.docker_daemon);
  CHECK_FALSE(facts.root);
  CHECK(facts.sudo);
  CHECK(facts.docker_at_boot == true);
  REQUIRE(facts.sockets.size() == 1);
  CHECK(facts.sockets[0].path == "/var/run/docker.sock");
  CHECK(facts.sockets[0].usable);
  REQUIRE(facts.gpu.nvidia.size() == 1);
  CHECK(facts.gpu.nvidia[0].name == "NVIDIA GeForce RTX 3090");
  CHECK(facts.gpu.nvidia[0].driver == "550.54.15");
  CHECK(facts.gpu.nvidia[0].compute == "8.6");
  CHECK(facts.gpu.nvidia[0].memory_bytes == 24576LL << 20);
  CHECK(facts.gpu.nvidia_toolkit);
  CHECK(facts.gpu.device_groups == std::vector<std::string>{"993"});
}

TEST_CASE("listening ports are read from the kernel's hexadecimal", "[deploy]") {
  const HostFacts facts = parsed(
      "port=0100007F:1F90\nport=00000000:2CAA\nport=0100A8C0:0050\n"
      "port=00000000000000000000000000000000:2CAA\n"
      "port=00000000000000000000000001000000:0016\n"
      "port=0000000000000000FFFF00000100007F:0016\n"
      "port=0100007F:1F90\nport=0100007F:0000\nport=0100007F:1F9G\nport=0100007F\nport=:\n"
      "port=010000ZZ:1F90\nport=0100007F:11F90");
  std::vector<std::string> seen;
  for (const auto& [address, port] : facts.ports)
    seen.push_back(address + " " + std::to_string(port));
  CHECK(seen == std::vector<std::string>{"127.0.0.1 8080", "0.0.0.0 11434", "192.168.0.1 80",
                                         ":: 11434", "::1 22", "::ffff:127.0.0.1 22"});
}

TEST_CASE("what a start file prints before is passed over", "[deploy]") {
  const auto facts = parse_host_probe(
      "Welcome!\r\narch=vax\nuser=\x1b[31mnobody\n\r\nllamero-probe-begin\r\narch=aarch64\r\n"
      "nonsense\n=\ncpus=4\r\nllamero-probe-end\r\narch=after\n");
  REQUIRE(facts);
  CHECK(facts->arch == "aarch64");
  CHECK(facts->cpus == 4);
  CHECK(facts->user.empty());
  CHECK_FALSE(facts->docker_at_boot);
}

TEST_CASE("an answer without its end is an error that quotes the last line", "[deploy]") {
  for (const char* output : {"", "llamero-probe-end\n", "llamero-probe-begin\narch=x\n"}) {
    const auto facts = parse_host_probe(output);
    REQUIRE_FALSE(facts);
    CHECK(facts.error().code == Errc::deploy);
    CHECK_THAT(facts.error().message,
               ContainsSubstring("did not answer the questions about the machine"));
  }
  const auto refused = parse_host_probe("hello\nThis account is\x1b[2J not available.\n");
  REQUIRE_FALSE(refused);
  CHECK_THAT(refused.error().message,
             Catch::Matchers::EndsWith(": This account is [2J not available."));
  const auto flood = parse_host_probe(std::string(3 << 20, 'x'));
  REQUIRE_FALSE(flood);
  CHECK(flood.error().message.size() < 400);
}

TEST_CASE("hostile values are refused or shortened", "[deploy]") {
  std::string many;
  for (int i = 0; i < 5000; ++i) {
    const std::string number = std::to_string(i);
    many += "socket=yes /s" + number + "\ndisk=1 1 /m" + number + "\ndevice_group=" + number +
            "\nnvidia=X, 1.0, 1, 1.0\nvendor=0x" + std::to_string(1000 + i) + "\n";
  }
  HostFacts facts = parsed(many);
  CHECK(facts.sockets.size() == 16);
  CHECK(facts.disks.size() == 256);
  CHECK(facts.gpu.device_groups.size() == 64);
  CHECK(facts.gpu.nvidia.size() == 64);
  CHECK(facts.gpu.vendors.size() == 64);

  facts = parsed(
      "memory_total_kb=9223372036854775807\nswap_total_kb=-5\ncpus=99999999999\n"
      "socket=yes relative\nsocket=yes /a\x01 b\ndisk=x 1 /\ndevice_group=video\nvendor=10de\n"
      "nvidia=Failed to initialize NVML: Driver/library version mismatch\nnvidia=a,b,c,d\n"
      "docker_at_boot=maybe\narch=" +
      std::string(5000, 'a'));
  CHECK(facts.memory_total == 0);
  CHECK(facts.swap_total == 0);
  CHECK(facts.cpus == 65536);
  CHECK(facts.sockets.empty());
  CHECK(facts.disks.empty());
  CHECK(facts.gpu.device_groups.empty());
  CHECK(facts.gpu.vendors.empty());
  CHECK(facts.gpu.nvidia.empty());
  CHECK_FALSE(facts.docker_at_boot);
  CHECK(facts.arch.size() < 200);
}

TEST_CASE("a card whose driver is not there is known by its vendor", "[deploy]") {
  CHECK(parsed("vendor=0x10de").gpu.nvidia_device);
  CHECK_FALSE(parsed("vendor=0x1002").gpu.nvidia_device);
}

TEST_CASE("the disk of a path has the longest mount before it", "[deploy]") {
  const HostFacts facts = parsed(
      "disk=10 1 /\ndisk=20 2 /var\ndisk=30 3 /var/lib/docker\ndisk=40 4 /mnt/my disk\n"
      "disk=50 5 /var");
  CHECK(disk_of(facts, "/var/lib/docker/volumes")->total == 30 * 1024);
  CHECK(disk_of(facts, "/var/lib/docker")->free == 3 * 1024);
  CHECK(disk_of(facts, "/var/lib/dockers")->total == 50 * 1024);
  CHECK(disk_of(facts, "/variety")->total == 10 * 1024);
  CHECK(disk_of(facts, "/mnt/my disk/x")->total == 40 * 1024);
  CHECK(disk_of(parsed("disk=20 2 /var"), "/home") == nullptr);
}

TEST_CASE("the script runs in the shell of this machine", "[deploy]") {
  const std::string output = run_script("sh");
  CHECK_THAT(output, Catch::Matchers::StartsWith("\nllamero-probe-begin\n"));
  CHECK_THAT(output, Catch::Matchers::EndsWith("llamero-probe-end\nstatus 0\n"));
  const auto facts = parse_host_probe(output);
  REQUIRE(facts);
  CHECK_FALSE(facts->user.empty());
  CHECK_FALSE(facts->arch.empty());
  CHECK(facts->cpus > 0);
  CHECK(facts->memory_total > 0);
  CHECK(disk_of(*facts, "/") != nullptr);
}

TEST_CASE("the script comes to its end where no program is to be found", "[deploy]") {
  const std::string output = run_script("env -i sh", "command() { return 1; }\n");
  CHECK_THAT(output, Catch::Matchers::EndsWith("llamero-probe-end\nstatus 0\n"));
  CHECK_THAT(output, ContainsSubstring("docker_client=no\n"));
}

TEST_CASE("the script asks nvidia-smi again where the driver is old", "[deploy]") {
  const bool old = GENERATE(true, false);
  char folder[] = "/tmp/llamero-smi-XXXXXX";
  REQUIRE(mkdtemp(folder) != nullptr);
  const std::string program = std::string(folder) + "/nvidia-smi";
  std::ofstream(program) << "#!/bin/sh\ncase $1 in\n*compute_cap*) "
                         << (old ? "echo 'Field is not valid'; exit 2"
                                 : "echo 'GeForce, 580.65.06, 8192, 8.9'")
                         << " ;;\n*) echo 'Tesla K80, 470.256.02, 11441' ;;\nesac\n";
  REQUIRE(chmod(program.c_str(), 0700) == 0);
  const auto facts = parse_host_probe(run_script("env PATH=" + std::string(folder) + ":$PATH sh"));
  std::filesystem::remove_all(folder);
  REQUIRE(facts);
  REQUIRE(facts->gpu.nvidia.size() == 1);
  CHECK(facts->gpu.nvidia[0].name == (old ? "Tesla K80" : "GeForce"));
  CHECK(facts->gpu.nvidia[0].compute == (old ? "" : "8.9"));
}

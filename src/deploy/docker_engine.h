// The Engine API of docker, as far as a deployment needs it. One thread at a time.
// https://docs.docker.com/reference/api/engine/
#pragma once

#include "base/container_image.h"
#include "base/version_number.h"
#include "llamero/client.h"
#include "llamero/http.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "deploy/container_state.h"

namespace llamero {

// What docker tells of itself and its machine.
struct EngineInfo {
  std::string version;  // "28.2.2"
  std::string arch;     // "x86_64", "aarch64"
  std::string os;       // "Debian GNU/Linux 12 (bookworm)"
  std::string root;     // where images and volumes are
  int cpus = 0;
  std::int64_t memory = 0;  // bytes
  bool rootless = false;
  bool swap_limit = true;  // the kernel can limit swap
};

struct FoundImage {
  std::string id;                    // "sha256:…"
  std::vector<std::string> digests;  // "repository@sha256:…"; none: it was built there
  std::vector<std::string> env;
  std::string arch;  // "amd64", "arm64"
  std::int64_t size = 0;
  std::vector<std::string> tags = {};  // none: it was pulled by its digest, as `up` does

  // The digest under which it was pulled from `repository`; empty: it was not.
  [[nodiscard]] std::string digest_of(const std::string& repository) const;
};

struct FoundVolume {
  std::string name;
  bool ours = false;       // has our label
  std::int64_t size = -1;  // bytes; -1: docker does not tell
};

struct ImageProgress {
  std::string status;     // the last line of docker
  std::int64_t done = 0;  // bytes of the layers that are known
  std::int64_t total = 0;
};

// Errors of every call: Errc::deploy with what docker says and its status; those of the transport
// and the watches.
class DockerEngine {
 public:
  using Watches = std::vector<Watch*>;

  // `transport` must outlive this.
  DockerEngine(Transport& transport, Endpoint endpoint, Watches watches)
      : transport_(transport), endpoint_(std::move(endpoint)), watches_(std::move(watches)) {}

  // Asks for the version that both sides speak. Must come first. Errors: also an engine older than
  // API 1.40 (docker 19.03), or something that is no docker.
  Result<void> negotiate();
  [[nodiscard]] const VersionNumber& api() const { return api_; }
  Result<EngineInfo> info();

  // Containers, by name or id.
  Result<std::optional<FoundContainer>> container(const std::string& name);
  Result<std::vector<std::string>> names_with_label(const std::string& label);
  Result<std::string> holder_of_port(int port);  // the name of a container; empty: none
  Result<std::string> create(const std::string& name, const std::string& body);  // its id
  Result<void> start(const std::string& name);
  Result<void> unpause(const std::string& name);
  Result<void> stop(const std::string& name, int grace_s);
  Result<void> restart(const std::string& name, int grace_s);
  Result<void> rename(const std::string& name, const std::string& to);
  Result<void> remove(const std::string& name);  // not its volumes; no error where it is gone
  Result<void> put_files(const std::string& name, const std::string& folder, std::string tar);
  Result<std::string> get_files(const std::string& name, const std::string& path);  // tar
  // What a program within prints on stdout and stderr.
  Result<std::string> exec(const std::string& name, const std::vector<std::string>& argv);

  struct LogWish {
    int tail = -1;      // lines; -1: all
    std::string since;  // seconds since the epoch, with a fraction; empty: from the beginning
    bool follow = false;
    bool timestamps = false;
  };
  using OnLogLine = std::function<Result<void>(std::string_view line)>;
  Result<void> logs(const std::string& name, const LogWish& wish, const OnLogLine& on_line);

  // Images.
  Result<std::optional<FoundImage>> image(const std::string& reference);
  // The digest that a registry has for the name just now, asked through docker.
  Result<std::string> digest_in_registry(const ContainerImage& image);
  using OnImageProgress = std::function<void(const ImageProgress&)>;
  Result<void> pull(const std::string& reference, const OnImageProgress& on_progress);
  Result<void> remove_image(const std::string& reference);  // no error where it is in use or gone

  // Volumes and networks.
  Result<std::optional<FoundVolume>> volume(const std::string& name);
  Result<void> create_volume(const std::string& name, const NamedValues& labels);
  Result<void> remove_volume(const std::string& name);
  Result<bool> has_network(const std::string& name);
  Result<void> create_network(const std::string& name, const NamedValues& labels);
  Result<void> remove_network(const std::string& name);

 private:
  struct Call;
  Result<HttpResponse> send(const Call& call, BodySink& sink);
  Result<std::string> text(const Call& call);
  Result<void> tell(const Call& call);
  Result<std::optional<std::string>> find(const std::string& path);

  Transport& transport_;
  Endpoint endpoint_;
  Watches watches_;
  VersionNumber api_;
  std::string prefix_;  // "/v1.41"
};

}  // namespace llamero

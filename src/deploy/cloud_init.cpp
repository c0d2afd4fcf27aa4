#include "deploy/cloud_init.h"

#include "base/size_text.h"

#include "deploy/docker_run.h"
#include "deploy/yaml_text.h"

namespace llamero {
namespace {

constexpr const char* kStartPath = "/usr/local/sbin/llamero-start";
constexpr const char* kPullPath = "/usr/local/sbin/llamero-pull";
constexpr std::size_t kContentIndent = 6;

std::string file_entry(const char* path, const std::string& content) {
  return "  - path: " + yaml_quoted(path) +
         "\n    owner: \"root:root\"\n    permissions: \"0700\"\n    content: " +
         yaml_block(content, kContentIndent);
}

// A first boot has a network that comes and goes: what was pulled stays, so that another try goes
// on from there. The server is asked first, for up to five minutes.
std::string pull_script(const std::string& container, const std::vector<std::string>& models) {
  std::string script = "#!/bin/sh\nset -u\ncontainer=" + shell_word(container) + R"(
tries=150
until docker exec "$container" ollama list >/dev/null 2>&1; do
  tries=$((tries - 1))
  if [ "$tries" -le 0 ]; then
    echo "the server in $container does not answer; see: docker logs $container" >&2
    exit 1
  fi
  sleep 2
done
failed=0
pull() {
  for pause in 5 15 60 0; do
    said=$(docker exec "$container" ollama pull -- "$1" 2>&1) && return
    printf '%s\n' "$said" | tail -n 1 >&2
    sleep "$pause"
  done
  echo "the model $1 was not pulled; run $0 again" >&2
  failed=1
}
)";
  for (const std::string& model : models) script += "pull " + shell_word(model) + "\n";
  return script + "exit \"$failed\"\n";
}

Error too_large(std::size_t size) {
  return {Errc::usage,
          "the cloud-init text has " + std::to_string(size) + " bytes, more than the " +
              size_text(kMaxUserData) + " that clouds take",
          "name fewer models, and pull the others when the machine is up"};
}

}  // namespace

Result<std::string> cloud_init_text(const std::vector<ContainerSpec>& specs,
                                    const VersionNumber& api,
                                    const std::vector<std::string>& models) {
  if (specs.empty())
    return Unexpected(Error(Errc::usage, "there is no container to start at the first boot"));
  std::string text = "#cloud-config\npackage_update: true\npackages:\n  - \"docker.io\"\n";
  text += "write_files:\n" + file_entry(kStartPath, docker_run_script(specs, api));
  if (!models.empty()) text += file_entry(kPullPath, pull_script(specs.front().name, models));
  const std::string pull = models.empty() ? "" : std::string(" && ") + kPullPath;
  text += "runcmd:\n  - [\"systemctl\", \"enable\", \"--now\", \"docker\"]\n";
  text += "  - [\"sh\", \"-c\", " + yaml_quoted(kStartPath + pull) + "]\n";
  if (text.size() > kMaxUserData) return Unexpected(too_large(text.size()));
  return text;
}

}  // namespace llamero

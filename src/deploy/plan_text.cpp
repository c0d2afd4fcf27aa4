// A plan in words.
#include <fmt/format.h>

#include <algorithm>

#include "deploy/plan.h"

namespace llamero {
namespace {

// A digest of 64 digits says no more to people than its first 12.
std::string with_short_digests(const std::string& text) {
  constexpr std::string_view kMark = "sha256:";
  constexpr std::size_t kShown = 12;
  constexpr std::size_t kWhole = 64;
  std::string out = text;
  for (std::size_t at = out.find(kMark); at != std::string::npos; at = out.find(kMark, at + 1)) {
    const std::size_t digits = at + kMark.size();
    const std::size_t end = out.find_first_not_of("0123456789abcdef", digits);
    if (std::min(end, out.size()) - digits == kWhole) out.erase(digits + kShown, kWhole - kShown);
  }
  return out;
}

void add_drift(std::vector<std::string>& lines, const std::vector<Difference>& drift) {
  for (const Difference& one : drift)
    lines.push_back(
        with_short_digests(fmt::format("    {}: {} -> {}", one.field, one.found, one.wanted)));
}

}  // namespace

bool Plan::changes_nothing() const {
  return lines().empty();
}

std::vector<std::string> Plan::lines() const {
  std::vector<std::string> out;
  const auto add = [&](bool wanted, std::string line) {
    if (wanted) out.push_back(std::move(line));
  };
  const std::string& name = server.name;
  add(remove_next, "- remove " + name + "-next, which a run that was cut has left");
  add(remove_unproven, "- remove " + name + ", which was never proven, with its settings");
  add(restore_previous, "~ put " + name + "-previous back as " + name);
  add(pull_image, "+ pull the image " + with_short_digests(server.image));
  add(create_volume, "+ create the volume " + server.volumes.front().volume);
  add(create_network, "+ create the network " + server.network);
  add(create, "+ create the container " + name + " from " + with_short_digests(server.image));
  add(replace, "~ replace the container " + name + ":");
  if (replace) add_drift(out, drift);
  add(start, "~ start the container " + name);
  add(restart, "~ restart the container " + name + ": it does not keep up");
  add(unpause, "~ let the container " + name + " go on: it is paused");
  add(await, "~ wait for the server: it does not answer");
  add(prove_current, "~ prove the container " + name + ", and remove " + name + "-previous");
  for (const DeployModel& model : models) {
    const bool volume_unseen = create || replace || start || restart || unpause || await;
    add(true, "+ pull the model " + model.name +
                  (volume_unseen && !create_volume ? ", unless it is there" : ""));
  }
  add(pull_front, "+ pull the image " + (front ? with_short_digests(front->image) : ""));
  add(create_front, "+ create the container " + name + "-caddy, open to the internet");
  add(replace_front, "~ replace the container " + name + "-caddy:");
  if (replace_front) add_drift(out, front_drift);
  add(new_front_files && !create_front, "~ write the Caddyfile anew");
  add(start_front, "~ start the container " + name + "-caddy");
  add(remove_front, "- remove the container " + name + "-caddy: the server is not public any more");
  return out;
}

}  // namespace llamero

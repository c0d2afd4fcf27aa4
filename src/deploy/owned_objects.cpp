#include "deploy/owned_objects.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>

namespace llamero {
namespace {

NamedValues labels_of(const ContainerSpec& spec, std::initializer_list<std::string_view> keys) {
  NamedValues labels;
  for (const auto& label : spec.labels)
    if (std::find(keys.begin(), keys.end(), label.first) != keys.end()) labels.push_back(label);
  return labels;
}

bool is_dockers_own(std::string_view network) {
  return network.empty() || network == "default" || network == "bridge" || network == "host" ||
         network == "none" || network.starts_with("container:");
}

void add_once(OwnedObject object, std::vector<OwnedObject>& objects) {
  const auto same = [&](const OwnedObject& other) { return other.name == object.name; };
  if (std::none_of(objects.begin(), objects.end(), same)) objects.push_back(std::move(object));
}

}  // namespace

std::vector<OwnedObject> volumes_of(const std::vector<ContainerSpec>& specs) {
  std::vector<OwnedObject> volumes;
  for (const ContainerSpec& spec : specs)
    for (const VolumeMount& mount : spec.volumes)
      if (!mount.volume.starts_with('/'))
        add_once({mount.volume, labels_of(spec, {kDeployLabel, kRoleLabel})}, volumes);
  return volumes;
}

std::vector<OwnedObject> networks_of(const std::vector<ContainerSpec>& specs) {
  std::vector<OwnedObject> networks;
  for (const ContainerSpec& spec : specs)
    if (!is_dockers_own(spec.network))
      add_once({spec.network, labels_of(spec, {kDeployLabel})}, networks);
  return networks;
}

}  // namespace llamero

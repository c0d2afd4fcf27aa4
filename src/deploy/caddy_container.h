// The container that answers for a public server.
//
// How it comes about; NAME is DeploySpec::name:
//   1. network NAME-net; the server's container is in it as NAME and publishes no port
//   2. volume NAME-caddy
//   3. POST /containers/create with caddy_container()
//   4. PUT /containers/NAME-caddy/archive?path=/data with caddy_files(); it works before the first
//      start, and despite the read-only root because /data is a volume
//   5. POST /containers/NAME-caddy/start
// After a change of the files: 4 again, then POST /containers/NAME-caddy/restart; there is no
// reload, because Caddy's admin API is off. The certificates stay, for they are in the volume.
// With tls internal the certificate that a remote is to trust comes as a tar archive from
// GET /containers/NAME-caddy/archive?path=/data/caddy/pki/authorities/local/root.crt (404 until
// the health check is good).
#pragma once

#include "config/deploy_spec.h"

#include <string>
#include <string_view>
#include <vector>

#include "deploy/container_spec.h"
#include "deploy/tar_archive.h"

namespace llamero {

// `image` is what the host has: "repository@sha256:…" or an id.
[[nodiscard]] ContainerSpec caddy_container(const DeploySpec& spec, const std::string& image);

// What is put under kCaddyData. `acme_ca`: the text of PublicSpec::acme_ca_file; empty: none.
[[nodiscard]] std::vector<TarFile> caddy_files(std::string caddyfile, std::string acme_ca);

}  // namespace llamero

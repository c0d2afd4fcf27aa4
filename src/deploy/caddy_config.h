// What the Caddy in front of a public server is told. It holds the tokens: its file is 0600.
#pragma once

#include "config/deploy_spec.h"
#include "llamero/result.h"
#include "llamero/secret.h"

#include <string>
#include <string_view>

namespace llamero {

struct CaddyTokens {
  Secret user;   // may ask the models
  Secret admin;  // may also change which models there are
};

// Where things are in the container. The last one is there after the first start with tls internal:
// a remote trusts it as its ca_file. A pin would not last: leaves of that authority live 12 hours
// and each has a key of its own. The authority lives ten years, in the volume.
inline constexpr std::string_view kCaddyData = "/data";
inline constexpr std::string_view kCaddyfilePath = "/data/llamero/Caddyfile";
inline constexpr std::string_view kCaddyAcmeCaPath = "/data/llamero/acme-ca.pem";
inline constexpr std::string_view kCaddyRootPath = "/data/caddy/pki/authorities/local/root.crt";

// Answers "ok" on the container's loopback, for the health check.
inline constexpr int kCaddyHealthPort = 2020;

// For caddy 2.6.2 and later. `upstream` is "llamero:11434". What a request gets:
//   no token in Authorization: 401, whatever it asks for
//   the user's: what asks a model or tells of models; 403 for what changes them; else 404
//   the admin's: that and what changes models; else 404
// A body of 100 MB and more is refused with 413, but not one of a blob.
// A host that is an address gets a certificate with tls internal; of the public authorities, few
// give one.
// With spec.acme_ca_file the text of that file is expected at kCaddyAcmeCaPath.
// Errors: Errc::usage, when a part has letters that could mean something to Caddy, and when a
// token is shorter than 32 letters, or both are the same.
[[nodiscard]] Result<std::string> caddyfile(const PublicSpec& spec, std::string_view upstream,
                                            const CaddyTokens& tokens);

// `prefix` and 256 random bits as hex. Errors: Errc::deploy, when the kernel gives none.
[[nodiscard]] Result<Secret> new_token(std::string_view prefix);

}  // namespace llamero

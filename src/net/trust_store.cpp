#include "net/trust_store.h"

#include <dirent.h>
#include <unistd.h>

#include <array>
#include <string_view>

namespace llamero {
namespace {

struct PeerOptions {
  CURLoption file;
  CURLoption dir;
};

constexpr PeerOptions kServer = {CURLOPT_CAINFO, CURLOPT_CAPATH};
constexpr PeerOptions kProxy = {CURLOPT_PROXY_CAINFO, CURLOPT_PROXY_CAPATH};

// An empty path and no path are different things to libcurl: nullptr switches its built-in default
// off, so that a file which was named is all that is trusted.
const char* or_none(const std::string& path) {
  return path.empty() ? nullptr : path.c_str();
}

#ifdef LLAMERO_STATIC_LIBC

constexpr const char* kHashedDirectory = "/etc/ssl/certs";

// A name that c_rehash makes: eight hex digits, a dot, a number.
bool is_hashed_name(std::string_view name) {
  return name.size() >= 10 && name[8] == '.' &&
         name.substr(0, 8).find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool has_hashed_names(const char* path) {
  DIR* directory = opendir(path);
  if (directory == nullptr) return false;
  bool found = false;
  while (const dirent* entry = readdir(directory)) {  // NOLINT(concurrency-mt-unsafe): one thread
    found = is_hashed_name(entry->d_name);
    if (found) break;
  }
  closedir(directory);
  return found;
}

// The portable binary meets systems that keep their authorities elsewhere than the one that built
// it. The directory comes first: a bundle is parsed whole before the first handshake.
void apply_system_trust(CURL* easy, PeerOptions peer) {
  if (has_hashed_names(kHashedDirectory)) return;
  constexpr std::array kBundles = {"/etc/ssl/certs/ca-certificates.crt",
                                   "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem",
                                   "/etc/ssl/cert.pem"};
  for (const char* bundle : kBundles) {
    if (access(bundle, R_OK) != 0) continue;
    curl_easy_setopt(easy, peer.file, bundle);
    return;
  }
}

#else

void apply_system_trust(CURL* /*easy*/, PeerOptions /*peer*/) {}

#endif

void apply(CURL* easy, PeerOptions peer, const TrustStore& trust) {
  if (trust.ca_file.empty() && trust.ca_dir.empty()) {
    apply_system_trust(easy, peer);
    return;
  }
  curl_easy_setopt(easy, peer.file, or_none(trust.ca_file));
  curl_easy_setopt(easy, peer.dir, or_none(trust.ca_dir));
}

}  // namespace

void apply_server_trust(CURL* easy, const TrustStore& trust, const std::string& ca_file) {
  apply(easy, kServer, ca_file.empty() ? trust : TrustStore{ca_file, {}});
}

void apply_proxy_trust(CURL* easy, const TrustStore& trust) {
  apply(easy, kProxy, trust);
}

}  // namespace llamero

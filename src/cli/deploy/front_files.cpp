#include "cli/deploy/front_files.h"

#include "deploy/tar_archive.h"

namespace llamero {
namespace {

constexpr std::size_t kMostPem = 1024 * 1024;
constexpr const char* kUserPrefix = "llm_";
constexpr const char* kAdminPrefix = "llma_";

// The token that begins so, where it stands in the text.
Secret token_in(const std::string& text, std::string_view prefix) {
  const std::size_t at = text.find(std::string("Bearer ") + std::string(prefix));
  if (at == std::string::npos) return Secret();
  const std::size_t begin = at + 7;
  const std::size_t end = text.find_first_not_of(
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-", begin);
  return Secret(text.substr(begin, end - begin));
}

// What the container serves now; empty: there is none, or it was never given a file.
Result<std::string> file_there(const DeploySpec& spec, DeployHost& host) {
  auto tar = host.engine().get_files(spec.name + "-caddy", std::string(kCaddyfilePath));
  if (tar) return file_in_tar(*tar);
  if (tar.error().http_status == 404) return std::string();
  return tar;
}

}  // namespace

Result<Front> prepare_front(const DeploySpec& spec, bool rotate, DeployHost& host, Run run) {
  Front front;
  auto there = file_there(spec, host);
  if (!there) return Unexpected(std::move(there).error());
  front.tokens.user = token_in(*there, kUserPrefix);
  front.tokens.admin = token_in(*there, kAdminPrefix);
  if (rotate || front.tokens.user.empty() || front.tokens.admin.empty()) {
    auto user = new_token(kUserPrefix);
    if (!user) return Unexpected(std::move(user).error());
    auto admin = new_token(kAdminPrefix);
    if (!admin) return Unexpected(std::move(admin).error());
    front.tokens = {*std::move(user), *std::move(admin)};
    front.new_tokens = true;
  }
  if (!spec.open.acme_ca_file.empty()) {
    auto pem = run.services.files.read(spec.open.acme_ca_file, kMostPem, run.interrupts);
    if (!pem) return Unexpected(std::move(pem).error());
    front.files.acme_ca = *std::move(pem);
  }
  auto text = caddyfile(spec.open, spec.name + ":11434", front.tokens);
  if (!text) return Unexpected(std::move(text).error());
  front.files.caddyfile = *std::move(text);
  front.differs = front.files.caddyfile != *there;
  return front;
}

}  // namespace llamero

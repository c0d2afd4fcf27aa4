// The part of a rollout that is open to the internet.
#include "deploy/caddy_container.h"
#include "deploy/rollout.h"
#include "deploy/tar_archive.h"

namespace llamero {
namespace {

constexpr int kGraceSeconds = 10;

}  // namespace

// The server is proven before anybody outside reaches it.
Result<void> Rollout::place_front() {
  if (plan_.remove_front) return engine_.remove(spec_.name + "-caddy");
  if (!plan_.front) return {};
  const std::string& name = plan_.front->name;
  if (plan_.replace_front) {
    hooks_.on_step("replace the container " + name);
    if (auto done = engine_.remove(name); !done) return done;
  }
  const bool made = plan_.create_front || plan_.replace_front;
  if (made) {
    hooks_.on_step("create the container " + name);
    if (auto done = create(*plan_.front, name); !done) return done;
  }
  if (made || plan_.new_front_files) {
    if (auto done = put_front_files(); !done) return done;
  }
  if (!made && plan_.new_front_files && !plan_.start_front) {
    if (auto done = engine_.restart(name, kGraceSeconds); !done) return done;
  } else if (made || plan_.start_front) {
    if (auto done = engine_.start(name); !done) return done;
  }
  return read_authority();
}

Result<void> Rollout::put_front_files() {
  const auto files = caddy_files(front_.caddyfile, front_.acme_ca);
  return engine_.put_files(plan_.front->name, std::string(kCaddyData), tar_archive(files));
}

// Caddy makes its authority at the first start; whoever trusts it has to have the root.
Result<void> Rollout::read_authority() {
  if (spec_.open.tls != PublicSpec::Tls::internal) return {};
  constexpr int kTries = 100;
  constexpr Milliseconds kBetween{200};
  for (int i = 0; i < kTries; ++i) {
    auto tar = engine_.get_files(plan_.front->name, std::string(kCaddyRootPath));
    if (tar) {
      authority_ = file_in_tar(*tar);
      return {};
    }
    if (tar.error().http_status != 404) return Unexpected(std::move(tar).error());
    if (auto waited = link_.transport().wait(kBetween, watches_); !waited) return waited;
  }
  return Unexpected(Error(Errc::deploy,
                          "the container " + plan_.front->name + " has made no certificate",
                          "llamero logs --front shows what it says"));
}

}  // namespace llamero

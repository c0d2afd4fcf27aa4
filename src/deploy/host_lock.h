// One deployment at a time on a machine.
#pragma once

#include <memory>

#include "deploy/host_link.h"

namespace llamero {

// Held by a shell there that ends with the link, so that a run that was cut holds nothing. The file
// stays in /tmp (or TMPDIR, where that is set for everybody): removing a lock that somebody waits
// for would hand it out twice.
class HostLock {
 public:
  // Waits for another deployment for at most `patience`. Errors: Errc::deploy: who holds it; those
  // of the link and the watches. A link without a shell gives no lock: what can be told of it.
  [[nodiscard]] static Result<HostLock> take(HostLink& link, const std::string& who,
                                             Milliseconds patience, HostLink::Watches watches);

 private:
  explicit HostLock(std::unique_ptr<Child> holder) : holder_(std::move(holder)) {}

  std::unique_ptr<Child> holder_;
};

}  // namespace llamero

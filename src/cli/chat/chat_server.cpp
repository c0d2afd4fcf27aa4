#include "cli/chat/chat_server.h"

#include "cli/server_setup.h"

#include <utility>

namespace llamero {

void ChatServer::connect(const std::string& waits_for, Watch* beside) {
  beside_ = beside;
  connection_.emplace(run_.services, settings_, run_.interrupts, waits_for, false, beside);
}

Result<Client::Listing> ChatServer::move_to(const std::string& remote,
                                            const std::string& waits_for) {
  Settings next = settings_;
  next.server_flags = ServerFlags();
  next.server_flags.remote = remote;
  next.insecure_tls = false;
  next.proxy_source.clear();
  if (auto ready = set_up_server(next, run_.services, run_.interrupts); !ready)
    return Unexpected(std::move(ready).error());
  Settings before = std::exchange(settings_, std::move(next));
  run_.services.way_told = false;
  connect(waits_for, beside_);
  auto models = connection_->client().tags();
  connection_->status_line().clear();
  if (models) return models;
  settings_ = std::move(before);
  run_.services.way_told = true;
  connect(waits_for, beside_);
  return models;
}

}  // namespace llamero

// The server of a conversation, which may become another one while the conversation goes on.
#pragma once

#include "cli/command.h"
#include "cli/connection.h"
#include "llamero/client.h"

#include <optional>
#include <string>

namespace llamero {

class ChatServer {
 public:
  // Begins with the server of `run`. References must outlive this.
  explicit ChatServer(Run run) : run_(run), settings_(run.settings) {}
  ChatServer(const ChatServer&) = delete;
  ChatServer& operator=(const ChatServer&) = delete;

  // What all parts of the conversation run with: its settings are those of the present server.
  [[nodiscard]] Run run() { return {run_.services, settings_, run_.interrupts}; }
  // Before connection() is called. `waits_for` is what people wait for, the model; `beside` is
  // looked after during each request, and may be null.
  void connect(const std::string& waits_for, Watch* beside);
  // The same object all the time, whichever server it leads to.
  [[nodiscard]] Connection& connection() { return *connection_; }

  // Goes over to a remote as soon as that has answered, and returns what models it has. Flags that
  // were meant for the first server do not go with it. Errors: nothing has changed.
  [[nodiscard]] Result<Client::Listing> move_to(const std::string& remote,
                                                const std::string& waits_for);

 private:
  Run run_;
  Settings settings_;
  Watch* beside_ = nullptr;
  std::optional<Connection> connection_;
};

}  // namespace llamero

#include "cli/chat/look_for_window.h"

namespace llamero {

void look_for_window(ChatState& chat) {
  chat.asked_for_window = true;
  const auto running = chat.connection.client().ps();
  chat.connection.status_line().clear();
  const RunningModel* loaded = nullptr;
  if (running) {
    for (const RunningModel& model : running->models) {
      if (model.name == chat.session.model()) loaded = &model;
    }
  }
  chat.meter.set_window(context_window(chat.session.settings(), loaded));
}

void forget_window(ChatState& chat) {
  chat.meter = ContextMeter();
  chat.asked_for_window = false;
}

}  // namespace llamero

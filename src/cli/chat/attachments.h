// What goes along with the next question of a chat: files and images.
#pragma once

#include "engine/chat_session.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace llamero {

class Attachments {
 public:
  // A text, as `run --file` sends it.
  void add_text(std::string_view path, std::string_view content);
  void add_image(std::string_view name, std::string_view bytes);

  // The question `typed` with all that was attached; nothing is, afterwards.
  [[nodiscard]] Question with(std::string typed);
  // What was attached to a question that is asked in other words goes along with the new one.
  void take_back(const Question& question);

  // "notes.txt (2 KiB), cat.png (1 MiB)"
  [[nodiscard]] std::string names() const;
  [[nodiscard]] bool empty() const { return all_.empty(); }
  void clear() { all_.clear(); }

 private:
  struct Attachment {
    std::string name;
    std::size_t bytes = 0;
    std::string text = {};   // behind what is typed
    std::string image = {};  // base64
  };

  std::vector<Attachment> all_;
};

}  // namespace llamero

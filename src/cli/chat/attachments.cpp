#include "cli/chat/attachments.h"

#include "base/base64.h"
#include "base/size_text.h"
#include "cli/prompt_text.h"

namespace llamero {

void Attachments::add_text(std::string_view path, std::string_view content) {
  all_.push_back({std::string(path), content.size(), under_its_name(path, content)});
}

void Attachments::add_image(std::string_view name, std::string_view bytes) {
  all_.push_back({std::string(name), bytes.size(), "", encode_base64(bytes)});
}

Question Attachments::with(std::string typed) {
  Question question = Question::of(std::move(typed));
  for (Attachment& attachment : all_) {
    question.text += attachment.text;
    if (!attachment.image.empty()) question.images.push_back(std::move(attachment.image));
  }
  all_.clear();
  return question;
}

void Attachments::take_back(const Question& question) {
  const std::string_view files = std::string_view(question.text).substr(question.typed);
  if (!files.empty())
    all_.push_back({"the files of that question", files.size(), std::string(files)});
  for (std::size_t i = 0; i < question.images.size(); ++i) {
    const std::string& image = question.images[i];
    const std::string name = "image " + std::to_string(i + 1) + " of that question";
    all_.push_back({name, image.size() / 4 * 3, "", image});
  }
}

std::string Attachments::names() const {
  std::string names;
  for (const Attachment& attachment : all_) {
    if (!names.empty()) names += ", ";
    names += attachment.name + " (" + size_text(attachment.bytes) + ")";
  }
  return names;
}

}  // namespace llamero

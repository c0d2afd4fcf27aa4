#include "api/json_limits.h"

#include "api/json_codec.h"

namespace llamero::json {
namespace {

class LimitScan {
 public:
  explicit LimitScan(std::string_view text) : text_(text) {}

  std::optional<LimitBreach> run() {
    while (at_ < text_.size() && !breach_) step(text_[at_]);
    if (!breach_ && values_ > kMaxValues) too_many();
    return std::move(breach_);
  }

 private:
  void step(char c) {
    switch (c) {
      case ' ':
      case '\t':
      case '\r':
      case '\n':
      case ',':
        ++at_;
        return;
      case ':':
        // What came before was a key. (Clamped for a text that is no JSON.)
        if (values_ > 0) --values_;
        ++at_;
        return;
      case '}':
      case ']':
        --depth_;
        ++at_;
        return;
      case '{':
      case '[':
        open();
        return;
      case '"':
        count();
        skip_string();
        return;
      default:
        count();
        skip_scalar();
    }
  }

  void open() {
    if (++depth_ > kMaxDepth) {
      breach_ = LimitBreach{"is nested deeper than " + std::to_string(kMaxDepth) + " levels", at_};
    }
    count();
    ++at_;
  }

  // A key is counted until its colon comes, so one more than the limit may be under way.
  void count() {
    if (++values_ > kMaxValues + 1 && !breach_) too_many();
  }

  void too_many() {
    breach_ = LimitBreach{"holds more than " + std::to_string(kMaxValues) + " values", at_};
  }

  void skip_string() {
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\\') {
        ++at_;
      } else if (text_[at_] == '"') {
        ++at_;
        return;
      }
    }
  }

  void skip_scalar() {
    at_ = text_.find_first_of(" \t\r\n,:{}[]\"", at_);
    if (at_ == std::string_view::npos) at_ = text_.size();
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int depth_ = 0;
  std::size_t values_ = 0;
  std::optional<LimitBreach> breach_;
};

}  // namespace

std::optional<LimitBreach> find_limit_breach(std::string_view text) {
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos) {
    return LimitBreach{"holds a NUL byte", nul};
  }
  return LimitScan(text).run();
}

}  // namespace llamero::json

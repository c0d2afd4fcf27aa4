// What an answer that is not the one asked for means to the user: the one place where statuses and
// texts of servers become error codes and hints.
#pragma once

#include "llamero/http.h"
#include "llamero/result.h"

#include <optional>
#include <string>
#include <string_view>

namespace llamero {

// What was asked, for the messages.
struct CallContext {
  std::string where;     // Endpoint::display
  std::string call;      // "POST /api/chat"
  std::string model;     // empty: the call names none
  bool is_pull = false;  // a model that is missing is missing at the registry
};

// The longest Error::message, in bytes.
inline constexpr std::size_t kMaxErrorText = 500;

// `text` on one line: each run of blanks and line ends becomes one space. Cut at a character, and
// marked, where it is longer than `limit` bytes. Other bytes stay: the terminal's sanitiser is at
// the output.
[[nodiscard]] std::string one_line(std::string_view text, std::size_t limit);

// "<where>: <text>", as a message.
[[nodiscard]] Error located(const CallContext& context, Error error);

// The error that a whole answer stands for; nullopt for a 2xx whose head has nothing against it.
[[nodiscard]] std::optional<Error> error_of_answer(const CallContext& context,
                                                   const HttpResponse& answer);

// An error of the codec while it read a 2xx body, located. An `error` object that says that the
// model is missing becomes Errc::model_not_found when `may_be_missing` (nothing came before it).
[[nodiscard]] Error error_of_body(const CallContext& context, Error error, bool may_be_missing);

// A 2xx body that is a page for people (a login page, a captive portal, a wrong port).
[[nodiscard]] Error web_page(const CallContext& context);
[[nodiscard]] bool is_web_page(std::string_view beginning_of_body);

}  // namespace llamero

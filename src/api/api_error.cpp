#include "api/api_error.h"

#include "api/json_codec.h"
#include "base/trim.h"

#include <algorithm>
#include <limits>

namespace llamero {
namespace {

constexpr std::size_t kShownBody = 200;
constexpr std::string_view kBlanks = " \t\r\n\v\f";
constexpr std::string_view kCut = "…";

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lowered(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

// A number of seconds only: a date would need the server's clock to be right. Too large a number
// is still a wish to wait; the retry policy has the limit.
long parse_retry_after(const HttpResponse& answer) {
  const std::string* value = answer.header("Retry-After");
  if (value == nullptr) return -1;
  const std::string_view digits = trimmed(*value, kBlanks);
  if (digits.empty() || digits.find_first_not_of("0123456789") != std::string_view::npos) return -1;
  constexpr long longest = std::numeric_limits<long>::max();
  long seconds = 0;
  for (const char c : digits) {
    const int digit = c - '0';
    if (seconds > (longest - digit) / 10) return longest;
    seconds = seconds * 10 + digit;
  }
  return seconds;
}

std::optional<std::string> foreign_encoding(const HttpResponse& answer) {
  const std::string* value = answer.header("Content-Encoding");
  if (value == nullptr) return std::nullopt;
  const std::string name = lowered(trimmed(*value, kBlanks));
  if (name.empty() || name == "identity") return std::nullopt;
  return name;
}

// What the server says about its refusal, as far as it says anything.
struct Refusal {
  int status = 0;
  std::optional<std::string> error;  // of {"error": …}
  std::string text;                  // that, or the beginning of the body; may be empty
};

Refusal read_refusal(const HttpResponse& answer) {
  Refusal refusal;
  refusal.status = answer.status;
  refusal.error = json::decode_error_text(answer.body);
  refusal.text = refusal.error ? *refusal.error : one_line(answer.body, kShownBody);
  return refusal;
}

std::string status_text(const CallContext& context, const Refusal& refusal) {
  std::string text = context.call + " was answered with status " + std::to_string(refusal.status);
  return refusal.text.empty() ? text : text + ": " + refusal.text;
}

// Ollama's texts: `model 'x' not found`, `model "x" not found, try pulling it first`,
// `pull model manifest: file does not exist`.
bool says_model_is_missing(const CallContext& context, std::string_view text) {
  if (context.model.empty()) return false;
  const std::string low = lowered(text);
  if (context.is_pull && contains(low, "file does not exist")) return true;
  return contains(low, "not found") && (low.starts_with("model") || contains(text, context.model));
}

Error model_missing(const CallContext& context, std::string text) {
  return {Errc::model_not_found, std::move(text),
          context.is_pull ? "check the model's name and tag" : "llamero pull " + context.model};
}

Error not_found(const CallContext& context, const Refusal& refusal) {
  if (refusal.error && says_model_is_missing(context, *refusal.error))
    return model_missing(context, *refusal.error);
  return {Errc::endpoint_not_found, status_text(context, refusal),
          "an older server may lack it; or the path of the host's address is wrong"};
}

Error forbidden(const CallContext& context, const HttpResponse& answer, const Refusal& refusal) {
  if (!answer.body.empty()) return {Errc::forbidden, status_text(context, refusal), {}};
  return {
      Errc::forbidden,
      context.call +
          " was refused without a word (status 403, empty body): Ollama's check of "
          "the host or origin answers like this",
      "a server that listens on loopback only wants to be called by an IP address or localhost"};
}

Error gateway(const CallContext& context, const Refusal& refusal) {
  const std::string status = " (status " + std::to_string(refusal.status) + ")";
  if (refusal.status == 504) {
    return {Errc::gateway,
            "a proxy in between gave up waiting for the answer to " + context.call + status,
            "the model may still be loading: try again, or raise the proxy's timeout"};
  }
  std::string text = "a proxy in between could not reach the server" + status;
  if (!refusal.text.empty()) text += ": " + refusal.text;
  return {Errc::gateway, std::move(text), "is the server behind the proxy running?"};
}

Error redirect(const CallContext& context, const HttpResponse& answer) {
  const std::string* location = answer.header("Location");
  const bool named = location != nullptr && !trimmed(*location, kBlanks).empty();
  return {Errc::protocol,
          "the redirect of " + context.call + " (status " + std::to_string(answer.status) +
              ") to " + (named ? one_line(*location, kShownBody) : "nowhere") + " is not followed",
          "give the server's final address as the host"};
}

Error error_of_refusal(const CallContext& context, const HttpResponse& answer) {
  const Refusal refusal = read_refusal(answer);
  switch (answer.status) {
    case 401:
      return {Errc::unauthorized, status_text(context, refusal),
              contains(answer.body, "signin_url")
                  ? "the server itself must sign in to ollama.com for this model"
                  : "the server, or a proxy before it, wants credentials"};
    case 403:
      return forbidden(context, answer, refusal);
    case 407:
      return {Errc::proxy_auth, status_text(context, refusal), "the proxy wants credentials"};
    case 404:
    case 405:
      return not_found(context, refusal);
    case 429:
    case 503:
      return {Errc::busy, status_text(context, refusal), "the server is busy: try again later"};
    case 502:
    case 504:
      return gateway(context, refusal);
    default:
      break;
  }
  if (context.is_pull && refusal.error && says_model_is_missing(context, *refusal.error))
    return model_missing(context, *refusal.error);
  return {Errc::server_error, refusal.error ? *refusal.error : status_text(context, refusal), {}};
}

Error error_of_status(const CallContext& context, const HttpResponse& answer) {
  if (answer.status >= 400 && answer.status < 600) return error_of_refusal(context, answer);
  if (answer.status >= 300 && answer.status < 400) return redirect(context, answer);
  return {Errc::protocol,
          context.call + " was answered with status " + std::to_string(answer.status),
          {}};
}

}  // namespace

std::string one_line(std::string_view text, std::size_t limit) {
  std::string out;
  for (text = trimmed(text, kBlanks); !text.empty() && out.size() <= limit;
       text = trimmed(text, kBlanks)) {
    if (!out.empty()) out.push_back(' ');
    const std::size_t word = std::min(text.find_first_of(kBlanks), text.size());
    out.append(text.substr(0, std::min(word, limit + 1)));
    text.remove_prefix(word);
  }
  if (out.size() <= limit) return out;
  std::size_t keep = limit - kCut.size();
  for (int i = 0; i < 3 && (static_cast<unsigned char>(out[keep]) & 0xC0) == 0x80; ++i) --keep;
  out.resize(keep);
  out += kCut;
  return out;
}

Error located(const CallContext& context, Error error) {
  error.message = one_line(context.where + ": " + error.message, kMaxErrorText);
  error.request_sent = true;
  return error;
}

std::optional<Error> error_of_answer(const CallContext& context, const HttpResponse& answer) {
  std::optional<Error> error;
  if (const auto encoding = foreign_encoding(answer)) {
    error = Error(
        Errc::protocol,
        "sent a compressed answer (" + one_line(*encoding, kShownBody) + ") that was not asked for",
        "switch off compression in the proxy for this path");
  } else if (answer.status < 200 || answer.status > 299) {
    error = error_of_status(context, answer);
    error->retry_after_s = parse_retry_after(answer);
  } else if (const std::string* type = answer.header("Content-Type");
             type != nullptr && lowered(*type).starts_with("text/html")) {
    error = web_page(context);
  }
  if (!error) return std::nullopt;
  error->http_status = answer.status;
  return located(context, *std::move(error));
}

Error error_of_body(const CallContext& context, Error error, bool may_be_missing) {
  if (error.code == Errc::server_error && may_be_missing &&
      says_model_is_missing(context, error.message)) {
    error = model_missing(context, std::move(error.message));
  }
  return located(context, std::move(error));
}

Error web_page(const CallContext& context) {
  return {Errc::protocol, context.call + " was answered with a web page",
          "is this the address of an Ollama server, and not of a page or a login before it?"};
}

bool is_web_page(std::string_view beginning_of_body) {
  if (beginning_of_body.starts_with("\xEF\xBB\xBF")) beginning_of_body.remove_prefix(3);
  return trimmed(beginning_of_body, kBlanks).starts_with('<');
}

}  // namespace llamero

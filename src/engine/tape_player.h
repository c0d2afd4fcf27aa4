// A Transport that answers from a cassette, for --replay. It opens no connection and asks for no
// name.
#pragma once

#include "base/clock.h"
#include "engine/tape.h"
#include "llamero/http.h"

#include <string>
#include <vector>

namespace llamero {

enum class ReplaySpeed { original, max };

// Requests that are alike in method, path and body (as a value) get their answers in the order of
// the recording. Errors of perform(), besides those of Transport: Errc::usage for a request that
// is not in the cassette, or is used up, or whose answer was recorded without its body.
class ReplayTransport final : public Transport {
 public:
  // `source` names the cassette in messages; `base_url` is that of the server which is replaced.
  ReplayTransport(Tape tape, std::string source, std::string base_url, ReplaySpeed speed,
                  const Clock& clock);

  Result<HttpResponse> perform(const HttpRequest& request, BodySink& sink,
                               std::span<Watch* const> watches) override;
  Result<void> wait(Milliseconds duration, std::span<Watch* const> watches) override;

 private:
  struct Entry {
    TapeExchange exchange;
    std::string body;  // canonical
    bool used = false;
  };
  class Playing;

  [[nodiscard]] Result<const TapeExchange*> take(const HttpRequest& request);
  [[nodiscard]] Error not_found(const std::string& call, const std::string& path,
                                const std::optional<std::string>& body) const;

  std::vector<Entry> entries_;
  std::string source_;
  std::string base_url_;
  ReplaySpeed speed_;
  const Clock& clock_;
};

}  // namespace llamero

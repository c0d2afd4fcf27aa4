// The images of an engine.
#include "llamero/ndjson.h"

#include <algorithm>
#include <map>

#include "deploy/docker_call.h"

namespace llamero {
namespace {

constexpr Milliseconds kRegistryLimit{60'000};
// A layer that is unpacked says nothing for a while.
constexpr Milliseconds kPullSilence{300'000};

// Counts the layers of a pull; an error comes as a line within the answer.
class PullSink final : public BodySink {
 public:
  explicit PullSink(const DockerEngine::OnImageProgress& on_progress)
      : on_progress_(on_progress),
        splitter_([this](std::string_view line) { return on_line(line); }) {}

  Result<void> on_bytes(std::string_view bytes) override {
    seen_ += bytes.size();
    return splitter_.feed(bytes);
  }
  Result<void> on_batch_end() override {
    if (on_progress_) on_progress_(sum());
    return {};
  }
  [[nodiscard]] std::optional<std::size_t> progress() const override { return seen_; }

 private:
  struct Layer {
    std::int64_t done = 0;
    std::int64_t total = 0;
  };

  Result<void> on_line(std::string_view text) {
    auto line = json::parse_answer(text);
    if (!line) return Unexpected(std::move(line).error());
    if (const std::string wrong = text_at(*line, "error"); !wrong.empty())
      return Unexpected(docker_error(200, wrong));
    status_ = text_at(*line, "status").substr(0, 100);
    const std::string id = text_at(*line, "id").substr(0, 80);
    constexpr std::size_t kMostLayers = 1000;
    if (id.empty() || (layers_.size() >= kMostLayers && !layers_.contains(id))) return {};
    const json::Json& detail = member(*line, "progressDetail");
    Layer& layer = layers_[id];
    if (status_ == "Downloading") {
      layer.done = number_at(detail, "current");
      layer.total = std::max(layer.total, number_at(detail, "total"));
    } else if (status_ == "Download complete" || status_ == "Pull complete") {
      layer.done = layer.total;
    }
    return {};
  }

  [[nodiscard]] ImageProgress sum() const {
    ImageProgress progress{status_, 0, 0};
    for (const auto& [id, layer] : layers_) {
      progress.done += layer.done;
      progress.total += layer.total;
    }
    return progress;
  }

  const DockerEngine::OnImageProgress& on_progress_;
  NdjsonSplitter splitter_;
  std::string status_;
  std::map<std::string, Layer> layers_;
  std::size_t seen_ = 0;
};

}  // namespace

std::string FoundImage::digest_of(const std::string& repository) const {
  for (const std::string& known : digests) {
    const std::size_t at = known.find('@');
    if (at != std::string::npos && known.substr(0, at) == repository) return known.substr(at + 1);
  }
  return {};
}

Result<std::optional<FoundImage>> DockerEngine::image(const std::string& reference) {
  // The slashes of a name are part of the path here.
  auto body = find("/images/" + reference + "/json");
  if (!body) return Unexpected(std::move(body).error());
  if (!*body) return std::optional<FoundImage>();
  auto parsed = json::parse_answer(**body);
  if (!parsed) return Unexpected(std::move(parsed).error());
  FoundImage image;
  image.id = text_at(*parsed, "Id");
  image.digests = texts_at(*parsed, "RepoDigests");
  image.tags = texts_at(*parsed, "RepoTags");
  image.env = texts_at(member(*parsed, "Config"), "Env");
  image.arch = text_at(*parsed, "Architecture");
  image.size = number_at(*parsed, "Size");
  return std::optional(std::move(image));
}

Result<std::string> DockerEngine::digest_in_registry(const ContainerImage& image) {
  auto body = text({"GET", "/distribution/" + image.text() + "/json", std::nullopt, kRegistryLimit,
                    kRegistryLimit});
  if (!body) return body;
  auto parsed = json::parse_answer(*body);
  if (!parsed) return Unexpected(std::move(parsed).error());
  std::string digest = text_at(member(*parsed, "Descriptor"), "digest");
  if (is_sha256_digest(digest)) return digest;
  return Unexpected(
      Error(Errc::deploy, "the registry has no digest for the image " + image.text()));
}

Result<void> DockerEngine::pull(const std::string& reference, const OnImageProgress& on_progress) {
  PullSink sink(on_progress);
  auto response = send({"POST", "/images/create?fromImage=" + url_word(reference), std::nullopt,
                        kRegistryLimit, kPullSilence},
                       sink);
  if (!response) return Unexpected(std::move(response).error());
  if (response->status != 200) return Unexpected(docker_error(*response));
  // The answer ends the same way whether the pull was done or the engine was stopped.
  auto there = image(reference);
  if (!there) return Unexpected(std::move(there).error());
  if (!*there)
    return Unexpected(
        Error(Errc::deploy, "the pull of " + reference + " ended, but it is not there"));
  return {};
}

Result<void> DockerEngine::remove_image(const std::string& reference) {
  auto removed = tell({"DELETE", "/images/" + reference});
  const int status = removed ? 0 : removed.error().http_status;
  if (status == 404 || status == 409) return {};
  return removed;
}

}  // namespace llamero

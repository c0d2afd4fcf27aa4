// The answers that are one object: version, tags, ps and show.
#include "api/json_codec.h"
#include "api/json_dom.h"
#include "api/json_raw.h"

#include <unordered_map>

namespace llamero::json {
namespace {

constexpr std::string_view kDigestPrefix = "sha256:";

void read_digest(Fields& fields, std::string& digest) {
  fields.read("digest", digest);
  if (digest.starts_with(kDigestPrefix)) digest.erase(0, kDigestPrefix.size());
}

void read_details(Fields& parent, const std::string& where, std::optional<Error>& failure,
                  ModelDetails& details) {
  const Json* object = parent.object("details");
  if (object == nullptr) return;
  Fields fields(*object, where + "details.", failure);
  fields.read("format", details.format);
  fields.read("family", details.family);
  fields.read("parameter_size", details.parameter_size);
  fields.read("quantization_level", details.quantization_level);
}

void read_entry(const Json& object, const std::string& where, std::optional<Error>& failure,
                ModelSummary& model) {
  Fields fields(object, where, failure);
  fields.read("name", model.name);
  fields.read("model", model.model);
  read_digest(fields, model.digest);
  fields.read("size", model.size);
  fields.read("modified_at", model.modified_at);
  fields.read("remote_host", model.remote_host);
  read_details(fields, where, failure, model.details);
  if (model.name.empty()) model.name = model.model;
  if (model.model.empty()) model.model = model.name;
}

void read_entry(const Json& object, const std::string& where, std::optional<Error>& failure,
                RunningModel& model) {
  Fields fields(object, where, failure);
  fields.read("model", model.name);
  fields.read("name", model.name);
  read_digest(fields, model.digest);
  fields.read("size", model.size);
  fields.read("size_vram", model.size_vram);
  fields.read("context_length", model.context_length);
  fields.read("expires_at", model.expires_at);
}

void read_entry(const Json& object, const std::string& where, std::optional<Error>& failure,
                ModelInfo::Tensor& tensor) {
  Fields fields(object, where, failure);
  fields.read("name", tensor.name);
  fields.read("type", tensor.type);
  const Json* shape = fields.array("shape");
  tensor.shape = "[";
  if (shape != nullptr) {
    for (const Json& size : *shape) {
      if (!size.is_number_unsigned()) {
        failure = Error(Errc::protocol, "the answer's field \"" + where + "shape\" is not a shape");
        return;
      }
      if (tensor.shape.size() > 1) tensor.shape += ' ';
      tensor.shape += std::to_string(size.get<std::uint64_t>());
    }
  }
  tensor.shape += ']';
}

// The entries of `key`, each of which must be an object.
template <class Entry>
void read_entries(Fields& parent, const char* key, std::optional<Error>& failure,
                  std::vector<Entry>& entries) {
  const Json* array = parent.array(key);
  if (array == nullptr) return;
  for (const Json& element : *array) {
    const std::string where = std::string(key) + "[" + std::to_string(entries.size()) + "]";
    if (!element.is_object()) {
      failure = Error(Errc::protocol, "the answer's field \"" + where + "\" is not an object");
      return;
    }
    read_entry(element, where + ".", failure, entries.emplace_back());
    if (failure) return;
  }
}

// A list that is null is Go's empty list; one that is absent is some other program's answer.
template <class Entry>
Result<std::vector<Entry>> decode_models(std::string_view body) {
  auto parsed = parse_answer_object(body);
  if (!parsed) return Unexpected(std::move(parsed).error());
  if (!parsed->contains("models"))
    return Unexpected(Error(Errc::protocol, "the answer has no list of models"));
  std::vector<Entry> entries;
  std::optional<Error> failure;
  Fields fields(*parsed, "", failure);
  read_entries(fields, "models", failure, entries);
  if (failure) return Unexpected(*std::move(failure));
  return entries;
}

void read_capabilities(Fields& parent, std::optional<Error>& failure,
                       std::vector<std::string>& capabilities) {
  const Json* array = parent.array("capabilities");
  if (array == nullptr) return;
  for (const Json& element : *array) {
    const auto* name = element.get_ptr<const std::string*>();
    if (name == nullptr) {
      failure = Error(Errc::protocol, "the answer's field \"capabilities\" is not a list of texts");
      return;
    }
    capabilities.push_back(*name);
  }
}

std::string shown_value(std::string_view value) {
  return value.starts_with('"') ? string_value(value) : without_blanks(value);
}

// The order of the answer, which a DOM would lose; a key that comes twice keeps its last value.
void read_pairs(Fields& parent, std::string_view body, const char* key,
                std::vector<std::pair<std::string, std::string>>& pairs) {
  if (parent.object(key) == nullptr) return;
  std::unordered_map<std::string, std::size_t> places;
  for_each_member(*find_member(body, key), [&](const std::string& name, std::string_view value) {
    const auto [place, is_new] = places.try_emplace(name, pairs.size());
    if (is_new) pairs.emplace_back(name, "");
    pairs[place->second].second = shown_value(value);
  });
}

}  // namespace

Result<std::string> decode_version(std::string_view body) {
  auto parsed = parse_answer_object(body);
  if (!parsed) return Unexpected(std::move(parsed).error());
  std::string version;
  std::optional<Error> failure;
  Fields(*parsed, "", failure).read("version", version);
  if (failure) return Unexpected(*std::move(failure));
  if (version.empty()) return Unexpected(Error(Errc::protocol, "the answer has no version"));
  return version;
}

Result<std::optional<std::string>> decode_rendered(std::string_view body) {
  auto object = parse_answer_object(body);
  if (!object) return Unexpected(std::move(object).error());
  std::optional<Error> failure;
  Fields fields(*object, "", failure);
  std::optional<std::string> rendered;
  if (const Json* info = fields.object("_debug_info")) {
    Fields inner(*info, "_debug_info.", failure);
    inner.read("rendered_template", rendered.emplace());
  }
  if (failure) return Unexpected(*std::move(failure));
  return rendered;
}

Result<std::vector<ModelSummary>> decode_tags(std::string_view body) {
  return decode_models<ModelSummary>(body);
}

Result<std::vector<RunningModel>> decode_ps(std::string_view body) {
  return decode_models<RunningModel>(body);
}

Result<ModelInfo> decode_show(std::string_view body) {
  auto parsed = parse_answer_object(body);
  if (!parsed) return Unexpected(std::move(parsed).error());
  ModelInfo info;
  std::optional<Error> failure;
  Fields fields(*parsed, "", failure);
  fields.read("license", info.license);
  fields.read("modelfile", info.modelfile);
  fields.read("parameters", info.parameters);
  fields.read("template", info.template_text);
  fields.read("system", info.system);
  fields.read("modified_at", info.modified_at);
  fields.read("remote_model", info.remote_model);
  fields.read("remote_host", info.remote_host);
  read_details(fields, "", failure, info.details);
  read_capabilities(fields, failure, info.capabilities);
  read_pairs(fields, body, "model_info", info.model_info);
  read_pairs(fields, body, "projector_info", info.projector_info);
  read_entries(fields, "tensors", failure, info.tensors);
  if (failure) return Unexpected(*std::move(failure));
  return info;
}

}  // namespace llamero::json

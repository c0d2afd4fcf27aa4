#include "config/deploy_table.h"

#include "base/duration.h"
#include "config/toml_fields.h"

#include <fmt/format.h>

#include <functional>

namespace llamero {
namespace {

constexpr std::int64_t kMaxInt = 1'000'000'000;

class TableReader {
 public:
  TableReader(const TomlValue& table, const std::string& file, DeploySpec& spec)
      : fields_(table, file), file_(file), spec_(spec) {}

  Result<void> read() {
    text("target", spec_.target);
    text("name", spec_.name);
    text("image", spec_.image);
    text("volume", spec_.volume);
    number("threads", spec_.threads);
    number("context", spec_.context);
    number("parallel", spec_.parallel);
    number("max_queue", spec_.max_queue);
    number("port", spec_.port);
    if (const auto value = fields_.boolean("insecure")) spec_.insecure = *value;
    converted("gpu", parse_gpu_wish, spec_.gpu);
    converted("memory", parse_memory_size, spec_.memory);
    read_cpus();
    read_keep_alive();
    read_models();
    if (auto hosts = fields_.strings("add_hosts"); !hosts.empty())
      spec_.add_hosts = std::move(hosts);
    read_public();
    return fields_.finish();
  }

 private:
  void text(std::string_view key, std::string& out) {
    if (auto value = fields_.string(key)) out = *std::move(value);
  }
  void number(std::string_view key, int& out) {
    if (const auto value = fields_.integer(key, 0, kMaxInt)) out = static_cast<int>(*value);
  }
  template <class T>
  void converted(std::string_view key, Result<T> (*parse)(std::string_view), T& out) {
    const auto written = fields_.string(key);
    if (!written) return;
    auto value = parse(*written);
    if (value)
      out = *std::move(value);
    else
      fields_.reject(fields_.place(key), value.error().message, value.error().hint);
  }

  void read_cpus() {
    const TomlValue* value = fields_.any("cpus");
    if (value == nullptr) return;
    std::string written;
    if (value->kind == TomlValue::Kind::integer) written = std::to_string(value->integer);
    if (value->kind == TomlValue::Kind::number) written = fmt::format("{}", value->number);
    auto cpus = parse_cpus(written);
    if (cpus)
      spec_.nano_cpus = *cpus;
    else
      fields_.reject(*value, "cpus must be a number, and more than 0", "like 2 or 1.5");
  }

  void read_keep_alive() {
    const auto written = fields_.string("keep_alive");
    if (!written) return;
    if (auto checked = parse_keep_alive(*written); !checked)
      fields_.reject(fields_.place("keep_alive"), checked.error().message, checked.error().hint);
    spec_.keep_alive = *written;
  }

  void read_models() {
    const auto names = fields_.strings("models");
    if (names.empty()) return;
    spec_.models.clear();
    for (const std::string& name : names) {
      auto model = parse_deploy_model(name);
      if (!model) {
        fields_.reject(fields_.place("models"), model.error().message, model.error().hint);
        return;
      }
      spec_.models.push_back(*std::move(model));
    }
  }

  void read_public() {
    const TomlValue* table = fields_.table("public");
    if (table == nullptr) return;
    TomlFields fields(*table, file_);
    PublicSpec& open = spec_.open;
    const auto take = [&](std::string_view key, std::string& out) {
      if (auto value = fields.string(key)) out = *std::move(value);
    };
    take("host", open.host);
    take("email", open.email);
    take("acme_directory", open.acme_directory);
    take("acme_ca_file", open.acme_ca_file);
    take("image", open.image);
    if (const auto port = fields.integer("https_port", 1, 65535))
      open.https_port = static_cast<int>(*port);
    if (const auto tls = fields.string("tls")) {
      if (*tls != "acme" && *tls != "internal")
        fields.reject(fields.place("tls"), "tls is \"acme\" or \"internal\"");
      open.tls = *tls == "internal" ? PublicSpec::Tls::internal : PublicSpec::Tls::acme;
    }
    if (open.host.empty()) fields.reject(*table, "public needs a host");
    if (auto done = fields.finish(); !done) fields_.reject(done.error());
  }

  TomlFields fields_;
  const std::string& file_;
  DeploySpec& spec_;
};

// As parse_memory_size reads it, in the largest unit that divides it.
std::string memory_text(std::int64_t bytes) {
  constexpr std::int64_t kMebibyte = 1 << 20;
  if (bytes % (1024 * kMebibyte) == 0) return fmt::format("{}GiB", bytes / (1024 * kMebibyte));
  if (bytes % kMebibyte == 0) return fmt::format("{}MiB", bytes / kMebibyte);
  return fmt::format("{}b", bytes);
}

std::string array_text(const std::vector<std::string>& items) {
  std::string out;
  for (const std::string& item : items) out += (out.empty() ? "" : ", ") + toml_quoted(item);
  return "[" + out + "]";
}

std::vector<std::string> names_of(const std::vector<DeployModel>& models) {
  std::vector<std::string> names;
  for (const DeployModel& model : models)
    names.push_back(model.digest.empty() ? model.name : model.name + "@" + model.digest);
  return names;
}

std::string public_text(const PublicSpec& open) {
  const PublicSpec usual;
  std::string out = "\n[deploy.public]\nhost = " + toml_quoted(open.host) + "\n";
  out += "image = " + toml_quoted(open.image) + "\n";
  if (open.tls != usual.tls) out += "tls = \"internal\"\n";
  const auto add = [&](std::string_view key, const std::string& value) {
    if (!value.empty()) out += fmt::format("{} = {}\n", key, toml_quoted(value));
  };
  add("email", open.email);
  add("acme_directory", open.acme_directory);
  add("acme_ca_file", open.acme_ca_file);
  if (open.https_port != usual.https_port)
    out += "https_port = " + std::to_string(open.https_port) + "\n";
  return out;
}

}  // namespace

Result<void> read_deploy_table(const TomlValue& table, const std::string& file, DeploySpec& spec) {
  if (auto read = TableReader(table, file, spec).read(); !read) return read;
  auto checked = check_deploy_spec(spec);
  if (checked) return {};
  return Unexpected(toml_error(file, table, checked.error().message, checked.error().hint));
}

std::string deploy_table_text(const DeploySpec& spec) {
  const DeploySpec usual;
  std::string out = "\n[deploy]\n";
  const auto text = [&](std::string_view key, const std::string& value, const std::string& was) {
    if (value != was) out += fmt::format("{} = {}\n", key, toml_quoted(value));
  };
  const auto number = [&](std::string_view key, int value, int was) {
    if (value != was) out += fmt::format("{} = {}\n", key, value);
  };
  text("target", spec.target, "");
  text("name", spec.name, usual.name);
  text("image", spec.image, "");
  if (!spec.models.empty()) out += "models = " + array_text(names_of(spec.models)) + "\n";
  text("gpu", std::string(gpu_wish_name(spec.gpu)), "auto");
  if (spec.memory > 0) text("memory", memory_text(spec.memory), "");
  if (spec.nano_cpus > 0)
    out += fmt::format("cpus = {}\n", static_cast<double>(spec.nano_cpus) / 1e9);
  number("threads", spec.threads, usual.threads);
  number("context", spec.context, usual.context);
  number("parallel", spec.parallel, usual.parallel);
  number("max_queue", spec.max_queue, usual.max_queue);
  text("keep_alive", spec.keep_alive, usual.keep_alive);
  text("volume", spec.volume, usual.volume);
  number("port", spec.port, usual.port);
  if (!spec.add_hosts.empty()) out += "add_hosts = " + array_text(spec.add_hosts) + "\n";
  if (spec.insecure) out += "insecure = true\n";
  if (spec.open) out += public_text(spec.open);
  return out;
}

}  // namespace llamero

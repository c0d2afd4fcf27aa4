#include "config/deploy_table.h"

#include "catch.hpp"
#include "config/remote.h"

using namespace llamero;

namespace {

const std::string kDigest = "sha256:" + std::string(64, '1');

Result<DeploySpec> parse(std::string_view text) {
  const auto table = parse_toml(text, "/f");
  REQUIRE(table);
  const TomlValue* deploy = table->find("deploy");
  REQUIRE(deploy != nullptr);
  DeploySpec spec;
  if (auto read = read_deploy_table(*deploy, "/f", spec); !read)
    return Unexpected(std::move(read).error());
  return spec;
}

// "line:column: …" of what is wrong behind the line "[deploy]".
std::string problem(const std::string& lines) {
  const auto spec = parse("[deploy]\n" + lines);
  if (spec) return "none";
  CHECK(spec.error().code == Errc::usage);
  REQUIRE(spec.error().message.starts_with("/f:"));
  return spec.error().message.substr(3);
}

// Every field is another than the usual one.
DeploySpec full_spec() {
  DeploySpec spec;
  spec.target = "ssh://ubuntu@203.0.113.7";
  spec.name = "other";
  spec.image = "ollama/ollama:0.20.3@" + kDigest;
  spec.models = {{"gemma3:1b", ""}, {"smollm2:135m", kDigest}};
  spec.gpu = GpuWish::vulkan;
  spec.memory = std::int64_t{5} << 30;
  spec.nano_cpus = 1'250'000'000;
  spec.threads = 3;
  spec.context = 8192;
  spec.parallel = 2;
  spec.max_queue = 4;
  spec.keep_alive = "-1";
  spec.volume = "other-models";
  spec.port = 11500;
  spec.add_hosts = {"registry.example.org:10.0.0.5", "b:2001:db8::1"};
  spec.insecure = true;
  spec.open = {"llm.example.org",   PublicSpec::Tls::internal, "https://ca.example.org/directory",
               "/etc/ca \"1\".pem", "me@example.org",          8443,
               "caddy:2.9.1"};
  return spec;
}

void check_equal(const DeploySpec& a, const DeploySpec& b) {
  CHECK(a.target == b.target);
  CHECK(a.name == b.name);
  CHECK(a.image == b.image);
  REQUIRE(a.models.size() == b.models.size());
  for (std::size_t i = 0; i < a.models.size(); ++i) {
    CHECK(a.models[i].name == b.models[i].name);
    CHECK(a.models[i].digest == b.models[i].digest);
  }
  CHECK(a.gpu == b.gpu);
  CHECK(a.memory == b.memory);
  CHECK(a.nano_cpus == b.nano_cpus);
  CHECK(a.threads == b.threads);
  CHECK(a.context == b.context);
  CHECK(a.parallel == b.parallel);
  CHECK(a.max_queue == b.max_queue);
  CHECK(a.keep_alive == b.keep_alive);
  CHECK(a.volume == b.volume);
  CHECK(a.port == b.port);
  CHECK(a.add_hosts == b.add_hosts);
  CHECK(a.insecure == b.insecure);
  CHECK(a.open.host == b.open.host);
  CHECK(a.open.tls == b.open.tls);
  CHECK(a.open.acme_directory == b.open.acme_directory);
  CHECK(a.open.acme_ca_file == b.open.acme_ca_file);
  CHECK(a.open.email == b.open.email);
  CHECK(a.open.https_port == b.open.https_port);
  CHECK(a.open.image == b.open.image);
}

}  // namespace

TEST_CASE("every key of the deploy table is read", "[deploy]") {
  const auto spec = parse(
      "[deploy]\n"
      "target = \"ssh://ubuntu@203.0.113.7\"\n"
      "name = \"other\"\n"
      "image = \"ollama/ollama:0.20.3@" +
      kDigest +
      "\"\n"
      "models = [\"gemma3:1b\", \"smollm2:135m@" +
      kDigest +
      "\"]\n"
      "gpu = \"vulkan\"\nmemory = \"5GiB\"\ncpus = 1.25\nthreads = 3\ncontext = 8192\n"
      "parallel = 2\nmax_queue = 4\nkeep_alive = \"-1\"\nvolume = \"other-models\"\nport = 11500\n"
      "add_hosts = [\"registry.example.org:10.0.0.5\", \"b:2001:db8::1\"]\ninsecure = true\n"
      "[deploy.public]\n"
      "host = \"llm.example.org\"\ntls = \"internal\"\nemail = \"me@example.org\"\n"
      "acme_directory = \"https://ca.example.org/directory\"\n"
      "acme_ca_file = '/etc/ca \"1\".pem'\nhttps_port = 8443\nimage = \"caddy:2.9.1\"\n");
  REQUIRE(spec);
  check_equal(*spec, full_spec());
}

TEST_CASE("what the deploy table does not say is as usual", "[deploy]") {
  const auto spec = parse("[deploy]\ncpus = 2\n");
  REQUIRE(spec);
  DeploySpec usual;
  usual.nano_cpus = 2'000'000'000;
  check_equal(*spec, usual);
}

TEST_CASE("a deploy table that was written is read back as it was", "[deploy]") {
  const auto full = parse(deploy_table_text(full_spec()));
  REQUIRE(full);
  check_equal(*full, full_spec());
  const auto usual = parse(deploy_table_text(DeploySpec()));
  REQUIRE(usual);
  check_equal(*usual, DeploySpec());
  CHECK(deploy_table_text(DeploySpec()) == "\n[deploy]\nimage = \"ollama/ollama:0.32.15\"\n");
}

TEST_CASE("a size is written so that it is read back to the byte", "[deploy]") {
  for (const std::int64_t bytes : {std::int64_t{3} << 30, std::int64_t{2500} << 20,
                                   std::int64_t{3'000'000'001}, std::int64_t{1}}) {
    DeploySpec spec;
    spec.memory = bytes;
    CHECK(parse(deploy_table_text(spec))->memory == bytes);
  }
  for (const std::int64_t nano : {10'000'000, 333'333'333, 1'999'999'999}) {
    DeploySpec spec;
    spec.nano_cpus = nano;
    CHECK(parse(deploy_table_text(spec))->nano_cpus == nano);
  }
}

TEST_CASE("what is wrong in a deploy table is told with its place", "[deploy]") {
  CHECK(problem("name = 1") == "2:8: name must be a string");
  CHECK(problem("image = \"\"") == "2:9: image is empty");
  CHECK(problem("image = \"ollama/ollama:latest\"").starts_with("1:1: the image ollama/ollama:"));
  CHECK(problem("threads = 1.5") == "2:11: threads must be a whole number");
  CHECK(problem("context = -1") == "2:11: context must be from 0 to 1000000000");
  CHECK(problem("context = 1").ends_with("context is 1, it must be from 256 to 10000000"));
  CHECK(problem("insecure = \"yes\"") == "2:12: insecure must be true or false");
  CHECK(problem("gpu = \"fast\"").starts_with("2:7: gpu is one of auto, none,"));
  CHECK(problem("memory = 3") == "2:10: memory must be a string");
  CHECK(problem("memory = \"much\"") == "2:10: \"much\" is not a size of memory");
  CHECK(problem("cpus = \"2\"") == "2:8: cpus must be a number, and more than 0");
  CHECK(problem("cpus = 0") == "2:8: cpus must be a number, and more than 0");
  CHECK(problem("cpus = nan") == "2:8: cpus must be a number, and more than 0");
  CHECK(problem("keep_alive = \"soon\"").starts_with("2:14: "));
  CHECK(problem("models = \"a\"").starts_with("2:10: models must be an array of strings"));
  CHECK(problem("models = []").starts_with("2:10: models must be an array of strings"));
  CHECK(problem("models = [\"a\", 1]").starts_with("2:16: models must be an array of strings"));
  CHECK(problem("models = [\"-x\"]") == "2:10: \"-x\" is not the name of a model");
  CHECK(problem("models = [\"a\", \"a\"]").ends_with("the model a is named twice"));
  CHECK(problem("add_hosts = [\"a\"]").ends_with("\"a\" is not a name and its address"));
  CHECK(problem("public = true") == "2:10: public must be a table");
}

TEST_CASE("what is wrong in the public table is told with its place", "[deploy]") {
  CHECK(problem("[deploy.public]\nemail = \"a@b\"").ends_with("public needs a host"));
  CHECK(problem("[deploy.public]\nhost = \"h\"\ntls = \"none\"") ==
        "4:7: tls is \"acme\" or \"internal\"");
  CHECK(problem("[deploy.public]\nhost = \"h\"\nhttps_port = 0") ==
        "4:14: https_port must be from 1 to 65535");
  CHECK(problem("[deploy.public]\nhost = \"https://h\"")
            .ends_with("\"https://h\" is no name or address of a host"));
  CHECK(problem("[deploy.public]\nhost = \"h\"\nhsot = \"h\"") == "4:1: unknown key \"hsot\"");
}

TEST_CASE("a key that nobody knows is named with what may be meant", "[deploy]") {
  CHECK(problem("contxt = 1") == "2:1: unknown key \"contxt\"");
  CHECK(parse("[deploy]\ncontxt = 1").error().hint == "did you mean context?");
  CHECK(parse("[deploy]\nzzzzzz = 1").error().hint.empty());
  CHECK(parse("[deploy.public]\nhost = \"h\"\nemial = \"a@b\"").error().hint ==
        "did you mean email?");
}

TEST_CASE("the file of a remote keeps its deployment", "[deploy]") {
  const Env env(Env::Map{{"HOME", "/home/u"}});
  Remote remote;
  remote.name = "prod";
  remote.ssh = SshDestination{"ubuntu", "203.0.113.7", 0};
  remote.port = 11500;
  remote.deploy = full_spec();
  const std::string text = remote_text(remote);
  const auto again = parse_remote("prod", "/c/prod.toml", text, env);
  REQUIRE(again);
  REQUIRE(again->deploy);
  check_equal(*again->deploy, full_spec());
  CHECK(again->target() == "ssh ubuntu@203.0.113.7 port 11500");
  CHECK(remote_text(*again) == text);

  const auto none = parse_remote("prod", "/c/prod.toml", "ssh = \"h\"\n", env);
  REQUIRE(none);
  CHECK_FALSE(none->deploy);
  CHECK(remote_text(*none).find("deploy") == std::string::npos);
  const auto wrong = parse_remote("prod", "/c/prod.toml", "ssh = \"h\"\n[deploy]\nprot = 1\n", env);
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().message == "/c/prod.toml:3:1: unknown key \"prot\"");
  CHECK(wrong.error().hint == "did you mean port?");
}

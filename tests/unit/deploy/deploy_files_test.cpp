// The files under tests/data/deploy are what the functions write: tests/docs/deploy_files.py reads
// them with a YAML library. With LLAMERO_WRITE_GOLDEN set they are written anew.
#include "catch.hpp"
#include "support/ollama_container.h"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "deploy/cloud_init.h"
#include "deploy/compose_file.h"
#include "deploy/container_json.h"
#include "deploy/yaml_text.h"

using namespace llamero;
using namespace llamero::testing;

namespace {

std::string golden(const std::string& name, const std::string& written) {
  const std::string path = std::string(LLAMERO_TEST_DATA) + "/deploy/" + name;
  if (std::getenv("LLAMERO_WRITE_GOLDEN") != nullptr) std::ofstream(path) << written;
  std::ostringstream content;
  content << std::ifstream(path).rdbuf();
  return content.str();
}

ContainerSpec front_container() {
  ContainerSpec spec;
  spec.name = "files-caddy";
  spec.image = "caddy:2.10.2-alpine";
  spec.labels = {{kDeployLabel, "files"}, {kRoleLabel, "caddy"}};
  spec.ports = {{"", 443, 443}, {"::1", 8443, 443}};
  spec.volumes = {{"files-certificates", "/data"}, {"/srv/ca.pem", "/ca.pem:ro"}};
  spec.nvidia_gpus = true;
  spec.privileged = true;
  return spec;
}

}  // namespace

TEST_CASE("a compose file is as it was checked", "[deploy]") {
  const std::string plain = compose_text({ollama_container(), front_container()});
  CHECK(golden("compose.yaml", plain) == plain);
  const std::string odd = compose_text({hostile_container()});
  CHECK(golden("compose-odd.yaml", odd) == odd);
  const std::string body = create_body(hostile_container(), kOldApi);
  CHECK(golden("body-odd.json", body) == body);
}

TEST_CASE("a cloud-config is as it was checked", "[deploy]") {
  const auto text =
      cloud_init_text({ollama_container(), front_container()}, kOldApi, {"gemma3:1b", "it's; odd"});
  REQUIRE(text);
  CHECK(golden("cloud-config.yaml", *text) == *text);
  const auto odd = cloud_init_text({hostile_container()}, kOldApi, {});
  REQUIRE(odd);
  CHECK(golden("cloud-config-odd.yaml", *odd) == *odd);
  CHECK_THAT(*odd, !ContainsSubstring("llamero-pull"));
}

TEST_CASE("a cloud-config that no cloud takes is the user's error", "[deploy]") {
  std::vector<std::string> models;
  while (true) {
    const auto text = cloud_init_text({ollama_container()}, kOldApi, models);
    if (!text) {
      CHECK(text.error().code == Errc::usage);
      CHECK_THAT(text.error().message, ContainsSubstring("more than the 16 KiB that clouds take"));
      break;
    }
    REQUIRE(text->size() <= kMaxUserData);
    models.push_back("a-model-with-a-long-name:" + std::string(400, 'x'));
  }
  CHECK(models.size() > 10);
  CHECK(cloud_init_text({}, kOldApi, {}).error().code == Errc::usage);
}

TEST_CASE("a YAML scalar is one string, whatever is in it", "[deploy]") {
  CHECK(yaml_quoted("yes") == "\"yes\"");
  CHECK(yaml_quoted("a\"b\\c\n\t\x01") == "\"a\\\"b\\\\c\\n\\t\\x01\"");
  CHECK(yaml_quoted("\x7f\xc2\x85\xe2\x80\xa8\xef\xbb\xbf") == "\"\\x7F\\x85\\u2028\\uFEFF\"");
  CHECK(yaml_quoted("\xf0\x9f\xa6\x99 \xff") == "\"\xf0\x9f\xa6\x99 \xef\xbf\xbd\"");
}

TEST_CASE("a YAML block holds what it can keep, and quotes the rest", "[deploy]") {
  CHECK(yaml_block("a\n\n  b\n", 4) == "|\n    a\n\n      b\n");
  for (const char* text : {"", " a\n", "\na\n", "a", "a\n\n", "a\r\n", "a\x01\n", "a\xff\n"}) {
    INFO(text);
    CHECK(yaml_block(text, 4).front() == '"');
  }
}

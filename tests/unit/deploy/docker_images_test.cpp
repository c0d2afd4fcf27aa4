#include "catch.hpp"
#include "support/scripted_engine.h"

using namespace llamero;
using namespace llamero::testing;

namespace {

const std::string kDigest = "sha256:" + std::string(64, 'a');
const std::string kPinned = "ollama/ollama@" + kDigest;

struct Ready : ScriptedEngine {
  Ready() { negotiated(); }

  Result<void> pull(const std::string& body) {
    transport.add(ScriptedAnswer::of(200, "application/json", body).cut_every(40));
    return engine.pull(kPinned, {});
  }
};

}  // namespace

TEST_CASE_METHOD(Ready, "an image is found by its name, or not there", "[deploy]") {
  answer(R"({"Id":"sha256:1","RepoDigests":["other@sha256:2","ollama/ollama@sha256:3","x"],
             "Config":{"Env":["A=1"]},"Architecture":"amd64","Size":5})");
  const auto image = engine.image("ollama/ollama:0.32.15");
  REQUIRE(image);
  REQUIRE(*image);
  CHECK(asked() == "GET /v1.41/images/ollama/ollama:0.32.15/json");
  CHECK((*image)->id == "sha256:1");
  CHECK((*image)->env == std::vector<std::string>{"A=1"});
  CHECK((*image)->arch == "amd64");
  CHECK((*image)->size == 5);
  CHECK((*image)->digest_of("ollama/ollama") == "sha256:3");
  CHECK((*image)->digest_of("ollama").empty());
  CHECK((*image)->digest_of("x").empty());
  answer(R"({"Id":"sha256:1","RepoDigests":null,"Config":null})");
  CHECK((**engine.image("x")).digests.empty());
  answer("{}", 404);
  CHECK_FALSE(*engine.image("x"));
}

TEST_CASE_METHOD(Ready, "the digest of a tag is asked of the registry", "[deploy]") {
  const auto image = *parse_container_image("localhost:5000/ollama:1");
  answer(R"({"Descriptor":{"digest":")" + kDigest + R"("}})");
  CHECK(*engine.digest_in_registry(image) == kDigest);
  CHECK(asked() == "GET /v1.41/distribution/localhost:5000/ollama:1/json");
  for (const std::string body :
       {"{}", R"({"Descriptor":null})", R"({"Descriptor":{"digest":"sha256:../../x"}})"}) {
    answer(body);
    const auto digest = engine.digest_in_registry(image);
    REQUIRE_FALSE(digest);
    CHECK(digest.error().message ==
          "the registry has no digest for the image localhost:5000/ollama:1");
  }
  answer(R"({"message":"manifest unknown"})", 404);
  CHECK(engine.digest_in_registry(image).error().message == "docker says: manifest unknown");
}

TEST_CASE_METHOD(Ready, "a pull counts the layers that are known", "[deploy]") {
  transport.add(ScriptedAnswer::of(
      200, "application/json",
      R"({"status":"Pulling from ollama/ollama","id":"0.32.15"})"
      "\r\n"
      R"({"status":"Downloading","progressDetail":{"current":10,"total":100},"id":"a"})"
      "\r\n"
      R"({"status":"Downloading","progressDetail":{"current":5,"total":50},"id":"b"})"
      "\r\n"
      R"({"status":"Extracting","progressDetail":{"current":1,"total":7},"id":"b"})"
      "\r\n"
      R"({"status":"Pull complete","progressDetail":{},"id":"a"})"
      "\r\n"));
  answer("{}");
  std::vector<ImageProgress> told;
  REQUIRE(engine.pull(kPinned, [&](const ImageProgress& one) { told.push_back(one); }));
  CHECK(asked(1) ==
        "POST /v1.41/images/create?fromImage=ollama%2Follama%40sha256%3A" + kDigest.substr(7));
  CHECK(asked() == "GET /v1.41/images/" + kPinned + "/json");
  REQUIRE(told.size() == 1);
  CHECK(told.back().status == "Pull complete");
  CHECK(told.back().done == 105);
  CHECK(told.back().total == 150);
}

TEST_CASE_METHOD(Ready, "a pull that fails says so within its answer", "[deploy]") {
  const auto failed =
      pull(R"({"status":"Pulling from ollama/ollama"})"
           "\r\n"
           R"({"errorDetail":{"message":"no space"},"error":"write /x:\nno space left on device."})"
           "\r\n");
  REQUIRE_FALSE(failed);
  CHECK(failed.error().code == Errc::deploy);
  CHECK(failed.error().message == "docker says: write /x: no space left on device");
  const auto garbage = pull("<html>\n");
  CHECK_FALSE(garbage);
  answer(R"({"message":"manifest unknown"})", 404);
  CHECK(engine.pull(kPinned, {}).error().message == "docker says: manifest unknown");
}

TEST_CASE_METHOD(Ready, "a pull that ended is believed when the image is there", "[deploy]") {
  transport.add(ScriptedAnswer::of(200, "", "{\"status\":\"Downloading\"}\n"));
  answer("{}", 404);
  const auto cut = engine.pull(kPinned, {});
  REQUIRE_FALSE(cut);
  CHECK(cut.error().message == "the pull of " + kPinned + " ended, but it is not there");
  transport.add(ScriptedAnswer::of(200, "", "{\"status\":\"done\"}\n"));
  answer("{}");
  CHECK(engine.pull(kPinned, {}));
}

TEST_CASE_METHOD(Ready, "an image that is in use, or gone, stays as it is", "[deploy]") {
  for (const int status : {200, 404, 409}) {
    answer("[]", status);
    CHECK(engine.remove_image("sha256:1"));
    CHECK(asked() == "DELETE /v1.41/images/sha256:1");
  }
  answer(R"({"message":"broken"})", 500);
  CHECK(engine.remove_image("x").error().http_status == 500);
}

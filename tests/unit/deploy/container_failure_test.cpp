#include "deploy/container_failure.h"

#include "catch.hpp"

using namespace llamero;

namespace {

FailureEvidence evidence_of(const std::string& docker, const std::string& logs = "") {
  FailureEvidence evidence;
  evidence.docker_error = docker;
  evidence.logs = logs;
  evidence.image = "ollama/ollama:0.32.15";
  evidence.port = 11434;
  evidence.volume = "llamero-models";
  evidence.host_arch = "aarch64";
  return evidence;
}

Error explained(const FailureEvidence& evidence) {
  const Error error = explain_container_failure("the container does not start", evidence);
  CHECK(error.code == Errc::deploy);
  CHECK_THAT(error.message, Catch::Matchers::StartsWith("the container does not start: "));
  CHECK(error.message.find('\n') == std::string::npos);
  return error;
}

struct Row {
  const char* said;
  const char* message;
  const char* hint;
};

}  // namespace

TEST_CASE("docker's refusals have a name and a remedy", "[deploy]") {
  // Engine 20.10.
  const auto row = GENERATE(
      Row{"driver failed programming external connectivity on endpoint a "
          "(055be5b6185e7734474c2a6e596cb2ed7f050018acbbf2f4b2818b5acbf7daf7): Bind for "
          "127.0.0.1:11434 failed: port is already allocated",
          "port 11434 of the host is in use", "--port"},
      Row{"driver failed programming external connectivity on endpoint a "
          "(e612c3ae06ebab8f35427be22140d562db2f8cd217c960981a9bbbaa18ad9ab5): Error starting "
          "userland proxy: listen tcp4 127.0.0.1:11434: bind: address already in use",
          "port 11434 of the host is in use", "ss -ltnp"},
      Row{"could not select device driver \"\" with capabilities: [[gpu]]",
          "docker knows no driver for GPUs", "nvidia-ctk runtime configure"},
      Row{"error gathering device information while adding custom device \"/dev/kfd\": no such "
          "file or directory",
          "the host has no such device: error gathering", "--gpu none"},
      Row{"invalid CapAdd: unknown capability: \"CAP_PERFMON\"", "does not know a capability",
          "--gpu none"},
      Row{"failed to create shim task: OCI runtime create failed: runc create failed: unable to "
          "start container process: exec: \"/nope\": stat /nope: no such file or directory: "
          "unknown",
          "the image ollama/ollama:0.32.15 does not hold the program", "image of Ollama"},
      Row{"Conflict. The container name \"/llamero\" is already in use by container "
          "\"dede7ec40bf717dc8b2add7562b7cda981276aeea92defc8bad65ccb5cae8161\". You have to "
          "remove "
          "(or rename) that container to be able to reuse that name.",
          "another container has the name", "--name"},
      Row{"manifest for 127.0.0.1:5052/nope:1 not found: manifest unknown: manifest unknown",
          "there is no image ollama/ollama:0.32.15", "tag"},
      Row{"Get \"http://127.0.0.1:5999/v2/\": dial tcp 127.0.0.1:5999: connect: connection refused",
          "does not reach the registry", "DNS"},
      Row{"Get \"https://nope.invalid/v2/\": dial tcp: lookup nope.invalid on 127.0.0.53:53: no "
          "such host",
          "does not reach the registry", "proxy"},
      Row{"unauthorized", "does not give the image", "docker login"},
      Row{"toomanyrequests: You have reached your pull rate limit. You may increase the limit by "
          "authenticating "
          "and upgrading: https://www.docker.com/increase-rate-limit",
          "fewer pulls", "wait an hour"},
      Row{"pull access denied for nope, repository does not exist or may require 'docker login': "
          "denied: requested access to the resource is denied",
          "does not give the image", "docker login"},
      Row{"Get \"https://172.17.0.1:5972/v2/\": x509: certificate signed by unknown authority",
          "does not trust the certificate", "certs.d"},
      Row{"Get \"https://172.17.0.1:5973/v2/\": tls: first record does not look like a TLS "
          "handshake",
          "plain http", "insecure-registries"},
      Row{"Get \"https://reg/v2/\": http: server gave HTTP response to HTTPS client", "plain http",
          "insecure-registries"},
      Row{"name unknown", "there is no image", "tag"},
      Row{"failed to register layer: Error processing tar file(exit status 1): write "
          "/lib/ollama/cuda_v12/libcublasLt.so.12: no space left on device",
          "the disk of the host is full", "docker system df"},
      Row{"No such image: ollama/ollama:0.32.15", "there is no image", "try again"});
  const Error error = explained(evidence_of(row.said));
  CHECK_THAT(error.message, ContainsSubstring(row.message));
  CHECK_THAT(error.hint, ContainsSubstring(row.hint));
}

TEST_CASE("the texts of NVIDIA's parts and of newer engines", "[deploy]") {
  const auto row = GENERATE(
      Row{"failed to set up container networking: driver failed programming external connectivity "
          "on endpoint llamero (0d9e): failed to bind host port for "
          "127.0.0.1:11434:172.17.0.2:11434/tcp: address already in use",
          "port 11434 of the host is in use", "--port"},
      Row{"failed to create shim task: OCI runtime create failed: runc create failed: unable to "
          "start container process: error during container init: error running hook #0: error "
          "running hook: exit status 1, stdout: , stderr: Auto-detected mode as "
          "'legacy'\nnvidia-container-cli: initialization error: cannot open shared object file: "
          "no such file or directory: unknown",
          "could not give the GPU to the container: nvidia-container-cli: initialization error",
          "nvidia-smi"},
      Row{"error modifying OCI spec: failed to inject CDI devices: unresolvable CDI devices "
          "nvidia.com/gpu=all: unknown",
          "could not give the GPU", "nvidia-ctk cdi generate"},
      Row{"failed to discover GPU vendor from CDI: no known GPU vendor found",
          "docker knows no driver for GPUs", "Toolkit"},
      Row{"no matching manifest for linux/arm64/v8 in the manifest list entries",
          "made for another processor: the host is aarch64", "processor"},
      Row{"failed to resolve reference \"docker.io/ollama/ollama:nope\": "
          "docker.io/ollama/ollama:nope: not found",
          "there is no image", "tag"},
      Row{"Get \"https://registry-1.docker.io/v2/\": net/http: TLS handshake timeout",
          "does not reach the registry", "DNS"},
      Row{"Get \"https://registry-1.docker.io/v2/\": dial tcp 1.2.3.4:443: connect: no route to "
          "host",
          "does not reach the registry", "DNS"});
  const Error error = explained(evidence_of(row.said));
  CHECK_THAT(error.message, ContainsSubstring(row.message));
  CHECK_THAT(error.hint, ContainsSubstring(row.hint));
}

TEST_CASE("the error that docker keeps with a container is read, too", "[deploy]") {
  FailureEvidence evidence = evidence_of("");
  evidence.state.status = "created";
  evidence.state.exit_code = 128;
  evidence.state.error = "could not select device driver \"\" with capabilities: [[gpu]]";
  CHECK_THAT(explained(evidence).message, ContainsSubstring("no driver for GPUs"));
}

TEST_CASE("what the container says has a name and a remedy", "[deploy]") {
  const auto row = GENERATE(
      Row{"time=2026-01-01T20:37:34.949Z level=INFO source=routes.go:1665 msg=\"Ollama cloud "
          "disabled: false\"\nError: mkdir /root/.ollama/models: permission denied: ensure path "
          "elements are traversable\n",
          "may not write to the volume llamero-models: Error: mkdir", "--volume"},
      Row{"Couldn't find '/.ollama/id_ed25519'. Generating new private key.\nError: could not "
          "create directory mkdir /.ollama: permission denied\n",
          "may not write to the volume", "root"},
      Row{"Error: could not create directory mkdir /root/.ollama: read-only file system\n",
          "no volume for its files", "llamero up"},
      Row{"Error: write /root/.ollama/id_ed25519.pub: no space left on device\n",
          "the disk of the host is full", "docker system df"},
      Row{"exec /bin/ollama: exec format error\n",
          "the image ollama/ollama:0.32.15 is made for another processor: the host is aarch64",
          "processor"},
      Row{"[FATAL tini (7)] exec /bin/ollama failed: Exec format error\n", "another processor",
          "processor"},
      Row{"[FATAL tini (7)] exec /nope failed: No such file or directory\n",
          "does not hold the program", "image of Ollama"},
      Row{"msg=\"llama runner process no longer running\" sys=9 string=\"signal: killed\"\n",
          "the memory of the container was not enough", "--memory"},
      Row{"Error: llama-server reported out-of-memory during startup\n",
          "the memory of the container was not enough", "smaller model"});
  FailureEvidence evidence = evidence_of("", row.said);
  evidence.state.status = "exited";
  evidence.state.exit_code = 1;
  const Error error = explained(evidence);
  CHECK_THAT(error.message, ContainsSubstring(row.message));
  CHECK_THAT(error.hint, ContainsSubstring(row.hint));
}

TEST_CASE("docker's words on a start are not looked for in a log", "[deploy]") {
  FailureEvidence evidence = evidence_of("", "pulled x: denied\n");
  evidence.state.status = "exited";
  CHECK(explained(evidence).message ==
        "the container does not start: the server ended (exit code 0): pulled x: denied");
}

TEST_CASE("the state of a container explains where no text does", "[deploy]") {
  FailureEvidence evidence = evidence_of("", "first\nboom\n");
  evidence.state.status = "exited";
  evidence.state.exit_code = 137;
  CHECK_THAT(explained(evidence).message, ContainsSubstring("was killed (exit code 137): boom"));
  evidence.state.oom_killed = true;
  CHECK_THAT(explained(evidence).message, ContainsSubstring("the memory of the container"));
  evidence.state.oom_killed = false;
  evidence.state.exit_code = 127;
  CHECK_THAT(explained(evidence).message, ContainsSubstring("cannot be run (exit code 127): boom"));
  evidence.state.exit_code = 132;
  CHECK_THAT(explained(evidence).message, ContainsSubstring("does not know an instruction"));
  evidence.state.exit_code = 3;
  CHECK_THAT(explained(evidence).message,
             ContainsSubstring("the server ended (exit code 3): boom"));
  evidence.state.status = "restarting";
  evidence.state.restarts = 5;
  CHECK_THAT(explained(evidence).message,
             ContainsSubstring("started again, 5 times now (exit code 3): boom"));
  CHECK_THAT(explained(evidence).hint, ContainsSubstring("llamero logs"));
}

TEST_CASE("a health check that fails tells its last words", "[deploy]") {
  FailureEvidence evidence = evidence_of("", "listening\n");
  evidence.state.status = "running";
  evidence.state.health = "unhealthy";
  evidence.state.health_log = "connecting\nno answer\n";
  CHECK_THAT(explained(evidence).message,
             ContainsSubstring("does not answer the health check: no answer"));
  evidence.state.health_log.clear();
  CHECK_THAT(explained(evidence).message, ContainsSubstring("health check: listening"));
}

TEST_CASE("what is not known is told by what was said, in bounds", "[deploy]") {
  CHECK(explained(evidence_of("something\x1b[2J new\nhappened")).message ==
        "the container does not start: something [2J new happened");
  CHECK(explained(evidence_of(std::string(1 << 20, 'x'))).message.size() < 400);
  CHECK(explained(evidence_of("", "one\ntwo\n")).message == "the container does not start: two");
  CHECK(explained(evidence_of("")).message ==
        "the container does not start: no word of the reason");
  FailureEvidence evidence = evidence_of("x509: " + std::string(1 << 20, 'y'));
  evidence.image = std::string(1 << 20, 'z');
  CHECK(explained(evidence).message.size() < 800);
}

TEST_CASE("the last lines of a log are few, short and whole", "[deploy]") {
  using Lines = std::vector<std::string>;
  CHECK(last_log_lines("a\n\n b \r\nc", 2) == Lines{"b", "c"});
  CHECK(last_log_lines("a\nb\n", 5) == Lines{"a", "b"});
  CHECK(last_log_lines("", 5).empty());
  CHECK(last_log_lines("a\n", 0).empty());
  CHECK(last_log_lines("\n\n\n", 3).empty());
  CHECK(last_log_lines("x\x1b[31my\x7f\xff", 1) == Lines{"x [31my \xEF\xBF\xBD"});
  const Lines lines = last_log_lines(std::string(239, 'x') + "\xC3\xA4\xC3\xA4", 1);
  CHECK(lines == Lines{std::string(239, 'x') + "…"});
}

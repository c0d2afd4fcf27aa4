// A stand-in for an Ollama service that costs next to nothing, so that the benchmarks measure the
// client: answers are laid out in memory before the first byte is sent and leave in large blocks.
//
//   stub_server burst TOKENS line|block   TOKENS tokens as fast as the reader takes them; each line
//   an
//                                         HTTP chunk of its own, as Ollama flushes, or chunks of 64
//                                         kB
//   stub_server paced TOKENS MICROSECONDS one token per interval, its content the time it was sent
//   stub_server text FILE MICROSECONDS    the words of FILE, one per interval; 0: as fast as the
//                                         reader takes them
//
// Prints the port on loopback and serves until its stdin ends, so that it cannot outlive the
// driver.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <thread>

namespace {

struct Plan {
  bool paced = false;
  bool line_per_chunk = true;
  long tokens = 0;
  long interval_us = 0;
  std::string text;  // not empty: this is the answer
};

enum class Api { chat, generate, openai };

constexpr std::string_view kCreated = "2026-01-02T03:04:05.123456789Z";

// What a model says, as it stands in JSON: mostly words, now and then an escape as Go's encoder
// writes it, and bytes past ASCII. run.py holds the same list decoded.
constexpr std::array<std::string_view, 16> kTokens = {
    " the",  " quick",       " brown", " fox",  " jumps",     " over",    " a",   " lazy",
    " dog,", " caf\xc3\xa9", "\\n",    " said", " \\\"x\\\"", " \\u003c", " and", " sleeps."};

std::string line(Api api, std::string_view content) {
  std::string out;
  switch (api) {
    case Api::chat:
      out.append(R"({"model":"gemma3:1b-q4","created_at":")").append(kCreated);
      out.append(R"(","message":{"role":"assistant","content":")")
          .append(content)
          .append(R"("},"done":false})");
      return out.append("\n");
    case Api::generate:
      out.append(R"({"model":"gemma3:1b-q4","created_at":")").append(kCreated);
      return out.append(R"(","response":")")
          .append(content)
          .append(R"(","done":false})")
          .append("\n");
    case Api::openai:
      out.append(
          R"(data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"bench","choices":[{"index":0,)");
      out.append(R"("delta":{"role":"assistant","content":")")
          .append(content)
          .append(R"("},"finish_reason":null}]})");
      return out.append("\n\n");
  }
  return out;
}

std::string last_line(Api api, long tokens) {
  if (api == Api::openai) return "data: [DONE]\n\n";
  std::string out = R"({"model":"gemma3:1b-q4","created_at":")" + std::string(kCreated);
  out +=
      api == Api::chat ? R"(","message":{"role":"assistant","content":""})" : R"(","response":"")";
  out +=
      R"(,"done":true,"done_reason":"stop","total_duration":2000000000,"load_duration":1000000,)";
  out += R"("prompt_eval_count":7,"prompt_eval_duration":1000000,"eval_count":)" +
         std::to_string(tokens);
  return out + R"(,"eval_duration":1000000000})" + "\n";
}

std::string chunk(std::string_view bytes) {
  char head[24];
  std::snprintf(head, sizeof head, "%zx\r\n", bytes.size());
  return std::string(head).append(bytes).append("\r\n");
}

bool send_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

std::string stream_head(Api api) {
  const char* type = api == Api::openai ? "text/event-stream" : "application/x-ndjson";
  return std::string("HTTP/1.1 200 OK\r\nContent-Type: ") + type +
         "\r\nTransfer-Encoding: chunked\r\n\r\n";
}

bool send_burst(int fd, const Plan& plan, Api api) {
  // One round of the sixteen tokens is the unit; as many rounds as make a chunk, or a block of
  // chunks, of the wanted size are laid out once and sent again and again.
  std::string round;
  std::string round_lines;
  for (const std::string_view token : kTokens) {
    round += plan.line_per_chunk ? chunk(line(api, token)) : line(api, token);
  }
  const std::size_t wanted = plan.line_per_chunk ? 256 * 1024 : 64 * 1024;
  const long rounds_per_block = static_cast<long>(wanted / round.size());
  std::string block;
  for (long i = 0; i < rounds_per_block; ++i) block += round;
  if (!plan.line_per_chunk) block = chunk(block);
  const long tokens_per_block = rounds_per_block * static_cast<long>(kTokens.size());

  std::string rest;
  for (long i = 0; i < plan.tokens % tokens_per_block; ++i) {
    rest += chunk(line(api, kTokens[static_cast<std::size_t>(i) % kTokens.size()]));
  }
  rest += chunk(last_line(api, plan.tokens)) + "0\r\n\r\n";

  const long blocks = plan.tokens / tokens_per_block;
  if (blocks == 0) return send_all(fd, stream_head(api) + rest);  // one segment: a short answer
  if (!send_all(fd, stream_head(api))) return false;
  for (long i = 0; i < blocks; ++i) {
    if (!send_all(fd, block)) return false;
  }
  return send_all(fd, rest);
}

// Sleeps to the ends of intervals that follow each other, however long what happens between takes.
class Pace {
 public:
  explicit Pace(long interval_us) : interval_us_(interval_us) {
    clock_gettime(CLOCK_MONOTONIC, &at_);
  }

  void wait() {
    at_.tv_nsec += interval_us_ * 1000;
    at_.tv_sec += at_.tv_nsec / 1'000'000'000;
    at_.tv_nsec %= 1'000'000'000;
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &at_, nullptr);
  }

 private:
  long interval_us_;
  timespec at_{};
};

bool send_paced(int fd, const Plan& plan, Api api) {
  Pace pace(plan.interval_us);
  for (long i = 0; i < plan.tokens; ++i) {
    pace.wait();
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    char stamp[40];  // nineteen digits, which occur nowhere else in an answer
    std::snprintf(stamp, sizeof stamp, "%010lld%09ld ", static_cast<long long>(now.tv_sec),
                  now.tv_nsec);
    const std::string out = chunk(line(api, stamp));
    if (!send_all(fd, i == 0 ? stream_head(api) + out : out)) return false;
  }
  return send_all(fd, chunk(last_line(api, plan.tokens)) + "0\r\n\r\n");
}

std::string json_text(std::string_view text) {
  std::string out;
  for (const char byte : text) {
    if (byte == '\n') {
      out += "\\n";
    } else {
      if (byte == '"' || byte == '\\') out += '\\';
      out += byte;
    }
  }
  return out;
}

// A token is a word with the white space before it, as most models send them.
bool send_text(int fd, const Plan& plan, Api api) {
  constexpr std::size_t kBlock = 256 * 1024;
  Pace pace(plan.interval_us);
  std::string block = stream_head(api);
  const std::string_view text = plan.text;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = std::min(text.find_first_of(" \n", from + 1), text.size());
    block += chunk(line(api, json_text(text.substr(from, end - from))));
    from = end;
    if (plan.interval_us > 0) pace.wait();
    if (plan.interval_us == 0 && block.size() < kBlock) continue;
    if (!send_all(fd, block)) return false;
    block.clear();
  }
  return send_all(fd, block + chunk(last_line(api, 1)) + "0\r\n\r\n");
}

bool send_plain(int fd, std::string_view status, std::string_view type, std::string_view body,
                bool head_only) {
  std::string out = "HTTP/1.1 ";
  out.append(status).append("\r\nContent-Type: ").append(type).append("\r\nContent-Length: ");
  out.append(std::to_string(body.size())).append("\r\n\r\n");
  if (!head_only) out.append(body);
  return send_all(fd, out);
}

bool answer(int fd, const Plan& plan, std::string_view method, std::string_view path) {
  const auto stream = [&](Api api) {
    if (!plan.text.empty()) return send_text(fd, plan, api);
    return plan.paced ? send_paced(fd, plan, api) : send_burst(fd, plan, api);
  };
  if (path == "/api/chat") return stream(Api::chat);
  // How the official client asks for the model to be loaded, before it talks by /api/chat.
  if (path == "/api/generate" && !plan.text.empty())
    return send_plain(fd, "200 OK", "application/json", last_line(Api::generate, 0), false);
  if (path == "/api/generate") return stream(Api::generate);
  if (path == "/v1/chat/completions") return stream(Api::openai);
  if (path == "/api/show") {
    return send_plain(fd, "200 OK", "application/json",
                      R"({"details":{"format":"gguf","family":"gemma3","families":["gemma3"],)"
                      R"("parameter_size":"1B","quantization_level":"Q4_K_M"},"model_info":{},)"
                      R"("capabilities":["completion"]})",
                      false);
  }
  if (path == "/api/version")
    return send_plain(fd, "200 OK", "application/json", R"({"version":"0.20.3"})", false);
  if (path == "/")
    return send_plain(fd, "200 OK", "text/plain", "Ollama is running", method == "HEAD");
  return send_plain(fd, "404 Not Found", "text/plain", "404 page not found", method == "HEAD");
}

// The size of the request's body; none of the clients sends a chunked one.
std::size_t content_length(std::string_view head) {
  constexpr std::string_view kName = "content-length:";
  for (std::size_t at = head.find("\r\n"); at != std::string_view::npos;
       at = head.find("\r\n", at + 2)) {
    const std::string_view field = head.substr(at + 2);
    if (field.size() > kName.size() && strncasecmp(field.data(), kName.data(), kName.size()) == 0) {
      return std::strtoul(std::string(field.substr(kName.size(), 20)).c_str(), nullptr, 10);
    }
  }
  return 0;
}

void serve(int fd, const Plan& plan) {
  const int on = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  std::string in;
  for (;;) {
    std::size_t end = in.find("\r\n\r\n");
    while (end == std::string::npos ||
           in.size() < end + 4 + content_length(std::string_view(in).substr(0, end))) {
      char buffer[16 * 1024];
      const ssize_t got = ::recv(fd, buffer, sizeof buffer, 0);
      if (got <= 0) {
        ::close(fd);
        return;
      }
      in.append(buffer, static_cast<std::size_t>(got));
      end = in.find("\r\n\r\n");
    }
    const std::string_view head = std::string_view(in).substr(0, end);
    const std::size_t space = head.find(' ');
    const std::string_view method = head.substr(0, space);
    const std::string_view target = head.substr(space + 1);
    const bool alive = answer(fd, plan, method, target.substr(0, target.find_first_of(" ?")));
    in.erase(0, end + 4 + content_length(head));
    if (!alive) {
      ::close(fd);
      return;
    }
  }
}

std::string content_of(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// False: the arguments are no plan.
bool read_plan(int argc, char** argv, Plan& plan) {
  if (argc != 4) return false;
  const std::string_view kind = argv[1];
  if (kind == "burst") plan.line_per_chunk = std::strcmp(argv[3], "line") == 0;
  if (kind == "paced" || kind == "text") plan.interval_us = std::atol(argv[3]);
  plan.paced = kind == "paced";
  if (kind == "text") {
    plan.text = content_of(argv[2]);
    return !plan.text.empty();
  }
  plan.tokens = std::atol(argv[2]);
  return kind == "burst" || kind == "paced";
}

}  // namespace

int main(int argc, char** argv) {
  Plan plan;
  if (!read_plan(argc, argv, plan)) {
    std::fputs(
        "usage: stub_server burst TOKENS line|block | paced TOKENS MICROSECONDS | "
        "text FILE MICROSECONDS\n",
        stderr);
    return 2;
  }

  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (::bind(listener, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      ::listen(listener, 16) != 0 ||
      ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    std::perror("stub_server");
    return 1;
  }
  std::printf("%u\n", ntohs(address.sin_port));
  std::fflush(stdout);

  std::thread([] {
    char byte;
    while (::read(0, &byte, 1) > 0) {
    }
    std::_Exit(0);
  }).detach();
  for (;;) {
    const int fd = ::accept(listener, nullptr, nullptr);
    if (fd >= 0) std::thread(serve, fd, plan).detach();
  }
}

// What the database of sessions costs: commits, the opening of a large file, a search, the memory
// of a long session.
//
//   measure_store FOLDER [MEGABYTES [TURNS]]
//
// Makes FOLDER/sessions.db with at least so many turns (100000) and megabytes (1000), which stays,
// so that a second run measures the same file. A line for each figure.
#include "store/session_store.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <vector>

using namespace llamero;

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::int64_t kTurnsOfSession = 10'000;

double ms_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

double resident_mb() {
  std::FILE* const file = std::fopen("/proc/self/statm", "r");
  long size = 0;
  long resident = 0;
  if (file != nullptr && std::fscanf(file, "%ld %ld", &size, &resident) != 2) resident = 0;
  if (file != nullptr) std::fclose(file);
  return static_cast<double>(resident) * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1e6;
}

template <class T>
T need(Result<T> result) {
  if (result) return *std::move(result);
  std::fprintf(stderr, "measure_store: %s\n", result.error().message.c_str());
  std::exit(1);
}

// Words with the frequencies of a language: some in every turn, most in few.
std::string words(std::mt19937& random, std::size_t bytes) {
  std::string text;
  while (text.size() < bytes) {
    const double rank = 1 / (static_cast<double>(random() % 100'000 + 2) / 100'000);
    text += "w" + std::to_string(static_cast<int>(rank * 3) + static_cast<int>(random() % 3)) + " ";
  }
  return text;
}

std::vector<StoredTurn> turns_of(std::mt19937& random, std::size_t count, std::size_t bytes) {
  std::vector<StoredTurn> turns;
  for (std::size_t i = 0; i < count; ++i)
    turns.push_back({i % 2 == 0 ? "user" : "assistant", words(random, bytes)});
  return turns;
}

void fill(SessionStore& store, std::int64_t turns, std::size_t bytes_of_turn) {
  std::mt19937 random(1);
  for (std::int64_t done = 0; done < turns; done += kTurnsOfSession) {
    const SessionId id = need(store.create({"", "m", "r", {}}, {}));
    for (std::int64_t from = 0; from < kTurnsOfSession; from += 1000)
      need(store.commit(id, from, turns_of(random, 1000, bytes_of_turn), {}));
  }
}

double best_open(const std::string& path) {
  double best = 1e9;
  for (int i = 0; i < 10; ++i) {
    const auto start = Clock::now();
    SessionStore store = need(SessionStore::open(path, SessionStore::IfMissing::create));
    need(store.latest("r"));
    best = std::min(best, ms_since(start));
  }
  return best;
}

void measure_commits(SessionStore& store) {
  std::mt19937 random(2);
  const SessionId id = need(store.create({"", "m", "r", {}}, {}));
  std::vector<double> times;
  for (std::int64_t i = 0; i < 200; ++i) {
    const auto turns = turns_of(random, 2, 1000);
    const auto start = Clock::now();
    need(store.commit(id, 2 * i, turns, {}));
    times.push_back(ms_since(start));
  }
  std::sort(times.begin(), times.end());
  std::printf("commit of a turn: median %.2f ms, worst %.2f ms\n", times[100], times.back());
  if (!store.remove(id)) std::exit(1);
}

void measure_searches(SessionStore& store) {
  for (const char* const text : {"w6", "w6 w7", "w150", "w99999", "w6 w20000", "w1*"}) {
    const auto start = Clock::now();
    const auto hits = need(store.search(text, 20));
    std::printf("search of \"%s\": %.1f ms, %zu hits\n", text, ms_since(start), hits.size());
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  const std::string path = std::string(argv[1]) + "/sessions.db";
  const double megabytes = argc > 2 ? std::atof(argv[2]) : 1000;
  const std::int64_t turns = argc > 3 ? std::atoll(argv[3]) : 100'000;
  if (!std::filesystem::exists(path)) {
    SessionStore store = need(SessionStore::open(path, SessionStore::IfMissing::create));
    // The index adds about half of the text again.
    fill(store, turns,
         static_cast<std::size_t>(megabytes * 1e6 / 1.5 / static_cast<double>(turns)));
  }
  std::printf("file: %.0f MB\n", static_cast<double>(std::filesystem::file_size(path)) / 1e6);
  std::printf("open, and the latest session: %.2f ms\n", best_open(path));
  SessionStore store = need(SessionStore::open(path, SessionStore::IfMissing::create));
  measure_commits(store);
  measure_searches(store);
  const double before = resident_mb();
  const auto start = Clock::now();
  const auto session = need(store.turns(need(store.latest("r"))->id));
  std::size_t bytes = 0;
  for (const StoredTurn& turn : session) bytes += turn.content.size();
  std::printf(
      "session of %zu turns, %.1f MB of text: %.0f ms, %.1f MB more memory, %.1f MB in all\n",
      session.size(), static_cast<double>(bytes) / 1e6, ms_since(start), resident_mb() - before,
      resident_mb());
  return 0;
}

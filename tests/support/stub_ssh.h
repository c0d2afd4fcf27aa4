// A folder with an `ssh` that plays what a test writes down (see stub_ssh.py).
#pragma once

#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace llamero {

class StubSsh {
 public:
  StubSsh() {
    std::string name = "/tmp/stub_ssh.XXXXXX";
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp");
    folder_ = name;
    write("ssh", "#!/bin/sh\nPATH=/usr/bin:$PATH exec python3 " LLAMERO_SOURCE_DIR
                 "/tests/support/stub_ssh.py " +
                     name + " \"$@\"\n");
    chmod((folder_ / "ssh").c_str(), S_IRWXU);
    std::filesystem::create_directory(folder_ / "run");
    chmod((folder_ / "run").c_str(), S_IRWXU);
  }
  StubSsh(const StubSsh&) = delete;
  StubSsh& operator=(const StubSsh&) = delete;
  ~StubSsh() { std::filesystem::remove_all(folder_); }

  void write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name) << text;
  }
  void play(const std::string& text) const { write("play", text); }
  [[nodiscard]] std::string path() const { return folder_.string() + ":/usr/bin:/bin"; }
  // For XDG_RUNTIME_DIR.
  [[nodiscard]] std::string runtime() const { return (folder_ / "run").string(); }
  // What is left in the folder of the sockets.
  [[nodiscard]] std::size_t left_overs() const {
    const std::filesystem::path base = folder_ / "run" / "llamero";
    if (!std::filesystem::exists(base)) return 0;
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(base), {}));
  }
  [[nodiscard]] std::size_t logins() const {
    std::ifstream file(folder_ / "argv");
    std::size_t count = 0;
    for (std::string line; std::getline(file, line);) ++count;
    return count;
  }

 private:
  std::filesystem::path folder_;
};

}  // namespace llamero

// The files of the named servers, and which of them is the default.
#pragma once

#include "base/env.h"
#include "base/file_system.h"
#include "config/paths.h"
#include "config/remote.h"

#include <optional>
#include <string>
#include <vector>

namespace llamero {

class RemoteStore {
 public:
  // References must outlive the store.
  RemoteStore(FileSystem& files, const Env& env, Paths paths)
      : files_(files), env_(env), paths_(std::move(paths)) {}

  [[nodiscard]] const Paths& paths() const { return paths_; }
  [[nodiscard]] std::string file_of(const std::string& name) const;
  // A free name for the file in which `remote add --token-stdin` keeps a token.
  [[nodiscard]] std::string new_secret_file(const std::string& name, std::string_view kind) const;
  // The files of secrets that were kept for this remote: they go when it goes.
  [[nodiscard]] std::vector<std::string> kept_secrets(const Remote& remote) const;

  // Names of the files, sorted; a name that could not be given is left out.
  [[nodiscard]] Result<std::vector<std::string>> names() const;

  // Errors: Errc::usage: no such remote (with a did-you-mean), or what is wrong in its file.
  [[nodiscard]] Result<Remote> read(const std::string& name, Watch& interrupt) const;
  [[nodiscard]] Result<std::string> text(const std::string& name, Watch& interrupt) const;

  // Writes `text` as the file of `name`, whole.
  [[nodiscard]] Result<void> write(const std::string& name, std::string_view text) const;
  [[nodiscard]] Result<void> rename(const std::string& from, const std::string& to) const;
  [[nodiscard]] Result<void> remove(const std::string& name) const;

  // What `remote use` chose; nullopt: nothing.
  [[nodiscard]] Result<std::optional<std::string>> default_name(Watch& interrupt) const;
  [[nodiscard]] Result<void> set_default(const std::optional<std::string>& name) const;

 private:
  [[nodiscard]] Result<void> need_place() const;
  [[nodiscard]] Error unknown(const std::string& name) const;

  FileSystem& files_;
  const Env& env_;
  Paths paths_;
};

}  // namespace llamero

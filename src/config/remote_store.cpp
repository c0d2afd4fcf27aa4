#include "config/remote_store.h"

#include "base/did_you_mean.h"

namespace llamero {
namespace {

constexpr std::string_view kSuffix = ".toml";
constexpr std::size_t kMaxFile = 1024 * 1024;

}  // namespace

std::string RemoteStore::file_of(const std::string& name) const {
  return paths_.remotes_dir + "/" + name + std::string(kSuffix);
}

std::string RemoteStore::new_secret_file(const std::string& name, std::string_view kind) const {
  // Another remote may hold on to the plain name: one that was renamed.
  std::string file = paths_.remotes_dir + "/" + name + "." + std::string(kind);
  for (int i = 2; files_.exists(file); ++i)
    file = paths_.remotes_dir + "/" + name + "-" + std::to_string(i) + "." + std::string(kind);
  return file;
}

std::vector<std::string> RemoteStore::kept_secrets(const Remote& remote) const {
  std::vector<std::string> files;
  const auto add = [&](const std::string& file) {
    if (file.starts_with(paths_.remotes_dir + "/")) files.push_back(file);
  };
  add(remote.token.file);
  if (remote.basic) add(remote.basic->password.file);
  return files;
}

Result<void> RemoteStore::need_place() const {
  if (!paths_.remotes_dir.empty()) return {};
  return Unexpected(Error(Errc::usage, "there is no place for remotes: HOME is not set",
                          "set HOME or XDG_CONFIG_HOME, or use --config FILE"));
}

Result<std::vector<std::string>> RemoteStore::names() const {
  std::vector<std::string> names;
  if (paths_.remotes_dir.empty()) return names;
  auto files = files_.list(paths_.remotes_dir);
  if (!files) return Unexpected(std::move(files).error());
  for (std::string& file : *files) {
    if (!file.ends_with(kSuffix)) continue;
    file.resize(file.size() - kSuffix.size());
    if (check_remote_name(file)) names.push_back(std::move(file));
  }
  return names;
}

Error RemoteStore::unknown(const std::string& name) const {
  const auto known = names();
  std::string hint = "llamero remote add makes one";
  if (known && !known->empty()) {
    const std::vector<std::string_view> views(known->begin(), known->end());
    const std::string meant = did_you_mean(name, views);
    hint = meant.empty() ? "llamero remote list shows them" : "did you mean " + meant + "?";
  }
  return {Errc::usage, "there is no remote \"" + name + "\"", std::move(hint)};
}

Result<std::string> RemoteStore::text(const std::string& name, Watch& interrupt) const {
  if (auto good = check_remote_name(name); !good) return Unexpected(std::move(good).error());
  if (auto place = need_place(); !place) return Unexpected(std::move(place).error());
  if (!files_.exists(file_of(name))) return Unexpected(unknown(name));
  return files_.read(file_of(name), kMaxFile, interrupt);
}

Result<Remote> RemoteStore::read(const std::string& name, Watch& interrupt) const {
  auto content = text(name, interrupt);
  if (!content) return Unexpected(std::move(content).error());
  return parse_remote(name, file_of(name), *content, env_);
}

Result<void> RemoteStore::write(const std::string& name, std::string_view text) const {
  if (auto good = check_remote_name(name); !good) return good;
  if (auto place = need_place(); !place) return place;
  return files_.write(file_of(name), text, FileSystem::Access::owner);
}

Result<void> RemoteStore::rename(const std::string& from, const std::string& to) const {
  if (auto good = check_remote_name(to); !good) return good;
  if (!files_.exists(file_of(from))) return Unexpected(unknown(from));
  if (files_.exists(file_of(to)))
    return Unexpected(Error(Errc::usage, "there is a remote \"" + to + "\" already",
                            "llamero remote rm " + to + " removes it"));
  return files_.rename_new(file_of(from), file_of(to));
}

Result<void> RemoteStore::remove(const std::string& name) const {
  if (auto good = check_remote_name(name); !good) return good;
  if (!files_.exists(file_of(name))) return Unexpected(unknown(name));
  return files_.remove(file_of(name));
}

Result<std::optional<std::string>> RemoteStore::default_name(Watch& interrupt) const {
  const std::string& file = paths_.default_remote;
  if (file.empty() || !files_.exists(file)) return std::optional<std::string>();
  auto content = files_.read(file, kMaxFile, interrupt);
  if (!content) return Unexpected(std::move(content).error());
  std::string name = content->substr(0, content->find('\n'));
  if (auto good = check_remote_name(name); !good) {
    Error error = std::move(good).error();
    error.message = file + ": " + error.message;
    error.hint = "llamero remote use NAME chooses again";
    return Unexpected(std::move(error));
  }
  return std::optional(std::move(name));
}

Result<void> RemoteStore::set_default(const std::optional<std::string>& name) const {
  const std::string& file = paths_.default_remote;
  if (file.empty()) {
    return Unexpected(Error(Errc::usage, "there is no place for the default: HOME is not set",
                            "set HOME or XDG_STATE_HOME"));
  }
  if (name) return files_.write(file, *name + "\n", FileSystem::Access::owner);
  return files_.exists(file) ? files_.remove(file) : Result<void>();
}

}  // namespace llamero

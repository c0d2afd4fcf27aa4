// llamero remote show NAME: what its file says, without secrets: the file holds none.
#include "api/json_codec.h"
#include "cli/commands/commands.h"
#include "cli/print.h"
#include "config/remote_store.h"

#include <fmt/format.h>

namespace llamero {
namespace {

struct ShowArgs {
  std::string name;
};

void bind(OptionTable& app, ShowArgs& args) {
  app.add_option("NAME", args.name, "Name of the remote").required();
}

Result<ShowArgs> plan(const ShowArgs& args) {
  return args;
}

using Fields = std::vector<std::pair<std::string, std::string>>;

std::string text_of(const SecretSource& source) {
  if (!source.file.empty()) return "in " + source.file;
  std::string words;
  for (const std::string& word : source.command) words += (words.empty() ? "" : " ") + word;
  return "from the command: " + words;
}

void add(Fields& fields, std::string name, const std::string& value) {
  if (!value.empty()) fields.emplace_back(std::move(name), value);
}

Fields fields_of(const Remote& remote) {
  Fields fields = {{"name", remote.name}, {"target", remote.target()}, {"file", remote.file}};
  if (remote.token) add(fields, "token", text_of(remote.token));
  if (remote.basic) {
    add(fields, "user", remote.basic->user);
    add(fields, "password", text_of(remote.basic->password));
  }
  if (remote.allow_plaintext_token) add(fields, "allow plaintext token", "yes");
  for (const RemoteHeader& header : remote.headers)
    add(fields, "header " + header.name, header.secret ? text_of(header.secret) : header.value);
  add(fields, "ca file", remote.ca_file);
  add(fields, "pin", remote.pin);
  add(fields, "client certificate", remote.client_cert);
  add(fields, "client key", remote.client_key.empty() ? "" : "in " + remote.client_key);
  add(fields, "proxy", remote.proxy);
  if (remote.defaults.model) add(fields, "default model", *remote.defaults.model);
  if (remote.defaults.keep_alive) add(fields, "default keep_alive", *remote.defaults.keep_alive);
  for (const auto& [name, value] : remote.defaults.options) add(fields, "default " + name, value);
  return fields;
}

Result<ExitCode> execute(const ShowArgs& plan, Run run) {
  const RemoteStore store(run.services.files, run.services.env, run.settings.paths);
  auto remote = store.read(plan.name, run.interrupts);
  if (!remote) return Unexpected(std::move(remote).error());
  std::string out;
  for (const auto& [name, value] : fields_of(*remote)) {
    if (run.settings.json) {
      std::string key = name;
      std::replace(key.begin(), key.end(), ' ', '_');
      out += fmt::format("{}{}:{}", out.empty() ? "" : ",", json::quote(key), json::quote(value));
    } else {
      out += fmt::format("{:<22} {}\n", name, value);
    }
  }
  return print(run.settings.json ? "{" + out + "}\n" : out, run);
}

}  // namespace

const CommandEntry kRemoteShowCommand = {"remote show",
                                         "",
                                         "Servers",
                                         "Show what is known of a named server",
                                         true,
                                         Needs::nothing,
                                         &bind_command<ShowArgs, &bind, &plan, &execute>};

}  // namespace llamero

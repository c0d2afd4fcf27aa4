// The options and arguments of one command, as they are bound. Behind it is CLI11, which only this
// file's source and the parser include: its header costs a compiler seconds, and its constants are
// built at each start of the program, once for every file that includes it.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace llamero {

// One option of a table, to say more about it. Valid as long as the table.
class OptionSpec {
 public:
  explicit OptionSpec(CLI::Option* option) : option_(option) {}

  OptionSpec& required();
  OptionSpec& value_name(const char* name);  // "FILE", for the help
  OptionSpec& group(const char* heading);
  OptionSpec& excludes(const OptionSpec& other);
  // Each occurrence takes one value: what follows it is the next argument.
  OptionSpec& one_value_each();
  OptionSpec& values(int least, int most);
  OptionSpec& one_of(std::initializer_list<std::string_view> words);
  OptionSpec& between(int least, int most);

 private:
  CLI::Option* option_;
};

class OptionTable {
 public:
  // `app` must outlive the table, and what options are bound to the parse.
  explicit OptionTable(CLI::App& app) : app_(app) {}

  // `name` as in "-n,--no-stdin"; "--think{true}" is a flag that may have a value. A name without
  // dashes is an argument by its place.
  OptionSpec add_flag(const char* name, bool& target, const char* help);
  OptionSpec add_flag(const char* name, int& count, const char* help);
  OptionSpec add_flag(const char* name, std::optional<std::string>& target, const char* help);
  OptionSpec add_option(const char* name, std::string& target, const char* help);
  OptionSpec add_option(const char* name, std::optional<std::string>& target, const char* help);
  OptionSpec add_option(const char* name, std::vector<std::string>& target, const char* help);
  OptionSpec add_option(const char* name, int& target, const char* help);
  OptionSpec add_option(const char* name, std::optional<int>& target, const char* help);
  OptionSpec add_option(const char* name, std::int64_t& target, const char* help);
  OptionSpec add_option(const char* name, std::optional<std::int64_t>& target, const char* help);
  // Called with each value that was given.
  OptionSpec add_action(const char* name, std::function<void(const std::string&)> action,
                        const char* help);

 private:
  CLI::App& app_;
};

}  // namespace llamero

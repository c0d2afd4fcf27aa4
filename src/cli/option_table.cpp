#include "cli/option_table.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <utility>

namespace llamero {

OptionSpec& OptionSpec::required() {
  option_->required();
  return *this;
}

OptionSpec& OptionSpec::value_name(const char* name) {
  option_->type_name(name);
  return *this;
}

OptionSpec& OptionSpec::group(const char* heading) {
  option_->group(heading);
  return *this;
}

OptionSpec& OptionSpec::excludes(const OptionSpec& other) {
  option_->excludes(other.option_);
  return *this;
}

OptionSpec& OptionSpec::one_value_each() {
  option_->allow_extra_args(false);
  return *this;
}

OptionSpec& OptionSpec::values(int least, int most) {
  option_->expected(least, most);
  return *this;
}

OptionSpec& OptionSpec::one_of(std::initializer_list<std::string_view> words) {
  option_->check(CLI::IsMember(std::vector<std::string>(words.begin(), words.end())));
  return *this;
}

OptionSpec& OptionSpec::between(int least, int most) {
  option_->check(CLI::Range(least, most));
  return *this;
}

OptionSpec OptionTable::add_flag(const char* name, bool& target, const char* help) {
  return OptionSpec(app_.add_flag(name, target, help));
}

OptionSpec OptionTable::add_flag(const char* name, int& count, const char* help) {
  return OptionSpec(app_.add_flag(name, count, help));
}

OptionSpec OptionTable::add_flag(const char* name, std::optional<std::string>& target,
                                 const char* help) {
  return OptionSpec(app_.add_flag(name, target, help));
}

OptionSpec OptionTable::add_option(const char* name, std::string& target, const char* help) {
  return OptionSpec(app_.add_option(name, target, help));
}

OptionSpec OptionTable::add_option(const char* name, std::optional<std::string>& target,
                                   const char* help) {
  return OptionSpec(app_.add_option(name, target, help));
}

OptionSpec OptionTable::add_option(const char* name, std::vector<std::string>& target,
                                   const char* help) {
  return OptionSpec(app_.add_option(name, target, help));
}

OptionSpec OptionTable::add_option(const char* name, int& target, const char* help) {
  return OptionSpec(app_.add_option(name, target, help));
}

OptionSpec OptionTable::add_option(const char* name, std::optional<int>& target, const char* help) {
  return OptionSpec(app_.add_option(name, target, help));
}

OptionSpec OptionTable::add_option(const char* name, std::int64_t& target, const char* help) {
  return OptionSpec(app_.add_option(name, target, help));
}

OptionSpec OptionTable::add_option(const char* name, std::optional<std::int64_t>& target,
                                   const char* help) {
  return OptionSpec(app_.add_option(name, target, help));
}

OptionSpec OptionTable::add_action(const char* name, std::function<void(const std::string&)> action,
                                   const char* help) {
  const auto each = [action = std::move(action)](const std::vector<std::string>& values) {
    for (const std::string& value : values) action(value);
  };
  return OptionSpec(app_.add_option_function<std::vector<std::string>>(name, each, help));
}

}  // namespace llamero

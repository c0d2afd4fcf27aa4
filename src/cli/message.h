// What llamero itself says on stderr.
#pragma once

#include "cli/settings.h"
#include "llamero/error.h"
#include "term/output.h"

#include <string_view>

namespace llamero {

// "llamero: error: …" and, where there is one, "llamero: hint: …". Texts are made inert.
void say_error(Output& err, const Error& error);

// "llamero: warning: …" and "llamero: note: …"; not with --quiet.
void say_warning(Output& err, const Settings& settings, std::string_view text);
void say_note(Output& err, const Settings& settings, std::string_view text);

// A warning that --quiet does not silence: something is not safe.
void say_danger(Output& err, std::string_view text);

// A line of --verbose.
void say_trace(Output& err, std::string_view line);

}  // namespace llamero

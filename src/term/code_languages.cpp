#include "term/code_languages.h"

#include <algorithm>
#include <array>
#include <string>

namespace llamero {
namespace {

// Names, keywords and types stand in the order of bytes.
constexpr std::string_view kCNames[] = {"arduino", "c", "c++", "cc",  "cpp", "cuda",
                                        "cxx",     "h", "hpp", "hxx", "ino", "objc"};
constexpr std::string_view kCKeywords[] = {
    "alignas",     "alignof",   "asm",          "auto",       "break",
    "case",        "catch",     "class",        "co_await",   "co_return",
    "co_yield",    "concept",   "const",        "const_cast", "consteval",
    "constexpr",   "constinit", "continue",     "decltype",   "default",
    "delete",      "do",        "dynamic_cast", "else",       "enum",
    "explicit",    "export",    "extern",       "final",      "for",
    "friend",      "goto",      "if",           "inline",     "mutable",
    "namespace",   "new",       "noexcept",     "operator",   "override",
    "private",     "protected", "public",       "register",   "reinterpret_cast",
    "requires",    "return",    "sizeof",       "static",     "static_assert",
    "static_cast", "struct",    "switch",       "template",   "this",
    "throw",       "try",       "typedef",      "typeid",     "typename",
    "union",       "using",     "virtual",      "volatile",   "while"};
constexpr std::string_view kCTypes[] = {
    "NULL",     "bool",     "char",    "char16_t", "char32_t", "char8_t", "double", "false",
    "float",    "int",      "int16_t", "int32_t",  "int64_t",  "int8_t",  "long",   "nullptr",
    "short",    "signed",   "size_t",  "ssize_t",  "std",      "string",  "true",   "uint16_t",
    "uint32_t", "uint64_t", "uint8_t", "unsigned", "void",     "wchar_t"};
constexpr CodeQuote kCQuotes[] = {{"//", "", CodeRole::comment, false, false, false},
                                  {"/*", "*/", CodeRole::comment, true, false, false},
                                  {"R\"(", ")\"", CodeRole::string, true, false, false},
                                  {"\"", "\"", CodeRole::string, false, true, false},
                                  {"'", "'", CodeRole::string, false, true, false}};

constexpr std::string_view kPythonNames[] = {"ipython", "py", "py3", "pyi", "python", "python3"};
constexpr std::string_view kPythonKeywords[] = {
    "and",  "as",     "assert", "async", "await",  "break",   "case",     "class", "continue",
    "def",  "del",    "elif",   "else",  "except", "finally", "for",      "from",  "global",
    "if",   "import", "in",     "is",    "lambda", "match",   "nonlocal", "not",   "or",
    "pass", "raise",  "return", "try",   "while",  "with",    "yield"};
constexpr std::string_view kPythonTypes[] = {"False", "None",  "True", "bool", "bytes",
                                             "dict",  "float", "int",  "list", "object",
                                             "self",  "set",   "str",  "tuple"};
constexpr CodeQuote kPythonQuotes[] = {{"#", "", CodeRole::comment, false, false, false},
                                       {"\"\"\"", "\"\"\"", CodeRole::string, true, true, false},
                                       {"'''", "'''", CodeRole::string, true, true, false},
                                       {"\"", "\"", CodeRole::string, false, true, false},
                                       {"'", "'", CodeRole::string, false, true, false}};

constexpr std::string_view kJavascriptNames[] = {"cjs",  "javascript", "js",  "jsx",       "mjs",
                                                 "node", "ts",         "tsx", "typescript"};
constexpr std::string_view kJavascriptKeywords[] = {
    "abstract",   "as",        "async",    "await",    "break",      "case",      "catch",
    "class",      "const",     "continue", "debugger", "declare",    "default",   "delete",
    "do",         "else",      "enum",     "export",   "extends",    "finally",   "for",
    "from",       "function",  "get",      "if",       "implements", "import",    "in",
    "instanceof", "interface", "keyof",    "let",      "namespace",  "new",       "of",
    "private",    "protected", "public",   "readonly", "return",     "satisfies", "set",
    "static",     "super",     "switch",   "this",     "throw",      "try",       "type",
    "typeof",     "var",       "while",    "with",     "yield"};
constexpr std::string_view kJavascriptTypes[] = {
    "Array",  "Map",    "Number",  "Object", "Promise",   "Set",     "String",
    "any",    "bigint", "boolean", "false",  "never",     "null",    "number",
    "object", "string", "symbol",  "true",   "undefined", "unknown", "void"};
constexpr CodeQuote kJavascriptQuotes[] = {{"//", "", CodeRole::comment, false, false, false},
                                           {"/*", "*/", CodeRole::comment, true, false, false},
                                           {"`", "`", CodeRole::string, true, true, false},
                                           {"\"", "\"", CodeRole::string, false, true, false},
                                           {"'", "'", CodeRole::string, false, true, false}};

constexpr std::string_view kGoNames[] = {"go", "golang"};
constexpr std::string_view kGoKeywords[] = {
    "break",  "case",        "chan", "const",   "continue", "default", "defer",
    "else",   "fallthrough", "for",  "func",    "go",       "goto",    "if",
    "import", "interface",   "map",  "package", "range",    "return",  "select",
    "struct", "switch",      "type", "var"};
constexpr std::string_view kGoTypes[] = {
    "any",  "bool",  "byte",   "complex128", "complex64", "error", "false",  "float32", "float64",
    "int",  "int16", "int32",  "int64",      "int8",      "iota",  "nil",    "rune",    "string",
    "true", "uint",  "uint16", "uint32",     "uint64",    "uint8", "uintptr"};
constexpr CodeQuote kGoQuotes[] = {{"//", "", CodeRole::comment, false, false, false},
                                   {"/*", "*/", CodeRole::comment, true, false, false},
                                   {"`", "`", CodeRole::string, true, false, false},
                                   {"\"", "\"", CodeRole::string, false, true, false},
                                   {"'", "'", CodeRole::string, false, true, false}};

constexpr std::string_view kRustNames[] = {"rs", "rust"};
constexpr std::string_view kRustKeywords[] = {
    "as",     "async",  "await", "break", "const",  "continue", "crate",  "dyn",  "else",
    "enum",   "extern", "fn",    "for",   "if",     "impl",     "in",     "let",  "loop",
    "match",  "mod",    "move",  "mut",   "pub",    "ref",      "return", "self", "static",
    "struct", "super",  "trait", "type",  "unsafe", "use",      "where",  "while"};
constexpr std::string_view kRustTypes[] = {
    "Box",   "Err",  "None", "Ok",   "Option", "Result", "Self", "Some", "String", "Vec",
    "bool",  "char", "f32",  "f64",  "false",  "i128",   "i16",  "i32",  "i64",    "i8",
    "isize", "str",  "true", "u128", "u16",    "u32",    "u64",  "u8",   "usize"};
constexpr CodeQuote kRustQuotes[] = {{"//", "", CodeRole::comment, false, false, false},
                                     {"/*", "*/", CodeRole::comment, true, false, true},
                                     {"r#\"", "\"#", CodeRole::string, true, false, false},
                                     {"\"", "\"", CodeRole::string, true, true, false}};

constexpr std::string_view kShellNames[] = {"bash",  "console",       "fish",        "ksh", "sh",
                                            "shell", "shell-session", "shellscript", "zsh"};
constexpr std::string_view kShellKeywords[] = {
    "break", "case",   "continue", "do",       "done",   "elif",   "else",
    "esac",  "exec",   "exit",     "export",   "fi",     "for",    "function",
    "if",    "in",     "local",    "readonly", "return", "select", "set",
    "shift", "source", "then",     "trap",     "unset",  "until",  "while"};
constexpr std::string_view kShellTypes[] = {
    "alias", "cat",   "cd", "chmod",  "cp",  "curl", "declare", "echo", "eval", "false", "find",
    "grep",  "mkdir", "mv", "printf", "pwd", "read", "rm",      "sed",  "sudo", "test",  "true"};
constexpr CodeQuote kShellQuotes[] = {{"#", "", CodeRole::comment, false, false, false},
                                      {"\"", "\"", CodeRole::string, true, true, false},
                                      {"'", "'", CodeRole::string, true, false, false}};

constexpr std::string_view kJsonNames[] = {"json", "json5", "jsonc", "jsonl", "ndjson"};
constexpr std::string_view kJsonTypes[] = {"false", "null", "true"};
constexpr CodeQuote kJsonQuotes[] = {{"//", "", CodeRole::comment, false, false, false},
                                     {"/*", "*/", CodeRole::comment, true, false, false},
                                     {"\"", "\"", CodeRole::string, false, true, false}};

constexpr std::string_view kYamlNames[] = {"yaml", "yml"};
constexpr std::string_view kYamlTypes[] = {"false", "no", "null", "off", "on", "true", "yes"};
constexpr CodeQuote kYamlQuotes[] = {{"#", "", CodeRole::comment, false, false, false},
                                     {"\"", "\"", CodeRole::string, false, false, false},
                                     {"'", "'", CodeRole::string, false, false, false}};

constexpr std::array<CodeLanguage, 8> kLanguages = {{
    {kCNames, kCQuotes, kCKeywords, kCTypes, "", '#', true, true, false},
    {kPythonNames, kPythonQuotes, kPythonKeywords, kPythonTypes, "", '@', true, true, false},
    {kJavascriptNames, kJavascriptQuotes, kJavascriptKeywords, kJavascriptTypes, "$", '@', false,
     true, false},
    {kGoNames, kGoQuotes, kGoKeywords, kGoTypes, "", '\0', false, true, false},
    {kRustNames, kRustQuotes, kRustKeywords, kRustTypes, "!", '#', true, true, false},
    {kShellNames, kShellQuotes, kShellKeywords, kShellTypes, "-", '$', false, false, false},
    {kJsonNames, kJsonQuotes, {}, kJsonTypes, "", '\0', false, false, true},
    {kYamlNames, kYamlQuotes, {}, kYamlTypes, "-./", '&', false, false, true},
}};

// The first word, without the dot and the braces that some writers put around it.
std::string language_name(std::string_view info) {
  const std::size_t first = std::min(info.find_first_not_of(" \t{."), info.size());
  info.remove_prefix(first);
  std::string name(info.substr(0, info.find_first_of(" \t{},:;")));
  for (char& c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return name;
}

}  // namespace

const CodeLanguage* find_code_language(std::string_view info) {
  const std::string name = language_name(info);
  const auto* const found =
      std::find_if(kLanguages.begin(), kLanguages.end(), [&](const CodeLanguage& language) {
        return std::find(language.names.begin(), language.names.end(), name) !=
               language.names.end();
      });
  return found == kLanguages.end() ? nullptr : found;
}

}  // namespace llamero

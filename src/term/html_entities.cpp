#include "term/html_entities.h"

#include "base/utf8.h"
#include "term/text_width.h"
#include "term/tty_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace llamero {
namespace {

using Named = std::pair<std::string_view, char32_t>;

// In the order of bytes.
constexpr std::array<Named, 220> kNames = {{
    {"AElig", 0x00C6},   {"Aacute", 0x00C1}, {"Acirc", 0x00C2},  {"Agrave", 0x00C0},
    {"Alpha", 0x0391},   {"Aring", 0x00C5},  {"Atilde", 0x00C3}, {"Auml", 0x00C4},
    {"Beta", 0x0392},    {"Ccedil", 0x00C7}, {"Dagger", 0x2021}, {"Delta", 0x0394},
    {"ETH", 0x00D0},     {"Eacute", 0x00C9}, {"Ecirc", 0x00CA},  {"Egrave", 0x00C8},
    {"Euml", 0x00CB},    {"Gamma", 0x0393},  {"Iacute", 0x00CD}, {"Icirc", 0x00CE},
    {"Igrave", 0x00CC},  {"Iuml", 0x00CF},   {"Lambda", 0x039B}, {"Ntilde", 0x00D1},
    {"OElig", 0x0152},   {"Oacute", 0x00D3}, {"Ocirc", 0x00D4},  {"Ograve", 0x00D2},
    {"Omega", 0x03A9},   {"Oslash", 0x00D8}, {"Otilde", 0x00D5}, {"Ouml", 0x00D6},
    {"Phi", 0x03A6},     {"Pi", 0x03A0},     {"Prime", 0x2033},  {"Psi", 0x03A8},
    {"Scaron", 0x0160},  {"Sigma", 0x03A3},  {"THORN", 0x00DE},  {"Theta", 0x0398},
    {"Uacute", 0x00DA},  {"Ucirc", 0x00DB},  {"Ugrave", 0x00D9}, {"Uuml", 0x00DC},
    {"Yacute", 0x00DD},  {"aacute", 0x00E1}, {"acirc", 0x00E2},  {"acute", 0x00B4},
    {"aelig", 0x00E6},   {"agrave", 0x00E0}, {"alpha", 0x03B1},  {"amp", 0x0026},
    {"and", 0x2227},     {"ang", 0x2220},    {"apos", 0x0027},   {"aring", 0x00E5},
    {"ast", 0x002A},     {"asymp", 0x2248},  {"atilde", 0x00E3}, {"auml", 0x00E4},
    {"bdquo", 0x201E},   {"beta", 0x03B2},   {"brvbar", 0x00A6}, {"bull", 0x2022},
    {"cap", 0x2229},     {"ccedil", 0x00E7}, {"cedil", 0x00B8},  {"cent", 0x00A2},
    {"check", 0x2713},   {"chi", 0x03C7},    {"clubs", 0x2663},  {"cong", 0x2245},
    {"copy", 0x00A9},    {"cross", 0x2717},  {"cup", 0x222A},    {"curren", 0x00A4},
    {"dagger", 0x2020},  {"darr", 0x2193},   {"deg", 0x00B0},    {"delta", 0x03B4},
    {"diams", 0x2666},   {"divide", 0x00F7}, {"eacute", 0x00E9}, {"ecirc", 0x00EA},
    {"egrave", 0x00E8},  {"empty", 0x2205},  {"emsp", 0x2003},   {"ensp", 0x2002},
    {"epsilon", 0x03B5}, {"equiv", 0x2261},  {"eta", 0x03B7},    {"eth", 0x00F0},
    {"euml", 0x00EB},    {"euro", 0x20AC},   {"exist", 0x2203},  {"forall", 0x2200},
    {"frac12", 0x00BD},  {"frac14", 0x00BC}, {"frac34", 0x00BE}, {"gamma", 0x03B3},
    {"ge", 0x2265},      {"gt", 0x003E},     {"hArr", 0x21D4},   {"harr", 0x2194},
    {"hearts", 0x2665},  {"hellip", 0x2026}, {"iacute", 0x00ED}, {"icirc", 0x00EE},
    {"iexcl", 0x00A1},   {"igrave", 0x00EC}, {"infin", 0x221E},  {"int", 0x222B},
    {"iota", 0x03B9},    {"iquest", 0x00BF}, {"isin", 0x2208},   {"iuml", 0x00EF},
    {"kappa", 0x03BA},   {"lArr", 0x21D0},   {"lambda", 0x03BB}, {"laquo", 0x00AB},
    {"larr", 0x2190},    {"lbrace", 0x007B}, {"lbrack", 0x005B}, {"ldquo", 0x201C},
    {"le", 0x2264},      {"lowast", 0x2217}, {"loz", 0x25CA},    {"lpar", 0x0028},
    {"lsaquo", 0x2039},  {"lsquo", 0x2018},  {"lt", 0x003C},     {"macr", 0x00AF},
    {"mdash", 0x2014},   {"micro", 0x00B5},  {"middot", 0x00B7}, {"minus", 0x2212},
    {"mu", 0x03BC},      {"nabla", 0x2207},  {"nbsp", 0x00A0},   {"ndash", 0x2013},
    {"ne", 0x2260},      {"ni", 0x220B},     {"not", 0x00AC},    {"notin", 0x2209},
    {"ntilde", 0x00F1},  {"nu", 0x03BD},     {"num", 0x0023},    {"oacute", 0x00F3},
    {"ocirc", 0x00F4},   {"oelig", 0x0153},  {"ograve", 0x00F2}, {"omega", 0x03C9},
    {"oplus", 0x2295},   {"or", 0x2228},     {"ordf", 0x00AA},   {"ordm", 0x00BA},
    {"oslash", 0x00F8},  {"otilde", 0x00F5}, {"otimes", 0x2297}, {"ouml", 0x00F6},
    {"para", 0x00B6},    {"part", 0x2202},   {"permil", 0x2030}, {"perp", 0x22A5},
    {"phi", 0x03C6},     {"pi", 0x03C0},     {"plusmn", 0x00B1}, {"pound", 0x00A3},
    {"prime", 0x2032},   {"prod", 0x220F},   {"prop", 0x221D},   {"psi", 0x03C8},
    {"quot", 0x0022},    {"rArr", 0x21D2},   {"radic", 0x221A},  {"raquo", 0x00BB},
    {"rarr", 0x2192},    {"rbrace", 0x007D}, {"rbrack", 0x005D}, {"rdquo", 0x201D},
    {"reg", 0x00AE},     {"rho", 0x03C1},    {"rpar", 0x0029},   {"rsaquo", 0x203A},
    {"rsquo", 0x2019},   {"sbquo", 0x201A},  {"scaron", 0x0161}, {"sdot", 0x22C5},
    {"sect", 0x00A7},    {"sigma", 0x03C3},  {"sim", 0x223C},    {"spades", 0x2660},
    {"star", 0x2606},    {"sub", 0x2282},    {"sube", 0x2286},   {"sum", 0x2211},
    {"sup", 0x2283},     {"sup1", 0x00B9},   {"sup2", 0x00B2},   {"sup3", 0x00B3},
    {"supe", 0x2287},    {"szlig", 0x00DF},  {"tau", 0x03C4},    {"there4", 0x2234},
    {"theta", 0x03B8},   {"thinsp", 0x2009}, {"thorn", 0x00FE},  {"times", 0x00D7},
    {"trade", 0x2122},   {"uacute", 0x00FA}, {"uarr", 0x2191},   {"ucirc", 0x00FB},
    {"ugrave", 0x00F9},  {"uml", 0x00A8},    {"uuml", 0x00FC},   {"xi", 0x03BE},
    {"yacute", 0x00FD},  {"yen", 0x00A5},    {"yuml", 0x00FF},   {"zeta", 0x03B6},
}};

// 0: not known.
char32_t named_character(std::string_view name) {
  const auto* const found =
      std::lower_bound(kNames.begin(), kNames.end(), name,
                       [](const Named& entry, std::string_view key) { return entry.first < key; });
  return found != kNames.end() && found->first == name ? found->second : 0;
}

char32_t numbered_character(std::string_view digits) {
  const bool hex = digits.starts_with('x') || digits.starts_with('X');
  if (hex) digits.remove_prefix(1);
  std::uint32_t number = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, number, hex ? 16 : 10);
  if (error != std::errc{} || stop != end) return 0;
  const bool surrogate = number >= 0xD800 && number <= 0xDFFF;
  return number == 0 || number > 0x10FFFF || surrogate ? U'\uFFFD' : number;
}

}  // namespace

std::string entity_text(std::string_view entity) {
  if (entity.size() < 3 || entity.front() != '&' || entity.back() != ';') {
    return std::string(entity);
  }
  const std::string_view name = entity.substr(1, entity.size() - 2);
  const char32_t character =
      name.front() == '#' ? numbered_character(name.substr(1)) : named_character(name);
  if (character == 0) return std::string(entity);
  if (character == U'\n' || character == U'\t') return " ";
  std::string text;
  append_utf8(character, text);
  const std::string shown = tty_text(text);
  if (shown == text && text_width(text) == 0) return std::string(entity);
  return shown;
}

}  // namespace llamero

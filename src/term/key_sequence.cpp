#include "term/key_sequence.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace llamero {
namespace {

constexpr unsigned kShift = 1;
constexpr unsigned kAlt = 2;
constexpr unsigned kCtrl = 4;
constexpr unsigned kMeta = 32;

// Decimal numbers between semicolons; what follows a colon says more than is asked here.
struct Numbers {
  std::array<unsigned, 4> values{};
  std::size_t count = 0;

  [[nodiscard]] unsigned at(std::size_t index, unsigned otherwise) const {
    return index < count && values[index] != 0 ? values[index] : otherwise;
  }
};

std::optional<Numbers> parse_numbers(std::string_view parameters) {
  Numbers numbers;
  while (!parameters.empty() && numbers.count < numbers.values.size()) {
    const std::size_t end = std::min(parameters.find(';'), parameters.size());
    const std::string_view field = parameters.substr(0, std::min(parameters.find(':'), end));
    unsigned value = 0;
    const auto [rest, error] = std::from_chars(field.data(), field.data() + field.size(), value);
    if (!field.empty() && (error != std::errc() || rest != field.data() + field.size())) return {};
    numbers.values[numbers.count++] = value;
    parameters.remove_prefix(std::min(end + 1, parameters.size()));
  }
  return numbers;
}

// Terminals send one more than the sum of the bits.
Key with_modifiers(Key key, unsigned parameter) {
  const unsigned bits = parameter == 0 ? 0 : parameter - 1;
  key.shift = key.shift || (bits & kShift) != 0;
  key.alt = key.alt || (bits & (kAlt | kMeta)) != 0;
  key.ctrl = key.ctrl || (bits & kCtrl) != 0;
  return key;
}

Key named(KeyCode code) {
  Key key;
  key.code = code;
  return key;
}

std::optional<KeyCode> code_of_letter(char final) {
  switch (final) {
    case 'A':
      return KeyCode::up;
    case 'B':
      return KeyCode::down;
    case 'C':
      return KeyCode::right;
    case 'D':
      return KeyCode::left;
    case 'H':
      return KeyCode::home;
    case 'F':
      return KeyCode::end;
    default:
      return std::nullopt;
  }
}

std::optional<KeyCode> code_of_number(unsigned number) {
  switch (number) {
    case 1:
    case 7:
      return KeyCode::home;
    case 2:
      return KeyCode::insert;
    case 3:
      return KeyCode::remove;
    case 4:
    case 8:
      return KeyCode::end;
    case 5:
      return KeyCode::page_up;
    case 6:
      return KeyCode::page_down;
    default:
      return std::nullopt;
  }
}

// Of `CSI code ; modifiers u` (kitty) and `CSI 27 ; modifiers ; code ~` (xterm).
std::optional<Key> key_of_code(unsigned code, unsigned modifiers) {
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  const bool functional = code >= 0xE000 && code <= 0xF8FF;  // kitty's names for other keys
  if (code == 0 || code > 0x10FFFF || surrogate || functional) return std::nullopt;
  Key key;
  key.character = code;
  if (code < 0x20 || code == 0x7F) key = key_of_byte(static_cast<unsigned char>(code));
  key = with_modifiers(key, modifiers);
  const bool letter = key.character >= 'A' && key.character <= 'Z';
  if (key.ctrl && letter) key.character += 'a' - 'A';
  return key;
}

// rxvt ends a sequence with ^, $ or @ for Ctrl, Shift, or both.
std::optional<unsigned> modifiers_of_tilde(char final) {
  switch (final) {
    case '~':
      return 0;
    case '^':
      return kCtrl + 1;
    case '$':
      return kShift + 1;
    case '@':
      return (kCtrl | kShift) + 1;
    default:
      return std::nullopt;
  }
}

std::optional<Key> key_of_tilde(const Numbers& numbers, unsigned rxvt_modifiers) {
  if (numbers.at(0, 0) == 27) return key_of_code(numbers.at(2, 0), numbers.at(1, 1));
  const auto code = code_of_number(numbers.at(0, 0));
  if (!code) return std::nullopt;
  return with_modifiers(with_modifiers(named(*code), numbers.at(1, 1)), rxvt_modifiers);
}

}  // namespace

Key key_of_byte(unsigned char byte) {
  if (byte == '\r') return named(KeyCode::enter);
  if (byte == '\t') return named(KeyCode::tab);
  if (byte == 0x1B) return named(KeyCode::escape);
  if (byte == 0x7F) return named(KeyCode::backspace);
  Key key;
  key.character = byte;
  if (byte >= 0x20) return key;
  key.ctrl = true;
  const bool letter = byte >= 1 && byte <= 26;
  if (byte == 0) key.character = ' ';
  if (byte != 0) key.character = static_cast<char32_t>(byte + (letter ? 0x60 : 0x40));
  return key;
}

std::optional<Key> key_of_csi(std::string_view parameters, char final) {
  const std::optional<Numbers> numbers = parse_numbers(parameters);
  if (!numbers) return std::nullopt;
  if (const auto code = code_of_letter(final)) {
    // Old terminals send the modifiers as the only number.
    return with_modifiers(named(*code),
                          numbers->at(1, numbers->count == 1 ? numbers->at(0, 1) : 1));
  }
  if (final >= 'a' && final <= 'd' && parameters.empty()) {
    return with_modifiers(named(*code_of_letter(static_cast<char>(final - 'a' + 'A'))), kShift + 1);
  }
  if (final == 'Z') return with_modifiers(named(KeyCode::tab), kShift + 1);
  if (final == 'u') return key_of_code(numbers->at(0, 0), numbers->at(1, 1));
  if (const auto modifiers = modifiers_of_tilde(final)) return key_of_tilde(*numbers, *modifiers);
  return std::nullopt;
}

std::optional<Key> key_of_ss3(std::string_view parameters, char final) {
  if (final == 'M') return named(KeyCode::enter);
  if (final >= 'a' && final <= 'd' && parameters.empty()) {
    return with_modifiers(named(*code_of_letter(static_cast<char>(final - 'a' + 'A'))), kCtrl + 1);
  }
  return code_of_letter(final) ? key_of_csi(parameters, final) : std::nullopt;
}

}  // namespace llamero

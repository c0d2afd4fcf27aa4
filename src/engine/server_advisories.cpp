#include "engine/server_advisories.h"

#include "base/version_number.h"

#include <array>

namespace llamero {
namespace {

struct Note {
  VersionNumber fixed;  // the first version that is free of it, or has it
  std::string_view text;
};

// Sources: the advisories of the CVE list, and the release that has the fix.
constexpr std::array kDangers = {
    Note{{{0, 1, 34}}, "CVE-2024-37032: a pull can write any file of the server, and run code"},
    Note{{{0, 8, 0}}, "CVE-2025-1975: a request can stop the server"},
    Note{{{0, 14, 3}}, "CVE-2025-51471: a hostile registry can steal the server's tokens"},
    Note{{{0, 17, 1}}, "CVE-2026-7482: anybody who reaches it can read its memory"},
    Note{{{0, 20, 3}}, "CVE-2026-7020: a digest can lead out of the folder of the models"}};

constexpr std::array kFeatures = {Note{{{0, 5, 0}}, "a JSON schema as format"},
                                  Note{{{0, 6, 4}}, "capabilities in show"},
                                  Note{{{0, 9, 0}}, "thinking"}};

}  // namespace

Advisories advisories_for(std::string_view text) {
  Advisories found;
  const auto version = parse_version(text);
  if (!version || !(VersionNumber{} < *version)) return found;
  for (const Note& note : kDangers) {
    if (*version < note.fixed) found.dangers.emplace_back(note.text);
  }
  for (const Note& note : kFeatures) {
    if (*version < note.fixed) found.lacks.emplace_back(note.text);
  }
  return found;
}

}  // namespace llamero

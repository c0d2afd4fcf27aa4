#include "deploy/host_lock.h"

#include "base/duration.h"

#include <algorithm>

namespace llamero {
namespace {

constexpr Milliseconds kSlice{50};

// The holder writes dots: once nobody reads them, the next one ends it. Killing the ssh of a
// session would not do, for its command goes on until the master is gone. What it says of itself
// goes into the file for those who wait; whoever made the file is the one who can.
constexpr std::string_view kScript = R"sh(
umask 022
file=${TMPDIR:-/tmp}/llamero-deploy.lock
[ -e "$file" ] || (set -C; : > "$file") 2>/dev/null
if [ -L "$file" ] || ! [ -f "$file" ]; then echo "llamero-lock: broken $file" >&2; exit 1; fi
exec 9<"$file" || { echo "llamero-lock: broken $file" >&2; exit 1; }
command -v flock >/dev/null || { echo "llamero-lock: held" >&2; exec sleep 86400; }
waited=0
until flock -n 9; do
  [ "$waited" = 0 ] && echo "llamero-lock: busy $(head -c 200 "$file" | head -n 1)" >&2
  waited=$((waited + 1))
  [ "$waited" -ge PATIENCE ] && exit 75
  sleep 0.2
done
[ -w "$file" ] && printf '%s\n' WHO > "$file"
echo "llamero-lock: held" >&2
while echo .; do sleep 0.2; done
)sh";

void replace(std::string& text, std::string_view what, const std::string& with) {
  text.replace(text.find(what), what.size(), with);
}

// One word for sh, of harmless letters.
std::string word(const std::string& who) {
  std::string out = "'";
  for (const char c : who.substr(0, 150)) out += c == '\'' || c < ' ' ? '_' : c;
  return out + "'";
}

// What stands behind the last mark of that kind, to the end of its line.
std::string_view after(std::string_view said, std::string_view mark) {
  const std::size_t at = said.rfind(mark);
  if (at == std::string_view::npos) return {};
  const std::string_view rest = said.substr(at + mark.size());
  return rest.substr(0, rest.find('\n'));
}

}  // namespace

Result<HostLock> HostLock::take(HostLink& link, const std::string& who, Milliseconds patience,
                                HostLink::Watches watches) {
  if (!link.has_shell()) return HostLock(nullptr);
  std::string script(kScript);
  constexpr Milliseconds kBetweenTries{200};  // the sleep of the script
  replace(script, "PATIENCE", std::to_string(std::max<std::int64_t>(patience / kBetweenTries, 1)));
  replace(script, "WHO", word(who));
  auto holder = link.start(script);
  if (!holder) return Unexpected(std::move(holder).error());
  // A shell there that says nothing at all holds nobody up for ever.
  constexpr Milliseconds kSilence{20'000};
  const SteadyTime until = std::chrono::steady_clock::now() + patience + kSilence;
  while (true) {
    if (std::chrono::steady_clock::now() >= until) {
      return Unexpected(Error(Errc::deploy, "the lock of deployments on " + link.text() +
                                                " was not to be had: its shell does not answer"));
    }
    const std::string said = (*holder)->error_text();
    if (said.find("llamero-lock: held") != std::string::npos) return HostLock(*std::move(holder));
    if ((*holder)->end()) {
      if (auto died = link.why_ended(watches)) return Unexpected(*std::move(died));
      const std::string by(after(said, "llamero-lock: busy "));
      if (said.find("llamero-lock: busy") != std::string::npos) {
        return Unexpected(
            Error(Errc::deploy,
                  "another deployment is at work on " + link.text() + (by.empty() ? "" : ": " + by),
                  "try again when it has ended"));
      }
      const std::string broken(after(said, "llamero-lock: broken "));
      return Unexpected(Error(Errc::deploy,
                              "the lock of deployments on " + link.text() + " cannot be taken" +
                                  (broken.empty() ? "" : ": " + broken + " is no file of its own"),
                              "look at llamero-deploy.lock in /tmp there"));
    }
    if (auto waited = link.transport().wait(kSlice, watches); !waited)
      return Unexpected(std::move(waited).error());
  }
}

}  // namespace llamero

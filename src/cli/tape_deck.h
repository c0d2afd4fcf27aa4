// The transport of one run: the real one, the real one with a recorder above it, or a cassette.
#pragma once

#include "cli/services.h"
#include "cli/settings.h"
#include "engine/tape_player.h"
#include "engine/tape_recorder.h"

#include <memory>

namespace llamero {

class TapeDeck {
 public:
  // References must outlive the deck.
  TapeDeck(Services& services, const Settings& settings)
      : services_(services), settings_(settings) {}

  // Reads the cassette that is to be played. Errors: Errc::usage, and those of `interrupt`.
  Result<void> load(Watch& interrupt);

  [[nodiscard]] Transport& transport();

  // Writes what was recorded; nothing where nothing was sent. Errors: Errc::output_failed.
  Result<void> save();

 private:
  Result<void> begin();
  [[nodiscard]] Result<void> write();

  Services& services_;
  const Settings& settings_;
  std::unique_ptr<RecordingTransport> recorder_;
  std::unique_ptr<ReplayTransport> player_;
};

}  // namespace llamero

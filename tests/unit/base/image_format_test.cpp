#include "base/image_format.h"

#include "catch.hpp"

namespace llamero {
namespace {

TEST_CASE("pictures are known by their first bytes", "[image]") {
  CHECK(image_format("\x89PNG\r\n\x1a\n....") == "PNG");
  CHECK(image_format("\xff\xd8\xff\xe0....") == "JPEG");
  CHECK(image_format("RIFF1234WEBPVP8 ") == "WebP");
  for (const char* other :
       {"", "\x89PNG", "GIF89a", "RIFF", "RIFF1234WAVE", "\xff\xd8", "%PDF-1.7"})
    CHECK(image_format(other).empty());
}

}  // namespace
}  // namespace llamero

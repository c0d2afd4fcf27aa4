// The version of this program, from the build.
#pragma once

namespace llamero {

inline constexpr const char* kVersion = LLAMERO_VERSION;

}  // namespace llamero

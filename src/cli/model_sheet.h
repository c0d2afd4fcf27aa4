// What `show` prints about a model.
#pragma once

#include "llamero/types.h"

#include <string>

namespace llamero {

// The sections of the official client: Model, Capabilities, Projector, Parameters, with `verbose`
// Metadata and Tensors, then the first two lines of System and License.
[[nodiscard]] std::string model_sheet(const ModelInfo& info, bool verbose);

}  // namespace llamero

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/image/photo.h"

namespace cicatrix::image {

/// What a person should know before measuring on this photo: Blurred, Overexposed, Underexposed, LowResolution (long
/// side at most 2048 px and no camera data: perhaps resized by a messenger), CloseWideAngle. Empty is good.
[[nodiscard]] Warnings qualityWarnings(const DecodedPhoto& photo);

}  // namespace cicatrix::image

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grid.h"

#include <QImage>

namespace cicatrix::ui {

/// The photo as a QImage (RGB888) of the same memory, which stays alive as long as the image or a copy of it does.
/// To be read only: writing through it copies first. A null image where there is no photo.
[[nodiscard]] QImage view(const Photo& photo);

}  // namespace cicatrix::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/library_version.h"

#include <opencv2/core/version.hpp>

namespace cicatrix::image {

std::string openCvVersion() { return CV_VERSION; }

}  // namespace cicatrix::image

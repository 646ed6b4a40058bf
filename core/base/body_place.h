// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

namespace cicatrix {

enum class BodyView { Front, Back };
enum class FootView { Sole, Dorsum };

/// A point on the picture of one foot, 40 × 100, y down, toes up, as the viewer sees that foot: the great toe lies at the
/// right of a right sole and at the left of a right foot seen from above; a left foot is the mirror image.
struct FootPlace {
    FootView view = FootView::Sole;
    bool left = false;  ///< the patient's left foot
    double x = 0;
    double y = 0;
    friend bool operator==(const FootPlace&, const FootPlace&) = default;
};

/// A point on the pictures of resources/body: the body is 100 × 240, y down, as the viewer sees it (from the front the
/// patient's right side is at the viewer's left). Sites of the foot have a place on the larger foot as well.
struct BodyPlace {
    BodyView view = BodyView::Front;
    double x = 0;
    double y = 0;
    std::optional<FootPlace> foot;
    friend bool operator==(const BodyPlace&, const BodyPlace&) = default;
};

}  // namespace cicatrix

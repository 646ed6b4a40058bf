// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/body_place.h"

#include <QRectF>

#include <array>
#include <vector>

namespace cicatrix::ui {

/// The pictures of a body map in the order in which they are read.
enum BodyPicture { kFront, kBack, kSoleRight, kSoleLeft, kDorsumLeft, kDorsumRight, kBodyPictures };

/// Where each picture lies, in the widget's pixels. A body keeps 100 : 240, a foot 40 : 100.
using BodyBoxes = std::array<QRectF, kBodyPictures>;

/// Both bodies beside each other, the feet below or beside them, whichever is larger; `caption` is the height of the line
/// of text below each picture.
[[nodiscard]] BodyBoxes layOutBody(const QRectF& area, double caption);

/// The picture a place is shown on: its foot where it has one.
[[nodiscard]] BodyPicture pictureOf(const BodyPlace& place);
[[nodiscard]] QPointF pointOf(const BodyPlace& place, const BodyBoxes& boxes);

/// Points moved apart until any two are `distance` away from each other, and kept inside `bounds`; points that have room
/// stay where they are.
[[nodiscard]] std::vector<QPointF> fannedOut(std::vector<QPointF> points, double distance, const QRectF& bounds);

}  // namespace cicatrix::ui

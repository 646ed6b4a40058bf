// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>

#include <utility>
#include <vector>

class QPainter;

namespace cicatrix::ui {

struct Tokens;

/// A wound's area over time as one thin line in `box`, 0 at its lower edge, with a dot at the newest point. Points are
/// (Julian day, area) by day; one point is a dot alone, none is nothing.
void paintSparkline(QPainter& painter, const QRectF& box, const std::vector<std::pair<qint64, double>>& points,
                    const Tokens& t);

}  // namespace cicatrix::ui

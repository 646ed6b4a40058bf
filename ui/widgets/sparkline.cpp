// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/sparkline.h"

#include "ui/widgets/tokens.h"

#include <QPainter>
#include <QPolygonF>

#include <algorithm>

namespace cicatrix::ui {

namespace {
constexpr double kDot = 2.75;
constexpr double kLine = 1.5;
}  // namespace

void paintSparkline(QPainter& painter, const QRectF& box, const std::vector<std::pair<qint64, double>>& points, const Tokens& t)
{
    if (points.empty()) {
        return;
    }
    const QRectF plot = box.adjusted(kDot, kDot, -kDot, -kDot);
    const double first = double(points.front().first);
    const double days = double(points.back().first) - first;
    double largest = 0;
    for (const auto& point : points) {
        largest = std::max(largest, point.second);
    }
    QPolygonF line;
    for (const auto& [day, area] : points) {
        const double across = days > 0 ? (double(day) - first) / days : 1;
        const double up = largest > 0 ? area / largest : 0;
        line << QPointF(plot.left() + across * plot.width(), plot.bottom() - up * plot.height());
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(t.accent, kLine, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    if (days > 0) {
        painter.drawPolyline(line);
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.accent);
    painter.drawEllipse(line.back(), kDot, kDot);
    painter.restore();
}

}  // namespace cicatrix::ui

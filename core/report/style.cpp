// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/style.h"

#include <QFontDatabase>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <vector>

// Outside any namespace: the macro declares a function of the resource compiler.
static void initFonts() { Q_INIT_RESOURCE(report_fonts); }

namespace cicatrix::report {

namespace {

/// The family as the font database knows it, loaded once for the process (the database is shared and locks itself).
const QString& bundledFamily()
{
    static const QString family = [] {
        initFonts();
        int id = -1;
        for (const char* file : {":/cicatrix/fonts/InterTabular-SemiBold.otf", ":/cicatrix/fonts/InterTabular-Regular.otf"}) {
            id = QFontDatabase::addApplicationFont(QString::fromLatin1(file));
        }
        return QFontDatabase::applicationFontFamilies(id).value(0, QStringLiteral("sans-serif"));
    }();
    return family;
}

/// The lines of one direction that cross the box, cut at its edges.
void drawHatch(QPainter& painter, const QRectF& box, double period, QPointF direction)
{
    const QPointF normal(-direction.y(), direction.x());
    const auto along = [&](QPointF p) { return p.x() * normal.x() + p.y() * normal.y(); };
    const QPointF corners[] = {box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft()};
    const auto [low, high] = std::minmax({along(corners[0]), along(corners[1]), along(corners[2]), along(corners[3])});
    for (double at = (std::floor(low / period) + 0.5) * period; at < high; at += period) {
        std::vector<QPointF> ends;
        for (int i = 0; i < 4; ++i) {
            const QPointF a = corners[i], b = corners[(i + 1) % 4];
            const double da = along(a) - at, db = along(b) - at;
            if ((da < 0) != (db < 0)) {
                ends.push_back(a + (b - a) * (da / (da - db)));
            }
        }
        if (ends.size() == 2) {
            painter.drawLine(ends[0], ends[1]);
        }
    }
}

void drawDots(QPainter& painter, const QRectF& box, double period)
{
    const double radius = period * 0.13;
    painter.setBrush(painter.pen().color());
    painter.setPen(Qt::NoPen);
    bool odd = false;
    for (double y = box.top() + period / 2; y < box.bottom() - radius; y += period * 0.75, odd = !odd) {
        for (double x = box.left() + (odd ? period : period / 2); x < box.right() - radius; x += period) {
            painter.drawEllipse(QPointF(x, y), radius, radius);
        }
    }
}

}  // namespace

QFont reportFont(double points, double point, bool bold)
{
    QFont font(bundledFamily());
    font.setPixelSize(std::max(1, qRound(points * point)));
    font.setWeight(bold ? QFont::DemiBold : QFont::Normal);
    font.setHintingPreference(QFont::PreferNoHinting);
    font.setStyleStrategy(QFont::PreferAntialias);
    return font;
}

void fillTissue(QPainter& painter, const QRectF& box, Tissue code, double period)
{
    const TissueStyle& look = tissueStyle(code);
    const bool veiled = look.pattern == TissuePattern::Veil;
    const QColor colour = veiled ? QColor(0xC9, 0xCE, 0xD4) : QColor(look.colour.r, look.colour.g, look.colour.b);
    painter.save();
    painter.fillRect(box, colour);
    const QColor ink = code == Tissue::Necrosis ? QColor(Qt::white) : colour.darker(code == Tissue::Granulation ? 170 : 145);
    painter.setPen(QPen(ink, period * 0.1, Qt::SolidLine, Qt::FlatCap));
    switch (look.pattern) {
    case TissuePattern::Dots:
        drawDots(painter, box, period);
        break;
    case TissuePattern::Diagonal:
        drawHatch(painter, box, period, {M_SQRT1_2, -M_SQRT1_2});
        break;
    case TissuePattern::Cross:
        drawHatch(painter, box, period, {M_SQRT1_2, -M_SQRT1_2});
        drawHatch(painter, box, period, {M_SQRT1_2, M_SQRT1_2});
        break;
    case TissuePattern::Horizontal:
        drawHatch(painter, box, period, {1, 0});
        break;
    case TissuePattern::Vertical:
        drawHatch(painter, box, period, {0, 1});
        break;
    case TissuePattern::None:
    case TissuePattern::Veil:
        break;
    }
    painter.restore();
}

}  // namespace cicatrix::report

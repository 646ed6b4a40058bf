// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/healing_chart_tissues.h"

#include <QImage>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace cicatrix::ui {

namespace {

constexpr double kStrength = 0.86;   // of a tissue's colour over the panel's
constexpr double kBarShare = 0.03;   // half a lone visit's bar, of all the time shown
constexpr int kPeriod = 8;           // of a pattern, in pixels
constexpr double kLetterRoom = 17;   // height and width that a letter needs
constexpr double kLetterInset = 13;  // of the letters' column from a run's left end

bool isBed(const std::pair<Tissue, double>& share)
{
    return share.second > 0 && share.first != Tissue::Callus && share.first != Tissue::Background;
}

TissueStack::Node nodeOf(const HealingPoint& point, const std::vector<Tissue>& codes)
{
    TissueStack::Node node{dayOf(point.date), std::vector<double>(codes.size() + 1, 0.0)};
    for (std::size_t i = 0; i < codes.size(); ++i) {
        double share = 0;
        for (const auto& entry : point.shares) {
            share += entry.first == codes[i] && isBed(entry) ? entry.second : 0;
        }
        node.edges[i + 1] = std::min(1.0, node.edges[i] + share);
    }
    return node;
}

/// A lone visit's bar, kept off the visits beside it and within what is shown.
TissueStack::Run barOf(TissueStack::Node node, double half, const DaySpan& whole)
{
    half = std::max(0.1, std::min({half, node.day - whole.from, whole.to - node.day}));
    TissueStack::Node end = node;
    node.day -= half;
    end.day += half;
    return {std::move(node), std::move(end)};
}

/// Edge `index` of a run at a day within it.
double edgeAt(const TissueStack::Run& run, double day, std::size_t index)
{
    const auto right = std::lower_bound(run.begin(), run.end(), day, [](const auto& node, double d) { return node.day < d; });
    if (right == run.begin()) {
        return run.front().edges[index];
    }
    if (right == run.end()) {
        return run.back().edges[index];
    }
    const auto left = right - 1;
    const double part = (day - left->day) / (right->day - left->day);
    return left->edges[index] + part * (right->edges[index] - left->edges[index]);
}

QColor inkOn(const QColor& ground)
{
    const double luminance = 0.2126 * std::pow(ground.redF(), 2.2) + 0.7152 * std::pow(ground.greenF(), 2.2) +
                             0.0722 * std::pow(ground.blueF(), 2.2);
    return luminance > 0.179 ? Qt::black : Qt::white;
}

/// One period of a pattern at `scale` device pixels a pixel; it joins its neighbours without a seam.
QImage patternTile(TissuePattern pattern, QColor ink, double scale)
{
    const int side = std::max(1, qRound(kPeriod * scale));
    QImage tile(side, side, QImage::Format_ARGB32_Premultiplied);
    tile.fill(Qt::transparent);
    QPainter painter(&tile);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(side / double(kPeriod), side / double(kPeriod));
    ink.setAlphaF(0.22F);
    painter.setPen(QPen(ink, 1));
    const double p = kPeriod;
    const auto rising = [&] {
        painter.drawLines({QLineF(-p, p, p, -p), QLineF(-p, 2 * p, 2 * p, -p), QLineF(0, 2 * p, 2 * p, 0)});
    };
    switch (pattern) {
    case TissuePattern::Dots:
        painter.setPen(Qt::NoPen);
        painter.setBrush(ink);
        painter.drawEllipse(QPointF(p / 4, p / 4), 0.9, 0.9);
        painter.drawEllipse(QPointF(3 * p / 4, 3 * p / 4), 0.9, 0.9);
        break;
    case TissuePattern::Diagonal:
        rising();
        break;
    case TissuePattern::Cross:
        rising();
        painter.drawLines({QLineF(-p, -p, 2 * p, 2 * p), QLineF(-p, 0, p, 2 * p), QLineF(0, -p, 2 * p, p)});
        break;
    case TissuePattern::Horizontal:
        painter.drawLine(QLineF(0, p / 2, p, p / 2));
        break;
    case TissuePattern::Vertical:
        painter.drawLine(QLineF(p / 2, 0, p / 2, p));
        break;
    case TissuePattern::None:
    case TissuePattern::Veil:
        break;
    }
    return tile;
}

QPolygonF outline(const TissueStack::Run& run, std::size_t index, const PlotMap& map)
{
    QPolygonF polygon;
    for (const TissueStack::Node& node : run) {
        polygon << QPointF(map.x(node.day), map.shareY(node.edges[index + 1]));
    }
    for (auto node = run.rbegin(); node != run.rend(); ++node) {
        polygon << QPointF(map.x(node->day), map.shareY(node->edges[index]));
    }
    return polygon;
}

/// Centre of the letter at `x`, if the area is high enough there over the letter's whole width.
std::optional<QPointF> letterAt(const TissueStack::Run& run, std::size_t index, double x, const PlotMap& map)
{
    double top = map.tissue.top();
    double bottom = map.tissue.bottom();
    for (const double at : {x - 5, x + 5}) {
        top = std::max(top, map.shareY(edgeAt(run, map.day(at), index + 1)));
        bottom = std::min(bottom, map.shareY(edgeAt(run, map.day(at), index)));
    }
    return bottom - top >= kLetterRoom ? std::optional(QPointF(x, (top + bottom) / 2)) : std::nullopt;
}

/// In the column at the left, so that the letters can be read down like a legend; else where the area is highest.
std::optional<QPointF> letterIn(const TissueStack::Run& run, std::size_t index, const PlotMap& map)
{
    const double left = std::max(map.tissue.left(), map.x(run.front().day));
    const double right = std::min(map.tissue.right(), map.x(run.back().day));
    if (right - left < kLetterRoom) {
        return std::nullopt;
    }
    const double column = std::min(left + kLetterInset, (left + right) / 2);
    if (const auto spot = letterAt(run, index, column, map)) {
        return spot;
    }
    const auto height = [&](const TissueStack::Node& node) {
        return map.shows(node.day) ? node.edges[index + 1] - node.edges[index] : -1;
    };
    const auto highest =
        std::max_element(run.begin(), run.end(), [&](const auto& a, const auto& b) { return height(a) < height(b); });
    return letterAt(run, index, std::clamp(map.x(highest->day), left + kLetterRoom / 2, right - kLetterRoom / 2), map);
}

}  // namespace

TissueStack stackTissues(const std::vector<HealingPoint>& points, const DaySpan& whole)
{
    TissueStack stack;
    for (const TissueStyle& style : tissueStyles()) {
        const bool occurs = std::any_of(points.begin(), points.end(), [&](const HealingPoint& point) {
            return std::any_of(point.shares.begin(), point.shares.end(),
                               [&](const auto& share) { return share.first == style.code && isBed(share); });
        });
        if (occurs) {
            stack.codes.push_back(style.code);
        }
    }
    const auto known = [&](std::size_t i) {
        return i < points.size() && std::any_of(points[i].shares.begin(), points[i].shares.end(), isBed);
    };
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (!known(i)) {
            continue;
        }
        if (i == 0 || !known(i - 1)) {
            stack.runs.emplace_back();
        }
        stack.runs.back().push_back(nodeOf(points[i], stack.codes));
        TissueStack::Run& run = stack.runs.back();
        if (!known(i + 1) && run.front().day == run.back().day) {
            const std::size_t first = i + 1 - run.size();
            double half = whole.length() * kBarShare;
            half = first > 0 ? std::min(half, 0.4 * double(points[first - 1].date.daysTo(points[i].date))) : half;
            half = i + 1 < points.size() ? std::min(half, 0.4 * double(points[i].date.daysTo(points[i + 1].date))) : half;
            run = barOf(run.back(), half, whole);
        }
    }
    return stack;
}

TissueArea tissueArea(const TissueStack& stack, std::size_t index)
{
    TissueArea area;
    for (const TissueStack::Run& run : stack.runs) {
        area.lower << QPointF(run.front().day, 0);
        area.upper << QPointF(run.front().day, 0);
        for (const TissueStack::Node& node : run) {
            area.lower << QPointF(node.day, node.edges[index]);
            area.upper << QPointF(node.day, node.edges[index + 1]);
        }
        area.lower << QPointF(run.back().day, 0);
        area.upper << QPointF(run.back().day, 0);
    }
    return area;
}

std::vector<LetterSpot> letterSpots(const TissueStack& stack, const PlotMap& map)
{
    std::vector<LetterSpot> spots;
    for (const TissueStack::Run& run : stack.runs) {
        for (std::size_t i = 0; i < stack.codes.size(); ++i) {
            const auto spot = tissueStyle(stack.codes[i]).letter != 0 ? letterIn(run, i, map) : std::nullopt;
            if (spot) {
                spots.push_back({stack.codes[i], *spot});
            }
        }
    }
    return spots;
}

QColor tissueFill(Tissue code, const QColor& panel)
{
    const Rgb colour = tissueStyle(code).colour;
    const auto mixed = [](int full, int ground) { return qRound(full * kStrength + ground * (1 - kStrength)); };
    return {mixed(colour.r, panel.red()), mixed(colour.g, panel.green()), mixed(colour.b, panel.blue())};
}

void paintTissuePatterns(QPainter& painter, const TissueStack& stack, const PlotMap& map, const QColor& panel)
{
    painter.save();
    painter.setClipRect(map.tissue, Qt::IntersectClip);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(Qt::NoPen);
    const double scale = painter.device()->devicePixelRatioF();
    painter.setBrushOrigin(map.tissue.topLeft());
    for (std::size_t i = 0; i < stack.codes.size(); ++i) {
        const TissuePattern pattern = tissueStyle(stack.codes[i]).pattern;
        if (pattern == TissuePattern::None || pattern == TissuePattern::Veil) {
            continue;
        }
        const QImage tile = patternTile(pattern, inkOn(tissueFill(stack.codes[i], panel)), scale);
        QBrush brush(tile);
        brush.setTransform(QTransform::fromScale(kPeriod / double(tile.width()), kPeriod / double(tile.height())));
        painter.setBrush(brush);
        for (const TissueStack::Run& run : stack.runs) {
            if (map.x(run.back().day) >= map.tissue.left() && map.x(run.front().day) <= map.tissue.right()) {
                painter.drawPolygon(outline(run, i, map));
            }
        }
    }
    painter.restore();
}

void paintTissueLetters(QPainter& painter, const std::vector<LetterSpot>& spots, const QColor& panel)
{
    for (const LetterSpot& spot : spots) {
        const QColor ground = tissueFill(spot.code, panel);
        const QRectF box(spot.centre - QPointF(7, 7.5), QSizeF(14, 15));
        painter.setPen(Qt::NoPen);
        painter.setBrush(ground);  // keeps the pattern off the letter
        painter.drawRoundedRect(box, 3, 3);
        painter.setPen(inkOn(ground));
        painter.drawText(box, Qt::AlignCenter, QString(QLatin1Char(tissueStyle(spot.code).letter)));
    }
}

}  // namespace cicatrix::ui

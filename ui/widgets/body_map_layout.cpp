// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/body_map_layout.h"

#include "ui/widgets/tokens.h"

#include <QLineF>

#include <algorithm>
#include <cmath>

namespace cicatrix::ui {

namespace {

constexpr QSizeF kBody{100, 240};
constexpr QSizeF kFoot{40, 100};
constexpr double kFeetBelow = 0.9;  ///< size of a foot's unit to a body's when the feet lie below
constexpr double kGap = 4 * size::kStep;
constexpr double kFeetGap = 6 * size::kStep;  ///< between soles and feet from above
constexpr double kPair = 2 * size::kStep;     ///< between a person's two feet

/// How large a body's unit may become in `area`, and then a foot's.
struct Scales {
    double body = 0, foot = 0;
};

Scales below(const QSizeF& area, double caption)
{
    const double wide = std::min((area.width() - kGap) / (2 * kBody.width()),
                                 (area.width() - 2 * kPair - kFeetGap) / (4 * kFoot.width() * kFeetBelow));
    const double high = (area.height() - 2 * caption - kPair) / (kBody.height() + kFoot.height() * kFeetBelow);
    const double body = std::max(0.0, std::min(wide, high));
    return {body, body * kFeetBelow};
}

/// Two rows of feet are as high as a body: 240 b + caption = 200 f + 2 captions + gap.
Scales beside(const QSizeF& area, double caption)
{
    const double lost = (caption + kPair) / (2 * kFoot.height());
    const double ratio = kBody.height() / (2 * kFoot.height());
    const double wide =
        (area.width() - 2 * kGap - kPair + 2 * kFoot.width() * lost) / (2 * kBody.width() + 2 * kFoot.width() * ratio);
    const double body = std::max(0.0, std::min(wide, (area.height() - caption) / kBody.height()));
    return {body, std::max(0.0, body * ratio - lost)};
}

}  // namespace

BodyBoxes layOutBody(const QRectF& area, double caption)
{
    const Scales narrow = below(area.size(), caption), wide = beside(area.size(), caption);
    const bool feetBelow = narrow.body >= wide.body;
    const QSizeF body = kBody * (feetBelow ? narrow.body : wide.body);
    const QSizeF foot = kFoot * (feetBelow ? narrow.foot : wide.foot);
    const double bodies = 2 * body.width() + kGap, pair = 2 * foot.width() + kPair;
    const double feet = 2 * pair + kFeetGap;
    BodyBoxes boxes;
    const auto place = [&](BodyPicture first, QPointF at, const QSizeF& one, double gap) {
        boxes[first] = QRectF(at, one);
        boxes[first + 1] = QRectF(at + QPointF(one.width() + gap, 0), one);
    };
    if (feetBelow) {
        const double height = body.height() + 2 * caption + kPair + foot.height();
        const double top = area.top() + (area.height() - height) / 2, row = top + body.height() + caption + kPair;
        const double left = area.center().x() - feet / 2;
        place(kFront, {area.center().x() - bodies / 2, top}, body, kGap);
        place(kSoleRight, {left, row}, foot, kPair);
        place(kDorsumLeft, {left + pair + kFeetGap, row}, foot, kPair);
    } else {
        const double left = area.center().x() - (bodies + kGap + pair) / 2, column = left + bodies + kGap;
        const double top = area.top() + (area.height() - body.height() - caption) / 2;
        place(kFront, {left, top}, body, kGap);
        place(kSoleRight, {column, top}, foot, kPair);
        place(kDorsumLeft, {column, top + foot.height() + caption + kPair}, foot, kPair);
    }
    return boxes;
}

BodyPicture pictureOf(const BodyPlace& place)
{
    if (!place.foot) {
        return place.view == BodyView::Front ? kFront : kBack;
    }
    if (place.foot->view == FootView::Sole) {
        return place.foot->left ? kSoleLeft : kSoleRight;
    }
    return place.foot->left ? kDorsumLeft : kDorsumRight;
}

QPointF pointOf(const BodyPlace& place, const BodyBoxes& boxes)
{
    const QRectF& box = boxes[pictureOf(place)];
    const QPointF at = place.foot ? QPointF(place.foot->x, place.foot->y) : QPointF(place.x, place.y);
    return box.topLeft() + at * (box.height() / (place.foot ? kFoot : kBody).height());
}

std::vector<QPointF> fannedOut(std::vector<QPointF> points, double distance, const QRectF& bounds)
{
    constexpr int kRounds = 60;
    bool moved = true;
    for (int round = 0; round < kRounds && moved; ++round) {
        moved = false;
        for (std::size_t i = 0; i < points.size(); ++i) {
            for (std::size_t j = i + 1; j < points.size(); ++j) {
                QLineF between(points[i], points[j]);
                if (between.length() >= distance - 0.01) {
                    continue;
                }
                if (between.length() < 0.01) {  // the golden angle: no two of many on one spot go the same way
                    between = QLineF::fromPolar(0.01, 137.508 * double(j)).translated(points[i]);
                }
                const QPointF push = (between.p2() - between.p1()) / between.length() * (distance - between.length()) / 2;
                points[i] -= push;
                points[j] += push;
                moved = true;
            }
        }
        for (QPointF& point : points) {
            point.setX(std::clamp(point.x(), bounds.left(), bounds.right()));
            point.setY(std::clamp(point.y(), bounds.top(), bounds.bottom()));
        }
    }
    return points;
}

}  // namespace cicatrix::ui

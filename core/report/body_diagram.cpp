// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/body_diagram.h"

#include <QPainterPath>

#include <algorithm>
#include <optional>
#include <string_view>

namespace cicatrix::report {

namespace {

enum class View { Front, Back };
enum class Foot { None, Sole, Dorsum };

/// A site without its side; x and y on a body of 100 × 240, given for the patient's right side seen from the front (the
/// viewer's left), and on a foot of 40 × 100, toes up, the great toe at the right.
struct Place {
    std::string_view site;
    View view;
    double x, y;
    Foot foot = Foot::None;
    double footX = 0, footY = 0;
};

constexpr Place kPlaces[] = {
    {"head", View::Front, 50, 12},
    {"neck", View::Front, 50, 32},
    {"chest", View::Front, 50, 55},
    {"abdomen", View::Front, 50, 90},
    {"perineum", View::Front, 50, 124},
    {"upper_back", View::Back, 50, 55},
    {"lower_back", View::Back, 50, 90},
    {"sacrum", View::Back, 50, 106},
    {"coccyx", View::Back, 50, 117},
    {"shoulder", View::Front, 29, 42},
    {"upper_arm", View::Front, 22, 64},
    {"elbow", View::Front, 18, 83},
    {"forearm", View::Front, 14, 100},
    {"hand_back", View::Back, 9, 124},
    {"hand_palm", View::Front, 9, 124},
    {"buttock", View::Back, 40, 113},
    {"ischium", View::Back, 42, 122},
    {"trochanter", View::Front, 32, 112},
    {"hip", View::Front, 33, 104},
    {"thigh_front", View::Front, 40, 142},
    {"thigh_back", View::Back, 40, 142},
    {"knee", View::Front, 41, 168},
    {"popliteal", View::Back, 41, 168},
    {"lower_leg_front", View::Front, 42, 193},
    {"lower_leg_back", View::Back, 42, 200},
    {"calf", View::Back, 41, 188},
    {"ankle_medial", View::Front, 45, 221},
    {"ankle_lateral", View::Front, 40, 221},
    {"heel", View::Back, 42, 231, Foot::Sole, 19, 90},
    {"heel_medial", View::Back, 44, 230, Foot::Sole, 27, 88},
    {"heel_lateral", View::Back, 40, 230, Foot::Sole, 11, 88},
    {"foot_dorsum_medial", View::Front, 42, 230, Foot::Dorsum, 27, 45},
    {"foot_dorsum_lateral", View::Front, 39, 231, Foot::Dorsum, 12, 48},
    {"sole_forefoot", View::Front, 40, 232, Foot::Sole, 20, 31},
    {"sole_midfoot", View::Front, 41, 231, Foot::Sole, 17, 58},
    {"sole_border_medial", View::Front, 43, 231, Foot::Sole, 27, 55},
    {"sole_border_lateral", View::Front, 38, 231, Foot::Sole, 8, 55},
    {"toe1", View::Front, 42, 235, Foot::Dorsum, 29.5, 10},
    {"toe2", View::Front, 40.5, 235, Foot::Dorsum, 20.5, 9},
    {"toe3", View::Front, 39.5, 235, Foot::Dorsum, 15, 12},
    {"toe4", View::Front, 38.5, 234, Foot::Dorsum, 10.5, 16},
    {"toe5", View::Front, 37.5, 234, Foot::Dorsum, 6.5, 21},
};

struct Site {
    const Place* place;
    bool left;
    bool paired;
};

std::optional<Site> findSite(std::string_view id)
{
    const bool left = id.ends_with("_left");
    const bool paired = left || id.ends_with("_right");
    const std::string_view base = paired ? id.substr(0, id.rfind('_')) : id;
    const auto found = std::find_if(std::begin(kPlaces), std::end(kPlaces), [&](const Place& p) { return p.site == base; });
    return found == std::end(kPlaces) ? std::nullopt : std::optional(Site{found, left, paired});
}

QPainterPath limb(std::initializer_list<QPointF> spine, double from, double to)
{
    QPainterPath path;
    const auto* begin = spine.begin();
    const auto count = int(spine.size());
    for (int i = 0; i < count; ++i) {
        const double radius = from + (to - from) * i / (count - 1);
        QPainterPath joint;
        joint.addEllipse(begin[i], radius, radius);
        path = path.united(joint);
        if (i > 0) {
            const double before = from + (to - from) * (i - 1) / (count - 1);
            const QLineF axis(begin[i - 1], begin[i]);
            const QPointF across = QPointF(-axis.dy(), axis.dx()) / axis.length();
            QPainterPath bone;
            bone.addPolygon(QPolygonF{begin[i - 1] + across * before, begin[i] + across * radius, begin[i] - across * radius,
                                      begin[i - 1] - across * before});
            bone.closeSubpath();
            path = path.united(bone);
        }
    }
    return path;
}

const QPainterPath& bodyShape()
{
    static const QPainterPath shape = [] {
        QPainterPath head;
        head.addEllipse(QPointF(50, 15), 9.5, 12);
        QPainterPath trunk;
        trunk.moveTo(45, 34);
        trunk.cubicTo(36, 36, 28, 36, 27, 43);
        trunk.cubicTo(33, 62, 37, 78, 34, 100);
        trunk.cubicTo(31, 112, 31, 120, 34, 128);
        trunk.lineTo(50, 131);
        const QPainterPath mirrored = QTransform(-1, 0, 0, 1, 100, 0).map(trunk);
        trunk.connectPath(mirrored.toReversed());
        trunk.closeSubpath();
        QPainterPath half = limb({{29, 43}, {22, 66}, {17, 86}, {11, 112}}, 6, 3.4);
        half = half.united(limb({{10.5, 114}, {8.5, 126}}, 3.8, 3));
        half = half.united(limb({{41, 120}, {41, 165}, {42, 194}, {42.5, 226}}, 9.5, 4));
        half = half.united(limb({{42, 228}, {39.5, 234}}, 4, 3.4));
        QPainterPath whole = head.united(trunk).united(limb({{50, 24}, {50, 38}}, 5, 6));
        return whole.united(half).united(QTransform(-1, 0, 0, 1, 100, 0).map(half)).simplified();
    }();
    return shape;
}

const QPainterPath& footShape()
{
    static const QPainterPath shape = [] {
        QPainterPath sole;
        sole.moveTo(19, 99);
        sole.cubicTo(4, 99, 6, 82, 8, 66);
        sole.cubicTo(9, 50, 2, 40, 4, 28);
        sole.cubicTo(8, 20, 30, 14, 35, 22);
        sole.cubicTo(38, 34, 28, 46, 28, 60);
        sole.cubicTo(29, 78, 34, 98, 19, 99);
        const double toes[][4] = {
            {29.5, 11, 5.6, 9}, {20.5, 10, 3.5, 6.5}, {15, 13, 3, 5.5}, {10.5, 17, 2.7, 5}, {6.6, 22, 2.5, 4.5}};
        for (const auto& toe : toes) {
            QPainterPath one;
            one.addEllipse(QPointF(toe[0], toe[1]), toe[2], toe[3]);
            sole = sole.united(one);
        }
        return sole.simplified();
    }();
    return shape;
}

void drawShape(Sheet& sheet, const QPainterPath& shape, const QTransform& place, QPointF dot)
{
    QPainter& painter = sheet.painter();
    painter.setPen(QPen(QColor(0xB4, 0xBC, 0xC6), sheet.mm(0.2)));
    painter.setBrush(style::kFaint);
    painter.drawPath(place.map(shape));
    painter.setPen(QPen(Qt::white, sheet.mm(0.3)));
    painter.setBrush(style::kAccent);
    painter.drawEllipse(place.map(dot), sheet.mm(1.25), sheet.mm(1.25));
}

}  // namespace

bool hasDiagram(const std::string& site) { return findSite(site).has_value(); }

void drawBodyDiagram(Sheet& sheet, const QRectF& box, const std::string& id)
{
    const auto site = findSite(id);
    if (!site) {
        return;
    }
    const Words& words = sheet.words();
    const Place& place = *site->place;
    const QFont caption = sheet.font(style::kCaptionPt - 0.6);
    const double captionHeight = sheet.mm(3.4);
    const double scale = (box.height() - captionHeight) / 240;
    // Seen from behind, the patient's right is the viewer's right.
    const bool mirror = site->paired && (place.view == View::Back) != site->left;
    const QPointF dot(mirror ? 100 - place.x : place.x, place.y);
    const bool foot = place.foot != Foot::None;
    const double bodyWidth = 100 * scale;
    const double bodyLeft = foot ? box.left() : box.center().x() - bodyWidth / 2;
    drawShape(sheet, bodyShape(), QTransform::fromScale(scale, scale) * QTransform::fromTranslate(bodyLeft, box.top()), dot);
    const bool rightFirst = place.view == View::Front;  // a person who faces the reader has the right side at the left
    const QRectF sides(bodyLeft - sheet.mm(2), box.top() + 52 * scale, bodyWidth + sheet.mm(4), 0);
    sheet.text(sides, rightFirst ? words("R") : words("L"), caption, style::kMuted);
    sheet.text(sides, rightFirst ? words("L") : words("R"), caption, style::kMuted, Qt::AlignRight);
    sheet.text({bodyLeft - sheet.mm(4), box.top() + 240 * scale + sheet.mm(0.7), bodyWidth + sheet.mm(8), 0},
               place.view == View::Front ? words("front") : words("back"), caption, style::kMuted, Qt::AlignHCenter);
    if (!foot) {
        return;
    }
    // The great toe lies towards the body's middle: at the right of a right sole facing the viewer, at the left of a right
    // foot seen from above.
    const bool flip = (place.foot == Foot::Sole) == site->left;
    const double footScale = scale * 1.55;
    const double footLeft = box.left() + bodyWidth + sheet.mm(1);
    QTransform footPlace = QTransform::fromScale(footScale, footScale) *
                           QTransform::fromTranslate(footLeft, box.bottom() - captionHeight - 100 * footScale);
    if (flip) {
        footPlace = QTransform(-1, 0, 0, 1, 40, 0) * footPlace;
    }
    drawShape(sheet, footShape(), footPlace, {place.footX, place.footY});
    sheet.text({footLeft - sheet.mm(4), box.top() + 240 * scale + sheet.mm(0.7), 40 * footScale + sheet.mm(8), 0},
               place.foot == Foot::Sole ? words("sole") : words("from above"), caption, style::kMuted, Qt::AlignHCenter);
}

}  // namespace cicatrix::report

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/photo_panel.h"

#include "core/measure/outline.h"

#include <QImage>
#include <QPainterPath>
#include <QTransform>

#include <algorithm>
#include <cmath>

namespace cicatrix::report {

namespace {

constexpr double kPrintDpi = 220;  ///< photos are resampled to this; more is not seen on paper

/// A part of a photo and its labels, made smaller by a whole factor: what printing needs, no more.
struct Reduced {
    QImage picture;
    LabelMap labels;
    QTransform fromPhoto;  ///< photo px → px of `picture`
};

QRect clippedCrop(const QRectF& wanted, const Grid<Rgb>& photo)
{
    return wanted.toAlignedRect().intersected(QRect(0, 0, photo.width(), photo.height()));
}

/// Area average over factor × factor pixels.
QImage averaged(const Grid<Rgb>& photo, const QRect& crop, int factor)
{
    const int width = crop.width() / factor;
    const int height = crop.height() / factor;
    QImage image(width, height, QImage::Format_RGB32);
    std::vector<std::uint32_t> sums(std::size_t(width) * 3);
    const auto area = std::uint32_t(factor * factor);
    for (int y = 0; y < height; ++y) {
        std::fill(sums.begin(), sums.end(), 0U);
        for (int row = 0; row < factor; ++row) {
            const Rgb* pixel = photo.row(crop.top() + y * factor + row).data() + crop.left();
            for (int x = 0; x < width; ++x) {
                std::uint32_t* sum = &sums[std::size_t(x) * 3];
                for (int column = 0; column < factor; ++column, ++pixel) {
                    sum[0] += pixel->r;
                    sum[1] += pixel->g;
                    sum[2] += pixel->b;
                }
            }
        }
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < width; ++x) {
            const std::uint32_t* sum = &sums[std::size_t(x) * 3];
            line[x] = qRgb(int((sum[0] + area / 2) / area), int((sum[1] + area / 2) / area), int((sum[2] + area / 2) / area));
        }
    }
    return image;
}

Reduced reduce(const ReportPhoto& photo, const QRectF& wanted, double pxPerTarget)
{
    Reduced result;
    const QRect crop = clippedCrop(wanted, *photo.pixels);
    const int factor = std::clamp(int(pxPerTarget), 1, std::max(1, std::min(crop.width(), crop.height())));
    if (crop.isEmpty()) {
        return result;
    }
    result.picture = averaged(*photo.pixels, crop, factor);
    result.fromPhoto = QTransform::fromTranslate(-crop.left(), -crop.top()) * QTransform::fromScale(1.0 / factor, 1.0 / factor);
    const LabelMap* labels = photo.labels.get();
    if (labels != nullptr && labels->width() == photo.pixels->width() && labels->height() == photo.pixels->height()) {
        result.labels = LabelMap(result.picture.width(), result.picture.height());
        for (int y = 0; y < result.labels.height(); ++y) {
            for (int x = 0; x < result.labels.width(); ++x) {
                result.labels.at(x, y) =
                    labels->at(crop.left() + x * factor + factor / 2, crop.top() + y * factor + factor / 2);
            }
        }
    }
    return result;
}

bool patternInk(TissuePattern pattern, int x, int y, int period)
{
    const auto on = [&](int value) { return ((value % period) + period) % period < std::max(1, period / 7); };
    switch (pattern) {
    case TissuePattern::Dots: {
        const int half = period / 2;
        const int dx = x % period - half, dy = y % period - half;
        return dx * dx + dy * dy <= std::max(1, period * period / 40);
    }
    case TissuePattern::Diagonal:
        return on(x + y);
    case TissuePattern::Cross:
        return on(x + y) || on(x - y);
    case TissuePattern::Horizontal:
        return on(y);
    case TissuePattern::Vertical:
        return on(x);
    case TissuePattern::None:
    case TissuePattern::Veil:
        break;
    }
    return false;
}

void paintTissues(QImage& target, const Reduced& source, const QTransform& toTarget, int period)
{
    const QTransform back = toTarget.inverted();
    for (int y = 0; y < target.height(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(target.scanLine(y));
        for (int x = 0; x < target.width(); ++x) {
            const QPointF from = back.map(QPointF(x + 0.5, y + 0.5));
            const int sx = int(std::floor(from.x())), sy = int(std::floor(from.y()));
            if (!source.labels.contains(sx, sy) || source.labels.at(sx, sy) == 0) {
                continue;
            }
            const TissueStyle& look = tissueStyle(Tissue(source.labels.at(sx, sy)));
            const bool veil = look.pattern == TissuePattern::Veil;
            const bool dark = look.colour.r + look.colour.g + look.colour.b < 200;
            const int ink = dark ? 255 : 0;
            const auto mixed = [&](int photo, int colour) {
                const int value = veil ? (photo + 200) / 2 : (photo * 4 + colour * 6) / 10;
                return patternInk(look.pattern, x, y, period) ? (value * 5 + ink * 5) / 10 : value;
            };
            line[x] = qRgb(mixed(qRed(line[x]), look.colour.r), mixed(qGreen(line[x]), look.colour.g),
                           mixed(qBlue(line[x]), look.colour.b));
        }
    }
}

/// The outline in target units, vertices nearer than `step` to the last one left out.
QPainterPath thinned(const Polygon& polygon, const QTransform& map, double step)
{
    QPainterPath path;
    QPointF last;
    for (const Point& vertex : polygon) {
        const QPointF at = map.map(QPointF(vertex.x, vertex.y));
        if (path.elementCount() == 0) {
            path.moveTo(at);
        } else if (std::hypot(at.x() - last.x(), at.y() - last.y()) < step) {
            continue;
        } else {
            path.lineTo(at);
        }
        last = at;
    }
    path.closeSubpath();
    return path;
}

QPointF woundCentre(const ReportVisit& visit)
{
    const Grid<Rgb>& photo = *visit.photo->pixels;
    if (!visit.figures || visit.figures->total.bounds.width <= 0) {
        return {photo.width() / 2.0, photo.height() / 2.0};
    }
    const PixelRect& box = visit.figures->total.bounds;
    return {box.x + box.width / 2.0, box.y + box.height / 2.0};
}

std::optional<double> scaleAtWound(const ReportVisit& visit)
{
    if (!visit.calibration.known()) {
        return std::nullopt;
    }
    return visit.figures && visit.figures->total.mmPerPixel ? visit.figures->total.mmPerPixel : visit.calibration.mmPerPixel;
}

void drawBar(Sheet& sheet, const QRectF& box, double unitsPerMm)
{
    const double choices[] = {50, 20, 10, 5, 2, 1};
    const double* bar = std::find_if(std::begin(choices), std::end(choices) - 1,
                                     [&](double length) { return length * unitsPerMm <= box.width() * 0.4; });
    const double length = *bar * unitsPerMm;
    const QString label = QString::number(*bar) + QStringLiteral(" mm");
    const QFont font = sheet.font(style::kCaptionPt, true);
    const double pad = sheet.mm(1);
    const double tall = sheet.mm(5.4);
    const double width = std::max(length, QFontMetricsF(font).horizontalAdvance(label)) + 2 * pad;
    const QRectF plate(box.left() + sheet.mm(1.5), box.bottom() - sheet.mm(1.5) - tall, width, tall);
    QPainter& painter = sheet.painter();
    painter.fillRect(plate, QColor(255, 255, 255, 255));
    const double y = plate.bottom() - sheet.mm(1.1);
    const double x = plate.left() + pad;
    painter.setPen(QPen(style::kText, sheet.mm(0.35), Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(QPointF(x, y), QPointF(x + length, y));
    for (const double end : {x, x + length}) {
        painter.drawLine(QPointF(end, y - sheet.mm(0.6)), QPointF(end, y + sheet.mm(0.6)));
    }
    sheet.text({x, plate.top() + sheet.mm(0.5), width, 0}, label, font, style::kText);
}

}  // namespace

PhotoRow commonWindow(const std::vector<const ReportVisit*>& visits)
{
    PhotoRow row;
    for (const ReportVisit* visit : visits) {
        const auto scale = scaleAtWound(*visit);
        if (scale && visit->figures) {
            const PixelRect& box = visit->figures->total.bounds;
            const double reach =
                visit->photo && visit->photo->headDegrees ? std::hypot(box.width, box.height) : std::max(box.width, box.height);
            row.windowMm = std::max({row.windowMm, 20.0, reach * *scale * 1.35});
        }
    }
    return row;
}

void drawPhotoPanel(Sheet& sheet, const QRectF& box, const ReportVisit& visit, const PhotoRow& row)
{
    QPainter& painter = sheet.painter();
    painter.fillRect(box, style::kFaint);
    const auto mmPerPixel = scaleAtWound(visit);
    const bool scaled = mmPerPixel && row.windowMm > 0;
    const Grid<Rgb>& photo = *visit.photo->pixels;
    const QPointF centre = scaled ? woundCentre(visit) : QPointF(photo.width() / 2.0, photo.height() / 2.0);
    const double unitsPerMm = scaled ? std::min(box.width(), box.height()) / row.windowMm : 0;
    const double unitsPerPx =
        scaled ? unitsPerMm * *mmPerPixel : std::min(box.width() / photo.width(), box.height() / photo.height());
    if (!sheet.measuring()) {
        const double dot = sheet.mm(25.4 / kPrintDpi);  // one pixel of the printed raster, in device units
        QTransform toBox = QTransform::fromTranslate(-centre.x(), -centre.y());
        toBox *= QTransform().rotate(-visit.photo->headDegrees.value_or(0));
        toBox *= QTransform::fromScale(unitsPerPx, unitsPerPx);
        toBox *= QTransform::fromTranslate(box.width() / 2, box.height() / 2);
        const QRectF wanted = toBox.inverted().mapRect(QRectF(0, 0, box.width(), box.height()));
        const Reduced source = reduce(*visit.photo, wanted, dot / unitsPerPx);
        QImage target(int(std::ceil(box.width() / dot)), int(std::ceil(box.height() / dot)), QImage::Format_RGB32);
        target.fill(style::kFaint);
        const QTransform toTarget = source.fromPhoto.inverted() * toBox *
                                    QTransform::fromScale(target.width() / box.width(), target.height() / box.height());
        {
            QPainter raster(&target);
            raster.setRenderHint(QPainter::SmoothPixmapTransform);
            raster.setTransform(toTarget);
            raster.drawImage(0, 0, source.picture);
        }
        if (row.layer == PhotoLayer::Tissue && !source.labels.empty()) {
            paintTissues(target, source, toTarget, int(kPrintDpi / 25.4 * 1.4));
        }
        painter.drawImage(box, target);
        painter.save();
        painter.setClipRect(box);
        for (const measure::Contour& contour :
             source.labels.empty() ? std::vector<measure::Contour>() : measure::outlines(source.labels)) {
            const QTransform map = source.fromPhoto.inverted() * toBox * QTransform::fromTranslate(box.left(), box.top());
            QPainterPath path = thinned(contour.outer, map, sheet.mm(0.25));
            for (const Polygon& hole : contour.holes) {
                path.addPath(thinned(hole, map, sheet.mm(0.25)));
            }
            painter.strokePath(path,
                               QPen(QColor(0x16, 0x18, 0x1C), sheet.mm(0.55), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
            painter.strokePath(path, QPen(QColor(0x6C, 0xB2, 0xFF), sheet.mm(0.3), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        }
        painter.restore();
    }
    if (scaled) {
        drawBar(sheet, box, unitsPerMm);
    }
}

QString calibrationText(const Words& words, const Calibration& calibration)
{
    switch (calibration.method) {
    case CalibrationMethod::Markers:
        return words("printed markers");
    case CalibrationMethod::Marker:
        return words("one printed marker");
    case CalibrationMethod::Ruler:
        return words("ruler");
    case CalibrationMethod::Typed:
        return words("typed scale");
    case CalibrationMethod::Dicom:
        return words("DICOM pixel spacing");
    case CalibrationMethod::None:
        break;
    }
    return words("no calibration");
}

}  // namespace cicatrix::report

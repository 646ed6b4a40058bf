// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/chart.h"

#include "core/base/files.h"

#include <QBuffer>
#include <QImage>
#include <QImageWriter>
#include <QPainter>
#include <QSvgGenerator>

namespace cicatrix::report {

namespace {

constexpr double kPngWidth = 2400;
constexpr double kFileWidthPt = 520;  ///< a chart file is drawn as if this wide in points
constexpr double kFileRatio = 0.72;   ///< height to width

Result<Bytes> chartPng(const ChartData& data, Language language)
{
    QImage image(int(kPngWidth), int(kPngWidth * kFileRatio), QImage::Format_RGB32);
    image.fill(Qt::white);
    {
        QPainter painter(&image);
        const double point = kPngWidth / kFileWidthPt;
        drawChart(painter, QRectF(image.rect()).adjusted(8 * point, 8 * point, -8 * point, -8 * point), point, data, language);
    }
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, "png");
    if (!writer.write(image)) {
        return Error{ErrorKind::OutOfMemory, "chart",
                     "the picture could not be encoded: " + writer.errorString().toStdString()};
    }
    const auto bytes = std::as_bytes(std::span(buffer.data().constData(), std::size_t(buffer.data().size())));
    return Bytes(bytes.begin(), bytes.end());
}

Bytes chartSvg(const ChartData& data, Language language)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    constexpr double kScale = 2;  // whole units are half a point: positions keep their fractions, text sizes are whole
    const QSizeF size(kFileWidthPt * kScale, kFileWidthPt * kFileRatio * kScale);
    generator.setViewBox(QRectF(QPointF(0, 0), size));
    generator.setSize(size.toSize());
    generator.setTitle(QString::fromStdString(data.title));
    {
        QPainter painter(&generator);
        painter.fillRect(QRectF(QPointF(0, 0), size), Qt::white);
        drawChart(painter, QRectF(QPointF(0, 0), size).adjusted(16, 16, -16, -16), kScale, data, language);
    }
    const auto bytes = std::as_bytes(std::span(buffer.data().constData(), std::size_t(buffer.data().size())));
    return Bytes(bytes.begin(), bytes.end());
}

}  // namespace

Result<void> writeChart(const ChartData& data, const std::filesystem::path& path, Language language, Existing existing)
{
    if (path.extension() == ".svg") {
        return writeFileAtomically(path, chartSvg(data, language), existing);
    }
    if (path.extension() == ".png") {
        CICATRIX_ASSIGN(const Bytes png, chartPng(data, language));
        return writeFileAtomically(path, png, existing);
    }
    return Error{ErrorKind::Usage, path.string(), "a chart is written as .png or .svg; name the file so"};
}

}  // namespace cicatrix::report

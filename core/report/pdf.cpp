// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/pdf.h"

#include "core/report/sheet.h"

#include <QBuffer>
#include <QGuiApplication>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>

namespace cicatrix::report {

Result<void> writePdf(const std::filesystem::path& path, const QString& title, const ReportOptions& options,
                      const std::function<bool(QPdfWriter&, QPainter&)>& draw)
{
    if (qobject_cast<QGuiApplication*>(QCoreApplication::instance()) == nullptr) {
        return Error{ErrorKind::Usage, path.string(), "a PDF needs the program's graphics part; start it with QGuiApplication"};
    }
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    {
        QPdfWriter writer(&buffer);
        writer.setResolution(kPdfDpi);
        writer.setPageSize(QPageSize(options.paper == Paper::A4 ? QPageSize::A4 : QPageSize::Letter));
        writer.setPageMargins(QMarginsF(0, 0, 0, 0));
        writer.setTitle(title);
        writer.setCreator(QStringLiteral("Cicatrix"));
        QPainter painter;
        if (!painter.begin(&writer) || !draw(writer, painter)) {
            return Error{ErrorKind::OutOfMemory, path.string(), "a page of the PDF could not be made"};
        }
    }
    const auto bytes = std::as_bytes(std::span(buffer.data().constData(), std::size_t(buffer.data().size())));
    return writeFileAtomically(path, bytes, options.existing);
}

}  // namespace cicatrix::report

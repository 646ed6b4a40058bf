// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/report.h"

#include "core/base/json.h"
#include "core/base/sha256.h"
#include "core/report/data_json.h"
#include "core/report/pages.h"
#include "core/report/pdf.h"

#include <nlohmann/json.hpp>

#include <QImage>
#include <QPainter>
#include <QPdfWriter>

#include <algorithm>
#include <new>

namespace cicatrix::report {

namespace {

QString patientLine(const Words& words, const ReportData& data)
{
    const PatientIdentity& patient = data.patient;
    QStringList parts;
    if (!patient.pseudonym.empty()) {
        parts << QString::fromStdString(patient.pseudonym);
    } else {
        QStringList name{QString::fromStdString(patient.family), QString::fromStdString(patient.given)};
        name.removeAll(QString());
        parts << name.join(QStringLiteral(", ")) << QString::fromStdString(patient.hospitalId);
        if (patient.birth) {
            parts << words("born %1").arg(words.date(*patient.birth));
        }
    }
    const std::string& site = words.language() == Language::German ? data.wound.siteGerman : data.wound.siteEnglish;
    parts << words("wound %1").arg(QString::fromStdString(data.wound.id)) << QString::fromStdString(site);
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

/// What stands above and below the text of every page: whose report this is, its identity, the sentence of intended use.
class Furniture {
public:
    Furniture(const ReportData& data, const ReportReceipt& receipt) : m_data(data), m_receipt(receipt) {}

    void operator()(Sheet& sheet, int page) const
    {
        if (page > 1) {
            drawHeader(sheet);
        }
        drawFooter(sheet, page);
    }

private:
    /// The patient's line in at most one line: hospital names of any length must not push into the text.
    void drawHeader(Sheet& sheet) const
    {
        const Words& words = sheet.words();
        const QFont font = sheet.font(style::kCaptionPt);
        const double y = sheet.page().top() + sheet.mm(10.5);
        const QString title = words("Wound progress report");
        const double titleWidth = QFontMetricsF(font).horizontalAdvance(title) + sheet.mm(6);
        const QString line =
            QFontMetricsF(font).elidedText(patientLine(words, m_data), Qt::ElideRight, sheet.width() - titleWidth);
        sheet.text({sheet.left(), y, sheet.width(), 0}, line, font, style::kText);
        sheet.text({sheet.left(), y, sheet.width(), 0}, title, font, style::kMuted, Qt::AlignRight);
        sheet.rule(y + sheet.mm(4.2), style::kLine);
    }

    void drawFooter(Sheet& sheet, int page) const
    {
        const Words& words = sheet.words();
        const QFont font = sheet.font(style::kCaptionPt - 0.6);
        double y = sheet.page().bottom() - sheet.mm(17.5);
        sheet.rule(y, style::kLine);
        y += sheet.mm(1.6);
        const double column = sheet.mm(26);
        const QRectF left(sheet.left(), y, sheet.width(), 0);
        const QString pages = words("Page %1 of %2").arg(QString::number(page), QString::number(m_receipt.pages));
        sheet.text({sheet.right() - column, y, column, 0}, pages, sheet.font(style::kCaptionPt, true), style::kText,
                   Qt::AlignRight);
        double used =
            sheet.text({sheet.left(), y, sheet.width() - column, 0},
                       words("Cicatrix is research software, not a medical device; it proposes, a named clinician accepts."),
                       font, style::kText);
        const QString identity = words("Report %1 · SHA-256 of its data %2")
                                     .arg(QString::fromStdString(m_receipt.id), QString::fromStdString(m_receipt.dataSha256));
        used += sheet.text(left.translated(0, used + sheet.mm(0.4)), identity, font, style::kMuted) + sheet.mm(0.4);
        if (!m_data.auditHead.empty()) {
            sheet.text(left.translated(0, used + sheet.mm(0.4)),
                       words("Audit head %1").arg(QString::fromStdString(m_data.auditHead)), font, style::kMuted);
        }
    }

    const ReportData& m_data;
    const ReportReceipt& m_receipt;
};

struct Outcome {
    int pages = 0;
    bool ok = true;
};

Outcome drawAll(QPainter& painter, const Words& words, const ReportData& data, Sheet::Setup setup)
{
    Sheet sheet(painter, words, std::move(setup));
    for (const Page& page : reportPages()) {
        if (page.applies(data)) {
            page.draw(sheet, data);
        }
    }
    return {sheet.pageNumber(), sheet.ok()};
}

/// The same drawing onto nothing tells how many pages there will be.
int countPages(const Words& words, const ReportData& data, const ReportReceipt& receipt, const ReportOptions& options)
{
    QImage nothing(1, 1, QImage::Format_RGB32);
    QPainter painter(&nothing);
    painter.setClipRect(QRect(0, 0, 0, 0));
    return drawAll(painter, words, data, {options.paper, kPdfDotsPerMm, true, [] { return true; }, Furniture(data, receipt)})
        .pages;
}

}  // namespace

Result<Paper> paperFromKey(const std::string& key)
{
    if (key == "a4") {
        return Paper::A4;
    }
    if (key == "letter") {
        return Paper::Letter;
    }
    return Error{ErrorKind::Usage, key, "unknown paper; use a4 or letter"};
}

Result<Language> languageFromKey(const std::string& key)
{
    if (key == "en") {
        return Language::English;
    }
    if (key == "de") {
        return Language::German;
    }
    return Error{ErrorKind::Usage, key, "unknown report language; use en or de"};
}

ReportReceipt identify(const ReportData& data)
{
    ReportReceipt receipt;
    receipt.dataSha256 = sha256Hex(canonicalJson(toJson(data)));
    std::string day = isoDate(std::chrono::floor<std::chrono::days>(data.createdAt));
    day.erase(std::remove(day.begin(), day.end(), '-'), day.end());
    receipt.id = "CR-" + day + "-" + receipt.dataSha256.substr(0, 8);
    return receipt;
}

Result<ReportReceipt> writeReport(const ReportData& data, const std::filesystem::path& path, const ReportOptions& options)
{
    try {
        ReportReceipt receipt = identify(data);
        const Words words(options.language);
        const auto draw = [&](QPdfWriter& writer, QPainter& painter) {
            receipt.pages = countPages(words, data, receipt, options);
            return drawAll(painter, words, data,
                           {options.paper, kPdfDotsPerMm, false, [&] { return writer.newPage(); }, Furniture(data, receipt)})
                .ok;
        };
        CICATRIX_TRY(writePdf(path, QString::fromStdString(receipt.id), options, draw));
        return receipt;
    } catch (const std::bad_alloc&) {
        return Error{ErrorKind::OutOfMemory, path.string(), "memory ran out while the report was drawn; close other programs"};
    }
}

}  // namespace cicatrix::report

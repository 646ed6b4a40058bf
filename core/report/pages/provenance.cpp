// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/facts.h"
#include "core/report/pages.h"
#include "core/report/table.h"

#include <map>

namespace cicatrix::report::pages::provenance {

namespace {

const QString kDash = QStringLiteral("–");

QString originText(const Words& words, const Provenance& made)
{
    switch (made.origin) {
    case MaskOrigin::ModelUntouched:
        return words("model, untouched");
    case MaskOrigin::HandDrawn:
        return words("drawn by hand");
    case MaskOrigin::ModelCorrected:
        break;
    }
    const QString text = words("model, corrected");
    return made.diceToModel ? text + QStringLiteral(" (Dice ") + words.number(*made.diceToModel, 3) + u')' : text;
}

TableRow rowOf(const Words& words, const ReportVisit& visit)
{
    const Provenance& made = visit.provenance;
    const QString model = QString::fromStdString(made.modelName + " " + made.modelVersion).trimmed();
    QString author = QString::fromStdString(made.author);
    if (!made.reason.empty()) {
        author += (author.isEmpty() ? QString() : QStringLiteral(": ")) + QString::fromStdString(made.reason);
    }
    QString accepted = words("proposed, not accepted");
    if (isAccepted(visit)) {
        accepted =
            QString::fromStdString(made.acceptedBy) + (made.acceptedAt ? u'\n' + words.dateTime(*made.acceptedAt) : QString());
    }
    return {{words.date(visit.date), visit.figures ? originText(words, made) : words("not measured"),
             model.isEmpty() ? kDash : model, QString::number(made.maskVersion), author.isEmpty() ? kDash : author, accepted},
            !isAccepted(visit)};
}

}  // namespace

bool applies(const ReportData& data) { return !data.visits.empty(); }

void draw(Sheet& sheet, const ReportData& data)
{
    const Words& words = sheet.words();
    std::vector<TableRow> rows;
    std::map<QString, QString> models;
    for (const ReportVisit& visit : data.visits) {
        rows.push_back(rowOf(words, visit));
        const Provenance& made = visit.provenance;
        if (!made.modelSha256.empty()) {
            models[QString::fromStdString(made.modelName + " " + made.modelVersion).trimmed()] =
                QString::fromStdString(made.modelSha256);
        }
    }
    sheet.section(words("Where the figures come from"), sheet.mm(26));
    drawTable(sheet,
              {{words("Visit"), {}, Qt::AlignLeft},
               {words("Outline and tissue"), {}, Qt::AlignLeft},
               {words("Model"), {}, Qt::AlignLeft},
               {words("Version"), words("of the mask"), Qt::AlignHCenter},
               {words("Changed by, why"), {}, Qt::AlignLeft},
               {words("Accepted by"), {}, Qt::AlignLeft}},
              rows);
    sheet.skip(1.8);
    for (const auto& [name, hash] : models) {
        sheet.paragraph(words("Weights of %1: SHA-256 %2").arg(name, hash), sheet.font(style::kCaptionPt), style::kMuted);
    }
    sheet.paragraph(words("Dice: overlap of the model's own outline with the final one, 1 = unchanged. Depth, undermining, "
                          "tunnelling, exudate, odour, pain, scores and notes are typed by a person."),
                    sheet.font(style::kCaptionPt), style::kMuted);
}

}  // namespace cicatrix::report::pages::provenance

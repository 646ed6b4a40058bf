// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/facts.h"
#include "core/report/pages.h"
#include "core/report/table.h"

#include <algorithm>

namespace cicatrix::report::pages::findings {

namespace {

const QString kDash = QStringLiteral("–");

/// Whole percentages of one visit that add up to 100, callus apart (it is no part of the bed).
std::vector<std::pair<Tissue, int>> percentages(const ReportVisit& visit)
{
    std::vector<Tissue> codes;
    std::vector<double> shares;
    for (const TissueFigure& figure : visit.figures->total.tissue) {
        if (figure.code != Tissue::Callus) {
            codes.push_back(figure.code);
            shares.push_back(figure.share.value);
        }
    }
    const std::vector<int> whole = wholePercentages(shares);
    std::vector<std::pair<Tissue, int>> result;
    for (std::size_t i = 0; i < whole.size(); ++i) {
        result.emplace_back(codes[i], whole[i]);
    }
    return result;
}

QString tissueCell(const Words& words, const ReportVisit& visit, Tissue code)
{
    const TissueFigure* figure = tissueOf(visit, code);
    if (figure == nullptr) {
        return kDash;
    }
    const auto all = percentages(visit);
    const auto own = std::find_if(all.begin(), all.end(), [&](const auto& entry) { return entry.first == code; });
    QString cell = own == all.end() ? QString() : QString::number(own->second) + QStringLiteral(" %");
    if (figure->areaCm2) {
        const auto total = areaOf(visit);
        const int decimals = total ? measure::formatAreaCm2(*total).decimals : 2;
        cell += (cell.isEmpty() ? QString() : QStringLiteral("\n")) + words.number(*figure->areaCm2, std::max(1, decimals)) +
                QStringLiteral("\u00A0cm²");
    }
    return cell.isEmpty() ? kDash : cell;
}

QString underminingCell(const Words& words, const ClinicalFields& fields)
{
    QStringList parts;
    for (const Undermining& part : fields.undermining) {
        QString text = words("%1–%2 o'clock").arg(QString::number(part.fromClock), QString::number(part.toClock));
        if (part.depthCm) {
            text += QStringLiteral(": ") + words.number(*part.depthCm, 1) + QStringLiteral(" cm");
            if (part.atClock) {
                text += u' ' + words("at %1").arg(*part.atClock);
            }
        }
        parts << text;
    }
    return parts.isEmpty() ? kDash : parts.join(u'\n');
}

QString tunnelCell(const Words& words, const ClinicalFields& fields)
{
    QStringList parts;
    for (const Tunnel& tunnel : fields.tunnels) {
        QString text = words("%1 o'clock").arg(tunnel.clock);
        if (tunnel.lengthCm) {
            text += QStringLiteral(": ") + words.number(*tunnel.lengthCm, 1) + QStringLiteral(" cm");
        }
        parts << text;
    }
    return parts.isEmpty() ? kDash : parts.join(u'\n');
}

QString scoreCell(const Words& words, const ReportVisit& visit)
{
    QStringList parts;
    for (const ScoreTotal& score : visit.scores) {
        const auto figure = [&](double value) { return words.number(value, value == double(int(value)) ? 0 : 1); };
        QString text = QString::fromStdString(score.scale) + u' ' + figure(score.total);
        if (score.maximum) {
            text += u'/' + figure(*score.maximum);
        }
        parts << text;
    }
    return parts.isEmpty() ? kDash : parts.join(u'\n');
}

QString word(const Words& words, const std::string& key) { return key.empty() ? kDash : words.term(key); }

TableRow rowOf(const Words& words, const ReportVisit& visit, const std::vector<Tissue>& tissues)
{
    TableRow row;
    row.marked = !isAccepted(visit);
    row.cells.push_back(words.date(visit.date) + (row.marked ? u'\n' + words("proposed") : QString()));
    for (const Tissue code : tissues) {
        row.cells.push_back(tissueCell(words, visit, code));
    }
    row.cells.push_back(underminingCell(words, visit.fields));
    row.cells.push_back(tunnelCell(words, visit.fields));
    row.cells.push_back(word(words, visit.fields.exudate));
    row.cells.push_back(word(words, visit.fields.odour));
    row.cells.push_back(visit.fields.pain ? QString::number(*visit.fields.pain) : kDash);
    row.cells.push_back(scoreCell(words, visit));
    return row;
}

}  // namespace

bool applies(const ReportData& data) { return !data.visits.empty(); }

void draw(Sheet& sheet, const ReportData& data)
{
    const Words& words = sheet.words();
    const std::vector<Tissue> tissues = occurringTissues(data);
    std::vector<TableColumn> columns{{words("Visit"), {}, Qt::AlignLeft}};
    for (const Tissue code : tissues) {
        QString name = words.tissue(code);
        name[0] = name[0].toUpper();
        columns.push_back({name, code == Tissue::Callus ? words("cm²") : words("% of bed, cm²"), Qt::AlignRight});
    }
    columns.push_back({words("Undermining"), {}, Qt::AlignLeft});
    columns.push_back({words("Tunnelling"), {}, Qt::AlignLeft});
    columns.push_back({words("Exudate"), {}, Qt::AlignLeft});
    columns.push_back({words("Odour"), {}, Qt::AlignLeft});
    columns.push_back({words("Pain"), QStringLiteral("0–10"), Qt::AlignHCenter});
    columns.push_back({words("Scores"), {}, Qt::AlignLeft});
    std::vector<TableRow> rows;
    for (const ReportVisit& visit : data.visits) {
        rows.push_back(rowOf(words, visit, tissues));
    }
    sheet.section(words("Tissue and findings"), sheet.mm(28));
    drawTable(sheet, columns, rows);
    sheet.skip(1.8);
    sheet.paragraph(words("Shares are of the open wound bed and add up to 100 %. Between two readers a change below about 20 "
                          "points in granulation or slough cannot be told from none (Landa 2014)."),
                    sheet.font(style::kCaptionPt), style::kMuted);
}

}  // namespace cicatrix::report::pages::findings

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/body_diagram.h"
#include "core/report/facts.h"
#include "core/report/pages.h"

#include <algorithm>
#include <cmath>

namespace cicatrix::report::pages::summary {

namespace {

struct Item {
    QString name, value;
};

QString orDash(const std::string& text) { return text.empty() ? QStringLiteral("–") : QString::fromStdString(text); }

QString orDash(const Words& words, const std::optional<Date>& date) { return date ? words.date(*date) : QStringLiteral("–"); }

std::vector<Item> patientItems(const Words& words, const PatientIdentity& patient)
{
    if (!patient.pseudonym.empty()) {
        return {{words("Pseudonym"), QString::fromStdString(patient.pseudonym)}};
    }
    const std::string comma = patient.family.empty() || patient.given.empty() ? "" : ", ";
    return {{words("Name"), orDash(patient.family + comma + patient.given)},
            {words("Patient ID"), orDash(patient.hospitalId)},
            {words("Born"), orDash(words, patient.birth)}};
}

std::vector<Item> woundItems(const Words& words, const WoundIdentity& wound)
{
    const std::string& named = words.language() == Language::German ? wound.siteGerman : wound.siteEnglish;
    QString site = orDash(named.empty() ? wound.site : named);
    const QString side = words.term(wound.side);
    if (!side.isEmpty() && wound.side != "midline" && !site.contains(side)) {
        site += QStringLiteral(", ") + side;
    }
    std::vector<Item> items{{words("Wound"), orDash(wound.id)},
                            {words("Site"), site},
                            {words("Aetiology"), wound.aetiology.empty() ? QStringLiteral("–") : words.term(wound.aetiology)},
                            {words("Onset"), orDash(words, wound.onset)}};
    if (wound.closed) {
        items.push_back({words("Healed"), words.date(*wound.closed)});
    }
    return items;
}

QString modelsOf(const ReportData& data)
{
    QStringList models;
    for (const ReportVisit& visit : data.visits) {
        const Provenance& made = visit.provenance;
        const QString name = QString::fromStdString(made.modelName + " " + made.modelVersion).trimmed();
        if (!name.isEmpty() && !models.contains(name)) {
            models << name;
        }
    }
    return models.isEmpty() ? QStringLiteral("–") : models.join(QStringLiteral("; "));
}

std::vector<Item> reportItems(const Words& words, const ReportData& data)
{
    QStringList software;
    for (const SoftwareVersion& version : data.software) {
        software << QString::fromStdString(version.name + " " + version.version);
    }
    QString period = QStringLiteral("–");
    if (!data.visits.empty()) {
        period = words.date(data.visits.front().date) + QStringLiteral(" – ") + words.date(data.visits.back().date);
    }
    return {{words("Written by"), orDash(data.author)},
            {words("Date"), words.dateTime(data.createdAt)},
            {words("Visits"), QString::number(data.visits.size()) + QStringLiteral(" (") + period + u')'},
            {words("Software"), software.isEmpty() ? QStringLiteral("–") : software.join(QStringLiteral(" · "))},
            {words("Model"), modelsOf(data)}};
}

double drawItems(Sheet& sheet, const QRectF& box, const QString& title, const std::vector<Item>& items)
{
    const QFont caption = sheet.font(style::kCaptionPt, true);
    const QFont name = sheet.font(style::kBodyPt), value = sheet.font(style::kBodyPt);
    double widest = 0;
    for (const Item& item : items) {
        widest = std::max(widest, QFontMetricsF(name).horizontalAdvance(item.name));
    }
    const double indent = widest + sheet.mm(2.5);
    double y = box.top();
    y += sheet.text({box.left(), y, box.width(), 0}, title.toUpper(), caption, style::kAccent) + sheet.mm(1.4);
    for (const Item& item : items) {
        sheet.text({box.left(), y, indent, 0}, item.name, name, style::kMuted);
        y += sheet.text({box.left() + indent, y, box.width() - indent, 0}, item.value, value, style::kText) + sheet.mm(1.0);
    }
    return y - box.top();
}

void drawIdentity(Sheet& sheet, const ReportData& data)
{
    const Words& words = sheet.words();
    const bool diagram = data.wound.place.has_value();
    const double gap = sheet.mm(6);
    const double diagramWidth = diagram ? sheet.mm(33) : 0;
    const double column = (sheet.width() - diagramWidth - gap * (diagram ? 2 : 1)) / 2;
    const double top = sheet.y();
    double leftHeight = drawItems(sheet, {sheet.left(), top, column, 0}, words("Patient"), patientItems(words, data.patient));
    leftHeight += sheet.mm(3);
    leftHeight += drawItems(sheet, {sheet.left(), top + leftHeight, column, 0}, words("Wound"), woundItems(words, data.wound));
    double height = std::max(
        leftHeight, drawItems(sheet, {sheet.left() + column + gap, top, column, 0}, words("Report"), reportItems(words, data)));
    if (diagram) {
        height = std::max(height, sheet.mm(44));
        drawBodyDiagram(sheet, {sheet.right() - diagramWidth, top, diagramWidth, sheet.mm(44)}, *data.wound.place);
    }
    sheet.moveTo(top + height + sheet.mm(1));
}

struct Tile {
    QString name, figure, note;
    QColor colour = style::kText;
};

QString percentChange(const Words& words, double percent)
{
    const QString figure = words.number(std::abs(percent), 0) + QStringLiteral(" %");
    return std::round(percent) == 0 ? QStringLiteral("±0 %") : (percent > 0 ? u'+' : QChar(0x2212)) + figure;
}

Tile changeTile(const Words& words, const QString& name, const std::optional<timeline::Change>& change)
{
    if (!change) {
        return {name, QStringLiteral("–"), words("not known"), style::kMuted};
    }
    const QColor colour = !change->beyondError ? style::kText : change->percent < 0 ? style::kGood : style::kWarning;
    const QString note = change->beyondError ? words("beyond measurement error") : words("within measurement error");
    return {name, percentChange(words, change->percent), words("in %1 days, %2").arg(change->days).arg(note), colour};
}

std::vector<Tile> tiles(const Words& words, const ReportData& data)
{
    const ReportVisit* current = newestAccepted(data);
    const timeline::VisitMetrics* metrics = current == nullptr ? nullptr : metricsOf(data, current->id);
    const auto area = current == nullptr ? std::nullopt : areaOf(*current);
    std::vector<Tile> result;
    result.push_back({words("Open area"), area ? words.areaCm2(*area) : QStringLiteral("–"),
                      current == nullptr ? words("no accepted visit") : words.date(current->date),
                      area ? style::kText : style::kMuted});
    result.push_back(
        changeTile(words, words("Since the first visit"), metrics == nullptr ? std::nullopt : metrics->sinceBaseline));
    result.push_back(
        changeTile(words, words("Since the previous visit"), metrics == nullptr ? std::nullopt : metrics->sincePrevious));
    const timeline::WeekFour& four = data.healing.weekFour;
    if (four.areaReductionPercent) {
        result.push_back({words("Week 4"), percentChange(words, -*four.areaReductionPercent),
                          (four.below ? words("below the %1 % mark; reassess") : words("reaches the %1 % mark"))
                              .arg(words.number(four.markPercent, 0)),
                          four.below ? style::kWarning : style::kGood});
    } else {
        result.push_back({words("Week 4"), QStringLiteral("–"), four.note.empty() ? words("not known") : words.note(four.note),
                          style::kMuted});
    }
    return result;
}

void drawTiles(Sheet& sheet, const std::vector<Tile>& all)
{
    const double gap = sheet.mm(3);
    const double width = (sheet.width() - gap * double(all.size() - 1)) / double(all.size());
    const double inner = width - sheet.mm(5);
    const QFont caption = sheet.font(style::kCaptionPt), figure = sheet.font(13, true);
    double height = 0;
    for (const Tile& tile : all) {
        height = std::max(height, sheet.textHeight(inner, tile.name, caption) + sheet.textHeight(inner, tile.figure, figure) +
                                      sheet.textHeight(inner, tile.note, caption) + sheet.mm(6));
    }
    sheet.keep(height);
    const double top = sheet.y();
    double x = sheet.left();
    for (const Tile& tile : all) {
        QPainter& painter = sheet.painter();
        painter.setPen(Qt::NoPen);
        painter.setBrush(style::kPanel);
        painter.drawRoundedRect(QRectF(x, top, width, height), sheet.mm(1.6), sheet.mm(1.6));
        double y = top + sheet.mm(2.2);
        y += sheet.text({x + sheet.mm(2.5), y, inner, 0}, tile.name, caption, style::kMuted) + sheet.mm(0.7);
        y += sheet.text({x + sheet.mm(2.5), y, inner, 0}, tile.figure, figure, tile.colour) + sheet.mm(0.7);
        sheet.text({x + sheet.mm(2.5), y, inner, 0}, tile.note, caption, style::kMuted);
        x += width + gap;
    }
    sheet.moveTo(top + height);
}

QString changeSentence(const Words& words, const ReportData& data, VisitId from, const ReportVisit& to,
                       const timeline::Change& change)
{
    const ReportVisit* before = visitOf(data, from);
    const auto areaBefore = before == nullptr ? std::nullopt : areaOf(*before);
    const auto areaAfter = areaOf(to);
    if (!areaBefore || !areaAfter) {
        return {};
    }
    const QString amount = words.number(std::abs(change.percent), 0);
    const QString direction = change.percent <= 0 ? words("%1 % smaller").arg(amount) : words("%1 % larger").arg(amount);
    const QString verdict = change.beyondError ? words("This change is beyond measurement error.")
                                               : words("This change is within measurement error: it may be no change at all.");
    return words("From %1 to %2 (%3 days) the open area went from %4 to %5: %6.")
               .arg(words.date(before->date), words.date(to.date), QString::number(change.days), words.areaCm2(*areaBefore),
                    words.areaCm2(*areaAfter), direction) +
           u' ' + verdict;
}

/// The accepted, measured visit before this one: what `sincePrevious` compares with.
const ReportVisit* acceptedBefore(const ReportData& data, const ReportVisit& current)
{
    const ReportVisit* found = nullptr;
    for (const ReportVisit& visit : data.visits) {
        if (&visit == &current) {
            break;
        }
        if (isAccepted(visit) && areaOf(visit)) {
            found = &visit;
        }
    }
    return found;
}

QStringList statement(const Words& words, const ReportData& data)
{
    QStringList lines;
    const ReportVisit* current = newestAccepted(data);
    const timeline::VisitMetrics* metrics = current == nullptr ? nullptr : metricsOf(data, current->id);
    if (metrics != nullptr && metrics->sinceBaseline && data.healing.baseline) {
        lines << changeSentence(words, data, *data.healing.baseline, *current, *metrics->sinceBaseline);
    }
    const ReportVisit* before = current == nullptr ? nullptr : acceptedBefore(data, *current);
    if (metrics != nullptr && metrics->sincePrevious && before != nullptr &&
        before->id != data.healing.baseline.value_or(VisitId{})) {
        lines << changeSentence(words, data, before->id, *current, *metrics->sincePrevious);
    }
    lines.removeAll(QString());
    if (lines.isEmpty()) {
        lines << words("No change can be stated: it needs two accepted visits with a calibrated photo.");
    }
    if (metrics != nullptr && metrics->linearCmPerWeek) {
        lines << words("Linear healing since the previous visit: %1 cm per week.")
                     .arg(words.number(*metrics->linearCmPerWeek, 2));
    }
    for (const timeline::Flag& flag : data.healing.flags) {
        if (flag.kind == timeline::FlagKind::BelowWeekFourMark) {
            lines << words("Below the %1 % mark at week 4; reassess (%2).")
                         .arg(words.number(data.healing.weekFour.markPercent, 0), words.note(flag.source));
        } else if (flag.kind == timeline::FlagKind::OpenAfterClosure && data.wound.closed) {
            lines << words("Measured as open after it was recorded as closed (%1): reopened, or that day is wrong.")
                         .arg(words.date(*data.wound.closed));
        }
    }
    if (data.healing.curve && data.healing.curve->closure) {
        lines << words("If the fitted curve holds, the area falls below 0.1 cm² between %1 and %2.")
                     .arg(words.date(data.healing.curve->closure->earliest), words.date(data.healing.curve->closure->latest));
    }
    if (!data.visits.empty() && !isAccepted(data.visits.back())) {
        lines << words("The newest visit (%1) is proposed and not yet accepted; it takes no part in this statement.")
                     .arg(words.date(data.visits.back().date));
    }
    return lines;
}

}  // namespace

bool applies(const ReportData&) { return true; }

void draw(Sheet& sheet, const ReportData& data)
{
    const Words& words = sheet.words();
    sheet.moveTo(sheet.page().top() + sheet.mm(14));
    sheet.moveTo(sheet.y() + sheet.text({sheet.left(), sheet.y(), sheet.width(), 0}, words("Wound progress report"),
                                        sheet.font(style::kTitlePt, true), style::kText));
    sheet.skip(0.8);
    sheet.moveTo(sheet.y() + sheet.text({sheet.left(), sheet.y(), sheet.width(), 0}, QString::fromStdString(data.clinic),
                                        sheet.font(style::kHeadingPt), style::kMuted));
    sheet.skip(2.5);
    sheet.rule(sheet.y(), style::kAccent, 0.5);
    sheet.skip(3.5);
    drawIdentity(sheet, data);
    const QStringList lines = statement(words, data);
    sheet.section(words("Change"), sheet.mm(30));
    drawTiles(sheet, tiles(words, data));
    sheet.skip(3.5);
    for (const QString& line : lines) {
        sheet.paragraph(line, sheet.font(style::kBodyPt), style::kText);
        sheet.skip(0.9);
    }
}

}  // namespace cicatrix::report::pages::summary

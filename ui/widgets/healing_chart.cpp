// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/healing_chart.h"

#include "ui/bridge/locale_text.h"
#include "ui/widgets/healing_chart_plots.h"
#include "ui/widgets/theme.h"

#include <QEvent>
#include <QHelpEvent>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace cicatrix::ui {

namespace {
constexpr double kReach = 16;  // how near the cursor must be to a visit
}

HealingChart::HealingChart(QWidget* parent) : QWidget(parent), m_plots(std::make_unique<HealingPlots>(*this))
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Healing chart"));
    restyle();
}

HealingChart::~HealingChart() = default;

bool HealingChart::isEmpty() const { return m_plots->frame.data.points.empty(); }

void HealingChart::setData(HealingChartData values)
{
    HealingFrame& frame = m_plots->frame;
    const DaySpan before = frame.whole;
    frame.data = std::move(values);
    m_plots->takeData();
    if (!(frame.whole == before)) {
        frame.map.time = frame.whole;
        frame.range.reset();
    }
    const auto gone = [&](std::int64_t visit) { return frame.point(visit) == nullptr; };
    m_current = m_current && gone(*m_current) ? std::nullopt : m_current;
    frame.focused = m_current ? frame.focused : std::nullopt;
    if (frame.hovered && gone(*frame.hovered)) {
        hover(std::nullopt, {});
    }
    m_drag = Drag::None;
    const bool dropped = std::erase_if(frame.selected, gone) > 0;
    arrange();
    describe();
    if (dropped) {
        Q_EMIT selectionChanged(frame.selected);
    }
}

void HealingChart::setLogarithmic(bool logarithmic)
{
    if (m_logarithmic != logarithmic) {
        m_logarithmic = logarithmic;
        arrange();
    }
}

void HealingChart::setEmptyText(const QString& text)
{
    m_plots->frame.emptyText = text;
    m_plots->repaint();
    describe();
}

void HealingChart::setSelection(std::vector<std::int64_t> visits)
{
    std::erase_if(visits, [&](std::int64_t visit) { return m_plots->frame.point(visit) == nullptr; });
    visits.resize(std::min<std::size_t>(2, visits.size()));
    m_plots->frame.selected = std::move(visits);
    m_plots->repaint();
    describe();
}

void HealingChart::setRange(std::optional<Range> days)
{
    m_plots->frame.range = days;
    m_plots->repaint();
}

void HealingChart::resetZoom()
{
    m_plots->frame.map.time = m_plots->frame.whole;
    arrange();
}

const std::vector<std::int64_t>& HealingChart::selection() const { return m_plots->frame.selected; }

std::optional<HealingChart::Range> HealingChart::range() const { return m_plots->frame.range; }

HealingChart::Range HealingChart::shownDays() const
{
    return {dateOf(m_plots->frame.map.time.from), dateOf(m_plots->frame.map.time.to)};
}

std::optional<QPointF> HealingChart::pointPosition(std::int64_t visit) const
{
    const HealingFrame& frame = m_plots->frame;
    const HealingPoint* const point = frame.point(visit);
    return point != nullptr && frame.map.shows(dayOf(point->date)) ? frame.marker(*point) : std::nullopt;
}

std::optional<QLineF> HealingChart::errorBarOf(std::int64_t visit) const
{
    const HealingPoint* const point = m_plots->frame.point(visit);
    if (!pointPosition(visit) || point->closed) {
        return std::nullopt;
    }
    return errorBar(m_plots->frame.map, dayOf(point->date), *point->areaCm2, point->plusMinusCm2);
}

QRectF HealingChart::areaPlot() const { return m_plots->frame.map.area; }

QRectF HealingChart::tissuePlot() const { return m_plots->frame.map.tissue; }

double HealingChart::xOf(QDate date) const { return m_plots->frame.map.x(dayOf(date)); }

QDate HealingChart::dateAt(double x) const
{
    const PlotMap& map = m_plots->frame.map;
    return dateOf(map.day(std::clamp(x, map.area.left(), map.area.right())));
}

void HealingChart::restyle()
{
    HealingFrame& frame = m_plots->frame;
    frame.tokens = &tokens(palette());
    frame.caption = textFont(size::kCaption);
    frame.captionBold = textFont(size::kCaption, true);
    frame.text = textFont(size::kText);
    frame.noArea = tr("No calibrated visit: the area in cm² is not known.");
    frame.tissueTitle = tr("Tissue shares, % of wound bed");
    frame.unit = tr("cm²");
    arrange();
    describe();
}

void HealingChart::arrange() { m_plots->arrange(size(), m_logarithmic); }

void HealingChart::describe()
{
    const HealingFrame& frame = m_plots->frame;
    QString text = frame.emptyText;
    if (m_current) {
        text = describe(*frame.point(*m_current));
    } else if (!isEmpty()) {
        text =
            tr("%n visit(s), %1 to %2", nullptr, int(frame.data.points.size()))
                .arg(dateText(fromQDate(frame.data.points.front().date)), dateText(fromQDate(frame.data.points.back().date)));
    }
    setAccessibleDescription(text);  // tells the screen reader, if it changed
}

QString HealingChart::describe(const HealingPoint& point) const
{
    QStringList parts{dateText(fromQDate(point.date))};
    if (point.closed) {
        parts << tr("closed");
    } else {
        parts << (point.areaCm2 ? point.areaText : tr("area not known"));
    }
    parts << (point.accepted ? tr("accepted") : tr("proposed"));
    parts << point.events;
    const auto& selected = m_plots->frame.selected;
    if (std::find(selected.begin(), selected.end(), point.visit) != selected.end()) {
        parts << tr("selected");
    }
    return parts.join(QStringLiteral(", "));
}

QString HealingChart::toolTipAt(QPointF position) const
{
    const HealingFrame& frame = m_plots->frame;
    const double strip = frame.map.area.bottom() + 8;
    for (const EventMark& mark : frame.events) {
        if (QRectF(mark.x - 9, strip, 18, 16).contains(position)) {
            return mark.names;
        }
    }
    const auto visit = visitAt(position);
    const HealingPoint* const point = visit ? frame.point(*visit) : nullptr;
    if (point != nullptr && point->closed && frame.map.area.adjusted(-kReach, 0, kReach, kReach).contains(position)) {
        return tr("%1: closed. A person recorded the wound as healed; nothing was measured.")
            .arg(dateText(fromQDate(point->date)));
    }
    if (!frame.weekFourText.isNull()) {
        const double line = frame.map.x(dayOf(*frame.data.weekFourDate));
        const QRectF wholeLine(line - 4, frame.weekFourText.top(), 8, frame.map.area.bottom() - frame.weekFourText.top());
        if (point == nullptr && (wholeLine.contains(position) || frame.weekFourText.contains(position))) {
            return frame.data.weekFourText;
        }
    }
    return {};
}

std::optional<std::int64_t> HealingChart::visitAt(QPointF position) const
{
    const HealingFrame& frame = m_plots->frame;
    const bool inTissue = frame.map.tissue.contains(position);
    std::optional<std::int64_t> nearest;
    double least = kReach;
    for (const HealingPoint& point : frame.data.points) {
        if (!frame.map.shows(dayOf(point.date))) {
            continue;
        }
        double distance = std::abs(frame.map.x(dayOf(point.date)) - position.x());
        if (!inTissue) {
            const auto at = frame.marker(point);
            distance = at ? std::hypot(at->x() - position.x(), at->y() - position.y()) : kReach + 1;
        }
        if (distance <= least) {
            least = distance;
            nearest = point.visit;
        }
    }
    return nearest;
}

void HealingChart::hover(std::optional<std::int64_t> visit, QPointF position)
{
    HealingFrame& frame = m_plots->frame;
    if (frame.hovered == visit) {
        return;
    }
    frame.hovered = visit;
    visit ? setCursor(Qt::PointingHandCursor) : unsetCursor();
    m_plots->repaint();
    const auto place = visit ? pointPosition(*visit) : std::nullopt;
    Q_EMIT hovered(visit, mapToGlobal(place.value_or(position)).toPoint());
}

void HealingChart::toggle(std::int64_t visit)
{
    auto& selected = m_plots->frame.selected;
    if (std::erase(selected, visit) == 0) {
        if (selected.size() == 2) {
            selected.erase(selected.begin());
        }
        selected.push_back(visit);
    }
    m_plots->repaint();
    describe();
    Q_EMIT selectionChanged(selected);
}

void HealingChart::clearRange()
{
    m_drag = Drag::None;
    if (m_plots->frame.range) {
        m_plots->frame.range.reset();
        m_plots->repaint();
        Q_EMIT rangeCleared();
    }
}

bool HealingChart::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        auto* const help = static_cast<QHelpEvent*>(event);
        const QString text = toolTipAt(help->pos());
        text.isEmpty() ? QToolTip::hideText() : QToolTip::showText(help->globalPos(), text, this);
        return true;
    }
    return QWidget::event(event);
}

void HealingChart::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    switch (event->type()) {
    case QEvent::PaletteChange:
    case QEvent::FontChange:
    case QEvent::StyleChange:
    case QEvent::LanguageChange:
    case QEvent::LocaleChange:
        restyle();
        break;
    default:
        break;
    }
}

void HealingChart::resizeEvent(QResizeEvent*) { arrange(); }

}  // namespace cicatrix::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/patient_list_model.h"

#include "core/measure/format.h"
#include "ui/bridge/locale_text.h"
#include "ui/models/desk.h"
#include "ui/models/figures_text.h"
#include "ui/models/site_text.h"

#include <QDate>
#include <QPointF>

#include <algorithm>

namespace cicatrix::ui {

namespace {

constexpr std::size_t kPage = 40;

struct Page {
    std::size_t offset = 0;
    std::size_t asked = 0;
    bool last = false;
    std::int64_t registered = 0;
    std::vector<clinic::PatientOverview> rows;
};

/// A page of the register; with `attention` as many pages as it takes to find one flagged row, or the end.
Result<Page> readPage(const store::Store& store, const store::PatientQuery& query, bool attention, Date today)
{
    CICATRIX_ASSIGN(const store::ReadTransaction read, store.read());
    Page page;
    page.offset = query.offset;
    CICATRIX_ASSIGN(page.registered, store::countPatients(read));
    CICATRIX_ASSIGN(page.rows, clinic::patientOverviews(read, query, today));
    page.asked = page.rows.size();
    page.last = page.rows.size() < query.limit;
    if (attention) {
        std::erase_if(page.rows, [](const clinic::PatientOverview& row) { return row.healing.flags.empty(); });
    }
    return page;
}

QString sinceFirst(const clinic::PatientOverview& row)
{
    if (row.leading && row.leading->data.closed && !row.series.points.empty() && row.series.points.back().closed) {
        return PatientListModel::tr("closed");
    }
    for (auto visit = row.healing.visits.rbegin(); visit != row.healing.visits.rend(); ++visit) {
        if (visit->sinceBaseline) {
            return signedPercentText(visit->sinceBaseline->percent);
        }
    }
    return {};
}

QVariant spark(const clinic::PatientOverview& row)
{
    QList<QPointF> points;
    for (const timeline::SeriesPoint& point : row.series.points) {
        if (point.closed || point.figures.total.areaCm2) {
            points << QPointF(double(toQDate(point.date).toJulianDay()), point.closed ? 0 : point.figures.total.areaCm2->value);
        }
    }
    return QVariant::fromValue(points);
}

int age(const std::optional<Date>& birth)
{
    if (!birth) {
        return -1;
    }
    const QDate born = toQDate(*birth);
    const QDate now = QDate::currentDate();
    return now.year() - born.year() - (now.month() * 100 + now.day() < born.month() * 100 + born.day() ? 1 : 0);
}

QString flag(const clinic::PatientOverview& row)
{
    if (!row.healing.flags.empty()) {
        return flagText(row.healing.flags.front(), row.healing);
    }
    if (row.leading && row.leading->data.closed) {
        return PatientListModel::tr("closed %1").arg(shortDateText(*row.leading->data.closed, fromQDate(QDate::currentDate())));
    }
    return {};
}

}  // namespace

PatientListModel::PatientListModel(Desk& desk, QObject* parent) : QAbstractTableModel(parent), m_desk(desk) {}

void PatientListModel::search(const QString& text)
{
    m_text = text.toStdString();
    ask(0, kPage);
}

void PatientListModel::setNeedsAttention(bool only)
{
    m_attention = only;
    ask(0, kPage);
}

void PatientListModel::refresh() { ask(0, std::max(kPage, m_asked)); }

void PatientListModel::ask(std::size_t offset, std::size_t limit)
{
    if (m_task) {
        m_task->cancel();
    }
    store::PatientQuery query;
    query.text = m_text;
    query.order = m_text.empty() ? store::PatientOrder::LastVisit : store::PatientOrder::Name;
    query.offset = offset;
    query.limit = limit;
    m_task = m_desk.run(
        jobs::Lane::Database, this,
        [query, attention = m_attention, today = fromQDate(QDate::currentDate())](Room& room, Progress&) {
            return readPage(*room.store, query, attention, today);
        },
        [this](Result<Page> page) {
            if (!page) {
                Q_EMIT failed(page.error());
                return;
            }
            m_registered = page->registered;
            m_complete = page->last;
            m_asked = page->offset + page->asked;
            if (page->offset == 0) {
                beginResetModel();
                m_rows = std::move(page->rows);
                endResetModel();
            } else if (!page->rows.empty()) {
                beginInsertRows({}, int(m_rows.size()), int(m_rows.size() + page->rows.size()) - 1);
                std::move(page->rows.begin(), page->rows.end(), std::back_inserter(m_rows));
                endInsertRows();
            }
            Q_EMIT answered();
            if (m_attention && !m_complete && m_rows.size() < kPage) {
                ask(m_asked, kPage);
            }
        });
}

int PatientListModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(m_rows.size()); }

int PatientListModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(kColumns); }

bool PatientListModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && !m_complete && !m_rows.empty() && !m_task;
}

void PatientListModel::fetchMore(const QModelIndex&) { ask(m_asked, kPage); }

QVariant PatientListModel::text(const clinic::PatientOverview& row, int column) const
{
    const store::PatientData& person = row.patient.data;
    switch (column) {
    case Name:
        return QString::fromStdString(person.given.empty() ? person.family : person.family + ", " + person.given);
    case Number:
        return QString::fromStdString(person.number);
    case Age:
        return person.birth ? QString::number(age(person.birth)) : QString();
    case Wound:
        return row.leading ? siteText(m_desk.sites(), row.leading->data.site) : tr("no wound");
    case LastVisit:
        return row.patient.lastVisit ? shortDateText(*row.patient.lastVisit, fromQDate(QDate::currentDate())) : QString();
    case SinceFirst:
        return sinceFirst(row);
    case Flag:
        return flag(row);
    default:
        return {};
    }
}

QVariant PatientListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount()) {
        return {};
    }
    const clinic::PatientOverview& row = m_rows[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case Qt::ToolTipRole:
        return index.column() == Flag && !row.healing.flags.empty() ? QString::fromStdString(row.healing.flags.front().text)
                                                                    : QVariant();
    case Qt::AccessibleTextRole:
        return headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString() + ": " +
               text(row, index.column()).toString();
    case PatientRole:
        return qlonglong(row.patient.id.value);
    case WoundRole:
        return qlonglong(row.leading ? row.leading->id.value : 0);
    case SparkRole:
        return spark(row);
    case ToneRole:
        return !row.healing.flags.empty() ? 2 : row.leading && row.leading->data.closed ? 1 : 0;
    default:
        return {};
    }
}

QVariant PatientListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal) {
        return {};
    }
    const QString names[kColumns] = {tr("Name"),       tr("Number"), tr("Age"),         tr("Leading wound"),
                                     tr("Last visit"), tr("Area"),   tr("Since first"), tr("Flag")};
    return section < int(kColumns) ? names[section] : QVariant();
}

}  // namespace cicatrix::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/screens/patients/patient_table.h"

#include "ui/models/patient_list_model.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/sparkline.h"
#include "ui/widgets/theme.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>

namespace cicatrix::ui {

namespace {

constexpr int kRowHeight = 52;

class RowPainter final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Tokens& t = tokens(option.palette);
        painter->save();
        painter->fillRect(option.rect, (option.state & QStyle::State_Selected) != 0 ? t.accentWash : t.panel);
        painter->setPen(t.line);
        painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
        const QRect inner = option.rect.adjusted(12, 0, -12, 0);
        if (index.column() == PatientListModel::Area) {
            paintArea(*painter, inner, index, t);
        } else if (index.column() == PatientListModel::Flag) {
            const int tone = index.data(PatientListModel::ToneRole).toInt();
            const QString text = index.data().toString();
            if (!text.isEmpty()) {
                paintPill(*painter, inner, text, tone == 2 ? Tone::Warning : Tone::Good, option.palette);
            }
        } else {
            const bool name = index.column() == PatientListModel::Name;
            const bool right = index.column() == PatientListModel::SinceFirst;
            painter->setFont(textFont(size::kText, name));
            painter->setPen(index.column() == PatientListModel::Number ? t.muted : t.text);
            painter->drawText(inner, (right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter,
                              painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, inner.width()));
        }
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {80, kRowHeight}; }

private:
    static void paintArea(QPainter& painter, const QRect& box, const QModelIndex& index, const Tokens& t)
    {
        std::vector<std::pair<qint64, double>> points;
        for (const QPointF& point : index.data(PatientListModel::SparkRole).value<QList<QPointF>>()) {
            points.emplace_back(qint64(point.x()), point.y());
        }
        painter.setRenderHint(QPainter::Antialiasing);
        paintSparkline(painter, QRectF(box).adjusted(0, 12, 0, -12), points, t);
    }
};

}  // namespace

PatientTable::PatientTable(PatientListModel& model, QWidget* parent) : QTableView(parent)
{
    setModel(&model);
    setItemDelegate(new RowPainter(this));
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setShowGrid(false);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTabKeyNavigation(false);
    setAccessibleName(tr("Patients"));
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(kRowHeight);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsClickable(false);
    connect(this, &QTableView::doubleClicked, this, [this](const QModelIndex& index) { Q_EMIT rowOpened(index.row()); });
}

int PatientTable::currentRow() const { return currentIndex().isValid() ? currentIndex().row() : -1; }

void PatientTable::selectRowQuietly(int row)
{
    const QSignalBlocker quiet(this);
    selectRow(row);
}

void PatientTable::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTableView::currentChanged(current, previous);
    if (current.isValid() && current.row() != previous.row()) {
        Q_EMIT rowChosen(current.row());
    }
}

void PatientTable::keyPressEvent(QKeyEvent* event)
{
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentRow() >= 0) {
        Q_EMIT rowOpened(currentRow());
        return;
    }
    QTableView::keyPressEvent(event);
}

void PatientTable::resizeEvent(QResizeEvent* event)
{
    // Parts of the width that each column gets; the flag takes what is left.
    static constexpr double kParts[] = {0.15, 0.09, 0.06, 0.2, 0.11, 0.11, 0.09};
    const int width = viewport()->width();
    int used = 0;
    for (int column = 0; column < PatientListModel::Flag; ++column) {
        const int part = int(width * kParts[column]);
        setColumnWidth(column, part);
        used += part;
    }
    setColumnWidth(PatientListModel::Flag, width - used);
    QTableView::resizeEvent(event);
}

}  // namespace cicatrix::ui

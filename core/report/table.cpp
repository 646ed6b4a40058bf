// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/table.h"

#include <QFontMetricsF>

#include <algorithm>
#include <numeric>

namespace cicatrix::report {

namespace {

double widestLine(const QString& text, const QFontMetricsF& metrics)
{
    double widest = 0;
    for (const QString& line : text.split(u'\n')) {
        widest = std::max(widest, metrics.horizontalAdvance(line));
    }
    return widest;
}

class TableDrawing {
public:
    TableDrawing(Sheet& sheet, const std::vector<TableColumn>& columns, const std::vector<TableRow>& rows)
        : m_sheet(sheet), m_columns(columns), m_rows(rows), m_cell(sheet.font(style::kBodyPt - 0.7)),
          m_head(sheet.font(style::kCaptionPt, true)), m_unit(sheet.font(style::kCaptionPt)), m_pad(sheet.mm(1.3)),
          m_widths(columnWidths())
    {
    }

    void draw()
    {
        m_sheet.keep(headHeight() + (m_rows.empty() ? 0 : rowHeight(m_rows.front())));
        drawHead();
        for (const TableRow& row : m_rows) {
            const double height = rowHeight(row);
            if (m_sheet.room() < height) {
                m_sheet.breakPage();
                drawHead();
            }
            drawRow(row, height);
        }
    }

private:
    /// What each column's content asks for; if the sum is too wide, the widest are levelled down until it fits, if it is
    /// too narrow, the rest is shared out.
    std::vector<double> columnWidths() const
    {
        const QFontMetricsF cell(m_cell), head(m_head), unit(m_unit);
        std::vector<double> widths;
        for (std::size_t c = 0; c < m_columns.size(); ++c) {
            double widest = std::max(widestLine(m_columns[c].title, head), widestLine(m_columns[c].unit, unit));
            for (const TableRow& row : m_rows) {
                widest = std::max(widest, widestLine(row.cells[c], cell));
            }
            widths.push_back(widest * 1.01 + 2 * m_pad);
        }
        const double total = std::accumulate(widths.begin(), widths.end(), 0.0);
        if (total > m_sheet.width()) {
            levelDown(widths);
        } else {
            for (double& width : widths) {
                width += (m_sheet.width() - total) / double(widths.size());
            }
        }
        return widths;
    }

    void levelDown(std::vector<double>& widths) const
    {
        std::vector<double> sorted = widths;
        std::sort(sorted.begin(), sorted.end());
        double left = m_sheet.width();
        double cap = left;
        for (std::size_t i = 0; i < sorted.size(); ++i) {
            cap = left / double(sorted.size() - i);
            if (sorted[i] > cap) {
                break;
            }
            left -= sorted[i];
        }
        for (double& width : widths) {
            width = std::min(width, cap);
        }
    }

    double headHeight() const
    {
        double height = 0;
        for (std::size_t c = 0; c < m_columns.size(); ++c) {
            const double inner = m_widths[c] - 2 * m_pad;
            height = std::max(height, m_sheet.textHeight(inner, m_columns[c].title, m_head)
                                          + m_sheet.textHeight(inner, m_columns[c].unit, m_unit));
        }
        return height + m_sheet.mm(2.4);
    }

    double rowHeight(const TableRow& row) const
    {
        double height = 0;
        for (std::size_t c = 0; c < m_columns.size(); ++c) {
            height = std::max(height, m_sheet.textHeight(m_widths[c] - 2 * m_pad, row.cells[c], m_cell));
        }
        return height + m_sheet.mm(2.0);
    }

    void drawHead()
    {
        const double height = headHeight();
        double y = m_sheet.y();
        m_sheet.painter().fillRect(QRectF(m_sheet.left(), y, m_sheet.width(), height), style::kPanel);
        y += m_sheet.mm(1.2);
        double x = m_sheet.left();
        for (std::size_t c = 0; c < m_columns.size(); ++c) {
            const TableColumn& column = m_columns[c];
            const QRectF box(x + m_pad, y, m_widths[c] - 2 * m_pad, 0);
            const double used = m_sheet.text(box, column.title, m_head, style::kText, column.align);
            m_sheet.text(box.translated(0, used), column.unit, m_unit, style::kMuted, column.align);
            x += m_widths[c];
        }
        m_sheet.moveTo(m_sheet.y() + height);
        m_sheet.rule(m_sheet.y(), style::kMuted);
    }

    void drawRow(const TableRow& row, double height)
    {
        const double y = m_sheet.y();
        if (row.marked) {
            m_sheet.painter().fillRect(QRectF(m_sheet.left(), y, m_sheet.width(), height), style::kWarningWash);
        }
        double x = m_sheet.left();
        for (std::size_t c = 0; c < m_columns.size(); ++c) {
            const bool known = row.cells[c] != QStringLiteral("–");
            m_sheet.text({x + m_pad, y + m_sheet.mm(1.0), m_widths[c] - 2 * m_pad, 0}, row.cells[c], m_cell,
                         known ? style::kText : style::kMuted, m_columns[c].align);
            x += m_widths[c];
        }
        m_sheet.moveTo(y + height);
        m_sheet.rule(m_sheet.y(), style::kFaint);
    }

    Sheet& m_sheet;
    const std::vector<TableColumn>& m_columns;
    const std::vector<TableRow>& m_rows;
    QFont m_cell, m_head, m_unit;
    double m_pad;
    std::vector<double> m_widths;
};

}  // namespace

void drawTable(Sheet& sheet, const std::vector<TableColumn>& columns, const std::vector<TableRow>& rows)
{
    TableDrawing(sheet, columns, rows).draw();
}

}  // namespace cicatrix::report

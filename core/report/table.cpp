// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/table.h"

#include <QFontMetricsF>

#include <algorithm>

namespace cicatrix::report {

namespace {

double widestPart(const QString& text, const QFontMetricsF& metrics, QChar separator)
{
    double widest = 0;
    for (const QString& part : text.split(separator)) {
        widest = std::max(widest, metrics.horizontalAdvance(part));
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
    struct Need {
        double least = 0;   ///< its longest word
        double wished = 0;  ///< its longest line
    };

    Need needOf(std::size_t column) const
    {
        const QFontMetricsF cell(m_cell), head(m_head), unit(m_unit);
        Need need;
        const auto add = [&](const QString& text, const QFontMetricsF& metrics) {
            need.wished = std::max(need.wished, widestPart(text, metrics, QChar(u'\n')));
            need.least = std::max(need.least, widestPart(QString(text).replace(u'\n', u' '), metrics, QChar(u' ')));
        };
        add(m_columns[column].title, head);
        add(m_columns[column].unit, unit);
        for (const TableRow& row : m_rows) {
            add(row.cells[column], cell);
        }
        return {need.least * 1.01 + 2 * m_pad, need.wished * 1.01 + 2 * m_pad};
    }

    /// Too wide: the widest columns wrap first, none below its longest word. Too narrow: the rest is shared.
    std::vector<double> columnWidths() const
    {
        std::vector<Need> needs;
        double least = 0, wished = 0;
        for (std::size_t c = 0; c < m_columns.size(); ++c) {
            needs.push_back(needOf(c));
            least += needs.back().least;
            wished += needs.back().wished;
        }
        const double room = m_sheet.width();
        const double cap = wished > room && least <= room ? capFor(needs, room) : room;
        std::vector<double> widths;
        for (const Need& need : needs) {
            if (wished <= room) {
                widths.push_back(need.wished + (room - wished) / double(needs.size()));
            } else {
                widths.push_back(least <= room ? std::clamp(cap, need.least, need.wished) : need.least * room / least);
            }
        }
        return widths;
    }

    /// The width that no column may exceed unless its longest word does, so that all together fill the room: by bisection.
    static double capFor(const std::vector<Need>& needs, double room)
    {
        double low = 0, high = room;
        for (int step = 0; step < 40; ++step) {
            const double cap = (low + high) / 2;
            double sum = 0;
            for (const Need& need : needs) {
                sum += std::clamp(cap, need.least, need.wished);
            }
            (sum > room ? high : low) = cap;
        }
        return low;
    }

    double headHeight() const
    {
        double height = 0;
        for (std::size_t c = 0; c < m_columns.size(); ++c) {
            const double inner = m_widths[c] - 2 * m_pad;
            height = std::max(height, m_sheet.textHeight(inner, m_columns[c].title, m_head) +
                                          m_sheet.textHeight(inner, m_columns[c].unit, m_unit));
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

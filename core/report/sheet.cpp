// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/sheet.h"

#include <QTextLayout>

#include <cmath>
#include <memory>

namespace cicatrix::report {

namespace {

constexpr double kSideMm = 16;
constexpr double kTopMm = 20;
constexpr double kBottomMm = 24;

/// Text broken into lines that fit; QPainter's own wrapping cuts a word that is too long for its line.
std::unique_ptr<QTextLayout> layOut(const QString& text, const QFont& font, double width, Qt::Alignment align)
{
    QString lines = text;
    lines.replace(u'\n', QChar::LineSeparator);
    auto layout = std::make_unique<QTextLayout>(lines, font);
    QTextOption option(align);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout->setTextOption(option);
    layout->setCacheEnabled(true);
    layout->beginLayout();
    double y = 0;
    for (QTextLine line = layout->createLine(); line.isValid(); line = layout->createLine()) {
        line.setLineWidth(width);
        line.setPosition({0, y});
        y += line.height() * 1.06;
    }
    layout->endLayout();
    return layout;
}

double heightOf(const QTextLayout& layout)
{
    if (layout.lineCount() == 0) {
        return 0;
    }
    const QTextLine last = layout.lineAt(layout.lineCount() - 1);
    return last.y() + last.height();
}

}  // namespace

QSizeF paperSizeMm(Paper paper) { return paper == Paper::A4 ? QSizeF(210, 297) : QSizeF(215.9, 279.4); }

Sheet::Sheet(QPainter& painter, const Words& words, Setup setup) : m_painter(painter), m_words(words), m_setup(std::move(setup))
{
    const QSizeF size = paperSizeMm(m_setup.paper);
    m_page = QRectF(0, 0, mm(size.width()), mm(size.height()));
    m_area = m_page.adjusted(mm(kSideMm), mm(kTopMm), -mm(kSideMm), -mm(kBottomMm));
    m_y = m_area.top();
    m_setup.furniture(*this, m_pageNumber);
}

void Sheet::keep(double height)
{
    if (room() < height && m_y > m_area.top()) {
        breakPage();
    }
}

void Sheet::breakPage()
{
    m_ok = m_setup.newPage() && m_ok;
    ++m_pageNumber;
    m_y = m_area.top();
    m_setup.furniture(*this, m_pageNumber);
}

void Sheet::section(const QString& title, double height)
{
    const QFont heading = font(style::kHeadingPt, true);
    const double above = m_y > m_area.top() ? mm(6.5) : 0;
    const double own = textHeight(width(), title, heading) + mm(2.6);
    keep(above + own + height);
    if (m_y > m_area.top()) {
        m_y += above;
    }
    m_y += text({left(), m_y, width(), 0}, title, heading, style::kText) + mm(0.9);
    rule(m_y, style::kLine);
    m_y += mm(1.9);
}

void Sheet::paragraph(const QString& content, const QFont& font, const QColor& colour)
{
    const auto layout = layOut(content, font, width(), Qt::AlignLeft);
    m_painter.setPen(colour);
    for (int i = 0; i < layout->lineCount(); ++i) {
        const QTextLine line = layout->lineAt(i);
        const double pitch = line.height() * 1.06;
        keep(pitch);
        m_painter.setPen(colour);
        line.draw(&m_painter, QPointF(left(), m_y - line.y()));
        m_y += pitch;
    }
}

double Sheet::text(const QRectF& box, const QString& content, const QFont& font, const QColor& colour, Qt::Alignment align)
{
    const auto layout = layOut(content, font, box.width(), align);
    m_painter.setPen(colour);
    layout->draw(&m_painter, box.topLeft());
    return heightOf(*layout);
}

double Sheet::textHeight(double width, const QString& content, const QFont& font) const
{
    return heightOf(*layOut(content, font, width, Qt::AlignLeft));
}

void Sheet::rule(double y, const QColor& colour, double widthMm)
{
    m_painter.setPen(QPen(colour, mm(widthMm)));
    m_painter.drawLine(QPointF(left(), y), QPointF(right(), y));
}

}  // namespace cicatrix::report

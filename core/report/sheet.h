// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/style.h"
#include "core/report/words.h"

#include <QPainter>
#include <QRectF>

#include <functional>

namespace cicatrix::report {

/// The paper a report is written on: a painter in device units, a text area, and a cursor that runs down it and over to
/// the next page. Sections flow one after the other; each says how much room it wants to keep together.
class Sheet {
public:
    struct Setup {
        Paper paper = Paper::A4;
        double dotsPerMm = 1;
        bool measuring = false;                      ///< the first pass, which only counts pages: pictures are left out
        std::function<bool()> newPage;               ///< gives the painter a fresh page
        std::function<void(Sheet&, int)> furniture;  ///< header line and footer of the page with this number
    };

    Sheet(QPainter& painter, const Words& words, Setup setup);

    [[nodiscard]] QPainter& painter() { return m_painter; }
    [[nodiscard]] const Words& words() const { return m_words; }
    [[nodiscard]] bool measuring() const { return m_setup.measuring; }
    [[nodiscard]] double mm(double millimetres) const { return millimetres * m_setup.dotsPerMm; }
    [[nodiscard]] double point() const { return mm(25.4 / 72); }
    [[nodiscard]] QFont font(double points, bool bold = false) const { return reportFont(points, point(), bold); }

    [[nodiscard]] QRectF page() const { return m_page; }
    [[nodiscard]] double left() const { return m_area.left(); }
    [[nodiscard]] double right() const { return m_area.right(); }
    [[nodiscard]] double width() const { return m_area.width(); }
    [[nodiscard]] double y() const { return m_y; }
    void moveTo(double y) { m_y = y; }
    void skip(double millimetres) { m_y += mm(millimetres); }
    [[nodiscard]] double room() const { return m_area.bottom() - m_y; }
    [[nodiscard]] double fullRoom() const { return m_area.height(); }
    [[nodiscard]] int pageNumber() const { return m_pageNumber; }

    /// Goes to the next page unless `height` device units are still free.
    void keep(double height);
    void breakPage();
    /// A section's heading, kept with at least `height` device units of what follows.
    void section(const QString& title, double height);
    /// Text over the full width at the cursor, breaking over lines and pages; moves the cursor.
    void paragraph(const QString& text, const QFont& font, const QColor& colour);

    /// Word-wrapped text in `box`; returns the height it takes. Words too long for the line break anywhere.
    double text(const QRectF& box, const QString& text, const QFont& font, const QColor& colour,
                Qt::Alignment align = Qt::AlignLeft);
    [[nodiscard]] double textHeight(double width, const QString& text, const QFont& font) const;
    void rule(double y, const QColor& colour, double widthMm = 0.2);

    /// False after the device refused a page.
    [[nodiscard]] bool ok() const { return m_ok; }

private:
    QPainter& m_painter;
    const Words& m_words;
    Setup m_setup;
    QRectF m_page;
    QRectF m_area;
    double m_y = 0;
    int m_pageNumber = 1;
    bool m_ok = true;
};

/// Size of a paper in millimetres, upright.
[[nodiscard]] QSizeF paperSizeMm(Paper paper);

}  // namespace cicatrix::report

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/tissue.h"

#include <QWidget>

#include <optional>
#include <set>
#include <vector>

namespace cicatrix::ui {

/// One line: swatch with pattern and letter, name, bar, share, area.
struct LegendLine {
    Tissue code = Tissue::Other;
    QString name;
    double share = 0;   ///< 0…1, the bar's length
    QString shareText;  ///< "58 %"
    QString areaText;   ///< "4.66 cm²"; empty where there is no scale
};

/// The tissues of a wound. A click shows or hides one on the photo, hovering isolates it.
class TissueLegend : public QWidget {
    Q_OBJECT

public:
    explicit TissueLegend(QWidget* parent = nullptr);

    void setLines(std::vector<LegendLine> lines);
    void setHidden(const std::set<Tissue>& hidden);
    [[nodiscard]] const std::set<Tissue>& hidden() const { return m_hidden; }
    [[nodiscard]] QRect lineRect(std::size_t index) const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void hiddenChanged(const std::set<Tissue>& hidden);
    void isolated(std::optional<Tissue> code);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void toggle(std::size_t index);
    void hover(int index);
    void describe();

    std::vector<LegendLine> m_lines;
    std::set<Tissue> m_hidden;
    int m_hovered = -1;
    int m_focused = 0;
};

/// A tissue's colour, pattern and letter in a rounded square.
void paintSwatch(QPainter& painter, const QRectF& box, Tissue code);

}  // namespace cicatrix::ui

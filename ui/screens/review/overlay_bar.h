// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/overlay_layer.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QSlider;

namespace cicatrix::ui {

/// How the tissues lie over the photo: opacity, patterns, confidence view, and an eye to hold for a peek below.
class OverlayBar : public QFrame {
    Q_OBJECT

public:
    explicit OverlayBar(QWidget* parent = nullptr);
    /// Shows the canvas' own settings; emits nothing.
    void setView(const OverlayView& view);
    void setConfidenceKnown(bool known);

Q_SIGNALS:
    void viewChanged(const OverlayView& view);
    void peeked(bool held);

private:
    void change();

    OverlayView m_view;
    QSlider* m_opacity;
    QLabel* m_percent;
    QPushButton* m_patterns;
    QPushButton* m_confidence;
};

}  // namespace cicatrix::ui

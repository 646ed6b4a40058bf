// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/screens/review/overlay_bar.h"

#include "ui/widgets/icon.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSlider>

namespace cicatrix::ui {

OverlayBar::OverlayBar(QWidget* parent)
    : QFrame(parent), m_opacity(new QSlider(Qt::Horizontal)), m_percent(new QLabel), m_patterns(new QPushButton(tr("Hatch"))),
      m_confidence(new QPushButton(tr("Confidence")))
{
    setRole(*this, role::kCard);
    m_opacity->setRange(0, 100);
    m_opacity->setFixedWidth(90);
    m_opacity->setAccessibleName(tr("Opacity of the tissues"));
    m_percent->setFixedWidth(40);
    auto* eye = new QPushButton;
    eye->setIcon(icon("eye"));
    eye->setAccessibleName(tr("Hold to look under the overlay"));
    eye->setToolTip(tr("Hold to look under the overlay (Space+O)"));
    m_patterns->setToolTip(tr("Patterns beside the colours (H)"));
    m_confidence->setToolTip(tr("Where the model was unsure (C)"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 4, 6, 4);
    layout->setSpacing(8);
    layout->addWidget(new QLabel(tr("Overlay")));
    layout->addWidget(m_opacity);
    layout->addWidget(m_percent);
    for (QPushButton* button : {m_patterns, m_confidence}) {
        button->setCheckable(true);
        layout->addWidget(button);
        connect(button, &QPushButton::clicked, this, &OverlayBar::change);
    }
    layout->addWidget(eye);
    for (QPushButton* button : {m_patterns, m_confidence, eye}) {
        button->setObjectName("barButton");
    }
    connect(m_opacity, &QSlider::valueChanged, this, &OverlayBar::change);
    connect(eye, &QPushButton::pressed, this, [this] { Q_EMIT peeked(true); });
    connect(eye, &QPushButton::released, this, [this] { Q_EMIT peeked(false); });
    setView({});
}

void OverlayBar::setView(const OverlayView& view)
{
    m_view = view;
    const QSignalBlocker quiet(m_opacity);
    m_opacity->setValue(view.shown ? qRound(view.opacity * 100) : 0);
    m_percent->setText(QString::number(m_opacity->value()) + " %");
    m_patterns->setChecked(view.patterns);
    m_confidence->setChecked(view.confidence);
}

void OverlayBar::setConfidenceKnown(bool known) { m_confidence->setEnabled(known); }

void OverlayBar::change()
{
    m_view.opacity = m_opacity->value() / 100.0;
    m_view.shown = m_opacity->value() > 0;
    m_view.patterns = m_patterns->isChecked();
    m_view.confidence = m_confidence->isChecked();
    m_percent->setText(QString::number(m_opacity->value()) + " %");
    Q_EMIT viewChanged(m_view);
}

}  // namespace cicatrix::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/tokens.h"

#include <QIcon>
#include <QRectF>
#include <QString>

class QPainter;

namespace cicatrix::ui {

/// The icon resources/icons/NAME.svg, sharp at every size and device pixel ratio. Its colours are those of the
/// application's palette at the time it is painted: `off`, half of it when disabled, and `on` when checked or selected.
/// A name without a drawing gives a null icon.
[[nodiscard]] QIcon icon(const QString& name, QColor Tokens::*off = &Tokens::muted, QColor Tokens::*on = &Tokens::accent);

/// The same drawing in one colour, for widgets that paint themselves; `box` in the painter's units.
void paintIcon(QPainter& painter, const QRectF& box, const QString& name, const QColor& colour);

}  // namespace cicatrix::ui

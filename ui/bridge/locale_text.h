// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/date.h"
#include "core/base/event_kind.h"
#include "core/base/tissue.h"
#include "core/base/warning.h"

#include <QDate>
#include <QString>

namespace cicatrix::ui {

[[nodiscard]] QDate toQDate(Date date);
[[nodiscard]] Date fromQDate(QDate date);

/// "28 Oct 2026" in the application's language; no place for ambiguity between day and month.
[[nodiscard]] QString dateText(Date date);
/// "28 Oct", and with the year where it is not that of `today`.
[[nodiscard]] QString shortDateText(Date date, Date today);
/// A number with that many digits after the point, as the locale writes it.
[[nodiscard]] QString numberText(double value, int decimals);
/// "+18 %", "−9 %", "0 %": a real minus sign.
[[nodiscard]] QString signedPercentText(double percent);
/// "granulation" in the application's language.
[[nodiscard]] QString tissueText(Tissue code);
/// "debridement" in the application's language.
[[nodiscard]] QString eventText(EventKind kind);
/// A warning for people: "The photo is blurred"; codes without words of their own as `describe` says.
[[nodiscard]] QString warningText(const Warning& warning);

}  // namespace cicatrix::ui

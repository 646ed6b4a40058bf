// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/locale_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace cicatrix::ui {

namespace {

struct WarningWords {
    WarningCode code;
    const char* text;
};

constexpr WarningWords kWarnings[] = {
    {WarningCode::Blurred, QT_TRANSLATE_NOOP("Warning", "The photo is blurred")},
    {WarningCode::Overexposed, QT_TRANSLATE_NOOP("Warning", "The photo is overexposed")},
    {WarningCode::Underexposed, QT_TRANSLATE_NOOP("Warning", "The photo is too dark")},
    {WarningCode::LowResolution, QT_TRANSLATE_NOOP("Warning", "Low resolution; a messenger may have shrunk the photo")},
    {WarningCode::WoundTouchesBorder,
     QT_TRANSLATE_NOOP("Warning", "The wound reaches the photo's edge; part of it may be missing")},
    {WarningCode::NoWoundFound, QT_TRANSLATE_NOOP("Warning", "No wound was found")},
    {WarningCode::NoMarkerFound, QT_TRANSLATE_NOOP("Warning", "No printed marker was found")},
    {WarningCode::MarkerSuspect, QT_TRANSLATE_NOOP("Warning", "A marker was found, but it is bent, blurred or partly hidden")},
    {WarningCode::MarkersDisagree,
     QT_TRANSLATE_NOOP("Warning", "The two markers give different scales; they may not lie in one plane")},
    {WarningCode::MirroredMarker, QT_TRANSLATE_NOOP("Warning", "The marker is mirrored; was the photo mirrored?")},
    {WarningCode::TiltNotCorrected, QT_TRANSLATE_NOOP("Warning", "The camera's tilt is not corrected")},
    {WarningCode::CloseWideAngle, QT_TRANSLATE_NOOP("Warning", "Taken very near with a wide-angle lens; edges are distorted")},
    {WarningCode::LowConfidence, QT_TRANSLATE_NOOP("Warning", "The model is unsure about much of this wound")},
    {WarningCode::FellBack, QT_TRANSLATE_NOOP("Warning", "Memory was short; the photo was analysed in smaller pieces")},
    {WarningCode::UncalibratedColour, QT_TRANSLATE_NOOP("Warning", "Colours are not calibrated")},
};

struct TissueWords {
    Tissue code;
    const char* text;
};

constexpr TissueWords kTissues[] = {
    {Tissue::Granulation, QT_TRANSLATE_NOOP("Tissue", "granulation")},
    {Tissue::Slough, QT_TRANSLATE_NOOP("Tissue", "slough / fibrin")},
    {Tissue::Necrosis, QT_TRANSLATE_NOOP("Tissue", "necrosis / eschar")},
    {Tissue::Epithelium, QT_TRANSLATE_NOOP("Tissue", "epithelial tissue")},
    {Tissue::Callus, QT_TRANSLATE_NOOP("Tissue", "callus (peri-wound)")},
    {Tissue::Other, QT_TRANSLATE_NOOP("Tissue", "other / not assessable")},
    {Tissue::Ignore, QT_TRANSLATE_NOOP("Tissue", "not labelled")},
};

}  // namespace

QDate toQDate(Date date)
{
    const std::chrono::year_month_day day(date);
    return {int(day.year()), int(unsigned(day.month())), int(unsigned(day.day()))};
}

Date fromQDate(QDate date) { return Date(std::chrono::days(QDate(1970, 1, 1).daysTo(date))); }

QString dateText(Date date) { return QLocale().toString(toQDate(date), "d MMM yyyy"); }

QString shortDateText(Date date, Date today)
{
    const QDate day = toQDate(date);
    return QLocale().toString(day, day.year() == toQDate(today).year() ? "d MMM" : "d MMM yyyy");
}

QString numberText(double value, int decimals) { return QLocale().toString(value, 'f', decimals); }

QString signedPercentText(double percent)
{
    const long whole = std::lround(std::abs(percent));
    const QString sign = whole == 0 ? "" : percent > 0 ? "+" : "−";
    return sign + QLocale().toString(qlonglong(whole)) + " %";
}

QString tissueText(Tissue code)
{
    for (const TissueWords& words : kTissues) {
        if (words.code == code) {
            return QCoreApplication::translate("Tissue", words.text);
        }
    }
    return {};
}

QString eventText(EventKind kind)
{
    switch (kind) {
    case EventKind::Debridement:
        return QCoreApplication::translate("Event", "debridement");
    case EventKind::Surgery:
        return QCoreApplication::translate("Event", "surgery");
    case EventKind::Infection:
        return QCoreApplication::translate("Event", "infection");
    case EventKind::AntibioticStart:
        return QCoreApplication::translate("Event", "antibiotics begun");
    case EventKind::DressingChange:
        return QCoreApplication::translate("Event", "dressing changed");
    case EventKind::Hospitalised:
        return QCoreApplication::translate("Event", "in hospital");
    case EventKind::Other:
        break;
    }
    return QCoreApplication::translate("Event", "other event");
}

QString warningText(const Warning& warning)
{
    for (const WarningWords& words : kWarnings) {
        if (words.code == warning.code) {
            return QCoreApplication::translate("Warning", words.text);
        }
    }
    return QString::fromStdString(describe(warning));
}

}  // namespace cicatrix::ui

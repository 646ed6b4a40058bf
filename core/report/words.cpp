// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/words.h"

#include <QDate>
#include <QDateTime>
#include <QRegularExpression>
#include <QTranslator>

#include <array>

// Outside any namespace: the macro declares a function of the resource compiler.
static void initTranslations() { Q_INIT_RESOURCE(report_translations); }

namespace cicatrix::report {

namespace {

constexpr const char* kContext = "Report";

struct Term {
    const char* key;
    const char* english;
};

/// The reader's word for a key that a file holds. `term` looks the English up like any other text.
constexpr std::array kTerms{
    Term{"venous_leg_ulcer", "venous leg ulcer"},
    Term{"arterial_ulcer", "arterial ulcer"},
    Term{"mixed_ulcer", "mixed arterial and venous ulcer"},
    Term{"diabetic_foot_ulcer", "diabetic foot ulcer"},
    Term{"pressure_injury", "pressure injury"},
    Term{"surgical", "surgical wound"},
    Term{"traumatic", "traumatic wound"},
    Term{"burn", "burn"},
    Term{"other", "other"},
    Term{"left", "left"},
    Term{"right", "right"},
    Term{"midline", "midline"},
    Term{"none", "none"},
    Term{"light", "light"},
    Term{"moderate", "moderate"},
    Term{"heavy", "heavy"},
    Term{"faint", "faint"},
    Term{"strong", "strong"},
    Term{"debridement", "debridement"},
    Term{"surgery", "surgery"},
    Term{"infection", "infection"},
    Term{"dressing_change", "change of dressing"},
    Term{"antibiotic_start", "antibiotics"},
    Term{"hospitalised", "hospital stay"},
};

}  // namespace

Words::Words(Language language)
    : m_language(language), m_locale(language == Language::German ? QLocale(QLocale::German, QLocale::Germany)
                                                                  : QLocale(QLocale::English, QLocale::UnitedKingdom))
{
    if (language == Language::German) {
        initTranslations();
        m_translator = std::make_unique<QTranslator>();
        [[maybe_unused]] const bool loaded = m_translator->load(QStringLiteral(":/cicatrix/report/report_de.qm"));
        Q_ASSERT(loaded);
    }
}

Words::~Words() = default;

QString Words::operator()(const char* source) const
{
    const QString translated = m_translator ? m_translator->translate(kContext, source) : QString();
    return translated.isEmpty() ? QString::fromUtf8(source) : translated;
}

QString Words::term(const std::string& key) const
{
    for (const Term& term : kTerms) {
        if (key == term.key) {
            return (*this)(term.english);
        }
    }
    return QString::fromStdString(key);
}

QString Words::note(const std::string& english) const
{
    const QString source = QString::fromStdString(english);
    const QString whole = (*this)(english.c_str());
    const QRegularExpressionMatch number = QRegularExpression(QStringLiteral("\\d+")).match(source);
    if (m_translator == nullptr || whole != source || !number.hasMatch()) {
        return whole;
    }
    QString pattern = source;
    pattern.replace(number.capturedStart(), number.capturedLength(), QStringLiteral("%1"));
    const QString translated = (*this)(pattern.toUtf8().constData());
    return translated == pattern ? source : translated.arg(number.captured());
}

QString Words::tissue(Tissue code) const { return (*this)(std::string(tissueStyle(code).english).c_str()); }

QString Words::date(Date date) const
{
    const std::chrono::year_month_day day(date);
    const QDate value(int(day.year()), int(unsigned(day.month())), int(unsigned(day.day())));
    return m_locale.toString(value, m_language == Language::German ? QStringLiteral("dd.MM.yyyy")
                                                                   : QStringLiteral("d\u00A0MMM\u00A0yyyy"));
}

QString Words::dateTime(Timestamp time) const
{
    const Date day = std::chrono::floor<std::chrono::days>(time);
    const QTime clock = QTime::fromMSecsSinceStartOfDay(int((time - Timestamp(day)).count()));
    return date(day) + QStringLiteral(", ") + clock.toString(QStringLiteral("HH:mm")) + QStringLiteral("\u00A0UTC");
}

QString Words::local(const std::string& number) const
{
    QString text = QString::fromStdString(number);
    return m_language == Language::German ? text.replace(u'.', u',') : text;
}

QString Words::value(const measure::FormattedEstimate& estimate) const
{
    const QString number = local(estimate.valueText);
    return estimate.plusMinusText.empty() ? number : number + QStringLiteral(" ± ") + local(estimate.plusMinusText);
}

QString Words::areaCm2(const Estimate& area) const { return local(measure::formatAreaCm2(area).text("cm²")); }

QString Words::number(double value, int decimals) const
{
    QString text = QString::number(value, 'f', decimals);
    if (text.startsWith(u'-')) {
        text[0] = QChar(0x2212);
    }
    return m_language == Language::German ? text.replace(u'.', u',') : text;
}

}  // namespace cicatrix::report

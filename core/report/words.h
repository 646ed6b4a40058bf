// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/date.h"
#include "core/base/figures.h"
#include "core/measure/format.h"
#include "core/report/report.h"

#include <QLocale>
#include <QString>

#include <memory>
#include <optional>
#include <string>

class QTranslator;

namespace cicatrix::report {

/// The report's own translator: English source strings, German from the compiled translations/report_de.ts, looked up
/// directly, so that the window's language and other threads are not touched. Dates and decimal signs go with it.
class Words {
public:
    explicit Words(Language language);
    ~Words();

    /// The text in the report's language. A test holds every literal written as words("…") against the .ts file.
    [[nodiscard]] QString operator()(const char* source) const;
    /// A key of the store ("venous", "moderate", …) in words; what is no known key is somebody's own words and stays.
    [[nodiscard]] QString term(const std::string& key) const;
    [[nodiscard]] QString tissue(Tissue code) const;
    /// A remark of core/timeline, which speaks plain English with at most one number in it.
    [[nodiscard]] QString note(const std::string& english) const;

    [[nodiscard]] Language language() const { return m_language; }
    [[nodiscard]] QString date(Date date) const;
    [[nodiscard]] QString dateTime(Timestamp time) const;
    /// Text made by core/measure/format.h (decimal point) with this language's decimal sign.
    [[nodiscard]] QString local(const std::string& number) const;
    [[nodiscard]] QString number(double value, int decimals) const;
    /// "12.4 ± 1.2", for a column with its unit in the heading.
    [[nodiscard]] QString value(const measure::FormattedEstimate& estimate) const;
    /// "12.4 cm² ± 1.2".
    [[nodiscard]] QString areaCm2(const Estimate& area) const;

private:
    Language m_language;
    QLocale m_locale;
    std::unique_ptr<QTranslator> m_translator;
};

}  // namespace cicatrix::report

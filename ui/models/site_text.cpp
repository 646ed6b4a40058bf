// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/site_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace cicatrix::ui {

namespace {

/// The keys of clinic::aetiologies() in the window's words.
struct CauseWords {
    const char* key;
    const char* text;
};
constexpr CauseWords kCauses[] = {
    {"venous_leg_ulcer", QT_TRANSLATE_NOOP("Aetiology", "venous leg ulcer")},
    {"diabetic_foot_ulcer", QT_TRANSLATE_NOOP("Aetiology", "diabetic foot ulcer")},
    {"arterial_ulcer", QT_TRANSLATE_NOOP("Aetiology", "arterial ulcer")},
    {"mixed_leg_ulcer", QT_TRANSLATE_NOOP("Aetiology", "mixed arteriovenous leg ulcer")},
    {"pressure_injury", QT_TRANSLATE_NOOP("Aetiology", "pressure injury")},
    {"surgical", QT_TRANSLATE_NOOP("Aetiology", "surgical wound")},
    {"traumatic", QT_TRANSLATE_NOOP("Aetiology", "traumatic wound")},
    {"burn", QT_TRANSLATE_NOOP("Aetiology", "burn")},
    {"other", QT_TRANSLATE_NOOP("Aetiology", "other")},
};

}  // namespace

QString siteText(const std::vector<clinic::Site>& sites, const std::string& id)
{
    const auto found = std::find_if(sites.begin(), sites.end(), [&](const clinic::Site& site) { return site.id == id; });
    if (found == sites.end()) {
        return QString::fromStdString(id);
    }
    QString name = QString::fromStdString(QLocale().language() == QLocale::German ? found->german : found->english);
    if (!name.isEmpty()) {
        name[0] = name[0].toUpper();
    }
    return name;
}

QString aetiologyText(const std::string& key)
{
    for (const CauseWords& cause : kCauses) {
        if (cause.key == key) {
            return QCoreApplication::translate("Aetiology", cause.text);
        }
    }
    return QString::fromStdString(key);
}

}  // namespace cicatrix::ui

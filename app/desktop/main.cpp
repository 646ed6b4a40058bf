// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/main_window.h"
#include "ui/shell/screenshots.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QLocale>
#include <QSettings>
#include <QTranslator>

#include <filesystem>

namespace {

std::filesystem::path resources()
{
    return std::filesystem::path(QCoreApplication::applicationDirPath().toStdString()).parent_path() / "share" / "cicatrix";
}

std::string systemUser()
{
    for (const char* variable : {"USER", "LOGNAME"}) {
        if (const QByteArray name = qgetenv(variable); !name.isEmpty()) {
            return name.toStdString();
        }
    }
    return "user";
}

cicatrix::ui::Theme themeOf(const QString& name)
{
    using cicatrix::ui::Theme;
    return name == "light"           ? Theme::Light
           : name == "dark"          ? Theme::Dark
           : name == "high-contrast" ? Theme::HighContrast
                                     : cicatrix::ui::systemTheme();
}

}  // namespace

int main(int count, char** arguments)
{
    QApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    QApplication application(count, arguments);
    QApplication::setOrganizationName("Cicatrix");
    QApplication::setApplicationName("Cicatrix");
    QApplication::setApplicationVersion(CICATRIX_VERSION);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOption({"clinic", "Opens the clinic in this folder.", "DIR"});
    parser.addOption({"theme", "light, dark or high-contrast; else as the system's.", "NAME"});
    parser.addOption({"language", "en or de; else as the system's.", "NAME"});
    parser.addOption({"screenshots", "Saves a picture of every screen in every theme into this folder and quits.", "FOLDER"});
    parser.process(application);

    const QSettings settings;
    const QString language = parser.isSet("language") ? parser.value("language") : settings.value("language").toString();
    if (!language.isEmpty()) {
        QLocale::setDefault(QLocale(language));
    }
    QTranslator translator;
    if (translator.load(QLocale(), "cicatrix", "_", ":/cicatrix/i18n")) {
        QApplication::installTranslator(&translator);
    }
    const QString theme = parser.isSet("theme") ? parser.value("theme") : settings.value("theme").toString();
    cicatrix::ui::applyTheme(application, themeOf(theme), ":/cicatrix/fonts");

    cicatrix::ui::MainWindow window({resources(), systemUser(), std::string("Cicatrix ") + CICATRIX_VERSION});
    window.resize(1440, 900);
    window.show();
    const QString clinic = parser.isSet("clinic") ? parser.value("clinic") : settings.value("clinic").toString();
    if (!clinic.isEmpty()) {
        window.openClinic(clinic);
    }
    if (parser.isSet("screenshots")) {
        cicatrix::ui::takeScreenshots(application, window, parser.value("screenshots"));
    }
    return QApplication::exec();
}

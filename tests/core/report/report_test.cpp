#include "core/report/card_page.h"
#include "core/report/chart.h"
#include "core/report/report.h"
#include "tests/core/report/sample_report.h"
#include <QGuiApplication>
#include <chrono>
#include <cstdio>
using namespace cicatrix::report;
int main(int argc, char** argv)
{
    QGuiApplication app(argc, argv);
    const std::string out = argc > 1 ? argv[1] : "/tmp/report-out";
    std::filesystem::create_directories(out);
    const auto data = sampleReport({12, 12, 1600, 1200});
    for (int i = 0; i < 2; ++i)
    for (const char* lang : {"en", "de"}) {
        for (const char* paper : {"a4", "letter"}) {
            ReportOptions o{*paperFromKey(paper), *languageFromKey(lang), cicatrix::Existing::Replace};
            const auto t = std::chrono::steady_clock::now();
            const auto r = writeReport(data, out + "/report-" + lang + "-" + paper + ".pdf", o);
            const double ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - t).count();
            std::printf("%s %s: %s %d pages %.0f ms\n", lang, paper, r ? r->id.c_str() : r.error().message().c_str(), r ? r->pages : 0, ms);
            (void)writeCard(out + "/card-" + lang + "-" + paper + ".pdf", o);
        }
        (void)writeChart({data.series, data.healing, "Wound 1"}, out + std::string("/chart-") + lang + ".png", *languageFromKey(lang), cicatrix::Existing::Replace);
        (void)writeChart({data.series, data.healing, "Wound 1"}, out + std::string("/chart-") + lang + ".svg", *languageFromKey(lang), cicatrix::Existing::Replace);
        (void)writeReport(bareReport(), out + "/bare-" + lang + ".pdf", {Paper::A4, *languageFromKey(lang), cicatrix::Existing::Replace});
        (void)writeReport(sampleReport({40, 3, 900, 700}), out + "/forty-" + lang + ".pdf", {Paper::A4, *languageFromKey(lang), cicatrix::Existing::Replace});
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/report.h"

#include "core/base/card_layout.h"
#include "core/measure/format.h"
#include "core/report/body_diagram.h"
#include "core/report/card_page.h"
#include "core/report/chart.h"
#include "core/report/pages.h"
#include "tests/core/report/sample_report.h"

#include <opencv2/aruco.hpp>

#include <QDirIterator>
#include <QFile>
#include <QImage>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>

#include <algorithm>
#include <cmath>

using namespace cicatrix;
using namespace cicatrix::report;

namespace {

QString run(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.start(program, arguments);
    return process.waitForFinished(60000) && process.exitCode() == 0 ? QString::fromUtf8(process.readAllStandardOutput())
                                                                     : QString();
}

/// The PDF's text with every run of white space as one blank.
QString textOf(const std::filesystem::path& pdf)
{
    return run(QStringLiteral("pdftotext"), {QString::fromStdString(pdf.string()), QStringLiteral("-")}).simplified();
}

QString readText(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// Every literal that the report says, from its sources: words("…" "…") and Term{"…", "…"}.
QStringList sourceTexts()
{
    static const QRegularExpression call(QStringLiteral(R"(words(?:\(\))?\(\s*((?:"(?:[^"\\]|\\.)*"\s*)+)\))"));
    static const QRegularExpression literal(QStringLiteral(R"re("((?:[^"\\]|\\.)*)")re"));
    static const QRegularExpression term(QStringLiteral(R"re(Term\{"[^"]*", "([^"]*)"\})re"));
    QStringList texts;
    QDirIterator files(QStringLiteral(CICATRIX_SOURCE_DIR "/core/report"), {QStringLiteral("*.cpp")}, QDir::Files,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString code = readText(files.next());
        for (auto found = call.globalMatch(code); found.hasNext();) {
            QString text;
            for (auto part = literal.globalMatch(found.next().captured(1)); part.hasNext();) {
                text += part.next().captured(1);
            }
            texts << text;
        }
        for (auto found = term.globalMatch(code); found.hasNext();) {
            texts << found.next().captured(1);
        }
    }
    return texts;
}

/// What the report takes over in English from other folders: tissues, warnings, remarks of core/timeline.
QStringList borrowedTexts()
{
    QStringList texts;
    for (const TissueStyle& look : tissueStyles()) {
        texts << QString::fromUtf8(look.english.data(), qsizetype(look.english.size()));
    }
    for (int code = 0; code < int(WarningCode::Other); ++code) {
        texts << QString::fromStdString(describe({WarningCode(code), {}}));
    }
    static const QRegularExpression note(QStringLiteral(R"re([nN]ote = "([^"]*)"|return \{std::nullopt, "([^"]*)"\})re"));
    for (const char* file : {"curve.cpp", "healing.cpp"}) {
        const QString code = readText(QStringLiteral(CICATRIX_SOURCE_DIR "/core/timeline/") + QString::fromLatin1(file));
        for (auto found = note.globalMatch(code); found.hasNext();) {
            const auto match = found.next();
            const QString text = match.captured(1) + match.captured(2);
            texts << (text.endsWith(u' ') ? text + QStringLiteral("%1") : text);
        }
    }
    texts.removeAll(QString());
    return texts;
}

QImage rasterised(const std::filesystem::path& pdf, const QString& folder, int dpi)
{
    const QString stem = folder + QStringLiteral("/page");
    run(QStringLiteral("pdftoppm"), {QStringLiteral("-r"), QString::number(dpi), QStringLiteral("-png"),
                                     QStringLiteral("-singlefile"), QString::fromStdString(pdf.string()), stem});
    return QImage(stem + QStringLiteral(".png"));
}

/// The diagram in a box of 33 × 44 mm at (5, 2), ten dots a millimetre.
QImage diagram(const BodyPlace& place)
{
    QImage picture(500, 500, QImage::Format_RGB32);
    picture.fill(Qt::white);
    QPainter painter(&picture);
    const Words words(Language::English);
    Sheet sheet(painter, words, {Paper::A4, 10, false, [] { return true; }, [](Sheet&, int) {}});
    drawBodyDiagram(sheet, {50, 20, 330, 440}, place);
    return picture;
}

}  // namespace

class ReportTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::filesystem::path path(const std::string& name) const
    {
        return m_folder.filePath(QString::fromStdString(name)).toStdString();
    }

    static void paperAndLanguage()
    {
        QTest::addColumn<QString>("paper");
        QTest::addColumn<QString>("language");
        for (const char* paper : {"a4", "letter"}) {
            for (const char* language : {"en", "de"}) {
                QTest::addRow("%s %s", paper, language) << QString::fromLatin1(paper) << QString::fromLatin1(language);
            }
        }
    }

    static ReportOptions optionsOf(const QString& paper, const QString& language)
    {
        return {paperFromKey(paper.toStdString()).value(), languageFromKey(language.toStdString()).value(), Existing::Replace};
    }

    static ReportOptions fetchOptions()
    {
        QFETCH(QString, paper);
        QFETCH(QString, language);
        return optionsOf(paper, language);
    }

    /// Every word of every page lies inside the margins of the paper.
    static void verifyInside(const std::filesystem::path& pdf)
    {
        const QString boxes = run(QStringLiteral("pdftotext"),
                                  {QStringLiteral("-bbox"), QString::fromStdString(pdf.string()), QStringLiteral("-")});
        static const QRegularExpression page(QStringLiteral(R"re(<page width="([\d.]+)" height="([\d.]+)">)re"));
        static const QRegularExpression word(
            QStringLiteral(R"re(<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">([^<]*)<)re"));
        const auto size = page.match(boxes);
        QVERIFY(size.hasMatch());
        constexpr double kSide = 40;  // points: a little less than the 16 mm of margin
        int words = 0;
        for (auto found = word.globalMatch(boxes); found.hasNext(); ++words) {
            const auto match = found.next();
            const QByteArray what = match.captured(5).toUtf8();
            QVERIFY2(match.captured(1).toDouble() >= kSide, what.constData());
            QVERIFY2(match.captured(3).toDouble() <= size.captured(1).toDouble() - kSide, what.constData());
            QVERIFY2(match.captured(2).toDouble() >= 25 && match.captured(4).toDouble() <= size.captured(2).toDouble() - 14,
                     what.constData());
        }
        QVERIFY(words > 80);
    }

private Q_SLOTS:
    void everySectionsTextIsFoundInThePdf_data() { paperAndLanguage(); }
    void everySectionsTextIsFoundInThePdf()
    {
        const ReportOptions options = fetchOptions();
        const bool german = options.language == Language::German;
        const ReportData data = sampleReport();
        const auto receipt = writeReport(data, path("all.pdf"), options);
        QVERIFY2(receipt, receipt ? "" : receipt.error().message().c_str());
        const QString text = textOf(path("all.pdf"));
        QStringList wanted = german ? QStringList{"Wundverlaufsbericht",
                                                  "Müller, Käthe",
                                                  "PH-000123",
                                                  "02.11.1948",
                                                  "Knöchel innen, links",
                                                  "venöses Unterschenkelgeschwür",
                                                  "20.11.2025",
                                                  "Veränderung",
                                                  "jenseits des Messfehlers",
                                                  "gleicher Maßstab",
                                                  "Verlauf",
                                                  "Woche 4",
                                                  "Débridement",
                                                  "Messwerte",
                                                  "Gewebe und Befunde",
                                                  "9–12 Uhr",
                                                  "mäßig",
                                                  "Fotos, gleicher Maßstab",
                                                  "Notizen, Behandlung und Plan",
                                                  "Herkunft der Werte",
                                                  "Modell, unverändert",
                                                  "0,943",
                                                  "Grenzen",
                                                  "kein Medizinprodukt",
                                                  "überbelichtet",
                                                  "Ausgelassen: Besuch vom 15.01.2026",
                                                  "Unterschrift",
                                                  "PUSH 3.0",
                                                  "gedruckte Marker",
                                                  "Lineal"}
                                    : QStringList{"Wound progress report",
                                                  "Müller, Käthe",
                                                  "PH-000123",
                                                  "2 Nov 1948",
                                                  "ankle, medial, left",
                                                  "venous leg ulcer",
                                                  "20 Nov 2025",
                                                  "Change",
                                                  "beyond measurement error",
                                                  "same scale",
                                                  "Course",
                                                  "week 4",
                                                  "debridement",
                                                  "Measurements",
                                                  "Tissue and findings",
                                                  "9–12 o'clock",
                                                  "moderate",
                                                  "Photos, same scale",
                                                  "Notes, treatment and plan",
                                                  "Where the figures come from",
                                                  "model, untouched",
                                                  "0.943",
                                                  "Limits",
                                                  "not a medical device",
                                                  "overexposed",
                                                  "Left out: visit of 15 Jan 2026",
                                                  "Signature",
                                                  "PUSH 3.0",
                                                  "printed markers",
                                                  "ruler"};
        wanted << QStringLiteral("Vascular outpatient clinic, St. Elsewhere Hospital") << QStringLiteral("Dr. Ada Sample")
               << QString::fromStdString(data.auditHead) << QString::fromStdString(receipt->id)
               << QString::fromStdString(receipt->dataSha256) << QStringLiteral("wing_mtl_lite0 1.0.0")
               << QString::fromStdString(data.visits.front().provenance.modelSha256) << QStringLiteral("20 mm")
               << QString::fromStdString(data.visits.front().fields.notes)
               << QString::fromStdString(data.visits.front().fields.plan)
               << (german ? QStringLiteral("Seite %1 von %1") : QStringLiteral("Page %1 of %1")).arg(receipt->pages);
        for (const QString& part : wanted) {
            QVERIFY2(text.contains(part), part.toUtf8().constData());
        }
        verifyInside(path("all.pdf"));
    }

    void everyRegisteredSectionAppliesToAFullReport()
    {
        const ReportData data = sampleReport();
        QVERIFY(reportPages().size() >= 9);
        for (const Page& page : reportPages()) {
            QVERIFY2(page.applies(data), page.id.data());
        }
    }

    void figuresAreThoseOfTheOneRoundingFunction_data() { paperAndLanguage(); }
    void figuresAreThoseOfTheOneRoundingFunction()
    {
        const ReportOptions options = fetchOptions();
        const ReportData data = sampleReport();
        QVERIFY(writeReport(data, path("figures.pdf"), options));
        const QString text = textOf(path("figures.pdf"));
        const auto local = [&](const std::string& number) {
            QString result = QString::fromStdString(number);
            return options.language == Language::German ? result.replace(u'.', u',') : result;
        };
        for (const ReportVisit& visit : data.visits) {
            const WoundFigures& total = visit.figures->total;
            const auto area = measure::formatAreaCm2(*total.areaCm2);
            const QString cell = local(area.valueText + " ± " + area.plusMinusText);
            QVERIFY2(text.contains(cell), cell.toUtf8().constData());
            QVERIFY(text.contains(local(area.text("cm²"))));
            const auto length = measure::formatEstimate(Estimate{total.lengthMm->value / 10, total.lengthMm->sd / 10});
            const auto width = measure::formatEstimate(Estimate{total.widthMm->value / 10, total.widthMm->sd / 10});
            QVERIFY(text.contains(local(length.valueText + " × " + width.valueText)));
        }
    }

    void longNamesAndManyVisitsAreNotCutOff_data() { paperAndLanguage(); }
    void longNamesAndManyVisitsAreNotCutOff()
    {
        const ReportOptions options = fetchOptions();
        ReportData data = sampleReport({40, 3, 400, 300});
        data.patient.family = "Freifrau von Hohenlohe-Schillingsfürst-Wolkenstein-Trostburg zu Unterschenkelhausen";
        data.patient.given = "Maria Theresia Wilhelmine Friederike Adelgunde";
        data.clinic =
            "Department of Vascular Surgery, Angiology and Interdisciplinary Wound Care of the Regional Teaching Hospital";
        data.visits[4].fields.notes = std::string(200, 'W') + " end of the long word";
        data.visits[5].scores.push_back({"A scale with a rather long name", 12.5, 40.0});
        data.visits[6].provenance.reason =
            "border at the lower left was drawn through maceration; moved to the wound's edge after a second look";
        QVERIFY(writeReport(data, path("long.pdf"), options));
        const QString text = textOf(path("long.pdf"));
        QVERIFY(text.contains(QStringLiteral("Unterschenkelhausen")) && text.contains(QStringLiteral("Adelgunde")));
        QVERIFY(text.contains(QStringLiteral("Teaching Hospital")) && text.contains(QStringLiteral("end of the long word")));
        const bool german = options.language == Language::German;
        QCOMPARE(text.count(german ? QStringLiteral("26.01.2026") : QStringLiteral("26 Jan 2026")) >= 3, true);
        QVERIFY(text.contains(german ? QStringLiteral("05.10.2026") : QStringLiteral("5 Oct 2026")));
        verifyInside(path("long.pdf"));
    }

    void unknownValuesStayUnknown_data() { paperAndLanguage(); }
    void unknownValuesStayUnknown()
    {
        const ReportOptions options = fetchOptions();
        QVERIFY(writeReport(bareReport(), path("bare.pdf"), options));
        const QString text = textOf(path("bare.pdf"));
        const bool german = options.language == Language::German;
        QVERIFY(text.contains(german ? QStringLiteral("keine Kalibrierung") : QStringLiteral("no calibration")));
        QVERIFY(text.contains(german ? QStringLiteral("nicht maßstäblich") : QStringLiteral("not to scale")));
        QVERIFY(text.contains(german ? QStringLiteral("noch keine vier Wochen") : QStringLiteral("not yet four weeks")));
        QVERIFY(!text.contains(QRegularExpression(QStringLiteral(R"(\bnan\b|\b0[.,]0+ cm)"))));
        verifyInside(path("bare.pdf"));

        ReportData empty;
        empty.clinic = "Clinic";
        QVERIFY(writeReport(empty, path("empty.pdf"), options));
    }

    void everyTextHasAGermanOne()
    {
        QTranslator german;
        QVERIFY(german.load(QStringLiteral(":/cicatrix/report/report_de.qm")));
        QStringList texts = sourceTexts();
        QVERIFY(texts.size() > 100);
        const QStringList borrowed = borrowedTexts();
        QVERIFY(borrowed.size() > 30);
        QStringList missing;
        for (const QString& text : texts + borrowed) {
            if (german.translate("Report", text.toUtf8().constData()).isEmpty()) {
                missing << text;
            }
        }
        QVERIFY2(missing.isEmpty(), missing.join(QStringLiteral(" | ")).toUtf8().constData());
    }

    void germanHasNoEnglishLeft()
    {
        QVERIFY(writeReport(sampleReport(), path("german.pdf"), optionsOf("a4", "de")));
        const QString text = textOf(path("german.pdf"));
        for (const char* english : {" the ", " of ", " with ", "proposed", "accepted", "visit ", "week"}) {
            QString rest = text;
            rest.remove(QStringLiteral("photo of another wound"))
                .remove(QString::fromStdString(sampleReport({1, 0, 9, 9}).visits[0].fields.plan));
            QVERIFY2(!rest.contains(QString::fromLatin1(english), Qt::CaseSensitive), english);
        }
    }

    void theHashStandsForTheData()
    {
        const ReportData data = sampleReport();
        const ReportReceipt first = identify(data);
        QCOMPARE(first.id, "CR-20260309-" + first.dataSha256.substr(0, 8));
        QCOMPARE(identify(sampleReport()).dataSha256, first.dataSha256);
        ReportData changed = data;
        changed.visits[1].figures->total.areaCm2->value += 1e-9;
        QVERIFY(identify(changed).dataSha256 != first.dataSha256);
        changed = data;
        changed.visits[2].photo->sha256 = "another";
        QVERIFY(identify(changed).dataSha256 != first.dataSha256);
    }

    void aPseudonymHidesThePerson()
    {
        ReportData data = sampleReport();
        data.patient.pseudonym = "P-7Q2K";
        const auto receipt = writeReport(data, path("pseudonym.pdf"), optionsOf("a4", "en"));
        QVERIFY(receipt);
        const QString text = textOf(path("pseudonym.pdf"));
        QVERIFY(text.contains(QStringLiteral("P-7Q2K")));
        QVERIFY(!text.contains(QStringLiteral("Müller")) && !text.contains(QStringLiteral("PH-000123")) &&
                !text.contains(QStringLiteral("1948")));
        ReportData other = data;
        other.patient.family = "Else";
        QCOMPARE(identify(other).dataSha256, receipt->dataSha256);
    }

    void theDiagramMarksTheSiteOnBodyAndFoot()
    {
        const double unit = (440 - 34) / 240.0, foot = unit * 1.55;
        const QPointF footAt(50 + 100 * unit + 10, 20 + 240 * unit - 100 * foot);
        const auto pixel = [](const QImage& picture, QPointF at) { return picture.pixelColor(at.toPoint()); };
        const QPointF heel = QPointF(50, 20) + QPointF(38.5, 232.5) * unit, sole = footAt + QPointF(21, 91) * foot;
        const QImage left = diagram({BodyView::Back, 38.5, 232.5, FootPlace{FootView::Sole, true, 21, 91}});
        QCOMPARE(pixel(left, heel), style::kAccent);
        QCOMPARE(pixel(left, sole), style::kAccent);
        // A left foot from above has its great toe at the right.
        const QImage dorsum = diagram({BodyView::Front, 60, 228, FootPlace{FootView::Dorsum, true, 20, 50}});
        QCOMPARE(pixel(dorsum, footAt + QPointF(30.2, 15) * foot), style::kFaint);
        QCOMPARE(pixel(dorsum, footAt + QPointF(9.8, 8) * foot), QColor(Qt::white));
        // Without a foot the body stands in the middle.
        const QImage body = diagram({BodyView::Front, 50, 17, {}});
        QCOMPARE(pixel(body, {215, 20 + 17 * unit}), style::kAccent);
        QCOMPARE(pixel(body, {215, 20 + 92 * unit}), style::kFaint);
    }

    void theDrawingIsNoPartOfTheHash()
    {
        const ReportData data = sampleReport();
        ReportData moved = data;
        moved.wound.place = BodyPlace{BodyView::Back, 40, 50, {}};
        QCOMPARE(identify(moved).dataSha256, identify(data).dataSha256);
        moved.wound.site = "sacrum";
        QVERIFY(identify(moved).dataSha256 != identify(data).dataSha256);
    }

    void twelvePhotosStaySmall()
    {
        const auto receipt = writeReport(sampleReport({12, 12, 1600, 1200}), path("twelve.pdf"), optionsOf("a4", "en"));
        QVERIFY(receipt);
        QVERIFY(receipt->pages <= 6);
        QVERIFY(std::filesystem::file_size(path("twelve.pdf")) < 9'000'000);
    }

    void anExistingFileIsKept()
    {
        ReportOptions options = optionsOf("a4", "en");
        QVERIFY(writeReport(bareReport(), path("kept.pdf"), options));
        const auto size = std::filesystem::file_size(path("kept.pdf"));
        options.existing = Existing::Keep;
        const auto again = writeReport(sampleReport(), path("kept.pdf"), options);
        QVERIFY(!again);
        QVERIFY(again.error().kind == ErrorKind::BadInput);
        QCOMPARE(std::filesystem::file_size(path("kept.pdf")), size);
    }

    void chartFilesShowWhatTheSeriesHolds_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QStringList>("texts");
        QTest::addRow("en") << "en" << QStringList{"week 4",          "accepted",    "debridement", "antibiotics",
                                                   "Open wound area", "granulation", "5 Jan 2026"};
        QTest::addRow("de") << "de" << QStringList{"Woche 4",           "angenommen",  "Débridement", "Antibiotika",
                                                   "Offene Wundfläche", "Granulation", "05.01.2026"};
    }
    void chartFilesShowWhatTheSeriesHolds()
    {
        QFETCH(QString, language);
        QFETCH(QStringList, texts);
        const ReportData data = sampleReport({6, 0, 600, 450});
        const ChartData chart{data.series, data.healing, "Wound 1"};
        const Language tongue = languageFromKey(language.toStdString()).value();
        QVERIFY(writeChart(chart, path("chart.svg"), tongue, Existing::Replace));
        const QString svg = readText(QString::fromStdString(path("chart.svg").string())).replace(QChar(0x00A0), u' ');
        for (const QString& text : texts) {
            QVERIFY2(svg.contains(text), text.toUtf8().constData());
        }
        QVERIFY(!svg.contains(QStringLiteral("nan")));
        QVERIFY(writeChart(chart, path("chart.png"), tongue, Existing::Replace));
        const QImage png(QString::fromStdString(path("chart.png").string()));
        QCOMPARE(png.width(), 2400);
        // Accepted points are full, the newest, proposed one is hollow: accepting it fills it with the accent's colour.
        const auto accents = [](const QImage& image) {
            int count = 0;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    count += image.pixel(x, y) == qRgb(0x0B, 0x6B, 0xCB) ? 1 : 0;
                }
            }
            return count;
        };
        timeline::Series series = data.series;
        for (timeline::SeriesPoint& point : series.points) {
            point.figures.total.tissue.clear();
        }
        QVERIFY(writeChart({series, data.healing, {}}, path("hollow.png"), tongue, Existing::Replace));
        series.points.back().accepted = true;
        QVERIFY(writeChart({series, data.healing, {}}, path("full.png"), tongue, Existing::Replace));
        const int more = accents(QImage(QString::fromStdString(path("full.png").string()))) -
                         accents(QImage(QString::fromStdString(path("hollow.png").string())));
        QVERIFY2(more > 50, QByteArray::number(more).constData());
    }

    void aClosedWoundHasItsOwnMark()
    {
        const ReportData data = sampleReport({6, 0, 600, 450});
        timeline::Series series = data.series;
        const auto svg = [&] {
            const bool written =
                writeChart({series, data.healing, {}}, path("closed.svg"), Language::English, Existing::Replace).has_value();
            return written ? readText(QString::fromStdString(path("closed.svg").string())) : QString();
        };
        QVERIFY(svg().contains(QStringLiteral("accepted")));
        QVERIFY(!svg().contains(QStringLiteral("closed")));
        series.points.back().closed = true;
        series.points.back().figures = {};
        QVERIFY(svg().contains(QStringLiteral("closed")));
    }

    void aChartOfAnotherKindIsRefused()
    {
        const ReportData data = sampleReport({2, 0, 300, 200});
        const auto refused =
            writeChart({data.series, data.healing, {}}, path("chart.bmp"), Language::English, Existing::Replace);
        QVERIFY(!refused);
        QVERIFY(refused.error().kind == ErrorKind::Usage);
    }

    void printedMarkersMeasureTwentyMillimetres_data() { paperAndLanguage(); }
    void printedMarkersMeasureTwentyMillimetres()
    {
        constexpr int kDpi = 300;
        const ReportOptions options = fetchOptions();
        QVERIFY(writeCard(path("card.pdf"), options));
        const QImage page = rasterised(path("card.pdf"), m_folder.path(), kDpi).convertToFormat(QImage::Format_Grayscale8);
        QVERIFY(!page.isNull());
        const cv::Mat grey(page.height(), page.width(), CV_8UC1, const_cast<uchar*>(page.constBits()),
                           std::size_t(page.bytesPerLine()));
        auto parameters = cv::aruco::DetectorParameters::create();
        parameters->cornerRefinementMethod = cv::aruco::CORNER_REFINE_SUBPIX;
        std::vector<int> ids;
        std::vector<std::vector<cv::Point2f>> corners;
        cv::aruco::detectMarkers(grey, cv::aruco::getPredefinedDictionary(cv::aruco::DICT_4X4_50), corners, ids, parameters);
        std::vector<int> sorted = ids;
        std::sort(sorted.begin(), sorted.end());
        QCOMPARE(sorted, (std::vector<int>{0, 1}));
        const double mmPerDot = 25.4 / kDpi;
        for (const auto& square : corners) {
            for (std::size_t i = 0; i < 4; ++i) {
                const cv::Point2f edge = square[(i + 1) % 4] - square[i];
                const double mm = std::hypot(edge.x, edge.y) * mmPerDot;
                QVERIFY2(std::abs(mm - kCardMarkerMm) <= 0.1, QByteArray::number(mm).constData());
            }
        }
        const std::size_t left = ids[0] == 0 ? 0 : 1;
        const double apart = (corners[1 - left][0].x - corners[left][0].x) * mmPerDot;
        QVERIFY(std::abs(apart - (cardMarkers()[1].square.x - cardMarkers()[0].square.x)) <= 0.1);
        const QString text = textOf(path("card.pdf"));
        QVERIFY(text.contains(options.language == Language::German ? QStringLiteral("Diese Linie ist 100 mm lang: nachmessen.")
                                                                   : QStringLiteral("This line is 100 mm long: measure it.")));
        verifyInside(path("card.pdf"));
    }
};

QTEST_MAIN(ReportTest)
#include "report_test.moc"

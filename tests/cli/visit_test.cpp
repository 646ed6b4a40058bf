// SPDX-License-Identifier: GPL-3.0-or-later
// Every command of a clinician's visit, in sequence, as cli.md's contract has it: one clinic from an empty folder to a
// report, an export and a restored back-up.
#include "core/base/files.h"
#include "core/image/codec.h"
#include "core/phantom/healing_series.h"
#include "core/phantom/wound_phantom.h"
#include "tests/cli/program.h"

#include <QDir>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace cicatrix;
using cicatrix::test::Outcome;
using cicatrix::test::runCli;
using nlohmann::json;

class VisitTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_clinic = m_folder.filePath("clinic");
        const auto people = phantom::demoPatients({.patients = 1, .seed = 7});
        const phantom::PhantomWound& wound = people.front().wounds.front();
        for (std::size_t i = 0; i < 4; ++i) {
            const phantom::PhantomPhoto drawn = phantom::drawPhantom(wound.visits[i].scene);
            const Result<Bytes> jpeg = image::encodeJpeg(drawn.photo, 92);
            QVERIFY(jpeg.has_value());
            QFile file(photo(static_cast<int>(i)));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(reinterpret_cast<const char*>(jpeg->data()), static_cast<qint64>(jpeg->size()));
            m_truthCm2.push_back(drawn.areaCm2);
            if (i == 0) {
                QVERIFY(QImage(drawn.truth.data(), drawn.truth.width(), drawn.truth.height(), drawn.truth.width(),
                               QImage::Format_Grayscale8)
                            .save(m_folder.filePath("truth.png")));
            }
        }
    }

    void aCardIsPrinted()
    {
        const QString pdf = m_folder.filePath("card.pdf");
        QCOMPARE(runCli({"card", "--out", pdf}).status, 0);
        QVERIFY(QFileInfo(pdf).size() > 1000);
        QCOMPARE(runCli({"card", "--out", pdf}).status, 3);
        QCOMPARE(runCli({"card", "--out", pdf, "--force", "--paper", "letter", "--lang", "de"}).status, 0);
    }

    void analyzeWritesTheFourFiles()
    {
        const QString out = m_folder.filePath("results");
        const Outcome outcome = runCli({"analyze", photo(0), "--out", out, "--json"});
        QVERIFY2(outcome.status == 0, outcome.err.c_str());
        const json printed = outcome.json();
        const json document = json::parse(read(out + "/photo0.json"));
        const QSize size = QImage(photo(0)).size();
        QVERIFY(document["schema"] == "cicatrix.analysis/1");
        QVERIFY(document["width_px"] == size.width());
        QVERIFY(printed["photo_sha256"] == document["photo_sha256"]);
        QVERIFY(document["calibration"]["method"] == "markers");
        const double area = document["total"]["area_cm2"].get<double>();
        const double sd = document["total"]["area_cm2_sd"].get<double>();
        QVERIFY2(std::abs(area - m_truthCm2[0]) < 4 * sd + 0.15 * m_truthCm2[0],
                 qPrintable(QString("area %1 ± %2, truth %3").arg(area).arg(sd).arg(m_truthCm2[0])));
        const QImage wound(out + "/photo0.wound.png");
        const QImage tissue(out + "/photo0.tissue.png");
        QCOMPARE(wound.size(), size);
        QCOMPARE(tissue.size(), size);
        QCOMPARE(wound.format(), QImage::Format_Grayscale8);
        QCOMPARE(tissue.format(), QImage::Format_Grayscale8);
        QVERIFY(!QImage(out + "/photo0.overlay.png").isNull());
        for (int y = 0; y < size.height(); y += 7) {
            for (int x = 0; x < size.width(); x += 7) {
                const int w = wound.constScanLine(y)[x];
                QVERIFY(w == 0 || w == 255);
            }
        }
        QCOMPARE(runCli({"analyze", photo(0), "--out", out}).status, 3);
        QCOMPARE(runCli({"analyze", photo(0), "--out", out, "--force", "--quiet"}).status, 0);
    }

    void aMaskByAnyoneIsMeasured()
    {
        const Outcome outcome = runCli({"measure", "--mask", m_folder.filePath("truth.png"), "--photo", photo(0)});
        QVERIFY2(outcome.status == 0, outcome.err.c_str());
        const double area = outcome.json()["total"]["area_cm2"].get<double>();
        QVERIFY2(std::abs(area / m_truthCm2[0] - 1) < 0.02, qPrintable(QString("%1 / %2").arg(area).arg(m_truthCm2[0])));
        const json typed = runCli({"measure", "--mask", m_folder.filePath("truth.png"), "--mm-per-pixel", "0.1"}).json();
        QVERIFY(typed["calibration"]["method"] == "typed");
        const json none = runCli({"measure", "--mask", m_folder.filePath("truth.png")}).json();
        QVERIFY(none["total"]["area_cm2"].is_null());
        QVERIFY(none["total"]["area_px"].get<double>() > 0);
    }

    void patientsAndWoundsAreKept()
    {
        QCOMPARE(runCli({"patient", "list"}, m_clinic).status, 4);
        const Outcome added = runCli({"patient", "add", "--id", "MRN-4711", "--family", "Müller", "--given", "Erika", "--birth",
                                      "1950-02-28", "--sex", "female", "--json"},
                                     m_clinic);
        QVERIFY2(added.status == 0, added.err.c_str());
        QVERIFY(runCli({"patient", "add", "--id", "MRN-4711", "--family", "Other"}, m_clinic).status != 0);
        QCOMPARE(runCli({"patient", "edit", "--id", "MRN-4711", "--given", "Evangeline"}, m_clinic).status, 0);
        const json list = runCli({"patient", "list", "--query", "mull", "--json"}, m_clinic).json();
        QCOMPARE(list.size(), std::size_t{1});
        QVERIFY(list[0]["id"] == "MRN-4711");
        QVERIFY(list[0]["given"] == "Evangeline");
        QVERIFY(list[0]["birth"] == "1950-02-28");
        QCOMPARE(runCli({"patient", "show", "--id", "MRN-4711"}, m_clinic).status, 0);
        QCOMPARE(runCli({"patient", "show", "--id", "nobody"}, m_clinic).status, 3);

        const Outcome wound = runCli({"wound", "add", "--patient", "MRN-4711", "--site", "heel_left", "--aetiology", "venous",
                                      "--onset", "2026-01-12", "--json"},
                                     m_clinic);
        QVERIFY2(wound.status == 0, wound.err.c_str());
        QVERIFY(wound.json()["id"] == 1);
        QCOMPARE(runCli({"wound", "add", "--patient", "MRN-4711", "--site", "left elbow of the moon"}, m_clinic).status, 3);
        QCOMPARE(runCli({"wound", "add", "--patient", "MRN-4711", "--site", "84607009", "--side", "right"}, m_clinic).status,
                 0);
        const json wounds = runCli({"wound", "list", "--patient", "MRN-4711", "--json"}, m_clinic).json();
        QCOMPARE(wounds.size(), std::size_t{2});
        QVERIFY(wounds[0]["site"] == "heel_left");
        QVERIFY(wounds[0]["aetiology"] == "venous_leg_ulcer");
        QVERIFY(wounds[1]["site"] == "heel_right");
    }

    void visitsAreFiledAcceptedAndCorrected()
    {
        const QStringList dates{"2026-02-02", "2026-02-16", "2026-03-02", "2026-03-16"};
        for (int i = 0; i < 4; ++i) {
            QStringList arguments{"visit",   "add",    "--patient", "MRN-4711", "--wound", "1",
                                  "--photo", photo(i), "--date",    dates[i],   "--json"};
            if (i < 3) {
                arguments << "--accept"
                          << "--user"
                          << "Dr. Grey";
            }
            const Outcome added = runCli(arguments, m_clinic);
            QVERIFY2(added.status == 0, added.err.c_str());
            m_visits.push_back(added.json()["visit"].get<int>());
            QVERIFY(added.json()["status"] == (i < 3 ? "accepted" : "proposed"));
        }
        const QString last = QString::number(m_visits.back());
        const Outcome edited =
            runCli({"visit", "edit", "--visit", last, "--set", "exudate=moderate", "--set", "pain=4", "--set",
                    "notes=edges clean", "--set", "push.exudate=2", "--set", "push.tissue=2", "--event", "debridement"},
                   m_clinic);
        QVERIFY2(edited.status == 0, edited.err.c_str());
        QVERIFY(edited.err.find("push.area=") != std::string::npos);
        QCOMPARE(runCli({"visit", "edit", "--visit", last, "--set", "pain=11"}, m_clinic).status, 3);
        QCOMPARE(runCli({"visit", "edit", "--visit", last, "--set", "nonsense=1"}, m_clinic).status, 3);

        const QString first = QString::number(m_visits.front());
        QCOMPARE(runCli({"visit", "edit", "--visit", first, "--mask", m_folder.filePath("truth.png")}, m_clinic).status, 2);
        const Outcome corrected =
            runCli({"visit", "edit", "--visit", first, "--mask", m_folder.filePath("truth.png"), "--reason", "outline redrawn"},
                   m_clinic);
        QVERIFY2(corrected.status == 0, corrected.err.c_str());
        QCOMPARE(runCli({"visit", "accept", "--visit", first, "--user", "Dr. Grey"}, m_clinic).status, 0);
        const json visits = runCli({"visit", "list", "--patient", "MRN-4711", "--wound", "1", "--json"}, m_clinic).json();
        QCOMPARE(visits.size(), std::size_t{4});
        QVERIFY(visits[0]["versions"] == 2);
        QVERIFY(visits[0]["status"] == "accepted");
        QVERIFY(std::abs(visits[0]["area_cm2"].get<double>() / m_truthCm2[0] - 1) < 0.02);
        QVERIFY(visits[3]["status"] == "proposed");
    }

    void visitsAreMovedRemovedAndRestored()
    {
        const QString visit = QString::number(m_visits[1]);
        QCOMPARE(runCli({"visit", "move", "--visit", visit, "--to-wound", "2"}, m_clinic).status, 0);
        QCOMPARE(count(1), 3);
        QCOMPARE(count(2), 1);
        QCOMPARE(runCli({"visit", "move", "--visit", visit, "--to-wound", "1"}, m_clinic).status, 0);
        QCOMPARE(runCli({"visit", "remove", "--visit", visit, "--reason", "blurred"}, m_clinic).status, 0);
        QCOMPARE(count(1), 3);
        QCOMPARE(runCli({"visit", "restore", "--visit", visit}, m_clinic).status, 0);
        QCOMPARE(count(1), 4);
        QCOMPARE(runCli({"visit", "restore", "--visit", "9999"}, m_clinic).status, 3);
    }

    void theTimelineTellsTheSameEverywhere()
    {
        const QStringList base{"timeline", "--patient", "MRN-4711", "--wound", "1"};
        const json document = runCli(base + QStringList{"--json"}, m_clinic).json();
        QCOMPARE(document["visits"].size(), std::size_t{4});
        QVERIFY(document["visits"][0]["date"] == "2026-02-02");
        QVERIFY(document["visits"][1]["healing"]["area_reduction_percent"].is_number());
        QVERIFY(document["visits"][3]["fields"]["exudate"] == "moderate");
        for (const QString ending : {"csv", "png", "svg", "json"}) {
            const Outcome written = runCli(base + QStringList{"--out", m_folder.filePath("timeline." + ending)}, m_clinic);
            QVERIFY2(written.status == 0, written.err.c_str());
            QVERIFY(QFileInfo(m_folder.filePath("timeline." + ending)).size() > 200);
        }
        QCOMPARE(runCli(base + QStringList{"--out", m_folder.filePath("timeline.doc")}, m_clinic).status, 2);
        const std::string csv = read(m_folder.filePath("timeline.csv"));
        QCOMPARE(std::count(csv.begin(), csv.end(), '\n'), 5);
    }

    void theReportShowsTheSameNumbers()
    {
        for (const QString language : {"en", "de"}) {
            const QString pdf = m_folder.filePath("report-" + language + ".pdf");
            const Outcome made = runCli(
                {"report", "--patient", "MRN-4711", "--wound", "1", "--out", pdf, "--lang", language, "--json"}, m_clinic);
            QVERIFY2(made.status == 0, made.err.c_str());
            QVERIFY(made.json()["pages"].get<int>() >= 2);
            QProcess text;
            text.start("pdftotext", {"-layout", pdf, "-"});
            QVERIFY(text.waitForFinished());
            const QString content = QString::fromUtf8(text.readAllStandardOutput());
            QVERIFY(content.contains("MRN-4711"));
            QVERIFY(content.contains("Dr. Grey"));
            QVERIFY(content.contains(language == "en" ? "not a medical device" : "kein Medizinprodukt"));
            const std::string csv = read(m_folder.filePath("timeline.csv"));
            QString area = QString::fromStdString(csv).split('\n')[1].split(',')[3];
            QVERIFY2(content.contains(language == "en" ? area : QString(area).replace('.', ',')), qPrintable(area));
        }
    }

    void anOpenAreaAfterTheDayOfClosureIsSaid()
    {
        const auto close = [&](const QString& day) {
            return runCli({"wound", "edit", "--patient", "MRN-4711", "--wound", "1", "--closed", day}, m_clinic).status;
        };
        QCOMPARE(close("2026-02-03"), 0);
        const json document = runCli({"timeline", "--patient", "MRN-4711", "--wound", "1", "--json"}, m_clinic).json();
        QVERIFY(document["visits"][1]["healing"]["area_reduction_percent"] != 100.0);
        const std::string flags = document["flags"].dump();
        QVERIFY2(flags.find("although recorded as closed on 2026-02-03") != std::string::npos, flags.c_str());
        const QString pdf = m_folder.filePath("reopened.pdf");
        QCOMPARE(runCli({"report", "--patient", "MRN-4711", "--wound", "1", "--out", pdf}, m_clinic).status, 0);
        QProcess text;
        text.start("pdftotext", {"-layout", pdf, "-"});
        QVERIFY(text.waitForFinished());
        QVERIFY(text.readAllStandardOutput().contains("Measured as open after it was recorded as closed"));
        QCOMPARE(close("no"), 0);
    }

    void theExportIsPseudonymous()
    {
        const QString plain = m_folder.filePath("export");
        const Outcome first = runCli({"export", "--patient", "MRN-4711", "--out", plain}, m_clinic);
        QVERIFY2(first.status == 0, first.err.c_str());
        QVERIFY(runCli({"export", "--patient", "MRN-4711", "--out", plain}, m_clinic).status == 3);
        const QString hidden = m_folder.filePath("hidden");
        const Outcome second = runCli({"export", "--patient", "MRN-4711", "--out", hidden, "--pseudonymise"}, m_clinic);
        QVERIFY2(second.status == 0, second.err.c_str());
        const QFileInfoList files = QDir(hidden).entryInfoList(QDir::Files);
        QVERIFY(files.size() >= 4 * 3 + 5);
        for (const QFileInfo& file : files) {
            std::string content = read(file.filePath());
            if (file.suffix() == "png") {  // three letters occur in pixels by chance; what may name someone is a chunk of text
                content = content.substr(0, 256);
                QVERIFY(content.find("eXIf") == std::string::npos && content.find("Xt") == std::string::npos);
            }
            if (file.suffix() == "pdf") {
                QProcess text;
                text.start("pdftotext", {file.filePath(), "-"});
                QVERIFY(text.waitForFinished());
                content += text.readAllStandardOutput().toStdString();
            }
            for (const char* secret :
                 {"MRN-4711", "Müller", "Evangeline", "1950-02-28", "2026-02-02", "edges clean", "Dr. Grey"}) {
                QVERIFY2(content.find(secret) == std::string::npos && !file.fileName().contains(secret),
                         qPrintable(file.fileName() + " holds " + secret));
            }
        }
    }

    void backupRestoreAndCheck()
    {
        QCOMPARE(runCli({"wound", "edit", "--patient", "MRN-4711", "--wound", "2", "--closed", "2026-03-20"}, m_clinic).status,
                 0);
        const Outcome checked = runCli({"db", "check", "--json"}, m_clinic);
        QVERIFY2(checked.status == 0, checked.err.c_str());
        QVERIFY(checked.json()["sound"] == true);
        const QMap<QString, std::string> plain = exported(m_clinic, {});
        const QMap<QString, std::string> pseudonymous = exported(m_clinic, {"--pseudonymise"});
        const QString tar = m_folder.filePath("clinic.tar");
        const Outcome saved = runCli({"db", "backup", tar}, m_clinic);
        QVERIFY2(saved.status == 0, saved.err.c_str());
        QVERIFY(runCli({"db", "backup", tar}, m_clinic).status != 0);
        const QString again = m_folder.filePath("restored");
        const Outcome restored = runCli({"db", "restore", tar}, again);
        QVERIFY2(restored.status == 0, restored.err.c_str());
        QCOMPARE(runCli({"db", "check"}, again).status, 0);
        const QStringList timeline{"timeline", "--patient", "MRN-4711", "--wound", "1", "--json"};
        QCOMPARE(runCli(timeline, again).out, runCli(timeline, m_clinic).out);
        QVERIFY(plain.size() >= 4 * 3 + 3 && plain == exported(again, {}));
        QVERIFY(plain != pseudonymous && pseudonymous == exported(again, {"--pseudonymise"}));
        QCOMPARE(runCli({"db", "info"}, again).status, 0);

        QDir vault(again + "/vault");
        const QString folder = vault.entryList(QDir::Dirs | QDir::NoDotAndDotDot).first();
        const QString victim = vault.filePath(folder + "/" + QDir(vault.filePath(folder)).entryList(QDir::Files).first());
        QVERIFY(QFile::remove(victim));
        QCOMPARE(runCli({"db", "check"}, again).status, 4);
    }

    void aPatientIsErased()
    {
        const Outcome erased = runCli({"patient", "erase", "--id", "MRN-4711", "--reason", "consent withdrawn"}, m_clinic);
        QVERIFY2(erased.status == 0, erased.err.c_str());
        QCOMPARE(runCli({"patient", "list", "--json"}, m_clinic).json().size(), std::size_t{0});
        QCOMPARE(runCli({"db", "check"}, m_clinic).status, 0);
    }

private:
    QString photo(int index) const { return m_folder.filePath(QString("photo%1.jpg").arg(index)); }

    static std::string read(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
    }

    /// Every file of an export by name, but for the PDFs, which say when they were made.
    QMap<QString, std::string> exported(const QString& clinic, const QStringList& how) const
    {
        QTemporaryDir folder;
        const QStringList command{"export", "--patient", "MRN-4711", "--out", folder.path()};
        QMap<QString, std::string> files;
        if (runCli(command + how, clinic).status == 0) {
            for (const QFileInfo& file : QDir(folder.path()).entryInfoList(QDir::Files)) {
                if (file.suffix() != "pdf") {
                    files[file.fileName()] = read(file.filePath());
                }
            }
        }
        return files;
    }

    int count(int wound) const
    {
        const Outcome listed =
            runCli({"visit", "list", "--patient", "MRN-4711", "--wound", QString::number(wound), "--json"}, m_clinic);
        return static_cast<int>(listed.json().size());
    }

    QTemporaryDir m_folder;
    QString m_clinic;
    std::vector<double> m_truthCm2;
    std::vector<int> m_visits;
};

QTEST_GUILESS_MAIN(VisitTest)
#include "visit_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/store/clinic_fixture.h"

#include "core/store/audit.h"
#include "core/store/backup.h"
#include "core/store/fields.h"
#include "core/store/scores.h"

#include <QTest>

using namespace cicatrix;
using namespace cicatrix::store;
using namespace cicatrix::store::testing;

class StoreRecordTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aVisitComesBackAsItWasFiled()
    {
        TempClinic clinic;
        const FiledVisit filed = fileVisit(clinic, day("2026-03-01"), 8.5);
        clinic.close();
        clinic.reopen();
        const ReadTransaction read = clinic.read();
        const Analysis stored = need(analysis(read, filed.analysis));
        QVERIFY(stored.data.figures == figuresOf(8.5));
        QCOMPARE(stored.version, 1);
        QVERIFY(stored.status == AnalysisStatus::Proposed);
        QCOMPARE(stored.author, std::string("Ada"));
        QCOMPARE(stored.data.model.system, std::string("lite0"));
        QVERIFY(stored.data.calibration.homography == (Homography{0.1, 0, 0, 0, 0.1, 0, 0.0001, 0, 1}));
        QVERIFY(stored.data.calibration.method == CalibrationMethod::Marker);
        QCOMPARE(stored.data.calibration.warnings.size(), std::size_t{1});
        QVERIFY(stored.data.calibration.warnings.front().code == WarningCode::TiltNotCorrected);
        QVERIFY(!stored.data.headDegrees);
        const std::vector<PhotoRow> rows = need(photos(read, filed.visit));
        QCOMPARE(rows.size(), std::size_t{1});
        QCOMPARE(rows[0].data.name, std::string("IMG_0001.JPG"));
        QVERIFY(need(clinic.store->vault().get(rows[0].data.vaultSha256)).size() > 6);
        QVERIFY(need(visitsOfPhoto(read, rows[0].data.givenSha256)) == std::vector<VisitId>{filed.visit});
    }

    void anActIsAllOrNothing()
    {
        TempClinic clinic;
        {
            WriteTransaction write = clinic.begin();
            fileVisit(write, clinic.wound, day("2026-03-01"), 3);
        }
        const ReadTransaction read = clinic.read();
        QVERIFY(need(visits(read, clinic.wound, true)).empty());
        QCOMPARE(need(auditHead(read)).seq, std::int64_t{3});  // user, patient, wound
    }

    void versionsFollowEachOtherAndOneIsShown()
    {
        TempClinic clinic;
        const FiledVisit first = fileVisit(clinic, day("2026-03-01"), 8);
        WriteTransaction write = clinic.begin();
        AnalysisData corrected = need(analysis(write, first.analysis)).data;
        corrected.kind = AnalysisKind::Corrected;
        corrected.parent = first.analysis;
        QVERIFY(!addAnalysis(write, first.visit, corrected));  // no reason
        corrected.reason = "edge missed";
        corrected.figures = figuresOf(9);
        const AnalysisId second = need(addAnalysis(write, first.visit, corrected));
        QVERIFY(need(visit(write, first.visit)).shown == second);
        need(acceptAnalysis(write, first.analysis));
        Visit seen = need(visit(write, first.visit));
        QVERIFY(seen.shown == first.analysis && seen.accepted && seen.versions == 2);
        QCOMPARE(seen.areaCm2->value, 8.0);
        QVERIFY(need(analysis(write, second)).status == AnalysisStatus::Proposed);
        QVERIFY(need(woundSeries(write, clinic.wound))[0].analysis->newerProposal);
        need(acceptAnalysis(write, second));
        QVERIFY(need(analysis(write, first.analysis)).status == AnalysisStatus::Superseded);
        const Analysis accepted = need(analysis(write, second));
        QVERIFY(accepted.status == AnalysisStatus::Accepted);
        QCOMPARE(accepted.acceptedBy, std::string("Ada"));
        QCOMPARE(accepted.version, 2);
        QCOMPARE(need(patient(write, clinic.patient)).lastAreaCm2.value_or(0), 9.0);
        need(write.commit());
    }

    void theSeriesHasColumnsTissuesAndEvents()
    {
        TempClinic clinic;
        const FiledVisit late = fileVisit(clinic, day("2026-03-15"), 4);
        const FiledVisit early = fileVisit(clinic, day("2026-03-01"), 8);
        WriteTransaction write = clinic.begin();
        const std::int64_t mistaken = need(addEvent(write, early.visit, EventKind::Surgery, ""));
        need(addEvent(write, early.visit, EventKind::Debridement, "sharp"));
        need(retractEvent(write, mistaken, "wrong patient"));
        QVERIFY(!retractEvent(write, mistaken, "again"));
        need(write.commit());
        const ReadTransaction read = clinic.read();
        const std::vector<SeriesVisit> series = need(woundSeries(read, clinic.wound));
        QCOMPARE(series.size(), std::size_t{2});
        QVERIFY(series[0].id == early.visit && series[1].id == late.visit);
        WoundFigures expected = figuresOf(8).total;
        expected.lengthAxisPx.clear();
        expected.bounds = {};
        QVERIFY(series[0].analysis->total == expected);
        QVERIFY(series[0].events == std::vector<EventKind>{EventKind::Debridement});
        QCOMPARE(need(events(read, early.visit)).size(), std::size_t{1});
    }

    void visitsMoveIntoTheBinAndBack()
    {
        TempClinic clinic;
        const FiledVisit filed = fileVisit(clinic, day("2026-03-01"), 8);
        WriteTransaction write = clinic.begin();
        const PatientId other = need(addPatient(write, {"H-2", "Bauer", "Otto", {}, ""}));
        const WoundId target = need(addWound(write, other, {}));
        need(moveVisit(write, filed.visit, target));
        QVERIFY(need(visits(write, clinic.wound)).empty());
        QCOMPARE(need(wound(write, target)).visits, 1);
        QVERIFY(!need(patient(write, clinic.patient)).lastVisit);
        QVERIFY(need(patient(write, other)).lastVisit == day("2026-03-01"));
        need(removeVisit(write, filed.visit, "blurred"));
        QVERIFY(!removeVisit(write, filed.visit, "twice"));
        QVERIFY(need(visits(write, target)).empty());
        QCOMPARE(need(visits(write, target, true)).size(), std::size_t{1});
        QVERIFY(!need(patient(write, other)).lastVisit);
        need(restoreVisit(write, filed.visit));
        QCOMPARE(need(visits(write, target)).size(), std::size_t{1});
        QVERIFY(need(patient(write, other)).lastAreaCm2 == 8.0);
        need(setVisitDate(write, filed.visit, day("2026-02-27")));
        QVERIFY(need(patient(write, other)).lastVisit == day("2026-02-27"));
        need(write.commit());
        const ReadTransaction read = clinic.read();
        const std::vector<AuditRow> left = need(auditRows(read, {"", clinic.patient, 0, 1}));
        QCOMPARE(left.front().act, std::string("visit.leave"));
    }

    void fieldsAreCheckedAndFollowed_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("stored");  // empty: refused
        QTest::newRow("depth") << "depth"
                               << " 1.50 "
                               << "1.5";
        QTest::newRow("negative depth") << "depth"
                                        << "-1"
                                        << "";
        QTest::newRow("depth with unit") << "depth"
                                         << "2 cm"
                                         << "";
        QTest::newRow("not a number") << "depth"
                                      << "nan"
                                      << "";
        QTest::newRow("pain too high") << "pain"
                                       << "11"
                                       << "";
        QTest::newRow("exudate") << "exudate"
                                 << "moderate"
                                 << "moderate";
        QTest::newRow("not assessable") << "exudate"
                                        << "not_assessable"
                                        << "not_assessable";
        QTest::newRow("unknown choice") << "odour"
                                        << "awful"
                                        << "";
        QTest::newRow("undermining") << "undermining"
                                     << "9-12:2.50@11,1-3: .8"
                                     << "9-12:2.5@11, 1-3:0.8";
        QTest::newRow("clock of 13") << "undermining"
                                     << "9-13:2"
                                     << "";
        QTest::newRow("tunnelling") << "tunnelling"
                                    << "6:3.5"
                                    << "6:3.5";
        QTest::newRow("tunnel without length") << "tunnelling"
                                               << "6"
                                               << "";
        QTest::newRow("notes") << "notes"
                               << "für später"
                               << "für später";
        QTest::newRow("unknown field") << "colour"
                                       << "red"
                                       << "";
    }
    void fieldsAreCheckedAndFollowed()
    {
        QFETCH(QString, key);
        QFETCH(QString, value);
        QFETCH(QString, stored);
        TempClinic clinic;
        const FiledVisit filed = fileVisit(clinic, day("2026-03-01"), 8);
        WriteTransaction write = clinic.begin();
        const Result<void> done = setField(write, filed.visit, key.toStdString(), value.toStdString());
        QCOMPARE(done.has_value(), !stored.isEmpty());
        if (stored.isEmpty()) {
            QCOMPARE(done.error().kind, ErrorKind::BadInput);
            return;
        }
        QCOMPARE(need(fields(write, filed.visit)).front().text, stored.toStdString());
        need(setField(write, filed.visit, key.toStdString(), ""));
        QVERIFY(need(fields(write, filed.visit)).empty());
        QCOMPARE(need(fieldHistory(write, filed.visit, key.toStdString())).size(), std::size_t{2});
    }

    void scoresAddUpOnlyWhenComplete()
    {
        TempClinic clinic;
        const FiledVisit filed = fileVisit(clinic, day("2026-03-01"), 8);
        WriteTransaction write = clinic.begin();
        need(addScore(write, filed.visit, {"push", {{"area", 7}, {"exudate", 2}}, {{"area", "area_cm2=8"}}}));
        QVERIFY(!need(scores(write, filed.visit)).front().total);
        need(addScore(write, filed.visit, {"push", {{"area", 7}, {"exudate", 2}, {"tissue", 3}}, {}}));
        const std::vector<Score> all = need(scores(write, filed.visit));
        QCOMPARE(all.size(), std::size_t{1});
        QCOMPARE(all.front().total.value_or(-1), 12);
        QVERIFY(!addScore(write, filed.visit, {"push", {{"area", 11}}, {}}));
        QVERIFY(!addScore(write, filed.visit, {"push", {{"colour", 1}}, {}}));
        QVERIFY(!addScore(write, filed.visit, {"resvech", {}, {}}));
        need(addScore(write, filed.visit, {"wagner", {{"grade", 2}}, {}}));
        QVERIFY(!need(scores(write, filed.visit)).back().total);
    }

    void patientsAreFoundByAnyWord_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("numbers");
        QTest::newRow("accents and case") << "MULLER" << QStringList{"H-1"};
        QTest::newRow("part of a name") << "ller" << QStringList{"H-1"};
        QTest::newRow("prefix first") << "an" << QStringList{"H-3", "H-1", "H-4"};
        QTest::newRow("two words, any order") << "anna mü" << QStringList{"H-1"};
        QTest::newRow("number") << "h-4" << QStringList{"H-4"};
        QTest::newRow("percent is a letter like any") << "%" << QStringList{};
        QTest::newRow("nobody") << "xyz" << QStringList{};
        QTest::newRow("all, by name") << " " << QStringList{"H-3", "H-4", "H-1"};
    }
    void patientsAreFoundByAnyWord()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, numbers);
        TempClinic clinic;
        WriteTransaction write = clinic.begin();
        need(addPatient(write, {"H-3", "Andersen", "Bo", {}, ""}));
        need(addPatient(write, {"H-4", "Galván", "Zoë", {}, ""}));
        QStringList found;
        for (const Patient& one : need(findPatients(write, {text.toStdString()}))) {
            found << QString::fromStdString(one.data.number);
        }
        QCOMPARE(found, numbers);
        // Page by page gives the same as all at once.
        QStringList paged;
        for (std::size_t offset = 0; offset < 4; ++offset) {
            for (const Patient& one : need(findPatients(write, {text.toStdString(), true, PatientOrder::Name, 1, offset}))) {
                paged << QString::fromStdString(one.data.number);
            }
        }
        QCOMPARE(paged, numbers);
    }

    void aHospitalNumberBelongsToOnePatient()
    {
        TempClinic clinic;
        WriteTransaction write = clinic.begin();
        const Result<PatientId> again = addPatient(write, {"H-1", "Other", "", {}, ""});
        QVERIFY(!again);
        QVERIFY(again.error().message().find("H-1") != std::string::npos);
        QVERIFY(!addPatient(write, {"", "Nobody", "", {}, ""}));
        QVERIFY(!addPatient(write, {"H-9", "Line\nbreak", "", {}, ""}));
        QVERIFY(!addPatient(write, {"H-9", "", "", {}, "x"}));
        need(editPatient(write, clinic.patient, {"H-7", "Mueller", "Anna", {}, "female"}));
        QVERIFY(patientByNumber(write, "H-7").has_value());
        QVERIFY(!patientByNumber(write, "H-1"));
    }

    void consentsFollowEachOther()
    {
        TempClinic clinic;
        WriteTransaction write = clinic.begin();
        need(recordConsent(write, clinic.patient, {ConsentPurpose::Teaching, true, "signed", "", {}}));
        need(recordConsent(write, clinic.patient, {ConsentPurpose::Teaching, false, "taken back", "", {}}));
        const std::vector<Consent> all = need(consents(write, clinic.patient));
        QCOMPARE(all.size(), std::size_t{1});
        QVERIFY(!all.front().given && all.front().by == "Ada");
    }

    void theRecordCannotBeRewritten_data()
    {
        QTest::addColumn<QString>("sql");
        for (const char* table : {"photo", "analysis", "analysis_tissue", "acceptance", "field_value", "score", "event",
                                  "consent", "audit", "audit_text"}) {
            const QString name = table;
            QTest::addRow("update %s", table) << "UPDATE " + name + " SET rowid = rowid";
            QTest::addRow("delete %s", table) << "DELETE FROM " + name;
        }
        for (const char* table : {"patient", "wound", "visit", "user"}) {
            QTest::addRow("delete %s", table) << QString("DELETE FROM ") + table;
        }
    }
    void theRecordCannotBeRewritten()
    {
        QFETCH(QString, sql);
        if (sql.contains("analysis_tissue SET")) {
            sql = "UPDATE analysis_tissue SET share = 1";
        }
        TempClinic clinic;
        const FiledVisit filed = fileVisit(clinic, day("2026-03-01"), 8);
        WriteTransaction write = clinic.begin();
        need(acceptAnalysis(write, filed.analysis));
        need(setField(write, filed.visit, "pain", "3"));
        need(addScore(write, filed.visit, {"wagner", {{"grade", 2}}, {}}));
        need(addEvent(write, filed.visit, EventKind::Infection, ""));
        need(recordConsent(write, clinic.patient, {ConsentPurpose::Care, true, "", "", {}}));
        need(write.commit());
        clinic.close();
        try {
            runOutside(clinic.folder, {sql});
            QFAIL("the statement was allowed");
        } catch (const std::runtime_error& error) {
            QVERIFY2(QString(error.what()).contains("append-only") || QString(error.what()).contains("never deleted"),
                     error.what());
        }
    }

    void erasingLeavesNoTraceButTheLog()
    {
        TempClinic clinic;
        const FiledVisit filed = fileVisit(clinic, day("2026-03-01"), 8);
        const std::string shared = need(photos(clinic.read(), filed.visit)).front().data.vaultSha256;
        WriteTransaction write = clinic.begin();
        need(setField(write, filed.visit, "notes", "Zebrafink at home"));
        const PatientId other = need(addPatient(write, {"H-2", "Bauer", "Otto", {}, ""}));
        const VisitId same = need(addVisit(write, need(addWound(write, other, {})), day("2026-03-02")));
        PhotoData twice = need(photos(write, filed.visit)).front().data;
        need(addPhoto(write, same, twice));
        const std::string mask = need(analysis(write, filed.analysis)).data.maskSha256;
        need(write.commit());
        WriteTransaction erase = clinic.begin();
        QVERIFY(!erasePatient(erase, clinic.patient, ""));
        need(erasePatient(erase, clinic.patient, "asked for"));
        need(erase.commit());
        QVERIFY(!clinic.store->vault().contains(mask));
        QVERIFY(clinic.store->vault().contains(shared));  // the other patient's photo has the same bytes
        {
            const ReadTransaction read = clinic.read();
            QVERIFY(need(patient(read, clinic.patient)).erased);
            QVERIFY(need(findPatients(read, {"müller"})).empty());
            QCOMPARE(need(countPatients(read)), std::int64_t{1});
            QVERIFY(!visit(read, filed.visit));
            QVERIFY(need(auditRows(read, {"", clinic.patient, 0, 100})).size() >= 7);
        }
        const CheckReport report = need(check(*clinic.store, Progress::none()));
        QVERIFY2(report.sound(), report.problems.empty() ? "" : report.problems.front().c_str());
        WriteTransaction after = clinic.begin();
        QVERIFY(!editPatient(after, clinic.patient, {"H-1", "Back", "", {}, ""}));
        QVERIFY(!addWound(after, clinic.patient, {}));
        need(addPatient(after, {"H-1", "Newcomer", "", {}, ""}));
        need(after.commit());
        clinic.close();
        for (const char* name : {"clinic.db", "audit-heads.txt"}) {
            const Bytes bytes = need(readFile(clinic.folder / name));
            const std::string text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
            for (const char* planted : {"Müller", "muller", "Anna", "Zebrafink", "1950-02-03"}) {
                QVERIFY2(text.find(planted) == std::string::npos, planted);
            }
        }
    }

    void rolesLimitWhatAPersonMayDo()
    {
        TempClinic clinic;
        const FiledVisit filed = fileVisit(clinic, day("2026-03-01"), 8);
        WriteTransaction write = clinic.begin();
        for (const Role role : {Role::Reader, Role::Annotator, Role::Clinician, Role::Admin}) {
            need(addUser(write, std::string(key(role)), role, "long enough"));
        }
        need(setPassword(write, clinic.admin.user, "long enough too"));
        need(setUsersRequired(write, true));
        need(write.commit());
        QVERIFY(!actorNamed(*clinic.store, "Ada"));
        const AnalysisData again = need(analysis(clinic.read(), filed.analysis)).data;
        for (const Role role : {Role::Reader, Role::Annotator, Role::Clinician, Role::Admin}) {
            const Actor actor = need(signIn(*clinic.store, std::string(key(role)), "long enough"));
            WriteTransaction act = need(clinic.store->write(actor));
            QCOMPARE(addAnalysis(act, filed.visit, again).has_value(), role >= Role::Annotator);
            QCOMPARE(acceptAnalysis(act, filed.analysis).has_value(), role >= Role::Clinician);
            QCOMPARE(addPatient(act, {"N-1", "", "", {}, ""}).has_value(), role >= Role::Clinician);
            QCOMPARE(setRole(act, clinic.admin.user, Role::Admin).has_value(), role == Role::Admin);
            QCOMPARE(erasePatient(act, clinic.patient, "x").has_value(), role == Role::Admin);
        }
        const Actor reader = need(signIn(*clinic.store, "reader", "long enough"));
        WriteTransaction disable = clinic.begin();
        need(setDisabled(disable, reader.user, true));
        need(disable.commit());
        QVERIFY(!clinic.store->write(reader));
        QVERIFY(!signIn(*clinic.store, "reader", "long enough"));
    }

    void wrongPasswordsMakeOneWait()
    {
        TempClinic clinic;
        WriteTransaction write = clinic.begin();
        QVERIFY(!addUser(write, "Cleo", Role::Clinician, "short"));
        need(addUser(write, "Cleo", Role::Clinician, "correct horse"));
        need(write.commit());
        const Timestamp start = need(parseTimestamp("2026-03-01T10:00:00.000Z"));
        for (int i = 0; i < 5; ++i) {
            QVERIFY(!signIn(*clinic.store, "Cleo", "wrong", start));
        }
        const Result<Actor> early = signIn(*clinic.store, "Cleo", "correct horse", start + std::chrono::seconds(29));
        QVERIFY(!early);
        QVERIFY(early.error().message().find("wait 1 s") != std::string::npos);
        QVERIFY(signIn(*clinic.store, "Cleo", "correct horse", start + std::chrono::seconds(30)).has_value());
        QVERIFY(!signIn(*clinic.store, "Cleo", "wrong", start + std::chrono::seconds(31)));
        QVERIFY(signIn(*clinic.store, "Cleo", "correct horse", start + std::chrono::seconds(31)).has_value());
    }
};

QTEST_GUILESS_MAIN(StoreRecordTest)
#include "store_record_test.moc"

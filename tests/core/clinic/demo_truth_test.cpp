// SPDX-License-Identifier: GPL-3.0-or-later
// The demo clinic against the law that drew it: what a person accepted there agrees with what is true.
#include "core/clinic/demo.h"
#include "core/store/analyses.h"
#include "core/store/patients.h"
#include "core/store/visits.h"
#include "core/store/wounds.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace cicatrix;

class DemoTruthTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        Result<infer::Engine> engine = infer::Engine::open(CICATRIX_SOURCE_DIR "/resources/models/wound_tissue", {});
        QVERIFY2(engine.has_value(), engine ? "" : engine.error().message().c_str());
        const Result<clinic::DemoSummary> made =
            clinic::makeDemo(m_folder.filePath("demo").toStdString(), m_options, *engine, Progress::none());
        QVERIFY2(made.has_value(), made ? "" : made.error().message().c_str());
        m_summary = *made;
        collect();
    }

    void everyAcceptedAreaIsWithinTwoSdOfTheTruth()
    {
        int accepted = 0;
        for (const Filed& filed : m_filed) {
            if (filed.visit.accepted) {
                ++accepted;
                QVERIFY(filed.visit.areaCm2.has_value());
                QVERIFY2(misses(*filed.visit.areaCm2, filed.truthCm2) <= 2, told(filed, *filed.visit.areaCm2));
            }
        }
        QCOMPARE(static_cast<int>(m_filed.size()), m_summary.visits);
        QCOMPARE(accepted, m_summary.visits - m_summary.proposed);
        QVERIFY(m_summary.proposed > 0);
    }

    void onlyOutlinesThatMissedWereRedrawn()
    {
        int corrected = 0;
        int proposalsInside = 0;
        for (const Filed& filed : m_filed) {
            const store::Analysis& proposal = filed.versions.front();
            QCOMPARE(proposal.data.kind, store::AnalysisKind::Model);
            const bool inside = misses(proposal.data.figures.total.areaCm2.value(), filed.truthCm2) <= 1.96;
            proposalsInside += inside ? 1 : 0;
            QCOMPARE(filed.versions.size() == 2, filed.visit.accepted && !inside);
            if (filed.versions.size() == 2) {
                const store::Analysis& redrawn = filed.versions.back();
                ++corrected;
                QCOMPARE(redrawn.data.kind, store::AnalysisKind::Corrected);
                QCOMPARE(redrawn.status, store::AnalysisStatus::Accepted);
                QVERIFY(redrawn.data.parent && redrawn.data.parent->value == proposal.id.value);
                QVERIFY(!redrawn.data.reason.empty());
                QCOMPARE(redrawn.createdAt, proposal.createdAt);
            }
        }
        QCOMPARE(corrected, m_summary.corrected);
        qInfo("the model alone: %d of %zu areas inside their 95 %% interval", proposalsInside, m_filed.size());
    }

private:
    struct Filed {
        store::Visit visit;
        std::vector<store::Analysis> versions;
        double truthCm2 = 0;
    };

    /// How many SD the area is off; 0 for a closed wound that is found closed.
    static double misses(const Estimate& area, double truthCm2)
    {
        const double off = std::abs(area.value - truthCm2);
        return off == 0 ? 0 : off / area.sd;
    }

    static QByteArray told(const Filed& filed, const Estimate& area)
    {
        return QString("visit %1: %2 ± %3, truth %4")
            .arg(filed.visit.id.value)
            .arg(area.value)
            .arg(area.sd)
            .arg(filed.truthCm2)
            .toUtf8();
    }

    void collect()
    {
        const store::Store store = store::Store::open(m_folder.filePath("demo").toStdString()).value();
        const store::ReadTransaction read = store.read().value();
        for (const phantom::PhantomPatient& person : phantom::demoPatients(m_options)) {
            const store::Patient patient = store::patientByNumber(read, person.hospitalNumber).value();
            const std::vector<store::Wound> wounds = store::wounds(read, patient.id).value();
            QCOMPARE(wounds.size(), person.wounds.size());
            for (std::size_t w = 0; w < wounds.size(); ++w) {
                const std::vector<store::Visit> visits = store::visits(read, wounds[w].id).value();
                QCOMPARE(visits.size(), person.wounds[w].visits.size());
                for (std::size_t v = 0; v < visits.size(); ++v) {
                    QCOMPARE(visits[v].date, person.wounds[w].visits[v].date);
                    m_filed.push_back(
                        {visits[v], store::analyses(read, visits[v].id).value(), person.wounds[w].visits[v].areaCm2});
                }
            }
        }
    }

    phantom::DemoOptions m_options{.patients = 3};
    clinic::DemoSummary m_summary;
    std::vector<Filed> m_filed;
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(DemoTruthTest)
#include "demo_truth_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// The register as a table: pages, searches that overtake each other, and what is asked of a row.
#include "core/store/patients.h"
#include "core/store/users.h"
#include "core/store/wounds.h"
#include "ui/models/desk.h"
#include "ui/models/patient_list_model.h"

#include <QTemporaryDir>
#include <QTest>

namespace cicatrix::ui {

constexpr int kPatients = 100;

class PatientListModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const std::filesystem::path folder = m_folder.filePath("clinic").toStdString();
        {
            Result<store::Store> store = store::Store::create(folder);
            QVERIFY(store);
            const Result<store::Actor> actor = store::actorNamed(*store, "nurse");
            Result<store::WriteTransaction> write = store->write(*actor);
            QVERIFY(write);
            for (int i = 0; i < kPatients; ++i) {
                const auto number = QString("N-%1").arg(i, 3, 10, QLatin1Char('0')).toStdString();
                const Result<PatientId> id = store::addPatient(*write, {number, i % 2 == 0 ? "Even" : "Odd", "Erika", {}, ""});
                QVERIFY(id);
                if (i == 7) {
                    QVERIFY(store::addWound(*write, *id, {"heel_left", "left", "pressure_injury", {}, {}}));
                }
            }
            QVERIFY(write->commit());
        }
        m_desk.open(folder);
        QTRY_VERIFY(m_desk.isOpen());
    }

    void pagesAreReadAsTheyAreScrolledTo()
    {
        PatientListModel model(m_desk);
        model.search({});
        QTRY_VERIFY(model.rowCount() > 0);
        QVERIFY(model.rowCount() < kPatients);
        QCOMPARE(model.registered(), qlonglong(kPatients));
        QTRY_VERIFY_WITH_TIMEOUT((model.canFetchMore({}) ? model.fetchMore({}) : void(), model.complete()), 10'000);
        QCOMPARE(model.rowCount(), kPatients);
        QSet<qlonglong> seen;
        for (int row = 0; row < model.rowCount(); ++row) {
            seen.insert(model.index(row, 0).data(PatientListModel::PatientRole).toLongLong());
        }
        QCOMPARE(seen.size(), qsizetype(kPatients));
    }

    void theAnswerToAnOlderSearchIsDropped()
    {
        PatientListModel model(m_desk);
        model.search("Odd");
        model.search("N-008");
        QTRY_COMPARE(model.rowCount(), 1);
        QTest::qWait(200);
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.index(0, PatientListModel::Number).data().toString(), QString("N-008"));
    }

    void aRowNamesItsLeadingWound()
    {
        PatientListModel model(m_desk);
        model.search("N-007");
        QTRY_COMPARE(model.rowCount(), 1);
        QCOMPARE(model.index(0, PatientListModel::Wound).data().toString(), QString("Heel, left"));
        QVERIFY(model.index(0, 0).data(PatientListModel::WoundRole).toLongLong() > 0);
        QCOMPARE(model.index(0, PatientListModel::LastVisit).data().toString(), QString());
    }

    void nobodyNeedsAttentionWithoutAVisit()
    {
        PatientListModel model(m_desk);
        model.setNeedsAttention(true);
        QTRY_VERIFY(model.complete());
        QCOMPARE(model.rowCount(), 0);
    }

private:
    QTemporaryDir m_folder;
    Desk m_desk{Places{std::filesystem::path(CICATRIX_SOURCE_DIR) / "resources", "nurse", "test"}};
};

}  // namespace cicatrix::ui

QTEST_GUILESS_MAIN(cicatrix::ui::PatientListModelTest)
#include "patient_list_model_test.moc"

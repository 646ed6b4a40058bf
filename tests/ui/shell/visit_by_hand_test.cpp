// SPDX-License-Identifier: GPL-3.0-or-later
// One whole visit as a person does it: register a patient, add a wound, add a photo, accept, look at the course.
#include "core/store/analyses.h"
#include "core/store/patients.h"
#include "core/store/users.h"
#include "core/store/visits.h"
#include "core/store/wounds.h"
#include "ui/screens/start/start_screen.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/filmstrip.h"
#include "ui/widgets/healing_chart.h"
#include "ui/widgets/photo_canvas.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStandardPaths>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

namespace cicatrix::ui {

namespace {

constexpr int kModel = 60'000;  ///< ms: loading the model and one analysis, on a busy machine

template <typename Widget>
Widget* visibleOne(const QWidget& window, const std::function<bool(const Widget&)>& is)
{
    for (Widget* widget : window.findChildren<Widget*>()) {
        if (widget->isVisible() && is(*widget)) {
            return widget;
        }
    }
    return nullptr;
}

QPushButton* button(const QWidget& window, const QString& text)
{
    return visibleOne<QPushButton>(window,
                                   [&](const QPushButton& b) { return b.text() == text || b.accessibleName() == text; });
}

QLineEdit* field(const QWidget& window, const QString& name)
{
    return visibleOne<QLineEdit>(window, [&](const QLineEdit& f) { return f.accessibleName() == name; });
}

bool says(const QWidget& window, const QString& text)
{
    return visibleOne<QLabel>(window, [&](const QLabel& label) { return label.text().contains(text); }) != nullptr;
}

}  // namespace

class VisitByHandTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        applyTheme(*qApp, Theme::Light, ":/cicatrix/fonts");
        m_window =
            std::make_unique<MainWindow>(Places{std::filesystem::path(CICATRIX_SOURCE_DIR) / "resources", "nurse", "test"});
        m_window->resize(1440, 900);
        m_window->show();
    }

    void theStartScreenOffersThreeWays()
    {
        QVERIFY(button(*m_window, "Make a clinic…"));
        QVERIFY(button(*m_window, "Open…"));
        QVERIFY(button(*m_window, "Make the demo clinic"));
        m_window->openClinic("/nowhere/at/all");
        QTRY_VERIFY(says(*m_window, "not there"));
    }

    void aNewClinicShowsAnEmptyRegister()
    {
        m_window->openClinic(m_folder.filePath("clinic"), true);
        QTRY_COMPARE(m_window->currentScreen(), QString("patients"));
        QTRY_VERIFY(says(*m_window, "No patient is registered yet"));
    }

    void aPatientIsRegisteredInline()
    {
        QTest::mouseClick(button(*m_window, "New patient"), Qt::LeftButton);
        QTRY_VERIFY(field(*m_window, "Hospital number"));
        QTest::keyClicks(field(*m_window, "Family name"), "Beispiel");
        QTest::keyClick(field(*m_window, "Family name"), Qt::Key_Return);
        QTRY_VERIFY(says(*m_window, "A hospital number is needed"));
        QTest::keyClicks(field(*m_window, "Hospital number"), "MRN-1");
        QTest::keyClicks(field(*m_window, "Given name"), "Erika");
        QTest::keyClicks(field(*m_window, "Born"), "1950-02-30");
        QTest::mouseClick(button(*m_window, "Register"), Qt::LeftButton);
        QTRY_VERIFY(says(*m_window, "date of birth cannot be read"));
        field(*m_window, "Born")->clear();
        QTest::keyClicks(field(*m_window, "Born"), "1950-02-28");
        QTest::mouseClick(button(*m_window, "Register"), Qt::LeftButton);
        QTRY_VERIFY(says(*m_window, "Beispiel, Erika"));
        QTRY_COMPARE(m_window->findChild<QTableView*>()->model()->rowCount(), 1);
    }

    void aWoundIsAddedAtACodedSite()
    {
        QTRY_VERIFY(button(*m_window, "Add…"));
        QTest::mouseClick(button(*m_window, "Add…"), Qt::LeftButton);
        auto* site = visibleOne<QComboBox>(*m_window, [](const QComboBox& box) { return box.accessibleName() == "Site"; });
        QVERIFY(site);
        QTest::keyClicks(site->lineEdit(), "Nose of a whale");
        QTest::mouseClick(button(*m_window, "Add wound"), Qt::LeftButton);
        QTRY_VERIFY(says(*m_window, "Choose a site from the list"));
        site->lineEdit()->clear();
        QTest::keyClicks(site->lineEdit(), "heel, left");
        QTest::mouseClick(button(*m_window, "Add wound"), Qt::LeftButton);
        QTRY_VERIFY(button(*m_window, "Open Heel, left"));
        QTest::mouseClick(button(*m_window, "Open Heel, left"), Qt::LeftButton);
        QTRY_COMPARE(m_window->currentScreen(), QString("review"));
        QTRY_VERIFY(says(*m_window, "Heel, left"));
    }

    void aPhotoIsAnalysedAndAccepted()
    {
        auto* canvas = m_window->findChild<PhotoCanvas*>();
        auto* strip = m_window->findChild<Filmstrip*>();
        m_window->addPhotos({QString(CICATRIX_SOURCE_DIR) + "/resources/samples/phantom_with_card.jpg"});
        QTRY_VERIFY_WITH_TIMEOUT(canvas->toPhoto(canvas->rect().center()).x() > 0, kModel);
        QVERIFY(button(*m_window, "Cancel"));
        QTRY_VERIFY_WITH_TIMEOUT(button(*m_window, "Accept") != nullptr, kModel);
        QTRY_COMPARE(strip->frames().size(), std::size_t(1));
        QTRY_VERIFY(says(*m_window, "cm² ±"));
        QTest::mouseClick(button(*m_window, "Accept"), Qt::LeftButton);
        QTRY_VERIFY(button(*m_window, "Accept") == nullptr);
        const Result<store::Store> store =
            store::Store::open(m_folder.filePath("clinic").toStdString(), store::OpenMode::ReadOnly);
        QVERIFY(store);
        const auto read = store->read();
        const auto patient = store::patientByNumber(*read, "MRN-1");
        const auto visits = store::visits(*read, (*store::wounds(*read, patient->id))[0].id);
        QCOMPARE(visits->size(), std::size_t(1));
        QVERIFY(visits->front().accepted);
        QCOMPARE(store::analysis(*read, *visits->front().shown)->acceptedBy, std::string("nurse"));
    }

    void aSecondPhotoIsCancelledWithoutATrace()
    {
        auto* strip = m_window->findChild<Filmstrip*>();
        m_window->addPhotos({QString(CICATRIX_SOURCE_DIR) + "/resources/samples/phantom_with_card.jpg"});
        QTRY_VERIFY(button(*m_window, "Cancel"));
        QTest::mouseClick(button(*m_window, "Cancel"), Qt::LeftButton);
        QTRY_VERIFY(button(*m_window, "Cancel") == nullptr);
        QTest::qWait(3000);
        QCOMPARE(strip->frames().size(), std::size_t(1));
    }

    void aFileThatIsNoPhotoIsRefusedInWords()
    {
        QFile file(m_folder.filePath("letter.jpg"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("Dear Sirs");
        file.close();
        m_window->addPhotos({file.fileName()});
        QTRY_VERIFY_WITH_TIMEOUT(says(*m_window, "cannot be used"), kModel);
        QTRY_VERIFY(says(*m_window, "cm² ±"));
    }

    void theTimelineShowsTheVisit()
    {
        QTest::keyClick(m_window.get(), Qt::Key_3, Qt::ControlModifier);
        QTRY_COMPARE(m_window->currentScreen(), QString("timeline"));
        auto* chart = m_window->findChild<HealingChart*>();
        QVERIFY(chart);
        QVERIFY(m_window->grab().save(m_folder.filePath("timeline.png")));
    }

    void everyControlHasAName()
    {
        for (const QString& screen : {QString("patients"), QString("review"), QString("timeline")}) {
            m_window->showScreen(screen);
            QTest::qWait(50);
            for (const QPushButton* each : m_window->findChildren<QPushButton*>()) {
                QVERIFY2(!each->isVisible() || !each->text().isEmpty() || !each->accessibleName().isEmpty(),
                         qPrintable(screen + ": a button without a name, " + each->objectName()));
            }
        }
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<MainWindow> m_window;
};

}  // namespace cicatrix::ui

int main(int count, char** arguments)
{
    QStandardPaths::setTestModeEnabled(true);
    QApplication application(count, arguments);
    QCoreApplication::setOrganizationName("CicatrixTest");
    cicatrix::ui::VisitByHandTest test;
    return QTest::qExec(&test, count, arguments);
}
#include "visit_by_hand_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/csv.h"

#include <QTest>

using namespace cicatrix;

class BaseCsvTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cellsComeOutAsTheyWereMeant_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<QByteArray>("second");
        QTest::newRow("plain") << QByteArray("a,b\n1,2\n") << QByteArray("1") << QByteArray("2");
        QTest::newRow("no last line end") << QByteArray("a,b\n1,2") << QByteArray("1") << QByteArray("2");
        QTest::newRow("Windows") << QByteArray("a,b\r\n1,2\r\n") << QByteArray("1") << QByteArray("2");
        QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF"
                                                       "a,b\n1,2\n")
                                         << QByteArray("1") << QByteArray("2");
        QTest::newRow("empty") << QByteArray("a,b\n,\n") << QByteArray("") << QByteArray("");
        QTest::newRow("quoted comma") << QByteArray("a,b\n\"1,5\",2\n") << QByteArray("1,5") << QByteArray("2");
        QTest::newRow("doubled quote") << QByteArray("a,b\n\"say \"\"x\"\"\",2\n") << QByteArray("say \"x\"")
                                       << QByteArray("2");
        QTest::newRow("line end in a cell") << QByteArray("a,b\n\"1\n2\",3\n") << QByteArray("1\n2") << QByteArray("3");
        QTest::newRow("blank last line") << QByteArray("a,b\n1,2\n\n") << QByteArray("1") << QByteArray("2");
    }
    void cellsComeOutAsTheyWereMeant()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, first);
        QFETCH(QByteArray, second);
        const auto table = CsvTable::parse({text.constData(), static_cast<std::size_t>(text.size())}, "t.csv");
        QVERIFY2(table.has_value(), table ? "" : table.error().message().c_str());
        QCOMPARE(table->rows(), std::size_t{1});
        QCOMPARE(QByteArray::fromStdString(table->cell(0, "a")), first);
        QCOMPARE(QByteArray::fromStdString(table->cell(0, "b")), second);
        QVERIFY(table->cell(0, "absent").empty());
    }

    void aFaultyTableIsRefusedWithItsRow_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("row");
        QTest::newRow("too few cells") << QByteArray("a,b\n1,2\n3\n") << QByteArray("row 3");
        QTest::newRow("too many cells") << QByteArray("a,b\n1,2,3\n") << QByteArray("row 2");
        QTest::newRow("open quote") << QByteArray("a,b\n1,\"2\n") << QByteArray("row 2");
        QTest::newRow("quote within a cell") << QByteArray("a,b\n1,2\"3\n") << QByteArray("row 2");
        QTest::newRow("column twice") << QByteArray("a,a\n1,2\n") << QByteArray("row 1");
    }
    void aFaultyTableIsRefusedWithItsRow()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, row);
        const auto table = CsvTable::parse({text.constData(), static_cast<std::size_t>(text.size())}, "t.csv");
        QVERIFY(!table);
        QCOMPARE(table.error().kind, ErrorKind::BadInput);
        QVERIFY2(QByteArray(table.error().message().c_str()).contains(row), table.error().message().c_str());
    }
};

QTEST_GUILESS_MAIN(BaseCsvTest)
#include "base_csv_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// Every text of the window stands in the German translation, finished.
#include <QDirIterator>
#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QXmlStreamReader>

namespace {

QString content(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// C's escapes in a literal, as far as our texts use them.
QString unescaped(QString literal) { return literal.replace("\\n", "\n").replace("\\\"", "\""); }

}  // namespace

class TranslationsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void germanIsComplete()
    {
        QFile file(QString(CICATRIX_SOURCE_DIR) + "/translations/cicatrix_de.ts");
        QVERIFY(file.open(QIODevice::ReadOnly));
        QXmlStreamReader xml(&file);
        QSet<QString> known;
        QString source;
        while (!xml.atEnd()) {
            xml.readNext();
            if (xml.isStartElement() && xml.name() == u"source") {
                source = xml.readElementText();
                known.insert(source);
            } else if (xml.isStartElement() && xml.name() == u"translation") {
                QVERIFY2(!xml.attributes().hasAttribute("type"), qPrintable("unfinished: " + source));
            }
        }
        QVERIFY(!xml.hasError());
        QVERIFY(known.size() > 200);
        static const QRegularExpression kText(
            "(?:\\btr\\(|\\btranslate\\(\\s*\"[\\w:]+\",|\\bQT_TRANSLATE_NOOP\\(\\s*\"\\w+\",)\\s*"
            "\"((?:[^\"\\\\]|\\\\.)*)\"");
        QStringList missing;
        QDirIterator files(QString(CICATRIX_SOURCE_DIR) + "/ui", {"*.cpp"}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = files.next();
            for (auto match = kText.globalMatch(content(path)); match.hasNext();) {
                const QString text = unescaped(match.next().captured(1));
                if (!text.isEmpty() && !known.contains(text)) {
                    missing << QFileInfo(path).fileName() + ": " + text;
                }
            }
        }
        QVERIFY2(missing.isEmpty(), qPrintable("not in cicatrix_de.ts:\n" + missing.join('\n')));
    }
};

QTEST_GUILESS_MAIN(TranslationsTest)
#include "translations_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// Arrows point only down: every #include of core, ui and app is held against the table of docs/architecture.md.
#include <QDirIterator>
#include <QFileInfo>
#include <QMap>
#include <QRegularExpression>
#include <QTest>

namespace {

struct Room {
    QStringList own;      ///< folders of this repository it may include
    QStringList outside;  ///< beginnings of third-party headers it may include
};

const QStringList kTorch{"torch/", "ATen/", "c10/"};
const QStringList kOpenCv{"opencv2/"};
const QStringList kQtCore{"QCore",
                          "QByteArray",
                          "QDateTime",
                          "QDir",
                          "QFile",
                          "QLockFile",
                          "QSql",
                          "QString",
                          "QVariant",
                          "QThread",
                          "QPromise",
                          "QFuture",
                          "QObject",
                          "QPointer",
                          "QUuid",
                          "QTranslator",
                          "QLocale",
                          "QStandardPaths",
                          "QLatin1",
                          "QBuffer",
                          "QCommandLine",
                          "QTemporary",
                          "QIODevice",
                          "QMap",
                          "QVector",
                          "QList",
                          "QtGlobal",
                          "QDate",
                          "QRegularExpression",
                          "QUrl",
                          "QSysInfo"};
const QStringList kQtPaint{"QPaint",    "QPdf",   "QPage", "QSvg",   "QFont",    "QGuiApplication", "QImage", "QPen",
                           "QBrush",    "QColor", "QRect", "QPoint", "QPolygon", "QTransform",      "QText",  "QMargins",
                           "QMarginsF", "QLine",  "QSize", "QRaw",   "QStatic"};

const QStringList kQt{"Q"};

QMap<QString, Room> rooms()
{
    const QStringList all{"base",  "metrics", "image",  "measure", "calibrate", "timeline", "phantom", "dicom",
                          "store", "nn",      "models", "infer",   "annotate",  "report",   "clinic"};
    return {
        {"core/base", {{"base"}, {"nlohmann/"}}},
        {"core/metrics", {{"base"}, {}}},
        {"core/image",
         {{"base"},
          kOpenCv + QStringList{"libheif/", "lcms2", "jpeglib.h", "jerror.h", "png.h", "tiffio.h", "webp/", "zlib.h"}}},
        {"core/measure", {{"base"}, {}}},
        {"core/calibrate", {{"base", "image"}, kOpenCv}},
        {"core/timeline", {{"base", "measure"}, {}}},
        {"core/phantom", {{"base"}, {}}},
        {"core/store", {{"base"}, kQtCore + QStringList{"openssl/", "sodium", "archive", "sqlite3.h", "nlohmann/"}}},
        {"core/nn", {{"base"}, kTorch + QStringList{"nlohmann/"}}},
        {"core/models", {{"base", "nn"}, kTorch + QStringList{"nlohmann/"}}},
        {"core/train", {{"base", "metrics", "nn", "models", "phantom"}, kTorch + QStringList{"nlohmann/"}}},
        {"core/infer", {{"base", "image", "nn", "models"}, kTorch + kOpenCv + QStringList{"nlohmann/", "archive"}}},
        {"core/annotate", {{"base", "metrics", "image"}, kOpenCv}},
        {"core/report", {{"base", "measure", "timeline"}, kQtCore + kQtPaint + QStringList{"nlohmann/"}}},
        {"core/jobs", {{"base"}, kQtCore + QStringList{"sanitizer/"}}},
        {"core/clinic", {all, kQtCore + QStringList{"nlohmann/"}}},
        {"app/cli", {all + QStringList{"train"}, kQtCore + kQtPaint + QStringList{"nlohmann/"}}},
        // A benchmark runs beside the plain library call that a user could write instead.
        {"app/cli/benches",
         {all + QStringList{"train"}, kQtCore + kQtPaint + QStringList{"nlohmann/", "opencv2/", "sqlite3.h"}}},
        {"ui/bridge", {{"base"}, kQt}},
        {"ui/widgets", {{"base", "ui/bridge"}, kQt}},
        {"ui/models", {all + QStringList{"jobs", "ui/bridge"}, kQt}},
        // Of core, screens and window know only the values that presenters hand out.
        {"ui/screens", {{"base", "store", "clinic", "timeline", "ui/bridge", "ui/models", "ui/widgets"}, kQt}},
        {"ui/shell", {{"base", "ui/bridge", "ui/models", "ui/widgets", "ui/screens"}, kQt}},
        {"app/desktop", {{"base", "ui/models", "ui/widgets", "ui/shell"}, kQt}},
        {"app/train", {{"base", "metrics", "nn", "models", "train", "infer"}, kTorch + QStringList{"nlohmann/"}}},
    };
}

/// The standard library's headers have no dot, no slash and no capital; POSIX's end in .h.
bool isSystem(const QString& header)
{
    static const QStringList kPosix{"fcntl.h", "unistd.h", "signal.h",    "poll.h",
                                    "time.h",  "sched.h",  "immintrin.h", "malloc.h"};
    return header.startsWith("sys/") || kPosix.contains(header) || QRegularExpression("^[a-z_0-9]+$").match(header).hasMatch();
}

}  // namespace

class LayeringTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void arrowsPointDown()
    {
        const QMap<QString, Room> table = rooms();
        QStringList offences;
        int seen = 0;
        for (auto room = table.cbegin(); room != table.cend(); ++room) {
            QDirIterator files(source(room.key()), {"*.h", "*.cpp"}, QDir::Files, QDirIterator::Subdirectories);
            while (files.hasNext()) {
                const QString path = files.next();
                if (table.contains(QFileInfo(path).path().mid(source("").size())) &&
                    QFileInfo(path).path() != source(room.key())) {
                    continue;  // a room of its own within this one
                }
                ++seen;
                for (const QString& header : includes(path)) {
                    if (!allowed(header, room.key(), *room)) {
                        offences << path.mid(source("").size()) + " includes " + header;
                    }
                }
            }
        }
        QVERIFY(seen > 20);
        QVERIFY2(offences.isEmpty(), qPrintable("\n" + offences.join("\n")));
    }

    void everyRoomStandsInTheTable()
    {
        for (const QString& house : {QString("core/"), QString("ui/"), QString("app/")}) {
            for (const QString& folder : QDir(source(house)).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
                QVERIFY2(rooms().contains(house + folder), qPrintable(house + folder + " is not in the table"));
            }
        }
    }

    void noScreenKnowsAnother()
    {
        QStringList offences;
        for (const QString& screen : QDir(source("ui/screens")).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            QDirIterator files(source("ui/screens/" + screen), {"*.h", "*.cpp"}, QDir::Files);
            while (files.hasNext()) {
                const QString path = files.next();
                for (const QString& header : includes(path)) {
                    if (header.startsWith("ui/screens/") && header != "ui/screens/screen.h" &&
                        header.section('/', 2, 2) != screen) {
                        offences << path.mid(source("").size()) + " includes " + header;
                    }
                }
            }
        }
        QVERIFY2(offences.isEmpty(), qPrintable("\n" + offences.join("\n")));
    }

    /// QSaveFile replaces a good file on a full disk; torch::load and torch::jit::load run code from a user's file.
    void bannedNamesDoNotOccur()
    {
        static const QRegularExpression kBanned(
            "\\bQSaveFile\\b|torch::load\\b|torch::jit::|InputArchive|torch/script\\.h|contourArea\\(|\\bQProcess\\b");
        QStringList offences;
        for (const QString& folder : {QString("core"), QString("ui"), QString("app")}) {
            QDirIterator files(source(folder), {"*.h", "*.cpp"}, QDir::Files, QDirIterator::Subdirectories);
            while (files.hasNext()) {
                const QString path = files.next();
                const QStringList lines = content(path).split('\n');
                for (const QString& line : lines) {
                    if (!line.trimmed().startsWith("//") && kBanned.match(line).hasMatch()) {
                        offences << path.mid(source("").size()) + ": " + line.trimmed();
                    }
                }
            }
        }
        QVERIFY2(offences.isEmpty(), qPrintable("\n" + offences.join("\n")));
    }

private:
    static QString source(const QString& folder) { return QString(CICATRIX_SOURCE_DIR) + "/" + folder; }

    static QString content(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }

    static QStringList includes(const QString& path)
    {
        static const QRegularExpression kInclude("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]",
                                                 QRegularExpression::MultilineOption);
        QStringList found;
        for (auto match = kInclude.globalMatch(content(path)); match.hasNext();) {
            found << match.next().captured(1);
        }
        return found;
    }

    static bool allowed(const QString& header, const QString& name, const Room& room)
    {
        if (header.startsWith(name + "/") || header.startsWith(name.section('/', 0, 1) + "/") || isSystem(header) ||
            header.endsWith(".moc")) {
            return true;
        }
        if (header.startsWith("core/")) {
            return room.own.contains(header.section('/', 1, 1));
        }
        if (header.startsWith("ui/")) {
            return room.own.contains(header.section('/', 0, 1));
        }
        return std::any_of(room.outside.begin(), room.outside.end(),
                           [&](const QString& start) { return header.startsWith(start); });
    }
};

QTEST_GUILESS_MAIN(LayeringTest)
#include "layering_test.moc"

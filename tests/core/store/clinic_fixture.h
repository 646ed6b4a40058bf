// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/analyses.h"
#include "core/store/backup.h"
#include "core/store/migrate.h"
#include "core/store/patients.h"
#include "core/store/series.h"
#include "core/store/users.h"
#include "core/store/visits.h"
#include "core/store/wounds.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>

#include <stdexcept>

namespace cicatrix::store::testing {

/// The value, or the test stops with the error's own words.
template <typename T>
T need(Result<T> result)
{
    if (!result) {
        throw std::runtime_error(result.error().message());
    }
    if constexpr (!std::is_void_v<T>) {
        return std::move(result).value();
    }
}

inline Date day(const char* text) { return need(parseDate(text)); }

inline Bytes bytesOf(std::string_view text)
{
    const auto bytes = std::as_bytes(std::span{text.data(), text.size()});
    return {bytes.begin(), bytes.end()};
}

/// Figures whose every value depends on the area, so that a mix-up shows.
inline Figures figuresOf(double areaCm2)
{
    WoundFigures wound;
    wound.areaPx = areaCm2 * 1000.25;
    wound.areaCm2 = Estimate{areaCm2, areaCm2 / 30};
    wound.areaOutlineCm2 = areaCm2 * 1.01;
    wound.perimeterMm = Estimate{areaCm2 * 11, 0.5};
    wound.lengthMm = Estimate{areaCm2 * 5, 0.25};
    wound.widthMm = Estimate{areaCm2 * 4, 0.125};
    wound.mmPerPixel = 0.1 + 0.2;  // 0.30000000000000004: a double that rounding would change
    wound.lengthAxisPx = {{1.5, 2.5}, {3.25, 4.75}};
    wound.tissue = {{Tissue::Granulation, {0.75, 0.05}, 700, areaCm2 * 0.75},
                    {Tissue::Slough, {0.25, 0.05}, 200, areaCm2 * 0.25}};
    wound.bounds = {10, 20, 30, 40};
    return {{wound}, wound};
}

/// A clinic in a temporary folder, with one admin, one patient and one wound.
struct TempClinic {
    QTemporaryDir dir;
    std::filesystem::path folder{std::filesystem::path(dir.path().toStdString()) / "clinic"};
    std::optional<Store> store{need(Store::create(folder))};
    Actor admin{need(actorNamed(*store, "Ada"))};
    PatientId patient;
    WoundId wound;

    TempClinic()
    {
        WriteTransaction write = begin();
        patient = need(addPatient(write, {"H-1", "Müller", "Anna", day("1950-02-03"), "female"}));
        wound = need(addWound(write, patient, {"heel", "left", "pressure", day("2026-01-01"), {}}));
        need(write.commit());
    }
    [[nodiscard]] WriteTransaction begin() const { return need(store->write(admin)); }
    [[nodiscard]] ReadTransaction read() const { return need(store->read()); }
    void close() { store.reset(); }
    void reopen() { store.emplace(need(Store::open(folder))); }
};

struct FiledVisit {
    VisitId visit;
    PhotoId photo;
    AnalysisId analysis;
};

/// What the program does for one photo, inside the given transaction.
inline FiledVisit fileVisit(WriteTransaction& write, WoundId wound, Date date, double areaCm2)
{
    FiledVisit filed;
    const std::string mark = isoDate(date) + " " + std::to_string(areaCm2) + " " + std::to_string(wound.value);
    PhotoData photo;
    photo.givenSha256 = fastSha256(bytesOf("given " + mark));
    photo.vaultSha256 = need(write.vault().put(bytesOf("photo " + mark)));
    photo.name = "IMG_0001.JPG";
    photo.format = "jpeg";
    photo.width = 4000;
    photo.height = 3000;
    photo.camera = "Phone";
    photo.takenAt = "2026-03-01T10:00:00";
    photo.warnings = {{WarningCode::Blurred, "a little"}};
    filed.visit = need(addVisit(write, wound, date));
    filed.photo = need(addPhoto(write, filed.visit, photo));
    AnalysisData data;
    data.photo = filed.photo;
    data.model = {"wound", "1.0", std::string(64, 'a'), "lite0"};
    data.device = "cpu";
    data.calibration.method = CalibrationMethod::Marker;
    data.calibration.mmPerPixel = 0.21;
    data.calibration.homography = Homography{0.1, 0, 0, 0, 0.1, 0, 0.0001, 0, 1};
    data.calibration.warnings = {{WarningCode::TiltNotCorrected, "14 degrees"}};
    data.maskSha256 = need(write.vault().put(bytesOf("mask " + mark)));
    data.confidenceSha256 = need(write.vault().put(bytesOf("confidence " + mark)));
    data.woundMeanConfidence = 0.93;
    data.figures = figuresOf(areaCm2);
    data.warnings = {{WarningCode::LowConfidence, ""}};
    filed.analysis = need(addAnalysis(write, filed.visit, data));
    return filed;
}

inline FiledVisit fileVisit(const TempClinic& clinic, Date date, double areaCm2)
{
    WriteTransaction write = clinic.begin();
    const FiledVisit filed = fileVisit(write, clinic.wound, date, areaCm2);
    need(write.commit());
    return filed;
}

/// What `check` finds first; empty for a sound clinic.
inline std::string firstProblem(const Store& store)
{
    const CheckReport report = need(check(store, Progress::none()));
    return report.problems.empty() ? std::string() : report.problems.front();
}

/// Runs SQL on the database as another program would: no triggers but those of the file, no rules of ours.
inline void runOutside(const std::filesystem::path& folder, const QStringList& statements)
{
    const QString name = "outside";
    {
        QSqlDatabase database = QSqlDatabase::addDatabase("QSQLITE", name);
        database.setDatabaseName(QString::fromStdString((folder / "clinic.db").string()));
        if (!database.open()) {
            throw std::runtime_error("the database cannot be opened from outside");
        }
        for (const QString& statement : statements) {
            QSqlQuery query(database);
            if (!query.exec(statement)) {
                throw std::runtime_error((statement + ": " + query.lastError().text()).toStdString());
            }
        }
        database.close();
    }
    QSqlDatabase::removeDatabase(name);
}

/// Changes what the triggers guard, as someone with the file in hand can, and leaves the triggers as they were.
inline void editUnguarded(const std::filesystem::path& folder, const QStringList& edits)
{
    QStringList drop{"PRAGMA foreign_keys = OFF"};
    QStringList make;
    for (const Migration& step : migrations()) {
        const QStringList statements = QString::fromUtf8(step.sql.data(), static_cast<qsizetype>(step.sql.size()))
                                           .split("CREATE TRIGGER ", Qt::SkipEmptyParts);
        for (const QString& statement : statements.mid(1)) {
            drop << "DROP TRIGGER " + statement.section(' ', 0, 0);
            make << "CREATE TRIGGER " + statement.left(statement.lastIndexOf("END;") + 3);
        }
    }
    runOutside(folder, drop + edits + make);
}

}  // namespace cicatrix::store::testing

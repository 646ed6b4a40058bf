// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/benches/bench.h"

#include "app/cli/benches/plain_sqlite.h"
#include "core/store/backup.h"
#include "core/store/patients.h"
#include "core/store/series.h"
#include "core/store/users.h"
#include "core/store/wounds.h"

#include <QTemporaryDir>

#include <algorithm>
#include <stdexcept>

#include <fcntl.h>
#include <unistd.h>

namespace cicatrix::bench {

using namespace cicatrix::store;
namespace fs = std::filesystem;

namespace {

constexpr int kRounds = 9;

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

/// Written as plain SQL, since filing 100,000 visits one by one would take minutes: 10,000 patients with one wound each, ten
/// visits a wound, five tissues an analysis. Only the benchmarks read it; its audit log is not the program's.
const char* const kFill = R"sql(
BEGIN;
WITH RECURSIVE n (x) AS (SELECT 0 UNION ALL SELECT x + 1 FROM n WHERE x < 9999)
INSERT INTO patient (number, family, given, sex, number_key, family_key, given_key, search_key, open_wounds, last_visit, last_area_cm2)
  SELECT 'P' || (100000 + x), 'Family' || (x * 7919 % 10000), 'Given' || (x % 97), 'female', 'p' || (100000 + x),
         'family' || (x * 7919 % 10000), 'given' || (x % 97),
         'family' || (x * 7919 % 10000) || ' given' || (x % 97) || ' p' || (100000 + x), 1,
         date('2026-01-01', '+' || (x % 300) || ' days'), 1 + x % 20 FROM n;
INSERT INTO wound (patient_id, number, site, visits, last_visit) SELECT id, 1, 'heel', 10, last_visit FROM patient WHERE id > 1;
WITH RECURSIVE n (x) AS (SELECT 0 UNION ALL SELECT x + 1 FROM n WHERE x < 9)
INSERT INTO visit (wound_id, date, user_id, at, versions)
  SELECT wound.id, date(last_visit, '-' || (7 * x) || ' days'), 1, 0, 1 FROM wound, n WHERE wound.id > 1 ORDER BY x, wound.id;
INSERT INTO photo (visit_id, given_sha256, vault_sha256, name, format, width, height, orientation, camera, warnings, user_id, at)
  SELECT id, :hash, :hash, 'a.jpg', 'jpeg', 4000, 3000, 1, 'Phone', '[]', 1, 0 FROM visit WHERE wound_id > 1;
INSERT INTO analysis (visit_id, version, kind, photo_id, reason, model_name, model_version, model_sha256, model_system, device,
    program, calibration_method, calibration, mask_sha256, area_px, area_cm2, area_cm2_sd, perimeter_mm, perimeter_mm_sd,
    length_mm, length_mm_sd, width_mm, width_mm_sd, mm_per_pixel, figures, warnings, user_id, at)
  SELECT visit_id, 1, 'model', id, '', 'wound', '1.0', :hash, 'lite0', 'cpu', '0.1.0', 'marker', '{}', :hash, 100, 1 + id % 30,
         0.2, 50, 1, 20, 0.5, 10, 0.5, 0.2, '{}', '[]', 1, 0 FROM photo WHERE visit_id > 1;
WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 5)
INSERT INTO analysis_tissue SELECT analysis.id, x, 0.2, 0.01, 20, 0.5 FROM analysis, n WHERE visit_id > 1 ORDER BY analysis.id, x;
UPDATE visit SET shown_id = (SELECT id FROM analysis WHERE visit_id = visit.id), shown_accepted = 1,
    area_cm2 = (SELECT area_cm2 FROM analysis WHERE visit_id = visit.id), area_cm2_sd = 0.2 WHERE id > 1;
COMMIT;
ANALYZE;
)sql";

/// A clinic of the size the goals name, in a temporary folder.
struct BenchClinic {
    QTemporaryDir dir;
    fs::path folder{fs::path(dir.path().toStdString()) / "clinic"};
    std::optional<Store> store{need(Store::create(folder))};
    Actor actor{need(actorNamed(*store, "Bench"))};
    PhotoData photo;
    AnalysisData analysis;

    BenchClinic()
    {
        const std::string bytes(1000, 'x');
        photo.vaultSha256 = need(store->vault().put(std::as_bytes(std::span{bytes.data(), bytes.size()})));
        photo.givenSha256 = photo.vaultSha256;
        photo.format = "jpeg";
        analysis.model = {"wound", "1.0", photo.vaultSha256, "lite0"};
        analysis.maskSha256 = photo.vaultSha256;
        analysis.figures.total.areaCm2 = Estimate{8, 0.2};
        for (const Tissue code : {Tissue::Granulation, Tissue::Slough, Tissue::Necrosis, Tissue::Epithelium, Tissue::Other}) {
            analysis.figures.total.tissue.push_back({code, {0.2, 0.01}, 20, 0.5});
        }
        WriteTransaction write = need(store->write(actor));
        const PatientId first = need(addPatient(write, {"A-1", "Aaron", "First", {}, ""}));
        const WoundId wound = need(addWound(write, first, {}));
        act(write, wound);
        need(write.commit());
        std::string fill = kFill;
        const std::string hash = "'" + photo.vaultSha256 + "'";
        for (auto place = fill.find(":hash"); place != std::string::npos; place = fill.find(":hash")) {
            fill.replace(place, 5, hash);
        }
        PlainSqlite(folder / "clinic.db").script(fill);
    }

    /// One clinical act: visit, photo, analysis with five tissues, acceptance, and their audit rows.
    void act(WriteTransaction& write, WoundId wound)
    {
        const VisitId visit = need(addVisit(write, wound, Date{std::chrono::year{2026} / 3 / 1}));
        analysis.photo = need(addPhoto(write, visit, photo));
        need(acceptAnalysis(write, need(addAnalysis(write, visit, analysis))));
    }
};

/// Many calls a round, so that the clock is no part of what is measured; the result is for one call.
BenchResult compareMany(const BenchCase& what, int calls, const std::function<void()>& ours, const std::function<void()>& plain)
{
    const auto many = [calls](const std::function<void()>& one) {
        return [calls, &one] {
            for (int i = 0; i < calls; ++i) {
                one();
            }
        };
    };
    BenchResult result = compare(what, many(ours), many(plain), kRounds);
    for (double* value : {&result.oursMs, &result.plainMs, &result.oursSpreadMs, &result.plainSpreadMs}) {
        *value /= calls;
    }
    return result;
}

const std::string kPatient =
    "SELECT id, number, family, given, birth, sex, erased_at, open_wounds, last_visit, last_area_cm2 FROM patient";

void benchLists(BenchClinic& clinic, PlainSqlite& plain, std::vector<BenchResult>& results)
{
    struct List {
        BenchCase what;
        int calls;
        PatientQuery query;
        std::string sql;
    };
    const std::vector<List> lists{
        {{"store: list page of 50 with last visit", "sqlite3 prepared SELECT", 5},
         50,
         {},
         kPatient + " WHERE erased_at IS NULL ORDER BY family_key, given_key, id LIMIT 50"},
        {{"store: recent patients, page of 50", "sqlite3 prepared SELECT", 5},
         50,
         {"", true, PatientOrder::LastVisit},
         kPatient + " WHERE erased_at IS NULL ORDER BY last_visit DESC, id DESC LIMIT 50"},
        {{"store: prefix search", "sqlite3 prepared SELECT", 5},
         50,
         {"family123", false},
         kPatient + " WHERE family_key >= 'family123' AND family_key < 'family124' ORDER BY family_key LIMIT 50"},
        {{"store: substring search", "sqlite3 prepared SELECT with LIKE", 5},
         10,
         {"ly123"},
         kPatient + " WHERE search_key LIKE '%ly123%' ORDER BY family_key LIMIT 50"},
    };
    for (const List& list : lists) {
        PlainStatement rival = plain.prepare(list.sql);
        results.push_back(compareMany(
            list.what, list.calls, [&] { need(findPatients(need(clinic.store->read()), list.query)); },
            [&] { rival.readAll(); }));
    }
}

void benchTimeline(BenchClinic& clinic, PlainSqlite& plain, std::vector<BenchResult>& results)
{
    PlainStatement visits = plain.prepare(
        "SELECT visit.id, date, shown_accepted, version, kind, calibration_method, model_name, model_version, area_px,"
        " analysis.area_cm2, analysis.area_cm2_sd, perimeter_mm, length_mm, width_mm, mm_per_pixel"
        " FROM visit JOIN analysis ON analysis.id = shown_id WHERE wound_id = 5000 AND removed = 0 ORDER BY date");
    PlainStatement tissues =
        plain.prepare("SELECT visit.id, code, share, share_sd, area_px, analysis_tissue.area_cm2 FROM visit"
                      " JOIN analysis_tissue ON analysis_id = shown_id WHERE wound_id = 5000 AND removed = 0"
                      " ORDER BY date, visit.id, code");
    results.push_back(compareMany(
        {"store: timeline of 10 visits, 50 tissue values", "two sqlite3 prepared SELECTs", 5}, 20,
        [&] { need(woundSeries(need(clinic.store->read()), WoundId{5000})); },
        [&] {
            visits.readAll();
            tissues.readAll();
        }));
}

void benchAct(BenchClinic& clinic, PlainSqlite& plain, std::vector<BenchResult>& results)
{
    PlainAct rival(plain, clinic.photo.vaultSha256);
    results.push_back(compareMany(
        {"store: durable act (visit, photo, analysis, 5 tissues, acceptance, audit)",
         "sqlite3: the same rows in one FULL commit", 2},
        5,
        [&] {
            WriteTransaction write = need(clinic.store->write(clinic.actor));
            clinic.act(write, WoundId{77});
            need(write.commit());
        },
        [&] { rival.run(); }));
}

}  // namespace

std::vector<BenchResult> benchStore()
{
    BenchClinic clinic;
    PlainSqlite plain(clinic.folder / "clinic.db");
    std::vector<BenchResult> results;
    benchLists(clinic, plain, results);
    benchTimeline(clinic, plain, results);
    benchAct(clinic, plain, results);
    return results;
}

std::vector<BenchResult> benchBackup()
{
    // A clinic whose log is the program's own: the back-up proves every row of it.
    QTemporaryDir dir;
    const fs::path folder = fs::path(dir.path().toStdString()) / "clinic";
    const Store store = need(Store::create(folder));
    const Actor actor = need(actorNamed(store, "Bench"));
    {
        WriteTransaction write = need(store.write(actor));
        for (int i = 0; i < 40'000; ++i) {
            need(addPatient(write, {"P" + std::to_string(i), "Family" + std::to_string(i), "Given", {}, "female"}));
        }
        need(write.commit());
    }
    const fs::path copy = fs::path(dir.path().toStdString()) / "copy.db";
    const fs::path file = fs::path(dir.path().toStdString()) / "backup.tar";
    std::vector<double> verifying;
    std::vector<double> writing;
    PlainSqlite plain(folder / "clinic.db");
    const auto ours = [&] {
        const BackupSummary made = need(backup(store, actor, file, Existing::Replace, Progress::none()));
        writing.push_back(made.writingMs);
        verifying.push_back(made.verifyingMs);
    };
    const auto rival = [&] {
        fs::remove(copy);
        plain.script("VACUUM INTO '" + copy.string() + "'");
        const int descriptor = ::open(copy.c_str(), O_RDONLY | O_CLOEXEC);
        ::fsync(descriptor);
        ::close(descriptor);
    };
    BenchResult result =
        compare({"backup: snapshot and archive (verification apart)", "sqlite3 VACUUM INTO, synced", 1.5}, ours, rival, 5);
    std::sort(writing.begin(), writing.end());
    std::sort(verifying.begin(), verifying.end());
    BenchResult checked = result;
    checked.name = "backup: verification of the copy (integrity, log, every row)";
    checked.plain = "the same VACUUM INTO, for scale; no goal";
    checked.goalRatio = 100;
    checked.oursMs = verifying[verifying.size() / 2];
    result.oursMs = writing[writing.size() / 2];
    return {result, checked};
}

}  // namespace cicatrix::bench

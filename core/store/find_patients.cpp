// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/connection.h"
#include "core/store/fold.h"
#include "core/store/patient_row.h"
#include "core/store/patients.h"

#include <array>
#include <sstream>

namespace cicatrix::store {

namespace {
constexpr std::size_t kMostWords = 4;
/// Sorts after every text that begins with the prefix: U+10FFFF.
constexpr std::string_view kLastCharacter = "\xF4\x8F\xBF\xBF";

/// What is looked for: the whole text as a prefix, and its words (an empty one matches everything).
struct Sought {
    explicit Sought(const std::string& text) : from(folded(text)), to(from + std::string(kLastCharacter))
    {
        std::istringstream stream(from);
        for (std::string& word : words) {
            stream >> word;
        }
    }
    std::string from;
    std::string to;
    std::array<std::string, kMostWords> words;
};

/// Each stage runs on one index and leaves out what the stages before it gave. `ranges` counts its prefix conditions, which
/// follow those on words.
struct Stage {
    std::string_view condition;
    std::string_view order;
    int ranges = 1;
    bool words = false;
};
constexpr std::array<Stage, 4> kStages{{
    {"number_key >= ? AND number_key < ?", "number_key, id"},
    {"family_key >= ? AND family_key < ? AND NOT (number_key >= ? AND number_key < ?)", "family_key, given_key, id", 2},
    {"given_key >= ? AND given_key < ? AND NOT (number_key >= ? AND number_key < ?)"
     " AND NOT (family_key >= ? AND family_key < ?)",
     "given_key, id", 3},
    {"instr(search_key, ?) AND instr(search_key, ?) AND instr(search_key, ?) AND instr(search_key, ?)"
     " AND NOT (number_key >= ? AND number_key < ?) AND NOT (family_key >= ? AND family_key < ?)"
     " AND NOT (given_key >= ? AND given_key < ?)",
     "family_key, given_key, id", 3, true},
}};

std::string selectOf(const Stage& stage)
{
    const std::string tail = std::string(stage.condition) + " ORDER BY " + std::string(stage.order) + " LIMIT ? OFFSET ?";
    if (!stage.words) {
        return kSelectPatient + " WHERE " + tail;
    }
    // The inner search reads the index alone; only what it finds is looked up in the table.
    return kSelectPatient + " WHERE id IN (SELECT id FROM patient INDEXED BY patient_by_name WHERE " + tail + ") ORDER BY " +
           std::string(stage.order);
}

Result<std::vector<Patient>> rowsOf(Connection& connection, const Stage& stage, const Sought& sought, const PatientQuery& page)
{
    std::vector<Value> values;
    if (stage.words) {
        values.assign(sought.words.begin(), sought.words.end());
    }
    for (int i = 0; i < stage.ranges; ++i) {
        values.insert(values.end(), {sought.from, sought.to});
    }
    values.insert(values.end(), {page.limit, page.offset});
    return collect<Patient>(connection.run(selectOf(stage), std::span<const Value>(values)), patientRow);
}

/// How many rows the stage has in all; asked only when a page begins behind it.
Result<std::size_t> sizeOf(Connection& connection, const Stage& stage, const Sought& sought)
{
    PatientQuery all;
    all.limit = std::size_t{1} << 40;
    CICATRIX_ASSIGN(const std::vector<Patient> rows, rowsOf(connection, stage, sought, all));
    return rows.size();
}

Result<std::vector<Patient>> search(Connection& connection, const PatientQuery& query)
{
    const Sought sought(query.text);
    PatientQuery rest = query;
    std::vector<Patient> found;
    for (const Stage& stage : kStages) {
        if (rest.limit == 0 || (stage.words && !query.anywhere)) {
            break;
        }
        CICATRIX_ASSIGN(std::vector<Patient> rows, rowsOf(connection, stage, sought, rest));
        std::size_t passed = rest.offset;
        if (rows.empty() && rest.offset > 0) {
            CICATRIX_ASSIGN(passed, sizeOf(connection, stage, sought));
        }
        rest.offset -= std::min(passed, rest.offset);
        rest.limit -= rows.size();
        std::move(rows.begin(), rows.end(), std::back_inserter(found));
    }
    return found;
}

std::string listOf(const PatientQuery& query)
{
    const std::string_view order = query.order == PatientOrder::Name ? "family_key, given_key, id" : "last_visit DESC, id DESC";
    return kSelectPatient + (query.withErased ? "" : " WHERE erased_at IS NULL") + " ORDER BY " + std::string(order) +
           " LIMIT ? OFFSET ?";
}
}  // namespace

Result<std::vector<Patient>> findPatients(const ReadTransaction& read, const PatientQuery& query)
{
    if (query.text.find_first_not_of(" \t") == std::string::npos) {
        return collect<Patient>(read.connection().run(listOf(query), {query.limit, query.offset}), patientRow);
    }
    return search(read.connection(), query);
}

}  // namespace cicatrix::store

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/audit.h"
#include "core/store/audit_writer.h"
#include "core/store/erase.h"

#include "core/base/files.h"

#include <map>
#include <sstream>

namespace cicatrix::store {

namespace {
/// Heads that were written outside the database, by seq. Lines that a crash cut short are passed over.
std::map<std::int64_t, std::string> readAnchors(const std::string& text)
{
    std::map<std::int64_t, std::string> anchors;
    std::istringstream lines(text);
    std::string line;
    while (std::getline(lines, line)) {
        std::istringstream words(line);
        std::int64_t seq = 0;
        std::string hash;
        if (words >> seq >> hash && hash.size() == 64) {
            anchors[seq] = hash;
        }
    }
    return anchors;
}

/// What is wrong with one link, or nothing.
std::string problemOf(const AuditRow& row, const std::string& salt, const AuditRow& previous, const ErasedObjects& erased)
{
    if (row.seq != previous.seq + 1) {
        return "rows are missing before it";
    }
    if (row.prev != (previous.seq == 0 ? std::string(64, '0') : previous.hash)) {
        return "it does not follow the row before it";
    }
    if (row.hash != linkHash(row)) {
        return "its content was changed";
    }
    if (row.personal && personalHash(salt, *row.personal) != row.personalSha256) {
        return "its text was changed";
    }
    if (!row.personal && !row.personalSha256.empty() && !erased.texts.contains(row.seq)) {
        return "its text is missing, and no patient was erased";
    }
    return {};
}

AuditVerdict broken(AuditVerdict verdict, std::int64_t seq, const std::string& problem)
{
    verdict.firstBad = seq;
    verdict.problem = "audit row " + std::to_string(seq) + ": " + problem;
    return verdict;
}
}  // namespace

Result<AuditVerdict> verifyAudit(const ReadTransaction& read, const std::filesystem::path& anchorFile)
{
    AuditVerdict verdict;
    std::map<std::int64_t, std::string> anchors;
    if (!anchorFile.empty()) {
        const Result<std::string> text = readTextFile(anchorFile, std::size_t{1} << 30);
        if (!text) {
            verdict.problem = anchorFile.filename().string() + ": " + text.error().detail + "; the log's end cannot be proved";
        }
        anchors = readAnchors(text.value_or(""));
    }
    CICATRIX_ASSIGN(const ErasedObjects erased, erasedObjects(read));
    CICATRIX_ASSIGN(Statement rows, read.connection().run(auditSelect() + "ORDER BY audit.seq"));
    AuditRow previous;
    while (true) {
        CICATRIX_ASSIGN(const bool more, rows.next());
        if (!more) {
            break;
        }
        AuditRow row = auditRow(rows);
        if (const std::string problem = problemOf(row, rows.text(15), previous, erased); !problem.empty()) {
            return broken(verdict, row.seq, problem);
        }
        if (const auto anchor = anchors.find(row.seq); anchor != anchors.end() && anchor->second != row.hash) {
            return broken(verdict, row.seq, "it is not the one that was anchored in " + anchorFile.filename().string());
        }
        ++verdict.rows;
        previous = std::move(row);
    }
    if (!anchors.empty() && anchors.rbegin()->first > previous.seq) {
        return broken(verdict, previous.seq + 1,
                      "the log was cut; " + anchorFile.filename().string() + " knows row " +
                          std::to_string(anchors.rbegin()->first));
    }
    return verdict;
}

}  // namespace cicatrix::store

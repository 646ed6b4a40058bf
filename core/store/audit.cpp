// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/audit.h"

#include "core/store/audit_writer.h"
#include "core/store/records.h"

#include <openssl/rand.h>

#include <array>

#include <fcntl.h>
#include <unistd.h>

namespace cicatrix::store {

namespace {
constexpr std::string_view kMark = "cicatrix-audit-v1";
const std::string kFirstPrev(64, '0');

void appendPiece(std::string& bytes, std::string_view piece)
{
    const auto size = static_cast<std::uint64_t>(piece.size());
    for (int shift = 0; shift < 64; shift += 8) {
        bytes += static_cast<char>((size >> shift) & 0xff);
    }
    bytes += piece;
}

Sha256Hex hashOf(std::string_view text) { return fastSha256(std::as_bytes(std::span{text.data(), text.size()})); }

std::string randomSalt()
{
    std::array<unsigned char, 16> bytes{};
    RAND_bytes(bytes.data(), static_cast<int>(bytes.size()));
    return fastSha256(std::as_bytes(std::span{bytes})).substr(0, 32);
}

std::string joined(const std::vector<Sha256Hex>& hashes)
{
    std::string text;
    for (const Sha256Hex& hash : hashes) {
        text += (text.empty() ? "" : " ") + hash;
    }
    return text;
}

Result<std::int64_t> insertRow(WriteTransaction& write, const AuditRow& row)
{
    return write.connection().insert(
        "INSERT INTO audit (seq, at, user_id, user_name, act, object, patient_id, detail, record, personal_sha256, blobs,"
        " program, prev, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {row.seq, row.at, row.user, row.userName, row.act, row.object, row.patient, row.detail, row.record, row.personalSha256,
         row.blobs, row.program, row.prev, row.hash});
}

Result<void> append(WriteTransaction& write, const AuditEntry& entry, const std::string& record)
{
    CICATRIX_ASSIGN(const AuditHead head, auditHead(write));
    AuditRow row;
    row.seq = head.seq + 1;
    row.at = write.now();
    row.user = write.actor().user;
    row.userName = write.actor().name;
    row.act = entry.act;
    row.object = entry.object;
    row.patient = entry.patient.value_or(PatientId{}).value;
    row.detail = entry.detail;
    row.record = record;
    row.blobs = joined(entry.blobs);
    row.program = CICATRIX_VERSION;
    row.prev = head.seq == 0 ? kFirstPrev : head.hash;
    const std::string salt = entry.personal.empty() ? std::string() : randomSalt();
    if (!entry.personal.empty()) {
        row.personalSha256 = personalHash(salt, entry.personal);
    }
    row.hash = linkHash(row);
    CICATRIX_TRY(insertRow(write, row));
    if (!entry.personal.empty()) {
        CICATRIX_TRY(
            write.connection().insert("INSERT INTO audit_text (seq, patient_id, visit_id, salt, text) VALUES (?, ?, ?, ?, ?)",
                                      {row.seq, entry.patient, entry.visit, salt, entry.personal}));
    }
    write.connection().pendingHead = {row.seq, row.hash};
    return {};
}
}  // namespace

Sha256Hex linkHash(const AuditRow& row)
{
    std::string bytes(kMark);
    bytes.reserve(512 + row.detail.size());
    const std::string seq = std::to_string(row.seq);
    const std::string at = std::to_string(row.at.time_since_epoch().count());
    const std::string user = std::to_string(row.user.value);
    const std::string patient = std::to_string(row.patient);
    for (const std::string_view piece :
         {std::string_view(seq), std::string_view(at), std::string_view(user), std::string_view(row.userName),
          std::string_view(row.act), std::string_view(row.object), std::string_view(patient), std::string_view(row.detail),
          std::string_view(row.record), std::string_view(row.personalSha256), std::string_view(row.blobs),
          std::string_view(row.program)}) {
        appendPiece(bytes, piece);
    }
    bytes += row.prev;
    return hashOf(bytes);
}

Sha256Hex personalHash(std::string_view salt, std::string_view text)
{
    std::string bytes;
    appendPiece(bytes, salt);
    appendPiece(bytes, text);
    return hashOf(bytes);
}

const std::string& auditSelect()
{
    static const std::string select =
        "SELECT audit.seq, at, user_id, user_name, act, object, audit.patient_id, detail, record, personal_sha256, blobs,"
        " program, prev, hash, text, salt FROM audit LEFT JOIN audit_text ON audit_text.seq = audit.seq ";
    return select;
}

AuditRow auditRow(const Statement& row)
{
    return {row.integer(0), row.time(1),  row.id<UserId>(2), row.text(3),    row.text(4),
            row.text(5),    row.text(7),  row.text(8),       row.integer(6), row.text(9),
            row.text(10),   row.text(11), row.text(12),      row.text(13),   row.maybeText(14)};
}

Result<void> recordChange(WriteTransaction& write, const Act& act)
{
    CICATRIX_ASSIGN(const Sha256Hex record, recordDigest(write.connection(), act.table, act.id));
    return append(write,
                  {std::string(act.act), std::string(act.table) + ":" + std::to_string(act.id), act.detail, act.personal,
                   act.blobs, act.patient, act.visit},
                  record);
}

Result<void> recordAct(WriteTransaction& write, const AuditEntry& entry) { return append(write, entry, {}); }

Result<AuditHead> auditHead(const ReadTransaction& read)
{
    CICATRIX_ASSIGN(Statement row, read.connection().run("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1"));
    CICATRIX_ASSIGN(const bool found, row.next());
    return found ? AuditHead{row.integer(0), row.text(1)} : AuditHead{};
}

Result<std::vector<AuditRow>> auditRows(const ReadTransaction& read, const AuditQuery& query)
{
    const std::int64_t before = query.before > 0 ? query.before : std::int64_t{1} << 62;
    const std::string sql = auditSelect() + "WHERE audit.seq < ?";
    Connection& connection = read.connection();
    const std::string order = " ORDER BY audit.seq DESC LIMIT ?";
    if (!query.object.empty() && query.patient) {
        return collect<AuditRow>(connection.run(sql + " AND object = ? AND audit.patient_id = ?" + order,
                                                {before, query.object, *query.patient, query.limit}),
                                 auditRow);
    }
    if (!query.object.empty()) {
        return collect<AuditRow>(connection.run(sql + " AND object = ?" + order, {before, query.object, query.limit}),
                                 auditRow);
    }
    if (query.patient) {
        return collect<AuditRow>(
            connection.run(sql + " AND audit.patient_id = ?" + order, {before, *query.patient, query.limit}), auditRow);
    }
    return collect<AuditRow>(connection.run(sql + order, {before, query.limit}), auditRow);
}

std::filesystem::path anchorFile(const std::filesystem::path& clinicFolder) { return clinicFolder / "audit-heads.txt"; }

void writeAnchor(const std::filesystem::path& clinicFolder, const Connection::PendingHead& head)
{
    const int file = ::open(anchorFile(clinicFolder).c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) {
        return;
    }
    // A line begins with its newline: what a crash left of the last one then stands alone and is passed over.
    const std::string line = head.seq == 0 ? std::string() : "\n" + std::to_string(head.seq) + " " + head.hash;
    const ssize_t written = ::write(file, line.data(), line.size());
    static_cast<void>(written);
    ::close(file);
}

}  // namespace cicatrix::store

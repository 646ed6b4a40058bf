// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/fields.h"

#include "core/base/json.h"
#include "core/store/audit_writer.h"
#include "core/store/field_text.h"
#include "core/store/records.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace cicatrix::store {

namespace {
const std::string kSelect =
    "SELECT key, text, number, user.name, at FROM field_value JOIN user ON user.id = field_value.user_id ";

FieldValue fieldRow(const Statement& row) { return {row.text(0), row.text(1), row.maybeReal(2), row.text(3), row.time(4)}; }

std::size_t placeOf(const std::string& key)
{
    const FieldDefinition* definition = fieldDefinition(key);
    const std::span<const FieldDefinition> all = fieldDefinitions();
    return definition == nullptr ? all.size() : static_cast<std::size_t>(definition - all.data());
}
}  // namespace

Result<void> setField(WriteTransaction& write, VisitId visit, const std::string& key, const std::string& value)
{
    CICATRIX_TRY(requirePermission(write.actor(), Permission::Treat));
    const FieldDefinition* definition = fieldDefinition(key);
    if (definition == nullptr) {
        return Error{ErrorKind::BadInput, key, "is no field of a visit"};
    }
    CICATRIX_ASSIGN(const CheckedField field, checkField(*definition, value));
    CICATRIX_ASSIGN(const PatientId patient, patientOfVisit(write.connection(), visit));
    CICATRIX_ASSIGN(const std::int64_t id,
                    write.connection().insert(
                        "INSERT INTO field_value (visit_id, key, text, number, unit, user_id, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
                        {visit, key, field.text, field.number, definition->unit, write.actor().user, write.now()}));
    Act act{"field.set", "field_value", id, patient, visit, {}, {}, {}};
    act.detail = canonicalJson({{"visit", visit.value}, {"key", key}});
    return recordChange(write, act);
}

Result<std::vector<FieldValue>> fields(const ReadTransaction& read, VisitId visit)
{
    const std::string sql = kSelect +
                            "WHERE field_value.id IN (SELECT max(id) FROM field_value WHERE visit_id = ? GROUP BY key)"
                            " AND text <> ''";
    CICATRIX_ASSIGN(std::vector<FieldValue> values, collect<FieldValue>(read.connection().run(sql, {visit}), fieldRow));
    std::sort(values.begin(), values.end(),
              [](const FieldValue& a, const FieldValue& b) { return placeOf(a.key) < placeOf(b.key); });
    return values;
}

Result<std::vector<FieldValue>> fieldHistory(const ReadTransaction& read, VisitId visit, const std::string& key)
{
    return collect<FieldValue>(
        read.connection().run(kSelect + "WHERE visit_id = ? AND key = ? ORDER BY field_value.id", {visit, key}), fieldRow);
}

}  // namespace cicatrix::store

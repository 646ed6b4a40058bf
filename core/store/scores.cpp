// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/scores.h"

#include "core/base/json.h"
#include "core/store/audit_writer.h"
#include "core/store/records.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace cicatrix::store {

using Json = nlohmann::json;

namespace {
Result<void> checkAnswers(const ScaleDefinition& scale, const ScaleAnswers& answers)
{
    for (const auto& [key, answer] : answers) {
        const auto item = std::find_if(scale.items.begin(), scale.items.end(),
                                       [&](const ScaleItem& candidate) { return candidate.key == key; });
        const std::string subject = std::string(scale.id) + "." + key;
        if (item == scale.items.end()) {
            return Error{ErrorKind::BadInput, subject, "is no item of this scale"};
        }
        if (answer && (*answer < item->least || *answer > item->most)) {
            return Error{ErrorKind::BadInput, subject,
                         "takes " + std::to_string(item->least) + " to " + std::to_string(item->most)};
        }
    }
    return {};
}

/// No total where any item is missing, or where the scale has none.
std::optional<int> totalOf(const ScaleDefinition& scale, const ScaleAnswers& answers)
{
    int total = 0;
    for (const ScaleItem& item : scale.items) {
        const auto answer = answers.find(std::string(item.key));
        if (!scale.summed || answer == answers.end() || !answer->second) {
            return std::nullopt;
        }
        total += *answer->second;
    }
    return total;
}

Score scoreRow(const Statement& row)
{
    Score score;
    score.scale = row.text(0);
    score.version = row.text(1);
    const Json answers = Json::parse(row.text(2), nullptr, false);
    for (const auto& [key, answer] : answers.items()) {
        score.answers[key] = answer.is_number() ? std::optional(answer.get<int>()) : std::nullopt;
    }
    if (const std::optional<std::int64_t> total = row.maybeInteger(3)) {
        score.total = static_cast<int>(*total);
    }
    const Json prefilled = Json::parse(row.text(4), nullptr, false);
    for (const auto& [key, source] : prefilled.items()) {
        score.prefilled[key] = source.is_string() ? source.get<std::string>() : std::string();
    }
    score.by = row.text(5);
    score.at = row.time(6);
    return score;
}
}  // namespace

Result<void> addScore(WriteTransaction& write, VisitId visit, const ScoreInput& score)
{
    CICATRIX_TRY(requirePermission(write.actor(), Permission::Treat));
    const ScaleDefinition* scale = scaleDefinition(score.scale);
    if (scale == nullptr) {
        return Error{ErrorKind::BadInput, score.scale, "is no scale that this program has"};
    }
    CICATRIX_TRY(checkAnswers(*scale, score.answers));
    CICATRIX_ASSIGN(const PatientId patient, patientOfVisit(write.connection(), visit));
    Json answers = Json::object();
    for (const ScaleItem& item : scale->items) {
        const auto answer = score.answers.find(std::string(item.key));
        const bool known = answer != score.answers.end() && answer->second;
        answers[std::string(item.key)] = known ? Json(*answer->second) : Json(nullptr);
    }
    CICATRIX_ASSIGN(
        const std::int64_t id,
        write.connection().insert("INSERT INTO score (visit_id, scale, version, answers, total, prefilled, user_id,"
                                  " at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                                  {visit, scale->id, scale->version, canonicalJson(answers), totalOf(*scale, score.answers),
                                   canonicalJson(Json(score.prefilled)), write.actor().user, write.now()}));
    Act act{"score.add", "score", id, patient, visit, {}, {}, {}};
    act.detail = canonicalJson({{"visit", visit.value}, {"scale", scale->id}});
    return recordChange(write, act);
}

Result<std::vector<Score>> scores(const ReadTransaction& read, VisitId visit)
{
    return collect<Score>(
        read.connection().run("SELECT scale, version, answers, total, prefilled, user.name, at FROM score"
                              " JOIN user ON user.id = score.user_id"
                              " WHERE score.id IN (SELECT max(id) FROM score WHERE visit_id = ? GROUP BY scale) ORDER BY scale",
                              {visit}),
        scoreRow);
}

}  // namespace cicatrix::store

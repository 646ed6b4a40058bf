// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/visit_edit.h"

#include "core/base/files.h"
#include "core/clinic/mask.h"
#include "core/clinic/visits.h"
#include "core/store/fields.h"
#include "core/store/scores.h"
#include "core/timeline/scales.h"

#include <charconv>
#include <map>

namespace cicatrix::cli {

namespace {

/// What --set asks for: fields by key, and the answers of each scale.
struct Settings {
    std::vector<std::pair<std::string, std::string>> fields;
    std::map<std::string, store::ScaleAnswers> scales;
};

Result<std::optional<int>> answer(const std::string& text, const std::string& entry)
{
    if (text.empty() || text == "na") {
        return std::optional<int>{};
    }
    int number = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (code != std::errc{} || end != text.data() + text.size()) {
        return Error{ErrorKind::Usage, "--set " + entry, "the answer must be a whole number, or na for not assessable"};
    }
    return std::optional(number);
}

Result<Settings> readSettings(const Invocation& invocation)
{
    Settings settings;
    for (const std::string& entry : invocation.values("set")) {
        const std::size_t equals = entry.find('=');
        if (equals == std::string::npos || equals == 0) {
            return Error{ErrorKind::Usage, "--set " + entry, "write it as KEY=VALUE"};
        }
        const std::string key = entry.substr(0, equals);
        const std::string value = entry.substr(equals + 1);
        const std::size_t dot = key.find('.');
        if (dot == std::string::npos) {
            settings.fields.emplace_back(key, value);
        } else {
            CICATRIX_ASSIGN(settings.scales[key.substr(0, dot)][key.substr(dot + 1)], answer(value, entry));
        }
    }
    return settings;
}

/// The area items that the image can propose; the person who sets the rest of the scale confirms them.
std::optional<std::pair<int, std::string>> areaProposal(const std::string& scale, const Figures& figures, bool closed)
{
    if (scale == "push") {
        if (const auto push = timeline::pushArea(figures, closed)) {
            return {{push->score, "length_width_cm2=" + std::to_string(push->lengthTimesWidthCm2) +
                                      (push->note.empty() ? "" : "; " + push->note)}};
        }
    }
    if (scale == "sinbad") {
        if (const auto point = timeline::sinbadAreaPoint(figures)) {
            return {{*point, "area_cm2=" + std::to_string(figures.total.areaCm2->value)}};
        }
    }
    return std::nullopt;
}

Result<void> setScore(const Invocation& invocation, store::WriteTransaction& write, VisitId visit, const std::string& scale,
                      store::ScaleAnswers answers)
{
    store::ScoreInput input;
    input.scale = scale;
    CICATRIX_ASSIGN(const std::vector<store::Score> before, store::scores(write, visit));
    for (const store::Score& score : before) {
        if (score.scale == scale) {
            input.answers = score.answers;
            input.prefilled = score.prefilled;
        }
    }
    for (const auto& [item, value] : answers) {
        input.answers[item] = value;
        input.prefilled.erase(item);
    }
    CICATRIX_ASSIGN(const store::Visit row, store::visit(write, visit));
    if (!input.answers.contains("area") && row.shown) {
        CICATRIX_ASSIGN(const store::Analysis shown, store::analysis(write, *row.shown));
        CICATRIX_ASSIGN(const store::Wound wound, store::wound(write, row.wound));
        const bool closed = timeline::showsClosed(wound.data.closed, row.date, row.accepted, shown.data.figures);
        if (const auto proposal = areaProposal(scale, shown.data.figures, closed)) {
            input.answers["area"] = proposal->first;
            input.prefilled["area"] = proposal->second;
            invocation.say(scale + ".area=" + std::to_string(proposal->first) + " taken from the image (" + proposal->second +
                           ")");
        }
    }
    return store::addScore(write, visit, input);
}

Result<void> editRows(const Invocation& invocation, const ClinicSession& session, VisitId visit)
{
    CICATRIX_ASSIGN(const Settings settings, readSettings(invocation));
    CICATRIX_ASSIGN(const std::optional<Date> date, dateOption(invocation, "date"));
    CICATRIX_ASSIGN(store::WriteTransaction write, session.store.write(session.actor));
    CICATRIX_TRY(store::visit(write, visit));
    if (date) {
        CICATRIX_TRY(store::setVisitDate(write, visit, *date));
    }
    for (const auto& [key, value] : settings.fields) {
        CICATRIX_TRY(store::setField(write, visit, key, value));
    }
    for (const auto& [scale, answers] : settings.scales) {
        CICATRIX_TRY(setScore(invocation, write, visit, scale, answers));
    }
    for (const std::string& text : invocation.values("event")) {
        const std::optional<EventKind> kind = eventKindFromKey(text);
        if (!kind) {
            return Error{ErrorKind::Usage, "--event", "\"" + text + "\" is not known; see visit edit --help"};
        }
        CICATRIX_TRY(store::addEvent(write, visit, *kind, invocation.value("note").value_or("")));
    }
    return write.commit();
}

}  // namespace

Result<void> editVisit(const Invocation& invocation, const ClinicSession& session, VisitId visit)
{
    const std::optional<std::string> mask = invocation.value("mask");
    clinic::Correction correction{visit, {}, invocation.value("reason").value_or("")};
    if (mask) {
        if (correction.reason.empty()) {
            return Error{ErrorKind::Usage, "--reason", "is missing; say why the mask was corrected"};
        }
        CICATRIX_ASSIGN(const Bytes picture, readFile(*mask));
        CICATRIX_ASSIGN(correction.labels, clinic::readLabelMap(picture, std::filesystem::path(*mask).filename().string()));
    }
    CICATRIX_TRY(editRows(invocation, session, visit));
    if (mask) {
        CICATRIX_TRY(clinic::correctMask(session.store, session.actor, correction));
    }
    return {};
}

}  // namespace cicatrix::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "core/base/tissue.h"
#include "core/infer/package.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace cicatrix::infer {

namespace {

using nlohmann::json;

/// Thrown inside this file alone: one sentence why the card is refused.
struct CardProblem {
    std::string why;
};

const json& member(const json& object, const char* key)
{
    const auto found = object.is_object() ? object.find(key) : object.end();
    if (!object.is_object() || found == object.end()) {
        throw CardProblem{std::string("lacks \"") + key + "\""};
    }
    return *found;
}

std::string text(const json& object, const char* key)
{
    const json& value = member(object, key);
    if (!value.is_string() || value.get<std::string>().size() > 4096) {
        throw CardProblem{std::string("\"") + key + "\" is not a text"};
    }
    return value.get<std::string>();
}

double number(const json& value, const char* key, double least, double most)
{
    if (!value.is_number() || !(value.get<double>() >= least && value.get<double>() <= most)) {
        throw CardProblem{std::string("\"") + key + "\" is not a number of the allowed range"};
    }
    return value.get<double>();
}

int whole(const json& object, const char* key, int least, int most)
{
    const json& value = member(object, key);
    if (!value.is_number_integer()) {
        throw CardProblem{std::string("\"") + key + "\" is not a whole number"};
    }
    return static_cast<int>(number(value, key, least, most));
}

bool flag(const json& object, const char* key)
{
    const json& value = member(object, key);
    if (!value.is_boolean()) {
        throw CardProblem{std::string("\"") + key + "\" is neither true nor false"};
    }
    return value.get<bool>();
}

/// A name goes into file names and result rows: letters, digits, dot, dash, underscore.
std::string plainName(const json& card, const char* key)
{
    std::string name = text(card, key);
    const bool plain = std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
    });
    if (name.empty() || name.size() > 80 || !plain || name.front() == '.') {
        throw CardProblem{std::string("\"") + key + "\" is not a plain name"};
    }
    return name;
}

std::array<double, 3> triple(const json& object, const char* key, double least, double most)
{
    const json& value = member(object, key);
    if (!value.is_array() || value.size() != 3) {
        throw CardProblem{std::string("\"") + key + "\" is not three numbers"};
    }
    return {number(value[0], key, least, most), number(value[1], key, least, most), number(value[2], key, least, most)};
}

void readTasks(const json& card, ModelInfo& info)
{
    const json& temperatures = member(card, "temperature");
    for (const json& row : member(card, "tasks")) {
        TaskInfo task{text(row, "name"), text(row, "kind"), 1};
        const bool known =
            (task.name == "wound" && task.kind == "seg_binary") || (task.name == "tissue" && task.kind == "seg_multi");
        if (!known || info.task(task.name) != nullptr) {
            throw CardProblem{"names a task that this program cannot use: \"" + task.name + "\""};
        }
        task.temperature = number(member(temperatures, task.name.c_str()), "temperature", 0.01, 1000);
        info.tasks.push_back(task);
    }
    if (info.tasks.empty()) {
        throw CardProblem{"names no task"};
    }
    for (const json& value : member(card, "codes")) {
        const int code = static_cast<int>(number(value, "codes", 1, 254));
        if (!value.is_number_integer() || !isTissueCode(static_cast<std::uint8_t>(code))) {
            throw CardProblem{"lists a tissue code that does not exist"};
        }
        info.codes.push_back(static_cast<std::uint8_t>(code));
    }
    std::sort(info.codes.begin(), info.codes.end());
    if (std::adjacent_find(info.codes.begin(), info.codes.end()) != info.codes.end() ||
        info.codes.empty() == (info.task("tissue") != nullptr)) {
        throw CardProblem{"its codes do not fit its tasks"};
    }
    if (info.task("wound") != nullptr) {
        info.woundThreshold = number(member(member(card, "thresholds"), "wound"), "thresholds", 0.001, 0.999);
    }
}

void readPlan(const json& card, ModelInfo& info)
{
    const json& input = member(card, "input");
    info.mean = triple(input, "mean", 0, 255);
    info.sd = triple(input, "sd", 1e-3, 1e4);
    info.plan.side = whole(input, "side", 16, 4096);
    info.plan.square = flag(input, "square");
    info.plan.maxEnlarge = number(member(input, "max_enlarge"), "max_enlarge", 0.1, 100);
    const json& plan = member(card, "inference");
    info.plan.scales.clear();
    for (const json& scale : member(plan, "scales")) {
        info.plan.scales.push_back(number(scale, "scales", 0.25, 4));
    }
    if (info.plan.scales.empty() || info.plan.scales.size() > 8) {
        throw CardProblem{"\"scales\" does not hold one to eight numbers"};
    }
    info.plan.flips = flag(plan, "flips");
    info.plan.regionSide = whole(plan, "region_side", 0, 4096);
    info.plan.regionMaxScale = number(member(plan, "region_max_scale"), "region_max_scale", 0.1, 16);
    info.plan.regionWeight = number(member(plan, "region_weight"), "region_weight", 0, 1000);
    const json& post = member(card, "post_processing");
    info.post.tissueInWound = flag(post, "tissue_in_wound");
    info.post.smallestPx = number(member(post, "smallest_px"), "smallest_px", 0, 1e9);
    info.post.smallestCm2 = number(member(post, "smallest_cm2"), "smallest_cm2", 0, 1e6);
    if (post.contains("callus_reach")) {  // cards of 0.1.0 do not state it
        info.post.callusReach = number(post.at("callus_reach"), "callus_reach", 0, 1e6);
    }
}

std::optional<double> optionalNumber(const json& row, const char* key)
{
    return row.contains(key) && !row.at(key).is_null() ? std::optional(number(row.at(key), key, -1e9, 1e9)) : std::nullopt;
}

void readWords(const json& card, ModelInfo& info)
{
    info.title = text(card, "title");
    info.system = text(card, "system");
    info.licence = text(card, "licence");
    info.nonCommercial = flag(card, "non_commercial");
    for (const json& limit : member(card, "limits")) {
        info.limits.push_back(limit.is_string() ? limit.get<std::string>()
                                                : throw CardProblem{"\"limits\" holds something else than texts"});
    }
    for (const json& row : member(card, "figures")) {
        const auto optionalText = [&](const char* key) { return row.contains(key) ? text(row, key) : std::string(); };
        info.figures.push_back({text(row, "protocol"), optionalText("data"), text(row, "task"), optionalText("tissue"),
                                text(row, "metric"), number(member(row, "value"), "value", -1e9, 1e9),
                                optionalNumber(row, "low"), optionalNumber(row, "high")});
    }
    for (const char* const key : {"data", "splits"}) {
        member(card, key);
    }
}

}  // namespace

const TaskInfo* ModelInfo::task(std::string_view taskName) const
{
    const auto found = std::find_if(tasks.begin(), tasks.end(), [&](const TaskInfo& t) { return t.name == taskName; });
    return found == tasks.end() ? nullptr : &*found;
}

Result<ModelInfo> parseCard(std::string_view text, const std::string& subject)
{
    auto parsed = parseJson(text, "card.json");
    if (!parsed) {
        return Error{ErrorKind::ModelRefused, subject, parsed.error().message()};
    }
    ModelInfo info;
    try {
        const json& card = *parsed;
        if (infer::text(card, "schema") != "cicatrix.model/1") {
            throw CardProblem{"has a schema that this version does not know; a newer version of the program may"};
        }
        info.name = plainName(card, "name");
        info.version = plainName(card, "version");
        readWords(card, info);
        readTasks(card, info);
        readPlan(card, info);
        info.modelSpec = canonicalJson(member(card, "model"));
        info.cardJson = canonicalJson(card);
    } catch (const CardProblem& problem) {
        return Error{ErrorKind::ModelRefused, subject, "card.json " + problem.why};
    } catch (const json::exception&) {
        return Error{ErrorKind::ModelRefused, subject, "card.json has a value of the wrong kind"};
    }
    return info;
}

}  // namespace cicatrix::infer

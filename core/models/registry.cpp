// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/model.h"
#include "core/models/rows.h"
#include "core/nn/initialise.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>

namespace cicatrix::models {

namespace {

struct System {
    const char* id;
    std::shared_ptr<Model> (*make)(nn::SpecReader&);
};

#define CICATRIX_ENTRY(name) System{#name, systems::name::make},
constexpr System kSystems[] = {
#include "core/models/models.def"
};
#undef CICATRIX_ENTRY

struct EncoderRow {
    const char* id;
    Backbone (*make)(nn::SpecReader&);
};

#define CICATRIX_ENTRY(name) EncoderRow{#name, encoders::name::make},
constexpr EncoderRow kEncoders[] = {
#include "core/models/encoders/encoders.def"
};
#undef CICATRIX_ENTRY

template <typename Rows>
std::vector<std::string> idsOf(const Rows& rows)
{
    std::vector<std::string> ids;
    for (const auto& row : rows) {
        ids.emplace_back(row.id);
    }
    return ids;
}

/// Task names become parts of tensor names.
bool isIdentifier(const std::string& name)
{
    const auto fits = [](unsigned char c) { return std::islower(c) || std::isdigit(c) || c == '_'; };
    return !name.empty() && name.size() <= 32 && std::islower(static_cast<unsigned char>(name[0])) &&
           std::all_of(name.begin(), name.end(), fits);
}

}  // namespace

std::vector<std::string> systemIds() { return idsOf(kSystems); }
std::vector<std::string> encoderIds() { return idsOf(kEncoders); }

Backbone makeBackbone(nn::SpecReader& spec, const std::string& fallback)
{
    const auto id = spec.choice("encoder", fallback, encoderIds());
    for (const auto& row : kEncoders) {
        if (id == row.id) {
            return row.make(spec);
        }
    }
    return {};
}

std::vector<TaskSpec> readTasks(nn::SpecReader& spec, const std::vector<TaskSpec>& fallback)
{
    const auto* given = spec.value("tasks");
    if (!given) {
        return fallback;
    }
    if (!given->is_array() || given->empty() || given->size() > 8) {
        spec.fault("tasks", "must be a list of 1 to 8 tasks");
        return fallback;
    }
    std::vector<TaskSpec> tasks;
    for (const auto& entry : *given) {
        nn::SpecReader reader(entry, "task");
        TaskSpec task;
        task.name = reader.text("name", "");
        const bool binary = reader.choice("kind", "", {"seg_binary", "seg_multi"}) == "seg_binary";
        task.kind = binary ? TaskKind::SegBinary : TaskKind::SegMulti;
        if (!binary) {
            task.classes = static_cast<int>(reader.integer("classes", 0, {1, 64}));
        }
        const auto same = [&](const TaskSpec& other) { return other.name == task.name; };
        std::string fault;
        if (const auto read = reader.finish(); !read) {
            fault = "is wrong: " + read.error().detail;
        } else if (!isIdentifier(task.name) || std::any_of(tasks.begin(), tasks.end(), same)) {
            fault = "needs a different \"name\" of a-z, 0-9 and _ for each task";
        } else if (!binary && task.classes == 0) {
            fault = "needs \"classes\" (without background) for the task \"" + task.name + "\"";
        }
        if (!fault.empty()) {
            spec.fault("tasks", fault);
            return fallback;  // faulty tasks must not reach the network's making
        }
        tasks.push_back(std::move(task));
    }
    return tasks;
}

Result<std::shared_ptr<Model>> makeModel(const nlohmann::json& spec)
{
    nn::SpecReader reader(spec, "model");
    const auto id = reader.choice("system", "", systemIds());
    const auto seed = reader.integer("seed", 1, {0, 1'000'000'000'000});
    const auto system = std::find_if(std::begin(kSystems), std::end(kSystems), [&](const System& row) { return id == row.id; });
    try {
        auto model = system == std::end(kSystems) ? nullptr : system->make(reader);
        CICATRIX_TRY(reader.finish());
        nn::initialise(*model, static_cast<std::uint64_t>(seed));
        return model;
    } catch (const std::exception& exception) {
        return Error{ErrorKind::OutOfMemory, "model", std::string("it could not be built: ") + exception.what()};
    }
}

}  // namespace cicatrix::models

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tiny_package.h"

#include "core/models/model.h"
#include "core/nn/checkpoint.h"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <cstdlib>

namespace cicatrix::infer::test {

namespace {

nlohmann::json specOf(const TinyPackage& tiny)
{
    nlohmann::json tasks{{{"name", "wound"}, {"kind", "seg_binary"}}};
    if (!tiny.onlyWound) {
        tasks.push_back({{"name", "tissue"}, {"kind", "seg_multi"}, {"classes", 6}});
    }
    return {{"system", "hps"}, {"encoder", "unet"}, {"layout", "joint"}, {"base", tiny.base}, {"tasks", tasks}, {"seed", 3}};
}

}  // namespace

std::string cardOf(const TinyPackage& tiny)
{
    nlohmann::json tasks{{{"name", "wound"}, {"kind", "seg_binary"}}};
    nlohmann::json temperature{{"wound", 1.5}};
    if (!tiny.onlyWound) {
        tasks.push_back({{"name", "tissue"}, {"kind", "seg_multi"}});
        temperature["tissue"] = 0.8;
    }
    const nlohmann::json card{
        {"schema", "cicatrix.model/1"},
        {"name", "tiny"},
        {"version", "0.1"},
        {"title", "Tiny test network"},
        {"system", "hps"},
        {"licence", "GPL-3.0-or-later"},
        {"non_commercial", false},
        {"limits", {"for tests"}},
        {"data", nlohmann::json::array()},
        {"splits", nlohmann::json::object()},
        {"figures", nlohmann::json::array()},
        {"model", specOf(tiny)},
        {"tasks", tasks},
        {"codes", tiny.onlyWound ? nlohmann::json::array() : nlohmann::json::parse(tiny.codes)},
        {"temperature", temperature},
        {"thresholds", {{"wound", 0.5}}},
        {"input",
         {{"side", tiny.side},
          {"square", false},
          {"max_enlarge", tiny.maxEnlarge},
          {"mean", {127, 127, 127}},
          {"sd", {128, 128, 128}}}},
        {"inference",
         {{"scales", nlohmann::json::parse(tiny.scales)},
          {"flips", tiny.flips},
          {"region_side", tiny.regionSide},
          {"region_max_scale", 2},
          {"region_weight", 1}}},
        {"post_processing", {{"tissue_in_wound", true}, {"smallest_px", tiny.smallestPx}, {"smallest_cm2", 0.05}}}};
    return card.dump();
}

Bytes weightsOf(const TinyPackage& tiny)
{
    const std::shared_ptr<models::Model> model = models::makeModel(specOf(tiny)).value();
    nn::NamedTensors state = nn::namedState(*model);
    const torch::NoGradGuard noGradient;
    for (auto& [name, tensor] : state) {
        if (tiny.zeroWeights && tensor.is_floating_point()) {
            tensor.zero_();
        }
    }
    return nn::toSafetensors(state, {}).value();
}

std::filesystem::path write(const TinyPackage& tiny, const std::filesystem::path& target)
{
    const Result<void> written = writePackage(cardOf(tiny), weightsOf(tiny), target);
    if (!written) {
        std::fprintf(stderr, "%s\n", written.error().message().c_str());
        std::abort();
    }
    return target;
}

}  // namespace cicatrix::infer::test

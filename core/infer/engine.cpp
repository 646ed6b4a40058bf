// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/infer/engine.h"

#include "core/infer/devices.h"
#include "core/infer/empty_pixels.h"
#include "core/infer/passes.h"
#include "core/infer/post_processing.h"

#include <algorithm>
#include <cmath>
#include <new>

namespace cicatrix::infer {

struct Engine::State {
    ModelInfo info;
    Network network;
    std::string device;  ///< asked for; the network may have fallen back from it
};

namespace {

constexpr double kLowConfidence = 0.7;
/// More low-confidence pixels than this in a wound are worth a warning.
constexpr double kLowShare = 0.25;
/// A second look pays only where it is this much finer than the first.
constexpr double kFiner = 1.2;
/// The second look's region: around everything that reaches this part of the threshold, with a margin.
constexpr double kSuspectPart = 0.5;
constexpr double kMarginShare = 0.25;

std::vector<Dihedral> viewsFor(Augmentation augmentation, const InferencePlan& plan)
{
    if (augmentation == Augmentation::D4) {
        return {Dihedral::Identity, Dihedral::FlipX,     Dihedral::FlipY,     Dihedral::Rotate180,
                Dihedral::Rotate90, Dihedral::Rotate270, Dihedral::Transpose, Dihedral::AntiTranspose};
    }
    if (augmentation == Augmentation::Card && plan.flips) {
        return {Dihedral::Identity, Dihedral::FlipX};
    }
    return {Dihedral::Identity};
}

int sideOf(double side) { return std::max(1, static_cast<int>(std::lround(side))); }

/// Long side of the first look at scale 1, in network pixels.
double firstSide(const PixelRect& box, const InferencePlan& plan)
{
    return std::min<double>(plan.side, std::max(box.width, box.height) * plan.maxEnlarge);
}

/// Grows [first, first + length) to `wanted` inside [low, low + room).
std::pair<int, int> grown(int first, int length, int wanted, std::pair<int, int> inside)
{
    const auto [low, room] = inside;
    const int size = std::min(std::max(length, wanted), room);
    return {std::clamp(first - (size - length) / 2, low, low + room - size), size};
}

/// The part of the photo for a second, finer look, and the long side at which it goes through the network.
struct Closer {
    PixelRect area;
    int side = 0;
};

std::optional<Closer> closerLook(const ProbabilityMap& whole, const ModelInfo& info, const LabelRules& rules)
{
    const InferencePlan& plan = info.plan;
    if (plan.regionSide == 0 || plan.square) {
        return std::nullopt;
    }
    const PixelRect wound = suspectBox(whole, rules, rules.threshold * kSuspectPart);
    if (wound.empty()) {
        return std::nullopt;
    }
    const PixelRect& box = whole.area;
    const double first = firstSide(box, plan) / std::max(box.width, box.height);
    const double finest = first * *std::max_element(plan.scales.begin(), plan.scales.end());
    const double longest = std::max(wound.width, wound.height) * (1 + 2 * kMarginShare);
    const double scale = std::min(plan.regionSide / longest, first * plan.regionMaxScale);
    if (scale < finest * kFiner) {
        return std::nullopt;
    }
    const int wanted = static_cast<int>(plan.regionSide / scale);
    const auto [x, width] = grown(wound.x, wound.width, wanted, {box.x, box.width});
    const auto [y, height] = grown(wound.y, wound.height, wanted, {box.y, box.height});
    return Closer{{x, y, width, height}, sideOf(std::max(width, height) * scale)};
}

/// Mean of several looks at the whole picture, at the finest one's resolution.
ProbabilityMap merged(std::vector<ProbabilityMap> looks)
{
    const auto finest = std::max_element(looks.begin(), looks.end(),
                                         [](const auto& a, const auto& b) { return a.planes.width < b.planes.width; });
    if (looks.size() == 1) {
        return std::move(looks.front());
    }
    ProbabilityMap mean{finest->area, Planes(finest->planes.width, finest->planes.height, finest->planes.channels)};
    std::vector<float> weights(mean.planes.planeSize());
    for (const ProbabilityMap& look : looks) {
        accumulate(mean, weights, look, 1);
    }
    finish(mean, weights);
    return mean;
}

/// The rest of `box` around `hole`: above, below, left, right.
std::array<PixelRect, 4> around(const PixelRect& box, const PixelRect& hole)
{
    const int bottom = hole.y + hole.height;
    const int right = hole.x + hole.width;
    return {PixelRect{box.x, box.y, box.width, hole.y - box.y},
            PixelRect{box.x, bottom, box.width, box.y + box.height - bottom},
            PixelRect{box.x, hole.y, hole.x - box.x, hole.height},
            PixelRect{right, hole.y, box.x + box.width - right, hole.height}};
}

void summarise(Prediction& prediction)
{
    const auto low = static_cast<std::uint8_t>(kLowConfidence * 255 + 0.5);
    std::int64_t wound = 0;
    std::int64_t unsure = 0;
    std::int64_t sum = 0;
    const std::span<const std::uint8_t> codes = std::as_const(prediction.labels).values();
    const std::span<const std::uint8_t> confidence = std::as_const(prediction.confidence).values();
    for (std::size_t i = skipEmpty(codes, 0); i < codes.size(); i = skipEmpty(codes, i + 1)) {
        if (isWound(codes[i])) {
            ++wound;
            sum += confidence[i];
            unsure += confidence[i] < low ? 1 : 0;
        }
    }
    if (wound == 0) {
        prediction.warnings.push_back({WarningCode::NoWoundFound, {}});
        return;
    }
    prediction.woundMeanConfidence = static_cast<double>(sum) / 255 / static_cast<double>(wound);
    prediction.lowConfidenceShare = static_cast<double>(unsure) / static_cast<double>(wound);
    if (*prediction.lowConfidenceShare > kLowShare) {
        prediction.warnings.push_back({WarningCode::LowConfidence, {}});
    }
}

double smallestPart(const PostProcessing& post, const std::optional<double>& mmPerPixel)
{
    if (!mmPerPixel || *mmPerPixel <= 0) {
        return post.smallestPx;
    }
    constexpr double kMm2PerCm2 = 100;
    return std::min(post.smallestPx, post.smallestCm2 * kMm2PerCm2 / (*mmPerPixel * *mmPerPixel));
}

Result<Prediction> lookAt(Engine::State& state, const Grid<Rgb>& photo, const RunOptions& options, Progress& progress)
{
    Passes passes(state.network, state.info, progress);
    const InferencePlan& plan = state.info.plan;
    const std::vector<Dihedral> views = viewsFor(options.augmentation, plan);
    passes.expect(views.size() * (plan.scales.size() + (plan.regionSide > 0 ? 1 : 0)));
    const PixelRect box = contentBox(photo);
    std::vector<ProbabilityMap> looks;
    for (const double scale : plan.scales) {
        CICATRIX_ASSIGN(ProbabilityMap look, passes.look(photo, box, sideOf(firstSide(box, plan) * scale), views));
        looks.push_back(std::move(look));
    }
    const ProbabilityMap whole = merged(std::move(looks));
    LabelRules rules = state.network.rules();
    rules.tissueInWound = rules.tissueInWound && !options.raw;
    Prediction prediction;
    prediction.labels = LabelMap(photo.width(), photo.height());
    prediction.confidence = Grid<std::uint8_t>(photo.width(), photo.height(), 255);
    if (const std::optional<Closer> closer = closerLook(whole, state.info, rules)) {
        CICATRIX_ASSIGN(const ProbabilityMap look, passes.look(photo, closer->area, closer->side, views));
        ProbabilityMap fine{look.area, Planes(look.planes.width, look.planes.height, look.planes.channels)};
        std::vector<float> weights(fine.planes.planeSize());
        accumulate(fine, weights, look, static_cast<float>(plan.regionWeight));
        accumulate(fine, weights, whole, 1);
        finish(fine, weights);
        drawLabels(fine, rules, fine.area, prediction.labels, prediction.confidence);
        for (const PixelRect& rest : around(box, fine.area)) {
            drawLabels(whole, rules, rest, prediction.labels, prediction.confidence);
        }
    } else {
        drawLabels(whole, rules, box, prediction.labels, prediction.confidence);
    }
    if (!options.raw) {
        dropSmallParts(prediction.labels, smallestPart(state.info.post, options.mmPerPixel));
        dropFarCallus(prediction.labels, state.info.post.callusReach);
    }
    summarise(prediction);
    if (!passes.fellBack().empty()) {
        prediction.warnings.push_back({WarningCode::FellBack, passes.fellBack()});
    }
    prediction.device = state.network.device();
    return prediction;
}

}  // namespace

Engine::Engine(std::unique_ptr<State> state) : m_state(std::move(state)) {}
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;
Engine::~Engine() = default;

Result<Engine> Engine::open(const std::filesystem::path& package, const EngineOptions& options)
{
    setThreadsOnce(options.threads);
    CICATRIX_ASSIGN(const ModelPackage opened, ModelPackage::open(package));
    CICATRIX_ASSIGN(Network network, Network::load(opened.info(), opened.weights()));
    // On the CPU, whose arithmetic the package's author had too; it also warms the network up.
    CICATRIX_TRY(checkGolden(network, opened.info(), opened.goldenJson()));
    const std::string device = options.device == "auto" ? devices().back() : options.device;
    CICATRIX_TRY(network.moveTo(device));
    auto state = std::make_unique<State>(State{opened.info(), std::move(network), device});
    state->info.plan.multiple = state->network.multiple();
    if (device != "cpu") {
        const int side = state->info.plan.square ? state->info.plan.side : state->info.plan.multiple * 8;
        CICATRIX_ASSIGN([[maybe_unused]] const Planes warm, state->network.probabilities(Planes(side, side, 3)));
    }
    return Engine(std::move(state));
}

const ModelInfo& Engine::info() const { return m_state->info; }
const std::string& Engine::device() const { return m_state->network.device(); }

Result<Prediction> Engine::run(const Grid<Rgb>& photo, const RunOptions& options, Progress& progress)
{
    if (photo.empty()) {
        return Error{ErrorKind::BadInput, "photo", "has no pixels"};
    }
    // A photo that was too large for the device does not keep the next one away from it.
    if (m_state->network.device() != m_state->device && !m_state->network.moveTo(m_state->device)) {
        m_state->device = m_state->network.device();
    }
    try {
        return lookAt(*m_state, photo, options, progress);
    } catch (const std::bad_alloc&) {
        return Error{ErrorKind::OutOfMemory, "photo", "there is not enough memory to analyse a photo of this size"};
    }
}

Result<double> Engine::plainForwardSeconds(const Grid<Rgb>& photo, const RunOptions& options)
{
    m_state->network.record(true);
    CICATRIX_TRY(run(photo, options, Progress::none()));
    return m_state->network.replay();
}

}  // namespace cicatrix::infer

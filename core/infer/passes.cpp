// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/infer/passes.h"

#include "core/base/letterbox.h"

#include <algorithm>
#include <optional>

namespace cicatrix::infer {

namespace {

constexpr int kSmallestTile = 128;

int upTo(int value, int multiple) { return (value + multiple - 1) / multiple * multiple; }

/// One axis of the Gaussian tile weights (multitask-models.md 5.2): the middle row of the square ones.
std::vector<float> axisWeights(int length)
{
    const std::vector<double> all = gaussianTileWeights(length);
    const auto middle = all.begin() + static_cast<std::ptrdiff_t>(length / 2) * length;
    return {middle, middle + length};
}

Planes partOf(const Planes& planes, int left, int top, int width, int height)
{
    return cropped(planes, {width, height, left, top, planes.width, planes.height});
}

}  // namespace

Frame frameFor(int width, int height, int longSide, const InferencePlan& plan)
{
    const Letterbox box = letterbox(width, height, longSide);
    const int least = plan.square ? plan.side : 0;
    Frame frame{box.width, box.height, 0, 0, 0, 0};
    frame.paddedWidth = std::max(upTo(box.width, plan.multiple), least);
    frame.paddedHeight = std::max(upTo(box.height, plan.multiple), least);
    frame.left = (frame.paddedWidth - frame.width) / 2;
    frame.top = (frame.paddedHeight - frame.height) / 2;
    return frame;
}

Result<ProbabilityMap> Passes::look(const Grid<Rgb>& photo, const PixelRect& area, int longSide,
                                    const std::vector<Dihedral>& views)
{
    const Frame frame = frameFor(area.width, area.height, longSide, m_info.plan);
    const Planes input = samplePhoto(photo, area, frame, {m_info.mean, m_info.sd});
    std::optional<Planes> mean;
    for (const Dihedral view : views) {
        CICATRIX_ASSIGN(Planes turned, probabilities(view == Dihedral::Identity ? input : transformed(input, view)));
        ++m_done;
        const Planes upright = view == Dihedral::Identity ? std::move(turned) : transformed(turned, inverse(view));
        if (!mean) {
            mean = upright;
        } else {
            std::transform(upright.values.begin(), upright.values.end(), mean->values.begin(), mean->values.begin(),
                           std::plus<>());
        }
    }
    const auto share = 1 / static_cast<float>(views.size());
    for (float& value : mean->values) {
        value *= share;
    }
    return ProbabilityMap{area, cropped(*mean, frame)};
}

Result<Planes> Passes::probabilities(const Planes& input)
{
    for (;;) {
        auto output = tiled(input);
        if (output || output.error().kind != ErrorKind::OutOfMemory || !giveWay()) {
            return output;
        }
    }
}

bool Passes::giveWay()
{
    if (!m_info.plan.square && m_tile / 2 >= std::max(kSmallestTile, m_info.plan.multiple)) {
        m_tile /= 2;
        m_fellBack = "memory ran out; tiles of " + std::to_string(m_tile) + " pixels were used";
        return true;
    }
    if (m_network.device() != "cpu" && m_network.moveTo("cpu")) {
        m_fellBack = "the device's memory ran out; the CPU was used";
        m_tile = 1024;
        return true;
    }
    return false;
}

Result<Planes> Passes::tiled(const Planes& input)
{
    const int most = m_info.plan.square ? m_info.plan.side : m_tile;
    const int width = std::min(input.width, most);
    const int height = std::min(input.height, most);
    const auto next = [&]() -> Result<void> {
        if (!m_progress.update(m_done, std::max(m_expected, m_done + 1), "model")) {
            return Error{ErrorKind::Cancelled, m_info.name, "was stopped"};
        }
        return {};
    };
    if (width == input.width && height == input.height) {
        CICATRIX_TRY(next());
        return m_network.probabilities(input);
    }
    const std::vector<float> across = axisWeights(width);
    const std::vector<float> down = axisWeights(height);
    Planes sum;
    std::vector<float> weights(input.planeSize());
    for (const int top : tileStarts(input.height, height)) {
        for (const int left : tileStarts(input.width, width)) {
            CICATRIX_TRY(next());
            CICATRIX_ASSIGN(const Planes tile, m_network.probabilities(partOf(input, left, top, width, height)));
            if (sum.channels == 0) {
                sum = Planes(input.width, input.height, tile.channels);
            }
            for (int y = 0; y < height; ++y) {
                const std::size_t start =
                    static_cast<std::size_t>(top + y) * static_cast<std::size_t>(input.width) + static_cast<std::size_t>(left);
                const std::size_t from = static_cast<std::size_t>(y) * static_cast<std::size_t>(width);
                for (std::size_t x = 0; x < across.size(); ++x) {
                    const float weight = across[x] * down[static_cast<std::size_t>(y)];
                    weights[start + x] += weight;
                    for (int c = 0; c < tile.channels; ++c) {
                        sum.plane(c)[start + x] += weight * tile.plane(c)[from + x];
                    }
                }
            }
        }
    }
    for (int c = 0; c < sum.channels; ++c) {
        std::transform(weights.begin(), weights.end(), sum.plane(c), sum.plane(c), [](float w, float p) { return p / w; });
    }
    return sum;
}

}  // namespace cicatrix::infer

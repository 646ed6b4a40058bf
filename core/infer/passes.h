// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/infer/network.h"

#include <string_view>

/// From a part of a photo to its probabilities: frame, mirrored passes, tiles, smaller tiles when memory runs out.
namespace cicatrix::infer {

/// Size at which a part of width × height with long side `longSide` goes through the network: letterboxed into
/// longSide × longSide for a square network, else padded to the next multiples only.
[[nodiscard]] Frame frameFor(int width, int height, int longSide, const InferencePlan& plan);

/// Runs the passes over one photo.
class Passes {
public:
    Passes(Network& network, const ModelInfo& info, Progress& progress) : m_network(network), m_info(info), m_progress(progress)
    {
    }

    /// How many forward passes are foreseen; for the progress alone.
    void expect(std::size_t passes) { m_expected += static_cast<std::int64_t>(passes); }
    /// Mean of the probabilities over `views`, each turned back. Cancelled, OutOfMemory (also with the smallest tiles on the
    /// CPU) and Device errors.
    [[nodiscard]] Result<ProbabilityMap> look(const Grid<Rgb>& photo, const PixelRect& area, int longSide,
                                              const std::vector<Dihedral>& views);
    /// What had to be done because memory ran out; empty when nothing.
    [[nodiscard]] const std::string& fellBack() const { return m_fellBack; }

    /// Tiles no longer than this; a test sets it.
    void setTile(int tile) { m_tile = tile; }

private:
    [[nodiscard]] Result<Planes> probabilities(const Planes& input);
    [[nodiscard]] Result<Planes> tiled(const Planes& input);
    [[nodiscard]] bool giveWay();

    Network& m_network;
    const ModelInfo& m_info;
    Progress& m_progress;
    std::int64_t m_done = 0;
    std::int64_t m_expected = 0;
    int m_tile = 1024;
    std::string m_fellBack;
};

}  // namespace cicatrix::infer

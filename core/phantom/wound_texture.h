// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phantom/blob_shape.h"
#include "core/phantom/skin_texture.h"
#include "core/phantom/wound_phantom.h"

#include <array>
#include <vector>

namespace cicatrix::phantom {

/// The wound and the skin round it, painted once on a raster in millimetres; the drawing samples it.
class WoundTexture {
public:
    WoundTexture(const WoundScene& scene, const Tiles& tiles, const SkinTexture& skin);

    /// Whether the raster reaches the point; beyond it there is intact skin.
    [[nodiscard]] bool covers(Point mm) const;
    /// Distance to the open wound's edge, mm, negative inside; from the raster.
    [[nodiscard]] double roughDistance(Point mm) const;
    /// Whether the point lies in the open wound, from the curves themselves.
    [[nodiscard]] bool inWound(Point mm) const;
    /// Code at the point, callus included.
    [[nodiscard]] Tissue tissue(Point mm) const;
    [[nodiscard]] Light3 bed(Point mm) const;
    [[nodiscard]] Light3 surround(Point mm) const;
    /// Share of each code of the open bed; callus relative to the bed's area.
    [[nodiscard]] const std::array<double, 7>& shares() const { return m_shares; }

private:
    struct Cell {
        float distance = 0;
        float epithelium = 0;  ///< scores: where the share's threshold is passed, the tissue is drawn
        float necrosis = 0;
        float slough = 0;
        float height = 0;  ///< mm, for light and shade only
        Light3 bed;
        Light3 surround;
    };
    struct Near {
        const Cell* cells[4];
        float weights[4];
    };

    struct Weights {
        float granulation, slough, necrosis, epithelium;
    };  ///< of the bed's colours, sum 1

    void layRaster(const WoundScene& scene);
    void score(std::uint64_t seed);
    void setThresholds(const TissueMix& mix);
    void paint(const WoundScene& scene, const SkinTexture& skin);
    [[nodiscard]] Weights weights(const Cell& cell) const;
    [[nodiscard]] float cobble(Point mm) const;
    [[nodiscard]] float heightAt(const WoundScene& scene, const Cell& cell, Point mm) const;
    [[nodiscard]] Light3 bedColour(const WoundScene& scene, const Cell& cell, Point mm) const;
    [[nodiscard]] Light3 surroundColour(const WoundScene& scene, const Cell& cell, Point mm, Light3 skin) const;
    void light(const WoundScene& scene, const SkinTexture& skin);
    void countShares();
    [[nodiscard]] double distance(Point mm) const;
    [[nodiscard]] double outerDistance(Point mm) const;
    [[nodiscard]] bool inCallus(Point mm) const;
    [[nodiscard]] Tissue bedTissue(float epithelium, float necrosis, float slough) const;
    [[nodiscard]] Point centre(int column, int row) const;
    [[nodiscard]] Near near(Point mm) const;

    const Tiles& m_tiles;
    std::vector<BlobShape> m_openings;
    std::vector<BlobShape> m_islands;
    std::vector<BlobShape> m_scar;  ///< where a healed wound was
    double m_callusMm;
    Point m_origin;
    double m_step = 0.1;
    float m_overlapMm = 0.5F;  ///< how far bed and surround are painted beyond the edge that parts them
    Grid<Cell> m_cells;
    float m_epitheliumAt = 0;
    float m_necrosisAt = 0;
    float m_sloughAt = 0;
    std::array<double, 7> m_shares{};
};

}  // namespace cicatrix::phantom

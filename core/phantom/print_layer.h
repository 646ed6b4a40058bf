// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/card_layout.h"
#include "core/phantom/texture.h"
#include "core/phantom/wound_phantom.h"

#include <vector>

namespace cicatrix::phantom {

/// One printed piece in the picture: card, half or lone marker.
class PrintLayer {
public:
    PrintLayer(const Print& print, const Camera& camera);

    /// Paints the piece and its soft shadow over the picture, edges supersampled.
    void draw(Grid<Light3>& picture) const;
    /// True corners of its markers.
    [[nodiscard]] std::vector<MarkerTruth> markers() const;

private:
    enum Ink : int { Nothing = -1, Paper = 0, Black = 1, FirstPatch = 2 };

    [[nodiscard]] Point toPx(Point paperMm) const { return cicatrix::apply(m_paperToPx, paperMm); }
    [[nodiscard]] PixelRect bounds(const Grid<Light3>& picture) const;
    [[nodiscard]] int inkAt(Point paperMm) const;
    [[nodiscard]] int markerInk(const CardMarker& marker, Point paperMm) const;
    [[nodiscard]] float shadowAt(Point paperMm) const;
    [[nodiscard]] Light3 colour(int ink) const { return m_inks[static_cast<std::size_t>(ink)]; }
    [[nodiscard]] int inkAtPx(Point px) const { return inkAt(cicatrix::apply(m_pxToPaper, px)); }
    [[nodiscard]] std::vector<int> cornerInks(const PixelRect& box, int y) const;
    [[nodiscard]] Light3 blended(int x, int y, Light3 shaded) const;

    Print m_print;
    MmRect m_paper;  ///< in its own frame: the whole card's for halves
    std::vector<CardMarker> m_markers;
    std::vector<Light3> m_inks;
    Homography m_paperToPx{};
    Homography m_pxToPaper{};
};

}  // namespace cicatrix::phantom

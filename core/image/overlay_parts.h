// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/image/overlay.h"

#include <opencv2/core/mat.hpp>

#include <optional>
#include <string>
#include <vector>

namespace cicatrix::image {

inline constexpr Rgb kAccent{0x0B, 0x6B, 0xCB};
inline constexpr Rgb kInk{0x1B, 0x1F, 0x24};

/// `alpha` parts of `ink` over `ground`.
[[nodiscard]] Rgb blend(Rgb ground, Rgb ink, double alpha);
/// Whether the tissue's pattern has ink at the pixel; `period` px from one stroke to the next.
[[nodiscard]] bool patternInk(TissuePattern pattern, int x, int y, int period);
/// Paints one pixel of a tissue: tint, and the pattern's ink over it.
[[nodiscard]] Rgb tissuePixel(Rgb ground, const TissueStyle& style, double opacity, bool ink);

/// Height of capital letters in px for a picture of this width.
[[nodiscard]] int letterHeight(int pictureWidth);
/// Anti-aliased text (ASCII); `at` is the left end of the base line.
void paintText(Grid<Rgb>& picture, const std::string& text, cv::Point at, int height, Rgb ink);
[[nodiscard]] int textWidth(const std::string& text, int height);
/// A letter with a dark rim, centred.
void paintLetter(Grid<Rgb>& picture, char letter, cv::Point centre, int height);

/// A length that reads well and takes about a fifth of the picture's width.
struct ScaleBar {
    double mm = 0;
    int pixels = 0;
};
/// What the strip below the photo says.
struct LegendStrip {
    std::vector<LegendEntry> entries;
    std::optional<ScaleBar> bar;
};
[[nodiscard]] std::optional<ScaleBar> scaleBar(std::optional<double> mmPerPixel, int pictureWidth);
/// The photo with the strip below it.
[[nodiscard]] Grid<Rgb> withLegend(const Grid<Rgb>& photo, const LegendStrip& legend);

}  // namespace cicatrix::image

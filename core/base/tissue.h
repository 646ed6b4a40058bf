// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grid.h"

#include <array>
#include <optional>
#include <string_view>

namespace cicatrix {

/// One 8-bit code a pixel: the truth of a mask version. Values are those of `Tissue`.
using LabelMap = Grid<std::uint8_t>;

/// Tissue codes, the same in files, models and on screen.
enum class Tissue : std::uint8_t {
    Background = 0,
    Granulation = 1,
    Slough = 2,
    Necrosis = 3,
    Epithelium = 4,
    Callus = 5,  ///< peri-wound: predicted, drawn and written, but no part of the open wound's area
    Other = 6,
    Ignore = 255,  ///< inside a label map: wound whose tissue is not known
};

enum class TissuePattern { None, Dots, Diagonal, Cross, Horizontal, Vertical, Veil };

/// How a tissue is named and drawn everywhere; colour is never alone (pattern and letter beside it).
struct TissueStyle {
    Tissue code;
    std::string_view key;  ///< JSON key
    std::string_view english;
    Rgb colour;
    TissuePattern pattern;
    char letter;  ///< 0 where there is none
};

/// Every code but background, in order of code.
[[nodiscard]] const std::array<TissueStyle, 7>& tissueStyles();
[[nodiscard]] const TissueStyle& tissueStyle(Tissue code);
[[nodiscard]] std::optional<Tissue> tissueFromKey(std::string_view key);
/// Whether a label value may stand in a label map at all.
[[nodiscard]] bool isTissueCode(std::uint8_t code);
/// Whether the pixel belongs to the open wound: 1, 2, 3, 4, 6 and 255; not background, not callus.
[[nodiscard]] constexpr bool isWound(std::uint8_t code)
{
    return code != static_cast<std::uint8_t>(Tissue::Background) && code != static_cast<std::uint8_t>(Tissue::Callus);
}

}  // namespace cicatrix

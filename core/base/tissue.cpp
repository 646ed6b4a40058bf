// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/tissue.h"

namespace cicatrix {

const std::array<TissueStyle, 7>& tissueStyles()
{
    static constexpr std::array<TissueStyle, 7> kStyles{{
        {Tissue::Granulation, "granulation", "granulation", {0xC8, 0x10, 0x2E}, TissuePattern::Dots, 'G'},
        {Tissue::Slough, "slough", "slough / fibrin", {0xF2, 0xC2, 0x00}, TissuePattern::Diagonal, 'S'},
        {Tissue::Necrosis, "necrosis", "necrosis / eschar", {0x22, 0x22, 0x22}, TissuePattern::Cross, 'N'},
        {Tissue::Epithelium, "epithelium", "epithelial tissue", {0xF2, 0xA7, 0xC3}, TissuePattern::Horizontal, 'E'},
        {Tissue::Callus, "callus", "callus (peri-wound)", {0x56, 0xB4, 0xE9}, TissuePattern::Vertical, 'C'},
        {Tissue::Other, "other", "other / not assessable", {0x7A, 0x7A, 0x7A}, TissuePattern::None, 'O'},
        {Tissue::Ignore, "ignore", "not labelled", {0x9A, 0x9A, 0x9A}, TissuePattern::Veil, 0},
    }};
    return kStyles;
}

const TissueStyle& tissueStyle(Tissue code)
{
    for (const TissueStyle& style : tissueStyles()) {
        if (style.code == code) {
            return style;
        }
    }
    return tissueStyles().back();
}

std::optional<Tissue> tissueFromKey(std::string_view key)
{
    for (const TissueStyle& style : tissueStyles()) {
        if (style.key == key) {
            return style.code;
        }
    }
    return std::nullopt;
}

bool isTissueCode(std::uint8_t code)
{
    return code <= static_cast<std::uint8_t>(Tissue::Other) || code == static_cast<std::uint8_t>(Tissue::Ignore);
}

}  // namespace cicatrix

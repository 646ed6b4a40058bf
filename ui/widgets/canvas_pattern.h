// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/tissue.h"

#include <QRgb>

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <vector>

namespace cicatrix::ui {

/// What of an analysis is drawn over the photo, as a person has set it.
struct OverlayView {
    bool shown = true;
    double opacity = 0.62;  ///< 0 … 1
    bool patterns = true;
    std::set<Tissue> hidden;
    std::optional<Tissue> isolated;  ///< only this one is drawn
    bool confidence = false;         ///< how sure the model is, instead of tissues
    friend bool operator==(const OverlayView&, const OverlayView&) = default;
};

/// What a canvas takes from its window to colour an overlay.
struct OverlayInk {
    QRgb light = 0;   ///< of a pattern on a dark tissue
    QRgb dark = 0;    ///< of a pattern on a light tissue
    QRgb unsure = 0;  ///< in the confidence view
    double dpr = 1;   ///< device pixels per device-independent pixel: a pattern's size
    friend bool operator==(const OverlayInk&, const OverlayInk&) = default;
};

/// Every colour an overlay may have, premultiplied: by label and by place within the pattern's period.
class OverlayPalette {
public:
    OverlayPalette() = default;
    OverlayPalette(const OverlayView& view, const OverlayInk& ink);

    /// In device pixels, the same across and down.
    [[nodiscard]] int period() const { return m_period; }
    /// Where a label's `period()` colours begin in a row.
    [[nodiscard]] const std::array<std::uint16_t, 256>& offsets() const { return m_offsets; }
    [[nodiscard]] const QRgb* row(int y) const { return m_colours.data() + static_cast<std::size_t>(y % m_period) * m_stride; }
    /// The colour of a wound pixel by its largest probability × 255.
    [[nodiscard]] const std::array<QRgb, 256>& doubt() const { return m_doubt; }

private:
    int m_period = 1;
    std::size_t m_stride = 1;
    std::array<std::uint16_t, 256> m_offsets{};
    std::array<QRgb, 256> m_doubt{};
    std::vector<QRgb> m_colours{0};
};

}  // namespace cicatrix::ui

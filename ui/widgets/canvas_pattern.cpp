// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/canvas_pattern.h"

#include <algorithm>
#include <cmath>

namespace cicatrix::ui {

namespace {

constexpr double kPitch = 14;  ///< of dots and hatching, device-independent pixels
constexpr double kDotRadius = 1.9;
constexpr double kStroke = 1.3;
constexpr double kLightInk = 0.75;  ///< how far a pattern's colour lies from its tissue's towards the light ink
constexpr double kDarkInk = 0.5;
constexpr double kInkMore = 0.2;   ///< a pattern is less transparent than its ground
constexpr double kVeil = 0.75;     ///< the veil is more so
constexpr double kDoubt = 0.75;    ///< opacity where the model is least sure
constexpr double kSureFrom = 242;  ///< 95 %
constexpr double kUnsureTo = 140;  ///< 55 %
constexpr int kSamples = 4;        ///< per pixel and side

/// Whether `at` is within half a stroke of a multiple of `pitch`, from its middle on.
bool onLine(double at, double pitch, double stroke)
{
    const double within = at - std::floor(at / pitch) * pitch;
    return std::abs(within - pitch / 2) < stroke / 2;
}

/// Whether the pattern inks the point (x, y); lengths in device pixels, all repeating with `period`.
bool inked(TissuePattern pattern, double x, double y, double period, double dpr)
{
    const double slanted = kStroke * dpr * std::sqrt(2.0);
    switch (pattern) {
    case TissuePattern::Dots: {
        const double dx = std::fmod(x, period) - period / 2;
        const double dy = std::fmod(y, period) - period / 2;
        return dx * dx + dy * dy < kDotRadius * kDotRadius * dpr * dpr;
    }
    case TissuePattern::Diagonal:
        return onLine(x + y, period, slanted);
    case TissuePattern::Cross:
        return onLine(x + y, period, slanted) || onLine(x - y, period, slanted);
    case TissuePattern::Horizontal:
        return onLine(y, period / 2, kStroke * dpr);
    case TissuePattern::Vertical:
        return onLine(x, period / 2, kStroke * dpr);
    case TissuePattern::None:
    case TissuePattern::Veil:
        break;
    }
    return false;
}

/// How much of the pixel the pattern inks, 0 … 1.
double coverage(TissuePattern pattern, int x, int y, double period, double dpr)
{
    int hits = 0;
    for (int i = 0; i < kSamples * kSamples; ++i) {
        const double dx = (i % kSamples + 0.5) / kSamples;
        const double dy = (i / kSamples + 0.5) / kSamples;
        hits += inked(pattern, x + dx, y + dy, period, dpr) ? 1 : 0;
    }
    return double(hits) / (kSamples * kSamples);
}

QRgb premultiplied(QRgb colour, double alpha)
{
    const double a = std::clamp(alpha, 0.0, 1.0);
    const auto scaled = [a](int channel) { return int(std::lround(channel * a)); };
    return qRgba(scaled(qRed(colour)), scaled(qGreen(colour)), scaled(qBlue(colour)), int(std::lround(255 * a)));
}

QRgb between(QRgb from, QRgb to, double part)
{
    const auto mixed = [part](int a, int b) { return int(std::lround(a + (b - a) * part)); };
    return qRgb(mixed(qRed(from), qRed(to)), mixed(qGreen(from), qGreen(to)), mixed(qBlue(from), qBlue(to)));
}

bool isDrawn(const OverlayView& view, Tissue code)
{
    return view.isolated ? *view.isolated == code : !view.hidden.contains(code);
}

}  // namespace

OverlayPalette::OverlayPalette(const OverlayView& view, const OverlayInk& ink)
    : m_period(2 * std::max(2, int(std::lround(kPitch / 2 * ink.dpr)))),
      m_stride(static_cast<std::size_t>(m_period) * (tissueStyles().size() + 1))
{
    m_colours.assign(m_stride * static_cast<std::size_t>(m_period), 0);
    std::size_t offset = 0;  // the first stretch is what is not drawn
    for (const TissueStyle& style : tissueStyles()) {
        if (!isDrawn(view, style.code)) {
            continue;
        }
        offset += static_cast<std::size_t>(m_period);
        m_offsets[static_cast<std::uint8_t>(style.code)] = static_cast<std::uint16_t>(offset);
        const QRgb ground = qRgb(style.colour.r, style.colour.g, style.colour.b);
        const bool isDark = qGray(ground) < 110;
        const QRgb mark = between(ground, isDark ? ink.light : ink.dark, isDark ? kLightInk : kDarkInk);
        const double alpha = view.opacity * (style.pattern == TissuePattern::Veil ? kVeil : 1);
        const double markAlpha = view.opacity > 0 ? std::min(1.0, view.opacity + kInkMore) : 0;
        for (int y = 0; y < m_period; ++y) {
            QRgb* const row = m_colours.data() + static_cast<std::size_t>(y) * m_stride + offset;
            for (int x = 0; x < m_period; ++x) {
                const double part = view.patterns ? coverage(style.pattern, x, y, m_period, ink.dpr) : 0;
                row[x] = premultiplied(between(ground, mark, part), alpha + (markAlpha - alpha) * part);
            }
        }
    }
    for (int level = 0; level < 256; ++level) {
        const double doubt = std::clamp((kSureFrom - level) / (kSureFrom - kUnsureTo), 0.0, 1.0);
        m_doubt[static_cast<std::size_t>(level)] = premultiplied(ink.unsure, doubt * kDoubt);
    }
}

}  // namespace cicatrix::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phantom/texture.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace cicatrix::phantom {

namespace {

constexpr int kEncodeSteps = 8192;

// IEC 61966-2-1.
double srgbFromLinear(double v) { return v <= 0.0031308 ? 12.92 * v : 1.055 * std::pow(v, 1 / 2.4) - 0.055; }

double linearFromSrgb(double v) { return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); }

std::vector<double> lattice(SplitMix64& random, int cells)
{
    std::vector<double> out(static_cast<std::size_t>(cells) * static_cast<std::size_t>(cells));
    for (double& value : out) {
        value = random.uniform(-1, 1);
    }
    return out;
}

struct Step {
    std::size_t from;
    std::size_t to;
    double share;
};

// Where each of `side` samples falls on a ring of `cells` lattice points, with a smooth share.
std::vector<Step> ring(int side, int cells)
{
    std::vector<Step> out;
    for (int i = 0; i < side; ++i) {
        const double position = static_cast<double>(i) * cells / side;
        const int cell = static_cast<int>(position);
        const double t = position - cell;
        out.push_back({static_cast<std::size_t>(cell), static_cast<std::size_t>((cell + 1) % cells), t * t * (3 - 2 * t)});
    }
    return out;
}

// std::floor is a library call on the baseline processor; this runs some ten times a pixel.
double wholePart(double v)
{
    const double cut = static_cast<double>(static_cast<long long>(v));
    return v < cut ? cut - 1 : cut;
}

}  // namespace

Light3 linearFromSrgb(Rgb colour)
{
    return {static_cast<float>(linearFromSrgb(colour.r / 255.0)), static_cast<float>(linearFromSrgb(colour.g / 255.0)),
            static_cast<float>(linearFromSrgb(colour.b / 255.0))};
}

Light3 linearFromLab(double lightness, double a, double b)
{
    const auto inverse = [](double t) { return t > 6.0 / 29 ? t * t * t : 3 * 36.0 / 841 * (t - 4.0 / 29); };
    const double fy = (lightness + 16) / 116;
    const double x = 0.95047 * inverse(fy + a / 500);
    const double y = inverse(fy);
    const double z = 1.08883 * inverse(fy - b / 200);
    const auto clip = [](double v) { return static_cast<float>(std::max(0.0, v)); };
    return {clip(3.2404542 * x - 1.5371385 * y - 0.4985314 * z), clip(-0.9692660 * x + 1.8760108 * y + 0.0415560 * z),
            clip(0.0556434 * x - 0.2040259 * y + 1.0572252 * z)};
}

Light3 skinColour(double itaDeg)
{
    // b* and a* typical of each band, interpolated over the angle.
    struct Tone {
        double ita, a, b;
    };
    constexpr std::array<Tone, 7> kTones{
        {{-70, 7, 8}, {-45, 9, 13}, {-10, 12, 18}, {19, 12.5, 19}, {35, 12, 18}, {48, 11, 16}, {65, 10, 12}}};
    const double angle = std::clamp(itaDeg, kTones.front().ita, kTones.back().ita);
    std::size_t i = 1;
    while (i + 1 < kTones.size() && kTones[i].ita < angle) {
        ++i;
    }
    const double share = (angle - kTones[i - 1].ita) / (kTones[i].ita - kTones[i - 1].ita);
    const double a = kTones[i - 1].a + share * (kTones[i].a - kTones[i - 1].a);
    const double b = kTones[i - 1].b + share * (kTones[i].b - kTones[i - 1].b);
    return linearFromLab(50 + b * std::tan(angle * std::numbers::pi / 180), a, b);
}

std::uint8_t encodeSrgb(float linear)
{
    static const std::vector<std::uint8_t> table = [] {
        std::vector<std::uint8_t> out;
        for (int i = 0; i <= kEncodeSteps; ++i) {
            // Spaced by the square root, so that dark steps are fine enough.
            const double root = static_cast<double>(i) / kEncodeSteps;
            out.push_back(static_cast<std::uint8_t>(std::lround(255 * srgbFromLinear(root * root))));
        }
        return out;
    }();
    const float root = std::sqrt(std::clamp(linear, 0.0F, 1.0F));
    return table[static_cast<std::size_t>(root * kEncodeSteps + 0.5F)];
}

NoiseTile::NoiseTile(std::vector<float> values) : m_values(std::move(values))
{
    double sum = 0;
    double squares = 0;
    for (const float v : m_values) {
        sum += static_cast<double>(v);
        squares += static_cast<double>(v) * static_cast<double>(v);
    }
    const double count = static_cast<double>(m_values.size());
    const double mean = sum / count;
    const double sd = std::sqrt(std::max(1e-12, squares / count - mean * mean));
    for (float& v : m_values) {
        v = static_cast<float>((static_cast<double>(v) - mean) / sd);
    }
}

NoiseTile NoiseTile::fractal(std::uint64_t seed, int cells, int octaves)
{
    SplitMix64 random(seed);
    std::vector<float> values(static_cast<std::size_t>(kSide) * kSide);
    double strength = 1;
    for (int octave = 0; octave < octaves && cells <= kSide; ++octave, cells *= 2, strength /= 2) {
        const std::vector<double> points = lattice(random, cells);
        const std::vector<Step> steps = ring(kSide, cells);
        std::size_t index = 0;
        for (const Step& row : steps) {
            const double* upper = points.data() + row.from * static_cast<std::size_t>(cells);
            const double* lower = points.data() + row.to * static_cast<std::size_t>(cells);
            for (const Step& column : steps) {
                const double top = upper[column.from] + column.share * (upper[column.to] - upper[column.from]);
                const double bottom = lower[column.from] + column.share * (lower[column.to] - lower[column.from]);
                values[index++] += static_cast<float>(strength * (top + row.share * (bottom - top)));
            }
        }
    }
    return NoiseTile(std::move(values));
}

NoiseTile NoiseTile::bumps(std::uint64_t seed, int cells)
{
    SplitMix64 random(seed);
    std::vector<double> px = lattice(random, cells);
    std::vector<double> py = lattice(random, cells);
    std::vector<float> values;
    values.reserve(static_cast<std::size_t>(kSide) * kSide);
    for (int y = 0; y < kSide; ++y) {
        for (int x = 0; x < kSide; ++x) {
            const double u = static_cast<double>(x) * cells / kSide;
            const double v = static_cast<double>(y) * cells / kSide;
            double nearest = 4;
            for (int dy = -1; dy <= 1; ++dy) {
                for (int dx = -1; dx <= 1; ++dx) {
                    const int cx = static_cast<int>(u) + dx;
                    const int cy = static_cast<int>(v) + dy;
                    const auto i = static_cast<std::size_t>((cy + cells) % cells * cells + (cx + cells) % cells);
                    const double ex = cx + 0.5 + 0.45 * px[i] - u;
                    const double ey = cy + 0.5 + 0.45 * py[i] - v;
                    nearest = std::min(nearest, ex * ex + ey * ey);
                }
            }
            values.push_back(static_cast<float>(-nearest));
        }
    }
    return NoiseTile(std::move(values));
}

float NoiseTile::at(double x, double y) const
{
    const double u = (x - wholePart(x)) * kSide;
    const double v = (y - wholePart(y)) * kSide;
    const int i = static_cast<int>(u);
    const int j = static_cast<int>(v);
    const auto fu = static_cast<float>(u - i);
    const auto fv = static_cast<float>(v - j);
    const int i0 = i & (kSide - 1);
    const int i1 = (i + 1) & (kSide - 1);
    const float* upper = m_values.data() + static_cast<std::ptrdiff_t>(j & (kSide - 1)) * kSide;
    const float* lower = m_values.data() + static_cast<std::ptrdiff_t>((j + 1) & (kSide - 1)) * kSide;
    const float top = upper[i0] + fu * (upper[i1] - upper[i0]);
    const float bottom = lower[i0] + fu * (lower[i1] - lower[i0]);
    return top + fv * (bottom - top);
}

}  // namespace cicatrix::phantom

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phantom/wound_texture.h"

#include "core/phantom/scene_sampler.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace cicatrix::phantom {

namespace {

constexpr double kMarginMm = 16;
constexpr double kMostCells = 400000;
constexpr float kNever = std::numeric_limits<float>::infinity();

// The score above which `share` of the values lie; takes the values that pass out of the list.
template <typename Score>
float takeTop(std::vector<std::size_t>& cells, double share, Score score)
{
    const auto count = static_cast<std::size_t>(share * static_cast<double>(cells.size()) + 0.5);
    if (count == 0) {
        return kNever;
    }
    if (count >= cells.size()) {
        cells.clear();
        return -kNever;
    }
    std::nth_element(cells.begin(), cells.begin() + static_cast<std::ptrdiff_t>(count), cells.end(),
                     [&](std::size_t a, std::size_t b) { return score(a) > score(b); });
    const float threshold = score(cells[count]);
    cells.erase(cells.begin(), cells.begin() + static_cast<std::ptrdiff_t>(count));
    return threshold;
}

float over(float score, float threshold, float soft)
{
    return threshold == kNever ? 0.0F : threshold == -kNever ? 1.0F : smoothStep(threshold - soft, threshold + soft, score);
}

}  // namespace

WoundTexture::WoundTexture(const WoundScene& scene, const Tiles& tiles, const SkinTexture& skin)
    : m_tiles(tiles), m_openings(scene.openings.begin(), scene.openings.end()),
      m_islands(scene.islands.begin(), scene.islands.end()), m_callusMm(scene.callusMm)
{
    if (m_openings.empty()) {
        m_scar.emplace_back(sampleBlob(scene.seed, 2.5));
    }
    layRaster(scene);
    score(scene.seed);
    setThresholds(scene.tissue);
    countShares();
    paint(scene, skin);
    light(scene, skin);
}

void WoundTexture::layRaster(const WoundScene& scene)
{
    Point low{-8, -8};
    Point high{8, 8};
    for (const Blob& blob : scene.openings) {
        for (const Point& p : outline(blob, 256)) {
            low = {std::min(low.x, p.x), std::min(low.y, p.y)};
            high = {std::max(high.x, p.x), std::max(high.y, p.y)};
        }
    }
    m_origin = {low.x - kMarginMm, low.y - kMarginMm};
    const double width = high.x - low.x + 2 * kMarginMm;
    const double height = high.y - low.y + 2 * kMarginMm;
    m_step = std::max(0.9 / scene.camera.pxPerMm, std::sqrt(width * height / kMostCells));
    m_overlapMm = std::max(0.5F, static_cast<float>(2.5 * m_step));
    m_cells = Grid<Cell>(static_cast<int>(width / m_step) + 2, static_cast<int>(height / m_step) + 2);
}

Point WoundTexture::centre(int column, int row) const { return {m_origin.x + column * m_step, m_origin.y + row * m_step}; }

double WoundTexture::outerDistance(Point mm) const
{
    double open = 1e3;
    for (const BlobShape& shape : m_openings) {
        open = std::min(open, shape.distance(mm));
    }
    return open;
}

bool WoundTexture::inCallus(Point mm) const
{
    if (m_callusMm <= 0) {
        return false;
    }
    const double far = outerDistance(mm);
    return far >= 0 && far < m_callusMm;
}

double WoundTexture::distance(Point mm) const
{
    double open = outerDistance(mm);
    for (const BlobShape& shape : m_islands) {
        open = std::max(open, -shape.distance(mm));
    }
    return open;
}

bool WoundTexture::inWound(Point mm) const
{
    const auto holds = [&](const BlobShape& shape) { return shape.contains(mm); };
    return std::any_of(m_openings.begin(), m_openings.end(), holds) && std::none_of(m_islands.begin(), m_islands.end(), holds);
}

void WoundTexture::score(std::uint64_t seed)
{
    const double shift = static_cast<double>(seed % 97) / 97;
    for (int row = 0; row < m_cells.height(); ++row) {
        for (int column = 0; column < m_cells.width(); ++column) {
            const Point p = centre(column, row);
            Cell& cell = m_cells.at(column, row);
            cell.distance = static_cast<float>(distance(p));
            if (cell.distance > m_overlapMm) {
                continue;  // scores and heights matter in the bed alone
            }
            const float deep = std::min(8.0F, -cell.distance);
            const float patch = m_tiles.soft.at(p.x / 52 + shift, p.y / 52);
            const float spot = m_tiles.soft.at(p.x / 34, p.y / 34 + shift);
            const float fibre = m_tiles.strands.at(p.x / 26 + 0.2 * p.y / 26, p.y / 17);
            cell.epithelium = -deep + 0.7F * spot + 0.3F * fibre;
            cell.necrosis = patch + 0.12F * deep + 0.12F * fibre;
            cell.slough = 0.9F * spot + 0.5F * fibre;
        }
    }
}

void WoundTexture::setThresholds(const TissueMix& mix)
{
    std::vector<std::size_t> inside;
    for (std::size_t i = 0; i < m_cells.size(); ++i) {
        if (m_cells.data()[i].distance < 0) {
            inside.push_back(i);
        }
    }
    const double sum = mix.granulation + mix.slough + mix.necrosis + mix.epithelium;
    const double total = static_cast<double>(inside.size()) * (sum > 0 ? 1 / sum : 0);
    const Cell* cells = m_cells.data();
    const auto share = [&](double wanted) {
        return inside.empty() ? 0 : std::clamp(wanted * total / static_cast<double>(inside.size()), 0.0, 1.0);
    };
    m_epitheliumAt = takeTop(inside, share(mix.epithelium), [=](std::size_t i) { return cells[i].epithelium; });
    m_necrosisAt = takeTop(inside, share(mix.necrosis), [=](std::size_t i) { return cells[i].necrosis; });
    m_sloughAt = takeTop(inside, share(mix.slough), [=](std::size_t i) { return cells[i].slough; });
}

Tissue WoundTexture::bedTissue(float epithelium, float necrosis, float slough) const
{
    return epithelium > m_epitheliumAt ? Tissue::Epithelium
           : necrosis > m_necrosisAt   ? Tissue::Necrosis
           : slough > m_sloughAt       ? Tissue::Slough
                                       : Tissue::Granulation;
}

void WoundTexture::countShares()
{
    double inside = 0;
    for (int row = 0; row < m_cells.height(); ++row) {
        for (int column = 0; column < m_cells.width(); ++column) {
            const Cell& cell = m_cells.at(column, row);
            if (cell.distance < 0) {
                ++inside;
                m_shares[static_cast<std::size_t>(bedTissue(cell.epithelium, cell.necrosis, cell.slough))] += 1;
            } else if (inCallus(centre(column, row))) {
                m_shares[static_cast<std::size_t>(Tissue::Callus)] += 1;
            }
        }
    }
    for (double& share : m_shares) {
        share /= std::max(1.0, inside);
    }
}

WoundTexture::Weights WoundTexture::weights(const Cell& cell) const
{
    Weights out{};
    out.epithelium = over(cell.epithelium, m_epitheliumAt, 0.4F);
    out.necrosis = over(cell.necrosis, m_necrosisAt, 0.1F) * (1 - out.epithelium);
    out.slough = over(cell.slough, m_sloughAt, 0.3F) * (1 - out.necrosis) * (1 - out.epithelium);
    out.granulation = 1 - out.epithelium - out.necrosis - out.slough;
    return out;
}

// Granulation's cobbles, bent out of their regular places.
float WoundTexture::cobble(Point mm) const
{
    const double bend = static_cast<double>(m_tiles.strands.at(mm.x / 13, mm.y / 13));
    return m_tiles.bumps.at(mm.x / 31 + 0.006 * bend, mm.y / 27 + 0.005 * bend);
}

float WoundTexture::heightAt(const WoundScene& scene, const Cell& cell, Point mm) const
{
    const Weights w = weights(cell);
    const float deep = std::min(8.0F, std::max(0.0F, -cell.distance));
    const float wall = smoothStep(0, static_cast<float>(0.6 + scene.depthMm), deep);
    const float lump = m_tiles.soft.at(mm.x / 37 + 0.2, mm.y / 37);
    const float fibre = m_tiles.strands.at(mm.x / 14 + mm.y / 30, mm.y / 9);
    const float relief =
        0.055F * w.granulation * cobble(mm) + w.slough * (0.25F + 0.09F * fibre) + w.necrosis * (0.35F + 0.06F * fibre);
    return wall * (static_cast<float>(-scene.depthMm) + relief + 0.22F * lump);
}

Light3 WoundTexture::bedColour(const WoundScene& scene, const Cell& cell, Point mm) const
{
    const float patch = m_tiles.soft.at(mm.x / 31 + 0.1, mm.y / 31 + 0.6);
    const float broad = m_tiles.soft.at(mm.x / 70 + 0.5, mm.y / 70 + 0.2);
    const float grain = m_tiles.grain.at(mm.x / 22, mm.y / 22);
    const float fibre = m_tiles.strands.at(mm.x / 14 + mm.y / 30, mm.y / 9);
    static const Light3 kRed = linearFromSrgb({170, 56, 52});
    static const Light3 kDarkRed = linearFromSrgb({108, 24, 30});
    static const Light3 kRose = linearFromSrgb({196, 104, 98});
    static const Light3 kYellow = linearFromSrgb({208, 186, 126});
    static const Light3 kTan = linearFromSrgb({166, 130, 82});
    static const Light3 kBlack = linearFromSrgb({36, 28, 25});
    static const Light3 kBrown = linearFromSrgb({84, 58, 42});
    static const Light3 kPink = linearFromSrgb({226, 152, 148});

    const float red = std::clamp(0.6F + 0.13F * cobble(mm) + 0.25F * patch, 0.0F, 1.2F);
    const Light3 granulation =
        mix(mix(kDarkRed, kRed, red), kRose, std::clamp(0.15F + 0.2F * broad, 0.0F, 0.55F)) * (1 + 0.05F * grain);
    // A slough film lets the bed's red shine through here and there.
    const float thin = std::clamp(0.18F - 0.16F * patch, 0.0F, 0.5F);
    const Light3 slough =
        mix(mix(kTan, kYellow, std::clamp(0.6F + 0.28F * fibre + 0.2F * broad, 0.0F, 1.2F)), granulation, thin) *
        (1 + 0.04F * grain);
    const Light3 necrosis =
        mix(kBlack, kBrown, std::clamp(0.3F + 0.25F * patch + 0.15F * fibre, 0.0F, 1.0F)) * (1 + 0.10F * grain);
    const Light3 epithelium =
        mix(mix(kPink, skinColour(scene.itaDeg), 0.3F), kRed, std::clamp(0.1F + 0.1F * patch, 0.0F, 0.35F)) *
        (1 + 0.03F * grain);
    const Weights w = weights(cell);
    const Light3 out = granulation * w.granulation + slough * w.slough + necrosis * w.necrosis + epithelium * w.epithelium;
    // The undercut wall lies in shade.
    const float wall = smoothStep(-1.6F, 0.0F, cell.distance) * static_cast<float>(std::min(0.35, 0.14 * scene.depthMm));
    return out * (1 - wall);
}

Light3 WoundTexture::surroundColour(const WoundScene& scene, const Cell& cell, Point mm, Light3 skin) const
{
    static const Light3 kWet = linearFromSrgb({226, 212, 200});
    static const Light3 kHorn = linearFromSrgb({214, 188, 146});
    static const Light3 kPink = linearFromSrgb({222, 150, 146});
    Light3 out = skin;
    const float patch = m_tiles.soft.at(mm.x / 40 + 0.8, mm.y / 40);
    const float fibre = m_tiles.strands.at(mm.x / 20, mm.y / 20);
    if (!m_scar.empty()) {
        const float in = smoothStep(-3.0F, 1.5F, static_cast<float>(-m_scar.front().distance(mm)) + 0.6F * patch);
        return mix(out, mix(kPink, out, 0.45F) * (1 + 0.05F * fibre), 0.75F * in);
    }
    const float far = std::max(0.0F, cell.distance);
    const float halo =
        static_cast<float>(scene.erythema) * std::exp(-far / 5.5F) * std::clamp(0.8F + 0.25F * patch, 0.2F, 1.3F);
    out = out * Light3{1 - 0.12F * halo, 1 - 0.5F * halo, 1 - 0.42F * halo};
    const float wet =
        static_cast<float>(scene.maceration) * std::exp(-far / 2.5F) * std::clamp(0.7F + 0.5F * fibre, 0.0F, 1.2F);
    out = mix(out, kWet, 0.8F * wet);
    if (m_callusMm > 0 && outerDistance(mm) > -static_cast<double>(m_overlapMm)) {
        const auto width = static_cast<float>(m_callusMm);
        const float rim = 1 - smoothStep(0.75F * width, 1.25F * width, far + 0.12F * width * fibre);
        out = mix(out, mix(kHorn, skin, 0.25F) * (1 + 0.07F * fibre + 0.05F * patch),
                  std::clamp(0.72F + 0.12F * patch, 0.4F, 0.9F) * rim);
    }
    // Beyond the raster intact skin goes on: fade to it.
    return mix(out, skin, smoothStep(static_cast<float>(kMarginMm) - 5, static_cast<float>(kMarginMm) - 1, far));
}

void WoundTexture::paint(const WoundScene& scene, const SkinTexture& skin)
{
    for (int row = 0; row < m_cells.height(); ++row) {
        for (int column = 0; column < m_cells.width(); ++column) {
            const Point p = centre(column, row);
            Cell& cell = m_cells.at(column, row);
            if (cell.distance < m_overlapMm) {
                cell.bed = bedColour(scene, cell, p);
                cell.height = heightAt(scene, cell, p);
            }
            if (cell.distance > -m_overlapMm) {
                cell.surround =
                    skin.onLimb(p) ? surroundColour(scene, cell, p, skin.skin(p)) * skin.shade(p) : skin.at(p, m_step);
            }
        }
    }
}

// Diffuse light and wet highlights on the bed's relief (Blinn–Phong; the half vector of a light 35° off the axis).
void WoundTexture::light(const WoundScene& scene, const SkinTexture& skin)
{
    const double from = (scene.light.gradientDeg + 180) * std::numbers::pi / 180;
    const auto lx = static_cast<float>(0.57 * std::cos(from));
    const auto ly = static_cast<float>(0.57 * std::sin(from));
    const float halfX = lx * 0.52F;
    const float halfY = ly * 0.52F;
    const auto wet = static_cast<float>(scene.moisture);
    const auto step = static_cast<float>(2 * m_step);
    for (int row = 1; row + 1 < m_cells.height(); ++row) {
        for (int column = 1; column + 1 < m_cells.width(); ++column) {
            Cell& cell = m_cells.at(column, row);
            if (cell.distance >= m_overlapMm) {
                continue;
            }
            const float gx = (m_cells.at(column + 1, row).height - m_cells.at(column - 1, row).height) / step;
            const float gy = (m_cells.at(column, row + 1).height - m_cells.at(column, row - 1).height) / step;
            const float norm = 1 / std::sqrt(1 + gx * gx + gy * gy);
            const float diffuse = std::max(0.0F, (0.82F - lx * gx - ly * gy) * norm) / 0.82F;
            const float shine = std::max(0.0F, (0.954F - halfX * gx - halfY * gy) * norm);
            const Point p = centre(column, row);
            const float speck = smoothStep(0.2F, 1.6F, m_tiles.soft.at(p.x / 19, p.y / 19 + 0.5));
            const float dry = 1 - 0.75F * weights(cell).necrosis;
            const float gloss = wet * dry * std::pow(shine, 60.0F) * (0.05F + 0.5F * speck);
            cell.bed = (cell.bed * (0.45F + 0.55F * diffuse) + Light3{gloss, gloss, gloss}) * skin.shade(p);
        }
    }
}

bool WoundTexture::covers(Point mm) const
{
    const double u = (mm.x - m_origin.x) / m_step;
    const double v = (mm.y - m_origin.y) / m_step;
    return u >= 1 && v >= 1 && u < m_cells.width() - 2 && v < m_cells.height() - 2;
}

WoundTexture::Near WoundTexture::near(Point mm) const
{
    const double u = (mm.x - m_origin.x) / m_step;
    const double v = (mm.y - m_origin.y) / m_step;
    const int i = static_cast<int>(u);
    const int j = static_cast<int>(v);
    const auto fu = static_cast<float>(u - i);
    const auto fv = static_cast<float>(v - j);
    const Cell* upper = &m_cells.at(i, j);
    const Cell* lower = &m_cells.at(i, j + 1);
    return {{upper, upper + 1, lower, lower + 1}, {(1 - fu) * (1 - fv), fu * (1 - fv), (1 - fu) * fv, fu * fv}};
}

double WoundTexture::roughDistance(Point mm) const
{
    const Near n = near(mm);
    float sum = 0;
    for (int k = 0; k < 4; ++k) {
        sum += n.weights[k] * n.cells[k]->distance;
    }
    return static_cast<double>(sum);
}

Light3 WoundTexture::bed(Point mm) const
{
    const Near n = near(mm);
    Light3 sum;
    for (int k = 0; k < 4; ++k) {
        sum = sum + n.cells[k]->bed * n.weights[k];
    }
    return sum;
}

Light3 WoundTexture::surround(Point mm) const
{
    const Near n = near(mm);
    Light3 sum;
    for (int k = 0; k < 4; ++k) {
        sum = sum + n.cells[k]->surround * n.weights[k];
    }
    return sum;
}

Tissue WoundTexture::tissue(Point mm) const
{
    if (!inWound(mm)) {
        return inCallus(mm) ? Tissue::Callus : Tissue::Background;
    }
    const Near n = near(mm);
    float epithelium = 0;
    float necrosis = 0;
    float slough = 0;
    for (int k = 0; k < 4; ++k) {
        epithelium += n.weights[k] * n.cells[k]->epithelium;
        necrosis += n.weights[k] * n.cells[k]->necrosis;
        slough += n.weights[k] * n.cells[k]->slough;
    }
    return bedTissue(epithelium, necrosis, slough);
}

}  // namespace cicatrix::phantom

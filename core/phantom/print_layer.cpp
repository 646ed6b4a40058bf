// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phantom/print_layer.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace cicatrix::phantom {

namespace {

constexpr double kShadowMm = 1.4;
constexpr int kSamples = 6;  // a side of a pixel that an edge crosses

MmRect paperOf(const Print& print)
{
    switch (print.kind) {
    case Print::Kind::Card:
        return {0, 0, kCardWidthMm, kCardHeightMm};
    case Print::Kind::LeftHalf:
        return {0, 0, kCardCutXMm, kCardHeightMm};
    case Print::Kind::RightHalf:
        return {kCardCutXMm, 0, kCardWidthMm - kCardCutXMm, kCardHeightMm};
    case Print::Kind::Marker:
        break;
    }
    const double quiet = kCardQuietMm * print.markerMm / kCardMarkerMm;
    return {0, 0, print.markerMm + 2 * quiet, print.markerMm + 2 * quiet};
}

bool onLine(const CardLine& line, Point p)
{
    const double reach = kCardLineMm / 2;
    if (p.x < std::min(line.from.x, line.to.x) - reach || p.x > std::max(line.from.x, line.to.x) + reach ||
        p.y < std::min(line.from.y, line.to.y) - reach || p.y > std::max(line.from.y, line.to.y) + reach) {
        return false;
    }
    const double dx = line.to.x - line.from.x;
    const double dy = line.to.y - line.from.y;
    const double length = std::hypot(dx, dy);
    const double along = ((p.x - line.from.x) * dx + (p.y - line.from.y) * dy) / length;
    const double across = ((p.y - line.from.y) * dx - (p.x - line.from.x) * dy) / length;
    if (std::abs(across) > reach || along < 0 || along > length) {
        return false;
    }
    return !line.dashed || std::fmod(along, 2 * kCardDashMm) < kCardDashMm;
}

}  // namespace

PrintLayer::PrintLayer(const Print& print, const Camera& camera) : m_print(print), m_paper(paperOf(print))
{
    if (print.kind == Print::Kind::Marker) {
        const double quiet = (m_paper.width - print.markerMm) / 2;
        m_markers.push_back({print.id, {quiet, quiet, print.markerMm, print.markerMm}});
    } else {
        for (const CardMarker& marker : cardMarkers()) {
            if (m_paper.contains({marker.square.x + 1, marker.square.y + 1})) {
                m_markers.push_back(marker);
            }
        }
    }
    m_inks = {{0.83F, 0.83F, 0.81F}, {0.028F, 0.028F, 0.03F}};
    for (const CardPatch& patch : cardPatches()) {
        m_inks.push_back(linearFromSrgb(patch.colour));
    }
    const double c = print.scale * std::cos(print.rotationDeg * std::numbers::pi / 180);
    const double s = print.scale * std::sin(print.rotationDeg * std::numbers::pi / 180);
    const double mirror = print.mirrored ? -1 : 1;
    const double mx = m_paper.x + m_paper.width / 2;
    const double my = m_paper.y + m_paper.height / 2;
    const Homography paperToScene{mirror * c, -s, print.centreMm.x - mirror * c * mx + s * my,
                                  mirror * s, c,  print.centreMm.y - mirror * s * mx - c * my,
                                  0,          0,  1};
    m_paperToPx = compose(inverse(pxToMm(camera, print.heightMm)), paperToScene);
    m_pxToPaper = inverse(m_paperToPx);
}

std::vector<MarkerTruth> PrintLayer::markers() const
{
    std::vector<MarkerTruth> out;
    for (const CardMarker& marker : m_markers) {
        MarkerTruth truth{marker.id, {}};
        for (const Point& corner : cardMarkerCornersMm(marker)) {
            truth.cornersPx.push_back(toPx(corner));
        }
        out.push_back(std::move(truth));
    }
    return out;
}

int PrintLayer::markerInk(const CardMarker& marker, Point p) const
{
    const double module = marker.square.width / kMarkerModules;
    const int column = std::min(kMarkerModules - 1, static_cast<int>((p.x - marker.square.x) / module));
    const int row = std::min(kMarkerModules - 1, static_cast<int>((p.y - marker.square.y) / module));
    return markerModuleBlack(marker.id, column, row) ? Black : Paper;
}

int PrintLayer::inkAt(Point p) const
{
    if (!m_paper.contains(p)) {
        return Nothing;
    }
    for (const CardMarker& marker : m_markers) {
        if (marker.square.contains(p)) {
            return markerInk(marker, p);
        }
    }
    if (m_print.kind == Print::Kind::Marker) {
        return Paper;
    }
    const auto patches = cardPatches();
    for (std::size_t i = 0; i < patches.size(); ++i) {
        if (patches[i].square.contains(p)) {
            return FirstPatch + static_cast<int>(i);
        }
    }
    const auto lines = cardLines();
    return std::any_of(lines.begin(), lines.end(), [&](const CardLine& line) { return onLine(line, p); }) ? Black : Paper;
}

float PrintLayer::shadowAt(Point p) const
{
    const double dx = std::max({m_paper.x - p.x, p.x - m_paper.x - m_paper.width, 0.0});
    const double dy = std::max({m_paper.y - p.y, p.y - m_paper.y - m_paper.height, 0.0});
    return 0.65F + 0.35F * smoothStep(0, static_cast<float>(kShadowMm), static_cast<float>(std::hypot(dx, dy)));
}

PixelRect PrintLayer::bounds(const Grid<Light3>& picture) const
{
    double left = 1e9;
    double top = 1e9;
    double right = -1e9;
    double bottom = -1e9;
    const double m = kShadowMm;
    for (const Point& corner : {Point{m_paper.x - m, m_paper.y - m}, Point{m_paper.x + m_paper.width + m, m_paper.y - m},
                                Point{m_paper.x - m, m_paper.y + m_paper.height + m},
                                Point{m_paper.x + m_paper.width + m, m_paper.y + m_paper.height + m}}) {
        const Point p = toPx(corner);
        left = std::min(left, p.x);
        right = std::max(right, p.x);
        top = std::min(top, p.y);
        bottom = std::max(bottom, p.y);
    }
    const auto cut = [](double v, int most) { return static_cast<int>(std::clamp(v, 0.0, static_cast<double>(most))); };
    const PixelRect out{cut(left - 1, picture.width()), cut(top - 1, picture.height()), 0, 0};
    return {out.x, out.y, cut(right + 2, picture.width()) - out.x, cut(bottom + 2, picture.height()) - out.y};
}

Light3 PrintLayer::blended(int x, int y, Light3 shaded) const
{
    Light3 sum;
    for (int j = 0; j < kSamples; ++j) {
        for (int i = 0; i < kSamples; ++i) {
            const int sample = inkAtPx({x + (i + 0.5) / kSamples, y + (j + 0.5) / kSamples});
            sum = sum + (sample == Nothing ? shaded : colour(sample));
        }
    }
    return sum * (1.0F / (kSamples * kSamples));
}

std::vector<int> PrintLayer::cornerInks(const PixelRect& box, int y) const
{
    std::vector<int> out;
    for (int x = box.x; x <= box.x + box.width; ++x) {
        out.push_back(inkAtPx({static_cast<double>(x), static_cast<double>(y)}));
    }
    return out;
}

void PrintLayer::draw(Grid<Light3>& picture) const
{
    const PixelRect box = bounds(picture);
    std::vector<int> upper = cornerInks(box, box.y);
    for (int y = box.y; y < box.y + box.height; ++y) {
        std::vector<int> lower = cornerInks(box, y + 1);
        for (int x = box.x; x < box.x + box.width; ++x) {
            Light3& pixel = picture.at(x, y);
            const auto i = static_cast<std::size_t>(x - box.x);
            const Point middle = cicatrix::apply(m_pxToPaper, {x + 0.5, y + 0.5});
            const int ink = inkAt(middle);
            const bool plain = upper[i] == ink && upper[i + 1] == ink && lower[i] == ink && lower[i + 1] == ink;
            if (plain && ink != Nothing) {
                pixel = colour(ink);
                continue;
            }
            pixel = pixel * shadowAt(middle);
            if (!plain) {
                pixel = blended(x, y, pixel);
            }
        }
        upper = std::move(lower);
    }
}

}  // namespace cicatrix::phantom

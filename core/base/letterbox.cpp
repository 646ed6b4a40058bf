// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/letterbox.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace cicatrix {

Letterbox letterbox(int width, int height, int size)
{
    Letterbox box;
    box.scale = std::min(static_cast<double>(size) / height, static_cast<double>(size) / width);
    box.width = std::clamp(static_cast<int>(std::floor(width * box.scale + 0.5)), 1, size);
    box.height = std::clamp(static_cast<int>(std::floor(height * box.scale + 0.5)), 1, size);
    box.left = (size - box.width) / 2;
    box.top = (size - box.height) / 2;
    box.right = size - box.width - box.left;
    box.bottom = size - box.height - box.top;
    return box;
}

std::vector<int> tileStarts(int length, int tile, double step)
{
    if (length <= tile) {
        return {0};
    }
    const int count = static_cast<int>(std::ceil((length - tile) / (tile * step))) + 1;
    const double spacing = static_cast<double>(length - tile) / (count - 1);
    std::vector<int> starts;
    for (int i = 0; i < count; ++i) {
        starts.push_back(static_cast<int>(std::nearbyint(i * spacing)));  // the default mode rounds half to even
    }
    return starts;
}

std::vector<double> gaussianTileWeights(int tile, double sigmaScale)
{
    constexpr double kTruncate = 4.0;
    const double sigma = tile * sigmaScale;
    const int radius = static_cast<int>(kTruncate * sigma + 0.5);
    std::vector<double> line(static_cast<std::size_t>(tile), 0.0);
    for (int i = 0; i < tile; ++i) {
        const int distance = i - tile / 2;
        if (std::abs(distance) <= radius) {
            line[static_cast<std::size_t>(i)] = std::exp(-0.5 * distance * distance / (sigma * sigma));
        }
    }
    std::vector<double> weights;
    weights.reserve(line.size() * line.size());
    double smallest = std::numeric_limits<double>::max();
    for (const double a : line) {
        for (const double b : line) {
            weights.push_back(a * b);
            if (a * b > 0) {
                smallest = std::min(smallest, a * b);
            }
        }
    }
    std::replace(weights.begin(), weights.end(), 0.0, smallest);
    return weights;
}

}  // namespace cicatrix

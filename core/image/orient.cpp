// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/orient.h"

#include <opencv2/core/utility.hpp>

#include <algorithm>

namespace cicatrix::image {

namespace {

/// Orientations 5…8 swap the sides. Blocks of this many pixels keep source and target rows in the cache.
constexpr int kBlock = 32;

void turnBlockRow(const Grid<Rgb>& from, Grid<Rgb>& to, int orientation, int top)
{
    const bool flipX = orientation == 6 || orientation == 7;  // target column runs against the source row
    const bool flipY = orientation == 7 || orientation == 8;  // target row runs against the source column
    const int bottom = std::min(top + kBlock, to.height());
    for (int left = 0; left < to.width(); left += kBlock) {
        const int right = std::min(left + kBlock, to.width());
        for (int y = top; y < bottom; ++y) {
            const int sourceX = flipY ? from.width() - 1 - y : y;
            Rgb* out = to.row(y).data();
            for (int x = left; x < right; ++x) {
                out[x] = from.at(sourceX, flipX ? from.height() - 1 - x : x);
            }
        }
    }
}

void mirrorRows(Grid<Rgb>& picture)
{
    for (int y = 0; y < picture.height(); ++y) {
        std::reverse(picture.row(y).begin(), picture.row(y).end());
    }
}

void mirrorColumns(Grid<Rgb>& picture)
{
    for (int y = 0; y < picture.height() / 2; ++y) {
        std::swap_ranges(picture.row(y).begin(), picture.row(y).end(), picture.row(picture.height() - 1 - y).begin());
    }
}

}  // namespace

Grid<Rgb> oriented(Grid<Rgb> picture, int orientation)
{
    if (orientation == 2 || orientation == 3) {
        mirrorRows(picture);
    }
    if (orientation == 3 || orientation == 4) {
        mirrorColumns(picture);
    }
    if (orientation < 5 || orientation > 8) {
        return picture;
    }
    Grid<Rgb> turned(picture.height(), picture.width());
    const int blocks = (turned.height() + kBlock - 1) / kBlock;
    cv::parallel_for_(cv::Range(0, blocks), [&](const cv::Range& range) {
        for (int block = range.start; block < range.end; ++block) {
            turnBlockRow(picture, turned, orientation, block * kBlock);
        }
    });
    return turned;
}

}  // namespace cicatrix::image

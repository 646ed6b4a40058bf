// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/packed_dataset.h"
#include "core/base/random.h"

#include <cmath>
#include <filesystem>
#include <string>
#include <vector>

namespace cicatrix::testing {

/// One drawn photo: a red disc (the wound) with a yellow half (slough) on skin.
struct TinyPhoto {
    std::vector<Rgb> rgb;
    std::vector<std::uint8_t> wound;
    std::vector<std::uint8_t> tissue;
};

inline TinyPhoto drawTinyPhoto(int width, int height, std::uint64_t seed)
{
    SplitMix64 random(seed);
    const double x0 = random.uniform(0.35, 0.65) * width;
    const double y0 = random.uniform(0.35, 0.65) * height;
    const double radius = random.uniform(0.15, 0.25) * width;
    TinyPhoto photo;
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const bool inside = std::hypot(x - x0, y - y0) < radius;
            const bool slough = inside && x > x0;
            const auto noise = static_cast<int>(random.below(20));
            const int r = inside ? (slough ? 220 : 170) : 225;
            const int g = inside ? (slough ? 190 : 30) : 180;
            const int b = inside ? 40 : 150;
            photo.rgb.push_back({static_cast<std::uint8_t>(r + noise), static_cast<std::uint8_t>(g + noise),
                                 static_cast<std::uint8_t>(b + noise)});
            photo.wound.push_back(inside ? 1 : 0);
            photo.tissue.push_back(static_cast<std::uint8_t>(slough ? 2 : inside ? 1 : 0));
        }
    }
    return photo;
}

/// `count` photos of as many people; every third carries a tissue mask.
inline Result<void> writeTinySet(const std::filesystem::path& path, int count, int side = 48)
{
    CICATRIX_ASSIGN(PackedDatasetWriter writer, PackedDatasetWriter::create(path));
    for (int i = 0; i < count; ++i) {
        const TinyPhoto photo = drawTinyPhoto(side, side + 8, static_cast<std::uint64_t>(i));
        PackedRow row;
        row.id = "tiny/" + std::to_string(i);
        row.source = "tiny";
        row.group = "p" + std::to_string(i);
        row.ourSplit = i % 6 == 5 ? "val" : "train";
        row.width = side;
        row.height = side + 8;
        PackedPlanes planes{photo.rgb, photo.wound, {}};
        if (i % 3 == 2) {
            planes.tissue = photo.tissue;
        }
        CICATRIX_TRY(writer.add(row, planes));
    }
    writer.addSource({"tiny.csv", std::string(64, '0')});
    return writer.finish();
}

}  // namespace cicatrix::testing

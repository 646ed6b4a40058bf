// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/card_layout.h"

#include <cassert>
#include <cstdint>

namespace cicatrix {

namespace {

// OpenCV's predefined dictionary DICT_4X4_50 (Apache-2.0): 16 bits a marker, row by row, 1 = white.
constexpr std::array<std::uint16_t, kMarkerCount> kMarkerBits{
    0xB532, 0x0F9A, 0x332D, 0x9946, 0x549E, 0x79CD, 0x9E2E, 0xC4F2, 0xFEDA, 0xCF56, 0xF991, 0x11A7, 0x0EB7,
    0x2A0F, 0x24B1, 0x263E, 0x4665, 0x6600, 0x6C5E, 0x76AF, 0x868B, 0xB02B, 0xCCD5, 0xDD82, 0xFE47, 0x9471,
    0xACE4, 0xA554, 0x2123, 0x346F, 0x4415, 0x57B2, 0x9ECF, 0xF0CB, 0x08AE, 0x0929, 0x1875, 0x04FF, 0x0DF6,
    0x1C5A, 0x1718, 0x2A28, 0x328C, 0x38B2, 0x24E8, 0x2EEB, 0x2D3F, 0x4B64, 0x502E, 0x5013};

constexpr double kPatch = 8;

constexpr MmRect patchAt(double left, int column, int row)
{
    return {left + column * (kPatch + 1), 6 + row * (kPatch + 1), kPatch, kPatch};
}

constexpr double kGreysLeft = 31;
constexpr double kColoursLeft = 63;

// Greys in even steps of lightness; two skin tones, and four colours that no wound has: a red patch would look like one.
constexpr std::array<CardPatch, 12> kPatches{{
    {"white", patchAt(kGreysLeft, 0, 0), {243, 243, 243}},
    {"grey 80", patchAt(kGreysLeft, 1, 0), {198, 198, 198}},
    {"grey 65", patchAt(kGreysLeft, 2, 0), {158, 158, 158}},
    {"grey 50", patchAt(kGreysLeft, 0, 1), {119, 119, 119}},
    {"grey 35", patchAt(kGreysLeft, 1, 1), {82, 82, 82}},
    {"black", patchAt(kGreysLeft, 2, 1), {36, 36, 36}},
    {"light skin", patchAt(kColoursLeft, 0, 0), {227, 190, 168}},
    {"dark skin", patchAt(kColoursLeft, 1, 0), {110, 76, 60}},
    {"violet", patchAt(kColoursLeft, 2, 0), {124, 72, 140}},
    {"yellow", patchAt(kColoursLeft, 0, 1), {228, 196, 60}},
    {"green", patchAt(kColoursLeft, 1, 1), {72, 148, 74}},
    {"blue", patchAt(kColoursLeft, 2, 1), {48, 82, 152}},
}};

constexpr double kCheckY = 34;
constexpr double kCheckLeft = (kCardWidthMm - kCardCheckLineMm) / 2;
constexpr double kCheckRight = kCheckLeft + kCardCheckLineMm;
constexpr std::array<CardLine, 4> kLines{{{{kCardCutXMm, 0}, {kCardCutXMm, kCardHeightMm}, true},
                                          {{kCheckLeft, kCheckY}, {kCheckRight, kCheckY}, false},
                                          {{kCheckLeft, kCheckY - 1.5}, {kCheckLeft, kCheckY + 1.5}, false},
                                          {{kCheckRight, kCheckY - 1.5}, {kCheckRight, kCheckY + 1.5}, false}}};

constexpr std::array<CardMarker, 2> kMarkers{
    {{0, {kCardQuietMm, kCardQuietMm, kCardMarkerMm, kCardMarkerMm}},
     {1, {kCardWidthMm - kCardQuietMm - kCardMarkerMm, kCardQuietMm, kCardMarkerMm, kCardMarkerMm}}}};

}  // namespace

const std::array<CardMarker, 2>& cardMarkers() { return kMarkers; }

std::span<const CardPatch> cardPatches() { return kPatches; }

std::span<const CardLine> cardLines() { return kLines; }

bool markerModuleBlack(int id, int column, int row)
{
    assert(id >= 0 && id < kMarkerCount);
    const int inner = kMarkerModules - 2;
    if (column < 1 || row < 1 || column > inner || row > inner) {
        return true;
    }
    const int bit = inner * inner - 1 - ((row - 1) * inner + column - 1);
    return ((kMarkerBits[static_cast<std::size_t>(id)] >> bit) & 1) == 0;
}

std::array<Point, 4> cardMarkerCornersMm(const CardMarker& marker)
{
    const MmRect& s = marker.square;
    return {{{s.x, s.y}, {s.x + s.width, s.y}, {s.x + s.width, s.y + s.height}, {s.x, s.y + s.height}}};
}

}  // namespace cicatrix

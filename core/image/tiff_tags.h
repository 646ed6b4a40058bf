// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

/// Tag numbers of TIFF 6.0 that say how a picture is stored.
namespace cicatrix::image::tiff {

inline constexpr std::uint16_t kWidth = 256;
inline constexpr std::uint16_t kHeight = 257;
inline constexpr std::uint16_t kBitsPerSample = 258;
inline constexpr std::uint16_t kCompression = 259;
inline constexpr std::uint16_t kPhotometric = 262;
inline constexpr std::uint16_t kFillOrder = 266;
inline constexpr std::uint16_t kMake = 271;
inline constexpr std::uint16_t kModel = 272;
inline constexpr std::uint16_t kStripOffsets = 273;
inline constexpr std::uint16_t kOrientation = 274;
inline constexpr std::uint16_t kSamplesPerPixel = 277;
inline constexpr std::uint16_t kRowsPerStrip = 278;
inline constexpr std::uint16_t kStripByteCounts = 279;
inline constexpr std::uint16_t kXResolution = 282;
inline constexpr std::uint16_t kYResolution = 283;
inline constexpr std::uint16_t kPlanarConfiguration = 284;
inline constexpr std::uint16_t kT4Options = 292;
inline constexpr std::uint16_t kT6Options = 293;
inline constexpr std::uint16_t kResolutionUnit = 296;
inline constexpr std::uint16_t kTransferFunction = 301;
inline constexpr std::uint16_t kDateTime = 306;
inline constexpr std::uint16_t kPredictor = 317;
inline constexpr std::uint16_t kWhitePoint = 318;
inline constexpr std::uint16_t kPrimaryChromaticities = 319;
inline constexpr std::uint16_t kColourMap = 320;
inline constexpr std::uint16_t kTileWidth = 322;
inline constexpr std::uint16_t kTileHeight = 323;
inline constexpr std::uint16_t kTileOffsets = 324;
inline constexpr std::uint16_t kTileByteCounts = 325;
inline constexpr std::uint16_t kInkSet = 332;
inline constexpr std::uint16_t kExtraSamples = 338;
inline constexpr std::uint16_t kSampleFormat = 339;
inline constexpr std::uint16_t kJpegTables = 347;
inline constexpr std::uint16_t kYCbCrCoefficients = 529;
inline constexpr std::uint16_t kYCbCrSubSampling = 530;
inline constexpr std::uint16_t kYCbCrPositioning = 531;
inline constexpr std::uint16_t kReferenceBlackWhite = 532;
inline constexpr std::uint16_t kIccProfile = 34675;
inline constexpr std::uint16_t kExifDirectory = 34665;

}  // namespace cicatrix::image::tiff

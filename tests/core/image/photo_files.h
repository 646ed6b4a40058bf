// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"
#include "core/base/grid.h"

#include <string>
#include <vector>

/// Photo files of every format made on the spot, by writers that share no code with core/image.
namespace photofiles {

using cicatrix::Bytes;
using cicatrix::Grid;
using cicatrix::Rgb;

inline const std::vector<std::string> kFormats{"jpeg", "png", "tiff", "bmp", "webp", "heic"};
/// Words that stand in everything a scrub must drop.
inline const std::vector<std::string> kSecrets{"OWNERNAME",  "SERIAL123", "MAKERNOTE", "SECRETXMP",
                                               "SECRETTEXT", "THUMBNAIL", "LENSSERIAL"};

struct Extras {
    int orientation = 1;
    bool exif = false;     ///< camera, time, exposure
    bool secrets = false;  ///< GPS, owner, serial numbers, maker note, thumbnail, XMP, comments
    Bytes icc;
    int heicTurn = 1;  ///< orientation written as HEIC's own irot and imir boxes
};

/// Four quadrants of different colour and a gradient: no orientation looks like another.
[[nodiscard]] Grid<Rgb> quadrants(int width, int height);
[[nodiscard]] Bytes photoFile(const std::string& format, const Grid<Rgb>& picture, const Extras& extras);
/// An EXIF block written by libexif, with "Exif\0\0" before it.
[[nodiscard]] Bytes exifByLibexif(const Extras& extras);
/// Display P3 (lcms2's primaries and the sRGB curve).
[[nodiscard]] Bytes displayP3();

[[nodiscard]] Bytes pngChunk(const std::string& type, const Bytes& content);
[[nodiscard]] Bytes bytesOf(const std::string& text);
void append(Bytes& to, const Bytes& from);
void append(Bytes& to, const std::string& text);
void appendBig(Bytes& to, std::uint64_t value, int count);
void appendLittle(Bytes& to, std::uint64_t value, int count);
[[nodiscard]] bool contains(const Bytes& bytes, const std::string& text);

}  // namespace photofiles

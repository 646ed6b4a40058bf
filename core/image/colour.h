// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grid.h"
#include "core/image/byte_reader.h"

namespace cicatrix::image {

/// Brings a picture from its ICC profile's space to sRGB, in place. A profile that is damaged, that is no RGB or grey
/// profile, or that is sRGB within rounding leaves the pixels as they are.
void convertToSrgb(Grid<Rgb>& pixels, ByteSpan icc);

/// CMYK rows to sRGB, by the profile where it is a CMYK one, else by the plain formula (255 − C)(255 − K)/255.
class CmykConverter {
public:
    explicit CmykConverter(ByteSpan icc);
    ~CmykConverter();
    CmykConverter(const CmykConverter&) = delete;
    CmykConverter& operator=(const CmykConverter&) = delete;
    /// Four bytes a pixel, 255 = full ink.
    void convert(const std::uint8_t* cmyk, Rgb* out, int count) const;

private:
    void* m_transform;
};

/// An ICC profile of an RGB space given by coded primaries and transfer (ITU-T H.273); empty for those of sRGB and
/// for spaces that cannot be expressed.
[[nodiscard]] Bytes codedColourProfile(int primaries, int transfer);

}  // namespace cicatrix::image

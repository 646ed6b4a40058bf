// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/image/byte_reader.h"
#include "core/image/png_errors.h"

#include <string>
#include <vector>

namespace cicatrix::image {

/// libpng over bytes in memory. It leaves errors by longjmp, so the functions with setjmp hold no objects.
class PngReader {
public:
    enum class Want { Rgb, Stored };

    explicit PngReader(ByteSpan file);
    ~PngReader();
    PngReader(const PngReader&) = delete;
    PngReader& operator=(const PngReader&) = delete;

    /// Reads everything before the pixels. Rgb: 8-bit RGB over white; Stored: grey values and indices, unpacked.
    bool begin(Want want);
    [[nodiscard]] int width() const { return static_cast<int>(png_get_image_width(m_png, m_info)); }
    [[nodiscard]] int height() const { return static_cast<int>(png_get_image_height(m_png, m_info)); }
    [[nodiscard]] int bits() const { return png_get_bit_depth(m_png, m_info); }
    [[nodiscard]] int channels() const { return png_get_channels(m_png, m_info); }
    [[nodiscard]] std::size_t rowBytes() const { return png_get_rowbytes(m_png, m_info); }
    [[nodiscard]] Bytes profile() const;
    /// Every row and the rest of the file; `rows` has height() pointers to rowBytes() bytes each.
    bool read(png_bytepp rows);
    [[nodiscard]] std::string complaint() const { return m_errors.message.data(); }

private:
    ByteSpan m_left;
    PngErrors m_errors;
    png_structp m_png = nullptr;
    png_infop m_info = nullptr;
};

}  // namespace cicatrix::image

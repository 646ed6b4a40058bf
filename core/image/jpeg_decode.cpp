// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/colour.h"
#include "core/image/decode.h"
#include "core/image/jpeg_errors.h"

#include <array>
#include <memory>

namespace cicatrix::image {

namespace {

/// A decompressor that is always destroyed. libjpeg leaves by longjmp, so the functions with setjmp hold no objects.
class JpegReader {
public:
    JpegReader()
    {
        m_codec.err = m_errors.start();
        jpeg_create_decompress(&m_codec);
    }
    ~JpegReader() { jpeg_destroy_decompress(&m_codec); }
    JpegReader(const JpegReader&) = delete;
    JpegReader& operator=(const JpegReader&) = delete;

    bool begin(ByteSpan file, int reduction)
    {
        if (setjmp(m_errors.escape) != 0) {
            return false;
        }
        jpeg_mem_src(&m_codec, reinterpret_cast<const unsigned char*>(file.data()), file.size());
        jpeg_read_header(&m_codec, TRUE);
        m_codec.scale_num = 1;
        m_codec.scale_denom = static_cast<unsigned>(reduction);
        m_codec.out_color_space = m_codec.num_components == 4 ? JCS_CMYK : JCS_EXT_RGB;
        return jpeg_start_decompress(&m_codec) == TRUE;
    }
    [[nodiscard]] bool isCmyk() const { return m_codec.out_color_space == JCS_CMYK; }
    /// Adobe writes CMYK inverted.
    [[nodiscard]] bool isInverted() const { return m_codec.saw_Adobe_marker == TRUE; }
    [[nodiscard]] int width() const { return static_cast<int>(m_codec.output_width); }
    [[nodiscard]] int height() const { return static_cast<int>(m_codec.output_height); }

    bool readRows(Rgb* pixels)
    {
        if (setjmp(m_errors.escape) != 0) {
            return false;
        }
        std::array<JSAMPROW, 16> rows{};
        while (m_codec.output_scanline < m_codec.output_height) {
            for (unsigned i = 0; i < rows.size(); ++i) {
                const std::size_t y = std::min(m_codec.output_scanline + i, m_codec.output_height - 1);
                rows[i] = reinterpret_cast<JSAMPROW>(pixels + y * m_codec.output_width);
            }
            jpeg_read_scanlines(&m_codec, rows.data(), static_cast<JDIMENSION>(rows.size()));
        }
        return jpeg_finish_decompress(&m_codec) == TRUE;
    }
    /// One row at a time through `converter`; `row` has room for four bytes a pixel.
    bool readCmykRows(Rgb* pixels, std::uint8_t* row, const CmykConverter& converter)
    {
        if (setjmp(m_errors.escape) != 0) {
            return false;
        }
        while (m_codec.output_scanline < m_codec.output_height) {
            Rgb* out = pixels + std::size_t{m_codec.output_scanline} * m_codec.output_width;
            jpeg_read_scanlines(&m_codec, &row, 1);
            for (unsigned i = 0; isInverted() && i < 4 * m_codec.output_width; ++i) {
                row[i] = static_cast<std::uint8_t>(255 - row[i]);
            }
            converter.convert(row, out, width());
        }
        return jpeg_finish_decompress(&m_codec) == TRUE;
    }
    [[nodiscard]] std::string complaint() const { return m_errors.message.data(); }

private:
    jpeg_decompress_struct m_codec{};
    JpegErrors m_errors;
};

}  // namespace

Result<RawPicture> decodeJpeg(ByteSpan file, const std::string& name, const Scan& scan, int reduction)
{
    JpegReader reader;
    if (!reader.begin(file, reduction)) {
        return damaged(name, reader.complaint());
    }
    RawPicture picture{Grid<Rgb>(reader.width(), reader.height()), {}};
    if (reader.isCmyk()) {
        const CmykConverter converter(scan.icc);
        std::vector<std::uint8_t> row(4 * static_cast<std::size_t>(reader.width()));
        if (!reader.readCmykRows(picture.pixels.data(), row.data(), converter)) {
            return damaged(name, reader.complaint());
        }
        return picture;
    }
    if (!reader.readRows(picture.pixels.data())) {
        return damaged(name, reader.complaint());
    }
    picture.icc = scan.icc;
    return picture;
}

}  // namespace cicatrix::image

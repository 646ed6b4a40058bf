// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/codec.h"

#include "core/image/jpeg_errors.h"
#include "core/image/png_errors.h"
#include "core/image/png_reader.h"
#include "core/image/scan.h"

#include <zlib.h>

#include <cstdlib>
#include <new>

namespace cicatrix::image {

namespace {

Error outOfMemory() { return {ErrorKind::OutOfMemory, {}, "memory ran out while encoding a picture; close other programs"}; }

/// libpng into memory. Errors leave by longjmp, so `write` holds no objects.
class PngWriter {
public:
    PngWriter()
    {
        m_png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &m_errors, &PngErrors::error, &PngErrors::warning);
        m_info = m_png != nullptr ? png_create_info_struct(m_png) : nullptr;
        if (m_info == nullptr) {
            png_destroy_write_struct(&m_png, &m_info);
            throw std::bad_alloc();
        }
    }
    ~PngWriter() { png_destroy_write_struct(&m_png, &m_info); }
    PngWriter(const PngWriter&) = delete;
    PngWriter& operator=(const PngWriter&) = delete;

    /// Level 1: runs alone for label maps (`Z_RLE`), which are mostly flat; the usual search for photos.
    bool write(int width, int height, int channels, const std::uint8_t* values)
    {
        if (setjmp(png_jmpbuf(m_png)) != 0) {
            return false;
        }
        png_set_write_fn(m_png, &m_out, &append, nullptr);
        png_set_IHDR(m_png, m_info, static_cast<png_uint_32>(width), static_cast<png_uint_32>(height), 8,
                     channels == 1 ? PNG_COLOR_TYPE_GRAY : PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                     PNG_FILTER_TYPE_DEFAULT);
        png_set_compression_level(m_png, Z_BEST_SPEED);
        png_set_compression_strategy(m_png, channels == 1 ? Z_RLE : Z_FILTERED);
        png_set_filter(m_png, PNG_FILTER_TYPE_BASE, channels == 1 ? PNG_FILTER_NONE : PNG_FILTER_SUB);
        png_set_compression_buffer_size(m_png, 1 << 17);
        png_write_info(m_png, m_info);
        for (int y = 0; y < height; ++y) {
            png_write_row(m_png, values + static_cast<std::size_t>(y) * static_cast<std::size_t>(width) *
                                              static_cast<std::size_t>(channels));
        }
        png_write_end(m_png, nullptr);
        return true;
    }
    [[nodiscard]] Bytes take() { return std::move(m_out); }

private:
    static void append(png_structp png, png_bytep data, png_size_t count)
    {
        auto* out = static_cast<Bytes*>(png_get_io_ptr(png));
        const auto* first = reinterpret_cast<const std::byte*>(data);
        bool stored = true;
        try {
            out->insert(out->end(), first, first + count);
        } catch (const std::bad_alloc&) {
            stored = false;
        }
        if (!stored) {
            png_error(png, "memory ran out");
        }
    }

    Bytes m_out;
    PngErrors m_errors;
    png_structp m_png = nullptr;
    png_infop m_info = nullptr;
};

Result<Bytes> writePng(int width, int height, int channels, const void* values)
{
    try {
        PngWriter writer;
        if (width < 1 || height < 1 || !writer.write(width, height, channels, static_cast<const std::uint8_t*>(values))) {
            return Error{ErrorKind::Usage,
                         {},
                         "a picture of " + std::to_string(width) + " x " + std::to_string(height) + " cannot be a PNG"};
        }
        return writer.take();
    } catch (const std::bad_alloc&) {
        return outOfMemory();
    }
}

/// libjpeg into memory of malloc's.
class JpegWriter {
public:
    JpegWriter()
    {
        m_codec.err = m_errors.start();
        jpeg_create_compress(&m_codec);
    }
    ~JpegWriter()
    {
        jpeg_destroy_compress(&m_codec);
        std::free(m_out);
    }
    JpegWriter(const JpegWriter&) = delete;
    JpegWriter& operator=(const JpegWriter&) = delete;

    bool write(const Grid<Rgb>& picture, int quality)
    {
        if (setjmp(m_errors.escape) != 0) {
            return false;
        }
        jpeg_mem_dest(&m_codec, &m_out, &m_size);
        m_codec.image_width = static_cast<JDIMENSION>(picture.width());
        m_codec.image_height = static_cast<JDIMENSION>(picture.height());
        m_codec.input_components = 3;
        m_codec.in_color_space = JCS_EXT_RGB;
        jpeg_set_defaults(&m_codec);
        jpeg_set_quality(&m_codec, quality, TRUE);
        constexpr int kFullColour = 90;
        m_codec.comp_info[0].h_samp_factor = m_codec.comp_info[0].v_samp_factor = quality < kFullColour ? 2 : 1;
        jpeg_start_compress(&m_codec, TRUE);
        for (int y = 0; y < picture.height(); ++y) {
            auto* row = const_cast<JSAMPROW>(reinterpret_cast<const JSAMPLE*>(picture.row(y).data()));
            jpeg_write_scanlines(&m_codec, &row, 1);
        }
        jpeg_finish_compress(&m_codec);
        return true;
    }
    [[nodiscard]] Bytes bytes() const
    {
        const auto* first = reinterpret_cast<const std::byte*>(m_out);
        return {first, first + m_size};
    }
    [[nodiscard]] std::string complaint() const { return m_errors.message.data(); }

private:
    jpeg_compress_struct m_codec{};
    JpegErrors m_errors;
    unsigned char* m_out = nullptr;
    unsigned long m_size = 0;
};

/// One byte a pixel out of `channels` equal ones.
Result<Grid<std::uint8_t>> joinChannels(const std::vector<std::uint8_t>& values, int width, std::size_t channels,
                                        const std::string& name)
{
    const std::size_t colours = channels >= 3 ? 3 : 1;
    std::vector<std::uint8_t> joined(values.size() / channels);
    for (std::size_t i = 0; i < joined.size(); ++i) {
        joined[i] = values[i * channels];
        for (std::size_t c = 1; c < colours; ++c) {
            if (values[i * channels + c] != joined[i]) {
                return refusal(name,
                               "a mask has one value a pixel, but this is a colour picture; save it as an 8-bit grey PNG");
            }
        }
    }
    const int height = static_cast<int>(joined.size() / static_cast<std::size_t>(width));
    return Grid<std::uint8_t>(width, height, std::move(joined));
}

Result<Grid<std::uint8_t>> readMask(ByteSpan file, const std::string& name)
{
    CICATRIX_ASSIGN(const Format format, detectFormat(file, name));
    if (format != Format::Png) {
        return refusal(name, "a mask must be an 8-bit PNG, this is " + formatKey(format));
    }
    CICATRIX_ASSIGN(const Scan scan, scanPng(file, name));
    PngReader reader(file);
    if (!reader.begin(PngReader::Want::Stored)) {
        return damaged(name, reader.complaint());
    }
    if (reader.bits() > 8) {
        return refusal(name, "a mask must have 8 bits a pixel, this has 16; save it as an 8-bit grey PNG");
    }
    const std::size_t rowBytes = reader.rowBytes();
    const auto channels = static_cast<std::size_t>(reader.channels());
    if (rowBytes != channels * static_cast<std::size_t>(scan.width)) {
        return damaged(name, "its pixels cannot be read");
    }
    std::vector<std::uint8_t> values(rowBytes * static_cast<std::size_t>(scan.height));
    std::vector<png_bytep> rows;
    for (std::size_t y = 0; y < static_cast<std::size_t>(scan.height); ++y) {
        rows.push_back(values.data() + y * rowBytes);
    }
    if (!reader.read(rows.data())) {
        return damaged(name, reader.complaint());
    }
    if (channels == 1) {
        return Grid<std::uint8_t>(scan.width, scan.height, std::move(values));
    }
    return joinChannels(values, scan.width, channels, name);
}

}  // namespace

Result<Grid<std::uint8_t>> decodeMask(std::span<const std::byte> file, const std::string& name)
{
    try {
        return readMask(file, name);
    } catch (const std::bad_alloc&) {
        return Error{ErrorKind::OutOfMemory, name, "memory ran out while decoding the mask; close other programs"};
    }
}

Result<Bytes> encodePng(const Grid<std::uint8_t>& values)
{
    return writePng(values.width(), values.height(), 1, values.data());
}

Result<Bytes> encodePng(const Grid<Rgb>& picture) { return writePng(picture.width(), picture.height(), 3, picture.data()); }

Result<Bytes> encodeJpeg(const Grid<Rgb>& picture, int quality)
{
    try {
        JpegWriter writer;
        if (picture.empty() || !writer.write(picture, quality)) {
            return Error{ErrorKind::Usage, {}, "the picture cannot be a JPEG: " + writer.complaint()};
        }
        return writer.bytes();
    } catch (const std::bad_alloc&) {
        return outOfMemory();
    }
}

}  // namespace cicatrix::image

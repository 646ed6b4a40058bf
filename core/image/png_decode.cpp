// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/png_reader.h"

#include "core/image/decode.h"
#include "core/image/limits.h"

#include <cstring>
#include <new>

namespace cicatrix::image {

PngReader::PngReader(ByteSpan file) : m_left(file)
{
    m_png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &m_errors, &PngErrors::error, &PngErrors::warning);
    m_info = m_png != nullptr ? png_create_info_struct(m_png) : nullptr;
    if (m_info == nullptr) {
        png_destroy_read_struct(&m_png, &m_info, nullptr);
        throw std::bad_alloc();
    }
    png_set_read_fn(m_png, &m_left, [](png_structp png, png_bytep out, png_size_t count) {
        auto* left = static_cast<ByteSpan*>(png_get_io_ptr(png));
        if (count > left->size()) {
            png_error(png, "it ends too early");
        }
        std::memcpy(out, left->data(), count);
        *left = left->subspan(count);
    });
}

PngReader::~PngReader() { png_destroy_read_struct(&m_png, &m_info, nullptr); }

bool PngReader::begin(Want want)
{
    if (setjmp(png_jmpbuf(m_png)) != 0) {
        return false;
    }
    // Only the picture and its profile are of interest: texts and the like are skipped unread.
    constexpr png_byte kProfile[] = {'i', 'C', 'C', 'P', 0};
    png_set_keep_unknown_chunks(m_png, PNG_HANDLE_CHUNK_NEVER, nullptr, -1);
    png_set_keep_unknown_chunks(m_png, PNG_HANDLE_CHUNK_AS_DEFAULT, kProfile, 1);
    png_set_chunk_malloc_max(m_png, kMaxProfileBytes);
    png_set_user_limits(m_png, kMaxSide, kMaxSide);
    png_read_info(m_png, m_info);
    if (want == Want::Rgb) {
        png_set_expand(m_png);
        png_set_scale_16(m_png);
        png_set_gray_to_rgb(m_png);
        png_color_16 white{};
        white.red = white.green = white.blue = white.gray = 0xff;
        if (bits() == 16) {
            white.red = white.green = white.blue = white.gray = 0xffff;
        }
        png_set_background(m_png, &white, PNG_BACKGROUND_GAMMA_SCREEN, 0, 1.0);
    } else {
        png_set_packing(m_png);
    }
    png_set_interlace_handling(m_png);
    png_read_update_info(m_png, m_info);
    return true;
}

Bytes PngReader::profile() const
{
    png_charp label = nullptr;
    int compression = 0;
    png_bytep data = nullptr;
    png_uint_32 size = 0;
    if (png_get_iCCP(m_png, m_info, &label, &compression, &data, &size) == 0) {
        return {};
    }
    const auto* first = reinterpret_cast<const std::byte*>(data);
    return {first, first + size};
}

bool PngReader::read(png_bytepp rows)
{
    if (setjmp(png_jmpbuf(m_png)) != 0) {
        return false;
    }
    m_errors.strict = true;
    png_read_image(m_png, rows);
    png_read_end(m_png, nullptr);
    return true;
}

Result<RawPicture> decodePng(ByteSpan file, const std::string& name, const Scan& scan)
{
    PngReader reader(file);
    if (!reader.begin(PngReader::Want::Rgb)) {
        return damaged(name, reader.complaint());
    }
    RawPicture picture{Grid<Rgb>(scan.width, scan.height), reader.profile()};
    if (reader.width() != scan.width || reader.height() != scan.height ||
        reader.rowBytes() != 3 * static_cast<std::size_t>(scan.width)) {
        return damaged(name, "its pixels cannot be brought to RGB");
    }
    std::vector<png_bytep> rows(static_cast<std::size_t>(scan.height));
    for (int y = 0; y < scan.height; ++y) {
        rows[static_cast<std::size_t>(y)] = reinterpret_cast<png_bytep>(picture.pixels.row(y).data());
    }
    if (!reader.read(rows.data())) {
        return damaged(name, reader.complaint());
    }
    return picture;
}

}  // namespace cicatrix::image

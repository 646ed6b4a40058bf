// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/decode.h"
#include "core/image/limits.h"

#include <tiffio.h>

#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <memory>
#include <vector>

namespace cicatrix::image {

namespace {

/// The file in memory as libtiff reads it, and what libtiff complained about; nothing is printed.
struct TiffSource {
    ByteSpan file;
    toff_t at = 0;
    bool strict = false;  ///< warnings count once the pixels are read; before they are about unknown tags
    bool failed = false;
    std::string complaint;

    static int complain(TIFF*, void* self, const char*, const char* format, va_list arguments)
    {
        auto* source = static_cast<TiffSource*>(self);
        char text[160] = "";
        std::vsnprintf(text, sizeof text, format, arguments);
        source->failed = true;
        source->complaint = text;
        return 1;
    }
    static int warn(TIFF* tiff, void* self, const char* module, const char* format, va_list arguments)
    {
        return static_cast<TiffSource*>(self)->strict ? complain(tiff, self, module, format, arguments) : 1;
    }
    static tmsize_t read(thandle_t self, void* out, tmsize_t count)
    {
        auto* source = reinterpret_cast<TiffSource*>(self);
        const ByteSpan part = ByteReader(source->file).part(source->at, static_cast<std::size_t>(count));
        std::copy(part.begin(), part.end(), static_cast<std::byte*>(out));
        source->at += part.size();
        return static_cast<tmsize_t>(part.size());
    }
    static toff_t seek(thandle_t self, toff_t offset, int whence)
    {
        auto* source = reinterpret_cast<TiffSource*>(self);
        source->at = whence == SEEK_SET ? offset : whence == SEEK_CUR ? source->at + offset : source->file.size() + offset;
        return source->at;
    }
};

using Tiff = std::unique_ptr<TIFF, decltype([](TIFF* tiff) { TIFFClose(tiff); })>;

Tiff openTiff(TiffSource& source)
{
    const std::unique_ptr<TIFFOpenOptions, decltype([](TIFFOpenOptions* options) { TIFFOpenOptionsFree(options); })> options(
        TIFFOpenOptionsAlloc());
    TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(), 4 * kMaxPixels + 4 * kMaxSide * 16);
    TIFFOpenOptionsSetErrorHandlerExtR(options.get(), &TiffSource::complain, &source);
    TIFFOpenOptionsSetWarningHandlerExtR(options.get(), &TiffSource::warn, &source);
    // "m": no memory mapping; "h": the directory is read, nothing else.
    return Tiff(TIFFClientOpenExt(
        "photo", "rm", reinterpret_cast<thandle_t>(&source), &TiffSource::read,
        [](thandle_t, void*, tmsize_t) -> tmsize_t { return 0; }, &TiffSource::seek, [](thandle_t) { return 0; },
        [](thandle_t self) -> toff_t { return reinterpret_cast<TiffSource*>(self)->file.size(); },
        [](thandle_t, void**, toff_t*) { return 0; }, [](thandle_t, void*, toff_t) {}, options.get()));
}

/// Rows that are decoded together: a strip or a row of tiles.
int blockRows(TIFF* tiff, int height)
{
    std::uint32_t rows = 0;
    const bool known = TIFFIsTiled(tiff) != 0 ? TIFFGetField(tiff, TIFFTAG_TILELENGTH, &rows) != 0
                                              : TIFFGetFieldDefaulted(tiff, TIFFTAG_ROWSPERSTRIP, &rows) != 0;
    return !known || rows == 0 || rows > static_cast<std::uint32_t>(height) ? height : static_cast<int>(rows);
}

void overWhite(const std::vector<std::uint32_t>& raster, std::span<Rgb> out)
{
    for (std::size_t i = 0; i < out.size(); ++i) {
        const std::uint32_t pixel = raster[i];
        // libtiff multiplies the colours by alpha already.
        const auto channel = [veil = 255 - TIFFGetA(pixel)](std::uint32_t value) {
            return static_cast<std::uint8_t>(std::min<std::uint32_t>(255, value + veil));
        };
        out[i] = {channel(TIFFGetR(pixel)), channel(TIFFGetG(pixel)), channel(TIFFGetB(pixel))};
    }
}

struct ImageEnd {
    void operator()(TIFFRGBAImage* image) const { TIFFRGBAImageEnd(image); }
};

}  // namespace

Result<RawPicture> decodeTiff(ByteSpan file, const std::string& name, const Scan& scan)
{
    TiffSource source{file, 0, false, false, {}};
    const Tiff tiff = openTiff(source);
    if (!tiff) {
        return damaged(name, source.complaint);
    }
    char reason[1024] = "";
    TIFFRGBAImage state{};
    if (TIFFRGBAImageOK(tiff.get(), reason) == 0 || TIFFRGBAImageBegin(&state, tiff.get(), 1, reason) == 0) {
        return refusal(name, std::string("this kind of TIFF is not read (") + reason + "); export it as PNG");
    }
    const std::unique_ptr<TIFFRGBAImage, ImageEnd> image(&state);
    if (image->width != static_cast<std::uint32_t>(scan.width) || image->height != static_cast<std::uint32_t>(scan.height)) {
        return damaged(name, "it contradicts itself about its size");
    }
    image->orientation = image->req_orientation = ORIENTATION_TOPLEFT;
    source.strict = true;
    RawPicture picture{Grid<Rgb>(scan.width, scan.height), scan.icc};
    const int rows = blockRows(tiff.get(), scan.height);
    std::vector<std::uint32_t> raster(static_cast<std::size_t>(rows) * static_cast<std::size_t>(scan.width));
    for (int y = 0; y < scan.height; y += rows) {
        const int count = std::min(rows, scan.height - y);
        image->row_offset = y;
        const bool read = TIFFRGBAImageGet(image.get(), raster.data(), image->width, static_cast<std::uint32_t>(count)) != 0;
        if (!read || source.failed) {
            return damaged(name, source.complaint.empty() ? "its pixels cannot be read" : source.complaint);
        }
        overWhite(raster,
                  {picture.pixels.row(y).data(), static_cast<std::size_t>(count) * static_cast<std::size_t>(scan.width)});
    }
    return picture;
}

}  // namespace cicatrix::image

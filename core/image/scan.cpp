// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/scan.h"

#include "core/image/limits.h"

#include <array>
#include <utility>

namespace cicatrix::image {

namespace {

using namespace std::string_view_literals;

/// Brands that libheif decodes as HEVC pictures; AVIF and film brands are not among them.
constexpr std::array kHeicBrands{"heic"sv, "heix"sv, "heim"sv, "heis"sv, "hevc"sv, "hevx"sv};

bool isHeic(const ByteReader& file)
{
    if (!file.startsWith("ftyp"sv, 4)) {
        return false;
    }
    const std::size_t size = std::min<std::size_t>(file.u32(0), 256);
    for (std::size_t at = 8; at + 4 <= size; at += 4) {
        for (const std::string_view brand : kHeicBrands) {
            if (at != 12 && file.startsWith(brand, at)) {
                return true;
            }
        }
    }
    return false;
}

/// Names of what people try by mistake, for the message.
std::string foreignName(const ByteReader& file)
{
    constexpr std::array<std::pair<std::string_view, const char*>, 12> kForeign{{
        {"GIF8"sv, "a GIF picture"},
        {"%PDF"sv, "a PDF document"},
        {"PK\x03\x04"sv, "a zip archive or office document"},
        {"\x1f\x8b"sv, "a gzip archive"},
        {"<svg"sv, "an SVG drawing"},
        {"<?xml"sv, "an XML or SVG file"},
        {"8BPS"sv, "a Photoshop document"},
        {"\0\0\0\x0cjP  "sv, "a JPEG 2000 picture"},
        {"v/1\x01"sv, "an OpenEXR picture"},
        {"II\x2b\0"sv, "a BigTIFF picture"},
        {"MM\0\x2b"sv, "a BigTIFF picture"},
        {"\xff\x0a"sv, "a JPEG XL picture"},
    }};
    for (const auto& [magic, what] : kForeign) {
        if (file.startsWith(magic)) {
            return what;
        }
    }
    if (file.startsWith("DICM"sv, 128)) {
        return "a DICOM object";
    }
    if (file.startsWith("ftyp"sv, 4)) {
        return file.startsWith("avif"sv, 8) ? "an AVIF picture" : "a film or another kind of ISO media file";
    }
    return "no picture that this program knows";
}

}  // namespace

std::string formatKey(Format format)
{
    constexpr std::array<const char*, 6> kKeys{"jpeg", "png", "tiff", "bmp", "webp", "heic"};
    return kKeys.at(static_cast<std::size_t>(format));
}

Error refusal(const std::string& name, const std::string& reason) { return {ErrorKind::BadInput, name, reason}; }

Error truncated(const std::string& name)
{
    return refusal(name, "the picture is cut off before its end; copy it from the camera again");
}

Error damaged(const std::string& name, const std::string& what)
{
    return refusal(name, "the picture is damaged (" + what + "); copy it from the camera again");
}

Result<void> checkSize(std::int64_t width, std::int64_t height, ByteSpan file, const std::string& name)
{
    const std::string size = std::to_string(width) + " x " + std::to_string(height);
    if (width < 1 || height < 1) {
        return damaged(name, "it claims a size of " + size);
    }
    if (width > kMaxSide || height > kMaxSide || width * height > kMaxPixels) {
        return refusal(name, "the picture is too large (" + size +
                                 "; at most 100 megapixels and 30000 px a side); export it smaller");
    }
    if (width * height > kHarmlessPixels && width * height / kMaxPixelsPerByte > static_cast<std::int64_t>(file.size())) {
        return refusal(name,
                       "the file is far too small for a photo of " + size + " (" + std::to_string(file.size()) + " bytes)");
    }
    return {};
}

Result<Format> detectFormat(ByteSpan file, const std::string& name)
{
    const ByteReader reader(file);
    if (file.empty()) {
        return refusal(name, "the file is empty; copy it from the camera again");
    }
    if (file.size() > kMaxFileBytes) {
        return refusal(name, "the file is larger than 200 MB; export the photo smaller");
    }
    if (reader.startsWith("\xff\xd8\xff"sv)) {
        return Format::Jpeg;
    }
    if (reader.startsWith("\x89PNG\r\n\x1a\n"sv)) {
        return Format::Png;
    }
    if (reader.startsWith("II\x2a\0"sv) || reader.startsWith("MM\0\x2a"sv)) {
        return Format::Tiff;
    }
    if (reader.startsWith("BM"sv) && reader.size() >= 18 && ByteReader(file, Endian::Little).u32(14) <= 124) {
        return Format::Bmp;
    }
    if (reader.startsWith("RIFF"sv) && reader.startsWith("WEBP"sv, 8)) {
        return Format::Webp;
    }
    if (isHeic(reader)) {
        return Format::Heic;
    }
    return refusal(name, "this is " + foreignName(reader) + "; photos are read from JPEG, PNG, TIFF, BMP, WebP and HEIC files");
}

Result<Scan> scanFile(Format format, ByteSpan file, const std::string& name)
{
    switch (format) {
    case Format::Jpeg:
        return scanJpeg(file, name);
    case Format::Png:
        return scanPng(file, name);
    case Format::Tiff:
        return scanTiff(file, name);
    case Format::Bmp:
        return scanBmp(file, name);
    case Format::Webp:
        return scanWebp(file, name);
    case Format::Heic:
        return scanHeic(file, name);
    }
    return refusal(name, "unknown format");
}

}  // namespace cicatrix::image

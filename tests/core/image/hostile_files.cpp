// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/image/hostile_files.h"

#include "core/base/random.h"
#include "tests/core/image/photo_files.h"

#include <zlib.h>

#include <algorithm>

namespace photofiles {

namespace {

Bytes deflated(std::size_t size)
{
    const std::vector<Bytef> zeros(size);
    uLongf packed = compressBound(size);
    std::vector<Bytef> out(packed);
    compress2(out.data(), &packed, zeros.data(), size, 9);
    const auto* first = reinterpret_cast<const std::byte*>(out.data());
    return {first, first + packed};
}

struct PngHeader {
    std::uint32_t width = 1;
    std::uint32_t height = 1;
    unsigned bits = 8;
    unsigned colour = 2;
    unsigned interlace = 0;
};

Bytes png(const PngHeader& head, const std::vector<Bytes>& chunks)
{
    Bytes header;
    appendBig(header, head.width, 4);
    appendBig(header, head.height, 4);
    for (const unsigned value : {head.bits, head.colour, 0U, 0U, head.interlace}) {
        appendBig(header, value, 1);
    }
    Bytes out = bytesOf("\x89PNG\r\n\x1a\n");
    append(out, pngChunk("IHDR", header));
    for (const Bytes& chunk : chunks) {
        append(out, chunk);
    }
    append(out, pngChunk("IEND", {}));
    return out;
}

Bytes jpegWith(const Bytes& segment)
{
    Bytes file = photoFile("jpeg", quadrants(32, 24), {});
    file.insert(file.begin() + 2, segment.begin(), segment.end());
    return file;
}

Bytes jpegSegment(unsigned marker, const Bytes& content)
{
    Bytes out;
    appendBig(out, 0xff00 | marker, 2);
    appendBig(out, content.size() + 2, 2);
    append(out, content);
    return out;
}

/// The ordinary JPEG with its frame's numbers replaced.
Bytes jpegClaiming(unsigned width, unsigned height, unsigned frame = 0xc0)
{
    Bytes file = photoFile("jpeg", quadrants(32, 24), {});
    for (std::size_t i = 0; i + 9 < file.size(); ++i) {
        if (file[i] == std::byte{0xff} && file[i + 1] == std::byte{0xc0}) {
            Bytes claim;
            appendBig(claim, height, 2);
            appendBig(claim, width, 2);
            std::copy(claim.begin(), claim.end(), file.begin() + static_cast<std::ptrdiff_t>(i + 5));
            file[i + 1] = static_cast<std::byte>(frame);
            break;
        }
    }
    return file;
}

/// A JPEG whose last scan is repeated.
Bytes jpegWithScans(int count)
{
    Bytes file = photoFile("jpeg", quadrants(32, 24), {});
    std::size_t scan = file.size();
    for (std::size_t i = 0; i + 1 < file.size(); ++i) {
        scan = file[i] == std::byte{0xff} && file[i + 1] == std::byte{0xda} ? i : scan;
    }
    const Bytes copy(file.begin() + static_cast<std::ptrdiff_t>(scan), file.end() - 2);
    file.resize(file.size() - 2);
    for (int i = 1; i < count; ++i) {
        append(file, copy);
    }
    appendBig(file, 0xffd9, 2);
    return file;
}

struct TiffTag {
    unsigned tag;
    unsigned type;
    std::uint32_t count;
    std::uint32_t value;
};

Bytes tiff(const std::vector<TiffTag>& tags, std::uint32_t next = 0)
{
    Bytes out = bytesOf(std::string("II\x2a\0\x08\0\0\0", 8));
    appendLittle(out, tags.size(), 2);
    for (const TiffTag& tag : tags) {
        appendLittle(out, tag.tag, 2);
        appendLittle(out, tag.type, 2);
        appendLittle(out, tag.count, 4);
        appendLittle(out, tag.value, 4);
    }
    appendLittle(out, next, 4);
    out.resize(std::max<std::size_t>(out.size(), 400));
    return out;
}

std::vector<TiffTag> tiffPicture(std::uint32_t width, std::uint32_t height, std::uint32_t stripBytes)
{
    return {{256, 4, 1, width}, {257, 4, 1, height}, {258, 3, 1, 8},      {259, 3, 1, 1},         {262, 3, 1, 1},
            {273, 4, 1, 300},   {277, 3, 1, 1},      {278, 4, 1, height}, {279, 4, 1, stripBytes}};
}

Bytes exifLoop()
{
    // The EXIF pointer and the next directory both lead back to the first directory.
    Bytes block = bytesOf(std::string("Exif\0\0", 6));
    append(block, tiff({{0x112, 3, 1, 6}, {0x8769, 4, 1, 8}, {0x8825, 4, 1, 8}}, 8));
    return jpegWith(jpegSegment(0xe1, block));
}

Bytes exifHuge()
{
    Bytes block = bytesOf(std::string("Exif\0\0", 6));
    append(block, tiff({{0x10f, 2, 0xffffffff, 0x7fffffff}, {0x112, 3, 0x80000000, 8}, {0x8769, 4, 1, 0xfffffff0}}));
    return jpegWith(jpegSegment(0xe1, block));
}

Bytes bmp(std::int32_t width, std::int32_t height, unsigned bits, unsigned compression = 0)
{
    Bytes out = bytesOf("BM");
    appendLittle(out, 200, 4);
    appendLittle(out, 0, 4);
    appendLittle(out, 54, 4);
    appendLittle(out, 40, 4);
    appendLittle(out, static_cast<std::uint32_t>(width), 4);
    appendLittle(out, static_cast<std::uint32_t>(height), 4);
    appendLittle(out, 1, 2);
    appendLittle(out, bits, 2);
    appendLittle(out, compression, 4);
    out.resize(2000);
    return out;
}

void box(Bytes& to, const std::string& type, const Bytes& content)
{
    appendBig(to, content.size() + 8, 4);
    append(to, type);
    append(to, content);
}

Bytes heicHead()
{
    Bytes out;
    box(out, "ftyp", bytesOf(std::string("heic\0\0\0\0mif1heic", 16)));
    return out;
}

/// The ordinary HEIC with the first occurrence of `type`'s content changed at `offset`.
Bytes heicWith(const std::string& type, std::size_t offset, const Bytes& content)
{
    Bytes file = photoFile("heic", quadrants(64, 48), {});
    const Bytes wanted = bytesOf(type);
    const auto found = std::search(file.begin(), file.end(), wanted.begin(), wanted.end());
    if (found != file.end()) {
        std::copy(content.begin(), content.end(), found + static_cast<std::ptrdiff_t>(4 + offset));
    }
    return file;
}

Bytes rubbish(const std::string& head, std::uint64_t seed)
{
    Bytes out = bytesOf(head);
    cicatrix::SplitMix64 random(seed);
    for (int i = 0; i < 5000; ++i) {
        out.push_back(static_cast<std::byte>(random.below(256)));
    }
    return out;
}

Bytes sizes(std::uint32_t width, std::uint32_t height)
{
    Bytes out;
    appendBig(out, width, 4);
    appendBig(out, height, 4);
    return out;
}

void addPng(std::vector<HostileFile>& files)
{
    const Bytes small = pngChunk("IDAT", deflated(1000));
    files.push_back({"ihdr-65535.png", png({65535, 65535}, {small}), "too large"});
    files.push_back({"ihdr-2000000x10.png", png({2'000'000, 10}, {small}), "too large"});
    files.push_back({"ihdr-max.png", png({0x7fffffff, 0x7fffffff}, {small}), "too large"});
    files.push_back({"ihdr-zero.png", png({0, 10}, {small}), "damaged"});
    files.push_back({"bomb-400mp.png", png({20'000, 20'000}, {pngChunk("IDAT", deflated(60'000'000))}), "too large"});
    files.push_back({"bomb-99mp.png", png({10'000, 9'900}, {pngChunk("IDAT", deflated(300'000))}), "far too small"});
    files.push_back(
        {"one-bit-100mp.png", png({10'000, 10'000, 1, 0}, {pngChunk("IDAT", deflated(12'510'000))}), "far too small"});
    files.push_back({"too-few-rows.png", png({100, 100}, {pngChunk("IDAT", deflated(1000))}), "damaged"});
    files.push_back({"no-idat.png", png({10, 10}, {}), "holds no picture"});
    files.push_back({"not-zlib.png", png({100, 100}, {pngChunk("IDAT", bytesOf(std::string(500, 'x')))}), "damaged"});
    files.push_back({"bad-colour.png", png({10, 10, 3, 7}, {small}), "damaged"});
    files.push_back({"palette-missing.png", png({10, 10, 8, 3}, {small}), "damaged"});
    Bytes profile = bytesOf(std::string("x\0\0", 3));
    append(profile, deflated(100'000'000));
    files.push_back({"iccp-bomb.png", png({10, 10}, {pngChunk("iCCP", profile), pngChunk("IDAT", deflated(310))}), ""});
    Bytes text = bytesOf(std::string("x\0\0", 3));
    append(text, deflated(200'000'000));
    files.push_back({"ztxt-bomb.png", png({10, 10}, {pngChunk("zTXt", text), pngChunk("IDAT", deflated(310))}), ""});
    files.push_back({"many-chunks.png", png({10, 10}, std::vector<Bytes>(30'000, pngChunk("tEXt", {}))), "damaged"});
    Bytes longChunk = png({10, 10}, {small});
    longChunk[33] = std::byte{0x7f};
    files.push_back({"long-chunk.png", longChunk, "cut off"});
    Bytes wrongSum = png({10, 10}, {pngChunk("IDAT", deflated(310))});
    wrongSum[wrongSum.size() - 14] ^= std::byte{1};
    files.push_back({"wrong-sum.png", wrongSum, "damaged"});
}

void addJpeg(std::vector<HostileFile>& files)
{
    files.push_back({"sof-65535.jpg", jpegClaiming(65535, 65535), "too large"});
    files.push_back({"sof-zero-height.jpg", jpegClaiming(32, 0), "damaged"});
    files.push_back({"sof-9000.jpg", jpegClaiming(9000, 9000), "far too small"});
    files.push_back({"sof-900.jpg", jpegClaiming(900, 900), "damaged"});
    files.push_back({"arithmetic.jpg", jpegClaiming(32, 24, 0xc9), "arithmetic"});
    files.push_back({"lossless.jpg", jpegClaiming(32, 24, 0xc3), "lossless"});
    files.push_back({"scans-101.jpg", jpegWithScans(101), "scans"});
    files.push_back({"scans-5000.jpg", jpegWithScans(5000), "scans"});
    files.push_back({"exif-loop.jpg", exifLoop(), ""});
    files.push_back({"exif-huge-counts.jpg", exifHuge(), ""});
    files.push_back({"segment-length-0.jpg", jpegWith(bytesOf(std::string("\xff\xe5\0\0", 4))), "damaged"});
    files.push_back({"soi-only.jpg", bytesOf("\xff\xd8\xff"), "cut off"});
    files.push_back({"no-picture.jpg", bytesOf("\xff\xd8\xff\xd9"), "holds no picture"});
    files.push_back({"rubbish.jpg", rubbish("\xff\xd8\xff\xe0", 1), ""});
    files.push_back({"profile-liar.jpg",
                     jpegWith(jpegSegment(0xe2, bytesOf(std::string("ICC_PROFILE\0\x09\xff", 14) + std::string(200, 'p')))),
                     ""});
    Bytes noEnd = photoFile("jpeg", quadrants(320, 240), {});
    noEnd.resize(noEnd.size() - 2);
    files.push_back({"no-end.jpg", noEnd, "cut off"});
}

void addTiffAndBmp(std::vector<HostileFile>& files)
{
    files.push_back({"size-65535.tif", tiff(tiffPicture(65535, 65535, 100)), "too large"});
    files.push_back({"strip-outside.tif", tiff(tiffPicture(100, 100, 10'000)), "cut off"});
    files.push_back({"strip-too-short.tif", tiff(tiffPicture(100, 100, 50)), "damaged"});
    files.push_back({"next-loop.tif", tiff(tiffPicture(10, 10, 100), 8), ""});
    files.push_back({"no-tags.tif", tiff({}), "damaged"});
    files.push_back({"directory-outside.tif", bytesOf(std::string("II\x2a\0\xff\xff\xff\x7f", 8)), "cut off"});
    std::vector<TiffTag> many = tiffPicture(10, 10, 100);
    many[5].count = 0xffffffff;
    files.push_back({"strip-count-liar.tif", tiff(many), "damaged"});
    std::vector<TiffTag> packed = tiffPicture(9000, 9000, 100);
    packed[3].value = 8;
    files.push_back({"deflate-bomb.tif", tiff(packed), "far too small"});
    std::vector<TiffTag> odd = tiffPicture(10, 10, 100);
    odd[3].value = 50'000;
    files.push_back({"zstd.tif", tiff(odd), "compression"});
    files.push_back({"size-30001.bmp", bmp(30'001, 1, 24), "too large"});
    files.push_back({"height-min.bmp", bmp(10, -2147483647 - 1, 24), "too large"});
    files.push_back({"width-negative.bmp", bmp(-10, 10, 24), "damaged"});
    files.push_back({"pixels-outside.bmp", bmp(100, 100, 24), "cut off"});
    files.push_back({"bits-7.bmp", bmp(10, 10, 7), "bits a pixel"});
    files.push_back({"run-lengths.bmp", bmp(10, 10, 8, 1), "compressed BMP"});
}

void addWebpAndHeic(std::vector<HostileFile>& files)
{
    Bytes large = photoFile("webp", quadrants(64, 48), {});
    large[24] = large[25] = large[26] = std::byte{0xff};
    files.push_back({"canvas-16m.webp", large, ""});
    files.push_back({"riff-liar.webp", bytesOf(std::string("RIFF\xff\xff\xff\x7fWEBPVP8 \0\0\0\0", 20)), "cut off"});
    files.push_back({"empty.webp", bytesOf(std::string("RIFF\x0c\0\0\0WEBPVP8 \0\0\0\0", 20)), "damaged"});
    files.push_back({"rubbish.webp", rubbish(std::string("RIFF\x40\x13\0\0WEBPVP8L\x34\x13\0\0\x2f", 21), 2), "damaged"});
    files.push_back({"only-head.heic", heicHead(), "holds no picture"});
    Bytes nested = heicHead();
    Bytes inner;
    for (int depth = 0; depth < 5000; ++depth) {
        Bytes outer;
        box(outer, "meta", inner);
        inner = outer;
    }
    append(nested, inner);
    files.push_back({"nested-boxes.heic", nested, ""});
    Bytes zeroBoxes = heicHead();
    zeroBoxes.resize(zeroBoxes.size() + 100'000);
    files.push_back({"zero-size-box.heic", zeroBoxes, ""});
    files.push_back({"ispe-65535.heic", heicWith("ispe", 4, sizes(65535, 65535)), "too large"});
    files.push_back({"ispe-zero.heic", heicWith("ispe", 4, sizes(0, 0)), "damaged"});
    files.push_back({"iloc-rubbish.heic", heicWith("iloc", 4, bytesOf("\x77\x77")), "places"});
    files.push_back({"iloc-count.heic", heicWith("iloc", 6, bytesOf("\xff\xff")), ""});
    files.push_back({"hvcc-rubbish.heic", heicWith("hvcC", 30, bytesOf(std::string(20, '\x7f'))), ""});
    Bytes moov = heicHead();
    box(moov, "moov", bytesOf(std::string(100, '\0')));
    files.push_back({"film.heic", moov, "holds no picture"});
}

void addForeign(std::vector<HostileFile>& files)
{
    files.push_back({"empty.jpg", {}, "empty"});
    files.push_back({"one-byte.jpg", bytesOf("\xff"), "no picture"});
    files.push_back({"picture.gif", bytesOf("GIF89a" + std::string(100, '\1')), "GIF"});
    files.push_back({"document.pdf", bytesOf("%PDF-1.7\n"), "PDF"});
    files.push_back(
        {"drawing.svg", bytesOf("<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>"), "SVG"});
    files.push_back({"archive.zip", bytesOf(std::string("PK\x03\x04") + std::string(50, '\0')), "zip"});
    files.push_back({"photo.dcm", bytesOf(std::string(128, '\0') + "DICM" + std::string(50, '\0')), "DICOM"});
    files.push_back({"text.jpg", bytesOf("this is no picture at all"), "no picture"});
    files.push_back({"zeros.png", Bytes(100'000), "no picture"});
    files.push_back({"picture.avif",
                     bytesOf(std::string("\0\0\0\x1c"
                                         "ftypavif\0\0\0\0avifmif1miaf",
                                         28)),
                     "AVIF"});
    files.push_back({"big.tif", bytesOf(std::string("II\x2b\0\x08\0\0\0", 8)), "BigTIFF"});
}

}  // namespace

std::vector<HostileFile> hostileFiles()
{
    std::vector<HostileFile> files;
    addPng(files);
    addJpeg(files);
    addTiffAndBmp(files);
    addWebpAndHeic(files);
    addForeign(files);
    return files;
}

}  // namespace photofiles

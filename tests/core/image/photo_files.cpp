// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/image/photo_files.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <lcms2.h>
#include <libexif/exif-data.h>
#include <libheif/heif.h>
#include <tiffio.h>
#include <zlib.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>

namespace photofiles {

namespace {

cv::Mat asBgr(const Grid<Rgb>& picture)
{
    cv::Mat bgr;
    cv::cvtColor(cv::Mat(picture.height(), picture.width(), CV_8UC3, const_cast<Rgb*>(picture.data())), bgr, cv::COLOR_RGB2BGR);
    return bgr;
}

Bytes encodedByOpenCv(const std::string& extension, const Grid<Rgb>& picture, const std::vector<int>& parameters = {})
{
    std::vector<std::uint8_t> out;
    cv::imencode(extension, asBgr(picture), out, parameters);
    const auto* first = reinterpret_cast<const std::byte*>(out.data());
    return {first, first + out.size()};
}

void jpegSegment(Bytes& to, int marker, const Bytes& content)
{
    appendBig(to, 0xff00U | static_cast<unsigned>(marker), 2);
    appendBig(to, content.size() + 2, 2);
    append(to, content);
}

Bytes xmp() { return bytesOf("<x:xmpmeta>SECRETXMP</x:xmpmeta>"); }

Bytes jpegFile(const Grid<Rgb>& picture, const Extras& extras)
{
    const Bytes plain = encodedByOpenCv(".jpg", picture, {cv::IMWRITE_JPEG_QUALITY, 95});
    Bytes out(plain.begin(), plain.begin() + 2);
    if (extras.exif || extras.orientation != 1) {
        jpegSegment(out, 0xe1, exifByLibexif(extras));
    }
    if (extras.secrets) {
        Bytes packet = bytesOf(std::string("http://ns.adobe.com/xap/1.0/") + '\0');
        append(packet, xmp());
        jpegSegment(out, 0xe1, packet);
        jpegSegment(out, 0xed, bytesOf("Photoshop 3.0 SECRETTEXT"));
        jpegSegment(out, 0xfe, bytesOf("SECRETTEXT comment"));
    }
    // Two pieces, so that joining is tested.
    for (std::size_t piece = 0; !extras.icc.empty() && piece < 2; ++piece) {
        Bytes content = bytesOf(std::string("ICC_PROFILE") + '\0' + static_cast<char>(piece + 1) + '\2');
        const auto half = static_cast<std::ptrdiff_t>(extras.icc.size() / 2);
        content.insert(content.end(), piece == 0 ? extras.icc.begin() : extras.icc.begin() + half,
                       piece == 0 ? extras.icc.begin() + half : extras.icc.end());
        jpegSegment(out, 0xe2, content);
    }
    out.insert(out.end(), plain.begin() + 2, plain.end());
    if (extras.secrets) {
        append(out, "SECRETTEXT after the end");
    }
    return out;
}

Bytes pngFile(const Grid<Rgb>& picture, const Extras& extras)
{
    const Bytes plain = encodedByOpenCv(".png", picture);
    constexpr std::ptrdiff_t kAfterHeader = 8 + 25;
    Bytes out(plain.begin(), plain.begin() + kAfterHeader);
    if (!extras.icc.empty()) {
        uLongf size = compressBound(extras.icc.size());
        std::vector<Bytef> packed(size);
        compress(packed.data(), &size, reinterpret_cast<const Bytef*>(extras.icc.data()), extras.icc.size());
        Bytes content = bytesOf(std::string("profile") + '\0' + '\0');
        const auto* first = reinterpret_cast<const std::byte*>(packed.data());
        content.insert(content.end(), first, first + size);
        append(out, pngChunk("iCCP", content));
    }
    if (extras.exif || extras.orientation != 1) {
        const Bytes exif = exifByLibexif(extras);
        append(out, pngChunk("eXIf", Bytes(exif.begin() + 6, exif.end())));
    }
    if (extras.secrets) {
        append(out, pngChunk("tEXt", bytesOf(std::string("Comment") + '\0' + "SECRETTEXT")));
        append(out, pngChunk("iTXt", bytesOf(std::string("XML:com.adobe.xmp") + std::string(5, '\0') + "SECRETXMP")));
    }
    out.insert(out.end(), plain.begin() + kAfterHeader, plain.end());
    return out;
}

void webpChunk(Bytes& to, const std::string& type, const Bytes& content)
{
    append(to, type);
    appendLittle(to, content.size(), 4);
    append(to, content);
    to.resize(to.size() + content.size() % 2);
}

Bytes webpFile(const Grid<Rgb>& picture, const Extras& extras)
{
    const Bytes plain = encodedByOpenCv(".webp", picture, {cv::IMWRITE_WEBP_QUALITY, 101});
    Bytes body = bytesOf("WEBP");
    Bytes header;
    appendLittle(header, (extras.icc.empty() ? 0U : 0x20U) | (extras.exif ? 0x08U : 0U) | (extras.secrets ? 0x04U : 0U), 4);
    appendLittle(header, static_cast<unsigned>(picture.width()) - 1, 3);
    appendLittle(header, static_cast<unsigned>(picture.height()) - 1, 3);
    webpChunk(body, "VP8X", header);
    if (!extras.icc.empty()) {
        webpChunk(body, "ICCP", extras.icc);
    }
    body.insert(body.end(), plain.begin() + 12, plain.end());
    if (extras.exif || extras.orientation != 1) {
        webpChunk(body, "EXIF", exifByLibexif(extras));
    }
    if (extras.secrets) {
        webpChunk(body, "XMP ", xmp());
    }
    Bytes out = bytesOf("RIFF");
    appendLittle(out, body.size(), 4);
    append(out, body);
    return out;
}

/// libtiff into memory.
struct MemoryFile {
    Bytes bytes;
    std::size_t at = 0;

    static tmsize_t write(thandle_t self, void* data, tmsize_t count)
    {
        auto* file = reinterpret_cast<MemoryFile*>(self);
        file->bytes.resize(std::max(file->bytes.size(), file->at + static_cast<std::size_t>(count)));
        std::memcpy(file->bytes.data() + file->at, data, static_cast<std::size_t>(count));
        file->at += static_cast<std::size_t>(count);
        return count;
    }
    static tmsize_t read(thandle_t self, void* data, tmsize_t count)
    {
        auto* file = reinterpret_cast<MemoryFile*>(self);
        const std::size_t part =
            std::min(static_cast<std::size_t>(count), file->bytes.size() - std::min(file->at, file->bytes.size()));
        std::memcpy(data, file->bytes.data() + file->at, part);
        file->at += part;
        return static_cast<tmsize_t>(part);
    }
    static toff_t seek(thandle_t self, toff_t offset, int whence)
    {
        auto* file = reinterpret_cast<MemoryFile*>(self);
        file->at = whence == SEEK_SET ? offset : whence == SEEK_CUR ? file->at + offset : file->bytes.size() + offset;
        return file->at;
    }
};

void writeTiffPage(TIFF* tiff, const Grid<Rgb>& picture, const Extras& extras)
{
    TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, picture.width());
    TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, picture.height());
    TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, 8);
    TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, 3);
    TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_RGB);
    TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
    TIFFSetField(tiff, TIFFTAG_COMPRESSION, COMPRESSION_LZW);
    TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, 16);
    TIFFSetField(tiff, TIFFTAG_ORIENTATION, extras.orientation);
    if (!extras.icc.empty()) {
        TIFFSetField(tiff, TIFFTAG_ICCPROFILE, static_cast<std::uint32_t>(extras.icc.size()), extras.icc.data());
    }
    if (extras.exif) {
        TIFFSetField(tiff, TIFFTAG_MAKE, "Testmaker");
        TIFFSetField(tiff, TIFFTAG_MODEL, "Model 7");
        TIFFSetField(tiff, TIFFTAG_DATETIME, "2026:03:09 14:05:06");
    }
    if (extras.secrets) {
        const Bytes packet = xmp();
        TIFFSetField(tiff, TIFFTAG_ARTIST, "OWNERNAME");
        TIFFSetField(tiff, TIFFTAG_IMAGEDESCRIPTION, "SECRETTEXT description");
        TIFFSetField(tiff, TIFFTAG_XMLPACKET, static_cast<std::uint32_t>(packet.size()), packet.data());
    }
    for (int y = 0; y < picture.height(); ++y) {
        TIFFWriteScanline(tiff, const_cast<Rgb*>(picture.row(y).data()), static_cast<std::uint32_t>(y), 0);
    }
}

void writeTiffDirectories(TIFF* tiff)
{
    std::uint64_t exifAt = 0;
    std::uint64_t gpsAt = 0;
    TIFFCreateEXIFDirectory(tiff);
    TIFFSetField(tiff, EXIFTAG_DATETIMEORIGINAL, "2026:03:09 14:05:06");
    TIFFSetField(tiff, EXIFTAG_FOCALLENGTHIN35MMFILM, 26);
    TIFFSetField(tiff, EXIFTAG_BODYSERIALNUMBER, "SERIAL123");
    TIFFSetField(tiff, EXIFTAG_CAMERAOWNERNAME, "OWNERNAME");
    TIFFWriteCustomDirectory(tiff, &exifAt);
    TIFFFreeDirectory(tiff);
    TIFFCreateGPSDirectory(tiff);
    const double latitude[3] = {48, 12, 30};
    TIFFSetField(tiff, GPSTAG_LATITUDEREF, "N");
    TIFFSetField(tiff, GPSTAG_LATITUDE, latitude);
    TIFFWriteCustomDirectory(tiff, &gpsAt);
    TIFFFreeDirectory(tiff);
    TIFFSetDirectory(tiff, 0);
    TIFFSetField(tiff, TIFFTAG_EXIFIFD, exifAt);
    TIFFSetField(tiff, TIFFTAG_GPSIFD, gpsAt);
    TIFFRewriteDirectory(tiff);
}

Bytes tiffFile(const Grid<Rgb>& picture, const Extras& extras)
{
    MemoryFile file;
    TIFF* tiff = TIFFClientOpen(
        "memory", "w", reinterpret_cast<thandle_t>(&file), &MemoryFile::read, &MemoryFile::write, &MemoryFile::seek,
        [](thandle_t) { return 0; }, [](thandle_t self) -> toff_t { return reinterpret_cast<MemoryFile*>(self)->bytes.size(); },
        nullptr, nullptr);
    writeTiffPage(tiff, picture, extras);
    TIFFWriteDirectory(tiff);
    if (extras.secrets) {
        Extras second;
        second.secrets = true;
        writeTiffPage(tiff, quadrants(40, 30), second);
        TIFFWriteDirectory(tiff);
        writeTiffDirectories(tiff);
    }
    TIFFClose(tiff);
    return file.bytes;
}

heif_image* heifImage(const Grid<Rgb>& picture, const Extras& extras)
{
    heif_image* image = nullptr;
    heif_image_create(picture.width(), picture.height(), heif_colorspace_RGB, heif_chroma_interleaved_RGB, &image);
    heif_image_add_plane(image, heif_channel_interleaved, picture.width(), picture.height(), 8);
    int stride = 0;
    std::uint8_t* plane = heif_image_get_plane(image, heif_channel_interleaved, &stride);
    for (int y = 0; y < picture.height(); ++y) {
        std::memcpy(plane + static_cast<std::ptrdiff_t>(y) * stride, picture.row(y).data(),
                    3 * static_cast<std::size_t>(picture.width()));
    }
    if (!extras.icc.empty()) {
        heif_image_set_raw_color_profile(image, "prof", extras.icc.data(), extras.icc.size());
    }
    return image;
}

Bytes heicFile(const Grid<Rgb>& picture, const Extras& extras)
{
    heif_context* context = heif_context_alloc();
    heif_encoder* encoder = nullptr;
    Bytes out;
    if (heif_context_get_encoder_for_format(context, heif_compression_HEVC, &encoder).code == heif_error_Ok) {
        heif_encoder_set_lossy_quality(encoder, 95);
        heif_encoder_set_parameter_string(encoder, "preset", "ultrafast");
        heif_image* image = heifImage(picture, extras);
        heif_image_handle* handle = nullptr;
        heif_encoding_options* options = heif_encoding_options_alloc();
        options->image_orientation = static_cast<heif_orientation>(extras.heicTurn);
        heif_context_encode_image(context, image, encoder, options, &handle);
        heif_encoding_options_free(options);
        if (extras.exif) {
            const Bytes exif = exifByLibexif(extras);
            heif_context_add_exif_metadata(context, handle, exif.data() + 6, static_cast<int>(exif.size() - 6));
        }
        if (extras.secrets) {
            const Bytes packet = xmp();
            heif_context_add_XMP_metadata(context, handle, packet.data(), static_cast<int>(packet.size()));
        }
        heif_image_handle_release(handle);
        heif_image_release(image);
        heif_encoder_release(encoder);
        heif_writer writer{1, [](heif_context*, const void* data, std::size_t size, void* self) {
                               const auto* first = static_cast<const std::byte*>(data);
                               *static_cast<Bytes*>(self) = Bytes(first, first + size);
                               return heif_error{heif_error_Ok, heif_suberror_Unspecified, "ok"};
                           }};
        heif_context_write(context, &writer, &out);
    }
    heif_context_free(context);
    return out;
}

/// One entry of libexif; `data` already in the block's byte order.
void addEntry(ExifData* data, ExifIfd ifd, int tag, ExifFormat format, unsigned long count, const Bytes& value)
{
    ExifEntry* entry = exif_entry_new();
    entry->tag = static_cast<ExifTag>(tag);
    entry->format = format;
    entry->components = count;
    entry->size = static_cast<unsigned>(value.size());
    entry->data = static_cast<unsigned char*>(std::malloc(value.size()));
    std::memcpy(entry->data, value.data(), value.size());
    exif_content_add_entry(data->ifd[ifd], entry);
    exif_entry_unref(entry);
}

void addText(ExifData* data, ExifIfd ifd, int tag, const std::string& text)
{
    addEntry(data, ifd, tag, EXIF_FORMAT_ASCII, text.size() + 1, bytesOf(text + '\0'));
}

void addShort(ExifData* data, ExifIfd ifd, int tag, unsigned value)
{
    Bytes bytes;
    appendLittle(bytes, value, 2);
    addEntry(data, ifd, tag, EXIF_FORMAT_SHORT, 1, bytes);
}

void addRational(ExifData* data, ExifIfd ifd, int tag, std::vector<std::uint32_t> parts)
{
    Bytes bytes;
    for (const std::uint32_t part : parts) {
        appendLittle(bytes, part, 4);
    }
    addEntry(data, ifd, tag, EXIF_FORMAT_RATIONAL, parts.size() / 2, bytes);
}

void addSecrets(ExifData* data)
{
    addText(data, EXIF_IFD_0, 0x013b, "OWNERNAME");
    addText(data, EXIF_IFD_0, 0x8298, "OWNERNAME");
    addText(data, EXIF_IFD_EXIF, 0xa430, "OWNERNAME");
    addText(data, EXIF_IFD_EXIF, 0xa431, "SERIAL123");
    addText(data, EXIF_IFD_EXIF, 0xa435, "LENSSERIAL");
    addEntry(data, EXIF_IFD_EXIF, 0x927c, EXIF_FORMAT_UNDEFINED, 15, bytesOf("MAKERNOTE12345\0"));
    addText(data, EXIF_IFD_GPS, 1, "N");
    addRational(data, EXIF_IFD_GPS, 2, {48, 1, 12, 1, 3055, 100});
    const std::string thumbnail = "\xff\xd8THUMBNAIL\xff\xd9";
    data->data = static_cast<unsigned char*>(std::malloc(thumbnail.size()));
    std::memcpy(data->data, thumbnail.data(), thumbnail.size());
    data->size = static_cast<unsigned>(thumbnail.size());
}

}  // namespace

Bytes exifByLibexif(const Extras& extras)
{
    ExifData* data = exif_data_new();
    exif_data_set_byte_order(data, EXIF_BYTE_ORDER_INTEL);
    addShort(data, EXIF_IFD_0, 0x0112, static_cast<unsigned>(extras.orientation));
    if (extras.exif) {
        addText(data, EXIF_IFD_0, 0x010f, "Testmaker");
        addText(data, EXIF_IFD_0, 0x0110, "Model 7");
        addText(data, EXIF_IFD_EXIF, 0x9003, "2026:03:09 14:05:06");
        addRational(data, EXIF_IFD_EXIF, 0x829a, {1, 125});
        addRational(data, EXIF_IFD_EXIF, 0x920a, {425, 100});
        addRational(data, EXIF_IFD_EXIF, 0x9206, {12, 100});
        addShort(data, EXIF_IFD_EXIF, 0xa405, 26);
    }
    if (extras.secrets) {
        addSecrets(data);
    }
    unsigned char* raw = nullptr;
    unsigned size = 0;
    exif_data_save_data(data, &raw, &size);
    const auto* first = reinterpret_cast<const std::byte*>(raw);
    Bytes bytes(first, first + size);
    std::free(raw);
    exif_data_unref(data);
    return bytes;
}

Bytes displayP3()
{
    const cmsCIExyY white{0.3127, 0.3290, 1.0};
    const cmsCIExyYTRIPLE primaries{{0.680, 0.320, 1.0}, {0.265, 0.690, 1.0}, {0.150, 0.060, 1.0}};
    const cmsFloat64Number curve[5] = {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};
    cmsToneCurve* tone = cmsBuildParametricToneCurve(nullptr, 4, curve);
    cmsToneCurve* tones[3] = {tone, tone, tone};
    cmsHPROFILE profile = cmsCreateRGBProfile(&white, &primaries, tones);
    cmsUInt32Number size = 0;
    cmsSaveProfileToMem(profile, nullptr, &size);
    Bytes bytes(size);
    cmsSaveProfileToMem(profile, bytes.data(), &size);
    cmsCloseProfile(profile);
    cmsFreeToneCurve(tone);
    return bytes;
}

Grid<Rgb> quadrants(int width, int height)
{
    Grid<Rgb> picture(width, height);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const bool right = x >= width / 2;
            const bool low = y >= height / 2;
            const auto shade = static_cast<std::uint8_t>(60 * x / width + 40 * y / height);
            picture.at(x, y) = right ? low ? Rgb{200, 180, shade} : Rgb{shade, 190, 60}
                               : low ? Rgb{40, shade, 180}
                                     : Rgb{210, 60, shade};
        }
    }
    return picture;
}

Bytes photoFile(const std::string& format, const Grid<Rgb>& picture, const Extras& extras)
{
    if (format == "jpeg") {
        return jpegFile(picture, extras);
    }
    if (format == "png") {
        return pngFile(picture, extras);
    }
    if (format == "webp") {
        return webpFile(picture, extras);
    }
    if (format == "tiff") {
        return tiffFile(picture, extras);
    }
    return format == "heic" ? heicFile(picture, extras) : encodedByOpenCv(".bmp", picture);
}

Bytes pngChunk(const std::string& type, const Bytes& content)
{
    Bytes body = bytesOf(type);
    append(body, content);
    Bytes out;
    appendBig(out, content.size(), 4);
    append(out, body);
    appendBig(out, crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size())), 4);
    return out;
}

Bytes bytesOf(const std::string& text)
{
    const auto* first = reinterpret_cast<const std::byte*>(text.data());
    return {first, first + text.size()};
}

void append(Bytes& to, const Bytes& from) { to.insert(to.end(), from.begin(), from.end()); }

void append(Bytes& to, const std::string& text) { append(to, bytesOf(text)); }

void appendBig(Bytes& to, std::uint64_t value, int count)
{
    for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) {
        to.push_back(static_cast<std::byte>(value >> shift & 0xff));
    }
}

void appendLittle(Bytes& to, std::uint64_t value, int count)
{
    for (int i = 0; i < count; ++i) {
        to.push_back(static_cast<std::byte>(value >> (8 * i) & 0xff));
    }
}

bool contains(const Bytes& bytes, const std::string& text)
{
    const Bytes wanted = bytesOf(text);
    return std::search(bytes.begin(), bytes.end(), wanted.begin(), wanted.end()) != bytes.end();
}

}  // namespace photofiles

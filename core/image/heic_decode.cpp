// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/colour.h"
#include "core/image/decode.h"
#include "core/image/limits.h"

#include <libheif/heif.h>

#include <cstring>
#include <memory>

namespace cicatrix::image {

namespace {

using Context = std::unique_ptr<heif_context, decltype([](heif_context* context) { heif_context_free(context); })>;
using Handle =
    std::unique_ptr<heif_image_handle, decltype([](heif_image_handle* handle) { heif_image_handle_release(handle); })>;
using Image = std::unique_ptr<heif_image, decltype([](heif_image* image) { heif_image_release(image); })>;
using Options = std::unique_ptr<heif_decoding_options,
                                decltype([](heif_decoding_options* options) { heif_decoding_options_free(options); })>;

Error heifError(const std::string& name, const heif_error& error)
{
    if (error.code == heif_error_Memory_allocation_error) {
        return {ErrorKind::OutOfMemory, name, "memory ran out while decoding the HEIC photo; close other programs"};
    }
    return damaged(name, error.message != nullptr ? error.message : "HEIC");
}

/// The ICC profile, or one made from the coded primaries, or none (sRGB).
Bytes colourProfile(const heif_image_handle* handle)
{
    if (const std::size_t size = heif_image_handle_get_raw_color_profile_size(handle); size > 0 && size <= kMaxProfileBytes) {
        Bytes profile(size);
        heif_image_handle_get_raw_color_profile(handle, profile.data());
        return profile;
    }
    heif_color_profile_nclx* coded = nullptr;
    if (heif_image_handle_get_nclx_color_profile(handle, &coded).code != heif_error_Ok || coded == nullptr) {
        return {};
    }
    Bytes profile = codedColourProfile(coded->color_primaries, coded->transfer_characteristics);
    heif_nclx_color_profile_free(coded);
    return profile;
}

Result<Grid<Rgb>> pixelsOf(const heif_image* image, ByteSpan file, const std::string& name)
{
    int stride = 0;
    const std::uint8_t* plane = heif_image_get_plane_readonly(image, heif_channel_interleaved, &stride);
    const int width = heif_image_get_width(image, heif_channel_interleaved);
    const int height = heif_image_get_height(image, heif_channel_interleaved);
    CICATRIX_TRY(checkSize(width, height, file, name));
    if (plane == nullptr || stride < 3 * width) {
        return damaged(name, "its pixels cannot be brought to RGB");
    }
    Grid<Rgb> pixels(width, height);
    for (int y = 0; y < height; ++y) {
        std::memcpy(static_cast<void*>(pixels.row(y).data()), plane + static_cast<std::ptrdiff_t>(y) * stride,
                    3 * static_cast<std::size_t>(width));
    }
    return pixels;
}

}  // namespace

Result<RawPicture> decodeHeic(ByteSpan file, const std::string& name, const Scan&)
{
    const Context context(heif_context_alloc());
    heif_context_set_maximum_image_size_limit(context.get(), kMaxSide);
    heif_error error = heif_context_read_from_memory_without_copy(context.get(), file.data(), file.size(), nullptr);
    heif_image_handle* primary = nullptr;
    if (error.code == heif_error_Ok) {
        error = heif_context_get_primary_image_handle(context.get(), &primary);
    }
    const Handle handle(primary);
    if (error.code != heif_error_Ok) {
        return heifError(name, error);
    }
    CICATRIX_TRY(checkSize(heif_image_handle_get_width(handle.get()), heif_image_handle_get_height(handle.get()), file, name));
    const Options options(heif_decoding_options_alloc());
    options->strict_decoding = 1;
    heif_image* decoded = nullptr;
    error = heif_decode_image(handle.get(), &decoded, heif_colorspace_RGB, heif_chroma_interleaved_RGB, options.get());
    const Image image(decoded);
    if (error.code != heif_error_Ok) {
        return heifError(name, error);
    }
    if (heif_image_get_decoding_warnings(decoded, 0, nullptr, 0) > 0) {
        return damaged(name, "the HEVC decoder warns");
    }
    CICATRIX_ASSIGN(Grid<Rgb> pixels, pixelsOf(image.get(), file, name));
    return RawPicture{std::move(pixels), colourProfile(handle.get())};
}

}  // namespace cicatrix::image

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <csetjmp>
#include <cstdio>

#include <png.h>

namespace cicatrix::image {

/// What libpng complained about; nothing is printed. Errors leave by longjmp through libpng's own buffer; warnings do
/// too once `strict` is set (the header's are about profiles and texts, the data's mean damage).
struct PngErrors {
    std::array<char, 128> message{};
    bool strict = false;

    static void error(png_structp png, png_const_charp text)
    {
        auto* self = static_cast<PngErrors*>(png_get_error_ptr(png));
        std::snprintf(self->message.data(), self->message.size(), "%s", text);
        png_longjmp(png, 1);
    }
    static void warning(png_structp png, png_const_charp text)
    {
        if (static_cast<PngErrors*>(png_get_error_ptr(png))->strict) {
            error(png, text);
        }
    }
};

}  // namespace cicatrix::image

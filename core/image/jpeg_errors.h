// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <csetjmp>
#include <cstddef>
#include <cstdio>

#include <jpeglib.h>
// jerror.h needs jpeglib.h before it.
#include <jerror.h>

namespace cicatrix::image {

/// libjpeg's error manager that prints nothing and leaves by longjmp at the first error or warning about the data.
struct JpegErrors {
    jpeg_error_mgr manager{};  // first member: libjpeg hands back a pointer to it
    std::jmp_buf escape{};
    std::array<char, JMSG_LENGTH_MAX> message{};

    jpeg_error_mgr* start()
    {
        jpeg_std_error(&manager);
        manager.error_exit = [](j_common_ptr codec) { leave(codec); };
        manager.emit_message = [](j_common_ptr codec, int level) {
            const int code = codec->err->msg_code;
            // Two warnings are about version numbers in headers, not about the picture.
            if (level < 0 && code != JWRN_JFIF_MAJOR && code != JWRN_ADOBE_XFORM) {
                leave(codec);
            }
        };
        manager.output_message = [](j_common_ptr) {};
        return &manager;
    }

private:
    [[noreturn]] static void leave(j_common_ptr codec)
    {
        auto* self = reinterpret_cast<JpegErrors*>(codec->err);
        codec->err->format_message(codec, self->message.data());
        std::longjmp(self->escape, 1);
    }
};

}  // namespace cicatrix::image

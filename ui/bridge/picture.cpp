// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/picture.h"

#include <memory>

namespace cicatrix::ui {

QImage view(const Photo& photo)
{
    if (photo == nullptr || photo->empty()) {
        return {};
    }
    auto owner = std::make_unique<Photo>(photo);
    const auto release = [](void* held) { delete static_cast<Photo*>(held); };
    const QImage image(reinterpret_cast<const uchar*>(photo->data()), photo->width(), photo->height(),
                       qsizetype(photo->width()) * qsizetype(sizeof(Rgb)), QImage::Format_RGB888, release, owner.get());
    if (!image.isNull()) {
        static_cast<void>(owner.release());  // now the image's, which calls `release` with it
    }
    return image;
}

}  // namespace cicatrix::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/version.h"

#include "core/image/library_version.h"
#include "core/infer/engine.h"
#include "core/store/store.h"

#include <QtGlobal>

namespace cicatrix::cli {

std::string versionText()
{
    std::string text = std::string("cicatrix-cli ") + CICATRIX_VERSION + "\ncommit " + CICATRIX_COMMIT + "\n" +
                       infer::torchVersion() + "\nQt " + qVersion() + "\nOpenCV " + image::openCvVersion() + "\nSQLite " +
                       store::sqliteVersion() + "\ndevices";
    for (const std::string& device : infer::devices()) {
        text += " " + device;
    }
    return text + "\n";
}

}  // namespace cicatrix::cli

// SPDX-License-Identifier: GPL-3.0-or-later
// The trainer has no libarchive: it reads and writes packages as folders.
#include "core/infer/package_files.h"

namespace cicatrix::infer {

Result<PackageFiles> readZip(const std::filesystem::path& path)
{
    return Error{ErrorKind::ModelRefused, path.filename().string(),
                 "is not a folder; this program takes model packages as folders"};
}

Result<Bytes> zipped(const PackageFiles&)
{
    return Error{ErrorKind::Usage, "model package",
                 "this program writes packages as folders; zip the folder's files afterwards"};
}

}  // namespace cicatrix::infer

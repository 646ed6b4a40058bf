// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>

namespace cicatrix {

/// A folder that appears whole or not at all: it is filled beside its target (".NAME.part-XXXXXX/NAME", 0700) and put in
/// its place by one rename. Destroyed before, it goes. What a killed maker left behind is cleared away when the next
/// scratch folder for the same target is made; one whose maker still lives is not touched.
class ScratchFolder {
public:
    /// `target` must be absent or an empty folder (else BadInput); the folders above it are made.
    [[nodiscard]] static Result<ScratchFolder> beside(const std::filesystem::path& target);
    ScratchFolder(ScratchFolder&& other) noexcept;
    ScratchFolder& operator=(ScratchFolder&&) = delete;
    ~ScratchFolder();

    /// The folder to fill.
    [[nodiscard]] std::filesystem::path path() const { return m_outer / m_target.filename(); }
    /// Puts the folder in the target's place, durably. The files in it must have been stored safely by who wrote them.
    Result<void> become();

private:
    ScratchFolder(std::filesystem::path target, std::filesystem::path outer, int descriptor);

    std::filesystem::path m_target;
    std::filesystem::path m_outer;
    int m_descriptor;  ///< of the outer folder, locked while its maker lives
};

}  // namespace cicatrix

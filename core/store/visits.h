// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/figures.h"
#include "core/base/warning.h"
#include "core/store/store.h"

#include <optional>
#include <string>
#include <vector>

namespace cicatrix::store {

/// A visit of one wound. It shows one analysis: the accepted one, else the newest.
struct Visit {
    VisitId id;
    WoundId wound;
    Date date;
    bool removed = false;  ///< in the bin
    std::string removedReason;
    std::string createdBy;
    Timestamp createdAt;
    int versions = 0;
    std::optional<AnalysisId> shown;
    bool accepted = false;            ///< whether a named person accepted the shown analysis
    std::optional<Estimate> areaCm2;  ///< of the shown analysis
};

/// What is known about a photo when it is filed; the scrubbed bytes lie in the vault already.
struct PhotoData {
    Sha256Hex givenSha256;  ///< of the file as it was given
    Sha256Hex vaultSha256;  ///< of the scrubbed file
    std::string name;       ///< the given file's name; personal, never part of a path
    std::string format;     ///< "jpeg", "png", "heic", …
    int width = 0;          ///< px, after orientation
    int height = 0;
    int orientation = 1;                 ///< EXIF value that was applied
    std::optional<std::string> takenAt;  ///< local ISO date-time from EXIF
    std::string camera;
    Warnings warnings;
};

struct PhotoRow {
    PhotoId id;
    VisitId visit;
    PhotoData data;
    Timestamp addedAt;
};

Result<VisitId> addVisit(WriteTransaction& write, WoundId wound, Date date);
Result<PhotoId> addPhoto(WriteTransaction& write, VisitId visit, const PhotoData& photo);

[[nodiscard]] Result<Visit> visit(const ReadTransaction& read, VisitId visit);
/// By date, then id; the bin only when asked for.
[[nodiscard]] Result<std::vector<Visit>> visits(const ReadTransaction& read, WoundId wound, bool withRemoved = false);
[[nodiscard]] Result<std::vector<PhotoRow>> photos(const ReadTransaction& read, VisitId visit);
[[nodiscard]] Result<PhotoRow> photo(const ReadTransaction& read, PhotoId photo);
/// Visits (bin left out) that hold a photo of these given bytes: the same photo filed twice.
[[nodiscard]] Result<std::vector<VisitId>> visitsOfPhoto(const ReadTransaction& read, const Sha256Hex& givenSha256);

/// Files the visit under another wound; its photo, versions and fields go along.
Result<void> moveVisit(WriteTransaction& write, VisitId visit, WoundId to);
Result<void> setVisitDate(WriteTransaction& write, VisitId visit, Date date);
/// Into the bin: no list, chart or report shows it any more.
Result<void> removeVisit(WriteTransaction& write, VisitId visit, const std::string& reason);
Result<void> restoreVisit(WriteTransaction& write, VisitId visit);

}  // namespace cicatrix::store

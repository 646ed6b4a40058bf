// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/atomic_file.h"
#include "core/report/report_data.h"

#include <filesystem>
#include <string>
#include <vector>

namespace cicatrix::report {

enum class Paper { A4, Letter };
enum class Language { English, German };

/// "a4" / "letter" and "en" / "de"; anything else is Usage.
[[nodiscard]] Result<Paper> paperFromKey(const std::string& key);
[[nodiscard]] Result<Language> languageFromKey(const std::string& key);

struct ReportOptions {
    Paper paper = Paper::A4;
    Language language = Language::English;
    Existing existing = Existing::Keep;
};

/// What the audit log keeps of a report: it names the data, not the bytes of the PDF.
struct ReportReceipt {
    std::string id;          ///< "CR-20260309-1a2b3c4d": day of making and the first digits of the hash
    std::string dataSha256;  ///< of the canonical JSON of the data, photos by their hashes
    int pages = 0;
};

/// Writes the progress report whole or not at all. Needs a QGuiApplication (offscreen will do); safe on a worker thread.
/// The same data and options give the same bytes but for dates inside the PDF's own header.
[[nodiscard]] Result<ReportReceipt> writeReport(const ReportData& data, const std::filesystem::path& path,
                                                const ReportOptions& options);

/// The identity the report will print, without drawing it.
[[nodiscard]] ReportReceipt identify(const ReportData& data);

}  // namespace cicatrix::report

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/report_data.h"
#include "core/report/sheet.h"

#include <span>
#include <string_view>

namespace cicatrix::report {

/// One section of the report. A new one is a file in pages/ and a line in pages.def.
struct Page {
    std::string_view id;
    bool (*applies)(const ReportData& data);
    void (*draw)(Sheet& sheet, const ReportData& data);
};

[[nodiscard]] std::span<const Page> reportPages();

/// Declares one section's two functions in its own namespace, so that every pages/<id>.cpp can call them alike.
#define CICATRIX_ENTRY(id)                                                                                                     \
    namespace pages::id {                                                                                                      \
    [[nodiscard]] bool applies(const ReportData& data);                                                                        \
    void draw(Sheet& sheet, const ReportData& data);                                                                           \
    }
#include "core/report/pages/pages.def"
#undef CICATRIX_ENTRY

}  // namespace cicatrix::report

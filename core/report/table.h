// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/sheet.h"

#include <QStringList>

#include <vector>

namespace cicatrix::report {

struct TableColumn {
    QString title;
    QString unit;  ///< second line of the heading, muted; may be empty
    Qt::Alignment align = Qt::AlignLeft;
};

struct TableRow {
    std::vector<QString> cells;  ///< one a column; '\n' separates lines
    bool marked = false;         ///< washed, e.g. a proposed visit
};

/// A table over the text width that breaks between rows, repeats its heading on every page, and gives each column the
/// room its content needs; where that is too much, the widest columns wrap.
void drawTable(Sheet& sheet, const std::vector<TableColumn>& columns, const std::vector<TableRow>& rows);

}  // namespace cicatrix::report

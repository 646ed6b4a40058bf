// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSqlQuery>
#include <QSqlRecord>

namespace cicatrix::store {

/// A prepared statement that is kept between its runs. Qt inside: for the two sources that run statements.
struct CachedQuery {
    explicit CachedQuery(const QSqlDatabase& database) : query(database) {}
    QSqlQuery query;
    QSqlRecord record;  ///< column names, read once
    bool busy = false;
};

}  // namespace cicatrix::store

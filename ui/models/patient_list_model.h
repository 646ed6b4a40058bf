// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clinic/overview.h"

#include <QAbstractTableModel>
#include <QPointer>

#include <vector>

namespace cicatrix::ui {

class Desk;
class Task;

/// The register as a table: pages are read on the database lane as they are scrolled to, and the answer to an older search
/// is dropped.
class PatientListModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Name, Number, Age, Wound, LastVisit, Area, SinceFirst, Flag, kColumns };
    enum Role {
        PatientRole = Qt::UserRole,  ///< PatientId::value
        WoundRole,                   ///< WoundId::value of the leading wound; 0 = none
        SparkRole,                   ///< QList<QPointF>: Julian day, cm²
        ToneRole,                    ///< int of the flag: 0 none, 1 good, 2 warning
    };

    explicit PatientListModel(Desk& desk, QObject* parent = nullptr);

    void search(const QString& text);
    /// Only patients whose leading wound carries a flag.
    void setNeedsAttention(bool only);
    /// The same search again, after a change; rows stay where they are until the answer is there.
    void refresh();
    [[nodiscard]] qlonglong registered() const { return m_registered; }
    /// Whether every match is in the table.
    [[nodiscard]] bool complete() const { return m_complete; }
    [[nodiscard]] const clinic::PatientOverview& overview(int row) const { return m_rows[std::size_t(row)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

Q_SIGNALS:
    /// An answer has come: the table shows it.
    void answered();
    void failed(const cicatrix::Error& error);

private:
    void ask(std::size_t offset, std::size_t limit);
    [[nodiscard]] QVariant text(const clinic::PatientOverview& row, int column) const;

    Desk& m_desk;
    QPointer<Task> m_task;
    std::string m_text;
    bool m_attention = false;
    bool m_complete = false;
    std::size_t m_asked = 0;  ///< patients of the register's answer that were looked at
    qlonglong m_registered = 0;
    std::vector<clinic::PatientOverview> m_rows;
};

}  // namespace cicatrix::ui

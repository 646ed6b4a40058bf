// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

namespace cicatrix::ui {

class PatientListModel;

/// The list: name strong, number quiet, the area as a sparkline, the flag as a pill.
class PatientTable : public QTableView {
    Q_OBJECT

public:
    explicit PatientTable(PatientListModel& model, QWidget* parent = nullptr);
    /// Row under the cursor; −1 without.
    [[nodiscard]] int currentRow() const;
    void selectRowQuietly(int row);

Q_SIGNALS:
    void rowChosen(int row);  ///< the current row has changed
    void rowOpened(int row);  ///< double click or Return

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
};

}  // namespace cicatrix::ui

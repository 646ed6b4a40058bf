// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/fold.h"

#include <QString>

namespace cicatrix::store {

std::string folded(std::string_view text)
{
    const QString whole = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    QString key;
    for (const QChar letter : whole.simplified().toCaseFolded().normalized(QString::NormalizationForm_KD)) {
        if (letter.category() != QChar::Mark_NonSpacing) {
            key += letter;
        }
    }
    return key.toStdString();
}

}  // namespace cicatrix::store

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/store.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cicatrix::store {

/// One item of a scale: the answers it takes are `least` … `most`, or the codes of `labels` in order from `least`.
struct ScaleItem {
    std::string_view key;
    std::string_view english;  ///< own paraphrase
    int least = 0;
    int most = 0;
    std::span<const std::string_view> labels;  ///< one for each answer
};

struct ScaleDefinition {
    std::string_view id;       ///< "push", "sinbad", "wagner", "university_of_texas", "pressure_injury", "ceap"
    std::string_view version;  ///< stored with every score
    std::string_view english;
    std::string_view source;  ///< who published it
    bool summed = false;      ///< the total is the sum of the answers; else there is none
    std::span<const ScaleItem> items;
};
[[nodiscard]] std::span<const ScaleDefinition> scaleDefinitions();
[[nodiscard]] const ScaleDefinition* scaleDefinition(std::string_view id);

/// Answers by item key; an empty answer is "not assessable", and then there is no total.
using ScaleAnswers = std::map<std::string, std::optional<int>>;

struct Score {
    std::string scale;
    std::string version;
    ScaleAnswers answers;
    std::optional<int> total;
    /// Which answers were proposed from the image, and from what ("area" → "area_cm2=8.04").
    std::map<std::string, std::string> prefilled;
    std::string by;
    Timestamp at;
};

struct ScoreInput {
    std::string scale;
    ScaleAnswers answers;
    std::map<std::string, std::string> prefilled;
};
/// Items left out are "not assessable"; unknown items and answers out of range are BadInput. A new score follows the old.
Result<void> addScore(WriteTransaction& write, VisitId visit, const ScoreInput& score);
/// The newest score of each scale.
[[nodiscard]] Result<std::vector<Score>> scores(const ReadTransaction& read, VisitId visit);

}  // namespace cicatrix::store

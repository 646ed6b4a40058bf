// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/selection.h"

#include "core/base/random.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <utility>

namespace cicatrix::train {

namespace {

bool isFusegTraining(const PackedRow& row) { return row.source == "fuseg" && row.officialSplit == "train"; }

bool isFusegValidation(const PackedRow& row) { return row.source == "fuseg" && row.officialSplit == "validation"; }

bool isTest(const PackedRow& row, const Protocol& protocol)
{
    switch (protocol.kind) {
    case ProtocolKind::Official:
        return isFusegValidation(row);
    case ProtocolKind::Clean:
        return row.ourSplit == "test";
    case ProtocolKind::Fold:
        return row.hasTissue && row.fold == protocol.fold;
    case ProtocolKind::All:
        break;
    }
    return false;
}

bool mayTrain(const PackedRow& row, const Protocol& protocol)
{
    if (row.excluded) {
        return false;
    }
    switch (protocol.kind) {
    case ProtocolKind::Official:
        return isFusegTraining(row) || (row.source != "fuseg" && row.hasTissue && row.ourSplit != "test");
    case ProtocolKind::Clean:
        return row.ourSplit == "train";
    case ProtocolKind::Fold:
        return row.fold != protocol.fold;
    case ProtocolKind::All:
        break;
    }
    return true;
}

/// Whether a training row may share its group with a reported photo.
bool mayShareLimb(const PackedRow& row, const Protocol& protocol)
{
    return protocol.kind == ProtocolKind::Official && isFusegTraining(row);
}

std::set<std::string> groupsOf(const std::vector<PackedRow>& rows, const std::vector<std::size_t>& indices)
{
    std::set<std::string> groups;
    for (const std::size_t index : indices) {
        groups.insert(rows[index].group);
    }
    return groups;
}

/// Moves whole groups from `train` to `validation`, in an order that only the seed decides, until the fraction is
/// reached; groups with and without a tissue mask are drawn apart, so that the hold-out can judge both tasks.
void holdOut(const std::vector<PackedRow>& rows, double fraction, std::uint64_t seed, Selection& selection)
{
    std::set<std::string> tissueGroups;
    for (const std::size_t index : selection.train) {
        if (rows[index].hasTissue) {
            tissueGroups.insert(rows[index].group);
        }
    }
    std::set<std::string> held;
    for (const bool withTissue : {true, false}) {
        std::map<std::string, std::size_t> sizes;
        std::size_t total = 0;
        for (const std::size_t index : selection.train) {
            if (tissueGroups.contains(rows[index].group) == withTissue) {
                ++sizes[rows[index].group];
                ++total;
            }
        }
        std::vector<std::pair<std::uint64_t, std::string>> order;
        for (const auto& [group, size] : sizes) {
            order.emplace_back(SplitMix64(fnv1a64(std::to_string(seed + 1) + ":" + group)).next(), group);
        }
        std::sort(order.begin(), order.end());
        const auto wanted = static_cast<std::size_t>(fraction * static_cast<double>(total) + 0.5);
        std::size_t taken = 0;
        for (const auto& [key, group] : order) {
            if (taken + sizes[group] <= wanted) {
                taken += sizes[group];
                held.insert(group);
            }
        }
    }
    std::vector<std::size_t> kept;
    for (const std::size_t index : selection.train) {
        (held.contains(rows[index].group) ? selection.validation : kept).push_back(index);
    }
    selection.train = std::move(kept);
}

}  // namespace

Result<Protocol> Protocol::parse(std::string_view text)
{
    if (text == "official") {
        return Protocol{ProtocolKind::Official};
    }
    if (text == "clean") {
        return Protocol{ProtocolKind::Clean};
    }
    if (text == "all") {
        return Protocol{ProtocolKind::All};
    }
    constexpr std::string_view kFold = "fold:";
    if (text.starts_with(kFold)) {
        Protocol protocol{ProtocolKind::Fold};
        const char* end = text.data() + text.size();
        const auto [stop, code] = std::from_chars(text.data() + kFold.size(), end, protocol.fold);
        if (code == std::errc{} && stop == end && protocol.fold >= 0) {
            return protocol;
        }
    }
    return Error{ErrorKind::Usage, std::string(text), "is no protocol; use official, clean, fold:K or all"};
}

Result<Selection> select(const std::vector<PackedRow>& rows, const Protocol& protocol, double validationFraction,
                         std::uint64_t seed)
{
    Selection selection;
    std::set<std::string> testGroups;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (isTest(rows[i], protocol)) {
            selection.test.push_back(i);
            testGroups.insert(rows[i].group);
        }
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const PackedRow& row = rows[i];
        if (isTest(row, protocol)) {
            continue;
        }
        if (protocol.kind == ProtocolKind::Clean && row.ourSplit == "val" && !row.excluded) {
            selection.validation.push_back(i);
        } else if (mayTrain(row, protocol) && (!testGroups.contains(row.group) || mayShareLimb(row, protocol))) {
            selection.train.push_back(i);
        }
    }
    if (protocol.kind != ProtocolKind::Clean) {
        holdOut(rows, validationFraction, seed, selection);
    }
    if (selection.train.empty()) {
        return Error{ErrorKind::BadInput, "", "the protocol leaves no photo to train on; check the packed data's splits"};
    }
    CICATRIX_TRY(checkLeakage(rows, selection, protocol));
    return selection;
}

Result<void> checkLeakage(const std::vector<PackedRow>& rows, const Selection& selection, const Protocol& protocol)
{
    const std::set<std::string> testGroups = groupsOf(rows, selection.test);
    const std::set<std::string> validationGroups = groupsOf(rows, selection.validation);
    const std::set<std::size_t> testRows(selection.test.begin(), selection.test.end());
    const auto leak = [](const PackedRow& row, const char* what) {
        return Error{ErrorKind::BadInput, row.id, std::string("would leak: ") + what};
    };
    for (const auto* part : {&selection.train, &selection.validation}) {
        for (const std::size_t index : *part) {
            const PackedRow& row = rows[index];
            if (testRows.contains(index)) {
                return leak(row, "it is reported on and trained on");
            }
            if (testGroups.contains(row.group) && !mayShareLimb(row, protocol)) {
                return leak(row, "its limb is reported on");
            }
            if (row.excluded) {
                return leak(row, "it is marked as excluded");
            }
        }
    }
    for (const std::size_t index : selection.train) {
        if (validationGroups.contains(rows[index].group)) {
            return leak(rows[index], "its limb is in the hold-out");
        }
    }
    return {};
}

}  // namespace cicatrix::train

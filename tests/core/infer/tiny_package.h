// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/infer/package.h"

#include <string>

/// Packages of a network small enough for tests: random but seeded weights, no training.
namespace cicatrix::infer::test {

struct TinyPackage {
    int side = 64;
    int base = 4;
    bool onlyWound = false;
    std::string codes = "[1,2,5]";
    std::string scales = "[1.0]";
    bool flips = false;
    int regionSide = 0;
    double smallestPx = 20;
    double maxEnlarge = 1;
    bool zeroWeights = false;  ///< every logit is 0: a network of constant output
};

[[nodiscard]] std::string cardOf(const TinyPackage& tiny);
[[nodiscard]] Bytes weightsOf(const TinyPackage& tiny);
/// Writes the package and answers its path; fails the test run when that is not possible.
std::filesystem::path write(const TinyPackage& tiny, const std::filesystem::path& target);

}  // namespace cicatrix::infer::test

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/benches/bench.h"

#include "core/infer/engine.h"

#include <chrono>
#include <cmath>
#include <vector>

namespace cicatrix::bench {

namespace {

constexpr int kRounds = 7;
/// Preparation, way back to the photo and bookkeeping together may cost a tenth of the network itself.
constexpr double kGoal = 1.10;

/// A limb-coloured field with a wound in it.
Grid<Rgb> drawPhoto(int width, int height)
{
    Grid<Rgb> photo(width, height);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const bool wound = std::hypot(x - width / 2.0, 1.3 * (y - height / 2.0)) < width / 8.0;
            const int tone = (x * 7 + y * 13) % 17;
            photo.at(x, y) = wound ? Rgb{std::uint8_t(150 + tone), std::uint8_t(40 + tone), std::uint8_t(38 + tone)}
                                   : Rgb{std::uint8_t(206 + tone), std::uint8_t(160 + tone), std::uint8_t(132 + tone)};
        }
    }
    return photo;
}

Result<BenchResult> measurePhoto(infer::Engine& engine, const std::string& name, const Grid<Rgb>& photo)
{
    std::vector<double> ours;
    std::vector<double> plain;
    for (int round = -1; round < kRounds; ++round) {
        const auto start = std::chrono::steady_clock::now();
        CICATRIX_TRY(engine.run(photo, {}, Progress::none()));
        const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        CICATRIX_ASSIGN(const double bare, engine.plainForwardSeconds(photo, {}));
        if (round >= 0) {
            ours.push_back(seconds * 1000);
            plain.push_back(bare * 1000);
        }
    }
    return summarised({name, "LibTorch loop without gradients, same network and inputs", kGoal}, std::move(ours),
                      std::move(plain));
}

}  // namespace

Result<std::vector<BenchResult>> benchInfer(const std::filesystem::path& package)
{
    CICATRIX_ASSIGN(infer::Engine engine, infer::Engine::open(package, {"cpu", 0}));
    std::vector<BenchResult> results;
    CICATRIX_ASSIGN(BenchResult small, measurePhoto(engine, "analyse a photo of 512 x 384", drawPhoto(512, 384)));
    CICATRIX_ASSIGN(BenchResult large, measurePhoto(engine, "analyse a photo of 12 MP", drawPhoto(4032, 3024)));
    results.push_back(std::move(small));
    results.push_back(std::move(large));
    return results;
}

}  // namespace cicatrix::bench

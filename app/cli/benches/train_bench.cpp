// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/benches/bench.h"

#include "core/base/packed_dataset.h"
#include "core/base/random.h"
#include "core/train/trainer.h"

#include <QTemporaryDir>

#include <cmath>

namespace cicatrix::bench {

namespace {

constexpr int kWidth = 320;
constexpr int kHeight = 240;
constexpr double kSeconds = 30;
/// Cutting, balancing, averaging and bookkeeping may cost a twentieth of the bare step.
constexpr double kGoal = 1.05;

/// Red discs with a yellow half on noisy skin, every second one with its tissue.
Result<void> writePhotos(const std::filesystem::path& file)
{
    CICATRIX_ASSIGN(PackedDatasetWriter writer, PackedDatasetWriter::create(file));
    SplitMix64 random(1);
    for (int i = 0; i < 40; ++i) {
        std::vector<Rgb> rgb;
        std::vector<std::uint8_t> wound, tissue;
        const double x0 = random.uniform(0.3, 0.7) * kWidth, y0 = random.uniform(0.3, 0.7) * kHeight;
        for (int y = 0; y < kHeight; ++y) {
            for (int x = 0; x < kWidth; ++x) {
                const bool inside = std::hypot(x - x0, y - y0) < kHeight / 5.0;
                const auto noise = static_cast<std::uint8_t>(random.below(20));
                const std::uint8_t green = inside ? (x > x0 ? 190 : 30) : 180;
                rgb.push_back({static_cast<std::uint8_t>(200 + noise), static_cast<std::uint8_t>(green + noise),
                               static_cast<std::uint8_t>((inside ? 40 : 150) + noise)});
                wound.push_back(inside ? 1 : 0);
                tissue.push_back(inside ? (x > x0 ? 2 : 1) : 0);
            }
        }
        PackedRow row;
        row.id = "bench/" + std::to_string(i);
        row.source = "bench";
        row.group = "g" + std::to_string(i);
        row.ourSplit = i % 10 == 9 ? "val" : "train";
        row.width = kWidth;
        row.height = kHeight;
        CICATRIX_TRY(writer.add(
            row, {rgb, wound, i % 2 == 0 ? std::span<const std::uint8_t>(tissue) : std::span<const std::uint8_t>()}));
    }
    return writer.finish();
}

}  // namespace

Result<std::vector<BenchResult>> benchTrain()
{
    const QTemporaryDir folder;
    train::TrainConfig config;
    config.data = folder.filePath(QStringLiteral("bench.cds")).toStdString();
    CICATRIX_TRY(writePhotos(config.data));
    config.protocol = "clean";
    config.model = {
        {"system", "hps"},
        {"encoder", "lite0"},
        {"layout", "joint"},
        {"gates", true},
        {"widths", {128, 64, 32, 24, 16}},
        {"tasks", {{{"name", "wound"}, {"kind", "seg_binary"}}, {{"name", "tissue"}, {"kind", "seg_multi"}, {"classes", 6}}}},
        {"seed", 1}};
    config.augment.size = 160;
    config.batch = 4;
    config.tissuePerBatch = 1;
    CICATRIX_ASSIGN(const nlohmann::json report, train::benchTraining(config, kSeconds));
    const auto milliseconds = [&](const char* key) {
        std::vector<double> times = report.at(key).get<std::vector<double>>();
        for (double& time : times) {
            time *= 1000;
        }
        return times;
    };
    return std::vector{summarised({"training step, batch of 4 at 160 px", "LibTorch loop, same network and losses", kGoal},
                                  milliseconds("seconds"), milliseconds("plain_seconds"))};
}

}  // namespace cicatrix::bench

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/tissue.h"
#include "core/base/warning.h"
#include "core/infer/package.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace cicatrix::infer {

struct EngineOptions {
    std::string device = "auto";  ///< "auto", "cpu", "cuda", "cuda:1"; auto takes a CUDA device where there is one
    int threads = 0;              ///< CPU threads; 0 = all cores. Set once a process, by the first engine
};

enum class Augmentation {
    Card,  ///< as the card's plan says
    None,  ///< one pass
    D4,    ///< all eight mirrorings and quarter turns
};

struct RunOptions {
    Augmentation augmentation = Augmentation::Card;
    bool raw = false;                  ///< leaves the card's post-processing out
    std::optional<double> mmPerPixel;  ///< scale of the photo where known, for the smallest component in cm²
};

/// A label map of exactly the photo's size, and how sure the network was.
struct Prediction {
    LabelMap labels;
    Grid<std::uint8_t> confidence;              ///< largest probability × 255 of each pixel
    std::optional<double> woundMeanConfidence;  ///< mean over the wound's pixels, 0 … 1; empty without a wound
    std::optional<double> lowConfidenceShare;   ///< share of the wound's pixels below 0.7; empty without a wound
    std::string device;                         ///< where it ran: "cpu", "cuda:0"
    Warnings warnings;                          ///< NoWoundFound, LowConfidence, FellBack
};

/// A loaded model, ready to look at photos. Not for two threads at once.
class Engine {
public:
    /// Verifies the package (hashes, card, tensors against the network, golden output), loads and warms up.
    /// ModelRefused names what is wrong; Device when the device asked for is not there.
    [[nodiscard]] static Result<Engine> open(const std::filesystem::path& package, const EngineOptions& options);
    Engine(Engine&&) noexcept;
    Engine& operator=(Engine&&) noexcept;
    ~Engine();

    [[nodiscard]] const ModelInfo& info() const;
    [[nodiscard]] const std::string& device() const;
    /// Looks at one photo. Out of memory is answered with smaller tiles, then the CPU, and a FellBack warning.
    /// Stops between two passes when `progress` says so (Cancelled).
    [[nodiscard]] Result<Prediction> run(const Grid<Rgb>& photo, const RunOptions& options, Progress& progress);

    /// Seconds of the bare LibTorch loop over the same network and the inputs that `run` gave it for this photo, without
    /// preparation and without the way back: what a program of 40 lines would need. For the benchmark.
    [[nodiscard]] Result<double> plainForwardSeconds(const Grid<Rgb>& photo, const RunOptions& options);

    struct State;

private:
    explicit Engine(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

/// "cpu", then "cuda:0" … for each device found.
[[nodiscard]] std::vector<std::string> devices();
/// "LibTorch 1.13.1", for the About screen.
[[nodiscard]] std::string torchVersion();
/// Threads a forward pass uses.
[[nodiscard]] int threadCount();

}  // namespace cicatrix::infer

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/infer/label_drawing.h"
#include "core/infer/package.h"

#include <memory>

/// The network of a package on a device, LibTorch hidden. Used by the engine, the package writer and their tests.
namespace cicatrix::infer {

class Network {
public:
    /// Builds the network that the card names and loads the weights: a missing, extra or mis-shaped tensor is ModelRefused.
    [[nodiscard]] static Result<Network> load(const ModelInfo& info, const SafetensorsFile& weights);
    Network(Network&&) noexcept;
    Network& operator=(Network&&) noexcept;
    ~Network();

    /// "cpu" or "cuda:N"; Device when it is not there.
    [[nodiscard]] Result<void> moveTo(const std::string& device);
    [[nodiscard]] const std::string& device() const;
    [[nodiscard]] const LabelRules& rules() const;
    /// Height and width of an input must be multiples of this.
    [[nodiscard]] int multiple() const;

    /// One forward pass: normalised planes in, probabilities after temperature out, of the same size; codes that the card
    /// does not list have probability 0. OutOfMemory when it does not fit.
    [[nodiscard]] Result<Planes> probabilities(const Planes& input);
    /// Keeps a copy of the inputs from now on, for `replay`.
    void record(bool on);
    /// Seconds that the bare network takes for the recorded inputs, in a plain no-gradient loop; the outputs are compared
    /// with those of `probabilities`, and any difference is an error.
    [[nodiscard]] Result<double> replay();

    struct Impl;

private:
    explicit Network(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

/// Picture and expected output that a package carries (golden.json), so that a wrong model cannot look right.
[[nodiscard]] Result<std::string> makeGolden(Network& network, const ModelInfo& info);
/// ModelRefused when the network's answer differs from the package's.
[[nodiscard]] Result<void> checkGolden(Network& network, const ModelInfo& info, std::string_view goldenJson);

}  // namespace cicatrix::infer

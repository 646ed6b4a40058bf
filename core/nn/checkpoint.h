// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"
#include "core/base/safetensors.h"

#include <torch/torch.h>

#include <map>
#include <string>

/// Weights go to disk as safetensors, never as pickle or TorchScript: loading those runs code.
namespace cicatrix::nn {

/// Dotted name → tensor, sorted by name.
using NamedTensors = std::map<std::string, torch::Tensor>;

/// Parameters and floating-point buffers (BN statistics) whose names begin with `prefix`; shares their storage.
[[nodiscard]] NamedTensors namedState(const torch::nn::Module& module, const std::string& prefix = {});

/// The file's bytes; any dtype of F64, F32, F16, BF16, I64, I32, U8, Bool, from any device.
[[nodiscard]] Result<Bytes> toSafetensors(const NamedTensors& tensors, const std::map<std::string, std::string>& metadata);
/// Copies of all tensors of the file, on the CPU, in the file's types.
[[nodiscard]] Result<NamedTensors> fromSafetensors(const SafetensorsFile& file, const std::string& subject);

/// Copies `tensors` into the module's state under `prefix`, converting the element type. Strict: a missing, extra or mis-shaped
/// tensor, NaN or infinity is ModelRefused, names `subject` and the tensor, and leaves the module untouched.
[[nodiscard]] Result<void> loadState(torch::nn::Module& module, const NamedTensors& tensors, const std::string& subject,
                                     const std::string& prefix = {});

/// readFile, parse, fromSafetensors, loadState in one call. `prefix` "enc." loads an encoder's file into a whole model.
[[nodiscard]] Result<void> loadStateFile(torch::nn::Module& module, const std::filesystem::path& path,
                                         const std::string& prefix = {});

}  // namespace cicatrix::nn

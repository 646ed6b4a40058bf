// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/tissue.h"

/// What a model's card prescribes after threshold and argmax. Plain C++: no LibTorch and no OpenCV.
namespace cicatrix::infer {

/// Turns wound parts (8-connected) of fewer than `leastPx` pixels into background.
void dropSmallParts(LabelMap& labels, double leastPx);

/// Turns callus parts (8-connected) into background that come nowhere nearer to a wound part than `reach` times the diameter
/// of a disc of that part's area; without any wound all callus goes. A part that comes near stays whole, however far it
/// runs: a pinhole in a broad callus is common. Distances are counted in 512ths of the photo's long side, good to one of
/// them and 8 %.
void dropFarCallus(LabelMap& labels, double reach);

}  // namespace cicatrix::infer

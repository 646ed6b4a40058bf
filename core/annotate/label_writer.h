// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/annotate/delta.h"
#include "core/base/geometry.h"
#include "core/base/result.h"
#include "core/base/tissue.h"

#include <array>
#include <bitset>
#include <span>

namespace cicatrix::annotate {

/// A brush's way over the photo: discs of `radius` px along a polyline (pixel centres at half-integers), written as `code`
/// (0 erases).
struct Stroke {
    std::vector<Point> points;
    double radius = 10;
    std::uint8_t code = 0;
};

/// Which codes may be painted over; all of them at first.
using PaintOver = std::bitset<256>;

/// The only door through which a label map is changed: every change becomes a run-length delta that can be undone,
/// redone without limit, and replayed from a journal. Work and memory follow the touched pixels, not the map's size.
class LabelWriter {
public:
    explicit LabelWriter(LabelMap map);

    [[nodiscard]] const LabelMap& map() const { return m_map; }
    void setPaintOver(const PaintOver& codes) { m_paintOver = codes; }

    /// Starts an act that writes `code`; the calls of `paint` until `commit` belong to it. An open act is committed first.
    void begin(std::uint8_t code);
    /// Paints discs along the polyline; an act must be open. The answer is the rectangle that changed, to repaint.
    PixelRect paint(std::span<const Point> points, double radius);
    /// Closes the act: its delta, empty when nothing changed.
    Delta commit();
    /// Takes back what was painted since `begin` and closes the act.
    PixelRect cancel();

    /// begin, paint and commit in one.
    Delta stroke(const Stroke& stroke);
    /// Relabels the 4-connected region of equal code at (x, y), as one act.
    Delta fill(int x, int y, std::uint8_t code);
    /// Takes over `map` where the lock allows, as one act; a map of another size is BadInput.
    Result<Delta> replace(const LabelMap& map);
    /// Applies a delta made elsewhere (a journal's), as one act, whatever the lock. BadInput when it does not fit this map.
    Result<void> apply(const Delta& delta);

    [[nodiscard]] bool canUndo() const { return m_done > 0; }
    [[nodiscard]] bool canRedo() const { return m_done < m_acts.size(); }
    /// The delta that was just applied (its bounds are to repaint); empty when there was nothing to undo or redo. A journal
    /// records it like any other act: undoing is a change too.
    Delta undo();
    Delta redo();
    /// Bytes that the history holds.
    [[nodiscard]] std::size_t undoBytes() const { return m_undoBytes; }
    /// Pixels of each code, kept up to date.
    [[nodiscard]] const std::array<std::int64_t, 256>& counts() const { return m_counts; }

private:
    PixelRect paintSegment(Point from, Point to, double radius);
    PixelRect setRun(int y, int first, int last);
    void write(const Run& run);
    Delta record(std::vector<Run> runs);

    LabelMap m_map;
    PaintOver m_paintOver;
    std::array<std::int64_t, 256> m_counts{};
    std::vector<Bytes> m_acts;  ///< serialised: a third of the memory of runs
    std::size_t m_done = 0;
    std::size_t m_undoBytes = 0;
    std::vector<Run> m_open;  ///< of the act begun
    std::uint8_t m_code = 0;
    bool m_begun = false;
};

}  // namespace cicatrix::annotate

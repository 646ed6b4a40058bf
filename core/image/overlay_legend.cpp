// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/overlay_parts.h"

#include "core/image/cv_view.h"
#include "core/image/resize.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace cicatrix::image {

namespace {

constexpr Rgb kPaper{0xFF, 0xFF, 0xFF};
/// OpenCV's stroke font is drawn four times as large and averaged down: even strokes, smooth edges.
constexpr int kOversampling = 4;
constexpr int kFont = cv::FONT_HERSHEY_SIMPLEX;
/// Height of a capital letter at font scale 1.
constexpr double kCapital = 21;

double fontScale(int height) { return height * kOversampling / kCapital; }

int strokeWidth(int height) { return std::max(kOversampling, static_cast<int>(std::lround(height * kOversampling / 8.0))); }

/// Where the text has ink, 0…255, with room around it; (origin) is the base line's left end inside.
struct TextMask {
    Grid<std::uint8_t> ink;
    cv::Point origin;
};

TextMask textMask(const std::string& text, int height, int stroke)
{
    int below = 0;
    const cv::Size size = cv::getTextSize(text, kFont, fontScale(height), stroke, &below);
    const int margin = 2 * kOversampling + stroke;
    const auto whole = [](int length) { return (length + kOversampling - 1) / kOversampling; };
    const int left = whole(margin);
    const int top = whole(size.height + margin);
    const int width = left + whole(size.width + margin);
    const int rows = top + whole(below + margin);
    cv::Mat large(rows * kOversampling, width * kOversampling, CV_8UC1, cv::Scalar(0));
    cv::putText(large, text, cv::Point(left, top) * kOversampling, kFont, fontScale(height), cv::Scalar(255), stroke,
                cv::LINE_AA);
    TextMask mask{Grid<std::uint8_t>(width, rows), {left, top}};
    cv::Mat ink = view(mask.ink);
    cv::resize(large, ink, ink.size(), 0, 0, cv::INTER_AREA);
    return mask;
}

void paintMask(Grid<Rgb>& picture, const TextMask& mask, cv::Point at, Rgb ink)
{
    for (int y = 0; y < mask.ink.height(); ++y) {
        for (int x = 0; x < mask.ink.width(); ++x) {
            const cv::Point to = at - mask.origin + cv::Point(x, y);
            if (picture.contains(to.x, to.y) && mask.ink.at(x, y) > 0) {
                picture.at(to.x, to.y) = blend(picture.at(to.x, to.y), ink, mask.ink.at(x, y) / 255.0);
            }
        }
    }
}

void fill(Grid<Rgb>& picture, cv::Rect area, Rgb colour)
{
    cv::Mat target = view(picture);
    cv::rectangle(target, area, cv::Scalar(colour.r, colour.g, colour.b), cv::FILLED);
}

/// A swatch as the tissue looks in the photo, stronger, with its letter.
void paintSwatch(Grid<Rgb>& picture, cv::Rect area, const TissueStyle& style, int height)
{
    constexpr Rgb kSkin{0xE8, 0xD8, 0xCC};
    constexpr double kOpacity = 0.6;
    fill(picture, area, kInk);
    const int period = std::max(7, height * 2 / 3);
    for (int y = area.y + 1; y < area.br().y - 1; ++y) {
        for (int x = area.x + 1; x < area.br().x - 1; ++x) {
            picture.at(x, y) = tissuePixel(kSkin, style, kOpacity, patternInk(style.pattern, x, y, period));
        }
    }
    if (style.letter != 0) {
        paintLetter(picture, style.letter, (area.tl() + area.br()) / 2, height * 3 / 4);
    }
}

/// Sizes of the strip, all from the letters' height.
struct Layout {
    int letter;
    int margin;
    int row;
    int swatch;
    explicit Layout(int width) : letter(letterHeight(width)), margin(letter), row(letter * 5 / 2), swatch(letter * 3) {}
    [[nodiscard]] int entryWidth(const LegendEntry& entry) const
    {
        return swatch + letter / 2 + textWidth(entry.text, letter) + 3 * letter / 2;
    }
};

struct Place {
    int x;
    int row;
};

/// Entries from the left, row by row; returns where each one stands.
std::vector<Place> placeEntries(const std::vector<LegendEntry>& entries, const Layout& layout, int width)
{
    std::vector<Place> places;
    Place next{layout.margin, 0};
    for (const LegendEntry& entry : entries) {
        const int wide = layout.entryWidth(entry);
        if (next.x > layout.margin && next.x + wide > width) {
            next = {layout.margin, next.row + 1};
        }
        places.push_back(next);
        next.x += wide;
    }
    return places;
}

std::string lengthText(double mm)
{
    return mm >= 10 && std::fmod(mm, 10) == 0 ? std::to_string(std::lround(mm / 10)) + " cm"
           : mm >= 1                          ? std::to_string(std::lround(mm)) + " mm"
                                              : "0." + std::to_string(std::lround(mm * 10)) + " mm";
}

void paintBar(Grid<Rgb>& picture, const std::optional<ScaleBar>& bar, cv::Point at, const Layout& layout)
{
    if (!bar) {
        paintText(picture, "no scale: not calibrated", at, layout.letter, kInk);
        return;
    }
    const int thick = std::max(2, layout.letter / 5);
    const int middle = at.y - layout.letter / 2;
    fill(picture, {at.x, middle - thick / 2, bar->pixels, thick}, kInk);
    for (const int end : {at.x, at.x + bar->pixels - thick}) {
        fill(picture, {end, middle - layout.letter / 2, thick, layout.letter}, kInk);
    }
    paintText(picture, lengthText(bar->mm), {at.x + bar->pixels + layout.letter / 2, at.y}, layout.letter, kInk);
}

}  // namespace

Rgb blend(Rgb ground, Rgb ink, double alpha)
{
    const auto mix = [alpha](int below, int above) {
        return static_cast<std::uint8_t>(std::lround(below + alpha * (above - below)));
    };
    return {mix(ground.r, ink.r), mix(ground.g, ink.g), mix(ground.b, ink.b)};
}

bool patternInk(TissuePattern pattern, int x, int y, int period)
{
    const int stroke = std::max(1, period / 7);
    const auto on = [&](int value) { return value % period < stroke; };
    const int far = 1 << 20;  // keeps differences positive
    switch (pattern) {
    case TissuePattern::Dots: {
        const int column = y / period % 2 * (period / 2);  // every other row is shifted
        const int dx = (x + column) % period - period / 2;
        const int dy = y % period - period / 2;
        return dx * dx + dy * dy <= (stroke + 1) * (stroke + 1);
    }
    case TissuePattern::Diagonal:
        return on(x + y);
    case TissuePattern::Cross:
        return on(x + y) || on(x - y + far / period * period);
    case TissuePattern::Horizontal:
        return on(y);
    case TissuePattern::Vertical:
        return on(x);
    case TissuePattern::None:
    case TissuePattern::Veil:
        return false;
    }
    return false;
}

Rgb tissuePixel(Rgb ground, const TissueStyle& style, double opacity, bool ink)
{
    const Rgb tinted = blend(ground, style.colour, opacity);
    if (!ink) {
        return tinted;
    }
    constexpr Rgb kWhite{0xFF, 0xFF, 0xFF};
    return blend(tinted, style.pattern == TissuePattern::Cross ? kWhite : style.colour, std::min(1.0, opacity + 0.45));
}

int letterHeight(int pictureWidth) { return std::clamp(pictureWidth / 90, 9, 40); }

int textWidth(const std::string& text, int height)
{
    int below = 0;
    return cv::getTextSize(text, kFont, fontScale(height), strokeWidth(height), &below).width / kOversampling;
}

void paintText(Grid<Rgb>& picture, const std::string& text, cv::Point at, int height, Rgb ink)
{
    paintMask(picture, textMask(text, height, strokeWidth(height)), at, ink);
}

void paintLetter(Grid<Rgb>& picture, char letter, cv::Point centre, int height)
{
    const std::string text(1, letter);
    const cv::Point at = centre + cv::Point(-textWidth(text, height) / 2, height / 2);
    const int stroke = strokeWidth(height) * 3 / 2;
    paintMask(picture, textMask(text, height, stroke + 4 * kOversampling), at, kInk);
    paintMask(picture, textMask(text, height, stroke), at, kPaper);
}

std::optional<ScaleBar> scaleBar(std::optional<double> mmPerPixel, int pictureWidth)
{
    if (!mmPerPixel || *mmPerPixel <= 0) {
        return std::nullopt;
    }
    constexpr std::array kLengths{0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0};
    double best = kLengths.front();
    for (const double mm : kLengths) {
        best = mm / *mmPerPixel <= pictureWidth / 4.0 ? mm : best;
    }
    return ScaleBar{best, std::max(1, static_cast<int>(std::lround(best / *mmPerPixel)))};
}

Grid<Rgb> withLegend(const Grid<Rgb>& photo, const LegendStrip& legend)
{
    const Layout layout(photo.width());
    const std::vector<Place> places = placeEntries(legend.entries, layout, photo.width());
    const int rows = (places.empty() ? 0 : places.back().row + 1) + 1;
    Grid<Rgb> out(photo.width(), photo.height() + 2 * layout.margin + rows * layout.row, kPaper);
    std::copy(photo.values().begin(), photo.values().end(), out.values().begin());
    const int top = photo.height() + layout.margin;
    const auto baseLine = [&](int row) { return top + row * layout.row + (layout.row + layout.letter) / 2; };
    for (std::size_t i = 0; i < legend.entries.size(); ++i) {
        const LegendEntry& entry = legend.entries[i];
        const cv::Rect swatch(places[i].x, top + places[i].row * layout.row + layout.letter / 8, layout.swatch,
                              layout.row - layout.letter / 4);
        paintSwatch(out, swatch & cv::Rect(0, 0, out.width(), out.height()), tissueStyle(entry.code), layout.letter);
        paintText(out, entry.text, {swatch.br().x + layout.letter / 2, baseLine(places[i].row)}, layout.letter, kInk);
    }
    paintBar(out, legend.bar, {layout.margin, baseLine(rows - 1)}, layout);
    return out;
}

}  // namespace cicatrix::image

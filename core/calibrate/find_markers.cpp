// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/calibrate/find_markers.h"

#include "core/calibrate/corner_refine.h"

#include <opencv2/aruco.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace cicatrix::calibrate {

namespace {

/// Long side of the closest look.
constexpr int kFinest = 2400;

/// One way of looking at the photo.
struct Look {
    int longSide;
    bool contrast;
    bool mirrored;
};

cv::Ptr<cv::aruco::DetectorParameters> parameters()
{
    cv::Ptr<cv::aruco::DetectorParameters> out = cv::aruco::DetectorParameters::create();
    out->adaptiveThreshWinSizeMin = 7;
    out->adaptiveThreshWinSizeMax = 47;
    out->adaptiveThreshWinSizeStep = 20;
    out->minMarkerPerimeterRate = 0.025;
    out->errorCorrectionRate = 0;  // with 50 markers of 16 bits a corrected bit makes skin and cloth into markers
    out->maxErroneousBitsInBorderRate = 0.25;
    out->cornerRefinementMethod = cv::aruco::CORNER_REFINE_NONE;
    return out;
}

double sideOf(const std::array<Point, 4>& c)
{
    double sum = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        sum += std::hypot(c[(i + 1) % 4].x - c[i].x, c[(i + 1) % 4].y - c[i].y);
    }
    return sum / 4;
}

bool alreadyThere(const std::vector<FoundMarker>& found, const std::array<Point, 4>& corners)
{
    const double reach = 0.5 * sideOf(corners);
    return std::any_of(found.begin(), found.end(), [&](const FoundMarker& other) {
        Point shift;
        for (std::size_t i = 0; i < 4; ++i) {
            shift = {shift.x + (other.corners[i].x - corners[i].x) / 4, shift.y + (other.corners[i].y - corners[i].y) / 4};
        }
        return std::hypot(shift.x, shift.y) < reach;
    });
}

/// At most `longSide` long; never enlarged.
cv::Mat shrunk(const cv::Mat& grey, int longSide)
{
    const double scale = std::min(1.0, longSide / static_cast<double>(std::max(grey.cols, grey.rows)));
    cv::Mat out;
    if (scale < 1) {
        cv::resize(grey, out, {}, scale, scale, cv::INTER_AREA);
    } else {
        out = grey.clone();
    }
    return out;
}

cv::Mat seen(const cv::Mat& grey, const Look& look)
{
    cv::Mat out = shrunk(grey, look.longSide);
    if (look.contrast) {
        cv::createCLAHE(4.0, {8, 8})->apply(out, out);
        cv::GaussianBlur(out, out, {}, 1.0);
    }
    if (look.mirrored) {
        cv::flip(out, out, 1);
    }
    return out;
}

void detect(const Grid<Rgb>& photo, const cv::Mat& grey, const Look& look, std::vector<FoundMarker>& found)
{
    const cv::Mat picture = seen(grey, look);
    const double scale = static_cast<double>(photo.width()) / picture.cols;
    std::vector<std::vector<cv::Point2f>> quads;
    std::vector<int> ids;
    cv::aruco::detectMarkers(picture, cv::aruco::getPredefinedDictionary(cv::aruco::DICT_4X4_50), quads, ids, parameters());
    for (std::size_t i = 0; i < quads.size(); ++i) {
        std::array<Point, 4> corners;
        for (std::size_t k = 0; k < 4; ++k) {
            // OpenCV puts pixel centres at whole numbers; ours lie at halves.
            const double x = (static_cast<double>(quads[i][k].x) + 0.5) * scale;
            corners[k] = {look.mirrored ? photo.width() - x : x, (static_cast<double>(quads[i][k].y) + 0.5) * scale};
        }
        if (alreadyThere(found, corners)) {
            continue;
        }
        if (const std::optional<RefinedCorners> fine = refineCorners(photo, corners, scale)) {
            found.push_back({ids[i], fine->corners, fine->cornerSdPx, fine->bendPx, look.mirrored});
        }
    }
}

}  // namespace

Result<std::vector<FoundMarker>> findMarkers(const Grid<Rgb>& photo)
{
    std::vector<FoundMarker> found;
    if (photo.width() < 32 || photo.height() < 32) {
        return found;
    }
    try {
        // The header only borrows the photo's pixels; nothing writes to them.
        const cv::Mat colours(photo.height(), photo.width(), CV_8UC3, const_cast<Rgb*>(photo.data()));
        cv::Mat grey;
        cv::cvtColor(colours, grey, cv::COLOR_RGB2GRAY);
        grey = shrunk(grey, kFinest);
        detect(photo, grey, {1280, false, false}, found);
        const bool finer = std::max(photo.width(), photo.height()) > 1280;
        for (const Look& more : {Look{1280, true, false}, Look{kFinest, false, false}}) {
            if (found.size() < 2 && (finer || more.contrast)) {
                detect(photo, grey, more, found);
            }
        }
        if (found.empty()) {
            detect(photo, grey, {1280, false, true}, found);
        }
    } catch (const cv::Exception& exception) {
        return Error{ErrorKind::BadInput, {}, "looking for markers failed: " + exception.err};
    } catch (const std::bad_alloc&) {
        return Error{ErrorKind::OutOfMemory, {}, "not enough memory to look for markers; use a smaller photo"};
    }
    return found;
}

}  // namespace cicatrix::calibrate

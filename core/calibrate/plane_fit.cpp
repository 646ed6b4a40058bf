// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/calibrate/plane_fit.h"

#include <opencv2/calib3d.hpp>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace cicatrix::calibrate {

namespace {

constexpr double kDegrees = 180 / std::numbers::pi;

/// The unknowns: eight of the homography mm → px (scaled frames), then three of each further square's pose.
using Unknowns = std::vector<double>;

/// px and mm are shifted and scaled to about 1, so that the normal equations are well conditioned.
class Problem {
public:
    explicit Problem(const FitRequest& request) : m_request(request)
    {
        double sum = 0;
        for (const Square& square : request.squares) {
            for (const Point& c : square.corners) {
                m_centre = {m_centre.x + c.x / corners(), m_centre.y + c.y / corners()};
            }
        }
        for (const Square& square : request.squares) {
            for (const Point& c : square.corners) {
                sum += std::hypot(c.x - m_centre.x, c.y - m_centre.y) / corners();
            }
        }
        m_pxScale = sum;
        m_mmScale = request.squares.front().mm;
    }

    [[nodiscard]] bool posesKnown() const { return m_request.knownPoses.has_value(); }
    [[nodiscard]] int observations() const { return 8 * static_cast<int>(m_request.squares.size()); }
    [[nodiscard]] int unknowns() const { return 8 + (posesKnown() ? 0 : 3 * (static_cast<int>(m_request.squares.size()) - 1)); }
    [[nodiscard]] const FitRequest& request() const { return m_request; }

    [[nodiscard]] Pose pose(const Unknowns& u, std::size_t square) const
    {
        if (posesKnown()) {
            return (*m_request.knownPoses)[square];
        }
        if (square == 0) {
            return {};
        }
        const std::size_t first = 8 + 3 * (square - 1);
        return {u[first] * m_mmScale, u[first + 1] * m_mmScale, u[first + 2]};
    }

    [[nodiscard]] Homography mmToPx(const Unknowns& u) const
    {
        const Homography scaled{u[0], u[1], u[2], u[3], u[4], u[5], u[6], u[7], 1};
        const Homography fromMm{1 / m_mmScale, 0, 0, 0, 1 / m_mmScale, 0, 0, 0, 1};
        const Homography toPx{m_pxScale, 0, m_centre.x, 0, m_pxScale, m_centre.y, 0, 0, 1};
        return compose(toPx, compose(scaled, fromMm));
    }

    [[nodiscard]] static Point onPlane(const Pose& pose, double mm, std::size_t corner)
    {
        const double x = corner == 1 || corner == 2 ? mm : 0;
        const double y = corner >= 2 ? mm : 0;
        const double c = std::cos(pose.radians);
        const double s = std::sin(pose.radians);
        return {pose.x + c * x - s * y, pose.y + s * x + c * y};
    }

    /// Errors in px, x and y by turns; divided by each corner's SD when `weighted`.
    [[nodiscard]] cv::Mat errors(const Unknowns& u, bool weighted) const
    {
        const Homography h = mmToPx(u);
        cv::Mat out(observations(), 1, CV_64F);
        int row = 0;
        for (std::size_t i = 0; i < m_request.squares.size(); ++i) {
            const Square& square = m_request.squares[i];
            const Pose at = pose(u, i);
            const double weight = weighted ? 1 / square.cornerSdPx : 1;
            for (std::size_t k = 0; k < 4; ++k) {
                const Point px = cicatrix::apply(h, onPlane(at, square.mm, k));
                out.at<double>(row++) = weight * (px.x - square.corners[k].x);
                out.at<double>(row++) = weight * (px.y - square.corners[k].y);
            }
        }
        return out;
    }

    [[nodiscard]] cv::Mat jacobian(const Unknowns& u) const
    {
        cv::Mat out(observations(), unknowns(), CV_64F);
        for (int column = 0; column < unknowns(); ++column) {
            constexpr double kStep = 1e-6;
            Unknowns more = u;
            Unknowns less = u;
            more[static_cast<std::size_t>(column)] += kStep;
            less[static_cast<std::size_t>(column)] -= kStep;
            const cv::Mat slope = (errors(more, true) - errors(less, true)) / (2 * kStep);
            slope.copyTo(out.col(column));
        }
        return out;
    }

    /// Start from one square alone: its own homography, and the others' poses seen through it.
    [[nodiscard]] Unknowns start(std::size_t from) const
    {
        const Square& square = m_request.squares[from];
        std::vector<cv::Point2f> mm;
        std::vector<cv::Point2f> px;
        for (std::size_t k = 0; k < 4; ++k) {
            const Point p = onPlane(posesKnown() ? (*m_request.knownPoses)[from] : Pose{}, square.mm, k);
            mm.emplace_back(static_cast<float>(p.x / m_mmScale), static_cast<float>(p.y / m_mmScale));
            px.emplace_back(static_cast<float>((square.corners[k].x - m_centre.x) / m_pxScale),
                            static_cast<float>((square.corners[k].y - m_centre.y) / m_pxScale));
        }
        const cv::Mat h = cv::getPerspectiveTransform(mm, px);
        Homography scaled{};
        for (int i = 0; i < 9; ++i) {
            scaled[static_cast<std::size_t>(i)] = h.at<double>(i / 3, i % 3) / h.at<double>(2, 2);
        }
        if (!posesKnown() && from != 0) {
            scaled = compose(scaled, frameOfFirst(scaled));
        }
        Unknowns out(scaled.begin(), scaled.end() - 1);
        for (std::size_t i = 1; !posesKnown() && i < m_request.squares.size(); ++i) {
            const Pose seen = poseThrough(scaled, m_request.squares[i]);
            out.insert(out.end(), {seen.x, seen.y, seen.radians});
        }
        return out;
    }

private:
    [[nodiscard]] double corners() const { return 4 * static_cast<double>(m_request.squares.size()); }

    // A square's pose in the scaled plane as a homography sees it: by its corners' mean and the turn of its diagonals.
    [[nodiscard]] Pose poseThrough(const Homography& scaled, const Square& square) const
    {
        const Homography back = inverse(scaled);
        std::array<Point, 4> p;
        for (std::size_t k = 0; k < 4; ++k) {
            p[k] = cicatrix::apply(
                back, {(square.corners[k].x - m_centre.x) / m_pxScale, (square.corners[k].y - m_centre.y) / m_pxScale});
        }
        const double dx = p[2].x - p[0].x - p[1].y + p[3].y;  // both diagonals, the second turned by 90°
        const double dy = p[2].y - p[0].y + p[1].x - p[3].x;
        const double turn = std::atan2(dy, dx) - std::numbers::pi / 4;
        const double half = square.mm / m_mmScale / 2;
        const double c = std::cos(turn);
        const double s = std::sin(turn);
        const Point middle{(p[0].x + p[1].x + p[2].x + p[3].x) / 4, (p[0].y + p[1].y + p[2].y + p[3].y) / 4};
        return {middle.x - c * half + s * half, middle.y - s * half - c * half, turn};
    }

    // The first square's frame in a plane that another square spans.
    [[nodiscard]] Homography frameOfFirst(const Homography& scaled) const
    {
        const Pose first = poseThrough(scaled, m_request.squares.front());
        const double c = std::cos(first.radians);
        const double s = std::sin(first.radians);
        return {c, -s, first.x, s, c, first.y, 0, 0, 1};
    }

    const FitRequest& m_request;
    Point m_centre;
    double m_pxScale = 1;
    double m_mmScale = 1;
};

double squaresOf(const cv::Mat& errors)
{
    const double sum = errors.dot(errors);
    return std::isfinite(sum) ? sum : 1e300;
}

// Levenberg–Marquardt; gives the sum of weighted squares at the end.
double improve(const Problem& problem, Unknowns& u)
{
    double damping = 1e-3;
    double best = squaresOf(problem.errors(u, true));
    for (int round = 0; round < 60; ++round) {
        const cv::Mat j = problem.jacobian(u);
        cv::Mat normal = j.t() * j;
        const cv::Mat gradient = j.t() * problem.errors(u, true);
        for (int i = 0; i < normal.rows; ++i) {
            normal.at<double>(i, i) *= 1 + damping;
        }
        cv::Mat step;
        if (!cv::solve(normal, gradient, step, cv::DECOMP_SVD)) {
            return best;
        }
        Unknowns next = u;
        for (std::size_t i = 0; i < next.size(); ++i) {
            next[i] -= step.at<double>(static_cast<int>(i));
        }
        const double squares = squaresOf(problem.errors(next, true));
        if (squares < best) {
            const bool done = best - squares < 1e-10 * (best + 1e-12);
            u = next;
            best = squares;
            damping = std::max(1e-12, damping / 10);
            if (done) {
                break;
            }
        } else if ((damping *= 10) > 1e8) {
            break;
        }
    }
    return best;
}

double logAreaSd(const Problem& problem, const Unknowns& u, double variance)
{
    const auto logArea = [&](const Unknowns& at) {
        return std::log(areaScale(inverse(problem.mmToPx(at)), problem.request().sdAt));
    };
    cv::Mat gradient(problem.unknowns(), 1, CV_64F);
    for (int i = 0; i < gradient.rows; ++i) {
        constexpr double kStep = 1e-6;
        Unknowns more = u;
        Unknowns less = u;
        more[static_cast<std::size_t>(i)] += kStep;
        less[static_cast<std::size_t>(i)] -= kStep;
        gradient.at<double>(i) = (logArea(more) - logArea(less)) / (2 * kStep);
    }
    const cv::Mat j = problem.jacobian(u);
    const cv::Mat covariance = (j.t() * j).inv(cv::DECOMP_SVD);
    return std::sqrt(std::max(0.0, variance * gradient.dot(covariance * gradient)));
}

PlaneFit describe(const Problem& problem, const Unknowns& u, double squares)
{
    PlaneFit out;
    out.pxToMm = inverse(problem.mmToPx(u));
    for (std::size_t i = 0; i < problem.request().squares.size(); ++i) {
        out.poses.push_back(problem.pose(u, i));
    }
    out.rmsPx = std::sqrt(squaresOf(problem.errors(u, false)) / (problem.observations() / 2.0));
    out.weightedSquares = squares;
    out.freedom = problem.observations() - problem.unknowns();
    // Where the residuals are worse than the edges' scatter promised, they count.
    const double variance = out.freedom > 0 ? std::max(1.0, squares / out.freedom) : 1;
    out.logAreaSd = logAreaSd(problem, u, variance);
    return out;
}

/// Singular values of the plane's mm → px Jacobian at a point, larger first.
std::array<double, 2> stretches(const Homography& pxToMm, Point at)
{
    const Homography h = inverse(pxToMm);
    const Point mm = cicatrix::apply(pxToMm, at);
    const double w = h[6] * mm.x + h[7] * mm.y + h[8];
    const double a = (h[0] - at.x * h[6]) / w;
    const double b = (h[1] - at.x * h[7]) / w;
    const double c = (h[3] - at.y * h[6]) / w;
    const double d = (h[4] - at.y * h[7]) / w;
    const double sum = std::hypot(a + d, c - b);
    const double difference = std::hypot(a - d, b + c);
    return {(sum + difference) / 2, std::abs(sum - difference) / 2};
}

}  // namespace

Result<PlaneFit> fitPlane(const FitRequest& request)
{
    try {
        const Problem problem(request);
        std::optional<PlaneFit> best;
        for (std::size_t from = 0; from < request.squares.size(); ++from) {
            Unknowns u = problem.start(from);
            const double squares = improve(problem, u);
            if (squares < 1e290 && (!best || squares < best->weightedSquares)) {
                best = describe(problem, u, squares);
            }
        }
        const auto finite = [](double v) { return std::isfinite(v); };
        if (!best || !std::all_of(best->pxToMm.begin(), best->pxToMm.end(), finite) || !finite(best->logAreaSd)) {
            return Error{ErrorKind::BadInput, {}, "the markers' corners fit no plane"};
        }
        return *std::move(best);
    } catch (const cv::Exception& exception) {
        return Error{ErrorKind::BadInput, {}, "fitting the markers' plane failed: " + exception.err};
    }
}

double tiltDeg(const Homography& pxToMm, Point middle)
{
    const auto [large, small] = stretches(pxToMm, middle);
    return std::acos(std::clamp(small / large, 0.0, 1.0)) * kDegrees;
}

std::optional<double> focalPx(const Homography& pxToMm, Point middle)
{
    constexpr double kLeastTiltDeg = 12;
    if (tiltDeg(pxToMm, middle) < kLeastTiltDeg) {
        return std::nullopt;
    }
    // The plane's two axes are orthogonal and of equal length: a·b/f² + gh = 0, (a² − b²)/f² + g² − h² = 0
    // (Zhang 2000, eq. 3 and 4, with the principal point at `middle`).
    const Homography m = inverse(pxToMm);
    const double ax = m[0] - middle.x * m[6];
    const double ay = m[3] - middle.y * m[6];
    const double bx = m[1] - middle.x * m[7];
    const double by = m[4] - middle.y * m[7];
    const double cross = ax * bx + ay * by;
    const double difference = ax * ax + ay * ay - bx * bx - by * by;
    const double inverseSquare =
        -(m[6] * m[7] * cross + (m[6] * m[6] - m[7] * m[7]) * difference) / (cross * cross + difference * difference);
    if (!(inverseSquare > 0)) {
        return std::nullopt;
    }
    return 1 / std::sqrt(inverseSquare);
}

}  // namespace cicatrix::calibrate

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/timeline/curve.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace cicatrix::timeline {

namespace {

/// Smallest relative SD a point may claim, so that a mask without an error does not outweigh all others.
constexpr double kLeastRelativeSd = 0.01;
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr std::size_t kMostParameters = 3;
using Matrix = std::array<std::array<double, kMostParameters>, kMostParameters>;

/// ln A at a time with its weight 1/(sigma_A/A)².
struct LogPoint {
    double weeks = 0;
    double logArea = 0;
    double weight = 0;
};

/// ln A = logA0 − rate·max(0, t − start).
struct Law {
    double logA0 = 0;
    double rate = 0;
    double start = 0;
    double rss = kInfinity;  ///< weighted
    std::size_t parameters = 2;
    [[nodiscard]] double at(double weeks) const { return logA0 - rate * std::max(0.0, weeks - start); }
    /// Derivatives of ln A by logA0, rate and (for three parameters) start.
    [[nodiscard]] std::array<double, kMostParameters> gradient(double weeks) const
    {
        const double x = std::max(0.0, weeks - start);
        return {1, -x, parameters == 3 && x > 0 ? rate : 0.0};
    }
};

/// Two-sided 95 % quantile of Student's t.
double studentT(std::size_t degrees)
{
    constexpr std::array<double, 30> table{12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
                                           2.201,  2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
                                           2.080,  2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042};
    if (degrees == 0) {
        return kInfinity;
    }
    return degrees <= table.size() ? table[degrees - 1] : 1.960 + 2.4 / static_cast<double>(degrees);
}

/// Weighted straight line of ln A on max(0, t − start).
Law lineFrom(std::span<const LogPoint> points, double start)
{
    double sw = 0;
    double sx = 0;
    double sy = 0;
    for (const LogPoint& p : points) {
        sw += p.weight;
        sx += p.weight * std::max(0.0, p.weeks - start);
        sy += p.weight * p.logArea;
    }
    double sxx = 0;
    double sxy = 0;
    for (const LogPoint& p : points) {
        const double dx = std::max(0.0, p.weeks - start) - sx / sw;
        sxx += p.weight * dx * dx;
        sxy += p.weight * dx * (p.logArea - sy / sw);
    }
    Law law;
    law.start = start;
    law.rate = sxx > 0 ? -sxy / sxx : 0;
    law.logA0 = sy / sw + law.rate * sx / sw;
    law.rss = 0;
    for (const LogPoint& p : points) {
        const double residual = p.logArea - law.at(p.weeks);
        law.rss += p.weight * residual * residual;
    }
    return law;
}

/// Best end of the delay between the second and the last but one point, by three rounds of a finer and finer search.
std::optional<Law> delayedFit(std::span<const LogPoint> points)
{
    if (points.size() < 4) {
        return std::nullopt;
    }
    constexpr int kSteps = 200;
    double low = points[1].weeks;
    double high = points[points.size() - 2].weeks;
    Law best;
    for (int round = 0; round < 3; ++round) {
        const double step = (high - low) / kSteps;
        for (int i = 0; i <= kSteps; ++i) {
            if (const Law law = lineFrom(points, low + i * step); law.rss < best.rss) {
                best = law;
            }
        }
        low = std::max(low, best.start - step);
        high = std::min(high, best.start + step);
    }
    best.parameters = 3;
    return best.rate > 0 ? std::optional(best) : std::nullopt;
}

/// Second-order Akaike criterion of a least-squares fit; the variance counts as a parameter (Burnham and Anderson 2002).
std::optional<double> aiccOf(const Law& law, std::size_t count)
{
    constexpr double kLeastVariance = 1e-6;  // a thousandth of the measurement error: below it both laws are exact
    const auto n = static_cast<double>(count);
    const auto k = static_cast<double>(law.parameters + 1);
    if (n - k - 1 <= 0) {
        return std::nullopt;
    }
    return n * std::log(std::max(law.rss / n, kLeastVariance)) + 2 * k + 2 * k * (k + 1) / (n - k - 1);
}

/// Inverse of the leading size × size block by Gauss-Jordan with pivoting; empty when singular.
std::optional<Matrix> inverted(Matrix m, std::size_t size)
{
    Matrix result{};
    for (std::size_t i = 0; i < size; ++i) {
        result[i][i] = 1;
    }
    for (std::size_t column = 0; column < size; ++column) {
        std::size_t pivot = column;
        for (std::size_t row = column + 1; row < size; ++row) {
            pivot = std::abs(m[row][column]) > std::abs(m[pivot][column]) ? row : pivot;
        }
        if (std::abs(m[pivot][column]) < 1e-12) {
            return std::nullopt;
        }
        std::swap(m[pivot], m[column]);
        std::swap(result[pivot], result[column]);
        const double diagonal = m[column][column];
        for (std::size_t j = 0; j < size; ++j) {
            m[column][j] /= diagonal;
            result[column][j] /= diagonal;
        }
        for (std::size_t row = 0; row < size; ++row) {
            const double factor = row == column ? 0 : m[row][column];
            for (std::size_t j = 0; j < size; ++j) {
                m[row][j] -= factor * m[column][j];
                result[row][j] -= factor * result[column][j];
            }
        }
    }
    return result;
}

/// The law's 95 % confidence band in ln A by linearisation: half-width t·s·sqrt(g' C g), s² = RSS/(n − p) but at least 1,
/// since the weights are the measurement's own variances.
class Band {
public:
    Band(const Law& law, std::span<const LogPoint> points) : m_law(law)
    {
        Matrix normal{};
        for (const LogPoint& p : points) {
            const auto g = law.gradient(p.weeks);
            for (std::size_t i = 0; i < law.parameters; ++i) {
                for (std::size_t j = 0; j < law.parameters; ++j) {
                    normal[i][j] += p.weight * g[i] * g[j];
                }
            }
        }
        m_covariance = inverted(normal, law.parameters);
        const std::size_t degrees = points.size() - law.parameters;
        m_factor = studentT(degrees) * std::sqrt(std::max(1.0, law.rss / static_cast<double>(degrees)));
    }
    [[nodiscard]] bool known() const { return m_covariance.has_value(); }
    [[nodiscard]] CurvePoint at(double weeks) const
    {
        const auto g = m_law.gradient(weeks);
        double variance = 0;
        for (std::size_t i = 0; i < m_law.parameters; ++i) {
            for (std::size_t j = 0; j < m_law.parameters; ++j) {
                variance += g[i] * (*m_covariance)[i][j] * g[j];
            }
        }
        const double half = m_factor * std::sqrt(std::max(variance, 0.0));
        const double middle = m_law.at(weeks);
        return {weeks, std::exp(middle), std::exp(middle - half), std::exp(middle + half)};
    }

private:
    Law m_law;
    std::optional<Matrix> m_covariance;
    double m_factor = 0;
};

double rSquared(const Law& law, std::span<const LogPoint> points)
{
    const double total = lineFrom(points, kInfinity).rss;  // start after every point: a constant
    return total > 0 ? 1 - law.rss / total : 0;
}

/// Why no closure date may be given (clinical.md 5); empty when it may.
std::string closureObstacle(const HealingCurve& curve, double spanWeeks)
{
    constexpr int kLeastPoints = 5;
    constexpr double kLeastWeeks = 4;
    constexpr double kLeastRSquared = 0.8;
    if (curve.points < kLeastPoints) {
        return "fewer than five visits since the last event";
    }
    if (spanWeeks < kLeastWeeks) {
        return "less than four weeks since the last event";
    }
    if (curve.ratePerWeek <= 0) {
        return "the area does not shrink";
    }
    return curve.rSquared < kLeastRSquared ? "the areas scatter too much around the curve (R² below 0.8)" : "";
}

/// Day by day from the last point: where the lower and the upper edge of the band fall below the closure area.
void setClosure(HealingCurve& curve, const Band& band, const FitFrame& frame, double lastWeeks)
{
    constexpr int kHorizonDays = 2 * 365;
    const int lastDay = static_cast<int>(std::lround(lastWeeks * 7));
    std::optional<int> earliest;
    for (int day = lastDay; day <= lastDay + kHorizonDays; ++day) {
        const CurvePoint point = band.at(day / 7.0);
        if (!earliest && point.low < frame.closureAreaCm2) {
            earliest = day;
        }
        if (point.high < frame.closureAreaCm2) {
            const ClosureRange range{frame.baseline + std::chrono::days(*earliest), frame.baseline + std::chrono::days(day)};
            if (range.latest < frame.today) {
                curve.closureNote = "the range of the curve has passed";
            } else {
                curve.closure = ClosureRange{std::max(range.earliest, frame.today), range.latest};
            }
            return;
        }
    }
    curve.closureNote = "the curve's band does not close within two years";
}

void sampleBand(HealingCurve& curve, const Band& band, const FitFrame& frame, double firstWeeks, double lastWeeks)
{
    constexpr int kSamples = 120;
    const double end =
        curve.closure ? std::max(lastWeeks, daysBetween(frame.baseline, curve.closure->latest) / 7.0) : lastWeeks;
    for (int i = 0; i <= kSamples; ++i) {
        curve.band.push_back(band.at(firstWeeks + (end - firstWeeks) * i / kSamples));
    }
}

}  // namespace

std::optional<HealingCurve> fitCurve(std::span<const FitPoint> points, const FitFrame& frame)
{
    if (points.size() < 3 || points.front().weeks == points.back().weeks) {
        return std::nullopt;
    }
    std::vector<LogPoint> logs;
    for (const FitPoint& p : points) {
        const double relative = std::max(p.areaCm2.sd / p.areaCm2.value, kLeastRelativeSd);
        logs.push_back({p.weeks, std::log(p.areaCm2.value), 1 / (relative * relative)});
    }
    const double first = points.front().weeks;
    const double last = points.back().weeks;
    Law law = lineFrom(logs, first);
    std::optional<double> aicc = aiccOf(law, logs.size());
    if (const auto delayed = delayedFit(logs)) {
        if (const auto other = aiccOf(*delayed, logs.size()); aicc && other && *other < *aicc) {
            law = *delayed;
            aicc = other;
        }
    }
    const Band band(law, logs);
    if (!band.known()) {
        return std::nullopt;
    }
    HealingCurve curve;
    curve.kind = law.parameters == 3 ? CurveKind::DelayedExponential : CurveKind::Exponential;
    curve.a0Cm2 = std::exp(law.logA0);
    curve.ratePerWeek = law.rate;
    curve.startWeeks = law.start;
    curve.rSquared = rSquared(law, logs);
    curve.aicc = aicc;
    curve.points = static_cast<int>(points.size());
    curve.closureNote = closureObstacle(curve, last - first);
    if (curve.closureNote.empty()) {
        setClosure(curve, band, frame, last);
    }
    sampleBand(curve, band, frame, first, last);
    return curve;
}

}  // namespace cicatrix::timeline

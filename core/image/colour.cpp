// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/colour.h"

#include <opencv2/core/utility.hpp>

#include <lcms2.h>

#include <array>
#include <cstdlib>
#include <memory>

namespace cicatrix::image {

namespace {

struct CloseProfile {
    void operator()(void* profile) const { cmsCloseProfile(profile); }
};
struct CloseTransform {
    void operator()(void* transform) const { cmsDeleteTransform(transform); }
};
using Profile = std::unique_ptr<void, CloseProfile>;
using Transform = std::unique_ptr<void, CloseTransform>;

Profile openProfile(ByteSpan icc)
{
    return Profile(icc.empty() ? nullptr : cmsOpenProfileFromMem(icc.data(), static_cast<cmsUInt32Number>(icc.size())));
}

/// NOCACHE makes one transform usable from several threads.
Transform toSrgb(const Profile& from, cmsUInt32Number type)
{
    const Profile srgb(cmsCreate_sRGBProfile());
    return Transform(cmsCreateTransform(from.get(), type, srgb.get(), TYPE_RGB_8, INTENT_RELATIVE_COLORIMETRIC,
                                        cmsFLAGS_NOCACHE | cmsFLAGS_BLACKPOINTCOMPENSATION));
}

/// Whether the transform moves no colour of a coarse lattice by more than a rounding step.
bool changesNothing(const Transform& transform)
{
    std::vector<Rgb> before;
    for (int step = 0; step < 6 * 6 * 6; ++step) {
        before.push_back({static_cast<std::uint8_t>(step % 6 * 51), static_cast<std::uint8_t>(step / 6 % 6 * 51),
                          static_cast<std::uint8_t>(step / 36 * 51)});
    }
    std::vector<Rgb> after(before.size());
    cmsDoTransform(transform.get(), before.data(), after.data(), static_cast<cmsUInt32Number>(before.size()));
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (std::abs(before[i].r - after[i].r) > 1 || std::abs(before[i].g - after[i].g) > 1 ||
            std::abs(before[i].b - after[i].b) > 1) {
            return false;
        }
    }
    return true;
}

/// A grey profile is a curve: the same for the three equal channels.
void applyGreyCurve(Grid<Rgb>& pixels, const Profile& profile)
{
    const Transform transform = toSrgb(profile, TYPE_GRAY_8);
    if (!transform) {
        return;
    }
    std::array<std::uint8_t, 256> grey{};
    std::array<Rgb, 256> curve{};
    for (std::size_t i = 0; i < grey.size(); ++i) {
        grey[i] = static_cast<std::uint8_t>(i);
    }
    cmsDoTransform(transform.get(), grey.data(), curve.data(), 256);
    for (Rgb& pixel : pixels.values()) {
        pixel = {curve[pixel.r].r, curve[pixel.g].g, curve[pixel.b].b};
    }
}

}  // namespace

void convertToSrgb(Grid<Rgb>& pixels, ByteSpan icc)
{
    const Profile profile = openProfile(icc);
    if (!profile || pixels.empty()) {
        return;
    }
    if (cmsGetColorSpace(profile.get()) == cmsSigGrayData) {
        applyGreyCurve(pixels, profile);
        return;
    }
    const Transform transform = cmsGetColorSpace(profile.get()) == cmsSigRgbData ? toSrgb(profile, TYPE_RGB_8) : Transform();
    if (!transform || changesNothing(transform)) {
        return;
    }
    cv::parallel_for_(cv::Range(0, pixels.height()), [&](const cv::Range& rows) {
        for (int y = rows.start; y < rows.end; ++y) {
            Rgb* row = pixels.row(y).data();
            cmsDoTransform(transform.get(), row, row, static_cast<cmsUInt32Number>(pixels.width()));
        }
    });
}

CmykConverter::CmykConverter(ByteSpan icc) : m_transform(nullptr)
{
    const Profile profile = openProfile(icc);
    if (profile && cmsGetColorSpace(profile.get()) == cmsSigCmykData) {
        m_transform = toSrgb(profile, TYPE_CMYK_8).release();
    }
}

CmykConverter::~CmykConverter()
{
    if (m_transform != nullptr) {
        cmsDeleteTransform(m_transform);
    }
}

void CmykConverter::convert(const std::uint8_t* cmyk, Rgb* out, int count) const
{
    if (m_transform != nullptr) {
        cmsDoTransform(m_transform, cmyk, out, static_cast<cmsUInt32Number>(count));
        return;
    }
    for (int x = 0; x < count; ++x, cmyk += 4) {
        const auto channel = [light = 255 - cmyk[3]](int ink) { return static_cast<std::uint8_t>((255 - ink) * light / 255); };
        out[x] = {channel(cmyk[0]), channel(cmyk[1]), channel(cmyk[2])};
    }
}

Bytes codedColourProfile(int primaries, int transfer)
{
    // H.273, table 2 (1 = BT.709, 12 = P3 D65) and table 3 (13 = sRGB; 1, 6, 14, 15 are shown with the same curve).
    constexpr int kDisplayP3 = 12;
    if (primaries != kDisplayP3 || (transfer != 13 && transfer != 1)) {
        return {};
    }
    const cmsCIExyY white{0.3127, 0.3290, 1.0};
    const cmsCIExyYTRIPLE p3{{0.680, 0.320, 1.0}, {0.265, 0.690, 1.0}, {0.150, 0.060, 1.0}};
    const std::array<cmsFloat64Number, 5> srgbCurve{2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};
    cmsToneCurve* curve = cmsBuildParametricToneCurve(nullptr, 4, srgbCurve.data());
    const std::array<cmsToneCurve*, 3> curves{curve, curve, curve};
    const Profile profile(cmsCreateRGBProfile(&white, &p3, curves.data()));
    cmsFreeToneCurve(curve);
    cmsUInt32Number size = 0;
    if (!profile || cmsSaveProfileToMem(profile.get(), nullptr, &size) == 0) {
        return {};
    }
    Bytes bytes(size);
    return cmsSaveProfileToMem(profile.get(), bytes.data(), &size) != 0 ? bytes : Bytes{};
}

}  // namespace cicatrix::image

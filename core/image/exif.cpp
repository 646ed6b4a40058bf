// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/exif.h"

#include "core/base/date.h"

#include <cctype>
#include <vector>

namespace cicatrix::image {

namespace {

// Tag numbers of EXIF 2.32, tables 4, 7 and 8.
constexpr std::uint16_t kMake = 0x010f;
constexpr std::uint16_t kModel = 0x0110;
constexpr std::uint16_t kOrientation = 0x0112;
constexpr std::uint16_t kDateTime = 0x0132;
constexpr std::uint16_t kExifDirectory = 0x8769;
constexpr std::uint16_t kExposureTime = 0x829a;
constexpr std::uint16_t kFNumber = 0x829d;
constexpr std::uint16_t kIso = 0x8827;
constexpr std::uint16_t kExifVersion = 0x9000;
constexpr std::uint16_t kDateTimeOriginal = 0x9003;
constexpr std::uint16_t kSubjectDistance = 0x9206;
constexpr std::uint16_t kFlash = 0x9209;
constexpr std::uint16_t kFocalLength = 0x920a;
constexpr std::uint16_t kColourSpace = 0xa001;
constexpr std::uint16_t kWhiteBalance = 0xa403;
constexpr std::uint16_t kFocalLength35 = 0xa405;

/// Reads fields of one directory into optional values.
class Fields {
public:
    Fields(const TiffView& view, const TiffDirectory& directory) : m_view(view), m_directory(directory) {}

    [[nodiscard]] std::string text(std::uint16_t tag) const
    {
        const TiffEntry* entry = m_directory.find(tag);
        return entry == nullptr ? std::string() : m_view.text(*entry);
    }
    [[nodiscard]] std::optional<unsigned> number(std::uint16_t tag) const
    {
        const TiffEntry* entry = m_directory.find(tag);
        return entry == nullptr || entry->type != 3 ? std::nullopt : std::optional<unsigned>(m_view.number(*entry));
    }
    [[nodiscard]] std::optional<Rational> rational(std::uint16_t tag) const
    {
        const TiffEntry* entry = m_directory.find(tag);
        return entry == nullptr ? std::nullopt : m_view.rational(*entry);
    }
    /// "YYYY:MM:DD hh:mm:ss" with a day that exists, else empty.
    [[nodiscard]] std::string time(std::uint16_t tag) const
    {
        const std::string value = text(tag);
        constexpr std::string_view kShape = "0000:00:00 00:00:00";
        if (value.size() != kShape.size()) {
            return {};
        }
        for (std::size_t i = 0; i < kShape.size(); ++i) {
            const bool digit = std::isdigit(static_cast<unsigned char>(value[i])) != 0;
            if (kShape[i] == '0' ? !digit : value[i] != kShape[i]) {
                return {};
            }
        }
        const std::string date = value.substr(0, 4) + "-" + value.substr(5, 2) + "-" + value.substr(8, 2);
        const bool clock = value.substr(11, 2) < "24" && value.substr(14, 2) < "60" && value.substr(17, 2) < "61";
        return clock && parseDate(date).has_value() ? value : std::string();
    }

private:
    const TiffView& m_view;
    const TiffDirectory& m_directory;
};

/// Lays one directory and its values out, big endian.
class DirectoryWriter {
public:
    void text(std::uint16_t tag, const std::string& value)
    {
        if (!value.empty()) {
            ByteWriter data;
            data.text(value);
            data.u8(0);
            add(tag, 2, static_cast<std::uint32_t>(value.size() + 1), data.take());
        }
    }
    void number(std::uint16_t tag, std::optional<unsigned> value)
    {
        if (value) {
            ByteWriter data;
            data.u16(*value);
            add(tag, 3, 1, data.take());
        }
    }
    void rational(std::uint16_t tag, std::optional<Rational> value)
    {
        if (value) {
            ByteWriter data;
            data.u32(value->numerator);
            data.u32(value->denominator);
            add(tag, 5, 1, data.take());
        }
    }
    void raw(std::uint16_t tag, std::uint16_t type, std::uint32_t count, Bytes data) { add(tag, type, count, std::move(data)); }
    [[nodiscard]] bool empty() const { return m_fields.empty(); }
    [[nodiscard]] std::size_t size() const
    {
        std::size_t size = 2 + 12 * m_fields.size() + 4;
        for (const Field& field : m_fields) {
            size += field.data.size() > 4 ? field.data.size() + field.data.size() % 2 : 0;
        }
        return size;
    }
    void writeTo(ByteWriter& out) const
    {
        std::size_t dataAt = out.size() + 2 + 12 * m_fields.size() + 4;
        ByteWriter data;
        out.u16(static_cast<unsigned>(m_fields.size()));
        for (const Field& field : m_fields) {
            out.u16(field.tag);
            out.u16(field.type);
            out.u32(field.count);
            if (field.data.size() > 4) {
                out.u32(static_cast<std::uint32_t>(dataAt + data.size()));
                data.bytes(field.data);
                data.number(0, field.data.size() % 2);
            } else {
                out.bytes(field.data);
                out.number(0, 4 - field.data.size());
            }
        }
        out.u32(0);
        out.bytes(data.take());
    }

private:
    struct Field {
        std::uint16_t tag;
        std::uint16_t type;
        std::uint32_t count;
        Bytes data;
    };
    void add(std::uint16_t tag, std::uint16_t type, std::uint32_t count, Bytes data)
    {
        m_fields.push_back({tag, type, count, std::move(data)});
    }

    std::vector<Field> m_fields;  // in rising order of tag, as TIFF asks
};

}  // namespace

std::string ExifFacts::camera() const
{
    if (make.empty() || model.compare(0, make.size(), make) == 0) {
        return model;
    }
    return model.empty() ? make : make + " " + model;
}

std::optional<std::string> ExifFacts::isoTime() const
{
    if (takenAt.empty()) {
        return std::nullopt;
    }
    std::string time = takenAt;
    time[4] = time[7] = '-';
    time[10] = 'T';
    return time;
}

CameraFacts ExifFacts::cameraFacts() const
{
    CameraFacts facts;
    const auto positive = [](const std::optional<Rational>& fraction) {
        const std::optional<double> value = fraction ? fraction->value() : std::nullopt;
        return value && *value > 0 ? value : std::nullopt;
    };
    facts.focalLengthMm = positive(focalLength);
    if (focalLength35 && *focalLength35 > 0) {
        facts.focalLength35Mm = *focalLength35;
    }
    // 0xFFFFFFFF in the numerator means infinity (EXIF 2.32, 4.6.5).
    if (subjectDistance && subjectDistance->numerator != 0xffffffff && positive(subjectDistance)) {
        facts.subjectDistanceMm = 1000 * *positive(subjectDistance);
    }
    return facts;
}

ExifFacts readExif(ByteSpan tiffBlock)
{
    ExifFacts facts;
    const std::optional<TiffView> view = TiffView::open(tiffBlock);
    const std::optional<TiffDirectory> main = view ? view->directory(view->firstDirectory()) : std::nullopt;
    if (!main) {
        return facts;
    }
    const Fields picture(*view, *main);
    const unsigned orientation = picture.number(kOrientation).value_or(1);
    facts.orientation = orientation >= 1 && orientation <= 8 ? static_cast<int>(orientation) : 1;
    facts.make = picture.text(kMake);
    facts.model = picture.text(kModel);
    facts.takenAt = picture.time(kDateTime);
    const TiffEntry* pointer = main->find(kExifDirectory);
    const std::optional<TiffDirectory> exposure = pointer != nullptr ? view->directory(view->number(*pointer)) : std::nullopt;
    if (!exposure) {
        return facts;
    }
    const Fields shot(*view, *exposure);
    if (const std::string original = shot.time(kDateTimeOriginal); !original.empty()) {
        facts.takenAt = original;
    }
    facts.exposureTime = shot.rational(kExposureTime);
    facts.fNumber = shot.rational(kFNumber);
    facts.iso = shot.number(kIso);
    facts.subjectDistance = shot.rational(kSubjectDistance);
    facts.flash = shot.number(kFlash);
    facts.focalLength = shot.rational(kFocalLength);
    facts.colourSpace = shot.number(kColourSpace);
    facts.whiteBalance = shot.number(kWhiteBalance);
    facts.focalLength35 = shot.number(kFocalLength35);
    return facts;
}

Bytes writeExif(const ExifFacts& facts)
{
    DirectoryWriter shot;
    shot.rational(kExposureTime, facts.exposureTime);
    shot.rational(kFNumber, facts.fNumber);
    shot.number(kIso, facts.iso);
    ByteWriter version;
    version.text("0232");
    shot.raw(kExifVersion, 7, 4, version.take());
    shot.text(kDateTimeOriginal, facts.takenAt);
    shot.rational(kSubjectDistance, facts.subjectDistance);
    shot.number(kFlash, facts.flash);
    shot.rational(kFocalLength, facts.focalLength);
    shot.number(kColourSpace, facts.colourSpace);
    shot.number(kWhiteBalance, facts.whiteBalance);
    shot.number(kFocalLength35, facts.focalLength35);

    const auto picture = [&](std::uint32_t exifAt) {
        DirectoryWriter main;
        main.text(kMake, facts.make);
        main.text(kModel, facts.model);
        main.number(kOrientation, static_cast<unsigned>(facts.orientation));
        main.text(kDateTime, facts.takenAt);
        ByteWriter pointer;
        pointer.u32(exifAt);
        main.raw(kExifDirectory, 4, 1, pointer.take());
        return main;
    };
    constexpr std::size_t kHeader = 8;
    const auto exifAt = static_cast<std::uint32_t>(kHeader + picture(0).size());
    ByteWriter out;
    out.text("MM");
    out.u16(42);
    out.u32(kHeader);
    picture(exifAt).writeTo(out);
    shot.writeTo(out);
    return out.take();
}

}  // namespace cicatrix::image

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/date.h"

#include <charconv>
#include <cstdio>

namespace cicatrix {

namespace {
bool readNumber(std::string_view text, int& number)
{
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
    return code == std::errc{} && end == text.data() + text.size() && text.front() != '-';
}

Error notADate(std::string_view text)
{
    return {ErrorKind::BadInput, std::string(text), "is not a date; write it as YYYY-MM-DD"};
}
}  // namespace

Result<Date> parseDate(std::string_view text)
{
    using namespace std::chrono;
    int y = 0;
    int m = 0;
    int d = 0;
    if (text.size() != 10 || text[4] != '-' || text[7] != '-' || !readNumber(text.substr(0, 4), y) ||
        !readNumber(text.substr(5, 2), m) || !readNumber(text.substr(8, 2), d)) {
        return notADate(text);
    }
    const year_month_day day{year{y}, month{static_cast<unsigned>(m)}, std::chrono::day{static_cast<unsigned>(d)}};
    if (!day.ok()) {
        return notADate(text);
    }
    return Date{day};
}

std::string isoDate(Date date)
{
    const std::chrono::year_month_day day{date};
    char text[24];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                  static_cast<unsigned>(day.day()));
    return text;
}

std::string isoTimestamp(Timestamp time)
{
    using namespace std::chrono;
    const Date date = floor<days>(time);
    const hh_mm_ss clock{time - date};
    char text[32];
    std::snprintf(text, sizeof text, "T%02d:%02d:%02d.%03dZ", static_cast<int>(clock.hours().count()),
                  static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()),
                  static_cast<int>(clock.subseconds().count()));
    return isoDate(date) + text;
}

Result<Timestamp> parseTimestamp(std::string_view text)
{
    const Error bad{ErrorKind::BadInput, std::string(text), "is not a time; write it as YYYY-MM-DDThh:mm:ss.mmmZ"};
    if (text.size() != 24 || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != '.' || text[23] != 'Z') {
        return bad;
    }
    const Result<Date> date = parseDate(text.substr(0, 10));
    int hour = 0;
    int minute = 0;
    int second = 0;
    int milli = 0;
    if (!date || !readNumber(text.substr(11, 2), hour) || !readNumber(text.substr(14, 2), minute) ||
        !readNumber(text.substr(17, 2), second) || !readNumber(text.substr(20, 3), milli) || hour > 23 || minute > 59 ||
        second > 59) {
        return bad;
    }
    using namespace std::chrono;
    return Timestamp{*date + hours{hour} + minutes{minute} + seconds{second} + milliseconds{milli}};
}

int daysBetween(Date from, Date to) { return static_cast<int>((to - from).count()); }

}  // namespace cicatrix

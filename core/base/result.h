// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cassert>
#include <optional>
#include <source_location>
#include <string>
#include <utility>
#include <variant>

namespace cicatrix {

/// What went wrong, coarsely: the command line maps it to an exit status, the desktop to a sentence.
enum class ErrorKind {
    Usage,           ///< the caller asked for something that makes no sense
    NotFound,        ///< a named patient, wound, visit, file or model does not exist
    BadInput,        ///< a file, configuration or data set is unreadable, hostile or inconsistent
    ClinicLocked,    ///< another program writes this clinic
    ClinicReadOnly,  ///< the clinic's folder or file system does not allow writing
    ClinicDamaged,   ///< database, vault or audit chain do not verify
    ClinicNewer,     ///< made by a newer version of the program
    DiskFull,        ///< no space left; nothing was changed
    Io,              ///< reading or writing failed for another reason
    ModelRefused,    ///< a model package failed its verification
    Device,          ///< the accelerator cannot be used
    OutOfMemory,     ///< memory ran out
    NotPermitted,    ///< the user's role does not allow the act
    Cancelled,       ///< the person stopped it
};

/// One failure: kind, what it is about (file, id), plain-English detail with the way out, and where it arose.
struct Error {
    ErrorKind kind;
    std::string subject;
    std::string detail;
    std::source_location where = std::source_location::current();

    /// "subject: detail", one line; detail alone where there is no subject.
    [[nodiscard]] std::string message() const { return subject.empty() ? detail : subject + ": " + detail; }
};

/// A value or an Error, with the member names of std::expected (C++23), which GCC 12 lacks in C++20 mode.
template <typename T>
class [[nodiscard]] Result {
public:
    using value_type = T;

    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    [[nodiscard]] bool has_value() const { return m_state.index() == 0; }
    explicit operator bool() const { return has_value(); }

    T& value() &
    {
        assert(has_value());
        return *std::get_if<0>(&m_state);
    }
    const T& value() const&
    {
        assert(has_value());
        return *std::get_if<0>(&m_state);
    }
    T&& value() &&
    {
        assert(has_value());
        return std::move(*std::get_if<0>(&m_state));
    }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    Error& error() &
    {
        assert(!has_value());
        return *std::get_if<1>(&m_state);
    }
    const Error& error() const&
    {
        assert(!has_value());
        return *std::get_if<1>(&m_state);
    }
    Error&& error() &&
    {
        assert(!has_value());
        return std::move(*std::get_if<1>(&m_state));
    }

    template <typename U>
    T value_or(U&& other) const&
    {
        return has_value() ? value() : static_cast<T>(std::forward<U>(other));
    }

private:
    std::variant<T, Error> m_state;
};

/// Success without a value, or an Error.
template <>
class [[nodiscard]] Result<void> {
public:
    using value_type = void;

    Result() = default;
    Result(Error error) : m_error(std::move(error)) {}

    [[nodiscard]] bool has_value() const { return !m_error.has_value(); }
    explicit operator bool() const { return has_value(); }
    Error& error() &
    {
        assert(!has_value());
        return *m_error;
    }
    const Error& error() const&
    {
        assert(!has_value());
        return *m_error;
    }
    Error&& error() &&
    {
        assert(!has_value());
        return *std::move(m_error);
    }

private:
    std::optional<Error> m_error;
};

}  // namespace cicatrix

/// Leaves the enclosing function with the error of `expression`, if it has one.
#define CICATRIX_TRY(expression)                                                                                               \
    do {                                                                                                                       \
        if (auto cicatrixTried = (expression); !cicatrixTried) {                                                               \
            return std::move(cicatrixTried).error();                                                                           \
        }                                                                                                                      \
    } while (false)

#define CICATRIX_CONCAT_(a, b) a##b
#define CICATRIX_CONCAT(a, b) CICATRIX_CONCAT_(a, b)
/// `CICATRIX_ASSIGN(auto value, expression);` takes the value out, or leaves the function with the error.
#define CICATRIX_ASSIGN(declaration, expression)                                                                               \
    auto CICATRIX_CONCAT(cicatrixResult, __LINE__) = (expression);                                                             \
    if (!CICATRIX_CONCAT(cicatrixResult, __LINE__)) {                                                                          \
        return std::move(CICATRIX_CONCAT(cicatrixResult, __LINE__)).error();                                                   \
    }                                                                                                                          \
    declaration = std::move(CICATRIX_CONCAT(cicatrixResult, __LINE__)).value()

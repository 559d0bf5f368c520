/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers in and out: <charconv>, with quick exits for short decimals, the syntax of number.h, and its layout. */
#include "base/number.h"

#include <charconv>
#include <cstring>

namespace {

inline bool is_digit(char c) {
    return unsigned(c) - unsigned('0') <= 9;
}

// Digits with or without a point, few enough that both sides of one division are doubles without error, so that it
// rounds once (Clinger, "How to read floating point numbers accurately", 1990). False: anything else, number or not.
// A loop over bytes is faster here than eight digits at a time: most numbers in files have fewer.
inline bool parse_short(const char *text, const char *end, double &value) {
    constexpr ptrdiff_t longest = 17;
    constexpr double powers[longest + 1] = {1e0, 1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,
                                            1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17};
    if (end - text > longest) return false;
    uint64_t mantissa = 0;
    const char *point = end;
    for (const char *p = text; p < end; p++) {
        if (is_digit(*p)) {
            mantissa = mantissa * 10 + uint64_t(*p - '0');
        } else if (*p == '.' && point == end) {
            point = p;
        } else {
            return false;
        }
    }
    bool has_point = point < end;
    if (end - text - has_point == 0 || mantissa > uint64_t(1) << 53) return false;
    value = double(int64_t(mantissa)) / powers[end - point - has_point];
    return true;
}

// The decimal exponent of [P, END), which may be a sign and digits. It stops growing where no length of digits could
// bring the number back into range.
int64_t read_exponent(const char *p, const char *end) {
    constexpr int64_t limit = INT64_MAX / 16;
    bool negative = p < end && *p == '-';
    if (p < end && !is_digit(*p)) p++;
    int64_t exponent = 0;
    for (; p < end && exponent < limit; p++) exponent = exponent * 10 + (*p - '0');
    return negative ? -exponent : exponent;
}

// Any decimal of correct syntax, where <charconv> gives no answer: it calls too large and too small by one name, and
// caps long exponents before it adds the place of the point. It gets the digits again without point and idle zeros.
mm_number_result parse_rewritten(const char *text, const char *end, double &value) {
    // No tie between doubles has more than 767 significant digits; of what follows only matters whether it is zero.
    constexpr int enough = 800;
    char digits[enough + 32];
    int used = 0;
    int64_t exponent = 0;
    bool point = false, more = false;
    const char *p = text;
    for (; p < end && (is_digit(*p) || *p == '.'); p++) {
        if (*p == '.') {
            point = true;
            continue;
        }
        exponent -= point;
        if (used == enough) {
            more |= *p != '0';
            exponent++;
        } else if (used > 0 || *p != '0') {
            digits[used++] = *p;
        }
    }
    value = 0;
    if (used == 0) return MM_NUMBER_OK;
    exponent += read_exponent(p < end ? p + 1 : p, end);
    if (more) {
        digits[used++] = '1';
        exponent--;
    }
    // The number is less than 10^magnitude, and at least a tenth of that.
    int64_t magnitude = used + exponent;
    if (magnitude > 309) return MM_NUMBER_OVERFLOW;
    if (magnitude < -323) return MM_NUMBER_OK;
    digits[used++] = 'e';
    const char *last = std::to_chars(digits + used, digits + sizeof digits, exponent).ptr;
    bool converted = std::from_chars(digits, last, value).ec == std::errc();
    return converted || magnitude < 0 ? MM_NUMBER_OK : MM_NUMBER_OVERFLOW;
}

bool is_word(const char *text, size_t length, const char *expected) {
    if (length != std::strlen(expected)) return false;
    for (size_t i = 0; i < length; i++) {
        if ((text[i] | 0x20) != expected[i]) return false;
    }
    return true;
}

mm_number_result parse_word(const char *text, size_t length, bool is_signed, double &value) {
    if (is_word(text, length, "inf") || is_word(text, length, "infinity")) {
        value = __builtin_inf();
        return MM_NUMBER_OK;
    }
    if (!is_signed && is_word(text, length, "nan")) {
        value = __builtin_nan("");
        return MM_NUMBER_OK;
    }
    return MM_NUMBER_SYNTAX;
}

// A number without its sign.
inline mm_number_result parse_magnitude(const char *text, const char *end, bool is_signed, double &value) {
    constexpr ptrdiff_t longest_plain = 1000;
    if (parse_short(text, end, value)) return MM_NUMBER_OK;
    ptrdiff_t length = end - text;
    if (length == 0 || !(is_digit(*text) || *text == '.')) return parse_word(text, size_t(length), is_signed, value);
    std::from_chars_result result = std::from_chars(text, end, value);
    if (result.ptr != end || result.ec == std::errc::invalid_argument) return MM_NUMBER_SYNTAX;
    if (result.ec == std::errc() && length <= longest_plain) return MM_NUMBER_OK;
    return parse_rewritten(text, end, value);
}

// Writes sign, digits and exponent as TEXT has them (d.ddde-XX, LENGTH bytes) in the layout of number.h.
size_t lay_out(const char *text, size_t length, char *buffer) {
    char *out = buffer;
    const char *end = text + length;
    if (*text == '-') *out++ = *text++;
    const char *letter = static_cast<const char *>(std::memchr(text, 'e', size_t(end - text)));
    int exponent = 0;
    for (const char *p = letter + 2; p < end; p++) exponent = exponent * 10 + (*p - '0');
    if (letter[1] == '-') exponent = -exponent;
    char digit = *text;
    const char *rest = text + 2; // behind the point, if there is one
    int count = rest < letter ? int(letter - rest) : 0;
    while (count > 0 && rest[count - 1] == '0') count--;
    size_t size = size_t(count);
    if (exponent >= 0 && exponent <= 15) {
        *out++ = digit;
        int whole = count < exponent ? count : exponent;
        std::memcpy(out, rest, size_t(whole));
        std::memset(out + whole, '0', size_t(exponent - whole));
        out += exponent;
        if (count > exponent) {
            *out++ = '.';
            std::memcpy(out, rest + whole, size - size_t(whole));
            out += count - whole;
        }
    } else if (exponent < 0 && exponent >= -5) {
        std::memcpy(out, "0.0000", 6);
        out += 1 - exponent;
        *out++ = digit;
        std::memcpy(out, rest, size);
        out += size;
    } else {
        *out++ = digit;
        if (count > 0) {
            *out++ = '.';
            std::memcpy(out, rest, size);
            out += size;
        }
        *out++ = 'e';
        out = std::to_chars(out, buffer + MM_NUMBER_TEXT, exponent).ptr;
    }
    *out = '\0';
    return size_t(out - buffer);
}

// What has no digits: "nan", "inf", "-inf", "0", "-0". Null: VALUE has some.
const char *special_text(double value) {
    if (value != value) return "nan";
    if (__builtin_isinf(value)) return value < 0 ? "-inf" : "inf";
    if (value == 0) return __builtin_signbit(value) ? "-0" : "0";
    return nullptr;
}

size_t copy_text(const char *text, char *buffer) {
    size_t length = std::strlen(text);
    std::memcpy(buffer, text, length + 1);
    return length;
}

// Decimals of up to six places: where VALUE is the double nearest to whole/10^6 and whole has at most 15 digits, no
// other multiple of 10^-6 rounds to it, so that these are its fewest digits once the zeros at the end are gone.
inline size_t format_short(double value, char *buffer) {
    double size = value < 0 ? -value : value;
    if (!(size >= 1e-5 && size < 1e9)) return 0;
    uint64_t whole = uint64_t(int64_t(size * 1e6 + 0.5));
    if (double(int64_t(whole)) / 1e6 != size) return 0;
    char *out = buffer;
    if (value < 0) *out++ = '-';
    out = std::to_chars(out, buffer + MM_NUMBER_TEXT, whole / 1000000).ptr;
    uint32_t fraction = uint32_t(whole % 1000000);
    if (fraction > 0) *out++ = '.';
    for (uint32_t unit = 100000; fraction > 0; unit /= 10) {
        *out++ = char('0' + fraction / unit);
        fraction %= unit;
    }
    *out = '\0';
    return size_t(out - buffer);
}

} // namespace

extern "C" mm_number_result mm_parse_number(const char *text, size_t length, double *value) {
    bool negative = length > 0 && *text == '-';
    bool is_signed = negative || (length > 0 && *text == '+');
    double magnitude;
    mm_number_result result = parse_magnitude(text + is_signed, text + length, is_signed, magnitude);
    if (result == MM_NUMBER_OK) *value = negative ? -magnitude : magnitude;
    return result;
}

extern "C" mm_number_result mm_parse_unsigned(const char *text, size_t length, uint64_t *value) {
    if (length == 0) return MM_NUMBER_SYNTAX;
    uint64_t sum = 0;
    bool overflow = false;
    for (const char *p = text; p < text + length; p++) {
        if (!is_digit(*p)) return MM_NUMBER_SYNTAX;
        overflow |= __builtin_mul_overflow(sum, uint64_t(10), &sum);
        overflow |= __builtin_add_overflow(sum, uint64_t(*p - '0'), &sum);
    }
    if (overflow) return MM_NUMBER_OVERFLOW;
    *value = sum;
    return MM_NUMBER_OK;
}

extern "C" size_t mm_format_number(double value, char *buffer) {
    if (const char *special = special_text(value)) return copy_text(special, buffer);
    // Whole numbers that a double holds exactly need no search for digits.
    if (value >= -9007199254740992.0 && value <= 9007199254740992.0 && double(int64_t(value)) == value) {
        char *end = std::to_chars(buffer, buffer + MM_NUMBER_TEXT, int64_t(value)).ptr;
        *end = '\0';
        return size_t(end - buffer);
    }
    if (size_t length = format_short(value, buffer)) return length;
    char text[MM_NUMBER_TEXT];
    char *end = std::to_chars(text, text + sizeof text, value, std::chars_format::scientific).ptr;
    return lay_out(text, size_t(end - text), buffer);
}

extern "C" size_t mm_format_digits(double value, int digits, char *buffer) {
    if (const char *special = special_text(value)) return copy_text(special, buffer);
    int clamped = digits < 1 ? 1 : digits > 17 ? 17 : digits;
    char text[MM_NUMBER_TEXT];
    char *end = std::to_chars(text, text + sizeof text, value, std::chars_format::scientific, clamped - 1).ptr;
    return lay_out(text, size_t(end - text), buffer);
}

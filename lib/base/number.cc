/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers in and out: <charconv>, with quick exits for short decimals, the syntax of number.h, and its layout. */
#include "base/number.h"

#include <cfloat>
#include <charconv>
#include <cstring>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace {

constexpr double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,
                             1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19};
constexpr long double long_powers[] = {1e0L,  1e1L,  1e2L,  1e3L,  1e4L,  1e5L,  1e6L,  1e7L,  1e8L,  1e9L,
                                       1e10L, 1e11L, 1e12L, 1e13L, 1e14L, 1e15L, 1e16L, 1e17L, 1e18L, 1e19L};

inline bool is_digit(char c) {
    return unsigned(c) - unsigned('0') <= 9;
}

// Digits with or without a point, few enough that both sides of one division are doubles without error, so that it
// rounds once (Clinger, "How to read floating point numbers accurately", 1990). False: anything else, number or not.
inline bool parse_short(const char *text, const char *end, double &value) {
    constexpr ptrdiff_t longest = 16;
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

#if defined __SSE2__ && LDBL_MANT_DIG == 64

inline uint64_t load_eight(const char *text) {
    uint64_t word;
    std::memcpy(&word, text, sizeof word);
    return word;
}

// The last 16 bytes of the LENGTH > 5 at TEXT, or all of them behind others of any value; no byte beyond is read.
inline __m128i last_bytes(const char *text, size_t length) {
    if (length >= 16) return _mm_loadu_si128(reinterpret_cast<const __m128i *>(text + length - 16));
    if (length > 8) {
        return _mm_set_epi64x(int64_t(load_eight(text + length - 8)), int64_t(load_eight(text) << 8 * (16 - length)));
    }
    uint32_t first, last;
    std::memcpy(&first, text, sizeof first);
    std::memcpy(&last, text + length - 4, sizeof last);
    return _mm_set_epi64x(int64_t(uint64_t(last) << 32 | uint64_t(first) << 8 * (8 - length)), 0);
}

// Sixteen digits, each a byte of value 0 to 9, pair by pair.
inline uint64_t join_digits(__m128i digits) {
    __m128i tens = _mm_mullo_epi16(_mm_and_si128(digits, _mm_set1_epi16(0xff)), _mm_set1_epi16(10));
    __m128i joined = _mm_add_epi16(tens, _mm_srli_epi16(digits, 8));
    joined = _mm_madd_epi16(joined, _mm_set1_epi32(100 | 1 << 16));
    joined = _mm_packs_epi32(joined, joined);
    joined = _mm_madd_epi16(joined, _mm_set1_epi32(10000 | 1 << 16));
    uint64_t halves = uint64_t(_mm_cvtsi128_si64(joined));
    return (halves & UINT32_MAX) * 100000000 + (halves >> 32);
}

// Nineteen digits or fewer, with or without a point: the last sixteen characters at once, without a branch that
// depends on how many there are or where the point is; those before one by one. False: anything else, number or not,
// and what one division does not settle.
inline bool parse_wide(const char *text, const char *end, double &value) {
    constexpr size_t most_digits = 19;
    // Sixteen bytes from n on keep the last n of a vector; from 32 - n on, the first n.
    alignas(16) static constexpr unsigned char window[48] = {0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,
                                                             0,   0,   0,   0,   0,   255, 255, 255, 255, 255, 255,
                                                             255, 255, 255, 255, 255, 255, 255, 255, 255, 255};
    auto mask = [](size_t from) { return _mm_loadu_si128(reinterpret_cast<const __m128i *>(window + from)); };
    size_t length = size_t(end - text), tail = length < 16 ? length : 16;
    if (length > most_digits + 1) return false;
    __m128i digits = _mm_xor_si128(last_bytes(text, length), _mm_set1_epi8('0'));
    digits = _mm_and_si128(digits, mask(tail));
    __m128i excess = _mm_subs_epu8(digits, _mm_set1_epi8(9));
    unsigned others = unsigned(_mm_movemask_epi8(_mm_cmpeq_epi8(excess, _mm_setzero_si128()))) ^ 0xffff;
    bool has_point = others != 0;
    size_t decimals = 0;
    uint64_t scale = 10000000000000000;
    if (has_point) {
        size_t place = size_t(__builtin_ctz(others));
        if ((others & (others - 1)) != 0 || end[ptrdiff_t(place) - 16] != '.') return false;
        decimals = 15 - place;
        scale = 1000000000000000;
        __m128i behind = _mm_and_si128(digits, mask(decimals));
        __m128i before = _mm_and_si128(digits, mask(32 - place));
        digits = _mm_or_si128(behind, _mm_slli_si128(before, 1));
    }
    uint64_t mantissa = join_digits(digits), front = 0;
    for (size_t i = 0; i + tail < length; i++) {
        if (is_digit(text[i])) {
            front = front * 10 + uint64_t(text[i] - '0');
        } else if (text[i] == '.' && !has_point) {
            has_point = true;
            decimals = length - 1 - i;
        } else {
            return false;
        }
    }
    if (length - has_point > most_digits) return false;
    mantissa += front * scale;
    if (mantissa <= uint64_t(1) << 53 && decimals <= 22) {
        value = double(int64_t(mantissa)) / powers[decimals];
        return true;
    }
    // Both sides fit into 64 bits, so this quotient is rounded once, to 64 bits; rounded to 53 it is what rounding once
    // would have given, unless it is the very middle between two doubles.
    long double quotient = (long double)mantissa / long_powers[decimals];
    uint64_t bits;
    std::memcpy(&bits, &quotient, sizeof bits);
    if ((bits & 0x7ff) == 0x400) return false;
    value = double(quotient);
    return true;
}

#else

inline bool parse_wide(const char *text, const char *end, double &value) {
    return parse_short(text, end, value);
}

#endif

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

// A number without its sign, where no quick exit serves; apart, so that those need few registers.
__attribute__((noinline)) mm_number_result parse_any(const char *text, const char *end, bool is_signed, double &value) {
    constexpr ptrdiff_t longest_plain = 1000;
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

constexpr ptrdiff_t longest_short = 5;

extern "C" mm_number_result mm_parse_number(const char *text, size_t length, double *value) {
    char first = length > 0 ? *text : '0';
    bool negative = first == '-', is_signed = negative | (first == '+');
    double magnitude;
    const char *digits = text + is_signed, *end = text + length;
    if (!(end - digits <= longest_short ? parse_short(digits, end, magnitude) : parse_wide(digits, end, magnitude))) {
        mm_number_result result = parse_any(digits, end, is_signed, magnitude);
        if (result != MM_NUMBER_OK) return result;
    }
    // The sign goes in without a branch: in many columns it is as good as random.
    uint64_t bits;
    std::memcpy(&bits, &magnitude, sizeof bits);
    bits |= uint64_t(negative) << 63;
    std::memcpy(value, &bits, sizeof bits);
    return MM_NUMBER_OK;
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

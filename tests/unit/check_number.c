/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers as text. Where nothing else is said, the expected doubles are the compiler's own reading of the literal (GCC
 * and Clang round decimal literals correctly), and shortest digits are those of Python's repr(). */
#include "base/number.h"

#include <float.h>
#include <locale.h>
#include <stdio.h>

#include "check_main.h"

static void accepts(const char *text, double expected) {
    double value = 12345;
    ck_assert_msg(mm_parse_number(text, strlen(text), &value) == MM_NUMBER_OK, "refused '%s'", text);
    ck_assert_msg(mm_check_bits_of(value) == mm_check_bits_of(expected), "'%s' is %.17g, not %.17g", text, value,
                  expected);
}

static void refuses(const char *text, enum mm_number_result expected) {
    double value = 12345;
    ck_assert_msg(mm_parse_number(text, strlen(text), &value) == expected, "not refused so: '%s'", text);
    ck_assert_msg(value == 12345, "value touched by '%s'", text);
}

START_TEST(parse_accepts_decimals) {
    accepts("0", 0);
    accepts("-0", -0.0);
    accepts("+5", 5);
    accepts(".5", .5);
    accepts("5.", 5);
    accepts("-.5e1", -5);
    accepts("5.e0", 5);
    accepts("007", 7);
    accepts("0.1", 0.1);
    accepts("1E+05", 1e5);
    accepts("1e-7", 1e-7);
    accepts("123456.789", 123456.789);
    accepts("1.7976931348623157e308", DBL_MAX);
    accepts("0.30000000000000004", 0.30000000000000004);
    accepts("00000000000000000000000001.5", 1.5);
    accepts("1.50000000000000000000000000", 1.5);
    accepts("12345678901234567", 12345678901234567.0);
    accepts("-1234567890123456789012345", -1234567890123456789012345.0);
}
END_TEST

START_TEST(parse_accepts_words) {
    static const char *const infinite[] = {"inf", "INF", "Inf", "+inf", "infinity", "INFINITY", "+Infinity"};
    for (size_t i = 0; i < sizeof infinite / sizeof *infinite; i++) accepts(infinite[i], INFINITY);
    accepts("-inf", -INFINITY);
    accepts("-iNfInItY", -INFINITY);
    static const char *const nothing[] = {"nan", "NaN", "NAN"};
    for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++) {
        double value = 0;
        ck_assert_int_eq(mm_parse_number(nothing[i], 3, &value), MM_NUMBER_OK);
        ck_assert(isnan(value));
    }
}
END_TEST

START_TEST(parse_refuses_the_rest) {
    static const char *const wrong[] = {
        "",        "+",     "-",     ".",     "-.",    "e5",      ".e5",       "1e",   "1e+",    "1e1.5",
        "0x10",    "0x",    "12abc", "1_000", "1,234", "1d3",     "+-5",       "--5",  "-+5",    "++5",
        "nan(12)", "nan()", "-nan",  "+nan",  "infi",  "infinit", "infinityx", "in",   "1.2.3",  "1..2",
        " 1",      "1 ",    "1\t",   "1\n",   "1e5x",  "1e--5",   "1e+-5",     "5-",   "1e400x", "\xd9\xa1",
        "0b1",     "1f",    "1e 5",  "1.5.",  "-e",    "+.e1",    "1ee5",      "#N/A",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) refuses(wrong[i], MM_NUMBER_SYNTAX);
    double value = 12345;
    ck_assert_int_eq(mm_parse_number(NULL, 0, &value), MM_NUMBER_SYNTAX);
    ck_assert_int_eq(mm_parse_number("1\0", 2, &value), MM_NUMBER_SYNTAX);
    /* Nothing is read beyond the length. */
    ck_assert_int_eq(mm_parse_number("12e5", 2, &value), MM_NUMBER_OK);
    mm_check_bits(value, 12);
}
END_TEST

START_TEST(parse_rounds_to_nearest_even) {
    /* 2^53 + 1 lies midway; a digit a thousand places on decides. */
    accepts("9007199254740993", 9007199254740992.0);
    accepts("9007199254740995", 9007199254740996.0);
    accepts("9007199254740993.0000", 9007199254740992.0);
    char text[1200] = "9007199254740993.";
    size_t length = strlen(text);
    memset(text + length, '0', 1000);
    accepts(text, 9007199254740992.0);
    text[length + 1000] = '1';
    accepts(text, 9007199254740994.0);
    /* 1 + 2^-53 in full is midway, from Python's decimal module. */
    accepts("1.00000000000000011102230246251565404236316680908203125", 1);
    accepts("1.00000000000000011102230246251565404236316680908203124", 1);
    accepts("1.00000000000000011102230246251565404236316680908203126", 1 + DBL_EPSILON);
    /* Numbers that hung or misrounded in well-known libraries. */
    accepts("2.2250738585072011e-308", 0x0.fffffffffffffp-1022);
    accepts("2.2250738585072012e-308", DBL_MIN);
    accepts("6631237871469758276785396630275967242423e-40", 0.6631237871469758276785396630275967242423);
}
END_TEST

START_TEST(parse_knows_large_from_small) {
    refuses("1e400", MM_NUMBER_OVERFLOW);
    refuses("-1e400", MM_NUMBER_OVERFLOW);
    refuses("1e309", MM_NUMBER_OVERFLOW);
    refuses("1.7976931348623159e308", MM_NUMBER_OVERFLOW);
    accepts("1.7976931348623158e308", DBL_MAX);
    refuses("1e99999999999999999999", MM_NUMBER_OVERFLOW);
    accepts("1e-400", 0);
    accepts("-1e-400", -0.0);
    accepts("1e-99999999999999999999", 0);
    accepts("1e-320", 0x1.fap-1064);
    accepts("5e-324", 0x1p-1074);
    /* Half of 2^-1074 is 2.47032822920623272088...e-324 (Python's decimal module). */
    accepts("2.4703282292062328e-324", 0x1p-1074);
    accepts("2.4703282292062327e-324", 0);
    accepts("0e999", 0);
    accepts("-0e99999999999999999999", -0.0);
    accepts("0.000e-999", 0);
}
END_TEST

/* LEFT, COUNT zeros, RIGHT. */
static char *with_zeros(const char *left, size_t count, const char *right) {
    size_t before = strlen(left), after = strlen(right);
    char *text = malloc(before + count + after + 1);
    ck_assert_ptr_nonnull(text);
    memcpy(text, left, before);
    memset(text + before, '0', count);
    memcpy(text + before + count, right, after + 1);
    return text;
}

START_TEST(parse_adds_the_exponent_to_the_point) {
    static const struct {
        const char *left;
        size_t zeros;
        const char *right;
        double expected; /* infinite: an overflow */
    } cases[] = {
        {"0.", 400, "1e300", 1e-101},
        {"0.", 400, "1e401", 1},
        {"0.", 100000, "1e100001", 1},
        {"1", 400, "e-400", 1},
        {"1", 100000, "e-100000", 1},
        {"1", 100000, "e-99000", INFINITY},
        {"0.", 100000, "1e99000", 0},
        {"0.", 400, "1e800", INFINITY},
        {"0", 100000, "e99999999999999999999", 0},
        {"-2", 400, "e-400", -2},
        {"0.", 5000, "25e5001", 2.5},
        {"3.", 5000, "", 3},
        {"9007199254740993", 900, ".0e-900", 9007199254740992.0},
        {"9007199254740993.", 900, "1", 9007199254740994.0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *text = with_zeros(cases[i].left, cases[i].zeros, cases[i].right);
        if (isinf(cases[i].expected)) {
            refuses(text, MM_NUMBER_OVERFLOW);
        } else {
            accepts(text, cases[i].expected);
        }
        free(text);
    }
}
END_TEST

/* Any reproducible sequence of 64 bits (Marsaglia, "Xorshift RNGs", 2003). */
static uint64_t next_bits(uint64_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

START_TEST(parse_agrees_with_strtod) {
    uint64_t state = 88172645463325252u;
    char text[64];
    for (int i = 0; i < 100000; i++) {
        uint64_t bits = next_bits(&state);
        double value;
        memcpy(&value, &bits, sizeof value);
        if (!isfinite(value)) continue;
        snprintf(text, sizeof text, "%.*e", i % 30, value);
        double expected = strtod(text, NULL);
        if (isfinite(expected)) accepts(text, expected);
        snprintf(text, sizeof text, "%.*f", i % 20, ldexp((double)(bits >> 11), i % 64 - 53));
        accepts(text, strtod(text, NULL));
    }
}
END_TEST

START_TEST(unsigned_integers) {
    uint64_t value = 7;
    ck_assert_int_eq(mm_parse_unsigned("0", 1, &value), MM_NUMBER_OK);
    ck_assert_uint_eq(value, 0);
    ck_assert_int_eq(mm_parse_unsigned("00018446744073709551615", 23, &value), MM_NUMBER_OK);
    ck_assert_uint_eq(value, UINT64_MAX);
    value = 7;
    ck_assert_int_eq(mm_parse_unsigned("18446744073709551616", 20, &value), MM_NUMBER_OVERFLOW);
    ck_assert_int_eq(mm_parse_unsigned("99999999999999999999999", 23, &value), MM_NUMBER_OVERFLOW);
    static const char *const wrong[] = {"", "-1", "+1", "1.0", " 1", "1e3", "99999999999999999999x"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        ck_assert_int_eq(mm_parse_unsigned(wrong[i], strlen(wrong[i]), &value), MM_NUMBER_SYNTAX);
    }
    ck_assert_uint_eq(value, 7);
}
END_TEST

static void prints(double value, const char *expected) {
    char text[MM_NUMBER_TEXT];
    ck_assert_uint_eq(mm_format_number(value, text), strlen(expected));
    ck_assert_str_eq(text, expected);
}

START_TEST(format_is_shortest) {
    static const struct {
        double value;
        const char *text;
    } cases[] = {
        {0, "0"},
        {-0.0, "-0"},
        {3, "3"},
        {-3, "-3"},
        {0.1, "0.1"},
        {-0.5, "-0.5"},
        {1.0 / 3, "0.3333333333333333"},
        {0.1 + 0.2, "0.30000000000000004"},
        {100000, "100000"},
        {123456.789, "123456.789"},
        {1e15, "1000000000000000"},
        {9007199254740992, "9007199254740992"},
        {-9007199254740992, "-9007199254740992"},
        {9007199254740994, "9007199254740994"},
        {9999999999999998, "9999999999999998"},
        {1e16, "1e16"},
        {-1e16, "-1e16"},
        {2.5e22, "2.5e22"},
        {1e22, "1e22"},
        {1e23, "1e23"},
        {123456789012345680, "1.2345678901234568e17"},
        {0.00001, "0.00001"},
        {0.000012345, "0.000012345"},
        {0.00012345678901234567, "0.00012345678901234567"},
        {0.0000099, "9.9e-6"},
        {1e-7, "1e-7"},
        {1e-300, "1e-300"},
        {-1.5e-300, "-1.5e-300"},
        {5e-324, "5e-324"},
        {DBL_MAX, "1.7976931348623157e308"},
        {DBL_MIN, "2.2250738585072014e-308"},
        {1234567.5, "1234567.5"},
        {999999999.999999, "999999999.999999"},
        {1000000000.25, "1000000000.25"},
        {0.000001, "1e-6"},
        {0.5e-5, "5e-6"},
        {72057594037927945.0, "7.205759403792795e16"},
        {4.35, "4.35"},
        {0.285, "0.285"},
        {1e2 / 3, "33.333333333333336"},
        {123456789.123456789, "123456789.12345679"},
        {INFINITY, "inf"},
        {-INFINITY, "-inf"},
        {NAN, "nan"},
        {-NAN, "nan"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) prints(cases[i].value, cases[i].text);
}
END_TEST

/* Reads back to the same bits, with no more digits than the first of 1 to 17 that serve with printf's rounding. */
static void round_trips(double value) {
    char text[MM_NUMBER_TEXT], other[64];
    size_t length = mm_format_number(value, text);
    ck_assert_uint_eq(length, strlen(text));
    accepts(text, value);
    int digits = 1;
    while (snprintf(other, sizeof other, "%.*e", digits - 1, value) && strtod(other, NULL) != value) digits++;
    char significant[MM_NUMBER_TEXT];
    size_t count = 0;
    for (const char *p = text; *p && *p != 'e'; p++) {
        if (*p >= '0' && *p <= '9' && (count > 0 || *p != '0')) significant[count++] = *p;
    }
    while (count > 1 && significant[count - 1] == '0') count--;
    ck_assert_msg(count <= (size_t)digits, "%s has more digits than %s", text, other);
}

START_TEST(format_reads_back) {
    uint64_t state = 88172645463325252u;
    for (int i = 0; i < 30000; i++) {
        uint64_t bits = next_bits(&state);
        double value;
        memcpy(&value, &bits, sizeof value);
        if (isfinite(value) && value != 0) round_trips(value);
        round_trips((double)(bits % 1000000007 + 1) / pow(10, i % 13)); /* short decimals and their neighbours */
        round_trips(nextafter((double)(bits % 10007 + 1) / 100, 0));
        round_trips(ldexp(1, i % 2098 - 1074));
    }
}
END_TEST

START_TEST(format_digits) {
    static const struct {
        double value;
        int digits;
        const char *text;
    } cases[] = {
        {3.14159265358979, 3, "3.14"},
        {9.9999, 2, "10"},
        {123456, 3, "123000"},
        {0.1, 17, "0.10000000000000001"},
        {0.1, 16, "0.1"},
        {2.5, 1, "2"},
        {3.5, 1, "4"},
        {1e-7, 5, "1e-7"},
        {-1234567e20, 4, "-1.235e26"},
        {0, 5, "0"},
        {-0.0, 1, "-0"},
        {99999e-9, 1, "0.0001"},
        {9.9e15, 1, "1e16"},
        {100, 17, "100"},
        {0.5, 0, "0.5"},
        {1.0 / 3, 99, "0.33333333333333331"},
        {INFINITY, 3, "inf"},
        {-INFINITY, 3, "-inf"},
        {NAN, 3, "nan"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[MM_NUMBER_TEXT];
        ck_assert_uint_eq(mm_format_digits(cases[i].value, cases[i].digits, text), strlen(cases[i].text));
        ck_assert_str_eq(text, cases[i].text);
    }
}
END_TEST

START_TEST(locale_changes_nothing) {
    /* Absent on a small system, where the test then shows nothing. */
    if (!setlocale(LC_ALL, "de_DE.UTF-8")) return;
    accepts("1.5", 1.5);
    accepts("1.25e-320", 0x1.3c4p-1063);
    refuses("1,5", MM_NUMBER_SYNTAX);
    prints(1.5e-9, "1.5e-9");
    prints(0.1, "0.1");
}
END_TEST

MM_CHECK_MAIN("number", parse_accepts_decimals, parse_accepts_words, parse_refuses_the_rest,
              parse_rounds_to_nearest_even, parse_knows_large_from_small, parse_adds_the_exponent_to_the_point,
              parse_agrees_with_strtod, unsigned_integers, format_is_shortest, format_reads_back, format_digits,
              locale_changes_nothing)

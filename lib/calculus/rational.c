/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fractions of 63-bit numbers that know when they no longer fit. */
#include "calculus/rational.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"

static int64_t divisor(int64_t a, int64_t b) {
    if (a < 0) a = -a;
    while (b != 0) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

struct mm_rational mm_rational_of(int64_t over, int64_t under) {
    int64_t common = divisor(over, under < 0 ? -under : under);
    if (under < 0) common = -common;
    return (struct mm_rational){.over = over / common, .under = under / common};
}

static struct mm_rational inexact(double value) {
    return (struct mm_rational){.value = value, .decimal = true};
}

double mm_rational_value(struct mm_rational a) {
    if (a.under == 0) return a.value;
    if (a.under == 1) return (double)a.over;
    /* The quotient of two exact doubles is rounded once; wider terms have no need of the last bit. */
    return (double)a.over / (double)a.under;
}

/* At most 15 digits, moved by at most 15 places: those come back from a double as they were written. */
struct mm_rational mm_rational_from(double value) {
    char text[MM_NUMBER_TEXT];
    int64_t over = 0, under = 1;
    int digits = 0, places = 0;
    bool behind = false;
    if (value == floor(value) && fabs(value) < 9007199254740992.0)
        return (struct mm_rational){.over = (int64_t)value, .under = 1};
    if (!isfinite(value)) return inexact(value);
    mm_format_number(fabs(value), text);
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '.') {
            behind = true;
        } else if (*at == 'e') {
            int exponent = 0;
            bool below = at[1] == '-';
            for (at += at[1] == '-' || at[1] == '+' ? 2 : 1; *at != '\0'; at++) exponent = 10 * exponent + (*at - '0');
            places += below ? exponent : -exponent;
            break;
        } else {
            if (++digits > 17) return inexact(value);
            over = 10 * over + (*at - '0');
            places += behind;
        }
    }
    if (over > 999999999999999 || places > 15 || places < 0) return inexact(value);
    for (; places > 0; places--) under *= 10;
    struct mm_rational result = mm_rational_of(value < 0 ? -over : over, under);
    result.decimal = true;
    return result;
}

struct mm_rational mm_rational_negate(struct mm_rational a) {
    if (a.under == 0) a.value = -a.value;
    a.over = -a.over;
    return a;
}

static struct mm_rational checked(bool overflow, int64_t over, int64_t under, bool decimal, double otherwise) {
    if (overflow || over == INT64_MIN || under == INT64_MIN) return inexact(otherwise);
    struct mm_rational result = mm_rational_of(over, under);
    result.decimal = decimal;
    return result;
}

struct mm_rational mm_rational_add(struct mm_rational a, struct mm_rational b) {
    int64_t left, right, over, under;
    double sum = mm_rational_value(a) + mm_rational_value(b);
    if (a.under == 0 || b.under == 0) return inexact(sum);
    int64_t common = divisor(a.under, b.under);
    bool overflow = __builtin_mul_overflow(a.over, b.under / common, &left);
    overflow = __builtin_mul_overflow(b.over, a.under / common, &right) || overflow;
    overflow = __builtin_add_overflow(left, right, &over) || overflow;
    overflow = __builtin_mul_overflow(a.under / common, b.under, &under) || overflow;
    return checked(overflow, over, under, a.decimal || b.decimal, sum);
}

struct mm_rational mm_rational_multiply(struct mm_rational a, struct mm_rational b) {
    int64_t over, under;
    double product = mm_rational_value(a) * mm_rational_value(b);
    if (mm_rational_is(a, 0) || mm_rational_is(b, 0)) return mm_rational_of(0, 1);
    if (a.under == 0 || b.under == 0) return inexact(product);
    int64_t first = divisor(a.over, b.under), second = divisor(b.over, a.under);
    bool overflow = __builtin_mul_overflow(a.over / first, b.over / second, &over);
    overflow = __builtin_mul_overflow(a.under / second, b.under / first, &under) || overflow;
    return checked(overflow, over, under, a.decimal || b.decimal, product);
}

struct mm_rational mm_rational_inverse(struct mm_rational a) {
    if (a.under == 0) return inexact(1 / a.value);
    struct mm_rational result = mm_rational_of(a.under, a.over);
    result.decimal = a.decimal;
    return result;
}

/* The root of degree N of a whole number that has one. */
static bool whole_root(int64_t a, int64_t n, int64_t *root) {
    int64_t power = 1;
    if (a < 0 || n > 63) return false;
    *root = (int64_t)llround(pow((double)a, 1 / (double)n));
    for (int64_t i = 0; i < n; i++)
        if (__builtin_mul_overflow(power, *root, &power)) return false;
    return power == a;
}

bool mm_rational_power(struct mm_rational a, struct mm_rational b, struct mm_rational *result) {
    if (a.under == 0 || b.under == 0 || (a.over == 0 && b.over <= 0)) return false;
    if (b.under != 1) {
        int64_t over, under;
        if (!whole_root(a.over, b.under, &over) || !whole_root(a.under, b.under, &under)) return false;
        bool decimal = a.decimal;
        a = mm_rational_of(over, under);
        a.decimal = decimal;
    }
    if (llabs(b.over) > 64 && llabs(a.over) > 1) return false;
    int64_t times = llabs(b.over);
    if (llabs(a.over) <= 1 && a.under == 1) times = times % 2 == 0 && times > 0 ? 2 : 1; /* 1, 0 and -1 */
    if (times > 64) return false;
    *result = mm_rational_of(1, 1);
    for (; times > 0; times--) *result = mm_rational_multiply(*result, a);
    if (result->under == 0) return false;
    if (b.over < 0) *result = mm_rational_inverse(*result);
    return true;
}

int mm_rational_sign(struct mm_rational a) {
    if (a.under == 0) return a.value > 0 ? 1 : a.value < 0 ? -1 : 0;
    return (a.over > 0) - (a.over < 0);
}

int mm_rational_compare(struct mm_rational a, struct mm_rational b) {
    double x = mm_rational_value(a), y = mm_rational_value(b);
    if (a.under != 0 && b.under != 0 && x == y) {
        struct mm_rational difference = mm_rational_add(a, mm_rational_negate(b));
        return mm_rational_sign(difference);
    }
    return (x > y) - (x < y);
}

bool mm_rational_is(struct mm_rational a, int64_t whole) {
    return a.under == 1 && a.over == whole;
}

bool mm_rational_whole(struct mm_rational a) {
    return a.under == 1;
}

bool mm_rational_even(struct mm_rational a) {
    return a.under == 1 && a.over % 2 == 0;
}

bool mm_rational_plain(struct mm_rational a) {
    int64_t rest = a.under;
    if (a.under <= 1) return true;
    if (!a.decimal) return false;
    while (rest % 2 == 0) rest /= 2;
    while (rest % 5 == 0) rest /= 5;
    if (rest != 1) return false;
    /* Only if the nearest double is read back as this fraction. */
    struct mm_rational back = mm_rational_from(mm_rational_value(a));
    return back.under == a.under && back.over == a.over;
}

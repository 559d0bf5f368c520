/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers of symbolic calculus: exact fractions while they fit, doubles beyond. */
#ifndef MM_CALCULUS_RATIONAL_H
#define MM_CALCULUS_RATIONAL_H

#include <stdbool.h>
#include <stdint.h>

/* value = over/under in lowest terms, under > 0; where that does not fit, under = 0 and VALUE holds the double.
 *
 * A decimal that was written, 0.1, is the fraction 1/10 and remembers to be written as a decimal again; what is computed
 * with one does too, if its decimals end. Sums, products and whole powers of fractions are exact; where a numerator or
 * denominator leaves 63 bits, the result is the double nearest to that of the two doubles. */
struct mm_rational {
    int64_t over, under;
    double value; /* only if under = 0; then 0 otherwise, so that equal numbers have equal bytes */
    bool decimal;
};

struct mm_rational mm_rational_of(int64_t over, int64_t under); /* UNDER is not 0; neither is INT64_MIN */
/* The number that is written as the shortest text of VALUE. */
struct mm_rational mm_rational_from(double value);
double mm_rational_value(struct mm_rational a); /* nearest */
struct mm_rational mm_rational_add(struct mm_rational a, struct mm_rational b);
struct mm_rational mm_rational_multiply(struct mm_rational a, struct mm_rational b);
struct mm_rational mm_rational_inverse(struct mm_rational a); /* a is not 0 */
struct mm_rational mm_rational_negate(struct mm_rational a);
/* a^b, if that is a fraction which fits: whole powers, and roots that come out. False: it is not (0^-1 too). */
bool mm_rational_power(struct mm_rational a, struct mm_rational b, struct mm_rational *result);

int mm_rational_sign(struct mm_rational a);
int mm_rational_compare(struct mm_rational a, struct mm_rational b);
bool mm_rational_is(struct mm_rational a, int64_t whole);
bool mm_rational_whole(struct mm_rational a);
bool mm_rational_even(struct mm_rational a); /* a whole number, and even */
/* Whether it is to be written as one number and not as a fraction. */
bool mm_rational_plain(struct mm_rational a);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers as text: correctly rounded in, shortest out, the same in every locale. Built on <charconv>. */
#ifndef MM_BASE_NUMBER_H
#define MM_BASE_NUMBER_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum mm_number_result {
    MM_NUMBER_OK = 0,
    MM_NUMBER_SYNTAX,  /* not a number as a whole: 0x10, 12abc, 1_000, 1,234, nan(12), empty */
    MM_NUMBER_OVERFLOW /* a decimal too large for a double: 1e400 */
};

enum { MM_NUMBER_TEXT = 40 }; /* bytes that hold any formatted double and its terminator */

/* The double nearest to the decimal in [TEXT, TEXT+LENGTH), ties to even.
 * Accepted: optional sign (+ or -), digits with an optional point (".5", "5."), optional exponent (e or E);
 * inf, infinity, nan in any case, inf signed. No blanks. Underflow rounds (to a subnormal or ±0). */
enum mm_number_result mm_parse_number(const char *text, size_t length, double *value);

/* An unsigned decimal integer, digits only. */
enum mm_number_result mm_parse_unsigned(const char *text, size_t length, uint64_t *value);

/* The fewest significant digits that read back as VALUE, into BUFFER (MM_NUMBER_TEXT bytes), terminated; returns
 * the length. Decimal exponents from -5 to 15 are written out (0.00001, 100000, 9007199254740992), others as
 * 1e-300, 2.5e22. -0 is "-0"; "nan", "inf", "-inf". */
size_t mm_format_number(double value, char *buffer);

/* The same with DIGITS significant digits (1 to 17), correctly rounded, trailing zeros dropped. */
size_t mm_format_digits(double value, int digits, char *buffer);

#ifdef __cplusplus
}
#endif
#endif

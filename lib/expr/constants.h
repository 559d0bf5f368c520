/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers written as expressions of constants: "pi/2", "-inf", and lists of them. */
#ifndef MM_EXPR_CONSTANTS_H
#define MM_EXPR_CONSTANTS_H

#include "base/error.h"
#include "base/text.h"

/* Cuts TEXT at the commas outside of parentheses and brackets; blanks around the pieces stay. False: memory. */
bool mm_list_split(struct mm_strings *pieces, const char *text);

/* The number that TEXT stands for: an expression without names other than pi and e. INFINITE allows inf, infinity and
 * their negatives. OPTION names the option in errors. MM_USAGE: syntax, a name, NaN, infinity unless allowed. */
enum mm_status mm_constant(const char *text, bool infinite, const char *option, double *value, struct mm_error *error);

/* A list of such numbers, into *VALUES (free()) and *COUNT; nothing is to be freed after an error. */
enum mm_status mm_constants(const char *text, bool infinite, const char *option, double **values, size_t *count,
                            struct mm_error *error);

#endif

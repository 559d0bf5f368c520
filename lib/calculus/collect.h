/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What sums and products share while they collect like parts. Private to symbolic calculus. */
#ifndef MM_CALCULUS_COLLECT_H
#define MM_CALCULUS_COLLECT_H

#include "calculus/symbol.h"

/* A term without its number, or a base with its exponent; its place keeps sorting the same everywhere. */
struct mm_pair_of {
    mm_symbol symbol, exponent;
    struct mm_rational number;
    size_t place;
};

struct mm_pairs {
    struct mm_pair_of *items;
    size_t count, capacity;
};

void mm_pairs_add(struct mm_algebra *a, struct mm_pairs *pairs, mm_symbol symbol, struct mm_rational number,
                  mm_symbol exponent);
/* The greatest fraction that divides all numbers of the sum S, and S divided by it; 1 if one is a decimal; negative if
 * all of them are. */
struct mm_rational mm_symbol_content(struct mm_algebra *a, mm_symbol s, mm_symbol *primitive);

#endif

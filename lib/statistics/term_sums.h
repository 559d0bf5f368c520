/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Gram matrix of terms (products of powers of columns) and a response without rounding, in one pass. */
#ifndef MM_STATISTICS_TERM_SUMS_H
#define MM_STATISTICS_TERM_SUMS_H

#include <gmp.h>

#include "statistics/formula.h"
#include "statistics/gram.h"

/* g_ij = Σ t_i t_j,  t_i = Π x_v^(power of v in term i), the last t the response
 *
 * Shapes: rows of `variables` numbers and the response behind them; i, j ≤ count, and `count` is the response.
 * Conventions: every entry is a sum of monomials of the columns; distinct ones are kept as exact integers, those of
 * degree 1 and 2 as struct mm_gram does, others in as many digits as their degree needs: x^20 is not rounded. The same
 * bits for any order of rows, split, merge and number of threads.
 * Memory: 0.55 KB for each distinct monomial and degree.
 * Errors: NaN or infinity MM_NOT_FINITE (detail.index into the block, detail.value), and none of the block was taken.
 * Source: R. M. Neal, "Fast exact summation using small and large superaccumulators", 2015. */
struct mm_term_sums; /* opaque */

/* Null: memory, or variables + 1 > MM_GRAM_COLUMNS. */
struct mm_term_sums *mm_term_sums_new(const struct mm_term *terms, size_t count, size_t variables);
void mm_term_sums_free(struct mm_term_sums *sums);
enum mm_status mm_term_sums_add(struct mm_term_sums *sums, const double *rows, size_t count, size_t stride,
                                size_t threads, struct mm_detail *detail);
void mm_term_sums_merge(struct mm_term_sums *to, const struct mm_term_sums *from); /* of the same terms */

size_t mm_term_sums_terms(const struct mm_term_sums *sums);
uint64_t mm_term_sums_count(const struct mm_term_sums *sums);
/* g_ij = INTEGER·2^*EXPONENT; INTEGER was initialised by the caller. */
void mm_term_sums_entry(const struct mm_term_sums *sums, size_t i, size_t j, mpz_t integer, int64_t *exponent);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums and cross products of columns without rounding, in one pass: what covariance, correlation and regression need. */
#ifndef MM_STATISTICS_GRAM_H
#define MM_STATISTICS_GRAM_H

#include <gmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

/* s_i = Σ x_i,  g_ij = Σ x_i x_j,  S_ij = Σ (x_i - m_i)(x_j - m_j) = (n g_ij - s_i s_j) / n
 *
 * Shapes: blocks of rows of `columns` numbers, row-major, a row `stride` numbers behind the other; i, j < columns ≤ 33.
 * Conventions: sums and products are kept as integers wide enough for every double, so all answers are those of exact
 * arithmetic on the doubles given, rounded once: the same bits for any order of rows, split, merge and number of
 * threads, and no cancellation. A column in which an infinity or a NaN was seen has NaN for every answer (its sum and
 * mean: as the sum of doubles says); other columns are not touched by it.
 * Memory: 1.1 KB for each pair of columns; while a block goes in, 35 KB for each column.
 * Units: S_ij those of x_i x_j; a correlation has none.
 * Errors: mean of none and divisors n - ddof ≤ 0 MM_TOO_FEW; correlation with a constant column MM_CONSTANT.
 * Source: R. M. Neal, "Fast exact summation using small and large superaccumulators", 2015.
 *
 *     struct mm_gram *gram = mm_gram_new(n);
 *     while (rows come) mm_gram_add(gram, rows, count, n, threads);
 *     mm_gram_correlation(gram, 0, 1, &r);
 *     mm_gram_free(gram); */
enum { MM_GRAM_COLUMNS = 33 };

struct mm_gram; /* opaque */

struct mm_gram *mm_gram_new(size_t columns); /* null: memory, or columns not 1 to 33 */
void mm_gram_free(struct mm_gram *gram);
void mm_gram_add(struct mm_gram *gram, const double *rows, size_t count, size_t stride, size_t threads);
void mm_gram_merge(struct mm_gram *to, const struct mm_gram *from); /* as many columns */

size_t mm_gram_columns(const struct mm_gram *gram);
uint64_t mm_gram_count(const struct mm_gram *gram);
bool mm_gram_finite(const struct mm_gram *gram, size_t i);   /* neither infinity nor NaN in column i */
bool mm_gram_constant(const struct mm_gram *gram, size_t i); /* every number equal (so also for n ≤ 1); finite only */

double mm_gram_sum(const struct mm_gram *gram, size_t i);               /* s_i */
double mm_gram_product(const struct mm_gram *gram, size_t i, size_t j); /* g_ij */
double mm_gram_centred(const struct mm_gram *gram, size_t i, size_t j); /* S_ij; 0 for no rows */
enum mm_status mm_gram_mean(const struct mm_gram *gram, size_t i, double *mean);
enum mm_status mm_gram_sd(const struct mm_gram *gram, size_t i, uint64_t ddof, double *sd);
enum mm_status mm_gram_covariance(const struct mm_gram *gram, size_t i, size_t j, uint64_t ddof, double *covariance);
enum mm_status mm_gram_correlation(const struct mm_gram *gram, size_t i, size_t j, double *correlation);

/* s_i, g_ij and n² S_ij / n as they are: INTEGER·2^*EXPONENT. INTEGER was initialised by the caller; columns must be
 * finite. */
void mm_gram_exact_sum(const struct mm_gram *gram, size_t i, mpz_t integer, int64_t *exponent);
void mm_gram_exact_product(const struct mm_gram *gram, size_t i, size_t j, mpz_t integer, int64_t *exponent);
void mm_gram_exact_centred(const struct mm_gram *gram, size_t i, size_t j, mpz_t integer, int64_t *exponent);

#endif

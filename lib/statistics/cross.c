/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Covariances and correlations, from exact sums or from blocks. */
#include "statistics/cross.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "numeric/exact_integer.h"
#include "statistics/cross_blocks.h"

struct mm_cross {
    size_t columns;
    struct mm_gram *gram; /* up to MM_CROSS_EXACT columns */
    struct mm_cross_blocks blocks;
};

struct mm_cross *mm_cross_new(size_t columns) {
    struct mm_cross *cross = mm_new_zero(1, sizeof *cross);
    if (cross == NULL) return NULL;
    cross->columns = columns;
    if (columns <= MM_CROSS_EXACT) {
        cross->gram = mm_gram_new(columns);
        if (cross->gram != NULL) return cross;
    } else if (mm_cross_blocks_start(&cross->blocks, columns) == MM_OK) {
        return cross;
    }
    mm_cross_free(cross);
    return NULL;
}

void mm_cross_free(struct mm_cross *cross) {
    if (cross == NULL) return;
    mm_gram_free(cross->gram);
    mm_cross_blocks_stop(&cross->blocks);
    free(cross);
}

enum mm_status mm_cross_add(struct mm_cross *cross, const double *rows, size_t count, size_t stride, size_t threads) {
    if (cross->gram == NULL) return mm_cross_blocks_add(&cross->blocks, rows, count, stride, threads);
    mm_gram_add(cross->gram, rows, count, stride, threads);
    return MM_OK;
}

uint64_t mm_cross_count(const struct mm_cross *cross) {
    return cross->gram != NULL ? mm_gram_count(cross->gram) : cross->blocks.rows;
}

/* S of the blocks; an infinity that no infinity in the data made is an overflow. */
static enum mm_status block_products(struct mm_cross *cross, double *products, struct mm_detail *detail) {
    MM_TRY(mm_cross_blocks_products(&cross->blocks, products));
    for (size_t j = 0; j < cross->columns; j++) {
        if (!isinf(products[j * cross->columns + j])) continue;
        *detail = (struct mm_detail){.index = j, .value = INFINITY};
        return MM_DOMAIN;
    }
    return MM_OK;
}

enum mm_status mm_cross_covariance(struct mm_cross *cross, uint64_t ddof, double *covariances,
                                   struct mm_detail *detail) {
    size_t n = cross->columns;
    uint64_t rows = mm_cross_count(cross);
    if (rows <= ddof) return MM_TOO_FEW;
    if (cross->gram == NULL) {
        MM_TRY(block_products(cross, covariances, detail));
        for (size_t k = 0; k < n * n; k++) covariances[k] /= (double)(rows - ddof);
        return MM_OK;
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t j = i; j < n; j++) {
            MM_TRY(mm_gram_covariance(cross->gram, i, j, ddof, &covariances[i * n + j]));
            covariances[j * n + i] = covariances[i * n + j];
        }
    }
    return MM_OK;
}

/* 1 - r² = (S_ii S_jj - S_ij²)/(S_ii S_jj) in integers, rounded once. */
static double exact_complement(const struct mm_gram *gram, size_t i, size_t j) {
    mpz_t both, first, second;
    int64_t both_exponent, first_exponent, second_exponent;
    mpz_inits(both, first, second, NULL);
    mm_gram_exact_centred(gram, i, j, both, &both_exponent);
    mm_gram_exact_centred(gram, i, i, first, &first_exponent);
    mm_gram_exact_centred(gram, j, j, second, &second_exponent);
    mpz_mul(first, first, second);
    first_exponent += second_exponent;
    mpz_mul(both, both, both);
    both_exponent *= 2;
    if (both_exponent > first_exponent) mpz_mul_2exp(both, both, (mp_bitcnt_t)(both_exponent - first_exponent));
    if (first_exponent > both_exponent) mpz_mul_2exp(first, first, (mp_bitcnt_t)(first_exponent - both_exponent));
    mpz_sub(both, first, both);
    double value = mm_round_ratio(both, first, 0);
    mpz_clears(both, first, second, NULL);
    return value;
}

static enum mm_status exact_correlation(const struct mm_gram *gram, double *correlations, double *complements,
                                        struct mm_detail *detail) {
    size_t n = mm_gram_columns(gram);
    for (size_t j = 0; j < n; j++) {
        if (!mm_gram_constant(gram, j)) continue;
        detail->index = j;
        return MM_CONSTANT;
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t j = i; j < n; j++) {
            bool finite = mm_gram_finite(gram, i) && mm_gram_finite(gram, j);
            MM_TRY(mm_gram_correlation(gram, i, j, &correlations[i * n + j]));
            correlations[j * n + i] = correlations[i * n + j];
            if (complements != NULL)
                complements[i * n + j] = complements[j * n + i] = finite ? exact_complement(gram, i, j) : NAN;
        }
    }
    return MM_OK;
}

/* Rounding may carry r past 1, and 1 - r² below 0. */
static void scale(double *products, double *complements, const double *roots, size_t n) {
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            double r = products[i * n + j] / roots[i] / roots[j];
            if (r > 1 || (i == j && !isnan(r))) r = 1;
            if (r < -1) r = -1;
            products[i * n + j] = r;
            if (complements != NULL) complements[i * n + j] = (1 - r) * (1 + r);
        }
    }
}

enum mm_status mm_cross_correlation(struct mm_cross *cross, double *correlations, double *complements,
                                    struct mm_detail *detail) {
    size_t n = cross->columns;
    if (mm_cross_count(cross) < 2) return MM_TOO_FEW;
    if (cross->gram != NULL) return exact_correlation(cross->gram, correlations, complements, detail);
    MM_TRY(block_products(cross, correlations, detail));
    double *roots = mm_new_doubles(1, n);
    if (roots == NULL) return MM_MEMORY;
    for (size_t j = 0; j < n; j++) {
        roots[j] = sqrt(correlations[j * n + j]);
        if (roots[j] == 0) {
            detail->index = j;
            free(roots);
            return MM_CONSTANT;
        }
    }
    scale(correlations, complements, roots, n);
    free(roots);
    return MM_OK;
}

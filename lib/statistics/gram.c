/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exact sums and cross products: columns become integers on a grid a block of rows at a time, pairs add up as integers. */
#include "statistics/gram.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "numeric/exact_integer.h"

/* Rows taken at once: enough to make threads worth their start, few enough to stay in the cache; and how many are too
 * few for grids. */
enum { GRIDS = 16, ROWS = GRIDS * MM_GRID, FEW = 12 };

/* Rows times columns² from which on two milliseconds of work outweigh the start of threads. */
enum { WORTH_THREADS = 1 << 21 };

struct mm_gram {
    size_t columns;
    uint64_t count;
    struct mm_exact *sums;     /* columns */
    struct mm_exact *products; /* i ≤ j, row by row of the upper triangle */
    bool not_finite[MM_GRAM_COLUMNS];
};

static size_t pair(const struct mm_gram *gram, size_t i, size_t j) {
    if (i > j) return pair(gram, j, i);
    return i * gram->columns - i * (i + 1) / 2 + j;
}

struct mm_gram *mm_gram_new(size_t columns) {
    if (columns == 0 || columns > MM_GRAM_COLUMNS) return NULL;
    struct mm_gram *gram = mm_new_zero(1, sizeof *gram);
    if (gram == NULL) return NULL;
    gram->columns = columns;
    gram->sums = mm_new_zero(columns, sizeof *gram->sums);
    gram->products = mm_new_zero(columns * (columns + 1) / 2, sizeof *gram->products);
    if (gram->sums != NULL && gram->products != NULL) return gram;
    mm_gram_free(gram);
    return NULL;
}

void mm_gram_free(struct mm_gram *gram) {
    if (gram == NULL) return;
    free(gram->sums);
    free(gram->products);
    free(gram);
}

/* A block on its way in. */
struct block {
    struct mm_gram *gram;
    const double *rows;
    size_t count, stride;
    struct mm_grid *grids; /* columns × GRIDS */
};

static size_t grid_rows(const struct block *block, size_t grid) {
    size_t left = block->count - grid * MM_GRID;
    return left < MM_GRID ? left : MM_GRID;
}

static void add_sum(struct mm_exact *sum, const struct mm_grid *grid, const double *x, size_t n, size_t stride) {
    mm_int128 total = 0;
    for (size_t i = 0; i < n; i++) total += grid->value[i];
    mm_exact_reserve(sum, 1);
    mm_chunks_add_signed(sum->chunks, (unsigned)(grid->exponent + MM_EXACT_UNIT), total);
    for (size_t group = 0; 64 * group < n; group++) {
        for (uint64_t rest = grid->rest[group]; rest != 0; rest &= rest - 1)
            mm_exact_add(sum, x[(64 * group + (size_t)__builtin_ctzl(rest)) * stride]);
    }
}

/* Column INDEX of the block: its grids and its sum. */
static void take_column(void *context, size_t index, size_t worker) {
    (void)worker;
    const struct block *block = context;
    struct mm_gram *gram = block->gram;
    for (size_t k = 0; k * MM_GRID < block->count; k++) {
        const double *x = block->rows + k * MM_GRID * block->stride + index;
        struct mm_grid *grid = &block->grids[index * GRIDS + k];
        size_t n = grid_rows(block, k);
        if (mm_grid_fill(grid, x, n, block->stride)) {
            add_sum(&gram->sums[index], grid, x, n, block->stride);
        } else {
            gram->not_finite[index] = true;
            mm_exact_add_all(&gram->sums[index], x, n, block->stride);
        }
    }
}

/* Products of numbers of which one is not on its grid (and stands there as 0). */
static void add_rest(struct mm_exact *sum, const double *x, const double *y, size_t stride, uint64_t rest) {
    for (; rest != 0; rest &= rest - 1) {
        size_t i = (size_t)__builtin_ctzl(rest) * stride;
        mm_exact_add_product(sum, x[i], y[i]);
    }
}

static void add_pair(const struct block *block, struct mm_exact *sum, size_t i, size_t j) {
    for (size_t k = 0; k * MM_GRID < block->count; k++) {
        const struct mm_grid *x = &block->grids[i * GRIDS + k], *y = &block->grids[j * GRIDS + k];
        size_t n = grid_rows(block, k), first = k * MM_GRID;
        /* The two halves of the 126-bit products are added up apart: neither sum overflows. */
        mm_uint128 low = 0;
        mm_int128 high = 0;
        for (size_t row = 0; row < n; row++) {
            mm_int128 product = (mm_int128)x->value[row] * y->value[row];
            low += (uint64_t)product;
            high += (int64_t)(product >> 64);
        }
        unsigned bit = (unsigned)(x->exponent + y->exponent + MM_EXACT_UNIT);
        mm_exact_reserve(sum, 2);
        mm_chunks_add(sum->chunks, bit, low, 0);
        mm_chunks_add_signed(sum->chunks, bit + 64, high);
        for (size_t group = 0; 64 * group < n; group++) {
            const double *row = block->rows + (first + 64 * group) * block->stride;
            add_rest(sum, row + i, row + j, block->stride, x->rest[group] | y->rest[group]);
        }
    }
}

/* Row INDEX of the triangle and the one as far from its end, which together make tasks of one size. A column that is
 * not finite has no products from there on. */
static void take_pairs(void *context, size_t index, size_t worker) {
    (void)worker;
    const struct block *block = context;
    struct mm_gram *gram = block->gram;
    size_t ends[2] = {index, gram->columns - 1 - index};
    for (size_t end = 0; end < (ends[0] == ends[1] ? 1 : 2); end++) {
        size_t i = ends[end];
        for (size_t j = i; j < gram->columns && !gram->not_finite[i]; j++)
            if (!gram->not_finite[j]) add_pair(block, &gram->products[pair(gram, i, j)], i, j);
    }
}

/* A row without grids. */
static void add_row(struct mm_gram *gram, const double *x) {
    struct mm_exact *product = gram->products;
    for (size_t i = 0; i < gram->columns; i++) {
        gram->not_finite[i] |= !isfinite(x[i]);
        mm_exact_add(&gram->sums[i], x[i]);
    }
    for (size_t i = 0; i < gram->columns; i++)
        for (size_t j = i; j < gram->columns; j++, product++)
            if (!gram->not_finite[i] && !gram->not_finite[j]) mm_exact_add_product(product, x[i], x[j]);
}

void mm_gram_add(struct mm_gram *gram, const double *rows, size_t count, size_t stride, size_t threads) {
    struct block block = {.gram = gram, .stride = stride};
    /* Grids are only faster: without memory for them it goes on, row by row. */
    if (count >= FEW) block.grids = mm_new(gram->columns * GRIDS, sizeof *block.grids);
    gram->count += count;
    for (size_t start = 0; start < count && block.grids != NULL; start += ROWS) {
        block.rows = rows + start * stride;
        block.count = count - start < ROWS ? count - start : ROWS;
        size_t work = block.count * gram->columns * gram->columns;
        size_t used = work < WORTH_THREADS ? 1 : threads;
        mm_parallel(used, gram->columns, take_column, &block);
        mm_parallel(used, (gram->columns + 1) / 2, take_pairs, &block);
    }
    for (size_t i = 0; i < count && block.grids == NULL; i++) add_row(gram, rows + i * stride);
    free(block.grids);
}

void mm_gram_merge(struct mm_gram *to, const struct mm_gram *from) {
    size_t n = to->columns;
    to->count += from->count;
    for (size_t i = 0; i < n; i++) {
        mm_exact_merge(&to->sums[i], &from->sums[i]);
        to->not_finite[i] |= from->not_finite[i];
    }
    for (size_t k = 0; k < n * (n + 1) / 2; k++) mm_exact_merge(&to->products[k], &from->products[k]);
}

size_t mm_gram_columns(const struct mm_gram *gram) {
    return gram->columns;
}

uint64_t mm_gram_count(const struct mm_gram *gram) {
    return gram->count;
}

bool mm_gram_finite(const struct mm_gram *gram, size_t i) {
    return !gram->not_finite[i];
}

double mm_gram_sum(const struct mm_gram *gram, size_t i) {
    return mm_exact_round(&gram->sums[i]);
}

double mm_gram_product(const struct mm_gram *gram, size_t i, size_t j) {
    if (gram->not_finite[i] || gram->not_finite[j]) return NAN;
    return mm_exact_round(&gram->products[pair(gram, i, j)]);
}

enum mm_status mm_gram_mean(const struct mm_gram *gram, size_t i, double *mean) {
    if (gram->count == 0) return MM_TOO_FEW;
    *mean = mm_exact_divide(&gram->sums[i], gram->count);
    return MM_OK;
}

void mm_gram_exact_sum(const struct mm_gram *gram, size_t i, mpz_t integer, int64_t *exponent) {
    mm_exact_integer(&gram->sums[i], integer, exponent);
}

void mm_gram_exact_product(const struct mm_gram *gram, size_t i, size_t j, mpz_t integer, int64_t *exponent) {
    mm_exact_integer(&gram->products[pair(gram, i, j)], integer, exponent);
}

/* n g_ij - s_i s_j on the finer of the two grids. */
void mm_gram_exact_centred(const struct mm_gram *gram, size_t i, size_t j, mpz_t integer, int64_t *exponent) {
    mpz_t other;
    int64_t product, first, second;
    mpz_init(other);
    mm_gram_exact_sum(gram, i, integer, &first);
    mm_gram_exact_sum(gram, j, other, &second);
    mpz_mul(other, integer, other);
    mm_gram_exact_product(gram, i, j, integer, &product);
    mpz_mul_ui(integer, integer, gram->count);
    int64_t difference = product - (first + second);
    if (difference > 0) mpz_mul_2exp(integer, integer, (mp_bitcnt_t)difference);
    if (difference < 0) mpz_mul_2exp(other, other, (mp_bitcnt_t)-difference);
    mpz_sub(integer, integer, other);
    *exponent = difference > 0 ? first + second : product;
    mpz_clear(other);
}

bool mm_gram_constant(const struct mm_gram *gram, size_t i) {
    mpz_t spread;
    int64_t exponent;
    if (gram->not_finite[i]) return false;
    mpz_init(spread);
    mm_gram_exact_centred(gram, i, i, spread, &exponent);
    bool constant = mpz_sgn(spread) == 0;
    mpz_clear(spread);
    return constant;
}

/* n S_ij over n·BELOW or, if ROOT, the root of that. */
static double quotient(const struct mm_gram *gram, size_t i, size_t j, uint64_t below, bool root) {
    mpz_t numerator, denominator;
    int64_t exponent;
    if (gram->not_finite[i] || gram->not_finite[j]) return NAN;
    mpz_init(numerator);
    mpz_init_set_ui(denominator, gram->count);
    mpz_mul_ui(denominator, denominator, below);
    mm_gram_exact_centred(gram, i, j, numerator, &exponent);
    double value = root ? mm_round_ratio_root(numerator, denominator, exponent, false)
                        : mm_round_ratio(numerator, denominator, exponent);
    mpz_clears(numerator, denominator, NULL);
    return value;
}

double mm_gram_centred(const struct mm_gram *gram, size_t i, size_t j) {
    return gram->count == 0 ? 0 : quotient(gram, i, j, 1, false);
}

enum mm_status mm_gram_sd(const struct mm_gram *gram, size_t i, uint64_t ddof, double *sd) {
    if (gram->count <= ddof) return MM_TOO_FEW;
    *sd = quotient(gram, i, i, gram->count - ddof, true);
    return MM_OK;
}

enum mm_status mm_gram_covariance(const struct mm_gram *gram, size_t i, size_t j, uint64_t ddof, double *covariance) {
    if (gram->count <= ddof) return MM_TOO_FEW;
    *covariance = quotient(gram, i, j, gram->count - ddof, false);
    return MM_OK;
}

/* r² = S_ij² / (S_ii S_jj) is rational, so its root is rounded once. */
enum mm_status mm_gram_correlation(const struct mm_gram *gram, size_t i, size_t j, double *correlation) {
    *correlation = NAN;
    if (gram->count < 2) return MM_TOO_FEW;
    if (gram->not_finite[i] || gram->not_finite[j]) return MM_OK;
    mpz_t both, first, second;
    int64_t both_exponent, first_exponent, second_exponent;
    mpz_inits(both, first, second, NULL);
    mm_gram_exact_centred(gram, i, j, both, &both_exponent);
    mm_gram_exact_centred(gram, i, i, first, &first_exponent);
    mm_gram_exact_centred(gram, j, j, second, &second_exponent);
    bool constant = mpz_sgn(first) == 0 || mpz_sgn(second) == 0;
    if (!constant) {
        bool negative = mpz_sgn(both) < 0;
        mpz_mul(both, both, both);
        mpz_mul(first, first, second);
        *correlation = mm_round_ratio_root(both, first, 2 * both_exponent - first_exponent - second_exponent, negative);
    }
    mpz_clears(both, first, second, NULL);
    return constant ? MM_CONSTANT : MM_OK;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exact sums of arrays, a block at a time: values split on two grids, or as integers on one, add without rounding. */
#include "numeric/exact_integer.h"

/* Below this many terms setting up a block costs more than it saves. */
enum { FEW = 12 };

/* Two doubles: what every x86-64 and ARMv8 has. */
typedef double pair __attribute__((vector_size(16)));
typedef int64_t pair_bits __attribute__((vector_size(16)));
typedef int32_t quad __attribute__((vector_size(16)));

/* 2^exponent for a normal result. */
static double power_of_two(int exponent) {
    uint64_t bits = (uint64_t)(exponent + 1023) << 52;
    double power;
    memcpy(&power, &bits, sizeof power);
    return power;
}

/* The largest biased exponent among N values; 0x7FF if one is infinite or NaN. The comparison runs on 32-bit words,
 * which SSE2 has, and the exponent is in the upper one. */
static int largest_exponent(const double *x, size_t n) {
    const quad magnitude = {INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX};
    quad most[2] = {{0}, {0}};
    size_t i = 0;
    for (; i + 4 <= n; i += 4) {
        quad words[2];
        memcpy(words, x + i, sizeof words);
        for (int k = 0; k < 2; k++) {
            words[k] &= magnitude;
            quad above = words[k] > most[k];
            most[k] = (words[k] & above) | (most[k] & ~above);
        }
    }
    int exponent = 0;
    for (int k = 0; k < 4; k++) {
        uint64_t bits[2];
        memcpy(bits, &most[k / 2], sizeof bits);
        int candidate = (int)(bits[k % 2] >> 52);
        exponent = candidate > exponent ? candidate : exponent;
    }
    for (; i < n; i++) {
        int candidate = (int)(mm_bits_of(x[i]) >> 52) & 0x7FF;
        exponent = candidate > exponent ? candidate : exponent;
    }
    return exponent;
}

/* Two constants that cut values below 2^e into a part on a grid of 2^(e-45), one on a grid of 2^(e-91), and a rest:
 * adding 1.5·2^(e+7) and taking it away again rounds to the first grid, as doubles there are 2^(e-45) apart. MM_GRID =
 * 2^8 such parts sum to at most 2^53 grid steps, so their sums are exact in any order. */
struct cut {
    double coarse, fine;
};

static inline double cut_off(double x, const struct cut *cut) {
    x -= (x + cut->coarse) - cut->coarse;
    x -= (x + cut->fine) - cut->fine;
    return x;
}

/* Adds N finite values; N is a multiple of 4, at most MM_GRID. */
static void add_block(struct mm_exact *sum, const double *x, size_t n, const struct cut *cut) {
    const pair coarse = {cut->coarse, cut->coarse}, fine = {cut->fine, cut->fine};
    pair coarse_sum[2] = {{0}, {0}}, fine_sum[2] = {{0}, {0}};
    pair_bits rest = {0};
    for (size_t i = 0; i < n; i += 4) {
        pair values[2], part;
        pair_bits bits[2];
        memcpy(values, x + i, sizeof values);
        for (int k = 0; k < 2; k++) {
            part = (values[k] + coarse) - coarse;
            values[k] -= part;
            coarse_sum[k] += part;
            part = (values[k] + fine) - fine;
            values[k] -= part;
            fine_sum[k] += part;
        }
        memcpy(bits, values, sizeof bits);
        rest |= bits[0] | bits[1];
    }
    coarse_sum[0] += coarse_sum[1];
    fine_sum[0] += fine_sum[1];
    mm_exact_reserve(sum, MM_GRID + 2);
    mm_exact_add_finite(sum, coarse_sum[0][0] + coarse_sum[0][1]);
    mm_exact_add_finite(sum, fine_sum[0][0] + fine_sum[0][1]);
    if (((rest[0] | rest[1]) & INT64_MAX) == 0) return;
    for (size_t i = 0; i < n; i++) {
        double left = cut_off(x[i], cut);
        if (left != 0) mm_exact_add_finite(sum, left);
    }
}

void mm_exact_add_all(struct mm_exact *sum, const double *x, size_t n, size_t stride) {
    double gathered[MM_GRID];
    mm_exact_note_zeros(sum, x, n, stride);
    for (size_t start = 0; start < n; start += MM_GRID) {
        const double *block = x + start * stride;
        size_t count = n - start < MM_GRID ? n - start : MM_GRID, padded = count;
        if (stride != 1 || count % 4 != 0) {
            for (size_t i = 0; i < count; i++) gathered[i] = block[i * stride];
            while (padded % 4 != 0) gathered[padded++] = 0;
            block = gathered;
        }
        /* Values below 2^e; both constants of the cut have to be normal doubles. */
        int e = count < FEW ? INT32_MAX : largest_exponent(block, padded) - 1022;
        if (e < -900) e = -900;
        if (e <= 1000) {
            struct cut cut = {1.5 * power_of_two(e + 7), 1.5 * power_of_two(e + 7 - 46)};
            add_block(sum, block, padded, &cut);
        } else {
            for (size_t i = 0; i < count; i++) mm_exact_add(sum, block[i]);
        }
    }
}

/* Fills in 64 values at most and returns the bits of those that are not on the grid. Scaling by a power of two is exact
 * unless the result underflows, and then scaling back does not give x: the comparison finds every loss. */
static uint64_t fill_group(int64_t *value, const double *x, size_t n, double scale, double unscale) {
    uint64_t rest = 0;
    for (size_t i = 0; i < n; i++) {
        int64_t integer = (int64_t)(x[i] * scale);
        bool lost = (double)integer * unscale != x[i];
        value[i] = lost ? 0 : integer;
        rest |= (uint64_t)lost << i;
    }
    return rest;
}

bool mm_grid_fill(struct mm_grid *grid, const double *x, size_t n, size_t stride) {
    double gathered[MM_GRID];
    if (stride != 1) {
        for (size_t i = 0; i < n; i++) gathered[i] = x[i * stride];
        x = gathered;
    }
    int largest = largest_exponent(x, n);
    if (largest == 0x7FF) return false;

    /* |x| < 2^(e - 1022) for the biased exponent e, so this grid makes integers below 2^63. */
    int exponent = largest - 1022 - 63;
    if (exponent < -1022) exponent = -1022;
    grid->exponent = exponent;
    double scale = power_of_two(-exponent), unscale = power_of_two(exponent);
    for (size_t i = 0; i < n; i += 64) {
        size_t count = n - i < 64 ? n - i : 64;
        grid->rest[i / 64] = fill_group(grid->value + i, x + i, count, scale, unscale);
    }
    return true;
}

/* Two arrays of products' factors. */
struct factors {
    const double *x, *y;
    size_t x_stride, y_stride;
};

static void add_rest(struct mm_exact *sum, const struct factors *block, size_t first, uint64_t rest) {
    for (; rest != 0; rest &= rest - 1) {
        size_t i = first + (size_t)__builtin_ctzl(rest);
        mm_exact_add_product(sum, block->x[i * block->x_stride], block->y[i * block->y_stride]);
    }
}

/* A factor off its grid has the value 0 there, so its product adds nothing before add_rest. */
static bool add_product_block(struct mm_exact *sum, const struct factors *block, size_t n) {
    struct mm_grid x_grid, y_grid;
    const struct mm_grid *y = &x_grid;
    if (!mm_grid_fill(&x_grid, block->x, n, block->x_stride)) return false;
    if (block->x != block->y || block->x_stride != block->y_stride) {
        if (!mm_grid_fill(&y_grid, block->y, n, block->y_stride)) return false;
        y = &y_grid;
    }
    /* The two halves of the 126-bit products are added up apart: neither sum overflows. */
    mm_uint128 low = 0;
    mm_int128 high = 0;
    for (size_t i = 0; i < n; i++) {
        mm_int128 product = (mm_int128)x_grid.value[i] * y->value[i];
        low += (uint64_t)product;
        high += (int64_t)(product >> 64);
    }
    unsigned bit = (unsigned)(x_grid.exponent + y->exponent + MM_EXACT_UNIT);
    mm_exact_reserve(sum, 2);
    mm_chunks_add(sum->chunks, bit, low, 0);
    mm_chunks_add_signed(sum->chunks, bit + 64, high);
    for (size_t group = 0; 64 * group < n; group++) {
        add_rest(sum, block, 64 * group, x_grid.rest[group] | y->rest[group]);
    }
    return true;
}

void mm_exact_add_products(struct mm_exact *sum, const double *x, size_t x_stride, const double *y, size_t y_stride,
                           size_t n) {
    size_t start = 0;
    /* One at a time until a term is not -0: the blocks do not look for that. */
    for (; start < n && (sum->only_negative_zeros || !sum->any); start++) {
        mm_exact_add_product(sum, x[start * x_stride], y[start * y_stride]);
    }
    while (start < n) {
        struct factors block = {x + start * x_stride, y + start * y_stride, x_stride, y_stride};
        size_t count = n - start < MM_GRID ? n - start : MM_GRID;
        if (count < FEW || !add_product_block(sum, &block, count)) {
            for (size_t i = 0; i < count; i++) mm_exact_add_product(sum, block.x[i * x_stride], block.y[i * y_stride]);
        }
        start += count;
    }
}

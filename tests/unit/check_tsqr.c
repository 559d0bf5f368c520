/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The streamed triangular factor: known factors, the identity RᵀR = AᵀA, splits, merges, scales and bad input. */
#include <float.h>

#include "linalg/svd.h"
#include "linalg/tsqr.h"

#include "check_main.h"

enum { ROWS = 20000, COLUMNS = 7 };

/* Numbers in (-1, 1) from a linear congruence: any fixed matrix without structure will do. */
static double *noise(size_t count) {
    double *a = malloc(count * sizeof *a);
    uint64_t state = 12345;
    ck_assert_ptr_nonnull(a);
    for (size_t i = 0; i < count; i++) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        a[i] = (double)(int64_t)(state >> 11) * 0x1p-52 - 1;
    }
    return a;
}

static void factor_of(const double *a, size_t m, size_t n, size_t block, double *r, size_t *k) {
    struct mm_tsqr state;
    ck_assert_int_eq(mm_tsqr_init(&state, n), MM_OK);
    for (size_t i = 0; i < m; i += block)
        ck_assert_int_eq(mm_tsqr_add(&state, a + i * n, m - i < block ? m - i : block, n, NULL), MM_OK);
    ck_assert_uint_eq(state.rows, m);
    ck_assert_int_eq(mm_tsqr_factor(&state, r, k), MM_OK);
    mm_tsqr_free(&state);
}

/* [[1,2],[3,4],[5,6]]: r11 = sqrt 35, r12 = 44 / sqrt 35, r22 = sqrt(56 - 44²/35), by hand. */
START_TEST(by_hand) {
    const double a[] = {1, 2, 3, 4, 5, 6};
    double r[4];
    size_t k;
    factor_of(a, 3, 2, 1, r, &k);
    ck_assert_uint_eq(k, 2);
    mm_check_near(r[0], sqrt(35), 8 * DBL_EPSILON);
    mm_check_near(r[1], 44 / sqrt(35), 8 * DBL_EPSILON);
    mm_check_bits(r[2], 0);
    mm_check_near(r[3], sqrt(56 - 44.0 * 44 / 35), 32 * DBL_EPSILON);
}
END_TEST

/* |RᵀR - AᵀA| ≤ c eps |A_i||A_j|: a few roundings for each of the 5 panels; 100 is generous. */
START_TEST(gram_identity) {
    double *a = noise(ROWS * COLUMNS), r[COLUMNS * COLUMNS];
    size_t k;
    factor_of(a, ROWS, COLUMNS, ROWS, r, &k);
    ck_assert_uint_eq(k, COLUMNS);
    for (size_t i = 0; i < COLUMNS; i++) {
        ck_assert_double_ge(r[i * COLUMNS + i], 0);
        for (size_t j = 0; j < COLUMNS; j++) {
            long double of_a = 0, of_r = 0;
            for (size_t l = 0; l < ROWS; l++) of_a += (long double)a[l * COLUMNS + i] * a[l * COLUMNS + j];
            for (size_t l = 0; l < COLUMNS; l++) of_r += (long double)r[l * COLUMNS + i] * r[l * COLUMNS + j];
            ck_assert_double_le((double)fabsl(of_a - of_r), 100 * DBL_EPSILON * ROWS / 3);
            if (j < i) mm_check_bits(r[i * COLUMNS + j], 0);
        }
    }
    free(a);
}
END_TEST

START_TEST(any_split_same_bits) {
    double *a = noise(ROWS * COLUMNS), whole[COLUMNS * COLUMNS], split[COLUMNS * COLUMNS];
    const size_t blocks[] = {1, 3, 4681, 5000};
    size_t k;
    factor_of(a, ROWS, COLUMNS, ROWS, whole, &k);
    for (size_t b = 0; b < sizeof blocks / sizeof *blocks; b++) {
        factor_of(a, ROWS, COLUMNS, blocks[b], split, &k);
        ck_assert_mem_eq(whole, split, sizeof whole);
    }
    free(a);
}
END_TEST

/* Rows of a longer stride, and more rows after a factor was asked for. */
START_TEST(stride_and_going_on) {
    double *a = noise(100 * 5), packed[100 * 3], r[9], expected[9];
    struct mm_tsqr state;
    size_t k;
    for (size_t i = 0; i < 100; i++) memcpy(packed + i * 3, a + i * 5, 3 * sizeof *a);
    factor_of(packed, 100, 3, 100, expected, &k);
    ck_assert_int_eq(mm_tsqr_init(&state, 3), MM_OK);
    ck_assert_int_eq(mm_tsqr_add(&state, a, 60, 5, NULL), MM_OK);
    ck_assert_int_eq(mm_tsqr_factor(&state, r, &k), MM_OK);
    ck_assert_int_eq(mm_tsqr_add(&state, a + 60 * 5, 40, 5, NULL), MM_OK);
    ck_assert_int_eq(mm_tsqr_factor(&state, r, &k), MM_OK);
    for (size_t i = 0; i < 9; i++) mm_check_near(r[i], expected[i], 50 * DBL_EPSILON);
    mm_tsqr_free(&state);
    free(a);
}
END_TEST

START_TEST(merged) {
    double *a = noise(ROWS * COLUMNS), whole[COLUMNS * COLUMNS], r[COLUMNS * COLUMNS];
    struct mm_tsqr parts[3], other;
    size_t k;
    factor_of(a, ROWS, COLUMNS, ROWS, whole, &k);
    for (size_t i = 0; i < 3; i++) ck_assert_int_eq(mm_tsqr_init(&parts[i], COLUMNS), MM_OK);
    ck_assert_int_eq(mm_tsqr_add(&parts[0], a, 3, COLUMNS, NULL), MM_OK); /* fewer rows than columns */
    ck_assert_int_eq(mm_tsqr_add(&parts[1], a + 3 * COLUMNS, ROWS - 3, COLUMNS, NULL), MM_OK);
    ck_assert_int_eq(mm_tsqr_merge(&parts[2], &parts[1]), MM_OK);
    ck_assert_int_eq(mm_tsqr_merge(&parts[2], &parts[0]), MM_OK);
    ck_assert_uint_eq(parts[2].rows, ROWS);
    ck_assert_int_eq(mm_tsqr_factor(&parts[2], r, &k), MM_OK);
    for (size_t i = 0; i < COLUMNS * COLUMNS; i++)
        ck_assert_double_le(fabs(r[i] - whole[i]), 100 * DBL_EPSILON * sqrt(ROWS));
    ck_assert_int_eq(mm_tsqr_init(&other, 2), MM_OK);
    ck_assert_int_eq(mm_tsqr_merge(&parts[2], &other), MM_SHAPE);
    for (size_t i = 0; i < 3; i++) mm_tsqr_free(&parts[i]);
    mm_tsqr_free(&other);
    free(a);
}
END_TEST

/* Läuchli's matrix: e² is below eps, so AᵀA has lost the small singular values, which are e exactly (twice); the
 * largest is sqrt(3 + e²). Absolute errors of a backward stable method are of size eps·sqrt 3, relative to e 1e-7. */
START_TEST(not_normal_equations) {
    const double e = 1e-9;
    struct mm_tsqr state;
    double r[9], s[3], row[3] = {1, 1, 1}, zeros[3] = {0};
    size_t k;
    ck_assert_int_eq(mm_tsqr_init(&state, 3), MM_OK);
    ck_assert_int_eq(mm_tsqr_add(&state, row, 1, 3, NULL), MM_OK);
    for (size_t i = 0; i < 3; i++) {
        for (size_t j = 0; j < 30000; j++) ck_assert_int_eq(mm_tsqr_add(&state, zeros, 1, 3, NULL), MM_OK);
        for (size_t j = 0; j < 3; j++) row[j] = i == j ? e : 0;
        ck_assert_int_eq(mm_tsqr_add(&state, row, 1, 3, NULL), MM_OK);
    }
    ck_assert_int_eq(mm_tsqr_factor(&state, r, &k), MM_OK);
    ck_assert_int_eq(mm_svd(r, k, 3, 0, NULL, s, NULL, NULL), MM_OK);
    mm_check_relative(s[0], sqrt(3), 8 * DBL_EPSILON);
    mm_check_relative(s[1], e, 1e-6);
    mm_check_relative(s[2], e, 1e-6);
    mm_tsqr_free(&state);
}
END_TEST

START_TEST(wide_and_empty) {
    const double a[] = {3, 4, 0, 1};
    struct mm_tsqr state;
    double r[16];
    size_t k;
    factor_of(a, 1, 4, 1, r, &k);
    ck_assert_uint_eq(k, 1);
    mm_check_near(r[0], 3, 4 * DBL_EPSILON);
    mm_check_near(r[1], 4, 4 * DBL_EPSILON);
    ck_assert_int_eq(mm_tsqr_init(&state, 0), MM_TOO_FEW);
    mm_tsqr_free(&state);
    ck_assert_int_eq(mm_tsqr_init(&state, 4), MM_OK);
    ck_assert_int_eq(mm_tsqr_factor(&state, r, &k), MM_OK);
    ck_assert_uint_eq(k, 0);
    mm_tsqr_free(&state);
    ck_assert_int_eq(mm_tsqr_init(&state, SIZE_MAX / 2), MM_MEMORY);
    mm_tsqr_free(&state);
}
END_TEST

/* Each column keeps its own accuracy, whatever its unit; the factor's columns are those of an unscaled one. */
START_TEST(units_of_columns) {
    double *a = noise(500 * 3), plain[9], scaled[9];
    const double units[] = {1e200, 1, 1e-200};
    size_t k;
    factor_of(a, 500, 3, 500, plain, &k);
    for (size_t i = 0; i < 1500; i++) a[i] *= units[i % 3];
    factor_of(a, 500, 3, 500, scaled, &k);
    for (size_t i = 0; i < 9; i++)
        ck_assert_double_le(fabs(scaled[i] / units[i % 3] - plain[i]), 100 * DBL_EPSILON * sqrt(500));
    free(a);
}
END_TEST

START_TEST(bad_numbers) {
    double a[] = {1, 2, 9, 3, NAN, 9, 5, 6, 9};
    struct mm_tsqr state;
    struct mm_detail detail = {0};
    double r[4];
    size_t k;
    ck_assert_int_eq(mm_tsqr_init(&state, 2), MM_OK);
    ck_assert_int_eq(mm_tsqr_add(&state, a, 3, 3, &detail), MM_NOT_FINITE);
    ck_assert_uint_eq(detail.index, 4);
    ck_assert(isnan(detail.value));
    ck_assert_uint_eq(state.rows, 0);
    a[4] = -INFINITY;
    ck_assert_int_eq(mm_tsqr_add(&state, a, 3, 3, &detail), MM_NOT_FINITE);
    mm_check_bits(detail.value, -INFINITY);
    a[1] = a[4] = a[7] = DBL_MAX; /* whose norm is not a double */
    ck_assert_int_eq(mm_tsqr_add(&state, a, 3, 3, &detail), MM_OK);
    ck_assert_int_eq(mm_tsqr_factor(&state, r, &k), MM_DOMAIN);
    mm_tsqr_free(&state);
}
END_TEST

MM_CHECK_MAIN("tsqr", by_hand, gram_identity, any_split_same_bits, stride_and_going_on, merged, not_normal_equations,
              wide_and_empty, units_of_columns, bad_numbers)

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small determinants in integers, large ones as a product of pivots with an exponent of its own. */
#include "linalg/determinant.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "linalg/lapack_factor.h"
#include "linalg/scale.h"
#include "numeric/exact_integer.h"

enum { EXACT_ORDER = 16 }; /* a millisecond at most for values of ordinary range */

/* A = integers · 2^unit, all entries on the finest grid that any of them needs. */
static int to_integers(const double *a, size_t count, mpz_t *integers) {
    int unit = INT_MAX;
    for (size_t i = 0; i < count; i++) {
        if (a[i] == 0) continue;
        int exponent;
        long long mantissa = llabs((long long)ldexp(frexp(a[i], &exponent), 53));
        exponent += __builtin_ctzll((unsigned long long)mantissa) - 53;
        if (exponent < unit) unit = exponent;
    }
    for (size_t i = 0; i < count; i++) {
        int exponent;
        double mantissa = ldexp(frexp(a[i], &exponent), 53);
        if (a[i] == 0) continue;
        mpz_set_d(integers[i], mantissa);
        exponent -= 53;
        if (exponent >= unit)
            mpz_mul_2exp(integers[i], integers[i], (mp_bitcnt_t)(exponent - unit));
        else
            mpz_tdiv_q_2exp(integers[i], integers[i], (mp_bitcnt_t)(unit - exponent));
    }
    return unit;
}

/* Puts the smallest non-zero entry of column K, from row K on, on the diagonal; false: there is none. */
static bool choose_pivot(mpz_t *a, size_t n, size_t k, int *sign) {
    size_t best = n;
    for (size_t i = k; i < n; i++) {
        if (mpz_sgn(a[i * n + k]) != 0 && (best == n || mpz_cmpabs(a[i * n + k], a[best * n + k]) < 0)) best = i;
    }
    if (best == n) return false;
    if (best == k) return true;
    for (size_t j = k; j < n; j++) mpz_swap(a[k * n + j], a[best * n + j]);
    *sign = -*sign;
    return true;
}

/* Fraction-free elimination: after step k every entry left is a minor of order k + 2, so that the divisions have no
 * remainder. The determinant ends up in the last entry; 0 there if A is singular. Returns its sign's correction. */
static int eliminate(mpz_t *a, size_t n) {
    int sign = 1;
    mpz_t product;
    mpz_init(product);
    for (size_t k = 0; k + 1 < n; k++) {
        if (!choose_pivot(a, n, k, &sign)) {
            mpz_set_ui(a[n * n - 1], 0);
            break;
        }
        for (size_t i = k + 1; i < n; i++) {
            for (size_t j = k + 1; j < n; j++) {
                mpz_t *entry = &a[i * n + j];
                mpz_mul(product, a[i * n + k], a[k * n + j]);
                mpz_mul(*entry, *entry, a[k * n + k]);
                mpz_sub(*entry, *entry, product);
                if (k > 0) mpz_divexact(*entry, *entry, a[(k - 1) * n + k - 1]);
            }
        }
    }
    mpz_clear(product);
    return sign;
}

static void exact_determinant(const double *a, size_t n, struct mm_determinant *determinant) {
    mpz_t integers[EXACT_ORDER * EXACT_ORDER], one;
    for (size_t i = 0; i < n * n; i++) mpz_init(integers[i]);
    mpz_init_set_ui(one, 1);
    int unit = to_integers(a, n * n, integers), sign = eliminate(integers, n);
    const mpz_t *last = (const mpz_t *)&integers[n * n - 1];
    if (mpz_sgn(*last) != 0) {
        int64_t bits = (int64_t)mpz_sizeinbase(*last, 2);
        determinant->mantissa = sign * mm_round_ratio(*last, one, -bits);
        determinant->exponent = bits + (long long)n * unit;
    }
    for (size_t i = 0; i < n * n; i++) mpz_clear(integers[i]);
    mpz_clear(one);
}

/* The product of U's diagonal, a sign for each exchange of rows. */
static void multiply_pivots(const double *lu, const int *pivots, size_t n, struct mm_determinant *determinant) {
    determinant->mantissa = 1;
    for (size_t i = 0; i < n; i++) {
        int exponent;
        determinant->mantissa = frexp(determinant->mantissa * lu[i * n + i], &exponent);
        determinant->exponent += exponent;
        if (determinant->mantissa == 0) break;
        if (pivots[i] != (int)i + 1) determinant->mantissa = -determinant->mantissa;
    }
    if (determinant->mantissa == 0) *determinant = (struct mm_determinant){0};
}

enum mm_status mm_determinant(const double *a, size_t n, struct mm_determinant *determinant, struct mm_detail *detail) {
    double largest;
    *determinant = (struct mm_determinant){0};
    if (n == 0) return MM_TOO_FEW;
    MM_TRY(mm_largest_magnitude(a, n * n, &largest, detail));
    if (n <= EXACT_ORDER) {
        exact_determinant(a, n, determinant);
        return MM_OK;
    }
    int exponent = mm_safe_exponent(largest);
    double *lu = mm_new_doubles(n, n);
    int *pivots = mm_new(n, sizeof *pivots);
    enum mm_status status = MM_MEMORY;
    if (lu != NULL && pivots != NULL) {
        mm_copy_scaled(lu, a, n * n, exponent);
        status = mm_lapack_lu(lu, n, n, pivots);
    }
    if (status == MM_OK) multiply_pivots(lu, pivots, n, determinant);
    if (determinant->mantissa != 0) determinant->exponent -= (long long)n * exponent;
    free(lu);
    free(pivots);
    return status;
}

double mm_determinant_value(const struct mm_determinant *determinant) {
    /* Beyond these ldexp gives infinity or zero already. */
    long long exponent = determinant->exponent;
    int clamped = exponent > 4096 ? 4096 : exponent < -4096 ? -4096 : (int)exponent;
    return ldexp(determinant->mantissa, clamped);
}

double mm_determinant_log(const struct mm_determinant *determinant) {
    if (determinant->mantissa == 0) return -INFINITY;
    double value = fabs(mm_determinant_value(determinant));
    /* Near 1 the two logarithms below would cancel. */
    if (isnormal(value)) return log(value);
    const long double ln2 = 0.693147180559945309417232121458176568L;
    return (double)(logl(fabsl((long double)determinant->mantissa)) + (long double)determinant->exponent * ln2);
}

double mm_determinant_sign(const struct mm_determinant *determinant) {
    return determinant->mantissa > 0 ? 1 : determinant->mantissa < 0 ? -1 : 0;
}

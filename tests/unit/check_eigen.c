/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Eigenvalues against 50 digits, vectors by residuals and orthogonality, order, signs, scales, degenerate input. */
#include <float.h>

#include "linalg/eigen.h"

#include "check_main.h"

/* Symmetric: values are those of A + E with |E| ≤ p(n) eps |A|, and move by no more than |E|. */
static double bound(size_t n, double norm) {
    return 8 * (double)n * DBL_EPSILON * norm;
}

/* |A V - V diag(values)|, |VᵀV - 1| within the bound. */
static void check_symmetric(const double *a, size_t n, size_t top, const double *values, const double *vectors,
                            double norm) {
    for (size_t j = 0; j < top; j++) {
        for (size_t i = 0; i < n; i++) {
            double sum = -values[j] * vectors[i * top + j];
            for (size_t l = 0; l < n; l++) sum += a[i * n + l] * vectors[l * top + j];
            ck_assert_double_le(fabs(sum), bound(n, norm));
        }
        for (size_t k = 0; k < top; k++) {
            double sum = j == k ? -1 : 0;
            for (size_t l = 0; l < n; l++) sum += vectors[l * top + j] * vectors[l * top + k];
            ck_assert_double_le(fabs(sum), bound(n, 1));
        }
        size_t first = 0;
        double largest = 0;
        for (size_t i = 0; i < n; i++) largest = fmax(largest, fabs(vectors[i * top + j]));
        while (fabs(vectors[first * top + j]) < largest * (1 - 1e-8)) first++;
        ck_assert_double_gt(vectors[first * top + j], 0);
    }
}

/* Hilbert's matrix of doubles and Wilkinson's W21+, whose two largest values agree to 14 digits: mpmath, 50 digits. */
START_TEST(symmetric_by_50_digits) {
    static const double hilbert[] = {1.6959389969219494359,    0.29812521131693071067,   0.026212843578119050945,
                                     0.0014676881177418471388, 0.0000543694336975089627, 1.2943320918741792919e-6,
                                     1.7988737460063012302e-8, 1.1115389694888081586e-10};
    static const double wilkinson[] = {10.746194182903393432, 10.746194182903321832, 9.2106786473613321079,
                                       9.210678647304918594};
    double a[441], values[21], vectors[441];
    for (size_t i = 0; i < 64; i++) a[i] = 1 / (double)(i / 8 + i % 8 + 1);
    ck_assert_int_eq(mm_eigen_symmetric(a, 8, 8, values, vectors, NULL), MM_OK);
    for (size_t i = 0; i < 8; i++) ck_assert_double_le(fabs(values[i] - hilbert[i]), bound(8, hilbert[0]));
    check_symmetric(a, 8, 8, values, vectors, hilbert[0]);
    memset(a, 0, sizeof a);
    for (size_t i = 0; i < 21; i++) {
        a[i * 21 + i] = fabs((double)i - 10);
        if (i > 0) a[i * 21 + i - 1] = a[(i - 1) * 21 + i] = 1;
    }
    ck_assert_int_eq(mm_eigen_symmetric(a, 21, 21, values, vectors, NULL), MM_OK);
    for (size_t i = 0; i < 4; i++) ck_assert_double_le(fabs(values[i] - wilkinson[i]), bound(21, 11));
    ck_assert_double_le(fabs(values[20] + 1.1254415221199842223), bound(21, 11));
    check_symmetric(a, 21, 21, values, vectors, 11);
    /* the largest alone, by another algorithm */
    ck_assert_int_eq(mm_eigen_symmetric(a, 21, 3, values, vectors, NULL), MM_OK);
    for (size_t i = 0; i < 3; i++) ck_assert_double_le(fabs(values[i] - wilkinson[i]), bound(21, 11));
    check_symmetric(a, 21, 3, values, vectors, 11);
    ck_assert_int_eq(mm_eigen_symmetric(a, 21, 1, values, NULL, NULL), MM_OK);
    ck_assert_double_le(fabs(values[0] - wilkinson[0]), bound(21, 11));
}
END_TEST

/* |A v - λ v| of complex vectors, length 1, leading entry real and positive, order. */
static void check_general(const double *a, size_t n, const double *values, const double *vectors, double norm) {
    for (size_t j = 0; j < n; j++) {
        double re = values[2 * j], im = values[2 * j + 1], length = 0, largest = 0;
        const double *v = vectors + 2 * j;
        for (size_t i = 0; i < n; i++) {
            double x = v[i * 2 * n], y = v[i * 2 * n + 1];
            double real = im * y - re * x, imaginary = -re * y - im * x;
            for (size_t l = 0; l < n; l++) {
                real += a[i * n + l] * v[l * 2 * n];
                imaginary += a[i * n + l] * v[l * 2 * n + 1];
            }
            ck_assert_double_le(hypot(real, imaginary), bound(n, norm));
            length = hypot(length, hypot(x, y));
            largest = fmax(largest, hypot(x, y));
        }
        mm_check_near(length, 1, bound(n, 1));
        size_t first = 0;
        while (hypot(v[first * 2 * n], v[first * 2 * n + 1]) < largest * (1 - 1e-8)) first++;
        ck_assert_double_gt(v[first * 2 * n], 0);
        mm_check_near(v[first * 2 * n + 1], 0, 0);
        if (j == 0) continue;
        ck_assert_double_le(re, values[2 * j - 2]);
        if (re == values[2 * j - 2]) ck_assert_double_le(im, values[2 * j - 1]);
    }
}

/* Frank's matrix: mpmath, 50 digits. Its small values are ill-conditioned: the condition numbers of the smallest ones
 * are of size 1e3 to 1e5, hence the tolerance. */
START_TEST(frank) {
    static const double exact[] = {19.124983751902528948, 9.751377387388041286,   4.4536601562672209643,
                                   1.7036225668240898464, 0.58698447618254432841, 0.22453441998550185197,
                                   0.1025496153285331275, 0.0522876261215396472};
    double a[64], values[16], vectors[128];
    for (size_t i = 1; i <= 8; i++) {
        for (size_t j = 1; j <= 8; j++) a[(i - 1) * 8 + j - 1] = j + 1 >= i ? (double)(9 - (i > j ? i : j)) : 0;
    }
    ck_assert_int_eq(mm_eigen_general(a, 8, values, vectors, NULL), MM_OK);
    for (size_t i = 0; i < 8; i++) {
        mm_check_near(values[2 * i], exact[i], i < 4 ? 1e-13 : 1e-9);
        mm_check_near(values[2 * i + 1], 0, 0);
    }
    check_general(a, 8, values, vectors, 20);
}
END_TEST

/* Grcar's matrix of size 5 has one real value and two pairs: mpmath, 50 digits. */
START_TEST(grcar) {
    static const double exact[] = {1.444824618518560628,   0,
                                   1.3314682652592931692,  1.047398249413796751,
                                   1.3314682652592931692,  -1.047398249413796751,
                                   0.44611942548142651675, 1.8489311180917572738,
                                   0.44611942548142651675, -1.8489311180917572738};
    double a[25], values[10], vectors[50];
    for (size_t i = 0; i < 5; i++) {
        for (size_t j = 0; j < 5; j++) a[i * 5 + j] = j + 1 == i ? -1 : j >= i && j <= i + 3 ? 1 : 0;
    }
    ck_assert_int_eq(mm_eigen_general(a, 5, values, vectors, NULL), MM_OK);
    for (size_t i = 0; i < 10; i++) mm_check_near(values[i], exact[i], 100 * DBL_EPSILON);
    check_general(a, 5, values, vectors, 3);
    for (size_t i = 0; i < 5; i++) { /* of a pair the second vector is the conjugate of the first */
        mm_check_bits(vectors[i * 10 + 2], vectors[i * 10 + 4]);
        mm_check_near(vectors[i * 10 + 3], -vectors[i * 10 + 5], 0);
    }
    ck_assert_int_eq(mm_eigen_general(a, 5, values, NULL, NULL), MM_OK);
    for (size_t i = 0; i < 10; i++) mm_check_near(values[i], exact[i], 100 * DBL_EPSILON);
}
END_TEST

/* By hand. A Jordan block has one direction. */
START_TEST(small_general) {
    const double jordan[] = {2, 1, 0, 2}, one[] = {-3}, rotation[] = {0, -1, 1, 0};
    double values[4], vectors[8];
    ck_assert_int_eq(mm_eigen_general(one, 1, values, vectors, NULL), MM_OK);
    mm_check_bits(values[0], -3);
    mm_check_bits(vectors[0], 1);
    ck_assert_int_eq(mm_eigen_general(rotation, 2, values, vectors, NULL), MM_OK);
    mm_check_near(values[0], 0, 0);
    mm_check_near(values[1], 1, 2 * DBL_EPSILON);
    check_general(rotation, 2, values, vectors, 1);
    ck_assert_int_eq(mm_eigen_general(jordan, 2, values, vectors, NULL), MM_OK);
    for (size_t j = 0; j < 2; j++) {
        mm_check_near(values[2 * j], 2, 1e-7);
        mm_check_near(vectors[2 * j], 1, 1e-7);
    }
}
END_TEST

START_TEST(scales) {
    const double base[] = {2, 1, 1, 2}, skew[] = {0, 1, -1, 0};
    const double units[] = {1e300, 1e-300};
    for (size_t u = 0; u < 2; u++) {
        double a[4], values[4], vectors[8];
        for (size_t i = 0; i < 4; i++) a[i] = base[i] * units[u];
        ck_assert_int_eq(mm_eigen_symmetric(a, 2, 2, values, vectors, NULL), MM_OK);
        mm_check_relative(values[0], 3 * units[u], 8 * DBL_EPSILON);
        mm_check_relative(values[1], units[u], 8 * DBL_EPSILON);
        for (size_t i = 0; i < 4; i++) a[i] = skew[i] * units[u];
        ck_assert_int_eq(mm_eigen_general(a, 2, values, vectors, NULL), MM_OK);
        mm_check_relative(values[1], units[u], 8 * DBL_EPSILON);
    }
    /* Of a diagonal matrix the entries, however far apart, with vectors and without. */
    const double graded[] = {1e-200, 0, 0, 0, 1e200, 0, 0, 0, 1};
    double three[3], nine[9];
    for (int with = 0; with <= 1; with++) {
        ck_assert_int_eq(mm_eigen_symmetric(graded, 3, 3, three, with ? nine : NULL, NULL), MM_OK);
        mm_check_relative(three[0], 1e200, DBL_EPSILON);
        mm_check_relative(three[1], 1, DBL_EPSILON);
        mm_check_relative(three[2], 1e-200, DBL_EPSILON);
    }
}
END_TEST

START_TEST(bad_input) {
    double a[] = {1, NAN, 0, 1}, huge[] = {DBL_MAX, DBL_MAX, DBL_MAX, DBL_MAX}, zero[4] = {0}, values[4], vectors[8];
    struct mm_detail detail = {0};
    ck_assert_int_eq(mm_eigen_symmetric(a, 2, 2, values, NULL, &detail), MM_NOT_FINITE);
    ck_assert_uint_eq(detail.index, 1);
    a[1] = INFINITY;
    ck_assert_int_eq(mm_eigen_general(a, 2, values, NULL, &detail), MM_NOT_FINITE);
    mm_check_bits(detail.value, INFINITY);
    ck_assert_int_eq(mm_eigen_symmetric(huge, 2, 2, values, NULL, &detail), MM_DOMAIN);
    ck_assert_int_eq(mm_eigen_general(huge, 2, values, NULL, &detail), MM_DOMAIN);
    ck_assert_int_eq(mm_eigen_symmetric(a, 0, 0, values, NULL, NULL), MM_TOO_FEW);
    ck_assert_int_eq(mm_eigen_general(a, 0, values, NULL, NULL), MM_TOO_FEW);
    ck_assert_int_eq(mm_eigen_symmetric(zero, 2, 2, values, vectors, NULL), MM_OK);
    mm_check_bits(values[0], 0);
    mm_check_bits(values[1], 0);
}
END_TEST

START_TEST(asymmetry) {
    const double a[] = {4, 1, 2, 1.5, 0, 3, 2, 3, 1}, zero[4] = {0}, bad[] = {1, NAN, 0, 1};
    const double opposite[] = {0, DBL_MAX, -DBL_MAX, 0};
    size_t i, j;
    mm_check_bits(mm_asymmetry(a, 3, &i, &j), 0.125);
    ck_assert_uint_eq(i, 1);
    ck_assert_uint_eq(j, 0);
    mm_check_bits(mm_asymmetry(zero, 2, &i, &j), 0);
    mm_check_bits(mm_asymmetry(opposite, 2, &i, &j), 2);
    ck_assert(isnan(mm_asymmetry(bad, 2, &i, &j)));
}
END_TEST

MM_CHECK_MAIN("eigen", symmetric_by_50_digits, frank, grcar, small_general, scales, bad_input, asymmetry)

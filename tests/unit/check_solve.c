/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Solutions and inverses against 50 digits, by residuals, and on matrices that are singular, graded or extreme. */
#include <float.h>

#include "linalg/solve.h"

#include "check_main.h"

enum { MOST = 80 };

static void hilbert(double *a, size_t n) {
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) a[i * n + j] = 1 / (double)(i + j + 1);
    }
}

/* Weyl's sequence: fixed numbers in [-0.5, 0.5) without structure that matters. */
static void fill(double *a, size_t count) {
    for (size_t i = 0; i < count; i++) {
        double x = (double)(i + 1) * 0.6180339887498949 * (double)(i % 97 + 1);
        a[i] = x - floor(x) - 0.5;
    }
}

/* Of the matrix of doubles and a right-hand side of ones, by mpmath 1.2 with 50 digits (lu_solve). Refinement with
 * exact residuals leaves an error of a few eps |x|, whatever the condition (3e10, 3.5e13). */
START_TEST(hilbert_solutions) {
    static const double eight[] = {-7.9999999499642061476, 503.99999508785919717,  -7559.9999150882062912,
                                   46199.999455705791774,  -138599.99835567475935, 216215.99746902086222,
                                   -168167.99807885003063, 51479.99942952376029};
    static const double ten[] = {-9.998301877385038156,  989.85331510580939439,  -23756.876682433772627,
                                 240211.61544345284042,  -1261124.6564036651399, 3783408.0625807526702,
                                 -6726109.9560109347504, 7000690.6398985610213,  -3937910.6788859311363,
                                 923711.99386923928361};
    double a[100], b[10], x[10];
    struct mm_solution solution;
    for (size_t i = 0; i < 10; i++) b[i] = 1;
    hilbert(a, 8);
    ck_assert_int_eq(mm_solve(a, 8, b, 1, DBL_EPSILON, x, &solution, NULL), MM_OK);
    for (size_t i = 0; i < 8; i++) ck_assert_double_le(fabs(x[i] - eight[i]), 2 * DBL_EPSILON * 216216);
    /* mpmath: κ₁ = 33872791001.155; the estimate of |A⁻¹| comes from factors with a relative error of eps κ. */
    mm_check_relative(solution.rcond, 1 / 33872791001.155113592, 33872791001. * 8 * DBL_EPSILON);
    ck_assert_int_eq(mm_trusted_digits(solution.rcond), 5);
    hilbert(a, 10);
    ck_assert_int_eq(mm_solve(a, 10, b, 1, DBL_EPSILON, x, &solution, NULL), MM_OK);
    for (size_t i = 0; i < 10; i++) ck_assert_double_le(fabs(x[i] - ten[i]), 2 * DBL_EPSILON * 7000691);
    ck_assert_int_eq(mm_trusted_digits(solution.rcond), 2);
}
END_TEST

/* mpmath as above; points 1, 1.125, … are doubles, and so are their powers. */
START_TEST(vandermonde_solution) {
    static const double expected[] = {546553.0,
                                      -2487202.6666666666667,
                                      4680965.6888888888889,
                                      -4663978.6666666666667,
                                      2595043.5555555555556,
                                      -764586.66666666666667,
                                      93206.755555555555556};
    static const double b[] = {1, -2, 3, -4, 5, -6, 7};
    double a[49], x[7];
    struct mm_solution solution;
    for (size_t i = 0; i < 7; i++) {
        for (size_t j = 0; j < 7; j++) a[i * 7 + j] = pow(1 + (double)i / 8, (double)j);
    }
    ck_assert_int_eq(mm_solve(a, 7, b, 1, DBL_EPSILON, x, &solution, NULL), MM_OK);
    for (size_t i = 0; i < 7; i++) ck_assert_double_le(fabs(x[i] - expected[i]), 2 * DBL_EPSILON * 4680966);
}
END_TEST

static void multiply(const double *a, const double *x, size_t n, size_t k, double *c) {
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < k; j++) {
            c[i * k + j] = 0;
            for (size_t l = 0; l < n; l++) c[i * k + j] += a[i * n + l] * x[l * k + j];
        }
    }
}

/* A X = B to n·eps·|A||X|, on both sides of the 32 columns from which on residuals are no longer exact. */
START_TEST(residuals) {
    static const size_t shapes[][2] = {{1, 1}, {1, 5}, {2, 1}, {7, 3}, {40, 32}, {40, 33}, {MOST, MOST}};
    static double a[MOST * MOST], b[MOST * MOST], x[MOST * MOST], c[MOST * MOST];
    for (size_t s = 0; s < sizeof shapes / sizeof *shapes; s++) {
        size_t n = shapes[s][0], k = shapes[s][1];
        double largest = 0, error;
        struct mm_solution solution;
        fill(a, n * n);
        fill(b, n * k);
        ck_assert_int_eq(mm_solve(a, n, b, k, DBL_EPSILON, x, &solution, NULL), MM_OK);
        multiply(a, x, n, k, c);
        for (size_t i = 0; i < n * k; i++) largest = fmax(largest, fabs(x[i]));
        for (size_t i = 0; i < n * k; i++)
            ck_assert_double_le(fabs(c[i] - b[i]), (double)n * DBL_EPSILON * (double)n * largest);
        ck_assert_int_eq(mm_backward_error(a, n, b, k, x, &error), MM_OK);
        ck_assert_double_le(error, (double)n * DBL_EPSILON);
        ck_assert(solution.rcond > 0 && solution.rcond <= 1 + 4 * DBL_EPSILON);
    }
}
END_TEST

/* mpmath: the exact inverse of these integers; entries of size 1 after refinement. */
START_TEST(inverse_known) {
    static const double a[] = {1, 2, 3, 4, 5, 6, 7, 8, 10};
    static const double expected[] = {-2. / 3, -4. / 3, 1, -2. / 3, 11. / 3, -2, 1, -2, 1};
    double x[9];
    struct mm_solution solution;
    ck_assert_int_eq(mm_inverse(a, 3, DBL_EPSILON, x, &solution, NULL), MM_OK);
    for (size_t i = 0; i < 9; i++) mm_check_near(x[i], expected[i], 2 * DBL_EPSILON);
    mm_check_relative(solution.rcond, 1 / 133., 133 * 8 * DBL_EPSILON);
}
END_TEST

START_TEST(inverse_of_hilbert) {
    double a[64], x[64];
    struct mm_solution solution;
    hilbert(a, 8);
    ck_assert_int_eq(mm_inverse(a, 8, DBL_EPSILON, x, &solution, NULL), MM_OK);
    /* mpmath, 50 digits, of the matrix of doubles; the columns' largest entries are below 1e6 and 5e9. */
    ck_assert_double_le(fabs(x[0] - 64.000000268043991902), 2 * DBL_EPSILON * 1e6);
    ck_assert_double_le(fabs(x[3 * 8 + 4] - -800415000.02994718625), 2 * DBL_EPSILON * 5e9);
}
END_TEST

/* Rows and columns of very different size are scaled, by powers of two, and nothing is lost. */
START_TEST(graded) {
    static const double diagonal[] = {1, 0, 0, 1e-20}, cross[] = {1e20, 2, 3, 1e-20}, b[] = {1, 1};
    double x[2];
    struct mm_solution solution;
    ck_assert_int_eq(mm_solve(diagonal, 2, b, 1, DBL_EPSILON, x, &solution, NULL), MM_OK);
    ck_assert(solution.scaled && solution.rcond > 0.1);
    mm_check_near(x[0], 1, DBL_EPSILON);
    mm_check_relative(x[1], 1e20, DBL_EPSILON);
    /* mpmath: 0.39999999999999999561, -19999999999999999780 */
    ck_assert_int_eq(mm_solve(cross, 2, b, 1, DBL_EPSILON, x, &solution, NULL), MM_OK);
    ck_assert(solution.scaled);
    mm_check_relative(x[0], 0.4, 4 * DBL_EPSILON);
    mm_check_relative(x[1], -2e19, 4 * DBL_EPSILON);
}
END_TEST

/* Sums and products inside would overflow or underflow; the numbers are 2^±1000 times small ones. */
START_TEST(extremes) {
    const double huge = 0x1p1000, tiny = 0x1p-1000;
    const double large[] = {huge, huge, huge, -huge}, small[] = {tiny, 2 * tiny, 3 * tiny, 4 * tiny};
    const double b[] = {1, 1}, beyond[] = {0x1p100, 0};
    double x[2], error;
    struct mm_solution solution;
    ck_assert_int_eq(mm_solve(large, 2, b, 1, DBL_EPSILON, x, &solution, NULL), MM_OK);
    mm_check_bits(x[0], tiny);
    ck_assert_double_eq(x[1], 0);
    ck_assert_int_eq(mm_backward_error(large, 2, b, 1, x, &error), MM_OK);
    ck_assert_double_eq(error, 0);
    ck_assert_int_eq(mm_solve(small, 2, b, 1, DBL_EPSILON, x, &solution, NULL), MM_OK);
    mm_check_relative(x[0], -huge, 2 * DBL_EPSILON);
    mm_check_relative(x[1], huge, 2 * DBL_EPSILON);
    ck_assert_int_eq(mm_solve(small, 2, beyond, 1, DBL_EPSILON, x, &solution, NULL), MM_DOMAIN);
}
END_TEST

START_TEST(refusals) {
    static const double singular[] = {1, 2, 2, 4}, zeros[] = {0, 0, 0, 0}, identity[] = {1, 0, 0, 1};
    const double infinite[] = {1, 0, INFINITY, 1}, missing[] = {1, NAN};
    double a[144], b[12] = {1, 1}, x[12];
    struct mm_solution solution;
    struct mm_detail detail = {7, 7};
    ck_assert_int_eq(mm_solve(singular, 2, b, 1, 0, x, &solution, &detail), MM_SINGULAR);
    ck_assert_double_eq(detail.value, 0);
    ck_assert_int_eq(mm_solve(zeros, 2, b, 1, DBL_EPSILON, x, &solution, &detail), MM_SINGULAR);
    ck_assert_int_eq(mm_solve(infinite, 2, b, 1, DBL_EPSILON, x, &solution, &detail), MM_NOT_FINITE);
    ck_assert_uint_eq(detail.index, 2);
    ck_assert_int_eq(mm_solve(identity, 2, missing, 1, DBL_EPSILON, x, &solution, &detail), MM_NOT_FINITE);
    ck_assert_uint_eq(detail.index, 5);
    ck_assert(isnan(detail.value));
    ck_assert_int_eq(mm_solve(identity, 0, b, 1, DBL_EPSILON, x, &solution, &detail), MM_TOO_FEW);
    /* κ₁ of the twelfth Hilbert matrix is 4e16 (NumPy): beyond 1/eps, yet no pivot is zero. */
    hilbert(a, 12);
    ck_assert_int_eq(mm_solve(a, 12, b, 1, DBL_EPSILON, x, &solution, &detail), MM_SINGULAR);
    ck_assert(detail.value > 0 && detail.value < DBL_EPSILON);
    ck_assert_int_eq(mm_solve(a, 12, b, 1, 0, x, &solution, &detail), MM_OK);
}
END_TEST

/* What becomes of a column does not depend on its neighbours beyond what rounding hides. */
START_TEST(columns_alone) {
    static double a[30 * 30], b[30 * 4], column[30], x[30 * 4], y[30];
    struct mm_solution solution;
    fill(a, 900);
    fill(b, 120);
    ck_assert_int_eq(mm_solve(a, 30, b, 4, DBL_EPSILON, x, &solution, NULL), MM_OK);
    double largest = 0;
    for (size_t i = 0; i < 120; i++) largest = fmax(largest, fabs(x[i]));
    for (size_t j = 0; j < 4; j++) {
        for (size_t i = 0; i < 30; i++) column[i] = b[i * 4 + j];
        ck_assert_int_eq(mm_solve(a, 30, column, 1, DBL_EPSILON, y, &solution, NULL), MM_OK);
        for (size_t i = 0; i < 30; i++) ck_assert_double_le(fabs(y[i] - x[i * 4 + j]), 2 * DBL_EPSILON * largest);
    }
}
END_TEST

/* Wilkinson's matrix and its transpose, whose factors grow to 2^(n-1) in one of them: with whole x and b the solution is
 * known exactly; numpy.linalg.cond(W, 1) and of W.T is n for both. Householder's error is below n eps cond |x|. */
START_TEST(growing_factors) {
    enum { N = 80, K = 40 };
    static double a[N * N], b[N * K], x[N * K];
    struct mm_solution solution;
    for (int transposed = 0; transposed < 2; transposed++) {
        for (size_t k = 1; k <= K; k += K - 1) {
            for (size_t i = 0; i < N; i++) {
                for (size_t j = 0; j < N; j++)
                    a[transposed ? j * N + i : i * N + j] = i == j || j == N - 1 ? 1 : j < i ? -1 : 0;
            }
            for (size_t i = 0; i < N; i++) {
                for (size_t l = 0; l < k; l++) {
                    b[i * k + l] = 0;
                    for (size_t j = 0; j < N; j++) b[i * k + l] += a[i * N + j] * ((double)((j + l) % 7) - 3);
                }
            }
            ck_assert_int_eq(mm_solve(a, N, b, k, DBL_EPSILON, x, &solution, NULL), MM_OK);
            ck_assert_double_le(fabs(solution.rcond * N - 1), 1e-10);
            for (size_t j = 0; j < N; j++) {
                for (size_t l = 0; l < k; l++)
                    ck_assert_double_le(fabs(x[j * k + l] - ((double)((j + l) % 7) - 3)), N * DBL_EPSILON * N * 3);
            }
        }
    }
}
END_TEST

/* Whole numbers whose products are exact, so that the solution is known: found in doubled precision, in the exact one
 * where the condition asks for it, and by small blocks or large. */
START_TEST(whole_numbers) {
    static const size_t sizes[] = {20, 33, 64, 150, 300};
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        for (int nearly_singular = 0; nearly_singular <= 1; nearly_singular++) {
            size_t n = sizes[s];
            double *a = malloc(n * n * sizeof *a), *b = calloc(n, sizeof *b), *x = malloc(n * sizeof *x);
            struct mm_solution solution;
            fill(a, n * n);
            for (size_t i = 0; i < n * n; i++) a[i] = rint(a[i] * 2000);
            for (size_t i = 0; nearly_singular && i < n; i++) /* the second row differs from the first by 1e-9 of it */
                a[n + i] = a[i] * 0x1p30 + (double)(i % 3), a[i] *= 0x1p30;
            for (size_t i = 0; i < n * n; i++) b[i / n] += a[i] * (double)(i % n % 19);
            ck_assert_int_eq(mm_solve(a, n, b, 1, DBL_EPSILON, x, &solution, NULL), MM_OK);
            ck_assert(!nearly_singular || solution.rcond < 1e-9);
            for (size_t i = 0; i < n; i++) ck_assert_double_le(fabs(x[i] - (double)(i % 19)), 18 * DBL_EPSILON);
            free(a), free(b), free(x);
        }
    }
}
END_TEST

START_TEST(digits) {
    ck_assert_int_eq(mm_trusted_digits(1), 15);
    ck_assert_int_eq(mm_trusted_digits(1.1e-10), 6);
    ck_assert_int_eq(mm_trusted_digits(0.9e-10), 5);
    ck_assert_int_eq(mm_trusted_digits(1e-17), 0);
    ck_assert_int_eq(mm_trusted_digits(0), 0);
}
END_TEST

MM_CHECK_MAIN("solve", hilbert_solutions, vandermonde_solution, residuals, inverse_known, inverse_of_hilbert, graded,
              extremes, refusals, columns_alone, growing_factors, whole_numbers, digits)

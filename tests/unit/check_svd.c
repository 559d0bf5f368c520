/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Singular values against 50 digits, and U, Vᵀ by identities, shapes, scales and the rule for signs. */
#include <float.h>

#include "linalg/lapack.h"
#include "linalg/svd.h"

#include "check_arrays.h"

/* LAPACK's algorithms are backward stable: the values are those of A + E, |E| ≤ p(m, n) eps |A| with a modest p. Seen
 * here is p below 1 per row or column; 4 leaves room for other versions and numbers of threads. */
static double bound(size_t m, size_t n, double largest) {
    return 4 * (double)(m > n ? m : n) * DBL_EPSILON * largest;
}

static void hilbert(double *a, size_t n) {
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) a[i * n + j] = 1 / (double)(i + j + 1);
    }
}

/* Of the matrix of doubles, by mpmath 1.2 with 50 digits (svd_r). */
START_TEST(hilbert_values) {
    static const double eight[] = {1.6959389969219494359,    0.29812521131693071067,   0.026212843578119050945,
                                   0.0014676881177418471388, 0.0000543694336975089627, 1.2943320918741792919e-6,
                                   1.7988737460063012302e-8, 1.1115389694888081586e-10};
    static const double twelve[] = {1.7953720595619972922,     0.38027524595503709994,    0.044738548752181071225,
                                    0.0037223122378911625318,  0.00023308908902177285919, 0.000011163357483233020278,
                                    4.0823761103912111617e-7,  1.122861066833641887e-8,   2.2519645373627415545e-10,
                                    3.1113480676915078815e-12, 2.6492762064029929954e-14, 1.0674897547441722749e-16};
    double a[144], s[12], u[144], vt[144];
    hilbert(a, 8);
    ck_assert_int_eq(mm_svd(a, 8, 8, 0, NULL, s, NULL, NULL), MM_OK);
    for (size_t i = 0; i < 8; i++) ck_assert_double_le(fabs(s[i] - eight[i]), 8 * DBL_EPSILON * eight[0]);
    hilbert(a, 12);
    ck_assert_int_eq(mm_svd(a, 12, 12, 0, u, s, vt, NULL), MM_OK);
    for (size_t i = 0; i < 12; i++) ck_assert_double_le(fabs(s[i] - twelve[i]), 8 * DBL_EPSILON * twelve[0]);
}
END_TEST

/* mpmath, 20 digits, signs by the rule. */
START_TEST(small_known) {
    static const double tall[] = {1, 2, 3, 4, 5, 6}, wide[] = {2, -1, 0, 3, 1, 1, 4, -2};
    static const double tall_u[] = {0.22984769640007148297,  -0.88346101769852522451, 0.52474481876029365432,
                                    -0.24078249213254666834, 0.81964194112051582566,  0.40189603343343188784};
    static const double tall_s[] = {9.5255180915651082153, 0.51430058065864427249};
    static const double tall_vt[] = {0.6196294838293403922, 0.78489445326705245701, 0.78489445326705245701,
                                     -0.6196294838293403922};
    static const double wide_u[] = {-0.43318873048913434188, 0.90130323630685590202, 0.90130323630685590202,
                                    0.43318873048913434188};
    static const double wide_s[] = {4.9399518456593125667, 3.4054185884509339293};
    static const double wide_vt[] = {0.0070700639236546720382, 0.27014270755869721681, 0.72980730538806547422,
                                     -0.62797629632907528188,  0.65654049422449143017, -0.13746166400960968498,
                                     0.50882288827369608026,   0.53959071409725307502};
    double u[6], s[2], vt[8];
    /* Vectors of well separated values: a few roundings of numbers of size 1. */
    ck_assert_int_eq(mm_svd(tall, 3, 2, 0, u, s, vt, NULL), MM_OK);
    for (size_t i = 0; i < 6; i++) mm_check_near(u[i], tall_u[i], 32 * DBL_EPSILON);
    for (size_t i = 0; i < 2; i++) mm_check_near(s[i], tall_s[i], 8 * DBL_EPSILON);
    for (size_t i = 0; i < 4; i++) mm_check_near(vt[i], tall_vt[i], 32 * DBL_EPSILON);
    ck_assert_int_eq(mm_svd(wide, 2, 4, 0, u, s, vt, NULL), MM_OK);
    for (size_t i = 0; i < 4; i++) mm_check_near(u[i], wide_u[i], 32 * DBL_EPSILON);
    for (size_t i = 0; i < 2; i++) mm_check_near(s[i], wide_s[i], 8 * DBL_EPSILON);
    for (size_t i = 0; i < 8; i++) mm_check_near(vt[i], wide_vt[i], 32 * DBL_EPSILON);
}
END_TEST

static void check_orthonormal_rows(const double *q, size_t rows, size_t columns) {
    for (size_t i = 0; i < rows; i++) {
        for (size_t j = 0; j <= i; j++) {
            double sum = 0;
            for (size_t l = 0; l < columns; l++) sum += q[i * columns + l] * q[j * columns + l];
            ck_assert_double_le(fabs(sum - (i == j)), bound(rows, columns, 1));
        }
    }
}

static void check_signs(const double *q, size_t rows, size_t columns) {
    for (size_t i = 0; i < rows; i++) {
        double largest = 0;
        for (size_t j = 0; j < columns; j++) largest = fmax(largest, fabs(q[i * columns + j]));
        size_t first = 0;
        while (fabs(q[i * columns + first]) < largest * (1 - 1e-8)) first++;
        ck_assert_double_gt(q[i * columns + first], 0);
    }
}

static double *transposed(const double *a, size_t m, size_t n) {
    double *t = malloc((m * n + 1) * sizeof *t);
    for (size_t i = 0; i < m; i++) {
        for (size_t j = 0; j < n; j++) t[j * m + i] = a[i * n + j];
    }
    return t;
}

/* Everything that must hold of A: thin, full, values only and the reconstruction agree. A is left as it was. */
static void check_identities(const double *a, size_t m, size_t n) {
    size_t k = m < n ? m : n;
    double *copy = malloc(m * n * sizeof *copy), *c = malloc(m * n * sizeof *c);
    double *u = malloc(m * m * sizeof *u), *vt = malloc(n * n * sizeof *vt);
    double *s = malloc(k * sizeof *s), *alone = malloc(k * sizeof *alone);
    memcpy(copy, a, m * n * sizeof *copy);
    for (int full = 0; full <= 1; full++) {
        size_t width = full ? m : k, height = full ? n : k;
        ck_assert_int_eq(mm_svd(a, m, n, full, u, s, vt, NULL), MM_OK);
        ck_assert(memcmp(copy, a, m * n * sizeof *copy) == 0);
        for (size_t i = 0; i < k; i++) ck_assert(s[i] >= 0 && !signbit(s[i]) && (i == 0 || s[i] <= s[i - 1]));
        double *ut = transposed(u, m, width);
        check_orthonormal_rows(ut, width, m);
        check_orthonormal_rows(vt, height, n);
        check_signs(vt, height, n);
        if (full && width > k) check_signs(ut + k * m, width - k, m);
        free(ut);
    }
    ck_assert_int_eq(mm_svd(a, m, n, 0, NULL, alone, NULL, NULL), MM_OK);
    for (size_t i = 0; i < k; i++) ck_assert_double_le(fabs(alone[i] - s[i]), bound(m, n, s[0]));
    /* Vᵀ alone: rows of length 1 that A stretches by s, orthogonal to one another before and after. */
    ck_assert_int_eq(mm_svd(a, m, n, 0, NULL, alone, vt, NULL), MM_OK);
    check_orthonormal_rows(vt, k, n);
    check_signs(vt, k, n);
    for (size_t i = 0; i < k; i++) ck_assert_double_le(fabs(alone[i] - s[i]), bound(m, n, s[0]));
    for (size_t i = 0; i < k; i++) {
        double *stretched = calloc(m, sizeof *stretched), square = 0;
        for (size_t j = 0; j < m * n; j++) stretched[j / n] += a[j] * vt[i * n + j % n];
        for (size_t j = 0; j < m; j++) square += stretched[j] * stretched[j];
        ck_assert_double_le(fabs(sqrt(square) - s[i]), bound(m, n, s[0]));
        free(stretched);
    }
    ck_assert_int_eq(mm_svd(a, m, n, 0, u, s, vt, NULL), MM_OK);
    ck_assert_int_eq(mm_svd_reconstruct(u, s, vt, m, n, k, k, c), MM_OK);
    for (size_t i = 0; i < m * n; i++) ck_assert_double_le(fabs(c[i] - a[i]), bound(m, n, s[0]));
    free(copy), free(c), free(u), free(vt), free(s), free(alone);
}

/* Weyl's sequence: fixed numbers in [-0.5, 0.5) without structure that matters. */
static void fill(double *a, size_t count) {
    for (size_t i = 0; i < count; i++) {
        double x = (double)(i + 1) * 0.6180339887498949 * (double)(i % 97 + 1);
        a[i] = x - floor(x) - 0.5;
    }
}

START_TEST(identities) {
    static const size_t shapes[][2] = {{1, 1},   {1, 7},   {7, 1},   {2, 2},   {30, 30}, {200, 5},
                                       {5, 200}, {64, 63}, {90, 40}, {63, 64}, {64, 96}};
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        size_t m = shapes[i][0], n = shapes[i][1];
        double *a = malloc(m * n * sizeof *a);
        fill(a, m * n);
        check_identities(a, m, n);
        memset(a, 0, m * n * sizeof *a);
        check_identities(a, m, n);
        for (size_t j = 0; j < m * n; j++) a[j] = (double)(j / n + 1) * (double)(j % n + 2); /* rank 1 */
        check_identities(a, m, n);
        free(a);
    }
}
END_TEST

/* numpy.linalg.svd of NumPy 1.24.2. */
START_TEST(real_matrices) {
    struct table table = read_file("tests/data/digits_embeddings.npy", NULL, NULL);
    check_identities(table.values, 719, 32);
    double s[32];
    ck_assert_int_eq(mm_svd(table.values, 719, 32, 0, NULL, s, NULL, NULL), MM_OK);
    ck_assert_double_le(fabs(s[0] - 281.9129128010616), bound(719, 32, s[0]));
    ck_assert_double_le(fabs(s[1] - 90.31343448856713), bound(719, 32, s[0]));
    ck_assert_double_le(fabs(s[15] - 6.117125058202534), bound(719, 32, s[0]));
    ck_assert_double_le(s[31], bound(719, 32, s[0])); /* dead units: columns of zeros */
    free_table(&table);
}
END_TEST

/* A power of two in A is the same power in s, to the bit, and leaves U and Vᵀ as they are. */
START_TEST(scales) {
    enum { M = 6, N = 4 };
    double a[M * N], scaled[M * N], u[M * N], s[N], vt[N * N], su[M * N], ss[N], svt[N * N];
    fill(a, M * N);
    static const int exponents[] = {1000, 500, -500, -1000};
    for (size_t e = 0; e < 4; e++) {
        for (size_t i = 0; i < M * N; i++) scaled[i] = ldexp(a[i], exponents[e]);
        ck_assert_int_eq(mm_svd(a, M, N, 0, u, s, vt, NULL), MM_OK);
        ck_assert_int_eq(mm_svd(scaled, M, N, 0, su, ss, svt, NULL), MM_OK);
        for (size_t i = 0; i < N; i++) mm_check_relative(ldexp(ss[i], -exponents[e]), s[i], 16 * DBL_EPSILON);
        for (size_t i = 0; i < M * N; i++) mm_check_near(su[i], u[i], 64 * DBL_EPSILON);
        for (size_t i = 0; i < N * N; i++) mm_check_near(svt[i], vt[i], 64 * DBL_EPSILON);
    }
    /* [[3, 0], [4, 0]]: the values are 5 and 0. */
    static const double sizes[] = {1e300, 1e-300, 1e-318};
    for (size_t i = 0; i < 3; i++) {
        const double b[] = {3 * sizes[i], 0, 4 * sizes[i], 0};
        ck_assert_int_eq(mm_svd(b, 2, 2, 0, NULL, s, NULL, NULL), MM_OK);
        mm_check_relative(s[0], 5 * sizes[i], i < 2 ? 4 * DBL_EPSILON : 1e-4); /* 1e-318 has 5 digits */
        mm_check_bits(s[1], 0);
    }
    /* 3.4e308 is beyond a double. */
    const double over[] = {1.7e308, 1.7e308, 1.7e308, 1.7e308};
    ck_assert_int_eq(mm_svd(over, 2, 2, 0, NULL, s, NULL, NULL), MM_DOMAIN);
}
END_TEST

START_TEST(refused) {
    double a[] = {1, 2, 3, 4}, s[2];
    struct mm_detail detail = {0, 0};
    ck_assert_int_eq(mm_svd(a, 0, 2, 0, NULL, s, NULL, NULL), MM_TOO_FEW);
    ck_assert_int_eq(mm_svd(a, 2, 0, 0, NULL, s, NULL, NULL), MM_TOO_FEW);
    a[2] = NAN;
    ck_assert_int_eq(mm_svd(a, 2, 2, 0, NULL, s, NULL, &detail), MM_NOT_FINITE);
    ck_assert_uint_eq(detail.index, 2);
    ck_assert(isnan(detail.value));
    a[2] = 3;
    a[3] = -INFINITY;
    ck_assert_int_eq(mm_svd(a, 2, 2, 0, NULL, s, NULL, &detail), MM_NOT_FINITE);
    ck_assert_uint_eq(detail.index, 3);
    ck_assert(detail.value < 0 && isinf(detail.value));
}
END_TEST

/* Entries of equal magnitude: the first decides, whatever the last digit says. */
START_TEST(sign_rule) {
    static const double tie[] = {-1, 1}, one[] = {-3};
    double u[4], s[2], vt[4];
    ck_assert_int_eq(mm_svd(tie, 1, 2, 0, u, s, vt, NULL), MM_OK);
    mm_check_near(vt[0], sqrt(0.5), 4 * DBL_EPSILON);
    mm_check_near(vt[1], -sqrt(0.5), 4 * DBL_EPSILON);
    mm_check_near(u[0], -1, 4 * DBL_EPSILON);
    ck_assert_int_eq(mm_svd(one, 1, 1, 1, u, s, vt, NULL), MM_OK);
    mm_check_bits(u[0], -1);
    mm_check_bits(s[0], 3);
    mm_check_bits(vt[0], 1);
}
END_TEST

/* Eckart and Young: the error of the best approximation of rank r is s[r] in the 2-norm; rank 0 is zero. */
START_TEST(truncated) {
    enum { M = 9, N = 12, K = 9 };
    double a[M * N], u[M * K], s[K], vt[K * N], c[M * N], rest[K];
    fill(a, M * N);
    ck_assert_int_eq(mm_svd(a, M, N, 0, u, s, vt, NULL), MM_OK);
    for (size_t rank = 0; rank < K; rank++) {
        ck_assert_int_eq(mm_svd_reconstruct(u, s, vt, M, N, K, rank, c), MM_OK);
        for (size_t i = 0; i < M * N; i++) c[i] = a[i] - c[i];
        ck_assert_int_eq(mm_svd(c, M, N, 0, NULL, rest, NULL, NULL), MM_OK);
        ck_assert_double_le(fabs(rest[0] - s[rank]), bound(M, N, s[0]));
    }
    ck_assert_int_eq(mm_svd_reconstruct(u, s, vt, M, N, K, K + 1, c), MM_SHAPE);
}
END_TEST

/* The way out when divide and conquer fails gives the same decomposition. */
START_TEST(fallback) {
    enum { M = 7, N = 5 };
    double a[M * N], u[M * N], s[N], vt[N * N], qs[N];
    fill(a, M * N);
    ck_assert_int_eq(mm_svd(a, M, N, 0, u, s, vt, NULL), MM_OK);
    ck_assert_int_eq(mm_lapack_svd(false, MM_SVD_THIN, a, M, N, u, qs, vt), MM_OK);
    for (size_t i = 0; i < N; i++) mm_check_near(qs[i], s[i], 16 * DBL_EPSILON);
    double c[M * N];
    fill(a, M * N);
    ck_assert_int_eq(mm_svd_reconstruct(u, qs, vt, M, N, N, N, c), MM_OK);
    for (size_t i = 0; i < M * N; i++) mm_check_near(c[i], a[i], bound(M, N, s[0]));
}
END_TEST

MM_CHECK_MAIN("svd", hilbert_values, small_known, identities, real_matrices, scales, refused, sign_rule, truncated,
              fallback)

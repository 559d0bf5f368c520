/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of distances between vectors. */
#include <float.h>

#include "base/memory.h"
#include "check_main.h"
#include "linalg/distance.h"
#include "numeric/exact.h"

static const double five[] = {0, 1.5, -2, 3, 0, 0.25, -1, 4, 2, 0.5, -0.5, 1, 2, 2, 2};
static const double two[] = {1, 1, 1, 0, 1.5, -2};

/* scipy.spatial.distance 1.10.1: pdist of the five, cdist of the five and the two. */
static const struct {
    enum mm_metric metric;
    double within[10], across[10];
} scipy[] = {
    {MM_EUCLIDEAN,
     {4.038873605350878, 4.8218253804964775, 3.640054944640259, 4.5, 5.921359641163505, 2.6575364531836625,
      2.839454172900137, 4.847679857416329, 3.605551275463989, 3.082207001484488},
     {3.2015621187164243, 0.0, 2.358495283014151, 4.038873605350878, 3.7416573867739413, 4.8218253804964775,
      1.5811388300841898, 3.640054944640259, 1.7320508075688772, 4.5}},
    {MM_SQEUCLIDEAN,
     {16.3125, 23.25, 13.25, 20.25, 35.0625, 7.0625, 8.0625, 23.5, 13.0, 9.5},
     {10.25, 0.0, 5.5625, 16.3125, 14.0, 23.25, 2.5, 13.25, 3.0, 20.25}},
    {MM_MANHATTAN,
     {6.75, 7.5, 5.5, 6.5, 9.75, 3.75, 4.75, 7.0, 5.0, 5.0},
     {4.5, 0.0, 3.75, 6.75, 6.0, 7.5, 2.0, 5.5, 3.0, 6.5}},
    {MM_CHEBYSHEV,
     {3.0, 4.0, 3.0, 4.0, 4.0, 2.5, 2.0, 4.5, 3.0, 2.5},
     {3.0, 0.0, 2.0, 3.0, 3.0, 4.0, 1.5, 3.0, 1.0, 4.0}},
    {MM_MINKOWSKI,
     {3.469548756887056, 4.320061298855844, 3.274955810059687, 4.1625737586391365, 5.109062127219116, 2.528832854873602,
      2.4305907780232054, 4.570893724628956, 3.2710663101885897, 2.7144176165949063},
     {3.0411009977867, 0.0, 2.112090125071062, 3.469548756887056, 3.3019272488946263, 4.320061298855844,
      1.5182944859378311, 3.274955810059687, 1.4422495703074083, 4.1625737586391365}},
    {MM_COSINE,
     {1.066436383882992, 0.8254256878112061, 1.8981462390204986, 1.1154700538379252, 1.1812200940731874,
      0.5253555474654328, 0.3766977080690006, 1.0890870806374748, 0.37005921165128797, 0.5285954792089682},
     {1.1154700538379252, 0.0, 0.3766977080690006, 1.066436383882992, 0.37005921165128797, 0.8254256878112061,
      0.5285954792089682, 1.8981462390204986, 0.0, 1.1154700538379252}},
    {MM_MAHALANOBIS,
     {2.305578389874093, 2.529264627360857, 2.816669159611253, 2.6985109650571752, 2.803809500017641,
      2.4685060117717508, 1.3494480069317536, 2.6425640931370675, 1.8797747320788223, 2.6036444753525547},
     {1.9268180784254954, 0.0, 1.731548856174143, 2.41526154838933, 2.106493536970378, 2.6964945104444076,
      1.7154968621245619, 2.9128080397924, 1.5326518638482556, 2.659454976272342}},
    {MM_HAMMING,
     {1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.6666666666666666, 1.0},
     {1.0, 0.0, 1.0, 1.0, 1.0, 1.0, 0.6666666666666666, 1.0, 1.0, 1.0}},
    {MM_JACCARD,
     {1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.6666666666666666, 1.0},
     {1.0, 0.0, 1.0, 1.0, 1.0, 1.0, 0.6666666666666666, 1.0, 1.0, 1.0}},
};

START_TEST(against_scipy) {
    for (size_t c = 0; c < sizeof scipy / sizeof *scipy; c++) {
        double d[25], e[10];
        size_t pair = 0;
        ck_assert_int_eq(mm_distance(scipy[c].metric, 3, five, 5, NULL, 0, 3, 2, d, NULL), MM_OK);
        for (size_t i = 0; i < 5; i++) {
            mm_check_bits(d[6 * i], 0);
            for (size_t j = i + 1; j < 5; j++, pair++) {
                /* SciPy inverts the covariance, and takes cosines from 1; few ulp of numbers near 1 elsewhere. */
                mm_check_near(d[5 * i + j], scipy[c].within[pair], 16 * DBL_EPSILON);
                mm_check_bits(d[5 * j + i], d[5 * i + j]);
            }
        }
        ck_assert_int_eq(mm_distance(scipy[c].metric, 3, five, 5, two, 2, 3, 2, e, NULL), MM_OK);
        for (size_t i = 0; i < 10; i++) mm_check_near(e[i], scipy[c].across[i], 16 * DBL_EPSILON);
    }
}
END_TEST

static double exact_square(const double *a, const double *b, size_t k) {
    double difference[64];
    for (size_t l = 0; l < k; l++) difference[l] = a[l] - b[l];
    return mm_exact_dot(difference, difference, k);
}

/* Groups of near vectors far from the origin: through dgemm every distance is as right as from the differences, where
 * |a|² + |b|² - 2 a·b of these numbers would be noise of size 1. The bound is the header's. */
START_TEST(products_keep_small_distances) {
    enum { M = 90, N = 70, K = 40 };
    static const double spreads[] = {1, 1e-3, 1e-7};
    static const double offsets[] = {0, 1e4, 1e8};
    double *a = mm_new_doubles(M, K), *b = mm_new_doubles(N, K), *d = mm_new_doubles(M, M), *e = mm_new_doubles(M, N);
    for (size_t s = 0; s < 9; s++) {
        double spread = spreads[s % 3], offset = offsets[s / 3];
        for (size_t i = 0; i < M * K; i++) a[i] = offset + 10.0 * (double)((i / K) % 3) + spread * sin(1.3 * (double)i);
        for (size_t i = 0; i < N * K; i++) b[i] = offset + 10.0 * (double)((i / K) % 3) + spread * cos(0.9 * (double)i);
        memcpy(a + 3 * K, a, K * sizeof *a); /* a twin */
        for (int squares = 0; squares < 2; squares++) {
            enum mm_metric metric = squares ? MM_SQEUCLIDEAN : MM_EUCLIDEAN;
            ck_assert_int_eq(mm_distance(metric, 2, a, M, NULL, 0, K, 2, d, NULL), MM_OK);
            ck_assert_int_eq(mm_distance(metric, 2, a, M, b, N, K, 2, e, NULL), MM_OK);
            double bound = (squares ? 64 : 32) * (K + 6) * DBL_EPSILON;
            for (size_t i = 0; i < M; i++) {
                for (size_t j = 0; j < M; j++) {
                    double square = exact_square(a + i * K, a + j * K, K);
                    mm_check_relative(d[i * M + j], squares ? square : sqrt(square), bound);
                    mm_check_bits(d[i * M + j], d[j * M + i]);
                }
                for (size_t j = 0; j < N; j++) {
                    double square = exact_square(a + i * K, b + j * K, K);
                    mm_check_relative(e[i * N + j], squares ? square : sqrt(square), bound);
                }
            }
            mm_check_bits(d[3], 0);
        }
    }
    free(a);
    free(b);
    free(d);
    free(e);
}
END_TEST

/* Vectors of any size in one input, also beyond where their squares fit. */
START_TEST(products_of_any_size) {
    enum { M = 64, K = 16 };
    double a[M * K], d[M * M];
    for (size_t i = 0; i < M * K; i++) a[i] = sin((double)i) * pow(10, (double)((i / K) % 9) * 75 - 300);
    ck_assert_int_eq(mm_distance(MM_EUCLIDEAN, 2, a, M, NULL, 0, K, 1, d, NULL), MM_OK);
    for (size_t i = 0; i < M; i++) {
        for (size_t j = 0; j < M; j++) {
            double difference[K];
            for (size_t l = 0; l < K; l++) difference[l] = a[i * K + l] - a[j * K + l];
            mm_check_relative(d[i * M + j], mm_exact_norm(difference, K), 32 * (K + 6) * DBL_EPSILON);
        }
    }
}
END_TEST

START_TEST(extremes) {
    const double large[] = {1e308, 1e308}, negative[] = {-1e308, 1e308}, small[] = {3e-200, 0}, other[] = {0, 4e-200};
    double d;
    ck_assert_int_eq(mm_distance(MM_EUCLIDEAN, 2, small, 1, other, 1, 2, 1, &d, NULL), MM_OK);
    mm_check_relative(d, 5e-200, 4 * DBL_EPSILON);
    ck_assert_int_eq(mm_distance(MM_MINKOWSKI, 3, small, 1, other, 1, 2, 1, &d, NULL), MM_OK);
    mm_check_relative(d, 4.4979414452754148e-200, 4 * DBL_EPSILON); /* 91^(1/3) */
    ck_assert_int_eq(mm_distance(MM_EUCLIDEAN, 2, large, 1, negative, 1, 2, 1, &d, NULL), MM_OK);
    mm_check_bits(d, INFINITY); /* 2e308 */
    const double half[] = {-5e307, 1e308};
    ck_assert_int_eq(mm_distance(MM_EUCLIDEAN, 2, large, 1, half, 1, 2, 1, &d, NULL), MM_OK);
    mm_check_relative(d, 1.5e308, 4 * DBL_EPSILON);
}
END_TEST

/* mpmath, 50 digits: whole exponents by squaring, others by pow, and beyond. */
START_TEST(minkowski_exponents) {
    static const struct {
        double p, distance;
    } known[] = {
        {0.5, 22.61901882083690019},
        {1, 5.100030000000000061},
        {1.5, 3.304592329280004078},
        {2, 2.75409059417078728},
        {3, 2.402211828190391284},
        {4, 2.303593819531113562},
        {7, 2.253241310941180785},
        {64, 2.25},
        {65, 2.25},
        {1000, 2.25},
    };
    const double a[] = {0.1, -0.7, 3e-5, 2, 10, 0}, b[] = {1.1, 0.4, -0.25, 1.5, 7.75, 0};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        double d;
        ck_assert_int_eq(mm_distance(MM_MINKOWSKI, known[i].p, a, 1, b, 1, 6, 1, &d, NULL), MM_OK);
        mm_check_relative(d, known[i].distance, (known[i].p < 1 ? 32 : 4) * DBL_EPSILON);
    }
}
END_TEST

START_TEST(not_finite) {
    const double missing[] = {1, NAN, 2, 3}, infinite[] = {1, INFINITY, 2, 3};
    double d[4];
    for (int metric = MM_EUCLIDEAN; metric <= MM_JACCARD; metric++) {
        struct mm_detail detail = {0};
        enum mm_status status = mm_distance((enum mm_metric)metric, 3, missing, 2, NULL, 0, 2, 1, d, &detail);
        if (metric == MM_MAHALANOBIS) {
            ck_assert_int_eq(status, MM_NOT_FINITE);
            ck_assert_uint_eq(detail.index, 1);
            continue;
        }
        ck_assert_int_eq(status, MM_OK);
        ck_assert(isnan(d[1]) && isnan(d[2]));
        mm_check_bits(d[3], 0);
        if (metric == MM_COSINE) continue;
        ck_assert_int_eq(mm_distance((enum mm_metric)metric, 3, infinite, 2, NULL, 0, 2, 1, d, NULL), MM_OK);
        mm_check_bits(d[1], metric == MM_HAMMING || metric == MM_JACCARD ? 1 : INFINITY);
    }
    const double zeros[4] = {0};
    ck_assert_int_eq(mm_distance(MM_JACCARD, 3, zeros, 1, zeros, 1, 4, 1, d, NULL), MM_OK);
    mm_check_bits(d[0], 0);
    ck_assert_int_eq(mm_distance(MM_COSINE, 3, zeros, 1, five, 1, 4, 1, d, NULL), MM_DOMAIN);
}
END_TEST

/* Mahalanobis does not see units or an origin; twins are at distance 0 however ill-conditioned the covariance. */
START_TEST(mahalanobis_invariance) {
    enum { M = 60, K = 4 };
    double x[M * K], y[M * K], d[M * M], e[M * M];
    for (size_t i = 0; i < M * K; i++) x[i] = sin(2.1 * (double)(i * i));
    memcpy(x + 5 * K, x, K * sizeof *x);
    for (size_t i = 0; i < M; i++)
        for (size_t l = 0; l < K; l++) y[i * K + l] = x[i * K + l] * ldexp(1, 3 * (int)l) + 0x1p10;
    ck_assert_int_eq(mm_distance(MM_MAHALANOBIS, 2, x, M, NULL, 0, K, 2, d, NULL), MM_OK);
    ck_assert_int_eq(mm_distance(MM_MAHALANOBIS, 2, y, M, NULL, 0, K, 2, e, NULL), MM_OK);
    mm_check_bits(d[5], 0);
    mm_check_bits(e[5], 0);
    /* Adding 2^10 rounds y by 2^10 eps, and its narrowest direction is some 0.5 wide. */
    for (size_t i = 0; i < M * M; i++) mm_check_near(d[i], e[i], 0x1p13 * DBL_EPSILON);
}
END_TEST

START_TEST(mahalanobis_refused) {
    const double flat[] = {1, 2, 2, 4, 3, 6, 5, 10};
    double d[16];
    struct mm_detail detail = {0};
    ck_assert_int_eq(mm_distance(MM_MAHALANOBIS, 2, flat, 4, NULL, 0, 2, 1, d, &detail), MM_SINGULAR);
    ck_assert_double_le(detail.value, DBL_EPSILON);
    ck_assert_int_eq(mm_distance(MM_MAHALANOBIS, 2, flat, 1, flat, 1, 2, 1, d, &detail), MM_TOO_FEW);
    ck_assert_uint_eq(detail.index, 3);
}
END_TEST

MM_CHECK_MAIN("distance", against_scipy, products_keep_small_distances, products_of_any_size, extremes,
              minkowski_exponents, not_finite, mahalanobis_invariance, mahalanobis_refused)

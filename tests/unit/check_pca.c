/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Principal components: 50 digits for a small matrix, large means, merges, wide data, constants. */
#include <float.h>

#include "linalg/pca.h"

#include "check_main.h"

static const double small[] = {2, 0, 1, 4, 1, 3, 5, 1.5, 2, 7, 2, 8, 8, 4, 5, 10, 3, 5};

static enum mm_status fit_of(const double *x, size_t m, size_t n, bool scale, size_t keep, struct mm_pca_fit *fit,
                             struct mm_detail *detail) {
    struct mm_pca state;
    ck_assert_int_eq(mm_pca_init(&state, n), MM_OK);
    ck_assert_int_eq(mm_pca_add(&state, x, m, n, NULL), MM_OK);
    enum mm_status status = mm_pca_fit(&state, scale, keep, fit, detail);
    mm_pca_free(&state);
    return status;
}

/* A few roundings of numbers of the size of the data: the decompositions are backward stable. */
static void check_all(const double *actual, const double *expected, size_t count, double tolerance) {
    for (size_t i = 0; i < count; i++) mm_check_near(actual[i], expected[i], tolerance);
}

/* mpmath, 50 digits (svd_r of the centred matrix). sklearn.decomposition.PCA 1.2 agrees to the last digits but for the
 * signs. */
START_TEST(by_50_digits) {
    static const double variances[] = {14.189246100873670151, 2.320199829546337615, 0.33222073624665890106};
    static const double ratios[] = {0.84250842756300861854, 0.13776545252130653825, 0.01972611991568484321};
    static const double components[] = {0.73883601622620049733,  0.33131580149298605095,  0.58681443473048433309,
                                        -0.5032740577543244194,  -0.30781244083414051013, 0.80744456407807073464,
                                        -0.44814792637977755587, 0.89189760676256386617,  0.060680269715258071985};
    static const double first[] = {-5.3508093219578115863, 0.18073638371518811809, -0.098919516588244735965};
    static const double last[] = {3.9010839512526878776, -1.5391151445095458289, -0.76568902847774129648};
    struct mm_pca_fit fit;
    double scores[18];
    ck_assert_int_eq(fit_of(small, 6, 3, false, 0, &fit, NULL), MM_OK);
    ck_assert_uint_eq(fit.components, 3);
    check_all(fit.variances, variances, 3, 32 * DBL_EPSILON);
    check_all(fit.ratios, ratios, 3, 32 * DBL_EPSILON);
    check_all(fit.components_rows, components, 9, 64 * DBL_EPSILON);
    ck_assert_int_eq(mm_pca_scores(&fit, small, 6, scores), MM_OK);
    check_all(scores, first, 3, 128 * DBL_EPSILON);
    check_all(scores + 15, last, 3, 128 * DBL_EPSILON);
    mm_check_near(fit.centre[0] + fit.shift[0], 6, 8 * DBL_EPSILON);
    mm_pca_fit_free(&fit);
}
END_TEST

/* The same with columns divided by their standard deviations first; only two components kept. */
START_TEST(scaled_by_50_digits) {
    static const double variances[] = {2.4807160725750778503, 0.42470260989394174107};
    static const double ratios[] = {0.82690535752502595009, 0.14156753663131391369};
    static const double components[] = {0.60943454059748862243,  0.58684617697141770682,  0.53310515407446538968,
                                        -0.24105971180980486504, -0.50341479002965734106, 0.82973716592760254434};
    static const double first[] = {-2.2604724926870919009, 0.024020946691936742212};
    struct mm_pca_fit fit;
    double scores[12];
    ck_assert_int_eq(fit_of(small, 6, 3, true, 2, &fit, NULL), MM_OK);
    ck_assert_uint_eq(fit.components, 2);
    check_all(fit.variances, variances, 2, 32 * DBL_EPSILON);
    check_all(fit.ratios, ratios, 2, 32 * DBL_EPSILON);
    check_all(fit.components_rows, components, 6, 64 * DBL_EPSILON);
    ck_assert_int_eq(mm_pca_scores(&fit, small, 6, scores), MM_OK);
    check_all(scores, first, 2, 64 * DBL_EPSILON);
    mm_pca_fit_free(&fit);
}
END_TEST

/* Numbers with 20 bits: adding 2^30 to them is exact, so nothing may change but the mean. The rows drift on top, over
 * many panels, so that the first one's mean is not that of all. */
START_TEST(large_means) {
    enum { M = 60000, N = 3 };
    double *x = malloc(M * N * sizeof *x);
    struct mm_pca_fit near, far;
    uint64_t state = 7;
    ck_assert_ptr_nonnull(x);
    for (size_t i = 0; i < M * N; i++) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        x[i] = (double)(state >> 44) * 0x1p-20 * (double)(1 + i % N) + (double)(i / N / 1000) * 0x1p-6;
    }
    ck_assert_int_eq(fit_of(x, M, N, false, 0, &near, NULL), MM_OK);
    for (size_t i = 0; i < M * N; i++) x[i] += 0x1p30;
    ck_assert_int_eq(fit_of(x, M, N, false, 0, &far, NULL), MM_OK);
    for (size_t i = 0; i < N; i++) mm_check_relative(far.variances[i], near.variances[i], 100 * DBL_EPSILON);
    for (size_t i = 0; i < N * N; i++)
        mm_check_near(far.components_rows[i], near.components_rows[i], 1000 * DBL_EPSILON);
    mm_pca_fit_free(&near);
    mm_pca_fit_free(&far);
    free(x);
}
END_TEST

/* States with different centres make one: of the rows of `small` once with, once without a merge. */
START_TEST(merged) {
    struct mm_pca a, b, other;
    struct mm_pca_fit whole, fit;
    ck_assert_int_eq(fit_of(small, 6, 3, true, 0, &whole, NULL), MM_OK);
    for (size_t cut = 0; cut <= 6; cut++) {
        ck_assert_int_eq(mm_pca_init(&a, 3), MM_OK);
        ck_assert_int_eq(mm_pca_init(&b, 3), MM_OK);
        ck_assert_int_eq(mm_pca_add(&a, small, cut, 3, NULL), MM_OK);
        ck_assert_int_eq(mm_pca_add(&b, small + 3 * cut, 6 - cut, 3, NULL), MM_OK);
        ck_assert_int_eq(mm_pca_merge(&a, &b), MM_OK);
        ck_assert_uint_eq(a.rows, 6);
        ck_assert_int_eq(mm_pca_fit(&a, true, 0, &fit, NULL), MM_OK);
        check_all(fit.variances, whole.variances, 3, 64 * DBL_EPSILON);
        check_all(fit.components_rows, whole.components_rows, 9, 128 * DBL_EPSILON);
        for (size_t j = 0; j < 3; j++)
            mm_check_near(fit.centre[j] + fit.shift[j], whole.centre[j] + whole.shift[j], 8 * DBL_EPSILON);
        mm_pca_fit_free(&fit);
        mm_pca_free(&a);
        mm_pca_free(&b);
    }
    ck_assert_int_eq(mm_pca_init(&a, 3), MM_OK);
    ck_assert_int_eq(mm_pca_init(&other, 2), MM_OK);
    ck_assert_int_eq(mm_pca_merge(&a, &other), MM_SHAPE);
    mm_pca_free(&a);
    mm_pca_free(&other);
    mm_pca_fit_free(&whole);
}
END_TEST

/* Two rows span one direction: (3, 4)/5 of variance 25/2. */
START_TEST(wide) {
    const double x[] = {1, 1, 7, 4, 5, 7};
    struct mm_pca_fit fit;
    ck_assert_int_eq(fit_of(x, 2, 3, false, 0, &fit, NULL), MM_OK);
    ck_assert_uint_eq(fit.components, 1);
    mm_check_near(fit.variances[0], 12.5, 16 * DBL_EPSILON);
    mm_check_near(fit.components_rows[0], 0.6, 8 * DBL_EPSILON);
    mm_check_near(fit.components_rows[1], 0.8, 8 * DBL_EPSILON);
    mm_check_near(fit.components_rows[2], 0, 8 * DBL_EPSILON);
    mm_check_near(fit.ratios[0], 1, 0);
    mm_pca_fit_free(&fit);
}
END_TEST

/* 0.1 is no dyadic fraction: that its mean is 0.1 and its variance 0 exactly needs an exact sum. */
START_TEST(constants) {
    double x[2000];
    struct mm_pca_fit fit;
    struct mm_detail detail = {0};
    for (size_t i = 0; i < 1000; i++) {
        x[2 * i] = (double)(i % 7);
        x[2 * i + 1] = 0.1;
    }
    ck_assert_int_eq(fit_of(x, 1000, 2, false, 0, &fit, NULL), MM_OK);
    mm_check_near(fit.variances[1], 0, 0);
    mm_pca_fit_free(&fit);
    ck_assert_int_eq(fit_of(x, 1000, 2, true, 0, &fit, &detail), MM_CONSTANT);
    ck_assert_uint_eq(detail.index, 1);
    for (size_t i = 0; i < 1000; i++) x[2 * i] = 3;
    ck_assert_int_eq(fit_of(x, 1000, 2, false, 0, &fit, &detail), MM_CONSTANT);
    ck_assert_uint_eq(detail.index, 2);
}
END_TEST

START_TEST(bad_input) {
    const double nan[] = {1, 2, NAN, 4}, huge[] = {DBL_MAX, 1, -DBL_MAX, 2}, large[] = {1e200, 1, -1e200, 2};
    struct mm_pca state;
    struct mm_pca_fit fit;
    struct mm_detail detail = {0};
    ck_assert_int_eq(mm_pca_init(&state, 2), MM_OK);
    ck_assert_int_eq(mm_pca_add(&state, nan, 2, 2, &detail), MM_NOT_FINITE);
    ck_assert_uint_eq(detail.index, 2);
    ck_assert_uint_eq(state.rows, 0);
    ck_assert_int_eq(mm_pca_fit(&state, false, 0, &fit, NULL), MM_TOO_FEW);
    ck_assert_int_eq(mm_pca_add(&state, nan, 1, 2, &detail), MM_OK);
    ck_assert_int_eq(mm_pca_fit(&state, false, 0, &fit, NULL), MM_TOO_FEW);
    mm_pca_free(&state);
    ck_assert_int_eq(fit_of(huge, 2, 2, false, 0, &fit, NULL), MM_DOMAIN);
    ck_assert_int_eq(fit_of(large, 2, 2, false, 0, &fit, NULL), MM_DOMAIN);
    ck_assert_int_eq(mm_pca_init(&state, 0), MM_TOO_FEW);
    mm_pca_free(&state);
}
END_TEST

MM_CHECK_MAIN("pca", by_50_digits, scaled_by_50_digits, large_means, merged, wide, constants, bad_input)

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Regressions: exact and QR against 50-digit arithmetic, in any order and split; what is refused and why. */
#include "check_main.h"
#include "statistics/sandwich.h"

/* R's data set women: height, weight (World Almanac 1975). */
enum { WOMEN = 15 };
static const double weights[WOMEN] = {115, 117, 120, 123, 126, 129, 132, 135, 139, 142, 146, 150, 154, 159, 164};

static struct mm_formula parse(const char *text) {
    struct mm_formula formula = {0};
    struct mm_error error;
    ck_assert_int_eq(mm_formula_parse(&formula, text, NULL, &error), MM_OK);
    return formula;
}

static struct mm_term_sums *sums_of(const struct mm_formula *formula) {
    struct mm_term_sums *sums = mm_term_sums_new(formula->terms, formula->count, formula->variables.count);
    ck_assert_ptr_nonnull(sums);
    return sums;
}

/* Rows of the formula's variables and the response. */
static enum mm_status fit_exact(struct mm_fit *fit, const char *text, const double *rows, size_t count) {
    struct mm_formula formula = parse(text);
    struct mm_term_sums *sums = sums_of(&formula);
    struct mm_detail detail;
    ck_assert_int_eq(mm_term_sums_add(sums, rows, count, formula.variables.count + 1, 1, &detail), MM_OK);
    enum mm_status status = mm_fit_exact(fit, sums, formula.intercept);
    mm_term_sums_free(sums);
    mm_formula_free(&formula);
    return status;
}

static enum mm_status fit_qr(struct mm_fit *fit, const char *text, const double *rows, size_t count) {
    struct mm_formula formula = parse(text);
    struct mm_gram *response = mm_gram_new(1);
    struct mm_tsqr state = {0};
    struct mm_detail detail;
    size_t n = formula.variables.count, p = formula.count;
    double design[8];
    ck_assert_int_eq(mm_tsqr_init(&state, p + 1), MM_OK);
    for (size_t i = 0; i < count; i++, rows += n + 1) {
        for (size_t j = 0; j < p; j++) design[j] = mm_term_value(&formula.terms[j], rows);
        design[p] = rows[n];
        ck_assert_int_eq(mm_tsqr_add(&state, design, 1, p + 1, &detail), MM_OK);
        mm_gram_add(response, rows + n, 1, 1, 1);
    }
    enum mm_status status = mm_fit_qr(fit, &state, response, formula.intercept);
    mm_tsqr_free(&state);
    mm_gram_free(response);
    mm_formula_free(&formula);
    return status;
}

static void make_women(double *rows) {
    for (size_t i = 0; i < WOMEN; i++) {
        rows[2 * i] = 58 + (double)i;
        rows[2 * i + 1] = weights[i];
    }
}

/* mpmath 1.2, 50 digits: weight ~ height + height². The condition of X is 2e6 in units that make its columns alike, so
 * that QR may lose 7 of 16 digits. */
static const double coefficients[] = {261.8781835811247576, -7.348319327731092437, 0.083063994828700711054};
static const double errors[] = {25.196770819641123162, 0.77769228038660488806, 0.0059796423677287044607};

static void check_women(const struct mm_fit *fit, double tolerance) {
    static const double p[] = {2.3568787850179574198e-7, 6.584475889525227928e-7, 9.3224393301029904117e-9};
    struct mm_fit_test test;
    double tail;
    for (size_t j = 0; j < 3; j++) {
        mm_check_relative(fit->coefficients[j], coefficients[j], tolerance);
        mm_check_relative(fit->errors[j], errors[j], tolerance);
        ck_assert_int_eq(mm_fit_test(fit, fit->coefficients[j], fit->errors[j], 0.95, &test), MM_OK);
        mm_check_relative(test.p, p[j], 100 * tolerance);
        if (j > 0) continue;
        mm_check_relative(test.t, 10.393323233983150567, 2 * tolerance);
        mm_check_relative(test.low, 206.97913605310582044, 2 * tolerance);
        mm_check_relative(test.high, 316.77723110914369475, 2 * tolerance);
    }
    mm_check_relative(fit->residual_ss, 1.7700711053652230123, tolerance);
    mm_check_relative(fit->residual_sd, 0.38406500159100922391, tolerance);
    mm_check_relative(fit->total_ss, 3362.9333333333333333, tolerance);
    mm_check_relative(fit->r_squared, 0.99947365263300931042, tolerance);
    mm_check_relative(fit->adjusted, 0.99938592807184419549, tolerance);
    mm_check_relative(fit->f, 11393.316072015484059, tolerance);
    ck_assert_int_eq(mm_fit_f_tail(fit, &tail), MM_OK);
    mm_check_relative(tail, 2.1263498874498472904e-20, 100 * tolerance);
    ck_assert_uint_eq(fit->freedom, 12);
    ck_assert_uint_eq(fit->model, 2);
}

START_TEST(women) {
    double rows[2 * WOMEN];
    struct mm_fit fit = {0};
    make_women(rows);
    ck_assert_int_eq(fit_exact(&fit, "w ~ h + h^2", rows, WOMEN), MM_OK);
    check_women(&fit, 4e-16);
    mm_fit_free(&fit);
    ck_assert_int_eq(fit_qr(&fit, "w ~ h + h^2", rows, WOMEN), MM_OK);
    check_women(&fit, 1e-9);
    mm_fit_free(&fit);
}
END_TEST

/* mpmath as above; statsmodels 0.13 agrees for HC3. The condition costs QR's triangle up to 7 digits, and the exact
 * method's, rounded to doubles, in the product x R⁻¹ as many. */
START_TEST(robust) {
    static const double known[4][3] = {
        {23.621385479880217434, 0.73791093546114280918, 0.0057449769448247420817},
        {26.409511827869328539, 0.82500950651578772292, 0.0064230794888985909646},
        {29.84447194834881129, 0.93453085045165198309, 0.0072947739039136317357},
        {38.459853905453218324, 1.2069694721765926901, 0.0094434614379628756672},
    };
    double rows[2 * WOMEN], z[3], found[3];
    struct mm_fit fit = {0};
    make_women(rows);
    ck_assert_int_eq(fit_exact(&fit, "w ~ h + h^2", rows, WOMEN), MM_OK);
    for (int kind = MM_HC0; kind <= MM_HC3; kind++) {
        struct mm_sandwich sandwich = {.kind = (enum mm_sandwich_kind)kind};
        ck_assert_int_eq(mm_sandwich_start(&sandwich, &fit), MM_OK);
        for (size_t i = 0; i < WOMEN; i++) {
            const double x[] = {1, rows[2 * i], rows[2 * i] * rows[2 * i]};
            struct mm_residual residual;
            mm_fit_residual(&fit, x, rows[2 * i + 1], z, &residual);
            if (i == 0) {
                mm_check_relative(residual.residual, -0.10294117647058823529, 1e-9);
                mm_check_relative(residual.leverage, 0.46470588235294117647, 1e-9);
            }
            ck_assert_int_eq(mm_sandwich_add(&sandwich, &fit, z, &residual), MM_OK);
        }
        mm_sandwich_errors(&sandwich, &fit, found);
        for (size_t j = 0; j < 3; j++) mm_check_relative(found[j], known[kind][j], 1e-9);
        mm_sandwich_free(&sandwich);
    }
    mm_fit_free(&fit);
}
END_TEST

/* The same bits in any order, split and merge, with powers and products of columns of many magnitudes. */
START_TEST(any_order_and_split) {
    enum { ROWS = 300 };
    double rows[3 * ROWS];
    uint64_t state = 3;
    for (size_t i = 0; i < 3 * ROWS; i++) {
        state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        rows[i] = ldexp((double)(int64_t)state, -60 - (int)(state >> 30 & 15));
    }
    struct mm_formula formula = parse("y ~ a*b + a^2:b^3 + a^7");
    struct mm_term_sums *whole = sums_of(&formula), *parts[2] = {sums_of(&formula), sums_of(&formula)};
    struct mm_fit one = {0}, other = {0};
    struct mm_detail detail;
    ck_assert_int_eq(mm_term_sums_add(whole, rows, ROWS, 3, 2, &detail), MM_OK);
    for (size_t i = ROWS; i-- > 0;) mm_term_sums_add(parts[i % 2], rows + 3 * i, 1, 3, 1, &detail);
    mm_term_sums_merge(parts[0], parts[1]);
    ck_assert_int_eq(mm_fit_exact(&one, whole, true), MM_OK);
    ck_assert_int_eq(mm_fit_exact(&other, parts[0], true), MM_OK);
    ck_assert_mem_eq(one.coefficients, other.coefficients, one.columns * sizeof(double));
    ck_assert_mem_eq(one.errors, other.errors, one.columns * sizeof(double));
    ck_assert(one.f == other.f && one.residual_ss == other.residual_ss);
    mm_fit_free(&one);
    mm_fit_free(&other);
    mm_term_sums_free(whole);
    for (int k = 0; k < 2; k++) mm_term_sums_free(parts[k]);
    mm_formula_free(&formula);
}
END_TEST

/* What is 0 is 0: a residual, a coefficient, a share explained. And a slope of doubles is found to the last bit. */
START_TEST(zeros) {
    const double line[] = {1, 3, 2, 5, 3, 7, 4, 9}, even[] = {-1, 0.1, 0, 0.3, 1, 0.1, 2, 0.7, -2, 0.7};
    const double tenth[] = {0.1, 3, 0.2, 6, 0.4, 12};
    struct mm_fit fit = {0};
    struct mm_fit_test test;
    double p;
    ck_assert_int_eq(fit_exact(&fit, "y ~ x", line, 4), MM_OK);
    ck_assert(fit.coefficients[0] == 1 && fit.coefficients[1] == 2 && fit.errors[0] == 0 && fit.residual_ss == 0);
    ck_assert(fit.r_squared == 1 && fit.adjusted == 1 && fit.f == HUGE_VAL);
    ck_assert_int_eq(mm_fit_test(&fit, 2, 0, 0.95, &test), MM_OK);
    ck_assert(test.t == HUGE_VAL && test.p == 0 && test.low == 2 && test.high == 2);
    ck_assert_int_eq(mm_fit_f_tail(&fit, &p), MM_OK);
    ck_assert(p == 0);
    mm_fit_free(&fit);
    ck_assert_int_eq(fit_exact(&fit, "y ~ x", even, 5), MM_OK);
    ck_assert(fit.coefficients[1] == 0 && fit.model_ss == 0 && fit.r_squared == 0 && fit.f == 0);
    mm_fit_free(&fit);
    ck_assert_int_eq(fit_exact(&fit, "y ~ x - 1", tenth, 3), MM_OK);
    ck_assert(fit.coefficients[0] == 3 / 0.1 && fit.residual_ss == 0);
    mm_fit_free(&fit);
    /* Only a mean: nothing is explained, and F has no meaning. */
    ck_assert_int_eq(fit_exact(&fit, "y ~ 1", (double[]){1, 2, 4}, 3), MM_OK);
    ck_assert(fit.coefficients[0] == 7 / 3.0 && fit.r_squared == 0 && fit.adjusted == 0 && isnan(fit.f));
    mm_fit_free(&fit);
}
END_TEST

/* Powers beyond the range of doubles: (1e40)^10 is one term among exact sums. */
START_TEST(beyond_the_range) {
    const double rows[] = {1e40, 1, 2e40, 1024, 3e40, 59049, -1e40, 1};
    struct mm_fit fit = {0};
    ck_assert_int_eq(fit_exact(&fit, "y ~ x^10 - 1", rows, 4), MM_OK);
    ck_assert(fit.coefficients[0] == 0 && fit.r_squared > 1 - 1e-15); /* 1e-400 is no double */
    mm_fit_free(&fit);
    const double small[] = {1e-40, 1, 2e-40, 4, 3e-40, 9, -1e-40, 1};
    ck_assert_int_eq(fit_exact(&fit, "y ~ x^2 - 1", small, 4), MM_OK);
    mm_check_relative(fit.coefficients[0], 1e80, 1e-15);
    mm_fit_free(&fit);
}
END_TEST

START_TEST(refused) {
    static enum mm_status (*const fits[])(struct mm_fit *, const char *, const double *, size_t) = {fit_exact, fit_qr};
    const double rows[] = {1, 2, 3, 1, 2, 1, 3, 2, 4, 1, 5, 5, 3, 3, 6, 1, 2, 2, 4, 9}; /* c = a + b */
    const double constant[] = {1, 7, 2, 7, 3, 7, 4, 7}, empty[] = {0, 1, 0, 2, 0, 4};
    for (int k = 0; k < 2; k++) {
        struct mm_fit fit = {0};
        ck_assert_int_eq(fits[k](&fit, "y ~ a + b + c", rows, 5), MM_SINGULAR);
        ck_assert(!fit.aliased[1] && !fit.aliased[2] && fit.aliased[3]);
        ck_assert(!fit.related[0] && fit.related[1] && fit.related[2] && !fit.related[3]);
        mm_fit_free(&fit);
        ck_assert_int_eq(fits[k](&fit, "y ~ a + b + c", rows, 4), MM_TOO_FEW);
        mm_fit_free(&fit);
        ck_assert_int_eq(fits[k](&fit, "y ~ x", constant, 4), MM_CONSTANT);
        mm_fit_free(&fit);
        ck_assert_int_eq(fits[k](&fit, "y ~ x", empty, 3), MM_SINGULAR);
        ck_assert(fit.aliased[1] && !fit.related[0]);
        mm_fit_free(&fit);
    }
    struct mm_formula formula = parse("y ~ a");
    struct mm_term_sums *sums = sums_of(&formula);
    struct mm_detail detail;
    ck_assert_int_eq(mm_term_sums_add(sums, (double[]){1, 2, NAN, 3}, 2, 2, 1, &detail), MM_NOT_FINITE);
    ck_assert_uint_eq(detail.index, 2);
    ck_assert_uint_eq(mm_term_sums_count(sums), 0);
    mm_term_sums_free(sums);
    mm_formula_free(&formula);
}
END_TEST

MM_CHECK_MAIN("regression", women, robust, any_order_and_split, zeros, beyond_the_range, refused)

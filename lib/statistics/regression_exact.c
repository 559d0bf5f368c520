/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Regression from exact normal equations, at as many bits as two answers need to agree. */
#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "numeric/exact_integer.h"
#include "statistics/regression.h"

enum { FIRST_BITS = 256, AGREEMENT = 80 };

/* What is compared between two precisions: p coefficients, p squared standard errors over s², RSS, TSS - RSS. */
struct answers {
    mpf_t *values;
    size_t count;
};

struct equations {
    const struct mm_term_sums *sums;
    struct mm_fit *fit;
    size_t p, q;  /* columns without and with the response */
    mpf_t *l;     /* q×q: D on the diagonal of LDLᵀ, L below it, the entries of the matrix above */
    mpf_t *m;     /* p×p, lower: L⁻¹ */
    mpf_t total;  /* TSS */
    int64_t zero; /* |answer| < 2^zero can only be 0 (RSS, TSS - RSS: of their own unit) */
    int64_t zero_ss;
    mp_bitcnt_t last; /* the precision at which that is decided */
};

static mpf_t *new_numbers(size_t count, mp_bitcnt_t bits) {
    mpf_t *numbers = mm_new(count, sizeof *numbers);
    for (size_t i = 0; numbers != NULL && i < count; i++) mpf_init2(numbers[i], bits);
    return numbers;
}

static void free_numbers(mpf_t *numbers, size_t count) {
    for (size_t i = 0; numbers != NULL && i < count; i++) mpf_clear(numbers[i]);
    free(numbers);
}

static void scale(mpf_t number, int64_t exponent) {
    if (exponent >= 0) {
        mpf_mul_2exp(number, number, (mp_bitcnt_t)exponent);
    } else {
        mpf_div_2exp(number, number, (mp_bitcnt_t)-exponent);
    }
}

/* In units of 2^least all entries are whole, so that determinants, and the denominators of all answers, are at most the
 * product of the diagonal (Hadamard): what is smaller than its inverse is 0. */
static void find_bounds(struct equations *equations) {
    mpz_t entry;
    int64_t least = INT64_MAX, exponent, bits = 64;
    mpz_init(entry);
    for (size_t i = 0; i < equations->q; i++) {
        for (size_t j = i; j < equations->q; j++) {
            mm_term_sums_entry(equations->sums, i, j, entry, &exponent);
            if (mpz_sgn(entry) != 0 && exponent < least) least = exponent;
        }
    }
    for (size_t i = 0; i < equations->q; i++) {
        mm_term_sums_entry(equations->sums, i, i, entry, &exponent);
        if (mpz_sgn(entry) != 0) bits += (int64_t)mpz_sizeinbase(entry, 2) + (exponent - least);
    }
    mpz_clear(entry);
    equations->zero = -bits;
    equations->zero_ss = least - bits - 64; /* TSS has the number of rows in its denominator */
    /* The condition is at most 2^bits in units that make columns alike, and enters at most three times. */
    equations->last = (mp_bitcnt_t)(4 * bits + 256);
}

/* Σ (y - mean)² or Σ y². */
static void find_total(struct equations *equations) {
    mpz_t square, sum;
    int64_t square_exponent, sum_exponent, n = (int64_t)mm_term_sums_count(equations->sums);
    mpf_t other;
    mpz_inits(square, sum, NULL);
    mm_term_sums_entry(equations->sums, equations->p, equations->p, square, &square_exponent);
    mpf_set_z(equations->total, square);
    scale(equations->total, square_exponent);
    if (equations->fit->intercept) {
        /* n Σy² - (Σy)² as integers: in floating point digits would cancel. */
        mm_term_sums_entry(equations->sums, 0, equations->p, sum, &sum_exponent);
        mpz_mul(sum, sum, sum);
        mpz_mul_ui(square, square, (unsigned long)n);
        int64_t least = square_exponent < 2 * sum_exponent ? square_exponent : 2 * sum_exponent;
        mpz_mul_2exp(square, square, (mp_bitcnt_t)(square_exponent - least));
        mpz_mul_2exp(sum, sum, (mp_bitcnt_t)(2 * sum_exponent - least));
        mpz_sub(square, square, sum);
        mpf_set_z(equations->total, square);
        scale(equations->total, least);
        mpf_init2(other, 64);
        mpf_set_ui(other, (unsigned long)n);
        mpf_div(equations->total, equations->total, other);
        mpf_clear(other);
    }
    mpz_clears(square, sum, NULL);
}

static void load(struct equations *equations) {
    mpz_t entry;
    int64_t exponent;
    mpz_init(entry);
    for (size_t i = 0; i < equations->q; i++) {
        for (size_t j = i; j < equations->q; j++) {
            mm_term_sums_entry(equations->sums, i, j, entry, &exponent);
            mpf_t *upper = &equations->l[i * equations->q + j], *lower = &equations->l[j * equations->q + i];
            mpf_set_z(*upper, entry);
            scale(*upper, exponent);
            if (i != j) mpf_set(*lower, *upper);
        }
    }
    mpz_clear(entry);
}

/* x = Σ c_k x_k for column J: c from L, and whose share in it is not nothing. */
static void relate(struct equations *equations, size_t j, const double *lengths) {
    struct mm_fit *fit = equations->fit;
    size_t q = equations->q;
    for (size_t i = j; i-- > 0;) {
        double c = mpf_get_d(equations->l[j * q + i]);
        for (size_t k = i + 1; k < j; k++) c -= mpf_get_d(equations->l[k * q + i]) * fit->coefficients[k];
        fit->coefficients[i] = fit->aliased[i] ? 0 : c;
        fit->related[i] = fabs(fit->coefficients[i]) * lengths[i] > 1e-8 * lengths[j];
    }
}

/* Row by row: L_ij d_j = g_ij - Σ_k<j L_ik d_k L_jk. An aliased column is passed over. */
static enum mm_status factor(struct equations *equations, mpf_t product, mpf_t *scaled) {
    struct mm_fit *fit = equations->fit;
    size_t q = equations->q, aliased = 0;
    double tolerance = DBL_EPSILON * fmax((double)fit->rows, (double)fit->columns), lengths[MM_GRAM_COLUMNS + 1];
    mpf_t *l = equations->l;
    for (size_t i = 0; i < q; i++) {
        mpf_t *diagonal = &l[i * q + i];
        lengths[i] = sqrt(mpf_get_d(*diagonal));
        mpf_set(scaled[q], *diagonal);
        for (size_t j = 0; j < i; j++) {
            mpf_t *at = &l[i * q + j];
            for (size_t k = 0; k < j; k++) {
                mpf_mul(product, scaled[k], l[j * q + k]);
                mpf_sub(*at, *at, product);
            }
            mpf_set(scaled[j], *at);
            if (j < equations->p && fit->aliased[j]) mpf_set_ui(scaled[j], 0);
            mpf_set_ui(*at, 0);
            if (mpf_sgn(scaled[j]) != 0) mpf_div(*at, scaled[j], l[j * q + j]);
            mpf_mul(product, *at, scaled[j]);
            mpf_sub(*diagonal, *diagonal, product);
        }
        if (i == equations->p) break;
        mpf_set_d(product, tolerance);
        mpf_mul(product, product, product);
        mpf_mul(product, product, scaled[q]);
        fit->aliased[i] = mpf_cmp(*diagonal, product) <= 0;
        if (fit->aliased[i] && aliased++ == 0) relate(equations, i, lengths);
    }
    return aliased > 0 ? MM_SINGULAR : MM_OK;
}

/* L⁻¹ of the columns without the response. */
static void invert(struct equations *equations, mpf_t product) {
    size_t p = equations->p, q = equations->q;
    for (size_t j = 0; j < p; j++) {
        mpf_set_ui(equations->m[j * p + j], 1);
        for (size_t i = j + 1; i < p; i++) {
            mpf_t *at = &equations->m[i * p + j];
            mpf_set_ui(*at, 0);
            for (size_t k = j; k < i; k++) {
                mpf_mul(product, equations->l[i * q + k], equations->m[k * p + j]);
                mpf_sub(*at, *at, product);
            }
        }
    }
}

static void answer(struct equations *equations, struct answers *answers, mpf_t product) {
    size_t p = equations->p, q = equations->q;
    mpf_t *values = answers->values;
    for (size_t j = p; j-- > 0;) {
        /* b = L⁻ᵀ l_y; diagonal of L⁻ᵀ D⁻¹ L⁻¹ */
        mpf_set(values[j], equations->l[p * q + j]);
        mpf_set_ui(values[p + j], 0);
        for (size_t i = j; i < p; i++) {
            if (i > j) {
                mpf_mul(product, equations->l[i * q + j], values[i]);
                mpf_sub(values[j], values[j], product);
            }
            mpf_mul(product, equations->m[i * p + j], equations->m[i * p + j]);
            mpf_div(product, product, equations->l[i * q + i]);
            mpf_add(values[p + j], values[p + j], product);
        }
    }
    mpf_set(values[2 * p], equations->l[p * q + p]);
    mpf_sub(values[2 * p + 1], equations->total, values[2 * p]);
}

/* The numbers at BITS of precision; the factor stays in EQUATIONS. */
static enum mm_status compute(struct equations *equations, struct answers *answers, mp_bitcnt_t bits) {
    size_t p = equations->p, q = equations->q;
    mpf_t *scaled = new_numbers(q + 2, bits);
    enum mm_status status = MM_MEMORY;
    free_numbers(equations->l, q * q);
    free_numbers(equations->m, p * p);
    equations->l = new_numbers(q * q, bits);
    equations->m = new_numbers(p * p, bits);
    answers->count = 2 * p + 2;
    answers->values = new_numbers(answers->count, bits);
    mpf_set_prec(equations->total, bits);
    if (scaled != NULL && equations->l != NULL && equations->m != NULL && answers->values != NULL) {
        find_total(equations);
        load(equations);
        status = factor(equations, scaled[q + 1], scaled);
        if (status == MM_OK) {
            invert(equations, scaled[q + 1]);
            answer(equations, answers, scaled[q + 1]);
        }
    }
    free_numbers(scaled, q + 2);
    return status;
}

static bool below(const mpf_t number, int64_t exponent) {
    signed long own;
    return mpf_sgn(number) == 0 || (mpf_get_d_2exp(&own, number), own < exponent);
}

/* Whether each of the answers agrees with the one before. */
static bool agree(const struct answers *a, const struct answers *b) {
    mpf_t difference, allowed;
    bool all = true;
    mpf_init2(difference, 64);
    mpf_init2(allowed, 64);
    for (size_t k = 0; all && k < a->count; k++) {
        mpf_sub(difference, a->values[k], b->values[k]);
        mpf_abs(difference, difference);
        mpf_abs(allowed, b->values[k]);
        mpf_div_2exp(allowed, allowed, AGREEMENT);
        all = mpf_cmp(difference, allowed) <= 0;
    }
    mpf_clears(difference, allowed, NULL);
    return all;
}

/* At the last precision what is below its bound is 0. */
static void settle(const struct equations *equations, const struct answers *answers) {
    size_t p = equations->p;
    for (size_t k = 0; k < answers->count; k++)
        if (below(answers->values[k], k < 2 * p ? equations->zero : equations->zero_ss))
            mpf_set_ui(answers->values[k], 0);
}

static enum mm_status converge(struct equations *equations, struct answers *answers) {
    MM_TRY(compute(equations, answers, FIRST_BITS));
    for (mp_bitcnt_t bits = 2 * FIRST_BITS;; bits *= 2) {
        struct answers before = *answers;
        *answers = (struct answers){0};
        enum mm_status status = compute(equations, answers, bits);
        bool agreed = status == MM_OK && agree(&before, answers);
        free_numbers(before.values, before.count);
        if (status != MM_OK || agreed) return status;
        if (bits >= equations->last) {
            settle(equations, answers);
            return MM_OK;
        }
    }
}

/* To nearest, which mpf_get_d does not do. */
static double round_number(const mpf_t number) {
    enum { KEPT = 128 };
    if (mpf_sgn(number) == 0) return 0;
    mpf_t scaled, whole;
    mpz_t integer;
    signed long exponent;
    mpf_get_d_2exp(&exponent, number);
    mpf_init2(scaled, mpf_get_prec(number));
    mpf_init2(whole, mpf_get_prec(number));
    mpz_init(integer);
    mpf_set(scaled, number);
    scale(scaled, KEPT - exponent);
    mpz_set_f(integer, scaled);
    mpf_trunc(whole, scaled);
    bool sticky = mpf_cmp(whole, scaled) != 0;
    double value =
        mm_round_limbs(mpz_limbs_read(integer), mpz_size(integer), exponent - KEPT, sticky, mpf_sgn(number) < 0);
    mpz_clear(integer);
    mpf_clears(scaled, whole, NULL);
    return value;
}

static void report(const struct equations *equations, const struct answers *answers) {
    struct mm_fit *fit = equations->fit;
    size_t p = equations->p, q = equations->q;
    mpf_t *values = answers->values, *residual = &values[2 * p], *model = &values[2 * p + 1];
    mp_bitcnt_t bits = mpf_get_prec(*residual);
    mpf_t variance, number;
    mpf_init2(variance, bits);
    mpf_init2(number, bits);
    mpf_div_ui(variance, *residual, fit->freedom);
    for (size_t j = 0; j < p; j++) {
        fit->coefficients[j] = round_number(values[j]);
        mpf_mul(number, values[p + j], variance);
        mpf_sqrt(number, number);
        fit->errors[j] = round_number(number);
        /* Row j of L⁻ᵀ D^(-1/2). */
        for (size_t i = 0; i < p; i++) {
            mpf_set_ui(number, 0);
            if (i >= j) {
                mpf_sqrt(number, equations->l[i * q + i]);
                mpf_div(number, equations->m[i * p + j], number);
            }
            fit->triangle[j * p + i] = round_number(number);
        }
    }
    mpf_sqrt(number, variance);
    fit->residual_sd = round_number(number);
    fit->residual_ss = round_number(*residual);
    fit->model_ss = round_number(*model);
    fit->total_ss = round_number(equations->total);
    mpf_div(number, *model, equations->total);
    fit->r_squared = round_number(number);
    fit->f = fit->model == 0 ? NAN : INFINITY;
    if (fit->model > 0 && mpf_sgn(variance) != 0) {
        mpf_div_ui(number, *model, fit->model);
        mpf_div(number, number, variance);
        fit->f = round_number(number);
    }
    mpf_div_ui(number, equations->total, fit->rows - fit->intercept);
    mpf_div(number, variance, number);
    mpf_ui_sub(number, 1, number);
    /* What is left of 1 - 1 where the division was not exact. */
    fit->adjusted = below(number, -(int64_t)bits / 2) ? 0 : round_number(number);
    mpf_clears(variance, number, NULL);
}

enum mm_status mm_fit_exact(struct mm_fit *fit, const struct mm_term_sums *sums, bool intercept) {
    size_t p = mm_term_sums_terms(sums);
    struct equations equations = {.sums = sums, .fit = fit, .p = p, .q = p + 1};
    struct answers answers = {0};
    MM_TRY(mm_fit_start(fit, mm_term_sums_count(sums), p, intercept));
    if (p > MM_GRAM_COLUMNS) return MM_SHAPE;
    mpf_init2(equations.total, FIRST_BITS);
    find_total(&equations);
    enum mm_status status = MM_CONSTANT;
    if (mpf_sgn(equations.total) != 0) {
        find_bounds(&equations);
        status = converge(&equations, &answers);
    }
    if (status == MM_OK) report(&equations, &answers);
    free_numbers(answers.values, answers.count);
    free_numbers(equations.l, equations.q * equations.q);
    free_numbers(equations.m, p * p);
    mpf_clear(equations.total);
    return status;
}

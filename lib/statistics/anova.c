/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums of squares as fractions of whole numbers: nothing is rounded before the end. */
#include "statistics/anova.h"

#include <math.h>

#include "numeric/exact_integer.h"
#include "probability/distribution.h"

/* Groups that have LEAST numbers at least; *N is how many there are in all. */
static enum mm_status check(struct mm_gram *const *groups, size_t count, uint64_t least, uint64_t *n,
                            struct mm_detail *detail) {
    *n = 0;
    *detail = (struct mm_detail){.index = count};
    if (count < 2) return MM_TOO_FEW;
    for (size_t g = 0; g < count; g++) {
        *n += mm_gram_count(groups[g]);
        detail->index = g;
        if (mm_gram_count(groups[g]) < least) return MM_TOO_FEW;
        if (!mm_gram_finite(groups[g], 0)) return MM_NOT_FINITE;
    }
    detail->index = count;
    return *n > count ? MM_OK : MM_TOO_FEW;
}

/* Fractions in units of 2^(2 exponent). */
struct sums {
    mpq_t squares, groups, all; /* Σx², Σ s_g²/n_g, s²/n */
    int64_t exponent;
};

/* The exponent of a grid on which every sum, and on its square every sum of squares, is whole. */
static int64_t grid_of(struct mm_gram *const *groups, size_t count) {
    mpz_t value;
    int64_t exponent, least = INT64_MAX;
    mpz_init(value);
    for (size_t g = 0; g < count; g++) {
        mm_gram_exact_sum(groups[g], 0, value, &exponent);
        if (mpz_sgn(value) != 0 && exponent < least) least = exponent;
        mm_gram_exact_product(groups[g], 0, 0, value, &exponent);
        exponent = exponent >= 0 ? exponent / 2 : -((1 - exponent) / 2);
        if (mpz_sgn(value) != 0 && exponent < least) least = exponent;
    }
    mpz_clear(value);
    return least == INT64_MAX ? 0 : least;
}

static void add_fraction(mpq_t sum, mpq_t term, const mpz_t numerator, uint64_t denominator) {
    mpz_set(mpq_numref(term), numerator);
    mpz_set_ui(mpq_denref(term), denominator);
    mpq_canonicalize(term);
    mpq_add(sum, sum, term);
}

static void load(struct sums *sums, struct mm_gram *const *groups, size_t count, uint64_t n) {
    mpz_t value, total;
    mpq_t term;
    int64_t exponent;
    mpz_inits(value, total, NULL);
    mpq_inits(sums->squares, sums->groups, sums->all, term, NULL);
    sums->exponent = grid_of(groups, count);
    for (size_t g = 0; g < count; g++) {
        mm_gram_exact_product(groups[g], 0, 0, value, &exponent);
        if (mpz_sgn(value) != 0) mpz_mul_2exp(value, value, (mp_bitcnt_t)(exponent - 2 * sums->exponent));
        add_fraction(sums->squares, term, value, 1);
        mm_gram_exact_sum(groups[g], 0, value, &exponent);
        if (mpz_sgn(value) != 0) mpz_mul_2exp(value, value, (mp_bitcnt_t)(exponent - sums->exponent));
        mpz_add(total, total, value);
        mpz_mul(value, value, value);
        add_fraction(sums->groups, term, value, mm_gram_count(groups[g]));
    }
    mpz_mul(total, total, total);
    add_fraction(sums->all, term, total, n);
    mpz_clears(value, total, NULL);
    mpq_clear(term);
}

static double round_fraction(const mpq_t fraction, int64_t exponent) {
    return mm_round_ratio(mpq_numref(fraction), mpq_denref(fraction), exponent);
}

static void divide(mpq_t to, const mpq_t from, uint64_t n) {
    mpz_set_ui(mpq_denref(to), 1);
    mpz_set_ui(mpq_numref(to), n);
    mpq_div(to, from, to);
}

static void fill(struct mm_anova *anova, const struct sums *sums) {
    int64_t unit = 2 * sums->exponent;
    mpq_t between, within, total, mean_between, mean_within;
    mpq_inits(between, within, total, mean_between, mean_within, NULL);
    mpq_sub(between, sums->groups, sums->all);
    mpq_sub(within, sums->squares, sums->groups);
    mpq_sub(total, sums->squares, sums->all);
    divide(mean_between, between, anova->df_between);
    divide(mean_within, within, anova->df_within);
    anova->ss_between = round_fraction(between, unit);
    anova->ss_within = round_fraction(within, unit);
    anova->ss_total = round_fraction(total, unit);
    anova->ms_between = round_fraction(mean_between, unit);
    anova->ms_within = round_fraction(mean_within, unit);
    anova->residual_sd = mm_round_ratio_root(mpq_numref(mean_within), mpq_denref(mean_within), unit, false);
    if (mpq_sgn(within) != 0) {
        mpq_div(mean_between, mean_between, mean_within);
        mpq_div(between, between, total);
        anova->f = round_fraction(mean_between, 0);
        anova->eta_squared = round_fraction(between, 0);
    }
    mpq_clears(between, within, total, mean_between, mean_within, NULL);
}

static enum mm_status tail(double f, double df1, double df2, double *p) {
    double parameters[MM_PARAMETERS_MAX] = {df1, df2};
    return mm_distribution_tail(mm_distribution_find("f"), parameters, f, true, false, p);
}

enum mm_status mm_anova(struct mm_gram *const *groups, size_t count, struct mm_anova *anova, struct mm_detail *detail) {
    struct sums sums;
    *anova = (struct mm_anova){.groups = count, .f = NAN, .p = NAN, .eta_squared = NAN};
    MM_TRY(check(groups, count, 1, &anova->n, detail));
    anova->df_between = count - 1;
    anova->df_within = anova->n - count;
    load(&sums, groups, count, anova->n);
    fill(anova, &sums);
    mpq_clears(sums.squares, sums.groups, sums.all, NULL);
    if (isnan(anova->f)) return MM_CONSTANT;
    return tail(anova->f, (double)anova->df_between, (double)anova->df_within, &anova->p);
}

/* Welch's numbers in the making. */
struct welch_sums {
    mpf_t weight, mean, term, weights, weighted, squares, lambda;
};

/* w_g = n_g (n_g - 1) n_g / (n_g S_g), m_g = s_g / n_g. */
static void weigh(struct welch_sums *sums, const struct mm_gram *group) {
    mpz_t value;
    int64_t exponent;
    uint64_t n = mm_gram_count(group);
    mpz_init(value);
    for (int step = 0; step < 2; step++) {
        mpf_t *to = step == 0 ? &sums->term : &sums->mean;
        if (step == 0) {
            mm_gram_exact_centred(group, 0, 0, value, &exponent);
        } else {
            mm_gram_exact_sum(group, 0, value, &exponent);
        }
        mpf_set_z(*to, value);
        if (exponent >= 0) mpf_mul_2exp(*to, *to, (mp_bitcnt_t)exponent);
        if (exponent < 0) mpf_div_2exp(*to, *to, (mp_bitcnt_t)-exponent);
    }
    mpf_div_ui(sums->mean, sums->mean, n);
    mpf_set_ui(sums->weight, n);
    mpf_mul_ui(sums->weight, sums->weight, n);
    mpf_mul_ui(sums->weight, sums->weight, n - 1);
    mpf_div(sums->weight, sums->weight, sums->term);
    mpz_clear(value);
}

static void add_weighted(struct welch_sums *sums, struct mm_gram *const *groups, size_t count) {
    for (size_t g = 0; g < count; g++) {
        weigh(sums, groups[g]);
        mpf_add(sums->weights, sums->weights, sums->weight);
        mpf_mul(sums->term, sums->weight, sums->mean);
        mpf_add(sums->weighted, sums->weighted, sums->term);
    }
    mpf_div(sums->weighted, sums->weighted, sums->weights);
    for (size_t g = 0; g < count; g++) {
        weigh(sums, groups[g]);
        mpf_sub(sums->mean, sums->mean, sums->weighted);
        mpf_mul(sums->mean, sums->mean, sums->mean);
        mpf_mul(sums->term, sums->weight, sums->mean);
        mpf_add(sums->squares, sums->squares, sums->term);
        mpf_div(sums->term, sums->weight, sums->weights);
        mpf_ui_sub(sums->term, 1, sums->term);
        mpf_mul(sums->term, sums->term, sums->term);
        mpf_div_ui(sums->term, sums->term, mm_gram_count(groups[g]) - 1);
        mpf_add(sums->lambda, sums->lambda, sums->term);
    }
}

enum mm_status mm_anova_welch(struct mm_gram *const *groups, size_t count, struct mm_welch *welch,
                              struct mm_detail *detail) {
    enum { BITS = 512 };
    struct welch_sums sums;
    *welch = (struct mm_welch){.groups = count};
    MM_TRY(check(groups, count, 2, &welch->n, detail));
    for (detail->index = 0; detail->index < count; detail->index++)
        if (mm_gram_constant(groups[detail->index], 0)) return MM_CONSTANT;
    mpf_t *all[] = {&sums.weight, &sums.mean, &sums.term, &sums.weights, &sums.weighted, &sums.squares, &sums.lambda};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) mpf_init2(*all[i], BITS);
    add_weighted(&sums, groups, count);
    double k = (double)count, lambda = mpf_get_d(sums.lambda);
    welch->df_between = count - 1;
    welch->f = mpf_get_d(sums.squares) / (k - 1) / (1 + 2 * (k - 2) * lambda / (k * k - 1));
    welch->df_within = (k * k - 1) / (3 * lambda);
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) mpf_clear(*all[i]);
    return tail(welch->f, (double)welch->df_between, welch->df_within, &welch->p);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* NIST's certified regressions (StRD, linear), to the digits that doubles allow. */
#include <stdio.h>

#include "base/memory.h"
#include "check_nist.h"
#include "statistics/regression.h"

static const char *const sets[] = {"Norris",   "Pontius",  "NoInt1",   "NoInt2",   "Filip",   "Longley",
                                   "Wampler1", "Wampler2", "Wampler3", "Wampler4", "Wampler5"};

/* Columns are y and then x, or x1, x2, … */
static size_t add_names(struct mm_strings *names, const struct nist_table *table) {
    for (size_t j = 1; j < table->columns; j++) {
        char name[32] = "x";
        if (table->columns > 2) snprintf(name, sizeof name, "x%zu", j);
        ck_assert(mm_strings_add(names, name, strlen(name)));
    }
    return table->columns - 1;
}

static void fit_set(const char *set, const char *formula_text, struct mm_fit *fit) {
    struct mm_strings names = {0};
    struct mm_formula formula = {0};
    struct mm_error error;
    struct mm_detail detail;
    struct nist_table table = nist_read(set);
    size_t variables = add_names(&names, &table);
    ck_assert_int_eq(mm_formula_parse(&formula, formula_text, &names, &error), MM_OK);
    struct mm_term_sums *sums = mm_term_sums_new(formula.terms, formula.count, variables);
    ck_assert_ptr_nonnull(sums);
    for (size_t i = 0; i < table.rows; i++) {
        double row[16]; /* the response last */
        memcpy(row, table.values + i * table.columns + 1, variables * sizeof *row);
        row[variables] = table.values[i * table.columns];
        ck_assert_int_eq(mm_term_sums_add(sums, row, 1, variables + 1, 1, &detail), MM_OK);
    }
    ck_assert_int_eq(mm_fit_exact(fit, sums, formula.intercept), MM_OK);
    mm_term_sums_free(sums);
    mm_formula_free(&formula);
    mm_strings_free(&names);
    free(table.values);
}

START_TEST(linear) {
    cJSON *known = nist_known();
    nist_head();
    for (size_t s = 0; s < sizeof sets / sizeof sets[0]; s++) {
        const cJSON *set = cJSON_GetObjectItemCaseSensitive(known, sets[s]);
        struct mm_fit fit = {0};
        struct nist_row row = {.set = sets[s], .known = set, .digits = 15, .ceiling = 15};
        fit_set(sets[s], cJSON_GetObjectItemCaseSensitive(set, "formula")->valuestring, &fit);
        for (size_t j = 0; j < fit.columns; j++) {
            char name[16];
            snprintf(name, sizeof name, "B%zu", j + !fit.intercept);
            nist_compare(&row, name, fit.coefficients[j]);
            snprintf(name, sizeof name, "se_B%zu", j + !fit.intercept);
            nist_compare(&row, name, fit.errors[j]);
        }
        nist_compare(&row, "residual_sd", fit.residual_sd);
        nist_compare(&row, "r_squared", fit.r_squared);
        nist_compare(&row, "ss_regression", fit.model_ss);
        nist_compare(&row, "ss_residual", fit.residual_ss);
        nist_compare(&row, "f_statistic", fit.f);
        nist_print(&row);
        mm_fit_free(&fit);
    }
    cJSON_Delete(known);
}
END_TEST

MM_CHECK_MAIN("nist linear", linear)

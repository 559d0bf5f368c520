/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables and certified values of NIST's linear and ANOVA sets, and the comparison with them. */
#ifndef MM_TESTS_CHECK_NIST_H
#define MM_TESTS_CHECK_NIST_H

#include <cjson/cJSON.h>
#include <stdio.h>

#include "check_main.h"

/* Row-major. */
struct nist_table {
    double *values;
    size_t rows, columns;
};

static inline char *nist_text(const char *name) {
    char path[256];
    snprintf(path, sizeof path, "tests/data/nist/%s", name);
    FILE *file = fopen(path, "rb");
    ck_assert_msg(file != NULL, "%s is not there", path);
    enum { MOST = 1 << 20 };
    char *text = malloc(MOST);
    ck_assert_ptr_nonnull(text);
    size_t length = fread(text, 1, MOST - 1, file);
    ck_assert_uint_lt(length, MOST - 1);
    text[length] = '\0';
    fclose(file);
    return text;
}

static inline struct nist_table nist_read(const char *set) {
    struct nist_table table = {.columns = 1};
    char name[64];
    snprintf(name, sizeof name, "%s.csv", set);
    char *text = nist_text(name), *end = strchr(text, '\n');
    ck_assert_ptr_nonnull(end);
    for (const char *at = text; at < end; at++) table.columns += *at == ',';
    table.values = malloc(strlen(text) * sizeof *table.values);
    ck_assert_ptr_nonnull(table.values);
    size_t count = 0;
    for (char *cell = end + 1; *cell != '\0'; cell = end + strspn(end, ",\r\n")) {
        table.values[count++] = strtod(cell, &end);
        ck_assert_ptr_ne(cell, end);
    }
    ck_assert_uint_eq(count % table.columns, 0);
    table.rows = count / table.columns;
    free(text);
    return table;
}

/* linear.json: certified values as text; the digits that exact arithmetic on the data rounded to doubles attains
 * (ceiling); and the least digits of what NumPy, SciPy, statsmodels and R give (ANOVA: of F alone). */
static inline cJSON *nist_known(void) {
    char *text = nist_text("linear.json");
    cJSON *known = cJSON_Parse(text);
    ck_assert_ptr_nonnull(known);
    free(text);
    return known;
}

/* One line of the printed table: the least digits of a set. */
struct nist_row {
    const char *set;
    const cJSON *known;
    double digits, ceiling;
};

/* Correct digits: log relative error, capped at 15, the digits that NIST certifies. */
static inline double nist_digits(double value, double certified) {
    if (value == certified) return 15;
    if (!isfinite(certified)) return 0;
    double error = fabs(value - certified) / (certified == 0 ? 1 : fabs(certified));
    return fmax(0, fmin(15, -log10(error)));
}

/* Ceilings are given to two decimals, and one error may be rounded to a double a little nearer or farther than the
 * other, hence the 0.05. */
static inline void nist_compare(struct nist_row *row, const char *quantity, double value) {
    const double slack = 0.05;
    const cJSON *certified =
        cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(row->known, "certified"), quantity);
    const cJSON *ceiling =
        cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(row->known, "ceiling"), quantity);
    ck_assert_msg(certified != NULL && ceiling != NULL, "%s: no %s", row->set, quantity);
    double digits = nist_digits(value, strtod(certified->valuestring, NULL));
    ck_assert_msg(digits >= ceiling->valuedouble - slack, "%s %s: %.17g has %.2f digits of %.2f", row->set, quantity,
                  value, digits, ceiling->valuedouble);
    double known = strtod(certified->valuestring, NULL);
    if (known == 0 || isinf(known)) return; /* of a perfect fit: no digits to count */
    row->digits = fmin(row->digits, digits);
    row->ceiling = fmin(row->ceiling, ceiling->valuedouble);
}

static inline void nist_head(void) {
    printf("%-9s %8s %8s   %s\n", "set", "ceiling", "ours", "peers");
}

static inline void nist_print(const struct nist_row *row) {
    const cJSON *peer;
    printf("%-9s %8.2f %8.2f  ", row->set, row->ceiling, row->digits);
    cJSON_ArrayForEach(peer, cJSON_GetObjectItemCaseSensitive(row->known, "peers"))
        printf(" %s %.1f", peer->string, peer->valuedouble);
    printf("\n");
    fflush(stdout);
}

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* NIST's certified analyses of variance (StRD), to the digits that doubles allow. */
#include "check_nist.h"
#include "statistics/anova.h"

/* NIST's definition of SmLs02 and its kin: the groups of SmLs01, in which the second and third number take turns after
 * the first, go on to 201 and 2001 numbers. */
static const struct {
    const char *set, *file;
    size_t rows; /* of a group; 0: as in the file */
} sets[] = {{"SiRstv", "SiRstv", 0},   {"AtmWtAg", "AtmWtAg", 0},  {"SmLs01", "SmLs01", 21},
            {"SmLs02", "SmLs01", 201}, {"SmLs03", "SmLs01", 2001}, {"SmLs04", "SmLs04", 21},
            {"SmLs05", "SmLs04", 201}, {"SmLs06", "SmLs04", 2001}, {"SmLs07", "SmLs07", 21},
            {"SmLs08", "SmLs07", 201}, {"SmLs09", "SmLs07", 2001}};

enum { GROUPS = 9 };

static size_t read_groups(size_t s, struct mm_gram **groups) {
    struct nist_table table = nist_read(sets[s].file);
    size_t count = 0, last = 0;
    for (size_t i = 0; i < table.rows; i++) {
        const double *row = table.values + 2 * i;
        if (count == 0 || row[0] != table.values[2 * (i - 1)]) {
            ck_assert_uint_lt(count, GROUPS);
            ck_assert_ptr_nonnull(groups[count++] = mm_gram_new(1));
            last = i;
        }
        mm_gram_add(groups[count - 1], row + 1, 1, 2, 1);
        bool end = i + 1 == table.rows || row[2] != row[0];
        for (size_t k = i + 1 - last; end && k < sets[s].rows; k++)
            mm_gram_add(groups[count - 1], table.values + 2 * (last + (k % 2 == 0 ? 2 : 1)) + 1, 1, 2, 1);
    }
    free(table.values);
    return count;
}

START_TEST(anova) {
    cJSON *known = nist_known();
    nist_head();
    for (size_t s = 0; s < sizeof sets / sizeof sets[0]; s++) {
        struct nist_row row = {.set = sets[s].set,
                               .known = cJSON_GetObjectItemCaseSensitive(known, sets[s].set),
                               .digits = 15,
                               .ceiling = 15};
        struct mm_gram *groups[GROUPS] = {0};
        struct mm_anova table;
        struct mm_detail detail;
        size_t count = read_groups(s, groups);
        ck_assert_int_eq(mm_anova(groups, count, &table, &detail), MM_OK);
        nist_compare(&row, "ss_between", table.ss_between);
        nist_compare(&row, "ss_within", table.ss_within);
        nist_compare(&row, "f_statistic", table.f);
        nist_compare(&row, "r_squared", table.eta_squared);
        nist_compare(&row, "residual_sd", table.residual_sd);
        nist_print(&row);
        for (size_t g = 0; g < count; g++) mm_gram_free(groups[g]);
    }
    cJSON_Delete(known);
}
END_TEST

MM_CHECK_MAIN("nist anova", anova)

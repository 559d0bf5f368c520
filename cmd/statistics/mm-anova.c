/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-anova: one-way analysis of variance. */
#include "anova.h"

static struct {
    const char *group;
    bool welch;
} opt;

static const struct mm_option options[] = {
    MM_COLUMN_OPTION(0, "group", &opt.group, "COL", "the column of groups; without it that of -g, or a group a column"),
    MM_FLAG(0, "welch", &opt.welch, "Welch's test, which does not take the variances for equal"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "Petals of three species of irises.",
     .command = "mm-anova --group=species -k petal_length --digits=6 --to=table iris.csv",
     .output = "source    df        ss          ms        f              p  eta_squared\n"
               "between    2  437.103   218.551     1180.16    2.85678e-91     0.941372\n"
               "within   147   27.2226    0.185188   nan     nan             nan\n"
               "total    149  464.325   nan          nan     nan             nan\n"},
    {.says = "A column for each group; the variances need not be equal.",
     .command = "printf 'a,b,c\\n1,2,3\\n2,5,9\\n4,6,8\\n' | mm-anova --welch --digits=6 --to=json",
     .output =
         "{\"f\":2.18096,\"df1\":2,\"df2\":3.72752,\"p\":0.235965,\"groups\":3,\"n\":9,\"n_missing\":0,\"method\":\"welch\"}\n"},
    {0},
};

/* A row for each source of variance. */
static void add_table(const struct anova *anova, const struct anova_part *part, const struct mm_anova *found,
                      struct mm_table *table) {
    const struct {
        const char *source;
        uint64_t df;
        double ss, ms, f, p, eta;
    } rows[] = {
        {"between", found->df_between, found->ss_between, found->ms_between, found->f, found->p, found->eta_squared},
        {"within", found->df_within, found->ss_within, found->ms_within, NAN, NAN, NAN},
        {"total", found->n - 1, found->ss_total, NAN, NAN, NAN, NAN}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        mm_table_row(table);
        anova_keys(anova, part, table);
        mm_table_word(table, "source", rows[i].source);
        mm_table_count(table, "df", rows[i].df);
        mm_table_number(table, "ss", rows[i].ss);
        mm_table_number(table, "ms", rows[i].ms);
        mm_table_number(table, "f", rows[i].f);
        mm_table_number(table, "p", rows[i].p);
        mm_table_number(table, "eta_squared", rows[i].eta);
    }
}

static void add_record(const struct anova *anova, const struct anova_part *part, const struct mm_welch *found,
                       struct mm_table *table) {
    mm_table_row(table);
    anova_keys(anova, part, table);
    mm_table_number(table, "f", found->f);
    mm_table_count(table, "df1", found->df_between);
    mm_table_number(table, "df2", found->df_within);
    mm_table_number(table, "p", found->p);
    mm_table_count(table, "groups", found->groups);
    mm_table_count(table, "n", found->n);
    mm_table_count(table, "n_missing", part->missing);
    mm_table_word(table, "method", "welch");
}

static enum mm_status test(const struct anova *anova, const struct anova_part *part, struct mm_table *table) {
    struct mm_anova found;
    struct mm_welch welch;
    struct mm_detail detail;
    enum mm_status status = opt.welch ? mm_anova_welch(part->grams, part->count, &welch, &detail)
                                      : mm_anova(part->grams, part->count, &found, &detail);
    if (status != MM_OK) return anova_fail(anova, part, status, detail.index, opt.welch);
    if (opt.welch) {
        add_record(anova, part, &welch, table);
    } else {
        add_table(anova, part, &found, table);
    }
    return MM_OK;
}

static enum mm_status run(struct mm_run *run) {
    struct anova anova = {.run = run};
    struct mm_table table = {0};
    MM_TRY(anova_read(&anova, opt.group));
    for (size_t k = 0; k < anova.count; k++) MM_TRY(test(&anova, &anova.parts[k], &table));
    bool record = opt.welch && anova.count == 1;
    anova_free(&anova);
    return mm_table_output(&table, run, record);
}

static const struct mm_command command = {
    .name = "mm-anova",
    .wing = "statistics",
    .summary = "one-way analysis of variance",
    .operands = "[FILE]...",
    .operands_max = (size_t)-1,
    .description =
        "Whether the means of several groups differ. Long form: --group=COL (or -g alone) names the column that tells the "
        "groups, -k the column of numbers; several columns are analysed one by one, and -g beside --group makes an "
        "analysis for each of its groups. Wide form, without either: each numeric column (those of -k) is a group; where "
        "they are not equally long, --na=omit passes over empty cells.\n\n"
        "Sums of squares are fractions of whole numbers, each rounded once: they hold for numbers like 1000000000000.4, "
        "and do not depend on the order of rows. One pass; memory for the groups, not the rows. Missing cells are left "
        "out one by one, not by rows.\n\n"
        "No spread within any group is an error, and for --welch in one of them, and so is a group with one number "
        "there. --welch prints a record.",
    .formula = "F = (Σ n_g (m_g - m)²/(k-1)) / (Σ Σ (x - m_g)²/(n-k));  η² = SS_between / SS_total",
    .input = "a table: a column of numbers and one of groups, or a column for each group",
    .output = "source, df, ss, ms, f, p, eta_squared: a row between, within, total",
    .common = MM_COMMON_TABLE | MM_COMMON_GROUPS | MM_COMMON_THREADS,
    .options = options,
    .examples = examples,
    .references = "NIST/SEMATECH e-Handbook of Statistical Methods, section 7.4.3.\n"
                  "Welch, On the comparison of several mean values: an alternative approach, Biometrika 38, 1951.",
    .see_also = "mm-ttest mm-regress mm-describe",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}

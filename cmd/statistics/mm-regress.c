/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-regress: linear regression by least squares. */
#include <math.h>

#include "regress_rows.h"

enum { COEFFICIENTS, SUMMARY, RESIDUALS };

static struct {
    const char *target;
    double level;
    int part, robust, method;
} opt = {.level = 0.95, .part = COEFFICIENTS, .robust = -1, .method = REGRESS_AUTO};

static const struct mm_option options[] = {
    MM_COLUMN_OPTION(0, "target", &opt.target, "COL", "the response, without a formula: on all other columns, or -k"),
    MM_CHOICE(0, "part", &opt.part, "coefficients|summary|residuals", "what to print"),
    MM_REAL_OPEN(0, "level", &opt.level, "LEVEL", 0, 1, "confidence level of the intervals"),
    MM_CHOICE(0, "robust", &opt.robust, "hc0|hc1|hc2|hc3", "standard errors that allow for unequal variances"),
    MM_CHOICE(0, "method", &opt.method, "exact|qr", "without it exact up to 32 columns, qr beyond"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "Progression of diabetes by three measurements.",
     .command = "mm-regress 'progression ~ bmi + bp + s5' --digits=4 --to=table diabetes.csv",
     .output = "term         estimate       se        t           p        low      high  level   df  method\n"
               "(intercept)  -334.9    25.88    -12.94   1.159e-32   -385.7     -284       0.95  438  exact\n"
               "bmi             6.5     0.6971    9.324  5.551e-19      5.13       7.87    0.95  438  exact\n"
               "bp              0.903   0.2168    4.166  0.00003743     0.4769     1.329   0.95  438  exact\n"
               "s5             49.58    5.89      8.417  5.557e-16     38         61.15    0.95  438  exact\n"},
    {.says = "What two sizes of an iris explain of a third, as a record.",
     .command = "mm-regress 'petal_length ~ sepal_length*sepal_width' --part=summary --digits=4 --to=json iris.csv",
     .output =
         "{\"response\":\"petal_length\",\"n\":150,\"n_missing\":0,\"r_squared\":0.8753,\"r_squared_adjusted\":0.8727,\"r_squared_about\":\"mean\",\"residual_sd\":0.6298,\"f\":341.6,\"p\":9.08e-66,\"df_model\":3,\"df_residual\":146,\"ss_model\":406.4,\"ss_residual\":57.91,\"ss_total\":464.3,\"method\":\"exact\"}\n"},
    {.says = "A polynomial of degree 5 through 21 points of it, where others reach 9 digits.",
     .command = "mm-regress 'y ~ x + x^2 + x^3 + x^4 + x^5' nist/Wampler1.csv | cut -d, -f1-3",
     .output = "term,estimate,se\n"
               "(intercept),1,0\n"
               "x,1,0\n"
               "x^2,1,0\n"
               "x^3,1,0\n"
               "x^4,1,0\n"
               "x^5,1,0\n"},
    {0},
};

static const char *const robust_names[] = {"hc0", "hc1", "hc2", "hc3"};

static enum mm_status add_coefficients(const struct regress *regress, size_t number, struct mm_table *table) {
    const struct mm_fit *fit = &regress->items[number].fit;
    for (size_t j = 0; j < fit->columns; j++) {
        struct mm_fit_test test;
        if (!isfinite(fit->coefficients[j]) || !isfinite(fit->errors[j]))
            return mm_run_fail(regress->run, MM_DOMAIN,
                               "the coefficient of '%s' or its error is beyond the largest double",
                               regress->formula.names.items[j]);
        MM_TRY(mm_fit_test(fit, fit->coefficients[j], fit->errors[j], opt.level, &test));
        mm_table_row(table);
        regress_keys(regress, number, table);
        mm_table_word(table, "term", regress->formula.names.items[j]);
        mm_table_number(table, "estimate", fit->coefficients[j]);
        mm_table_number(table, "se", fit->errors[j]);
        mm_table_number(table, "t", test.t);
        mm_table_number(table, "p", test.p);
        mm_table_number(table, "low", test.low);
        mm_table_number(table, "high", test.high);
        mm_table_number(table, "level", opt.level);
        mm_table_count(table, "df", fit->freedom);
        mm_table_word(table, "method", regress_method_names[regress->method]);
        if (opt.robust >= 0) mm_table_word(table, "robust", robust_names[opt.robust]);
    }
    return MM_OK;
}

static enum mm_status write_table(struct regress *regress) {
    struct mm_table table = {0};
    for (size_t k = 0; k < regress->count; k++)
        MM_TRY((opt.part == SUMMARY ? regress_add_summary : add_coefficients)(regress, k, &table));
    return mm_table_output(&table, regress->run, opt.part == SUMMARY && regress->groups == NULL);
}

static enum mm_status run(struct mm_run *run) {
    struct regress regress = {.run = run, .method = opt.method, .spool = {.run = run}};
    bool formula = run->operand_count > 0 && strchr(run->operands[0], '~') != NULL;
    if (formula && opt.target != NULL)
        return mm_run_fail(run, MM_USAGE, "a formula and --target: one of the two says what is fitted");
    if (!formula && opt.target == NULL)
        return mm_run_fail(run, MM_USAGE, "a formula is wanted, such as 'y ~ a + b', or --target=COL");
    if (opt.robust >= 0 && opt.part != COEFFICIENTS)
        return mm_run_fail(run, MM_USAGE, "--robust is about standard errors: it goes with --part=coefficients");
    regress.keep = opt.part == RESIDUALS || opt.robust >= 0;
    MM_TRY(regress_open(&regress, formula ? run->operands[0] : NULL, opt.target, formula));
    MM_TRY(regress_choose(&regress));
    MM_TRY(regress_read(&regress));
    MM_TRY(regress_fit(&regress));
    if (opt.robust >= 0) MM_TRY(regress_robust(&regress, (enum mm_sandwich_kind)opt.robust));
    MM_TRY(opt.part == RESIDUALS ? regress_write_residuals(&regress) : write_table(&regress));
    regress_free(&regress);
    return MM_OK;
}

static const struct mm_command command = {
    .name = "mm-regress",
    .wing = "statistics",
    .summary = "linear regression by least squares",
    .operands = "[FORMULA] [FILE]...",
    .operands_max = (size_t)-1,
    .description =
        "Fits the response to the terms of the formula, or with --target to all other numeric columns (those of -k), and "
        "an intercept. In a formula, + adds a term, a:b is the product of two columns, a*b stands for a + b + a:b, x^2 "
        "is a power (also I(x^2)), . every other column, - takes a term out, and - 1 or + 0 the intercept. Names with "
        "blanks or signs in them stand in [brackets] or `backticks`; [3] is the third column. Columns of text are not "
        "made into indicators: write these as columns of 0 and 1.\n\n"
        "Up to 32 columns and terms (beside the intercept) the method is exact: the normal equations are summed without rounding error, powers and "
        "products too, in one pass and memory for the square of the columns; they are solved at as many bits as their "
        "condition needs. So each number is the one of exact arithmetic on the data as doubles, rounded once. Beyond, "
        "or with --method=qr, rows are folded into a triangular factor (Householder) in doubles.\n\n"
        "A column that is a combination of others to max(n, p) eps is an error that names them. Without an intercept "
        "R² is about zero, not about the mean, as r_squared_about says. --robust gives the standard errors of White "
        "and MacKinnon, with p and intervals from the t distribution as well. --part=residuals prints fitted, residual, "
        "leverage and standardized, e / (s sqrt(1 - h)), for each row; it and --robust read the rows twice (kept in "
        "$TMPDIR beyond 32 MB).",
    .formula = "b = argmin ‖y - X b‖²;  se_j = s sqrt((XᵀX)⁻¹_jj);  s² = RSS/(n-p)",
    .input = "a table",
    .output = "term, estimate, se, t, p, low, high, level, df, method; a record; or a row for each row",
    .common = MM_COMMON_TABLE | MM_COMMON_GROUPS | MM_COMMON_THREADS,
    .options = options,
    .examples = examples,
    .references = "Weisberg, Applied Linear Regression, 2014.\n"
                  "MacKinnon and White, Journal of Econometrics 29, 1985.\n"
                  "Neal, Fast exact summation using small and large superaccumulators, 2015.\n"
                  "NIST Statistical Reference Datasets, linear regression.",
    .see_also = "mm-lstsq mm-corr mm-anova",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}

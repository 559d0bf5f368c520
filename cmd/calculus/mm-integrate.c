/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-integrate: definite integrals of an expression, or of the points in a table. */
#include "integrals.h"

static struct integral_options opt = {.relative = 1e-10, .spacing = NAN, .rule = -1};

static const struct mm_option options[] = {
    MM_GROUP("Of an expression"),
    MM_STRING(0, "range", &opt.range, "A,B", "integrate from A to B: constants such as 0,pi/2 or -inf,inf"),
    MM_STRING(0, "points", &opt.points, "LIST", "places between A and B where the integrand has kinks, jumps or poles"),
    MM_STRING(0, "variable", &opt.variable, "NAME", "the variable; without it the only name that --at does not give"),
    MM_STRING(0, "at", &opt.at, "LIST", "values of the other names: NAME=VALUE, separated by commas"),
    MM_REAL(0, "relative", &opt.relative, "EPS", 0, 1, "largest bound of the error, relative to the integral"),
    MM_REAL(0, "absolute", &opt.absolute, "EPS", 0, INFINITY, "largest bound of the error, if that is larger"),
    MM_GROUP("Of a table"),
    MM_CHOICE(0, "rule", &opt.rule, MM_SAMPLED_RULES, "integrate the points in columns x and y (-k) by this rule"),
    MM_REAL_OPEN(0, "spacing", &opt.spacing, "H", 0, INFINITY, "one column y: the points are this far apart"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "The root of pi, and how well it is known.",
     .command = "mm-integrate 'exp(-x^2)' --range=-inf,inf --digits=12 | cut -d, -f1,3",
     .output = "estimate,converged\n1.77245385091,1\n"},
    {.says = "A chance of the normal distribution, with its mean and deviation as parameters.",
     .command = "mm-integrate 'exp(-((x-m)/s)^2/2)/(s*sqrt(2*pi))' --range=-inf,120 --at m=100,s=15 --digits=12 | cut "
                "-d, -f1",
     .output = "estimate\n0.908788780274\n"},
    {.says = "A peak that is a millionth of the range wide is found; the bound holds.",
     .command = "mm-integrate 'exp(-((x-500)/1e-3)^2)' --range=0,1000 --digits=10 | cut -d, -f1",
     .output = "estimate\n0.001772453851\n"},
    {.says = "A curve measured at unequal distances.",
     .command = "printf 'x,y\\n0,0\\n1,1\\n3,9\\n4,16\\n' | mm-integrate --rule=trapezoid -k x,y",
     .output = "estimate,difference,rule,n,n_missing\n23,1.5,trapezoid,4,0\n"},
    {0},
};

static enum mm_status run(struct mm_run *run) {
    return opt.rule >= 0 ? integrate_table(run, &opt) : integrate_expression(run, &opt);
}

static const struct mm_command command = {
    .name = "mm-integrate",
    .wing = "calculus",
    .summary = "definite integrals of an expression or of points",
    .operands = "EXPR | [FILE]...",
    .operands_max = (size_t)-1,
    .description =
        "Of an expression: the estimate comes with a bound of its error, from the difference of two rules on each of many "
        "panels and from half a million further places, at which the panels' polynomials are checked: so peaks down to about "
        "a millionth of a range are found. Both ends may be infinite, and the integrand may be infinite at the ends and at "
        "--points, where it is not evaluated. Where the bound stays above the tolerance, or the integrand is NaN, that is "
        "an error (exit status 4) which tells the estimate and the worst place.\n\n"
        "An expression that begins with '-' stands after the options and '--'. A range that runs down gives the negative.\n\n"
        "Of a table: columns x and y, x ascending, or descending for the negative. The trapezoid rule is exact for the "
        "numbers as read, rounded once. Simpson's rule takes unequal distances too; for an even number of points it is the "
        "mean of doing the last and the first interval by trapezoid (SciPy up to 1.10). difference is that between the two "
        "rules: a hint, not a bound, since nothing is known between the points.",
    .formula = "∫_A^B f(x) dx;  Σ (x_{i+1} - x_i)(y_i + y_{i+1})/2",
    .input = "an expression, or a table with columns x and y (or y alone)",
    .output = "estimate, bound, converged, evaluations, method, variable; of a table estimate, difference, rule, n, "
              "n_missing",
    .common = MM_COMMON_TABLE | MM_COMMON_GROUPS,
    .options = options,
    .examples = examples,
    .references = "Piessens et al., QUADPACK, 1983.\n"
                  "Takahasi and Mori, Double exponential formulas for numerical integration, 1974.",
    .see_also = "mm-root mm-diff mm-expressions",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}

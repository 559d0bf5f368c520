/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-root: where an expression, or each of several, is 0. */
#include "roots.h"

static struct root_options opt;

static const struct mm_option options[] = {
    MM_STRING(0, "bracket", &opt.bracket, "A,B", "search between A and B, where the expression has different signs"),
    MM_STRING(0, "init", &opt.init, "LIST",
              "start there: a number, or NAME=VALUE for each unknown, separated by commas"),
    MM_STRING(0, "variable", &opt.variable, "NAME", "the unknown; without it the only name that --at does not give"),
    MM_STRING(0, "at", &opt.at, "LIST", "values of the other names: NAME=VALUE, separated by commas"),
    MM_REAL(0, "tol", &opt.tolerance, "EPS", 0, INFINITY,
            "a bracket so narrow will do; for --init, a larger bound is an error (0: as narrow as doubles allow)"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "Where the cosine meets the diagonal: f is 0 there as it is computed.",
     .command = "mm-root 'cos(x) - x' --bracket=0,1 | cut -d, -f1-4",
     .output = "variable,root,f,bound\nx,0.7390851332151607,0,0\n"},
    {.says = "The yield of a bond that costs 95 and pays 5 a year for ten years, and 100 at the end.",
     .command = "mm-root '5*(1-(1+r)^-10)/r + 100*(1+r)^-10 - 95' --init=0.05 --digits=8 | cut -d, -f1,2",
     .output = "variable,root\nr,0.056687176\n"},
    {.says = "Two curves that meet.",
     .command = "mm-root 'x^2 + y^2 - 4' 'y - exp(-x)' --init x=1,y=1 --digits=10 | cut -d, -f1,2",
     .output = "variable,root\nx,1.99537317\ny,0.1359629074\n"},
    {0},
};

static enum mm_status run(struct mm_run *run) {
    struct mm_parameters others = {0};
    struct mm_table table = {0};
    if ((opt.bracket != NULL) == (opt.init != NULL))
        return mm_run_fail(run, MM_USAGE, "either --bracket=A,B or --init is wanted");
    if (opt.at != NULL) MM_TRY(mm_parameters_parse(&others, opt.at, false, "--at", &run->error));
    MM_TRY(opt.bracket != NULL ? by_bracket(run, &opt, &others, &table) : by_newton(run, &opt, &others, &table));
    MM_TRY(mm_table_output(&table, run, run->operand_count == 1));
    mm_parameters_free(&others);
    return MM_OK;
}

static const struct mm_command command = {
    .name = "mm-root",
    .wing = "calculus",
    .summary = "roots of an expression, or of a system of equations",
    .operands = "EXPR...",
    .operands_min = 1,
    .operands_max = 1000,
    .description =
        "With --bracket the root is enclosed between two neighbouring doubles at which the expression, as it is computed, "
        "has different signs, or it is 0 there; bound is the width of the bracket. The same sign at both ends is an error "
        "(exit status 4), and so is a change of sign at a pole or a jump, where |f| does not come near 0.\n\n"
        "With --init Newton's method follows exact derivatives, and takes smaller steps where |f| would not fall; several "
        "expressions are a system with as many unknowns. bound is then an estimate, from the size and the ratio of the last "
        "steps; a multiple root is known to fewer digits, which it shows. If |f| stops falling, there is no root nearby: "
        "exit status 4 with the place.",
    .formula = "f(x) = 0;  J(x) d = -f(x),  x ← x + λ d",
    .input = "expressions",
    .output = "variable, root, f, bound, low, high, iterations, converged, method; of a system a row for each unknown",
    .common = MM_COMMON_OUTPUT,
    .options = options,
    .examples = examples,
    .references =
        "Chandrupatla, A new hybrid quadratic/bisection algorithm, 1997.\n"
        "Dennis and Schnabel, Numerical Methods for Unconstrained Optimization and Nonlinear Equations, 1983.",
    .see_also = "mm-integrate mm-diff mm-gd mm-expressions",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-pdf, mm-cdf and mm-ppf but for the function: `apply` and the command's own words come before and after. */
#ifndef MM_CMD_EVALUATE_H
#define MM_CMD_EVALUATE_H

#include "families.h"

static enum mm_status apply(const void *family, const double *parameters, double x, double *y);

static enum mm_status evaluate(struct mm_run *run) {
    struct mm_value_kernel kernel = {.check = check_family, .apply = apply};
    MM_TRY(find_family(run, &kernel));
    return mm_run_values(run, 1, &kernel);
}

#define MM_EVALUATE_OPTIONS MM_GROUP("Parameters (a number or @COLUMN)"), MM_FAMILY_OPTIONS MM_END

#define MM_EVALUATE_TEXT                                                                                               \
    "\n\n" MM_FAMILY_TEXT "\n\nThe values are the operands after the family (mm-cdf normal 1.5 2), or the cells of "   \
    "the numeric columns (-k) of files or standard input, whose shape, names and labels the result keeps. A "          \
    "parameter is a number, or @COLUMN for the cell of that column in the same row; such columns are not values."

#define MM_EVALUATE_COMMAND                                                                                            \
    .wing = "probability", .operands = "FAMILY [NUMBER | FILE]...", .operands_min = 1, .operands_max = (size_t)-1,     \
    .output = "a number for each number", .common = MM_COMMON_TABLE | MM_COMMON_THREADS, .options = options,           \
    .examples = examples, .run = evaluate

#endif

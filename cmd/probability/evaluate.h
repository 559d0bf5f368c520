/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What mm-pdf, mm-cdf and mm-ppf share: a family's function at the values of operands or cells. */
#ifndef MM_CMD_EVALUATE_H
#define MM_CMD_EVALUATE_H

#include "families.h"
#include "tool/values.h"

#define MM_EVALUATE_TEXT                                                                                                                 \
    "The values are the operands after the family (mm-cdf normal 1.5 2), or the cells of the numeric columns (-k) of files or standard " \
    "input, whose shape, names and labels the result keeps. A parameter is a number, or @COLUMN for the cell of that "                   \
    "column in the same row; such columns are not values."

static enum mm_status check_parameters(const void *context, const double *parameters, char *text, size_t size) {
    return check_family(context, parameters, text, size);
}

static enum mm_status evaluate_family(struct mm_run *run,
                                      enum mm_status (*apply)(const void *family, const double *parameters, double x,
                                                              double *y)) {
    const struct mm_distribution *family;
    MM_TRY(find_family(run, &family));
    struct mm_value_kernel kernel = {
        .count = family->parameter_count, .check = check_parameters, .apply = apply, .context = family};
    MM_TRY(family_parameters(run, family, kernel.texts));
    for (size_t i = 0; i < family->parameter_count; i++) {
        kernel.names[i] = family->parameters[i].name;
        kernel.standards[i] = family->parameters[i].standard;
    }
    return mm_run_values(run, 1, &kernel);
}

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the families of lib/probability meet their operand and options: what mm-pdf, mm-cdf, mm-ppf and mm-rand share.
 */
#ifndef MM_CMD_FAMILIES_H
#define MM_CMD_FAMILIES_H

#include "probability/distribution.h"
#include "tool/families.h"
#include "tool/values.h"

static struct mm_family_texts family_texts;

/* The family that the first operand names, as a kernel of numbers with parameters. */
static enum mm_status find_family(struct mm_run *run, struct mm_value_kernel *kernel) {
    const char *names[32];
    size_t count = 0, index;
    for (; mm_distributions[count] != NULL; count++) names[count] = mm_distributions[count]->name;
    MM_TRY(mm_family_find(run, names, count, &index));
    const struct mm_distribution *family = mm_distributions[index];
    kernel->context = family;
    kernel->count = family->parameter_count;
    for (size_t i = 0; i < family->parameter_count; i++) {
        kernel->names[i] = family->parameters[i].name;
        kernel->standards[i] = family->parameters[i].standard;
    }
    return mm_family_take(run, &family_texts, kernel->names, kernel->count, kernel->texts);
}

static enum mm_status check_family(const void *family, const double *parameters, char *text, size_t size) {
    return mm_distribution_refuse(family, parameters, text, size);
}

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Families of distributions as an operand, their parameters as options. */
#include "tool/families.h"

#include <math.h>
#include <string.h>

#include "base/number.h"

static const char *const parameter_names[MM_FAMILY_PARAMETER_COUNT] = {
#define MM_FAMILY_NAME(index, name, help) [index] = name,
    MM_FAMILY_PARAMETERS(MM_FAMILY_NAME)
#undef MM_FAMILY_NAME
};

enum mm_status mm_family_find(struct mm_run *run, const char *const *names, size_t count, size_t *index) {
    const char *word = run->operands[0];
    for (*index = 0; *index < count; ++*index)
        if (strcmp(names[*index], word) == 0) return MM_OK;
    const char *near = mm_nearest_name(word, names, count);
    return mm_run_fail(run, MM_USAGE, "unknown family '%s'%s%s%s", word, near != NULL ? "; did you mean '" : "",
                       near != NULL ? near : "", near != NULL ? "'?" : "");
}

enum mm_status mm_family_take(struct mm_run *run, const struct mm_family_texts *texts, const char *const *names,
                              size_t count, const char **taken) {
    for (size_t j = 0; j < count; j++) taken[j] = NULL;
    for (size_t i = 0; i < MM_FAMILY_PARAMETER_COUNT; i++) {
        size_t j = 0;
        while (j < count && strcmp(names[j], parameter_names[i]) != 0) j++;
        if (j < count) taken[j] = texts->items[i];
        if (j < count || texts->items[i] == NULL) continue;
        return count == 0
                   ? mm_run_fail(run, MM_USAGE, "--%s has no meaning for %s", parameter_names[i], run->operands[0])
                   : mm_run_fail(run, MM_USAGE, "--%s: %s has --%s%s%s", parameter_names[i], run->operands[0], names[0],
                                 count > 1 ? " and --" : " only", count > 1 ? names[1] : "");
    }
    return MM_OK;
}

enum mm_status mm_family_numbers(struct mm_run *run, const char *const *names, const char *const *texts,
                                 const double *standards, size_t count, double *values) {
    for (size_t i = 0; i < count; i++) {
        values[i] = standards[i];
        if (texts[i] == NULL && isnan(standards[i]))
            return mm_run_fail(run, MM_USAGE, "missing parameter: --%s", names[i]);
        if (texts[i] != NULL && mm_parse_number(texts[i], strlen(texts[i]), &values[i]) != MM_NUMBER_OK)
            return mm_run_fail(run, MM_USAGE, "--%s: not a number: '%s'", names[i], texts[i]);
    }
    return MM_OK;
}

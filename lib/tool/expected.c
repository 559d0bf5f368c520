/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What counts are expected to be: an option that is a column or a list of numbers. */
#include "tool/expected.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "numeric/exact.h"
#include "tool/lists.h"

const char *mm_expected_column(const char *list) {
    return list != NULL && strchr(list, ',') == NULL ? list : NULL;
}

static enum mm_status fill(struct mm_run *run, const struct mm_crosstab *crosstab,
                           const struct mm_expected_choice *choice, double *expected) {
    struct mm_number_list numbers = {0};
    const double *from = crosstab->beside;
    size_t rows = crosstab->rows;
    if (choice->list != NULL && from == NULL) {
        MM_TRY(mm_number_list_read(run, choice->option, choice->list, 0, 1e300, &numbers));
        if (numbers.texts.count != rows)
            return mm_run_fail(run, MM_SHAPE, "--%s has %zu numbers for %zu categories", choice->option,
                               numbers.texts.count, rows);
        from = numbers.values;
    }
    for (size_t i = 0; i < rows; i++) expected[i] = from != NULL ? from[i] : 1;
    mm_number_list_free(&numbers);
    return MM_OK;
}

static enum mm_status check(struct mm_run *run, size_t rows, const struct mm_expected_choice *choice,
                            const double *expected) {
    for (size_t i = 0; i < rows; i++)
        if (!(expected[i] > 0) || isinf(expected[i]))
            return mm_run_fail(run, MM_DATA, "--%s: category %zu has %g, where a number above 0 is wanted",
                               choice->option, i + 1, expected[i]);
    double sum = mm_exact_sum(expected, rows);
    if (choice->list == NULL || choice->any_sum || fabs(sum - choice->sum) <= choice->tolerance * choice->sum)
        return MM_OK;
    return mm_run_fail(run, MM_NOT_DISTRIBUTION, "--%s: the sum is %.10g, not %.10g; --normalize scales it",
                       choice->option, sum, choice->sum);
}

enum mm_status mm_expected_read(struct mm_run *run, const struct mm_crosstab *crosstab,
                                const struct mm_expected_choice *choice, double **expected) {
    *expected = mm_new_doubles(1, crosstab->rows);
    if (*expected == NULL) return mm_fail_memory(&run->error);
    enum mm_status status = fill(run, crosstab, choice, *expected);
    if (status == MM_OK) status = check(run, crosstab->rows, choice, *expected);
    if (status == MM_OK) return MM_OK;
    free(*expected);
    *expected = NULL;
    return status;
}

double *mm_crosstab_column(const struct mm_crosstab *crosstab) {
    double *counts = mm_new_zero(crosstab->rows, sizeof *counts);
    for (size_t k = 0; counts != NULL && k < crosstab->count; k++)
        counts[crosstab->cells[k].row] = crosstab->cells[k].count;
    return counts;
}

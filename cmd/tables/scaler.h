/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The work of mm-scale: fit, save, apply; private to it. */
#ifndef MM_TABLES_SCALER_H
#define MM_TABLES_SCALER_H

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "statistics/scaling.h"
#include "tool/fitted.h"
#include "tool/passing.h"
#include "tool/spool.h"

static const char *const scaling_names[] = {"zscore", "minmax", "robust", "l1", "l2", "max"};

/* The constants of each column, from all rows; the rows themselves into SPOOL. */
static enum mm_status fit_columns(struct mm_passing *passing, enum mm_scaling method, uint64_t ddof,
                                  struct mm_spool *spool, struct mm_fitted *fitted) {
    struct mm_run *run = passing->run;
    size_t count = passing->numbers.count;
    struct mm_scaler *scalers = mm_new_zero(count, sizeof *scalers);
    struct mm_block block;
    fitted->columns = mm_new_zero(count, sizeof *fitted->columns);
    fitted->method = mm_copy_text(scaling_names[method], strlen(scaling_names[method]));
    fitted->ddof = (double)ddof;
    if (scalers == NULL || fitted->columns == NULL || fitted->method == NULL) return mm_fail_memory(&run->error);
    for (size_t j = 0; j < count; j++)
        if (mm_scaler_start(&scalers[j], method, ddof) != MM_OK) return mm_fail_memory(&run->error);
    for (;;) {
        MM_TRY(mm_passing_next(passing, &block));
        if (block.rows == 0) break;
        for (size_t j = 0; j < count; j++)
            if (mm_scaler_add(&scalers[j], block.numbers + passing->first + j, block.rows, block.number_columns) !=
                MM_OK)
                return mm_fail_memory(&run->error);
        MM_TRY(mm_spool_add(spool, &block));
    }
    for (size_t j = 0; j < count; j++) {
        struct mm_fitted_column *column = &fitted->columns[j];
        char buffer[32];
        const char *name = mm_passing_name(passing, j, buffer);
        enum mm_status status = mm_scaler_finish(&scalers[j], &column->centre, &column->scale);
        if (status == MM_TOO_FEW)
            return mm_run_fail(run, status, "column '%s' has %llu number%s, too few for --method=%s", name,
                               (unsigned long long)scalers[j].n, scalers[j].n == 1 ? "" : "s", fitted->method);
        if (status == MM_CONSTANT)
            return mm_run_fail(run, status, "column '%s' has no spread: its scale under --method=%s is 0", name,
                               fitted->method);
        if (status != MM_OK)
            return mm_run_fail(run, status, "column '%s' has an infinite value, or a range beyond the doubles", name);
        column->n = (double)scalers[j].n;
        column->name = mm_copy_text(name, strlen(name));
        if (column->name == NULL) return mm_fail_memory(&run->error);
        fitted->count++;
        mm_scaler_stop(&scalers[j]);
    }
    free(scalers);
    return mm_spool_rewind(spool);
}

/* Other columns than those of the fit are refused: in another order they would give plausible numbers. */
static enum mm_status check_fit(const struct mm_passing *passing, const struct mm_fitted *fitted, const char *path) {
    if (fitted->count != passing->numbers.count)
        return mm_run_fail(passing->run, MM_SHAPE, "%s was fitted to %zu columns, not to %zu (-k chooses them)", path,
                           fitted->count, passing->numbers.count);
    for (size_t j = 0; j < fitted->count; j++) {
        char buffer[32];
        const char *name = mm_passing_name(passing, j, buffer);
        if (strcmp(name, fitted->columns[j].name) != 0)
            return mm_run_fail(passing->run, MM_SHAPE, "column %zu is '%s', but %s was fitted to '%s' there", j + 1,
                               name, path, fitted->columns[j].name);
    }
    return MM_OK;
}

/* One block through y = (x - centre) / scale, or back. */
static enum mm_status map_block(struct mm_passing *passing, const struct mm_block *block,
                                const struct mm_fitted *fitted, bool inverse) {
    size_t count = passing->numbers.count;
    double *values = mm_new_doubles(block->rows, count);
    if (values == NULL) return mm_fail_memory(&passing->run->error);
    for (size_t i = 0; i < block->rows; i++)
        for (size_t j = 0; j < count; j++) {
            double x = block->numbers[i * block->number_columns + passing->first + j];
            const struct mm_fitted_column *column = &fitted->columns[j];
            values[i * count + j] = inverse ? x * column->scale + column->centre : (x - column->centre) / column->scale;
        }
    enum mm_status status = mm_passing_output(passing, block, values);
    free(values);
    return status;
}

/* Each row by its own norm. */
static enum mm_status map_rows(struct mm_passing *passing, const struct mm_block *block, enum mm_scaling method) {
    size_t count = passing->numbers.count;
    double *values = mm_new_doubles(block->rows, count);
    if (values == NULL) return mm_fail_memory(&passing->run->error);
    for (size_t i = 0; i < block->rows; i++) {
        const double *x = block->numbers + i * block->number_columns + passing->first;
        struct mm_detail detail = {0};
        double scale;
        enum mm_status status = mm_row_scale(method, x, count, &scale, &detail);
        if (status == MM_NOT_FINITE && isnan(detail.value)) { /* --na=keep */
            scale = NAN;
        } else if (status != MM_OK) {
            struct mm_row row = {.line = block->lines != NULL ? block->lines[i] : 0, .index = block->first_row + i};
            return mm_input_fail(&passing->input, &row, status == MM_NOT_FINITE ? MM_DOMAIN : status,
                                 status == MM_CONSTANT ? "a row of zeros has no direction"
                                                       : "an infinite value, or a norm beyond the doubles");
        }
        for (size_t j = 0; j < count; j++) values[i * count + j] = x[j] / scale;
    }
    enum mm_status status = mm_passing_output(passing, block, values);
    free(values);
    return status;
}

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-regress's second pass over the rows: robust standard errors, and residuals on their way out. */
#ifndef MM_CMD_REGRESS_ROWS_H
#define MM_CMD_REGRESS_ROWS_H

#include <math.h>

#include "regress.h"
#include "tool/output.h"

/* What is done with each row of a block in the second pass. */
typedef enum mm_status regress_visit(struct regress *regress, size_t group, const double *z,
                                     const struct mm_residual *residual, void *to, size_t i);

static enum mm_status regress_revisit(struct regress *regress, const struct mm_block *block, regress_visit *visit,
                                      void *to) {
    size_t p = regress->formula.count, stride = block->number_columns;
    MM_TRY(regress_design(regress, block->numbers, block->rows, stride));
    double *z = regress->design + block->rows * (p + 1);
    for (size_t i = 0; i < block->rows; i++) {
        struct mm_residual residual;
        const double *x = regress->design + i * (p + 1);
        size_t group = (size_t)block->numbers[i * stride + stride - 1];
        mm_fit_residual(&regress->items[group].fit, x, x[p], z, &residual);
        MM_TRY(visit(regress, group, z, &residual, to, i));
    }
    return MM_OK;
}

static enum mm_status regress_add_robust(struct regress *regress, size_t group, const double *z,
                                         const struct mm_residual *residual, void *to, size_t i) {
    (void)to;
    (void)i;
    struct regress_group *item = &regress->items[group];
    enum mm_status status = mm_sandwich_add(&item->sandwich, &item->fit, z, residual);
    return status == MM_OK ? MM_OK : regress_fail(regress, group, status);
}

/* Standard errors of KIND take the place of the others. */
static enum mm_status regress_robust(struct regress *regress, enum mm_sandwich_kind kind) {
    struct mm_block block = {0};
    for (size_t k = 0; k < regress->count; k++) {
        regress->items[k].sandwich.kind = kind;
        MM_TRY(mm_sandwich_start(&regress->items[k].sandwich, &regress->items[k].fit));
    }
    MM_TRY(mm_spool_rewind(&regress->spool));
    for (;;) {
        MM_TRY(mm_spool_next(&regress->spool, &block));
        if (block.rows == 0) break;
        MM_TRY(regress_revisit(regress, &block, regress_add_robust, NULL));
    }
    for (size_t k = 0; k < regress->count; k++)
        mm_sandwich_errors(&regress->items[k].sandwich, &regress->items[k].fit, regress->items[k].fit.errors);
    return MM_OK;
}

/* Fields of a row of residuals. */
enum { REGRESS_FIELDS = 4 };

static enum mm_status regress_put_residual(struct regress *regress, size_t group, const double *z,
                                           const struct mm_residual *residual, void *to, size_t i) {
    (void)z;
    double *fields = (double *)to + i * REGRESS_FIELDS, left = 1 - residual->leverage;
    fields[0] = residual->fitted;
    fields[1] = residual->residual;
    fields[2] = residual->leverage;
    fields[3] = left < 1e-12 ? NAN : residual->residual / (regress->items[group].fit.residual_sd * sqrt(left));
    return MM_OK;
}

static enum mm_status regress_open_residuals(const struct regress *regress, struct mm_output *output) {
    static const char *const names[REGRESS_FIELDS] = {"fitted", "residual", "leverage", "standardized"};
    const struct mm_strings *by = &regress->input.key_names;
    const struct mm_schema *input = &regress->input.schema;
    struct mm_schema schema = {.named = true, .labelled = input->labelled, .rows = MM_ROWS_UNKNOWN};
    bool made = true;
    for (size_t k = 0; k < by->count; k++)
        made = made && mm_schema_add(&schema, by->items[k], strlen(by->items[k]), MM_TEXT);
    for (size_t k = 0; k < REGRESS_FIELDS; k++)
        made = made && mm_schema_add(&schema, names[k], strlen(names[k]), MM_NUMBER);
    schema.label_name = input->label_name;
    enum mm_status status = made ? mm_output_open(output, regress->run, &schema, MM_SHAPE_TABLE) : MM_MEMORY;
    schema.label_name = NULL; /* borrowed */
    mm_schema_free(&schema);
    return status;
}

static enum mm_status regress_write_rows(struct regress *regress, const struct mm_block *block,
                                         struct mm_output *output) {
    size_t keys = regress->input.key_names.count, stride = block->number_columns;
    double *numbers = mm_new_doubles(block->rows, REGRESS_FIELDS);
    struct mm_span *texts = mm_new(block->rows * keys, sizeof *texts);
    enum mm_status status = numbers != NULL && texts != NULL ? MM_OK : MM_MEMORY;
    if (status == MM_OK) status = regress_revisit(regress, block, regress_put_residual, numbers);
    for (size_t i = 0; status == MM_OK && keys > 0 && i < block->rows; i++)
        memcpy(texts + i * keys, mm_groups_key(regress->groups, (size_t)block->numbers[(i + 1) * stride - 1]),
               keys * sizeof *texts);
    struct mm_block rows = {.rows = block->rows,
                            .number_columns = REGRESS_FIELDS,
                            .text_columns = keys,
                            .numbers = numbers,
                            .texts = texts,
                            .labels = block->labels};
    if (status == MM_OK) status = mm_output_rows(output, &rows);
    free(numbers);
    free(texts);
    return status;
}

static enum mm_status regress_write_residuals(struct regress *regress) {
    struct mm_output output;
    struct mm_block block = {0};
    MM_TRY(regress_open_residuals(regress, &output));
    MM_TRY(mm_spool_rewind(&regress->spool));
    for (;;) {
        MM_TRY(mm_spool_next(&regress->spool, &block));
        if (block.rows == 0) return mm_output_finish(&output);
        MM_TRY(regress_write_rows(regress, &block, &output));
    }
}

#endif

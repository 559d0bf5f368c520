/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Output rows gathered cell by cell. */
#include "tool/rows_out.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "tool/input.h"

enum mm_status mm_rows_out_open(struct mm_rows_out *out) {
    for (size_t j = 0; j < out->schema.count; j++)
        if (out->schema.columns[j].kind == MM_NUMBER)
            out->number_columns++;
        else
            out->text_columns++;
    out->schema.rows = MM_ROWS_UNKNOWN;
    out->numbers = mm_new_doubles(MM_ROWS_OUT, out->number_columns);
    out->texts = mm_new_zero(MM_ROWS_OUT * (out->text_columns + 1), sizeof *out->texts);
    out->labels = mm_new_zero(MM_ROWS_OUT, sizeof *out->labels);
    if (out->numbers == NULL || out->texts == NULL || out->labels == NULL) return mm_fail_memory(&out->run->error);
    return mm_output_open(&out->output, out->run, &out->schema, MM_SHAPE_TABLE);
}

void mm_rows_out_cells(struct mm_rows_out *out, const double *numbers, size_t number_count, const struct mm_span *texts,
                       size_t text_count) {
    double *to = out->numbers + out->rows * out->number_columns + out->number;
    struct mm_span *text = out->texts + out->rows * out->text_columns + out->text;
    for (size_t j = 0; j < number_count; j++) to[j] = numbers != NULL ? numbers[j] : (double)NAN;
    for (size_t j = 0; j < text_count; j++) text[j] = texts != NULL ? texts[j] : (struct mm_span){NULL, 0};
    out->number += number_count;
    out->text += text_count;
}

enum mm_status mm_rows_out_flush(struct mm_rows_out *out) {
    if (out->rows == 0) return MM_OK;
    struct mm_block block = {.rows = out->rows,
                             .number_columns = out->number_columns,
                             .text_columns = out->text_columns,
                             .numbers = out->numbers,
                             .texts = out->texts,
                             .labels = out->schema.labelled ? out->labels : NULL};
    out->rows = 0;
    return mm_output_rows(&out->output, &block);
}

enum mm_status mm_rows_out_end(struct mm_rows_out *out, struct mm_span label) {
    out->labels[out->rows] = label.text != NULL ? label : (struct mm_span){"", 0};
    out->number = out->text = 0;
    return ++out->rows < MM_ROWS_OUT ? MM_OK : mm_rows_out_flush(out);
}

enum mm_status mm_rows_out_finish(struct mm_rows_out *out) {
    MM_TRY(mm_rows_out_flush(out));
    MM_TRY(mm_output_finish(&out->output));
    mm_schema_free(&out->schema);
    free(out->numbers);
    free(out->texts);
    free(out->labels);
    return MM_OK;
}

enum mm_status mm_check_headed(struct mm_run *run, const struct mm_schema *a, size_t operand_a,
                               const struct mm_schema *b, size_t operand_b) {
    if (a->named == b->named) return MM_OK;
    return mm_run_fail(run, MM_SHAPE, "%s has a header and %s has none (-H and -N say which it is)",
                       mm_operand_name(run, a->named ? operand_a : operand_b),
                       mm_operand_name(run, a->named ? operand_b : operand_a));
}

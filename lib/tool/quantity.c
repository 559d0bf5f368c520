/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One number per row, streamed. */
#include "tool/quantity.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum mm_status mm_quantity_start(struct mm_quantity *quantity, struct mm_run *run, const char *name, bool named,
                                 const char *label_name, enum mm_reduction reduction) {
    *quantity = (struct mm_quantity){.run = run, .reduction = reduction};
    mm_exact_clear(&quantity->sum);
    struct mm_schema *schema = &quantity->schema;
    schema->rows = MM_ROWS_UNKNOWN;
    schema->named = named || label_name != NULL;
    schema->labelled = label_name != NULL;
    if (label_name != NULL) schema->label_name = mm_copy_text(label_name, strlen(label_name));
    bool ok = label_name == NULL || schema->label_name != NULL;
    if (!schema->named) name = "";
    return ok && mm_schema_add(schema, name, strlen(name), MM_NUMBER) ? MM_OK : mm_fail_memory(&run->error);
}

enum mm_status mm_quantity_add(struct mm_quantity *quantity, double value, struct mm_span label) {
    quantity->count++;
    if (quantity->reduction != MM_REDUCE_NONE) {
        mm_exact_add(&quantity->sum, value);
        return MM_OK;
    }
    size_t i = quantity->waiting;
    if (!mm_grow(&quantity->values, &quantity->value_capacity, i, 1, sizeof value))
        return mm_fail_memory(&quantity->run->error);
    quantity->values[i] = value;
    if (quantity->schema.labelled) {
        mm_buffer_add(&quantity->label_text, label.text, label.length);
        if (quantity->label_text.failed ||
            !mm_grow(&quantity->label_ends, &quantity->label_capacity, i, 1, sizeof *quantity->label_ends))
            return mm_fail_memory(&quantity->run->error);
        quantity->label_ends[i] = quantity->label_text.length;
    }
    quantity->waiting++;
    return MM_OK;
}

static enum mm_status write_waiting(struct mm_quantity *quantity) {
    struct mm_block block = {.rows = quantity->waiting, .number_columns = 1, .numbers = quantity->values};
    struct mm_span *labels = NULL;
    if (!quantity->opened) MM_TRY(mm_output_open(&quantity->output, quantity->run, &quantity->schema, MM_SHAPE_TABLE));
    quantity->opened = true;
    if (quantity->schema.labelled) {
        labels = mm_new(quantity->waiting, sizeof *labels);
        if (labels == NULL) return mm_fail_memory(&quantity->run->error);
        for (size_t i = 0, start = 0; i < quantity->waiting; start = quantity->label_ends[i++])
            labels[i] = (struct mm_span){quantity->label_text.text + start, quantity->label_ends[i] - start};
        block.labels = labels;
    }
    enum mm_status status = mm_output_rows(&quantity->output, &block);
    free(labels);
    quantity->waiting = 0;
    mm_buffer_clear(&quantity->label_text);
    return status;
}

enum mm_status mm_quantity_pause(struct mm_quantity *quantity) {
    /* A first number alone may turn out to be the only one, which is written bare. */
    if (quantity->waiting == 0 || quantity->count == 1) return MM_OK;
    return write_waiting(quantity);
}

static enum mm_status finish(struct mm_quantity *quantity) {
    struct mm_run *run = quantity->run;
    if (quantity->reduction != MM_REDUCE_NONE && quantity->count == 0) return mm_run_fail(run, MM_TOO_FEW, "no rows");
    if (quantity->reduction == MM_REDUCE_SUM) return mm_output_number(run, mm_exact_round(&quantity->sum));
    if (quantity->reduction == MM_REDUCE_MEAN)
        return mm_output_number(run, mm_exact_divide(&quantity->sum, quantity->count));
    if (quantity->count == 1 && !quantity->schema.labelled) return mm_output_number(run, quantity->values[0]);
    MM_TRY(write_waiting(quantity));
    return mm_output_finish(&quantity->output);
}

enum mm_status mm_quantity_finish(struct mm_quantity *quantity) {
    enum mm_status status = finish(quantity);
    mm_schema_free(&quantity->schema);
    mm_buffer_free(&quantity->label_text);
    free(quantity->values);
    free(quantity->label_ends);
    return status;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One pass of rows into an accumulator, and a second one from the spool. */
#include "tool/feed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "tool/output.h"

enum mm_status mm_feed(struct mm_input *input, mm_feed_add *add, void *state, struct mm_spool *keep) {
    struct mm_detail detail = {0};
    struct mm_block block;
    for (;;) {
        MM_TRY(mm_input_next(input, &block));
        if (block.rows == 0) return MM_OK;
        size_t n = block.number_columns;
        enum mm_status status = add(state, block.numbers, block.rows, n, &detail);
        if (status == MM_NOT_FINITE) {
            size_t i = detail.index / n;
            struct mm_row row = {.index = block.first_row + i, .line = block.lines == NULL ? 0 : block.lines[i]};
            detail.index %= n;
            return mm_input_fail_kernel(input, &row, status, n, &detail, NULL);
        }
        MM_TRY(status);
        if (keep != NULL) MM_TRY(mm_spool_add(keep, &block));
    }
}

static bool make_schema(struct mm_schema *schema, const struct mm_input *input, const struct mm_feed_map *map) {
    struct mm_strings names = {0};
    *schema = (struct mm_schema){.named = input->schema.named, .labelled = input->schema.labelled, .rows = map->rows};
    bool made = mm_names_number(&names, map->prefix, map->columns) == MM_OK;
    for (size_t j = 0; made && j < map->columns; j++) {
        const char *name = schema->named ? names.items[j] : "";
        made = mm_schema_add(schema, name, strlen(name), MM_NUMBER);
    }
    mm_strings_free(&names);
    if (!made || !schema->labelled) return made;
    const char *head = input->schema.label_name != NULL ? input->schema.label_name : "";
    schema->label_name = mm_copy_text(head, strlen(head));
    return schema->label_name != NULL;
}

static enum mm_status write_rows(struct mm_output *output, const struct mm_feed_map *map,
                                 const struct mm_block *block) {
    double *numbers = mm_new_doubles(block->rows, map->columns);
    if (numbers == NULL) return MM_MEMORY;
    struct mm_block rows = {
        .rows = block->rows, .number_columns = map->columns, .numbers = numbers, .labels = block->labels};
    enum mm_status status = map->map(map->context, block->numbers, block->rows, numbers);
    if (status == MM_OK) status = mm_output_rows(output, &rows);
    free(numbers);
    return status;
}

enum mm_status mm_feed_output(struct mm_spool *spool, const struct mm_input *input, const struct mm_feed_map *map) {
    struct mm_output output;
    struct mm_schema schema;
    struct mm_block block = {0};
    if (!make_schema(&schema, input, map)) return MM_MEMORY;
    MM_TRY(mm_output_open(&output, spool->run, &schema, MM_SHAPE_TABLE));
    mm_schema_free(&schema);
    MM_TRY(mm_spool_rewind(spool));
    for (;;) {
        MM_TRY(mm_spool_next(spool, &block));
        if (block.rows == 0) return mm_output_finish(&output);
        MM_TRY(write_rows(&output, map, &block));
    }
}

enum mm_status mm_feed_matrix(struct mm_spool *spool, const struct mm_feed_map *map, struct mm_matrix *matrix) {
    struct mm_block block = {0};
    MM_TRY(mm_matrix_new(matrix, map->rows, map->columns));
    MM_TRY(mm_names_number(&matrix->column_names, map->prefix, map->columns));
    MM_TRY(mm_spool_rewind(spool));
    for (;;) {
        MM_TRY(mm_spool_next(spool, &block));
        if (block.rows == 0) return MM_OK;
        MM_TRY(map->map(map->context, block.numbers, block.rows, matrix->values + block.first_row * map->columns));
        for (size_t i = 0; block.labels != NULL && i < block.rows; i++)
            if (!mm_strings_add(&matrix->row_names, block.labels[i].text, block.labels[i].length)) return MM_MEMORY;
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An object of columns read across: a cursor in each array, so that nothing but the text is kept. */
#include "base/memory.h"
#include "io/json_reader.h"

enum mm_status mm_json_open_columns(struct mm_json_reader *reader, size_t *starts, size_t rows) {
    size_t count = reader->keys.names.count;
    reader->shape = MM_JSON_COLUMNS;
    reader->starts = starts;
    reader->column_rows = rows;
    reader->cursors = mm_new(count, sizeof *reader->cursors);
    if (reader->cursors == NULL) return mm_fail_memory(reader->scan.error);
    for (size_t i = 0; i < count; i++)
        if (!mm_json_add_cell(reader)) return mm_fail_memory(reader->scan.error);
    mm_json_rewind_columns(reader);
    return MM_OK;
}

void mm_json_rewind_columns(struct mm_json_reader *reader) {
    for (size_t i = 0; i < reader->cell_count; i++) {
        reader->cursors[i] = reader->scan;
        mm_json_seek(&reader->cursors[i], reader->starts[i]);
    }
}

enum mm_status mm_json_read_across(struct mm_json_reader *reader) {
    struct mm_json_token token;
    if (reader->base.row == reader->column_rows) {
        reader->done = true;
        return MM_OK;
    }
    MM_TRY(mm_json_start_row(reader, 0));
    for (size_t i = 0; i < reader->cell_count; i++) {
        struct mm_json_scan *cursor = &reader->cursors[i];
        if (!reader->sampling && reader->out.first[i] == 0 && i != reader->label_cell) continue;
        size_t before = mm_json_tell(cursor);
        cursor->error = reader->scan.error;
        /* The arrays were checked when the object was opened: what stands between two values is a comma. */
        if (reader->base.row > 0) MM_TRY(mm_json_next(cursor, &token));
        MM_TRY(mm_json_next(cursor, &token));
        MM_TRY(mm_json_read_cell(reader, cursor, i, &token));
        reader->across += mm_json_tell(cursor) - before;
    }
    mm_json_end_row(reader);
    return MM_OK;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The course of an iteration. */
#include "tool/history.h"

#include <string.h>

#include "base/memory.h"
#include "tool/output.h"

enum mm_status mm_history_start(struct mm_history *history, struct mm_run *run, const char *label, size_t steps,
                                size_t columns, const char *path) {
    struct mm_sink *sink;
    *history = (struct mm_history){.path = path, .columns = columns, .steps = steps};
    if (path != NULL && strcmp(path, "-") == 0)
        return mm_run_fail(run, MM_USAGE, "--history wants a file: standard output has the result");
    if (path != NULL) { /* rather fail now than after an hour */
        MM_TRY(mm_sink_open(&sink, path, &run->error));
        mm_sink_abandon(sink);
    }
    mm_progress_start(&history->progress, label, run->common.quiet);
    return MM_OK;
}

void mm_history_add(struct mm_history *history, const double *row) {
    size_t used = history->rows * history->columns;
    if (history->steps > 0) mm_progress_update(&history->progress, row[0] / (double)history->steps);
    if (history->path == NULL || history->failed) return;
    if (!mm_grow(&history->values, &history->capacity, used, history->columns, sizeof *row)) {
        history->failed = true;
        return;
    }
    memcpy(history->values + used, row, history->columns * sizeof *row);
    history->rows++;
}

enum mm_status mm_history_finish(struct mm_history *history, struct mm_run *run, const char *names) {
    struct mm_matrix matrix = {.rows = history->rows, .columns = history->columns, .values = history->values};
    enum mm_status status = MM_OK;
    mm_progress_finish(&history->progress);
    if (history->path != NULL) {
        bool failed = history->failed || !mm_strings_split(&matrix.column_names, names, ',');
        status = failed ? mm_fail_memory(&run->error) : mm_output_beside(run, history->path, &matrix);
    }
    mm_matrix_free(&matrix);
    history->values = NULL;
    return status;
}

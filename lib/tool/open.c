/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From an operand (FILE, FILE#PART, -, -#PART) to a reader. */
#include "tool/open.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool mm_operand_is_standard_input(const char *operand) {
    return operand[0] == '-' && (operand[1] == '\0' || operand[1] == '#');
}

static bool named_twice(const struct mm_run *run) {
    size_t times = 0;
    for (size_t i = 0; i < run->operand_count; i++) times += mm_operand_is_standard_input(run->operands[i]);
    return times > 1;
}

static enum mm_status open_standard_input(struct mm_run *run, struct mm_source **source) {
    if (run->kept_input == NULL) {
        if (isatty(STDIN_FILENO)) mm_note(run, "reading from the terminal; end the input with Ctrl-D");
        MM_TRY(mm_source_open(source, "-", &run->error));
        if (!named_twice(run)) return MM_OK;
        run->kept_input = *source;
        MM_TRY(mm_source_all(run->kept_input, &run->kept_bytes, &run->kept_size, &run->error));
    }
    return mm_source_open_memory(source, run->kept_bytes, run->kept_size, "-", &run->error);
}

enum mm_status mm_open_operand(struct mm_run *run, const char *operand, const char *part,
                               const struct mm_read_options *options, struct mm_reader **reader) {
    struct mm_source *source;
    if (mm_operand_is_standard_input(operand)) {
        if (operand[1] == '#') part = operand + 2;
        MM_TRY(open_standard_input(run, &source));
    } else {
        const char *hash = access(operand, F_OK) == 0 ? NULL : strrchr(operand, '#');
        char *path = hash == NULL ? NULL : mm_copy_text(operand, (size_t)(hash - operand));
        if (hash != NULL && path == NULL) return mm_fail_memory(&run->error);
        if (hash != NULL) part = hash + 1;
        enum mm_status status = mm_source_open(&source, path != NULL ? path : operand, &run->error);
        free(path);
        MM_TRY(status);
    }
    MM_TRY(mm_reader_open(reader, source, part, options, &run->error));
    if (run->input_format == MM_FORMAT_AUTO) {
        run->input_format = mm_reader_format(*reader);
        run->input_delimiter = mm_reader_delimiter(*reader);
    }
    return MM_OK;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The choice of one part of a document. */
#include <string.h>

#include "io/reader_format.h"

enum { NAMES_SHOWN = 300 }; /* bytes of names in an error */

/* "a, b, c", cut at a whole name. */
static void list_names(struct mm_buffer *list, const struct mm_strings *parts) {
    for (size_t i = 0; i < parts->count; i++) {
        if (i > 0) mm_buffer_add_text(list, ", ");
        if (list->length + strlen(parts->items[i]) > NAMES_SHOWN) {
            mm_buffer_printf(list, "... (%zu in all)", parts->count);
            return;
        }
        mm_buffer_add_text(list, parts->items[i]);
    }
}

static enum mm_status fail_unknown(const struct mm_strings *parts, const char *part, const char *list, const char *file,
                                   struct mm_error *error) {
    const char *near = mm_nearest_name(part, (const char *const *)parts->items, parts->count);
    if (near != NULL) {
        return mm_fail_at(error, MM_USAGE, file, 0, 0, "unknown part '%s'; did you mean '%s'?", part, near);
    }
    return mm_fail_at(error, MM_USAGE, file, 0, 0, "unknown part '%s'; the parts are: %s", part, list);
}

enum mm_status mm_choose_part(const struct mm_strings *parts, const char *part, const char *file, size_t *index,
                              struct mm_error *error) {
    size_t found = 0;
    for (size_t i = 0; i < parts->count; i++) {
        if (part != NULL && strcmp(parts->items[i], part) != 0) continue;
        *index = i;
        found++;
    }
    if (found == 1) return MM_OK;
    if (found > 1 && part != NULL) {
        return mm_fail_at(error, MM_DATA, file, 0, 0, "the part '%s' is there %zu times", part, found);
    }
    struct mm_buffer list = {0};
    list_names(&list, parts);
    enum mm_status status = MM_USAGE;
    if (list.failed) {
        status = mm_fail_memory(error);
    } else if (part == NULL) {
        status = mm_fail_at(error, MM_USAGE, file, 0, 0, "several parts: choose one as FILE#NAME from: %s", list.text);
    } else {
        status = fail_unknown(parts, part, list.text, file, error);
    }
    mm_buffer_free(&list);
    return status;
}

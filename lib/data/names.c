/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Schemas: the columns of a table, owned. */
#include "data/names.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

void mm_schema_free(struct mm_schema *schema) {
    for (size_t j = 0; j < schema->count; j++) free(schema->columns[j].name);
    free(schema->columns);
    free(schema->label_name);
    memset(schema, 0, sizeof *schema);
}

bool mm_schema_add(struct mm_schema *schema, const char *name, size_t length, enum mm_kind kind) {
    /* Growth by doubling, the capacity being the next power of two: a wide table must not cost a copy a column. */
    size_t count = schema->count;
    if ((count & (count - 1)) == 0) {
        size_t capacity = count == 0 ? 1 : 2 * count, bytes;
        if (!mm_multiply_sizes(capacity, sizeof *schema->columns, &bytes)) return false;
        struct mm_column *grown = realloc(schema->columns, bytes);
        if (grown == NULL) return false;
        schema->columns = grown;
    }
    char *copy = mm_copy_text(name, length);
    if (copy == NULL) return false;
    schema->columns[count] = (struct mm_column){.name = copy, .kind = kind, .field = count + 1, .position = count + 1};
    schema->count++;
    return true;
}

bool mm_schema_copy(struct mm_schema *to, const struct mm_schema *from) {
    *to = (struct mm_schema){.named = from->named, .labelled = from->labelled, .rows = from->rows};
    if (from->label_name != NULL) {
        to->label_name = mm_copy_text(from->label_name, strlen(from->label_name));
        if (to->label_name == NULL) return false;
    }
    for (size_t j = 0; j < from->count; j++) {
        const struct mm_column *column = &from->columns[j];
        if (!mm_schema_add(to, column->name, strlen(column->name), column->kind)) {
            mm_schema_free(to);
            return false;
        }
        to->columns[j].field = column->field;
        to->columns[j].position = column->position;
    }
    return true;
}

bool mm_schema_has_names(const struct mm_schema *schema) {
    for (size_t j = 0; j < schema->count; j++)
        if (schema->columns[j].name[0] != '\0') return true;
    return false;
}

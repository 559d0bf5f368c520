/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dense matrices of doubles with optional names on both sides. */
#include "data/matrix.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum mm_status mm_matrix_new(struct mm_matrix *matrix, size_t rows, size_t columns) {
    *matrix = (struct mm_matrix){.rows = rows, .columns = columns};
    matrix->values = mm_new_doubles(rows, columns);
    return matrix->values != NULL ? MM_OK : MM_MEMORY;
}

void mm_matrix_free(struct mm_matrix *matrix) {
    free(matrix->values);
    mm_strings_free(&matrix->row_names);
    mm_strings_free(&matrix->column_names);
    *matrix = (struct mm_matrix){0};
}

bool mm_matrix_is_vector(const struct mm_matrix *matrix) {
    return matrix->rows == 1 || matrix->columns == 1;
}

size_t mm_matrix_count(const struct mm_matrix *matrix) {
    return matrix->rows * matrix->columns;
}

void mm_matrix_keep_columns(struct mm_matrix *matrix, size_t columns) {
    for (size_t i = 1; i < matrix->rows; i++)
        memmove(matrix->values + i * columns, matrix->values + i * matrix->columns, columns * sizeof(double));
    matrix->columns = columns;
}

enum mm_status mm_matrix_transpose(struct mm_matrix *to, const struct mm_matrix *from) {
    enum { TILE = 16 }; /* a tile of either side fits the first-level cache */
    size_t m = from->rows, n = from->columns;
    MM_TRY(mm_matrix_new(to, n, m));
    for (size_t i0 = 0; i0 < m; i0 += TILE)
        for (size_t j0 = 0; j0 < n; j0 += TILE)
            for (size_t i = i0; i < m && i < i0 + TILE; i++)
                for (size_t j = j0; j < n && j < j0 + TILE; j++) to->values[j * m + i] = from->values[i * n + j];
    bool labelled = mm_names_exist(&from->column_names); /* empty names make no labels */
    if ((!labelled || mm_strings_copy(&to->row_names, &from->column_names)) &&
        mm_strings_copy(&to->column_names, &from->row_names))
        return MM_OK;
    mm_matrix_free(to);
    return MM_MEMORY;
}

bool mm_names_exist(const struct mm_strings *names) {
    for (size_t i = 0; i < names->count; i++)
        if (names->items[i][0] != '\0') return true;
    return false;
}

enum mm_status mm_names_number(struct mm_strings *names, const char *prefix, size_t count) {
    char name[64];
    for (size_t i = 0; i < count; i++) {
        int length = snprintf(name, sizeof name, "%.32s%zu", prefix, i + 1);
        if (!mm_strings_add(names, name, (size_t)length)) return MM_MEMORY;
    }
    return MM_OK;
}

bool mm_names_agree(const struct mm_strings *a, const struct mm_strings *b, size_t *index) {
    if (!mm_names_exist(a) || !mm_names_exist(b)) return true;
    size_t shorter = a->count < b->count ? a->count : b->count;
    for (*index = 0; *index < shorter; ++*index)
        if (strcmp(a->items[*index], b->items[*index]) != 0) return false;
    return a->count == b->count;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dense matrices of doubles with optional names on both sides. */
#ifndef MM_DATA_MATRIX_H
#define MM_DATA_MATRIX_H

#include <stdbool.h>

#include "base/error.h"
#include "base/text.h"

/* Row-major: the entry (i, j) is values[i*columns + j]. A vector is a matrix with one row or one column.
 * Names are absent (count 0) or one for each row, column. Owns everything. Starts as {0}. */
struct mm_matrix {
    size_t rows;
    size_t columns;
    double *values;
    struct mm_strings row_names;    /* labels */
    struct mm_strings column_names; /* header; present but all "" for labelled rows without column names */
};

/* ROWS×COLUMNS, uninitialised, unnamed. MM_MEMORY when that is too large. */
enum mm_status mm_matrix_new(struct mm_matrix *matrix, size_t rows, size_t columns);
void mm_matrix_free(struct mm_matrix *matrix);
bool mm_matrix_is_vector(const struct mm_matrix *matrix);
size_t mm_matrix_count(const struct mm_matrix *matrix); /* rows*columns */

/* Cuts MATRIX to its first COLUMNS columns, in place; names are as they were. */
void mm_matrix_keep_columns(struct mm_matrix *matrix, size_t columns);

/* TO becomes the transpose of FROM, names swapped. */
enum mm_status mm_matrix_transpose(struct mm_matrix *to, const struct mm_matrix *from);

/* Whether any name is not empty. */
bool mm_names_exist(const struct mm_strings *names);

/* Adds PREFIX1, PREFIX2, … PREFIXcount. MM_MEMORY. */
enum mm_status mm_names_number(struct mm_strings *names, const char *prefix, size_t count);

/* Two lists of names for one dimension agree if either is absent or all empty, or both are equal in order.
 * Else false, and *INDEX is the first place where they part. */
bool mm_names_agree(const struct mm_strings *a, const struct mm_strings *b, size_t *index);

/* A named part of a document (u, s, vt). Owns both. */
struct mm_part {
    char *name;
    struct mm_matrix matrix;
};

#endif

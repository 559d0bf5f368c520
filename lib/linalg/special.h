/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Matrices given by a formula or by chance, a block of rows at a time. */
#ifndef MM_LINALG_SPECIAL_H
#define MM_LINALG_SPECIAL_H

#include "numeric/variates.h"

enum mm_special {
    MM_SPECIAL_ZEROS,    /* 0 */
    MM_SPECIAL_DIAGONAL, /* d_i where i = j, else 0; null DIAGONAL: the identity */
    MM_SPECIAL_HILBERT,  /* 1 / (i + j - 1), i and j from 1 on */
    MM_SPECIAL_LINSPACE, /* one column, from + i (to - from)/(rows - 1), i from 0 on; the last is TO, a single one FROM
                          */
    /* From here on they are random. */
    MM_SPECIAL_NORMAL, /* standard normal variates of STREAM, row after row (numeric/variates.h) */
    MM_SPECIAL_UNIFORM /* uniform ones, likewise */
};

struct mm_special_matrix {
    enum mm_special kind;
    size_t rows, columns;
    double from, to;
    const double *diagonal; /* rows = columns of them; borrowed */
    struct mm_stream stream;
};

/* VALUES (COUNT×columns) become rows FIRST to FIRST + COUNT - 1. Random kinds: blocks must come in order from row 0 on,
 * each but the last of an even number of rows; then the values do not depend on how the rows are cut into blocks. */
void mm_special_rows(struct mm_special_matrix *matrix, size_t first, size_t count, double *values);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A run of consecutive rows on its way from a reader through a command to a writer. */
#ifndef MM_DATA_BLOCK_H
#define MM_DATA_BLOCK_H

#include "base/text.h"

/* Cells are kept in two arrays, row-major: `numbers` for the columns of kind MM_NUMBER and `texts` for those of kind
 * MM_TEXT and MM_NUMERAL, each in the order of the schema. A missing text is {NULL, 0}.
 * All pointers are borrowed from whoever filled the block and hold until that reader's next call. */
struct mm_block {
    size_t rows;
    size_t number_columns;
    size_t text_columns;
    const double *numbers;        /* rows × number_columns, missing = NaN */
    const struct mm_span *texts;  /* rows × text_columns */
    const struct mm_span *labels; /* rows, or null */
    const size_t *lines;          /* the input line of each row, from 1, or null where a line means nothing (NPY) */
    size_t first_row;             /* index of the first row in the input, from 0, dropped rows counted */
};

#endif

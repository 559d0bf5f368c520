/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state of a reader of arrays, for the two files that it is made of. */
#ifndef MM_IO_ARRAY_READER_H
#define MM_IO_ARRAY_READER_H

#include "io/array.h"

enum { MM_ARRAY_TILE = 32 }; /* Fortran order: rows converted before the next column, four cache lines of doubles */

struct mm_array_reader {
    struct mm_reader common;
    struct mm_array array;
    const char *file;           /* for errors */
    struct mm_source *stream;   /* the elements, row by row; null if they are in memory */
    const unsigned char *whole; /* all elements: in memory, or of a stream in Fortran order once it was read */
    struct mm_source *kept;     /* the same if it is owned, and the bytes below it */
    void *kept_bytes;

    size_t row_bytes;
    size_t block_rows;
    size_t number_columns;
    size_t text_columns;
    bool plain;  /* every column, in order, as a number */
    bool direct; /* … and the elements are doubles as they are: they are read into place */

    unsigned char *raw; /* of a stream: the rows of a block as they were read, then a part of the next row */
    size_t used, held;  /* bytes of the last block in raw, and bytes after it */
    double *numbers;
    struct mm_span *texts;
    char *characters;
};

/* Where the cells of a block lie: ROW bytes from one row to the next, COLUMN bytes from one column to the next. */
struct mm_array_cells {
    const unsigned char *first;
    size_t row;
    size_t column;
    size_t rows;
};

/* The columns asked for, of these rows, into `numbers` and `texts`. MM_DATA for an integer that no double holds. */
enum mm_status mm_array_convert(struct mm_array_reader *reader, const struct mm_array_cells *cells,
                                struct mm_error *error);

/* Applies --na to the ROWS just converted; *FIRST is the place of the first row kept, *KEPT their number. */
enum mm_status mm_array_settle_missing(struct mm_array_reader *reader, size_t rows, size_t *first, size_t *kept,
                                       struct mm_error *error);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader of binary arrays, whatever file they lie in. */
#ifndef MM_IO_ARRAY_H
#define MM_IO_ARRAY_H

#include "io/element.h"
#include "io/reader_format.h"

struct mm_array {
    enum mm_element element;
    bool big_endian;
    bool fortran; /* column by column */
    size_t rows;
    size_t columns;
};

/* ROWS and columns from a shape of COUNT dimensions: none is one number, one is a column. MM_DATA for three and more,
 * for no columns, and for a size that no memory can have. FILE stands in errors. */
enum mm_status mm_array_shape(struct mm_array *array, const size_t *dimensions, size_t count, const char *file,
                              struct mm_error *error);

/* The elements are all that STREAM has left, and must fill ARRAY exactly: checked at once where the stream knows its
 * length, else at its end. STREAM is borrowed. */
enum mm_status mm_array_open(struct mm_reader **reader, struct mm_source *stream, const struct mm_array *array,
                             enum mm_format format, const struct mm_read_options *options, struct mm_error *error);

/* The same for SIZE bytes in memory, borrowed like FILE. */
enum mm_status mm_array_open_memory(struct mm_reader **reader, const unsigned char *bytes, size_t size,
                                    const char *file, const struct mm_array *array, enum mm_format format,
                                    const struct mm_read_options *options, struct mm_error *error);

/* Hands STREAM and the BYTES below it (null: none) to READER, which frees both when it is closed. */
void mm_array_keep(struct mm_reader *reader, struct mm_source *stream, void *bytes);

#endif

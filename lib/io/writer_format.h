/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a format gives to be a writer, and the cell text that several of them share. */
#ifndef MM_IO_WRITER_FORMAT_H
#define MM_IO_WRITER_FORMAT_H

#include <stdint.h>

#include "io/writer.h"

struct mm_writer_operations {
    size_t size; /* of the format's own struct, which embeds struct mm_writer as its first member */
    /* Writes what stands before the rows. Beyond the common part the struct is zeroed. close() follows a failure. */
    enum mm_status (*open)(struct mm_writer *writer, struct mm_error *error);
    enum mm_status (*rows)(struct mm_writer *writer, const struct mm_block *block, struct mm_error *error);
    enum mm_status (*finish)(struct mm_writer *writer, struct mm_error *error); /* null: nothing stands behind them */
    void (*close)(struct mm_writer *writer); /* frees what the format owns, not the writer; null: nothing */
};

struct mm_writer {
    const struct mm_writer_operations *operations;
    struct mm_sink *sink;           /* borrowed */
    const struct mm_schema *schema; /* borrowed */
    enum mm_shape shape;
    struct mm_write_options options;
    bool headed;      /* labels, or a name that is not empty */
    bool bare;        /* one number that stands alone, without its name */
    size_t rows;      /* written so far */
    size_t unchecked; /* cells written since the sink was last asked for an error */
};

extern const struct mm_writer_operations mm_csv_writer;
extern const struct mm_writer_operations mm_json_writer;
extern const struct mm_writer_operations mm_json_part_writer; /* JSON within an object: no newline at its end */
extern const struct mm_writer_operations mm_npy_writer;
extern const struct mm_writer_operations mm_table_writer;

/* mm_writer_open for one set of operations. */
enum mm_status mm_writer_start(struct mm_writer **writer, const struct mm_writer_operations *operations,
                               struct mm_sink *sink, const struct mm_schema *schema, enum mm_shape shape,
                               const struct mm_write_options *options, struct mm_error *error);

/* The schema of a matrix: numbers, named and labelled as the matrix is. Owned by the caller. */
enum mm_status mm_matrix_schema(struct mm_schema *schema, const struct mm_matrix *matrix, struct mm_error *error);
/* All rows of MATRIX, whose schema WRITER was opened with. */
enum mm_status mm_writer_matrix(struct mm_writer *writer, const struct mm_matrix *matrix, struct mm_error *error);
/* All of MATRIX and the end; the writer is gone whatever the answer. */
enum mm_status mm_writer_whole(struct mm_writer *writer, const struct mm_matrix *matrix, struct mm_error *error);

/* VALUE into TO (MM_NUMBER_TEXT bytes), shortest for DIGITS 0. Returns the length. */
size_t mm_cell_number(char *to, double value, int digits);
/* The same as a JSON value: null for NaN, 1e999 and -1e999 for the infinities. */
size_t mm_cell_json_number(char *to, double value, int digits);
/* The text of a number as a JSON value: verbatim where JSON's grammar has it, so that no digit is lost; else its
 * double, and a string if it is no number at all. An absent text is null. */
void mm_cell_json_numeral(struct mm_buffer *buffer, struct mm_span text);
/* TEXT as a JSON string, in its quotes; invalid UTF-8 becomes U+FFFD. An absent text is null. */
void mm_cell_json_text(struct mm_buffer *buffer, struct mm_span text);

/* The code point at TEXT (LENGTH > 0), U+FFFD for an invalid sequence; returns the bytes it takes, at least 1: of an
 * invalid sequence the part that could have begun a valid one, as Unicode advises (section 3.9). */
size_t mm_utf8_decode(const char *text, size_t length, uint32_t *code);

/* NPY: the header, which has one size for every shape, and values in the file's byte order. */
enum { MM_NPY_HEADER = 128 };
void mm_npy_header(char *to, int dimensions, size_t rows, size_t columns);
void mm_npy_encode(unsigned char *to, const double *values, size_t count); /* 8*COUNT bytes */

/* NPZ: every part a member NAME.npy, stored. Sizes and offsets from LIMIT on are written in zip64 form: UINT32_MAX, or
 * less to test that form. */
enum mm_status mm_npz_write(struct mm_sink *sink, const struct mm_part *parts, size_t count, uint64_t limit,
                            struct mm_error *error);

#endif

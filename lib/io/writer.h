/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables out, a block of rows at a time, the same way for every format. */
#ifndef MM_IO_WRITER_H
#define MM_IO_WRITER_H

#include "data/block.h"
#include "data/matrix.h"
#include "data/names.h"
#include "io/reader.h"
#include "io/sink.h"

struct mm_write_options {
    enum mm_format format; /* CSV, TSV, JSON, JSONL, NPY, TABLE (NPZ for documents only) */
    int delimiter;         /* CSV's; 0: comma (tab for TSV) */
    int digits;            /* --digits; 0: shortest */
};

/* What the rows amount to; matters to JSON (and to NPY for a vector). */
enum mm_shape {
    MM_SHAPE_TABLE,  /* unnamed: array of arrays; named: array of objects */
    MM_SHAPE_VECTOR, /* one column that is a vector: unnamed, JSON array of numbers, NPY 1-D */
    MM_SHAPE_RECORD, /* one row with names: an object */
    MM_SHAPE_NUMBER  /* one number, bare: no header in CSV, JSON 0.5, NPY of shape () */
};

struct mm_writer; /* opaque */

/* SCHEMA (borrowed for the life of the writer): kinds in order; a header is written if schema->named and some name is
 * not empty or rows are labelled (names then may be empty). schema->rows, if known, saves NPY the patching. Text or
 * names into NPY is MM_USAGE. */
enum mm_status mm_writer_open(struct mm_writer **writer, struct mm_sink *sink, const struct mm_schema *schema,
                              enum mm_shape shape, const struct mm_write_options *options, struct mm_error *error);
/* Appends rows. Block and schema agree in kinds and labels. */
enum mm_status mm_writer_rows(struct mm_writer *writer, const struct mm_block *block, struct mm_error *error);
/* Closes brackets, writes an aligned table, patches NPY's header, flushes; the writer is gone. The sink stays open. */
enum mm_status mm_writer_finish(struct mm_writer *writer, struct mm_error *error);
void mm_writer_abandon(struct mm_writer *writer); /* frees without finishing */

/* A document of parts: JSON object of parts, or NPZ (arrays only, stored, names dropped). Parts that have names or
 * labels become arrays of objects, unnamed ones arrays of arrays. */
enum mm_status mm_write_document(struct mm_sink *sink, const struct mm_part *parts, size_t count,
                                 const struct mm_write_options *options, struct mm_error *error);

/* A matrix as one block; SHAPE as above. */
enum mm_status mm_write_matrix(struct mm_sink *sink, const struct mm_matrix *matrix, enum mm_shape shape,
                               const struct mm_write_options *options, struct mm_error *error);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables in, a block of rows at a time, the same way for every format. */
#ifndef MM_IO_READER_H
#define MM_IO_READER_H

#include "base/error.h"
#include "data/block.h"
#include "data/names.h"
#include "io/source.h"

enum mm_format {
    MM_FORMAT_AUTO,
    MM_FORMAT_CSV,
    MM_FORMAT_TSV,
    MM_FORMAT_JSON,
    MM_FORMAT_JSONL,
    MM_FORMAT_NPY,
    MM_FORMAT_NPZ,
    MM_FORMAT_SAFETENSORS,
    MM_FORMAT_TABLE /* output only */
};

enum mm_header { MM_HEADER_AUTO, MM_HEADER_YES, MM_HEADER_NO };
enum mm_missing { MM_MISSING_FAIL, MM_MISSING_OMIT, MM_MISSING_KEEP };

enum { MM_DELIMITER_AUTO = 0, MM_DELIMITER_BLANKS = -1 }; /* else the byte itself */

struct mm_read_options {
    enum mm_format format; /* --from; AUTO tells by content */
    enum mm_header header; /* --header, -H, -N */
    int delimiter;         /* -d */
    bool no_quotes;        /* --quote=none */
    size_t skip;           /* --skip: lines passed over at the start */
    const char *comment;   /* --comment: lines that begin with this are passed over; null: none */
    const char *labels;    /* -L: the column that holds row labels; null: a first column with an empty header */
    const char *na_tokens; /* --na-tokens: comma-separated, replaces the list of tokens; null: the default ones */
    enum mm_missing missing;
    size_t threads; /* 0 or 1: read in this thread */
};

struct mm_reader; /* opaque */

/* Opens the table in SOURCE, which the reader takes over (closed with it, and also when opening fails). PART is null or
 * the name after '#'. A document (JSON object of parts, NPZ, safetensors) with several parts and no PART is MM_USAGE,
 * naming the parts; so is an unknown part. No bytes at all is MM_DATA "no input". OPTIONS are borrowed for the life of
 * the reader. */
enum mm_status mm_reader_open(struct mm_reader **reader, struct mm_source *source, const char *part,
                              const struct mm_read_options *options, struct mm_error *error);

void mm_reader_close(struct mm_reader *reader); /* null is allowed */

/* The columns found; holds for the life of the reader. Kinds: MM_NUMBER, or MM_TEXT if every cell that is not missing
 * in the first 64 KiB is text. */
const struct mm_schema *mm_reader_schema(const struct mm_reader *reader);

/* The format read (never AUTO), and the delimiter of a text format. */
enum mm_format mm_reader_format(const struct mm_reader *reader);
int mm_reader_delimiter(const struct mm_reader *reader);
const char *mm_reader_name(const struct mm_reader *reader); /* file name for errors */

/* Which columns the blocks shall have and as what, before the first mm_reader_next; without a request all columns in
 * their own kind. Only requested columns are converted and checked for missing values. A text column requested as
 * MM_NUMBER is an error at its first cell. MM_NUMERAL checks that cells are numbers and delivers their text (where the
 * format has no text of its own, as NPY, the text is the shortest). A column may come several times. */
struct mm_request {
    size_t column; /* index into schema.columns */
    enum mm_kind as;
};
enum mm_status mm_reader_request(struct mm_reader *reader, const struct mm_request *requests, size_t count,
                                 struct mm_error *error);

/* The next block; rows = 0 at the end. Blocks are about 64 KiB to 1 MiB of input; a slow pipe gives smaller ones as
 * rows arrive. Missing values among requested columns: FAIL is MM_DATA with file, line, column and column name; OMIT
 * drops the row and counts it; KEEP delivers NaN (or an absent text). Labels are never missing: an empty label is "".
 */
enum mm_status mm_reader_next(struct mm_reader *reader, struct mm_block *block, struct mm_error *error);

size_t mm_reader_missing(const struct mm_reader *reader); /* rows dropped so far */

/* Names of the parts of a document, for `convert` and for errors; count 0 if the input is no document. */
const struct mm_strings *mm_reader_parts(const struct mm_reader *reader);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Operands as tables: opening, choosing columns, joining files, walking rows, loading matrices. */
#ifndef MM_TOOL_INPUT_H
#define MM_TOOL_INPUT_H

#include "data/matrix.h"
#include "tool/run.h"

/* What a command wants of its input. */
struct mm_take {
    const char *
        columns; /* the columns to compute on; null: -k, and without it every column (numeric ones unless `verbatim`) */
    const char
        *keys; /* further columns delivered as text and left out of the default choice (-g, strata); null: none */
    const char *key_columns[2]; /* single columns delivered as text behind the keys (strata, clusters); null: none */
    const char *extra;          /* one further numeric column behind the chosen ones (weights); null: none */
    const char *part;           /* the part of a document to read, unless the operand names one; null: none */
    /* Chooses the columns from those of the file instead of -k (an expression names them); null: -k. CHOSEN starts
     * empty. */
    enum mm_status (*choose)(void *context, const struct mm_schema *schema, struct mm_selection *chosen,
                             struct mm_error *error);
    void *context;
    /* Further columns as numbers and as texts behind the others, once `choose` has filled these; null: none. Borrowed.
     * With them missing cells arrive whatever --na says, and chosen ones as their text without a look where that may
     * stay so. */
    const struct mm_selection *numbers, *texts;
    bool all_columns; /* do not look at -k: every numeric column */
    bool verbatim;    /* plumbing: text columns as text, numeric ones as the text they came in */
    bool by_cell;     /* --na=omit drops cells instead of rows: missing ones arrive as NaN and the command counts */
};

struct mm_input {
    struct mm_run *run;
    struct mm_take take;
    const char *const *files; /* operands, read one after another */
    size_t file_count, file;
    struct mm_reader *reader;
    struct mm_schema schema; /* the chosen columns in order; then those of `extra`; kinds as delivered */
    size_t chosen;           /* how many of them are chosen ones */
    struct mm_strings key_names;
    struct mm_read_options reading; /* those of the run, adapted to `take` */
    size_t dropped;                 /* rows left out for missing values, in the files before this one */
    struct mm_block block;
    size_t block_row;   /* cursor of mm_input_row */
    size_t rows_before; /* rows of the files before this one */
};

/* Opens COUNT operands from FIRST on as one table (none given: standard input). */
enum mm_status mm_input_open(struct mm_input *input, struct mm_run *run, size_t first, size_t count,
                             const struct mm_take *take);
void mm_input_close(struct mm_input *input);

/* The next block; rows = 0 at the end of the last file. Numbers: chosen columns, then the extra one; texts: verbatim
 * columns or keys. */
enum mm_status mm_input_next(struct mm_input *input, struct mm_block *block);

/* The next row; values null at the end. */
struct mm_row {
    const double *values;
    struct mm_span label; /* {NULL, 0} without labels */
    size_t line;          /* 0: none */
    size_t index;         /* from 0, in the whole input */
    enum mm_axis along;   /* what the values are: a row, or a column (then `index` is its number), or all */
};
enum mm_status mm_input_row(struct mm_input *input, struct mm_row *row);

size_t mm_input_missing(const struct mm_input *input);   /* rows dropped */
const char *mm_input_name(const struct mm_input *input); /* the file being read */
/* What chosen column J is called: its name, else its number, in BUFFER. */
const char *mm_input_column_name(const struct mm_input *input, size_t j, char buffer[32]);

/* Fills run->error with the place of a row of this input (line, or "row N"), and the text. Returns STATUS. */
enum mm_status mm_input_fail(struct mm_input *input, const struct mm_row *row, enum mm_status status,
                             const char *format, ...) __attribute__((format(printf, 4, 5)));
/* Likewise for what a kernel said of the vector in that row (NaN, infinity, no distribution …), in words. HINT may be
 * null. */
enum mm_status mm_input_fail_kernel(struct mm_input *input, const struct mm_row *row, enum mm_status status, size_t n,
                                    const struct mm_detail *detail, const char *hint);

/* All that is left of the chosen columns as a matrix with names and labels; MM_TOO_FEW "no rows" for none. */
enum mm_status mm_input_matrix(struct mm_input *input, struct mm_matrix *matrix);

/* The names of the chosen columns, if the input has a header, added to NAMES. */
enum mm_status mm_input_names(const struct mm_input *input, struct mm_strings *names);

/* Opens operand number OPERAND (standard input when there is none), loads it, closes it. */
enum mm_status mm_read_matrix(struct mm_run *run, size_t operand, struct mm_matrix *matrix);
/* All operands as rows one after another. */
enum mm_status mm_read_matrices(struct mm_run *run, struct mm_matrix *matrix);
/* MM_NOT_FINITE from a kernel that refuses NaN and infinity: which entry of the matrix of OPERAND it was. Returns the
 * status to end with. */
enum mm_status mm_fail_not_finite(struct mm_run *run, size_t operand, const struct mm_matrix *matrix,
                                  const struct mm_detail *detail);
/* How an operand is called in messages: "standard input" for "-" and for none. */
const char *mm_operand_name(const struct mm_run *run, size_t operand);

#endif

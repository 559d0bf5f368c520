/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expressions over the rows of a table that streams. */
#ifndef MM_TOOL_SHEET_H
#define MM_TOOL_SHEET_H

#include "expr/bind.h"
#include "expr/program.h"
#include "tool/input.h"
#include "tool/sieve.h"
#include "tool/spool.h"

enum mm_sheet_use {
    MM_SHEET_HOLDS, /* one expression: of each row, whether it holds; the columns pass through */
    MM_SHEET_ADDS,  /* each one is a column that is added, or replaces that of its name; the others pass through */
    MM_SHEET_ONLY   /* only what the expressions name comes out */
};

/* One expression; owns. */
struct mm_sheet_item {
    struct mm_tree tree;
    mm_node root;
    char *name;       /* what it is called: its own text where it has no NAME = */
    bool named, lone; /* NAME = was given; it is the name of a column and nothing else */
    size_t column;    /* which of `columns` it makes */
};

/* Columns that the expressions name are read as numbers (or as texts, where they are compared with texts); all that
 * pass through are delivered as their text besides, or as numbers where the output is binary. Missing values matter in
 * the columns that are read only, as --na says. Reductions over rows take passes of their own, before the first block
 * comes out: regular files are read again, and what comes from a pipe is spooled. */
struct mm_sheet {
    struct mm_run *run;
    enum mm_sheet_use use;
    struct mm_sheet_item *items;
    size_t count;

    struct mm_schema columns; /* those of the table, then those made: what names may mean */
    size_t given;             /* how many came with the table */
    mm_vertex *made;          /* by column: MM_VERTEX_NONE for those of the table */
    size_t *maker;            /* by column: the last item that made it */
    struct mm_scope scope;
    struct mm_graph graph;
    struct mm_program *program;
    struct mm_evaluation *evaluation;

    size_t *output; /* the columns that come out, in order */
    size_t output_count;
    size_t *outcomes; /* the columns that the program computes, in the order of its outputs */
    size_t outcome_count;

    struct mm_input input;
    struct mm_selection numbers, texts;  /* read, and not among those that pass */
    size_t *number_places, *text_places; /* of what is read, in a row of a block: by number of the scope */
    const double **number_columns;       /* the same in the block at hand */
    const struct mm_span **text_columns;

    size_t first_file; /* operand */
    bool again;        /* files are read again for each pass; else rows are spooled */
    struct mm_spool spool;
    struct mm_sieve sieve;
    bool *keep; /* rows of a block */
    size_t *row_lines;
    size_t *starts; /* by file: how many rows were kept before it */
    size_t start_count;
    size_t kept, dropped; /* rows */
    size_t first;         /* of the block at hand, among those kept */
    size_t width;         /* numbers in a row of a block */
    size_t text_width;
};

/* Parses COUNT expressions, before anything is read. MM_USAGE with a caret. */
enum mm_status mm_sheet_parse(struct mm_sheet *sheet, struct mm_run *run, const char *const *expressions, size_t count,
                              enum mm_sheet_use use);
/* Opens the operands from FIRST on as one table (none: standard input), binds the expressions, and takes the passes that
 * reductions need. MM_TOO_FEW where one of them has too few rows. */
enum mm_status mm_sheet_open(struct mm_sheet *sheet, size_t first);
/* The next block; rows = 0 at the end. */
enum mm_status mm_sheet_next(struct mm_sheet *sheet, struct mm_block *block);
/* The values of the outcomes in the rows of that block: results[i][row * stride]. */
void mm_sheet_values(struct mm_sheet *sheet, const struct mm_block *block, double *const *results, size_t stride);
/* The table with its new columns, to the output (MM_SHEET_ADDS, MM_SHEET_ONLY). A NaN that no NaN went into is
 * MM_DOMAIN, unless --na=keep. */
enum mm_status mm_sheet_output(struct mm_sheet *sheet);
void mm_sheet_close(struct mm_sheet *sheet);

/* An error about row I of BLOCK, with its file and line; or with neither where I is SIZE_MAX. */
enum mm_status mm_sheet_fail(struct mm_sheet *sheet, const struct mm_block *block, size_t i, enum mm_status status,
                             const char *format, ...) __attribute__((format(printf, 5, 6)));
/* "x is 3, species is 'setosa'": what the expressions read in row I of BLOCK. */
void mm_sheet_describe(const struct mm_sheet *sheet, const struct mm_block *block, size_t i, struct mm_buffer *out);

/* How many operands are expressions: the first; if there may be SEVERAL, also further ones up to the first that is "-",
 * that a file is named, or that holds none of blank = ( ) * + ^ < > ! & | ? (which file names seldom do). MM_USAGE if
 * the first one is the name of a file, or an expression stands behind a file. */
enum mm_status mm_sheet_expect(struct mm_run *run, bool several, size_t *count);

#endif

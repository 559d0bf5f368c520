/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns as an input declares them, and the choice of some of them by -k. */
#ifndef MM_DATA_NAMES_H
#define MM_DATA_NAMES_H

#include <stdbool.h>

#include "base/error.h"
#include "base/text.h"

enum mm_kind {
    MM_NUMBER, /* cells are doubles; a missing one is NaN */
    MM_TEXT,   /* cells are text */
    MM_NUMERAL /* cells are numbers (or missing) kept as the text they came in: 007, a 19-digit id */
};

/* One column; owns its name. An unnamed column has the name "". */
struct mm_column {
    char *name;
    enum mm_kind kind;
    size_t field;    /* its place in the input, from 1, the label column counted; for error messages */
    size_t position; /* its number for -k, from 1, in the table it came from */
};

/* The columns of a table, in order, its label column (if any) not among them. Starts as {0}. Owns all it points to. */
struct mm_schema {
    struct mm_column *columns;
    size_t count;
    bool named;       /* the input had a header (its names may be "") */
    bool labelled;    /* rows have labels */
    char *label_name; /* header of the label column: "" or, with --labels, its name; null if not labelled */
    size_t rows;      /* how many rows there are, where that is known beforehand; else MM_ROWS_UNKNOWN */
};

#define MM_ROWS_UNKNOWN ((size_t)-1)

void mm_schema_free(struct mm_schema *schema);
bool mm_schema_add(struct mm_schema *schema, const char *name, size_t length, enum mm_kind kind); /* false: memory */
bool mm_schema_copy(struct mm_schema *to, const struct mm_schema *from);
/* Whether any column has a name that is not empty. */
bool mm_schema_has_names(const struct mm_schema *schema);

/* A choice of columns, as indices into schema.columns, in the order wanted (an index may come twice). Owns. */
struct mm_selection {
    size_t *indices;
    size_t count;
};

void mm_selection_free(struct mm_selection *selection);

/* Resolves -k's LIST: items separated by commas, each a name, a number from 1, a range (2-5, x1-x9, either way
 * round, open "3-"), a glob (nll_*), !ITEM to drop, #N for a number where some name is itself a number (a bare number
 * is then an error). A name with a comma, or a name that is a number, is written in double quotes. A whole name wins
 * over a range and a glob. A list of drops only starts from all columns. LIST null: every column. MM_USAGE with a
 * suggestion for an unknown name, for a name that stands twice, and for a choice of nothing. */
enum mm_status mm_select(const struct mm_schema *schema, const char *list, struct mm_selection *selection,
                         struct mm_error *error);

/* One column by the same grammar; ITEM must choose exactly one. */
enum mm_status mm_select_one(const struct mm_schema *schema, const char *item, size_t *index, struct mm_error *error);

#endif

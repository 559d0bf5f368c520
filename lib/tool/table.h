/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Results with fields: a record, or a table of such. */
#ifndef MM_TOOL_TABLE_H
#define MM_TOOL_TABLE_H

#include "data/groups.h"
#include "tool/run.h"

/* Rows built field by field; the first row names the fields and fixes their kinds and order. Starts as {0}. */
struct mm_table {
    struct mm_schema schema;
    struct mm_buffer texts; /* cells one behind the other */
    size_t *text_ends;      /* where each text cell ends */
    size_t text_count, text_capacity;
    double *numbers;
    size_t number_count, number_capacity;
    size_t rows, field;
    bool failed;
};

void mm_table_row(struct mm_table *table);                                     /* begins a row */
void mm_table_number(struct mm_table *table, const char *name, double value);  /* NaN: missing */
void mm_table_count(struct mm_table *table, const char *name, uint64_t count); /* whole, whatever --digits says */
void mm_table_exact(struct mm_table *table, const char *name, double value);   /* in full, whatever --digits says */
void mm_table_no_count(struct mm_table *table, const char *name);              /* a count that is missing */
void mm_table_text(struct mm_table *table, const char *name, const char *text, size_t length);
void mm_table_word(struct mm_table *table, const char *name, const char *terminated);
/* The first COUNT cells of the key of group NUMBER, under NAMES. */
void mm_table_keys(struct mm_table *table, const struct mm_strings *names, size_t count, const struct mm_groups *groups,
                   size_t number);
/* An error about group NUMBER: puts its key before what run->error says. Returns the status of the error. */
enum mm_status mm_group_fail(struct mm_run *run, const struct mm_strings *names, const struct mm_groups *groups,
                             size_t number);
/* Writes and frees. One row that is RECORD becomes a JSON object. */
enum mm_status mm_table_output(struct mm_table *table, struct mm_run *run, bool record);
void mm_table_free(struct mm_table *table);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the start of a CSV input tells: header or not, labels, kinds of columns. */
#ifndef MM_IO_CSV_HEAD_H
#define MM_IO_CSV_HEAD_H

#include "io/csv_block.h"

enum { MM_CSV_HEAD = 64 << 10 }; /* the bytes by which kinds are told */

/* How a cell of the first row looks to the search for a header. */
enum mm_csv_look { MM_CSV_EMPTY, MM_CSV_MISSING, MM_CSV_NUMBER, MM_CSV_WORD /* text, or anything quoted */ };

/* The rows at the start, taken together. Starts as {0}. Owns names, looks, flags. */
struct mm_csv_head {
    const struct mm_tokens *tokens;
    const char *text;        /* where the rows were cut from */
    size_t fields;           /* in the first row; 0: no row yet */
    struct mm_strings names; /* the cells of the first row */
    unsigned char *looks;    /* of the first row: enum mm_csv_look */
    unsigned char *first;    /* classes of cells seen in it: bit 1 << enum mm_cell */
    unsigned char *seen;     /* the same for the rows that follow */
    size_t line;             /* of the first row */
    size_t data_line;        /* of the row after it */
    size_t data_offset;
    size_t rows;      /* seen after the first */
    bool second_word; /* the second row begins with text or something quoted */
    bool full;        /* what lies further on does not matter, or is faulty */
};

void mm_csv_head_free(struct mm_csv_head *head);

/* Looks at the whole rows of CHUNK (which is written to). A fault in the first row is an error, a later one is left to
 * whoever reads the rows. */
enum mm_status mm_csv_head_look(struct mm_csv_head *head, const struct mm_csv_dialect *dialect, const char *file,
                                struct mm_csv_chunk *chunk, struct mm_error *error);

/* What --header, the first row and the second make of it. UNDECIDED until ENDED or a second row tells. */
enum mm_csv_verdict { MM_CSV_IS_HEADER, MM_CSV_IS_DATA, MM_CSV_UNDECIDED, MM_CSV_IS_MIXED };
enum mm_csv_verdict mm_csv_head_judge(const struct mm_csv_head *head, enum mm_header header, bool ended);
enum mm_status mm_csv_head_fail_mixed(const struct mm_csv_head *head, const char *file, struct mm_error *error);

/* The field of row labels, from 0, or MM_CSV_NO_FIELD: the one that NAME (-L, or null) chooses, else a first one with
 * an empty name in a header. */
enum mm_status mm_csv_head_label(const struct mm_csv_head *head, bool named, const char *name, const char *file,
                                 size_t *label, struct mm_error *error);

/* Kind of a field; *CERTAIN: no later row can change it. */
enum mm_kind mm_csv_head_kind(const struct mm_csv_head *head, bool named, size_t field, bool *certain);

#endif

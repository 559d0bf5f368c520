/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --explain: a board on which a formula is worked out with the numbers of the input. */
#ifndef MM_TOOL_EXPLAIN_H
#define MM_TOOL_EXPLAIN_H

#include "tool/run.h"

/* Starts as {.run = run}. A board has an edge: of a long vector the first MM_BOARD_TERMS entries are shown. */
enum { MM_BOARD_TERMS = 12 };

struct mm_board {
    struct mm_run *run;
    struct mm_buffer text;
    size_t boards; /* rows worked out so far; a blank line stands between them */
};

void mm_board_begin(struct mm_board *board); /* the next row of the input */
void mm_board_printf(struct mm_board *board, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A number given or found, in full; one on the way to it, with six digits. --digits holds for both. */
void mm_board_number(struct mm_board *board, double value);
void mm_board_step(struct mm_board *board, double value);
void mm_board_factor(struct mm_board *board, double value); /* in full, a negative one in parentheses */

/* A probability on the way; IS_LOG: given as its logarithm, and shown as exp(…) where it is below the doubles. */
void mm_board_probability(struct mm_board *board, double value, bool is_log);

/* n terms with SEPARATOR between them, "…" behind the last one shown. */
typedef void mm_board_term(struct mm_board *board, const void *context, size_t i);
void mm_board_series(struct mm_board *board, size_t n, const char *separator, mm_board_term *term, const void *context);
/* A line "HEAD = a, b, c": numbers in full, or on the way. */
void mm_board_list(struct mm_board *board, const char *head, const double *values, size_t n);
void mm_board_steps(struct mm_board *board, const char *head, const double *values, size_t n);

/* A sum worked out, each line under the last:
 *     NAME = FORMULA
 *          = BEFORE term + term + … AFTER
 *          = value + value + … TAIL
 *          = RESULT UNIT
 * `tail` (what is added besides the terms) stands in both lines; null texts are left out. */
struct mm_board_sum {
    const char *name, *formula, *before, *after, *tail, *unit;
    mm_board_term *term, *value;
};
void mm_board_work_out(struct mm_board *board, const struct mm_board_sum *sum, const void *context, size_t n,
                       double result);

/* Two vectors, as the context of terms. */
struct mm_board_pair {
    const double *p, *q;
};

/* Writes what stands on the board and wipes it; called at the end of each block of input, and at the end. */
enum mm_status mm_board_write(struct mm_board *board);

#endif

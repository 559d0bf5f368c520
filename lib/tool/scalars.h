/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The driver of numbers of one matrix (det, rank, cond, trace), and the words for what is wrong with a matrix. */
#ifndef MM_TOOL_SCALARS_H
#define MM_TOOL_SCALARS_H

#include "data/matrix.h"
#include "tool/run.h"

enum { MM_SCALARS = 4 };

/* `measure` makes of A (m×n, row-major) as many numbers as there are names; one without a name is printed bare, several
 * are the fields of a record. It may say something by mm_note, or refuse with mm_run_fail. */
struct mm_scalar_kernel {
    enum mm_status (*measure)(struct mm_run *run, const double *a, size_t m, size_t n, double values[MM_SCALARS],
                              struct mm_detail *detail);
    const char *names[MM_SCALARS + 1]; /* ended by null */
    bool square;                       /* the matrix must be */
};

/* All operands as the rows of one matrix, with -k. */
enum mm_status mm_run_scalar(struct mm_run *run, const struct mm_scalar_kernel *kernel);

/* MM_SHAPE in words unless the matrix of OPERAND is square. */
enum mm_status mm_check_square(struct mm_run *run, size_t operand, const struct mm_matrix *matrix);

/* What a kernel of matrices answered, as an error that names the matrix of OPERAND: NaN and infinity with their place,
 * singular with its reciprocal condition number (detail.value). MM_OK and what is in run->error already pass through.
 */
enum mm_status mm_fail_matrix(struct mm_run *run, size_t operand, const struct mm_matrix *matrix, enum mm_status status,
                              const struct mm_detail *detail);

/* Says so where fewer than 6 DIGITS of a solution can be trusted. */
void mm_note_digits(struct mm_run *run, double rcond, int digits);

#endif

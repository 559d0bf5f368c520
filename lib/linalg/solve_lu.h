/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Solutions by LU with partial pivoting, refined; what solve.c tries first. */
#ifndef MM_LINALG_SOLVE_LU_H
#define MM_LINALG_SOLVE_LU_H

#include "linalg/solve.h"

/* mm_solve by LU; B null: the identity. *STABLE is false where the factors grew so much (or were scaled) that only the
 * backward error can tell whether the answer, MM_SINGULAR and MM_DOMAIN included, is one. */
enum mm_status mm_solve_lu(const double *a, size_t n, const double *b, size_t k, double least_rcond, double *x,
                           struct mm_solution *solution, bool *stable, struct mm_detail *detail);

#endif

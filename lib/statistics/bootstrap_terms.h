/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An expression made ready for resampling: by sums of row terms, or by rows gathered anew. */
#ifndef MM_STATISTICS_BOOTSTRAP_TERMS_H
#define MM_STATISTICS_BOOTSTRAP_TERMS_H

#include "statistics/bootstrap_expression.h"
#include "statistics/bootstrap_problem.h"

/* A reduction of the expression as made from sums over the units drawn. */
struct mm_bootstrap_reduction {
    mm_vertex vertex;
    enum mm_function function;
    size_t term, square; /* which sums it takes; squares for sd only */
    double centre;       /* taken off the numbers summed, so that sums keep the digits that differ */
    double magnitude;    /* the mean of |numbers| */
};

/* Numbers stand in the order of the design. */
struct mm_bootstrap_expressed {
    struct mm_program *program; /* by sums: of `form`; by rows: of the expression */
    /* by sums */
    struct mm_graph form; /* the expression, reductions being columns 0, 1, … and the number of rows the last one */
    struct mm_bootstrap_reduction *reductions;
    size_t reduction_count;
    size_t width;       /* sums, filled up to 1, 2 or a multiple of four */
    double *terms;      /* by place, `width` each */
    double *unit_terms; /* their sums by unit; the same array where units are items */
    /* by rows */
    double *columns; /* one after another, of `items` numbers */
    size_t column_count, items;
};

/* A thread's own. */
struct mm_bootstrap_expressed_work {
    struct mm_evaluation *evaluation;
    double *sums;           /* by sums */
    double *columns;        /* what the program is run over: `capacity` rows */
    const double **numbers; /* where its columns are */
    size_t capacity;
};

extern const struct mm_bootstrap_family mm_bootstrap_summed;
extern const struct mm_bootstrap_family mm_bootstrap_gathered;

/* The terms of the reductions, and the form. VALUES has the numbers of operand number `term` of each reduction, as
 * `term` was set: n each in the order of the input. Sets width, terms, unit_terms and what of a reduction is still open.
 * READY is false, and nothing is made, if they are not finite or their squares out of range. */
enum mm_status mm_bootstrap_sum_terms(struct mm_bootstrap_expressed *expressed,
                                      const struct mm_bootstrap_design *design, const double *values, bool *ready);
/* How near to θ a replicate is equal to it: what the rounding of the numbers does to each reduction, and that to θ. */
double mm_bootstrap_summed_tolerance(const struct mm_bootstrap_problem *problem, struct mm_bootstrap_work *work);
double mm_bootstrap_gathered_tolerance(const struct mm_bootstrap_problem *problem, struct mm_bootstrap_work *work);

/* Null: memory. */
struct mm_bootstrap_expressed_work *mm_bootstrap_expressed_work_new(const struct mm_bootstrap_problem *problem);
void mm_bootstrap_expressed_work_free(struct mm_bootstrap_expressed_work *work);
/* Room for COUNT rows. False: memory. */
bool mm_bootstrap_expressed_work_reserve(struct mm_bootstrap_expressed_work *work, size_t columns, size_t count);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a program consists of; private to program.c and evaluate.c. */
#ifndef MM_EXPR_PROGRAM_LAYOUT_H
#define MM_EXPR_PROGRAM_LAYOUT_H

#include "expr/program.h"

/* One loop over a block. Slots hold blocks of numbers. */
struct mm_step {
    mm_vertex vertex;
    bool reduces; /* folds the block at operands[0] (times that at operands[1], if `product`) into reduction `result` */
    bool product;
    uint32_t group;   /* of a product: so many steps from here on share operands[0], and are one loop */
    bool power_known; /* the exponent is the constant `exponent` */
    double exponent;
    uint32_t first_term, term_count; /* a sum of terms, from left to right, if there are any */
    uint32_t operands[3], result;
};

/* ± k x: a slot, times what does not vary. */
struct mm_term {
    bool negative;
    mm_vertex factor; /* MM_VERTEX_NONE: 1 */
    uint32_t slot;
};

/* A slot filled before the steps. */
struct mm_filled_slot {
    uint32_t slot;
    mm_vertex vertex;
};

/* The steps of one sweep. */
struct mm_sweep {
    struct mm_step *steps;
    size_t step_count, step_capacity;
    struct mm_term *terms;
    size_t term_count, term_capacity, longest;          /* the most terms that a step has */
    struct mm_filled_slot *columns, *texts, *constants; /* from the rows, block by block; what does not vary, once */
    size_t column_count, text_count, constant_count;
    size_t column_capacity, text_capacity, constant_capacity;
    mm_vertex *reductions;
    size_t reduction_count, reduction_capacity;
    uint32_t *outputs; /* the last sweep: the slot of each output */
    size_t slot_count;
};

struct mm_program {
    const struct mm_graph *graph;
    const struct mm_strings *literals;
    enum mm_sums sums;
    mm_vertex *outputs;
    size_t output_count;
    uint32_t *levels; /* sweeps needed before a vertex is known; by vertex */
    bool *needed;
    struct mm_sweep *sweeps; /* those for reductions, then the one for what varies */
    size_t sweep_count;      /* without the last */
};

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several expressions of the same parameters, and of nothing else. */
#ifndef MM_CALCULUS_EQUATIONS_H
#define MM_CALCULUS_EQUATIONS_H

#include "expr/bind.h"

/* Starts as {0}; owns all but the parameters. */
struct mm_equations {
    struct mm_tree *trees;
    mm_vertex *vertices;
    size_t count;
    struct mm_scope scope;
    struct mm_graph graph;
};

/* MM_USAGE with a caret: syntax, a name that is no parameter, a reduction over rows. */
enum mm_status mm_equations_open(struct mm_equations *equations, const char *const *texts, size_t count,
                                 const struct mm_parameters *parameters, struct mm_error *error);
void mm_equations_close(struct mm_equations *equations);

#endif

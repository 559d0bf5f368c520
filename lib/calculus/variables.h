/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an expression may be differentiated by. */
#ifndef MM_CALCULUS_VARIABLES_H
#define MM_CALCULUS_VARIABLES_H

#include "expr/tree.h"

enum { MM_VARIABLES_MOST = 100 };

/* The names and elements of the expression other than e and pi, as they are written: "x", "w[3]", "[mean radius]"; each
 * once, in the order in which they stand. A vector within dot gives its elements. False: memory. */
bool mm_variables(const struct mm_tree *tree, mm_node node, struct mm_strings *names);

/* Whether the first argument of the call of dot at NODE is a vector: there are more than two, or elements of it are in
 * the tree. */
bool mm_dot_of_vector(const struct mm_tree *tree, mm_node node);

/* Adds the names and elements in TEXT, divided by commas outside of brackets, as nodes of TREE to NODES (room for
 * MM_VARIABLES_MOST). MM_USAGE. */
enum mm_status mm_variables_parse(struct mm_tree *tree, const char *text, mm_node *nodes, size_t *count,
                                  struct mm_error *error);

/* MM_USAGE, with a suggestion, if the expression has names but not VARIABLE: 0 would be a plausible wrong answer. */
enum mm_status mm_variable_check(const struct mm_tree *tree, mm_node node, mm_node variable, struct mm_error *error);

#endif

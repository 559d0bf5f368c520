/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The notations of mm_tree_print, each in a file of its own; private to lib/expr. */
#ifndef MM_EXPR_PRINT_H
#define MM_EXPR_PRINT_H

#include "expr/tree.h"

void mm_print_latex(const struct mm_tree *tree, mm_node node, struct mm_buffer *out);
/* MM_DOMAIN: a part has no form in C. */
enum mm_status mm_print_c(const struct mm_tree *tree, mm_node node, struct mm_buffer *out);
/* A name as it is written: in brackets if it needs them. */
void mm_print_name(struct mm_span name, struct mm_buffer *out);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parser adds to a tree beyond what others may build; private to lib/expr. */
#ifndef MM_EXPR_BUILD_H
#define MM_EXPR_BUILD_H

#include "expr/tree.h"

/* A node as it stands, or MM_NODE_NONE when memory or a limit is out. */
mm_node mm_tree_add(struct mm_tree *tree, const struct mm_tree_node *node);
/* A copy of TEXT that lives as long as the tree; the same text is kept once. */
struct mm_span mm_tree_keep(struct mm_tree *tree, struct mm_span text);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One expression over the columns of a table, with a single value for all rows: a statistic. */
#ifndef MM_TOOL_EXPRESSED_H
#define MM_TOOL_EXPRESSED_H

#include "data/names.h"
#include "expr/bind.h"

/* Starts as {0}; owns. The graph is made once the table's columns are known. */
struct mm_expressed {
    struct mm_tree tree;
    mm_node root;
    struct mm_scope scope;
    struct mm_schema schema; /* the columns of the table, as the scope sees them */
    struct mm_graph graph;
    mm_vertex vertex;
};

/* MM_USAGE with a caret for what is no expression. */
enum mm_status mm_expressed_parse(struct mm_expressed *expressed, const char *text, struct mm_error *error);
/* mm_take.choose with an mm_expressed as its context: binds the expression and chooses the columns that it names, in
 * the order of the graph. MM_USAGE with a caret for unknown names, for a value in each row, and for no column or texts. */
enum mm_status mm_expressed_choose(void *context, const struct mm_schema *schema, struct mm_selection *chosen,
                                   struct mm_error *error);
void mm_expressed_free(struct mm_expressed *expressed);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The value of an expression without rows, at a point. */
#ifndef MM_TOOL_VALUE_AT_H
#define MM_TOOL_VALUE_AT_H

#include "expr/parameters.h"
#include "expr/tree.h"
#include "tool/run.h"

/* MM_USAGE: a name that PARAMETERS lack; a reduction over rows. */
enum mm_status mm_value_at(struct mm_run *run, const struct mm_tree *tree, mm_node node,
                           const struct mm_parameters *parameters, double *value);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Operands that are expressions, told from those that are files. */
#ifndef MM_TOOL_EXPRESSIONS_H
#define MM_TOOL_EXPRESSIONS_H

#include "tool/run.h"

/* How many operands are expressions: the first one is; further ones are up to the first that is "-", an existing file,
 * or ends like the name of a table (.csv, .npy.gz: so that a misspelt file is a missing file). The rest are files. */
size_t mm_expression_operands(const struct mm_run *run);

#endif

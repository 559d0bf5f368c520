/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From an operand (FILE, FILE#PART, -, -#PART) to a reader. */
#ifndef MM_TOOL_OPEN_H
#define MM_TOOL_OPEN_H

#include "tool/run.h"

/* Opens OPERAND with OPTIONS (borrowed while the reader lives); PART (may be null) is read where the operand names
 * none. A file whose name holds a '#' wins over a part. The first reader opened sets the run's default output format.
 */
enum mm_status mm_open_operand(struct mm_run *run, const char *operand, const char *part,
                               const struct mm_read_options *options, struct mm_reader **reader);

/* Whether OPERAND is standard input, with or without a part. */
bool mm_operand_is_standard_input(const char *operand);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists as arguments of options: numbers, operands. */
#ifndef MM_TOOL_LISTS_H
#define MM_TOOL_LISTS_H

#include "tool/run.h"

/* Numbers between LOW and HIGH, with the texts they were written as. Owns. Starts as {0}. */
struct mm_number_list {
    double *values;
    struct mm_strings texts;
};

/* Reads the argument LIST of --OPTION; MM_USAGE names the item that is no number or out of bounds. */
enum mm_status mm_number_list_read(struct mm_run *run, const char *option, const char *list, double low, double high,
                                   struct mm_number_list *numbers);
void mm_number_list_free(struct mm_number_list *numbers);

/* Sets MARKS[i] for each operand that LIST (of --OPTION) names, by letter (a is the first) or number from 1; null LIST:
 * none. */
enum mm_status mm_operand_marks(struct mm_run *run, const char *option, const char *list, bool *marks);

#endif

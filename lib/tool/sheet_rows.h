/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What sheet.c wants of the rows; private to lib/tool. */
#ifndef MM_TOOL_SHEET_ROWS_H
#define MM_TOOL_SHEET_ROWS_H

#include "tool/sheet.h"

/* Whether OPERAND, or what stands before its '#', is a file, and if it is, what kind. */
bool mm_sheet_is_file(const char *operand, bool *regular);

/* The passes before the first row can come out. */
enum mm_status mm_sheet_sweeps(struct mm_sheet *sheet);

#endif

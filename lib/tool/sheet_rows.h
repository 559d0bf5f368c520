/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What sheet.c wants of the rows; private to lib/tool. */
#ifndef MM_TOOL_SHEET_ROWS_H
#define MM_TOOL_SHEET_ROWS_H

#include "tool/sheet.h"

/* The passes before the first row can come out. */
enum mm_status mm_sheet_sweeps(struct mm_sheet *sheet);

#endif

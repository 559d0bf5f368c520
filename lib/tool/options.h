/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The options that commands share, each declared once. */
#ifndef MM_TOOL_OPTIONS_H
#define MM_TOOL_OPTIONS_H

#include "tool/run.h"

/* Defaults of a command that has these common options. */
void mm_common_start(struct mm_common *common, unsigned has);

/* Formats of --to. A command with further ones declares --to itself, as MM_TO_CHOICES "|dot": choices before MM_TO_COUNT
 * then go into run->common.to. */
#define MM_TO_CHOICES "csv|tsv|json|jsonl|npy|npz|table"
enum { MM_TO_COUNT = 7 };

/* The command's own options and the common ones that it has, with headings, ended by MM_END; destinations in COMMON.
 * The caller frees; null: memory. */
struct mm_option *mm_option_table(const struct mm_command *command, struct mm_common *common);

/* What reading needs, from the common options. */
void mm_reading_options(const struct mm_common *common, size_t threads, struct mm_read_options *reading);

/* --to as a format; MM_FORMAT_AUTO when it was not given. */
enum mm_format mm_common_format(const struct mm_common *common);

#endif

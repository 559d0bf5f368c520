/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The other commands of the toolbox, found beside this one. */
#ifndef MM_TOOL_FIND_H
#define MM_TOOL_FIND_H

#include "base/error.h"
#include "base/text.h"

/* Names of all commands (mm-…) in the directory of the running program, sorted. */
enum mm_status mm_find_commands(struct mm_strings *names, struct mm_error *error);

/* The path of the command NAME ("mm-svd") beside the running program; owned by the caller, null: memory. */
char *mm_command_path(const char *name);

/* What that command prints for --help=summary: "wing<TAB>name<TAB>summary", without the newline. */
enum mm_status mm_command_summary(const char *name, struct mm_buffer *summary, struct mm_error *error);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the completions for bash, zsh and fish share. Private to cli. */
#ifndef MM_CLI_RENDER_SHELL_H
#define MM_CLI_RENDER_SHELL_H

#include "cli/render_common.h"

/* NAME with '_' for what cannot stand in a function's name everywhere. */
void mm_shell_identifier(struct mm_buffer *out, const char *name);

/* TEMPLATE with every "COMMAND" replaced by NAME, every "NAME" by its identifier and every "ARGUMENTED" by the options
 * whose argument is the next word, SEPARATOR between: "-k|--columns|…". */
void mm_shell_template(struct mm_buffer *out, const char *template, const char *name, const struct mm_option *options,
                       const char *separator);

/* The bytes of TEXT within single quotes, for bash and zsh. */
void mm_shell_quoted(struct mm_buffer *out, const char *text);

/* The alternatives of OPTION, quoted where they need it, a blank before each. */
void mm_shell_alternatives(struct mm_buffer *out, const struct mm_option *option);

/* Whether any option names columns: only then is the function worth its lines that reads a header. */
bool mm_shell_has_columns(const struct mm_option *options);

#endif

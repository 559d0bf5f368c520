/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the renderings of a command share. Private to cli. */
#ifndef MM_CLI_RENDER_COMMON_H
#define MM_CLI_RENDER_COMMON_H

#include "cli/command.h"

/* Stands for a blank at which a line must not break; mm_render turns those that are left into blanks. */
#define MM_HARD_BLANK '\x1f'

/* Appends the default of OPTION as text, read through its destination; false: there is none to show. */
bool mm_render_default(struct mm_buffer *out, const struct mm_option *option);

/* What stands for the argument: "LIST", or the alternatives "a|b|c" of a choice. A long list of those is replaced by
 * the option's name in capitals, and mm_render_sentence lists them. */
void mm_render_metavariable(struct mm_buffer *out, const struct mm_option *option);

/* True if the metavariable is the alternatives themselves. */
bool mm_shows_alternatives(const struct mm_option *option);

/* The alternatives of a choice or of help, "a|b|c"; null for other kinds. */
const char *mm_option_alternatives(const struct mm_option *option);

/* The help text with long alternatives and "(default: 0.95)". BRIEF: only up to the first semicolon. */
void mm_render_sentence(struct mm_buffer *out, const struct mm_option *option, bool brief);

/* "$ command" lines, and the output under them. */
void mm_render_example(struct mm_buffer *out, const struct mm_example *example);

/* Columns that LENGTH bytes of UTF-8 take on a terminal; combining marks take none. */
size_t mm_text_width(const char *text, size_t length);

/* Fills lines of at most WIDTH columns with the words of TEXT. The first line is at COLUMN already, later ones are
 * indented by INDENT. No newline at the end. */
void mm_wrap_text(struct mm_buffer *out, struct mm_span text, size_t column, size_t indent, size_t width);

/* Takes the next paragraph (without the newline at its end) or line off *CURSOR; false at the end. */
bool mm_next_paragraph(const char **cursor, struct mm_span *paragraph);
bool mm_next_line(const char **cursor, struct mm_span *line);

/* Takes the next word off *CURSOR; blanks, commas and newlines separate words. */
bool mm_next_word(const char **cursor, struct mm_span *word);

/* Whether OPTION is a heading with options below it. */
bool mm_is_heading(const struct mm_option *option);

/* Appends PART to OUT, frees it, and hands on its failure. */
void mm_absorb(struct mm_buffer *out, struct mm_buffer *part);

void mm_render_help(struct mm_buffer *out, const struct mm_command *command, const struct mm_option *options);
void mm_render_usage(struct mm_buffer *out, const struct mm_command *command);
void mm_render_man(struct mm_buffer *out, const struct mm_command *command, const struct mm_option *options);
void mm_render_bash(struct mm_buffer *out, const struct mm_command *command, const struct mm_option *options);
void mm_render_zsh(struct mm_buffer *out, const struct mm_command *command, const struct mm_option *options);
void mm_render_fish(struct mm_buffer *out, const struct mm_command *command, const struct mm_option *options);
void mm_render_examples(struct mm_buffer *out, const struct mm_command *command);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The choice among the renderings, and the shortest of them: the line of a list of commands. */
#include "cli/render_common.h"

void mm_render(struct mm_buffer *out, enum mm_help what, const struct mm_command *command,
               const struct mm_option *options) {
    size_t start = out->length;
    switch (what) {
    case MM_HELP_NONE:
        break;
    case MM_HELP_SHORT:
        mm_render_usage(out, command);
        break;
    case MM_HELP_LONG:
        mm_render_help(out, command, options);
        break;
    case MM_HELP_MAN:
        mm_render_man(out, command, options);
        break;
    case MM_HELP_BASH:
        mm_render_bash(out, command, options);
        break;
    case MM_HELP_ZSH:
        mm_render_zsh(out, command, options);
        break;
    case MM_HELP_FISH:
        mm_render_fish(out, command, options);
        break;
    case MM_HELP_EXAMPLES:
        mm_render_examples(out, command);
        break;
    case MM_HELP_SUMMARY:
        mm_buffer_printf(out, "%s\t%s\t%s\n", command->wing, command->name, command->summary);
        break;
    }
    for (size_t i = start; i < out->length; i++)
        if (out->text[i] == MM_HARD_BLANK) out->text[i] = ' ';
}

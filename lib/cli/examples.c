/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The examples of a command as a golden test. */
#include <string.h>

#include "base/number.h"
#include "cli/render_common.h"

static void add_prefixed(struct mm_buffer *out, const char *prefix, const char *text) {
    struct mm_span line;
    while (mm_next_line(&text, &line)) {
        mm_buffer_add_text(out, prefix);
        mm_buffer_add(out, line.text, line.length);
        mm_buffer_add_byte(out, '\n');
    }
}

void mm_render_examples(struct mm_buffer *out, const struct mm_command *command) {
    for (const struct mm_example *e = command->examples; e != NULL && e->command != NULL; e++) {
        add_prefixed(out, "# ", e->says);
        add_prefixed(out, "$ ", e->command);
        add_prefixed(out, "> ", e->output);
        if (e->tolerance > 0) {
            char number[MM_NUMBER_TEXT];
            mm_format_number(e->tolerance, number);
            mm_buffer_printf(out, "~ %s\n", number);
        }
        mm_buffer_add_byte(out, '\n'); /* ends the case */
    }
}

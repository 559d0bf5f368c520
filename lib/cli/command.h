/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a command says of itself, and its renderings. */
#ifndef MM_CLI_COMMAND_H
#define MM_CLI_COMMAND_H

#include "base/text.h"
#include "cli/option.h"

struct mm_run; /* tool/run.h */

/* A pipeline, what it prints on the data in tests/data (byte for byte, or within the tolerance), and one sentence on
 * it. Runs as a test. */
struct mm_example {
    const char *says;    /* a sentence with full stop */
    const char *command; /* for sh, run in tests/data; later lines continue it */
    const char *output;  /* standard output, last newline included */
    double tolerance;    /* 0: byte for byte; else relative, for numbers in the output */
};

/* Declared once in each command's file; everything else is rendered from it. */
struct mm_command {
    const char *name;     /* "mm-svd" */
    const char *wing;     /* "linalg" */
    const char *summary;  /* one line, lower case, no full stop: "singular value decomposition" */
    const char *operands; /* "[FILE]...", "P [Q]" */
    size_t operands_min, operands_max;
    const char *description;           /* paragraphs, blank line between; plain text */
    const char *formula;               /* "A = U diag(s) Vᵀ"; may be null */
    const char *input;                 /* shape in: "a matrix m×n" */
    const char *output;                /* shape out */
    unsigned common;                   /* which common options it has: MM_COMMON_… of tool/run.h */
    const struct mm_option *options;   /* its own, ended by MM_END; may be null */
    const struct mm_example *examples; /* ended by {0}; at least one */
    const char *references;            /* books and papers, one a line */
    const char *see_also;              /* "mm-pca mm-lstsq" */
    enum mm_status (*run)(struct mm_run *run);
};

enum mm_help {
    MM_HELP_NONE = 0,
    MM_HELP_SHORT, /* -h: usage, the summary, the command's own options, one line each */
    MM_HELP_LONG,  /* --help: usage, description, all options, examples */
    MM_HELP_MAN,   /* mdoc-free man(7) source, mandoc -Tlint clean */
    MM_HELP_BASH,
    MM_HELP_ZSH,
    MM_HELP_FISH,
    MM_HELP_EXAMPLES, /* a tests/cli .t file */
    MM_HELP_SUMMARY   /* "wing<TAB>name<TAB>summary" */
};

/* Appends a rendering. OPTIONS is the whole table: the command's own and the common ones, with headings. */
void mm_render(struct mm_buffer *out, enum mm_help what, const struct mm_command *command,
               const struct mm_option *options);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm: lists the commands, searches them, and runs them. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tool/find.h"
#include "tool/output.h"

static struct { const char *search; } opt;

static const struct mm_option options[] = {
    MM_STRING('s', "search", &opt.search, "WORD", "list only commands whose name or summary contains WORD"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "Which commands have to do with singular values?",
     .command = "mm --search singular",
     .output = "linalg\n  mm-svd          singular value decomposition\n"},
    {.says = "Another way to run a command.", .command = "printf '1,2,3\\n4,5,6\\n' | mm dot", .output = "32\n"},
    {0},
};

/* The chapters in the order of the book. */
static const char *const wings[] = {"tables", "linalg", "calculus", "probability", "statistics"};
enum { WINGS = sizeof wings / sizeof *wings };

/* Whether LINE (wing, name, summary) has WORD in its name or summary, letters without case. */
static bool matches(const char *line, const char *word) {
    const char *name = strchr(line, '\t');
    return word == NULL || (name != NULL && strcasestr(name + 1, word) != NULL);
}

static void add_wing(struct mm_buffer *text, const char *wing, const struct mm_strings *summaries) {
    size_t length = strlen(wing);
    bool any = false;
    for (size_t i = 0; i < summaries->count; i++) {
        const char *line = summaries->items[i], *name = line + length + 1;
        const char *tab = strncmp(line, wing, length) == 0 && line[length] == '\t' ? strchr(name, '\t') : NULL;
        if (tab == NULL || !matches(line, opt.search)) continue;
        if (!any) mm_buffer_printf(text, "%s%s\n", text->length > 0 ? "\n" : "", wing);
        any = true;
        mm_buffer_printf(text, "  %-14.*s  %s\n", (int)(tab - name), name, tab + 1);
    }
}

static enum mm_status list(struct mm_run *run) {
    struct mm_strings names = {0}, summaries = {0};
    struct mm_buffer text = {0}, summary = {0};
    MM_TRY(mm_find_commands(&names, &run->error));
    for (size_t i = 0; i < names.count; i++) {
        mm_buffer_clear(&summary);
        MM_TRY(mm_command_summary(names.items[i], &summary, &run->error));
        if (!mm_strings_add(&summaries, summary.text, summary.length)) return MM_MEMORY;
    }
    for (size_t w = 0; w < WINGS; w++) add_wing(&text, wings[w], &summaries);
    if (text.length == 0 && opt.search != NULL)
        return mm_run_fail(run, MM_NEGATIVE, "no command has to do with '%s'", opt.search);
    MM_TRY(mm_output_text(run, &text));
    mm_strings_free(&names);
    mm_strings_free(&summaries);
    mm_buffer_free(&text);
    mm_buffer_free(&summary);
    return MM_OK;
}

/* Becomes the command NAME ("svd") with ARGUMENTS, whose first is replaced; comes back only with a failure. */
static enum mm_status become(struct mm_run *run, const char *name, char **arguments) {
    struct mm_buffer full = {0};
    struct mm_strings names = {0};
    mm_buffer_printf(&full, "%s%s", strncmp(name, "mm-", 3) == 0 ? "" : "mm-", name);
    char *path = full.failed ? NULL : mm_command_path(full.text);
    if (path == NULL) return MM_MEMORY;
    arguments[0] = full.text;
    execv(path, arguments);
    if (errno != ENOENT) return mm_run_fail(run, MM_SYSTEM, "cannot run %s: %s", full.text, strerror(errno));
    MM_TRY(mm_find_commands(&names, &run->error));
    for (size_t i = 0; i < names.count; i++) memmove(names.items[i], names.items[i] + 3, strlen(names.items[i]) - 2);
    const char *nearest = mm_nearest_name(full.text + 3, (const char *const *)names.items, names.count);
    mm_run_fail(run, MM_USAGE, "there is no command '%s'%s%s%s", name, nearest != NULL ? "; did you mean '" : "",
                nearest != NULL ? nearest : "", nearest != NULL ? "'?" : "");
    mm_strings_free(&names);
    mm_buffer_free(&full);
    free(path);
    return MM_USAGE;
}

/* `mm help svd`: the manual page where there is a pager for it, else the long help. */
static enum mm_status help(struct mm_run *run, const char *name) {
    char page[64], long_help[] = "--help";
    snprintf(page, sizeof page, "%s%.48s", strncmp(name, "mm-", 3) == 0 ? "" : "mm-", name);
    if (isatty(STDOUT_FILENO)) {
        char man[] = "man";
        execvp(man, (char *[]){man, page, NULL}); /* comes back only if there is no man */
    }
    return become(run, name, (char *[]){NULL, long_help, NULL});
}

static enum mm_status run(struct mm_run *run) {
    if (run->operand_count == 0) return list(run); /* also for `mm --search WORD` */
    if (strcmp(run->operands[0], "help") == 0 && run->operand_count == 2) return help(run, run->operands[1]);
    if (strcmp(run->operands[0], "help") == 0) return list(run);
    return mm_run_fail(run, MM_USAGE, "options of mm stand alone; write mm %s [OPTION]...", run->operands[0]);
}

static const struct mm_command command = {
    .name = "mm",
    .wing = "tables",
    .summary = "list, search and run the commands",
    .operands = "[COMMAND [ARGUMENT]...]",
    .operands_max = 2,
    .description =
        "Without operands lists the commands by chapter. mm svd FILE runs mm-svd FILE; mm help svd opens its page; "
        "mm --search WORD lists the commands that have to do with WORD (exit 1 if there is none).",
    .output = "a list of commands",
    .options = options,
    .examples = examples,
    .run = run,
};

int main(int argc, char **argv) {
    /* Arguments behind a command's name are that command's own: they are not looked at here. */
    if (argc > 1 && argv[1][0] != '-' && strcmp(argv[1], "help") != 0) {
        struct mm_run run = {.command = &command};
        char text[MM_ERROR_FILE + MM_ERROR_TEXT];
        enum mm_status status = become(&run, argv[1], argv + 1);
        dprintf(STDERR_FILENO, "mm: %s\n", mm_error_describe(&run.error, text, sizeof text));
        return mm_exit_status(status);
    }
    return mm_main(argc, argv, &command);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The run of one command: from argv to the exit status. */
#include "tool/run.h"

#include <errno.h>
#include <fcntl.h>
#include <gsl/gsl_errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/number.h"
#include "base/parallel.h"
#include "numeric/random.h"
#include "tool/assertion.h"
#include "tool/cleanup.h"
#include "tool/options.h"
#include "tool/output.h"

enum mm_status mm_run_fail(struct mm_run *run, enum mm_status status, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    run->error.file[0] = '\0';
    run->error.line = run->error.column = 0;
    mm_vfail(&run->error, status, format, arguments);
    va_end(arguments);
    return status;
}

void mm_note(struct mm_run *run, const char *format, ...) {
    struct mm_error note = {0}; /* for its escaping of what came from a file */
    va_list arguments;
    if (run->common.quiet) return;
    va_start(arguments, format);
    mm_vfail(&note, MM_OK, format, arguments);
    va_end(arguments);
    const char *text = note.text;
    for (size_t i = 0; i < run->noted.count; i++)
        if (strcmp(run->noted.items[i], text) == 0) return;
    mm_strings_add(&run->noted, text, strlen(text));
    fprintf(stderr, "%s: %s\n", run->command->name, text);
}

/* An environment variable that holds a number: false if it is not set; an error if it is nonsense. */
static enum mm_status number_from_environment(struct mm_run *run, const char *name, uint64_t *value, bool *found) {
    const char *text = getenv(name);
    *found = text != NULL && text[0] != '\0';
    if (*found && mm_parse_unsigned(text, strlen(text), value) != MM_NUMBER_OK)
        return mm_run_fail(run, MM_USAGE, "the environment variable %s is not a whole number: '%s'", name, text);
    return MM_OK;
}

enum mm_status mm_run_seed(struct mm_run *run, uint64_t *seed) {
    if (!run->common.seed_given) {
        bool found;
        MM_TRY(number_from_environment(run, "MM_SEED", &run->common.seed, &found));
        if (!found) run->common.seed = mm_random_seed();
        run->common.seed_given = true;
    }
    *seed = run->common.seed;
    return MM_OK;
}

static enum mm_status resolve_threads(struct mm_run *run) {
    uint64_t count = run->common.threads;
    bool found = count > 0;
    if (!found) MM_TRY(number_from_environment(run, "MM_THREADS", &count, &found));
    if (found && (count == 0 || count > 1024))
        return mm_run_fail(run, MM_USAGE, "MM_THREADS: %llu is not between 1 and 1024", (unsigned long long)count);
    run->threads = found ? (size_t)count : mm_processors();
    return MM_OK;
}

/* A closed descriptor 0, 1 or 2 would be given to the first file opened, and errors written into the data. Opened the
 * wrong way round, so that using it is the error it was. */
static void open_standard_descriptors(void) {
    for (int fd = 0; fd <= 2; fd++)
        if (fcntl(fd, F_GETFD) < 0 && errno == EBADF) (void)!open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY);
}

static enum mm_status check_operand_count(struct mm_run *run) {
    const struct mm_command *command = run->command;
    if (run->operand_count < command->operands_min)
        return mm_run_fail(run, MM_USAGE, "missing operand; usage: %s [OPTION]... %s", command->name,
                           command->operands);
    if (run->operand_count > command->operands_max)
        return mm_run_fail(run, MM_USAGE, "unexpected operand '%s'; usage: %s [OPTION]... %s",
                           run->operands[command->operands_max], command->name, command->operands);
    return MM_OK;
}

/* Help and version are output like any other: a full disk is noticed. */
static enum mm_status print(struct mm_run *run, struct mm_buffer *text) {
    if (text->failed) return mm_fail_memory(&run->error);
    MM_TRY(mm_sink_open(&run->sink, NULL, &run->error));
    mm_sink_write(run->sink, text->text, text->length);
    mm_buffer_free(text);
    return MM_OK;
}

/* Opened before any data is read, so that a wrong -o fails at once. A name that ends in a slash is a directory for
 * parts. */
static enum mm_status open_sink(struct mm_run *run) {
    const char *path = run->common.output;
    size_t length = path == NULL ? 0 : strlen(path);
    if (path != NULL && length == 0) return mm_run_fail(run, MM_USAGE, "--output: an empty file name");
    if (length > 0 && path[length - 1] == '/') return MM_OK;
    return mm_cleanup_open(&run->sink, length == 1 && path[0] == '-' ? NULL : path, &run->error);
}

static enum mm_status commit(struct mm_run *run) {
    struct mm_sink *sink = run->sink;
    run->sink = NULL;
    return sink == NULL ? MM_OK : mm_cleanup_commit(sink, &run->error);
}

static enum mm_status run_parsed(struct mm_run *run, const struct mm_option *options) {
    struct mm_buffer text = {0};
    if (run->common.help != MM_HELP_NONE) {
        mm_render(&text, (enum mm_help)run->common.help, run->command, options);
        return print(run, &text);
    }
    if (run->common.version) {
        mm_buffer_printf(&text, "%s (mm) %s\n", run->command->name, MM_VERSION);
        return print(run, &text);
    }
    MM_TRY(check_operand_count(run));
    MM_TRY(resolve_threads(run));
    mm_reading_options(&run->common, run->threads, &run->reading);
    MM_TRY(mm_assertion_start(run));
    MM_TRY(open_sink(run));
    if (!(run->command->common & MM_COMMON_PARTS)) MM_TRY(mm_check_parts(run, false));
    return run->command->run(run);
}

static void report(const struct mm_run *run) {
    char text[MM_ERROR_FILE + MM_ERROR_TEXT + 64];
    fprintf(stderr, "%s: %s\n", run->command->name, mm_error_describe(&run->error, text, sizeof text));
    fputs(run->error.excerpt, stderr);
    if (run->error.status == MM_USAGE && run->error.file[0] == '\0')
        fprintf(stderr, "Try '%s --help' for more information.\n", run->command->name);
}

int mm_main(int argc, char **argv, const struct mm_command *command) {
    struct mm_run run = {.command = command, .input_format = MM_FORMAT_AUTO};
    open_standard_descriptors();
    gsl_set_error_handler_off();
    mm_common_start(&run.common, command->common);
    struct mm_option *options = mm_option_table(command, &run.common);
    run.operands = mm_new((size_t)argc + 1, sizeof *run.operands);
    enum mm_status status = MM_MEMORY;
    if (options != NULL && run.operands != NULL)
        status = mm_parse_options(options, argc, argv, run.operands, &run.operand_count, &run.error);
    if (status == MM_OK) status = run_parsed(&run, options);
    if (status == MM_OK) status = mm_assertion_verdict(&run);
    if (status == MM_OK || status == MM_NEGATIVE) { /* a negative answer is an answer: what it says is kept */
        enum mm_status committed = commit(&run);
        if (committed != MM_OK) status = committed;
    }
    if (status != MM_OK) {
        if (run.sink != NULL) mm_sink_abandon(run.sink);
        if (run.error.status == MM_OK && status != MM_NEGATIVE)
            mm_fail(&run.error, status, "%s", mm_status_text(status));
        if (run.error.status != MM_OK) report(&run);
        /* What a failed command still holds is left to the system; only success frees everything. */
        _exit(mm_exit_status(status));
    }
    mm_assertion_free(&run);
    mm_source_close(run.kept_input);
    mm_strings_free(&run.noted);
    free(run.operands);
    free(options);
    return 0;
}

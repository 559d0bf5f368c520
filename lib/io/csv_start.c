/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the start of a CSV input until it is known what the table is. */
#include "io/csv_start.h"

static enum mm_status skip_mark(struct mm_csv_input *input, struct mm_error *error) {
    static const char mark[] = "\xef\xbb\xbf";
    size_t length = sizeof mark - 1, matched;
    struct mm_csv_chunk *pending = &input->pending;
    for (;;) {
        for (matched = 0; matched < length && matched < pending->size; matched++)
            if (pending->text[matched] != mark[matched]) return MM_OK;
        if (matched == length) mm_csv_input_drop(input, length);
        if (matched == length || input->ended) return MM_OK;
        MM_TRY(mm_csv_input_more(input, pending, error));
    }
}

static enum mm_status skip_lines(struct mm_csv_input *input, size_t count, size_t *lines, struct mm_error *error) {
    struct mm_csv_chunk *pending = &input->pending;
    while (*lines < count) {
        const char *text = pending->text, *end = text + pending->size;
        while (*lines < count && text < end) {
            text = mm_csv_line_end(text, end);
            *lines += mm_csv_is_line_end(text[-1]);
        }
        mm_csv_input_drop(input, (size_t)(text - pending->text));
        if (*lines == count || input->ended) break;
        MM_TRY(mm_csv_input_more(input, pending, error));
    }
    return MM_OK;
}

/* Tab if the first line that is no comment and not blank has tabs and no comma, both outside quotes; else comma.
 * False: there is no such line in TEXT. */
static bool find_delimiter(const struct mm_csv_dialect *dialect, const char *text, const char *end, int *delimiter) {
    while (text < end) {
        if (mm_csv_is_comment(dialect, text, end)) {
            text = mm_csv_line_end(text, end);
            continue;
        }
        bool quoted = false, tab = false, comma = false, blank = true;
        for (; text < end && (quoted || !mm_csv_is_line_end(*text)); text++) {
            if (*text == '"' && dialect->quotes) quoted = !quoted;
            tab = tab || (*text == '\t' && !quoted);
            comma = comma || (*text == ',' && !quoted);
            blank = blank && *text == ' ';
        }
        if (!blank) {
            *delimiter = tab && !comma ? '\t' : ',';
            return true;
        }
        text++;
    }
    return false;
}

/* Judges what is pending. *DONE: no more text can change what was found. */
static enum mm_status judge(struct mm_csv_start *start, const struct mm_csv_input *input, size_t whole,
                            const struct mm_read_options *options, bool *done, struct mm_error *error) {
    struct mm_csv_head *head = &start->head;
    const char *file = mm_source_name(input->source);
    const struct mm_tokens *tokens = head->tokens;
    mm_csv_head_free(head);
    head->tokens = tokens;
    struct mm_csv_chunk copy = {0};
    bool copied = mm_csv_chunk_copy(&copy, input->pending.text, whole) && mm_csv_end_last_row(&copy);
    enum mm_status status = copied ? mm_csv_head_look(head, input->dialect, file, &copy, error) : mm_fail_memory(error);
    mm_csv_chunk_free(&copy);
    if (status != MM_OK) {
        if (error && error->line > 0) error->line += start->lines;
        return status;
    }
    *done = false;
    if (head->fields == 0) return MM_OK;
    enum mm_csv_verdict verdict = mm_csv_head_judge(head, options->header, input->ended);
    if (verdict == MM_CSV_UNDECIDED) return MM_OK;
    if (verdict == MM_CSV_IS_MIXED) {
        head->line += start->lines;
        return mm_csv_head_fail_mixed(head, file, error);
    }
    start->named = verdict == MM_CSV_IS_HEADER;
    MM_TRY(mm_csv_head_label(head, start->named, options->labels, file, &start->label, error));
    *done = true;
    for (size_t i = 0; i < head->fields && *done; i++)
        if (i != start->label) mm_csv_head_kind(head, start->named, i, done);
    *done = *done || head->full || input->ended;
    return MM_OK;
}

enum mm_status mm_csv_start(struct mm_csv_start *start, struct mm_csv_input *input, struct mm_csv_dialect *dialect,
                            const struct mm_tokens *tokens, const struct mm_read_options *options,
                            struct mm_error *error) {
    struct mm_csv_chunk *pending = &input->pending;
    start->head.tokens = tokens;
    MM_TRY(skip_mark(input, error));
    MM_TRY(skip_lines(input, options->skip, &start->lines, error));

    bool delimited = dialect->delimiter != MM_DELIMITER_AUTO, done = false;
    if (!delimited) dialect->delimiter = ',';
    for (size_t looked = 0; !done;) {
        size_t whole = input->ended ? pending->size : mm_csv_whole_rows(dialect, pending->text, pending->size);
        /* A first row beyond all measure must be told apart by what there is of it. */
        size_t shown = pending->size > MM_CSV_CELL / 2 ? pending->size : whole;
        if (!delimited && shown > 0)
            delimited = find_delimiter(dialect, pending->text, pending->text + shown, &dialect->delimiter);
        if (whole > looked) MM_TRY(judge(start, input, whole, options, &done, error));
        looked = whole;
        if (done) break;
        if (input->ended && start->head.fields == 0)
            return mm_fail_at(error, MM_DATA, mm_source_name(input->source), 0, 0,
                              start->lines || pending->size ? "no input: only blank lines, comments or skipped lines"
                                                            : "no input");
        MM_TRY(mm_csv_input_more(input, pending, error));
        if (input->ended) looked = 0; /* the part of a row at the end is a row after all, and the verdict is due */
    }
    if (start->named) {
        size_t header = start->head.data_offset;
        mm_csv_input_drop(input, header < pending->size ? header : pending->size);
        start->lines += start->head.data_line - 1;
    }
    return MM_OK;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The CSV reader: finds out what the table is, then hands over block after block. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "io/csv_pipeline.h"
#include "io/csv_start.h"
#include "io/reader_format.h"

enum {
    PARALLEL_AFTER = 2 * MM_CSV_CHUNK,
    PARALLEL_LEFT = 4 * MM_CSV_CHUNK
}; /* below, threads cost more than they give */

struct mm_csv {
    struct mm_reader base;
    struct mm_csv_plan plan;
    struct mm_schema schema; /* a copy, whose names live as long as the threads */
    struct mm_csv_input input;
    struct mm_csv_work work; /* for reading in this thread */
    struct mm_csv_pipeline *pipeline;
    size_t lines;          /* passed before the next chunk */
    size_t bytes;          /* of the rows delivered */
    bool ended;            /* the last block, or an error, was met */
    struct mm_error fault; /* to be reported once the rows before it are delivered */
};

static void free_csv(struct mm_csv *csv) {
    mm_csv_pipeline_stop(csv->pipeline);
    mm_csv_work_free(&csv->work);
    mm_csv_input_free(&csv->input);
    mm_tokens_free(&csv->plan.tokens);
    mm_schema_free(&csv->schema);
    free(csv->plan.wants);
    free(csv);
}

static void close_csv(struct mm_reader *reader) {
    free_csv((struct mm_csv *)reader);
}

static int by_field(const void *a, const void *b) {
    size_t left = ((const struct mm_csv_want *)a)->field, right = ((const struct mm_csv_want *)b)->field;
    return (left > right) - (left < right);
}

static enum mm_status request(struct mm_reader *reader, struct mm_error *error) {
    struct mm_csv *csv = (struct mm_csv *)reader;
    struct mm_csv_plan *plan = &csv->plan;
    free(plan->wants);
    plan->number_columns = plan->text_columns = 0;
    plan->want_count = reader->request_count;
    plan->wants = mm_new(plan->want_count, sizeof *plan->wants);
    if (!plan->wants) return mm_fail_memory(error);
    for (size_t i = 0; i < plan->want_count; i++) {
        const struct mm_request *wanted = &reader->requests[i];
        const struct mm_column *column = &csv->schema.columns[wanted->column];
        size_t slot = wanted->as == MM_NUMBER ? plan->number_columns++ : plan->text_columns++;
        plan->wants[i] = (struct mm_csv_want){column->field - 1, slot, wanted->as, column->name};
    }
    /* Whatever the order wanted, the first fault of a row is the leftmost. */
    qsort(plan->wants, plan->want_count, sizeof *plan->wants, by_field);
    return MM_OK;
}

/* Threads are worth it once the input has shown to be large and more of it is there or may come. */
static void consider_threads(struct mm_csv *csv) {
    size_t threads = csv->base.options->threads;
    if (csv->pipeline || threads < 2 || csv->bytes < PARALLEL_AFTER || csv->input.ended) return;
    int64_t left = mm_source_remaining(csv->base.source);
    if (left >= 0 && left < PARALLEL_LEFT) return;
    csv->pipeline = mm_csv_pipeline_start(&csv->plan, &csv->input, threads);
    if (!csv->pipeline) csv->bytes = 0; /* not to be tried again at once */
}

static struct mm_csv_work *next_work(struct mm_csv *csv) {
    consider_threads(csv);
    if (csv->pipeline) return mm_csv_pipeline_next(csv->pipeline);
    mm_csv_work_fill(&csv->work, &csv->input);
    mm_csv_work_parse(&csv->work);
    return &csv->work;
}

static enum mm_status report_fault(const struct mm_csv *csv, struct mm_error *error) {
    if (error && csv->fault.status != MM_OK) *error = csv->fault;
    return csv->fault.status;
}

static enum mm_status next(struct mm_reader *reader, struct mm_block *block, struct mm_error *error) {
    struct mm_csv *csv = (struct mm_csv *)reader;
    const struct mm_csv_plan *plan = &csv->plan;
    while (!csv->ended) {
        struct mm_csv_work *work = next_work(csv);
        csv->ended = work->last || work->status != MM_OK;
        if (work->status != MM_OK) {
            csv->fault = work->error;
            csv->fault.status = work->status;
            if (csv->fault.line > 0) csv->fault.line += csv->lines;
        }
        for (size_t i = 0; i < work->count; i++) work->lines[i] += csv->lines;
        block->first_row = reader->row + work->leading;
        reader->row += work->count + work->dropped;
        reader->missing += work->dropped;
        csv->lines += work->line_count;
        csv->bytes += work->chunk.size;
        if (work->count == 0) continue;
        block->rows = work->count;
        block->number_columns = plan->number_columns;
        block->text_columns = plan->text_columns;
        block->numbers = work->numbers;
        block->texts = work->texts;
        block->labels = plan->label != MM_CSV_NO_FIELD ? work->labels : NULL;
        block->lines = work->lines;
        return MM_OK;
    }
    block->rows = 0;
    return report_fault(csv, error);
}

static const struct mm_reader_operations OPERATIONS = {close_csv, request, next};

static enum mm_status fill_schema(struct mm_csv *csv, const struct mm_csv_head *head, bool named,
                                  struct mm_error *error) {
    struct mm_schema *schema = &csv->base.schema;
    size_t label = csv->plan.label;
    for (size_t i = 0; i < head->fields; i++) {
        if (i == label) continue;
        const char *name = named ? head->names.items[i] : "";
        bool certain;
        enum mm_kind kind = mm_csv_head_kind(head, named, i, &certain);
        if (!mm_schema_add(schema, name, strlen(name), kind)) return mm_fail_memory(error);
        schema->columns[schema->count - 1].field = i + 1;
    }
    schema->named = named;
    schema->labelled = label != MM_CSV_NO_FIELD;
    schema->rows = MM_ROWS_UNKNOWN;
    if (schema->labelled) {
        const char *name = named ? head->names.items[label] : "";
        schema->label_name = mm_copy_text(name, strlen(name));
        if (!schema->label_name) return mm_fail_memory(error);
    }
    return mm_schema_copy(&csv->schema, schema) ? MM_OK : mm_fail_memory(error);
}

static enum mm_status open_table(struct mm_csv *csv, struct mm_error *error) {
    struct mm_reader *base = &csv->base;
    struct mm_csv_plan *plan = &csv->plan;
    struct mm_csv_start start = {.label = MM_CSV_NO_FIELD};
    enum mm_status status = mm_csv_start(&start, &csv->input, &plan->dialect, &plan->tokens, base->options, error);
    if (status == MM_OK) {
        plan->fields = start.head.fields;
        plan->label = start.label;
        csv->lines = start.lines;
        base->delimiter = plan->dialect.delimiter;
        base->format = base->delimiter == '\t' ? MM_FORMAT_TSV : MM_FORMAT_CSV;
        status = fill_schema(csv, &start.head, start.named, error);
    }
    mm_csv_head_free(&start.head);
    if (status == MM_OK && !mm_csv_work_bind(&csv->work, plan)) status = mm_fail_memory(error);
    return status;
}

enum mm_status mm_csv_open(struct mm_reader **reader, struct mm_source *source, const struct mm_read_options *options,
                           struct mm_error *error) {
    int delimiter = options->delimiter;
    if (delimiter == '\n' || delimiter == '\r' || (delimiter == '"' && !options->no_quotes))
        return mm_fail(error, MM_USAGE, "a line end or a quote cannot be the delimiter");
    if (delimiter == MM_DELIMITER_AUTO && options->format == MM_FORMAT_TSV) delimiter = '\t';
    struct mm_csv *csv = mm_new_zero(1, sizeof *csv);
    if (!csv) return mm_fail_memory(error);
    csv->base.operations = &OPERATIONS;
    csv->base.source = source;
    csv->base.options = options;
    csv->input.source = source;
    csv->input.dialect = &csv->plan.dialect;
    csv->plan.file = mm_source_name(source);
    csv->plan.missing = options->missing;
    csv->plan.dialect = (struct mm_csv_dialect){.delimiter = delimiter, .quotes = !options->no_quotes};
    if (options->comment && *options->comment) {
        csv->plan.dialect.comment = options->comment;
        csv->plan.dialect.comment_length = strlen(options->comment);
    }
    enum mm_status status =
        mm_tokens_parse(&csv->plan.tokens, options->na_tokens) ? open_table(csv, error) : mm_fail_memory(error);
    if (status != MM_OK) {
        mm_schema_free(&csv->base.schema);
        free_csv(csv);
        return status;
    }
    *reader = &csv->base;
    return MM_OK;
}

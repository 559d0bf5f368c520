/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Results to standard output or -o, in the format asked for or that of the input. */
#include "tool/output.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/memory.h"
#include "tool/assertion.h"
#include "tool/cleanup.h"
#include "tool/options.h"

/* The format that the ending of -o's FILE stands for. */
static enum mm_format format_of_file(const char *path) {
    static const struct {
        const char *ending;
        enum mm_format format;
    } endings[] = {{".csv", MM_FORMAT_CSV},     {".tsv", MM_FORMAT_TSV}, {".json", MM_FORMAT_JSON},
                   {".jsonl", MM_FORMAT_JSONL}, {".npy", MM_FORMAT_NPY}, {".npz", MM_FORMAT_NPZ}};
    const char *dot = path == NULL ? NULL : strrchr(path, '.');
    for (size_t i = 0; dot != NULL && i < sizeof endings / sizeof *endings; i++)
        if (strcmp(dot, endings[i].ending) == 0) return endings[i].format;
    return MM_FORMAT_AUTO;
}

enum mm_format mm_output_format(const struct mm_run *run, bool needs_text) {
    enum mm_format format = mm_common_format(&run->common);
    if (format == MM_FORMAT_AUTO) format = format_of_file(run->common.output);
    if (format != MM_FORMAT_AUTO) return format;
    switch (run->input_format) {
    case MM_FORMAT_NPY:
    case MM_FORMAT_NPZ:
    case MM_FORMAT_SAFETENSORS:
        return needs_text ? MM_FORMAT_CSV : MM_FORMAT_NPY;
    case MM_FORMAT_AUTO:
        return MM_FORMAT_CSV;
    default:
        return run->input_format;
    }
}

/* Tabs stay tabs; every other delimiter becomes the comma, which the next command finds without being told. */
static struct mm_write_options write_options(const struct mm_run *run, bool needs_text) {
    struct mm_write_options options = {.format = mm_output_format(run, needs_text), .digits = (int)run->common.digits};
    bool chosen =
        mm_common_format(&run->common) != MM_FORMAT_AUTO || format_of_file(run->common.output) != MM_FORMAT_AUTO;
    if (!chosen && options.format == MM_FORMAT_CSV && run->input_delimiter == '\t') options.format = MM_FORMAT_TSV;
    return options;
}

static bool has_text(const struct mm_schema *schema) {
    for (size_t j = 0; j < schema->count; j++)
        if (schema->columns[j].kind == MM_TEXT) return true;
    return schema->labelled || (schema->named && mm_schema_has_names(schema));
}

enum mm_status mm_output_open(struct mm_output *output, struct mm_run *run, const struct mm_schema *schema,
                              enum mm_shape shape) {
    /* A number alone is for reading, also when it comes from a binary input. */
    struct mm_write_options options = write_options(run, has_text(schema) || shape == MM_SHAPE_NUMBER);
    *output = (struct mm_output){.run = run};
    if (run->assertion != NULL) MM_TRY(mm_assertion_fields(run, schema));
    if (!mm_schema_copy(&output->schema, schema)) return mm_fail_memory(&run->error);
    if (options.format == MM_FORMAT_NPY) {
        if (schema->labelled) mm_note(run, "row labels left out: NPY holds numbers only");
        output->schema.named = output->schema.labelled = false;
    }
    if (shape == MM_SHAPE_TABLE && schema->count == 1 && !output->schema.labelled) shape = MM_SHAPE_VECTOR;
    return mm_writer_open(&output->writer, run->sink, &output->schema, shape, &options, &run->error);
}

enum mm_status mm_output_rows(struct mm_output *output, const struct mm_block *block) {
    enum { FEW_CELLS = 2048 };
    struct mm_block rows = *block;
    struct mm_error *error = &output->run->error;
    if (output->run->assertion != NULL) MM_TRY(mm_assertion_rows(output->run, block));
    if (!output->schema.labelled) rows.labels = NULL;
    MM_TRY(mm_writer_rows(output->writer, &rows, error));
    /* A small block comes from a slow pipe: whoever waits behind us shall see it now. */
    if (block->rows * output->schema.count < FEW_CELLS) return mm_sink_flush(output->run->sink, error);
    return MM_OK;
}

enum mm_status mm_output_finish(struct mm_output *output) {
    enum mm_status status = mm_writer_finish(output->writer, &output->run->error);
    mm_schema_free(&output->schema);
    return status;
}

enum mm_status mm_output_number(struct mm_run *run, double value) {
    struct mm_output output;
    struct mm_schema schema = {.rows = 1};
    struct mm_block block = {.rows = 1, .number_columns = 1, .numbers = &value};
    if (!mm_schema_add(&schema, "", 0, MM_NUMBER)) return mm_fail_memory(&run->error);
    enum mm_status status = mm_output_open(&output, run, &schema, MM_SHAPE_NUMBER);
    mm_schema_free(&schema);
    MM_TRY(status);
    MM_TRY(mm_output_rows(&output, &block));
    return mm_output_finish(&output);
}

static enum mm_status make_all(struct mm_output *output, double *values, size_t height, mm_make_rows *make,
                               const void *context) {
    const struct mm_schema *schema = &output->schema;
    struct mm_block block = {.number_columns = schema->count, .numbers = values};
    for (; block.first_row < schema->rows; block.first_row += block.rows) {
        block.rows = schema->rows - block.first_row < height ? schema->rows - block.first_row : height;
        make(context, block.first_row, values, block.rows);
        MM_TRY(mm_output_rows(output, &block));
    }
    return mm_output_finish(output);
}

enum mm_status mm_output_made(struct mm_run *run, size_t rows, size_t columns, size_t height, mm_make_rows *make,
                              const void *context) {
    struct mm_output output;
    struct mm_schema schema = {.rows = rows};
    double *values = mm_new_doubles(height < rows ? height : rows, columns);
    bool ok = values != NULL;
    for (size_t j = 0; ok && j < columns; j++) ok = mm_schema_add(&schema, "", 0, MM_NUMBER);
    enum mm_status status = ok ? mm_output_open(&output, run, &schema, MM_SHAPE_TABLE) : mm_fail_memory(&run->error);
    if (status == MM_OK) status = make_all(&output, values, height, make, context);
    mm_schema_free(&schema);
    free(values);
    return status;
}

static struct mm_write_options matrix_options(struct mm_run *run, const struct mm_matrix *matrix) {
    return write_options(run, matrix->row_names.count > 0 || mm_names_exist(&matrix->column_names));
}

static enum mm_status write_matrix(struct mm_run *run, struct mm_sink *sink, const struct mm_matrix *matrix,
                                   enum mm_shape shape) {
    struct mm_write_options options = matrix_options(run, matrix);
    struct mm_matrix bare = {.rows = matrix->rows, .columns = matrix->columns, .values = matrix->values};
    bool binary = options.format == MM_FORMAT_NPY;
    if (run->assertion != NULL) MM_TRY(mm_assertion_matrix(run, matrix));
    if (binary && matrix->row_names.count > 0) mm_note(run, "row labels left out: NPY holds numbers only");
    if (shape == MM_SHAPE_TABLE && matrix->columns == 1 && (binary || matrix->row_names.count == 0))
        shape = MM_SHAPE_VECTOR;
    return mm_write_matrix(sink, binary ? &bare : matrix, shape, &options, &run->error);
}

enum mm_status mm_output_matrix(struct mm_run *run, const struct mm_matrix *matrix, enum mm_shape shape) {
    return write_matrix(run, run->sink, matrix, shape);
}

enum mm_status mm_output_text(struct mm_run *run, const struct mm_buffer *text) {
    if (text->failed) return mm_fail_memory(&run->error);
    mm_sink_write(run->sink, text->text, text->length);
    return MM_OK;
}

enum mm_status mm_output_beside(struct mm_run *run, const char *path, const struct mm_matrix *matrix) {
    struct mm_sink *sink;
    enum mm_format format = format_of_file(path);
    struct mm_write_options options = {.format = format == MM_FORMAT_AUTO ? MM_FORMAT_CSV : format,
                                       .digits = (int)run->common.digits};
    struct mm_matrix bare = {.rows = matrix->rows, .columns = matrix->columns, .values = matrix->values};
    if (format == MM_FORMAT_NPZ) return mm_run_fail(run, MM_USAGE, "%s: one table is no archive; write .npy", path);
    MM_TRY(mm_sink_open(&sink, path, &run->error));
    enum mm_status status =
        mm_write_matrix(sink, format == MM_FORMAT_NPY ? &bare : matrix, MM_SHAPE_TABLE, &options, &run->error);
    if (status == MM_OK) return mm_sink_commit(sink, &run->error);
    mm_sink_abandon(sink);
    return status;
}

/* The ending of a part's file. */
static const char *ending(enum mm_format format) {
    switch (format) {
    case MM_FORMAT_TSV:
        return "tsv";
    case MM_FORMAT_JSON:
        return "json";
    case MM_FORMAT_JSONL:
        return "jsonl";
    case MM_FORMAT_NPY:
        return "npy";
    case MM_FORMAT_TABLE:
        return "txt";
    default:
        return "csv";
    }
}

static enum mm_status write_directory(struct mm_run *run, const struct mm_part *parts, size_t count) {
    const char *directory = run->common.output;
    if (mkdir(directory, 0777) != 0 && errno != EEXIST)
        return mm_fail_at(&run->error, MM_SYSTEM, directory, 0, 0, "cannot make the directory: %s", strerror(errno));
    for (size_t i = 0; i < count; i++) {
        struct mm_buffer path = {0};
        enum mm_format format = matrix_options(run, &parts[i].matrix).format;
        mm_buffer_printf(&path, "%s%s.%s", directory, parts[i].name, ending(format));
        if (path.failed) return mm_fail_memory(&run->error);
        enum mm_status status = mm_cleanup_open(&run->sink, path.text, &run->error);
        mm_buffer_free(&path);
        MM_TRY(status);
        MM_TRY(write_matrix(run, run->sink, &parts[i].matrix, MM_SHAPE_TABLE));
        struct mm_sink *sink = run->sink;
        run->sink = NULL;
        MM_TRY(mm_cleanup_commit(sink, &run->error));
    }
    return MM_OK;
}

enum mm_status mm_check_parts(struct mm_run *run, bool all) {
    enum mm_format format = mm_common_format(&run->common);
    if (format == MM_FORMAT_AUTO) format = format_of_file(run->common.output);
    if (all && run->assertion != NULL)
        return mm_run_fail(run, MM_USAGE, "--assert looks at one table: choose a part with --part");
    if (all && run->sink != NULL && format != MM_FORMAT_AUTO && format != MM_FORMAT_JSON && format != MM_FORMAT_NPZ)
        return mm_run_fail(run, MM_USAGE, "several parts need --to=json, -o FILE.npz or a directory, -o DIR/");
    if (all && run->sink == NULL && format == MM_FORMAT_NPZ)
        return mm_run_fail(run, MM_USAGE, "an NPZ archive is one file: write -o FILE.npz");
    if (!all && run->sink == NULL) return mm_run_fail(run, MM_USAGE, "--output: a directory is for --part=all only");
    if (!all && format == MM_FORMAT_NPZ)
        return mm_run_fail(run, MM_USAGE, "NPZ is for documents of several parts; use --to=npy");
    return MM_OK;
}

enum mm_status mm_output_parts(struct mm_run *run, const struct mm_part *parts, size_t count, const char *name) {
    if (strcmp(name, "all") != 0) {
        for (size_t i = 0; i < count; i++)
            if (strcmp(parts[i].name, name) == 0) return mm_output_matrix(run, &parts[i].matrix, MM_SHAPE_TABLE);
        return mm_run_fail(run, MM_USAGE, "there is no part '%s'", name);
    }
    if (run->sink == NULL) return write_directory(run, parts, count);
    struct mm_write_options options = write_options(run, true);
    if (options.format != MM_FORMAT_JSON && options.format != MM_FORMAT_NPZ)
        return mm_run_fail(run, MM_USAGE, "several parts need --to=json, -o FILE.npz or a directory, -o DIR/");
    return mm_write_document(run->sink, parts, count, &options, &run->error);
}

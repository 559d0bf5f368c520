/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The driver of functions of single numbers with parameters. */
#include "tool/values.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "tool/input.h"
#include "tool/output.h"

/* Numbers where they are known, and which key column holds those that are not. */
struct parameters {
    double values[MM_VALUE_PARAMETERS_MAX];
    bool in_column[MM_VALUE_PARAMETERS_MAX];
    size_t columns;
    struct mm_buffer list; /* of the columns, in the order of the parameters */
};

static bool is_number(const char *text, double *value) {
    return mm_parse_number(text, strlen(text), value) == MM_NUMBER_OK;
}

static enum mm_status check(struct mm_run *run, const struct mm_value_kernel *kernel, const double *values,
                            enum mm_status failure) {
    char text[MM_ERROR_TEXT];
    if (kernel->check(kernel->context, values, text, sizeof text) == MM_OK) return MM_OK;
    return mm_run_fail(run, failure, "%s", text);
}

static enum mm_status read_parameters(struct mm_run *run, const struct mm_value_kernel *kernel,
                                      struct parameters *parameters) {
    *parameters = (struct parameters){0};
    for (size_t i = 0; i < kernel->count; i++) {
        const char *text = kernel->texts[i];
        parameters->values[i] = kernel->standards[i];
        if (text == NULL) {
            if (isnan(kernel->standards[i]))
                return mm_run_fail(run, MM_USAGE, "missing parameter: --%s", kernel->names[i]);
        } else if (text[0] == '@' && text[1] != '\0') {
            parameters->in_column[i] = true;
            mm_buffer_printf(&parameters->list, "%s%s", parameters->columns++ > 0 ? "," : "", text + 1);
        } else if (!is_number(text, &parameters->values[i])) {
            return mm_run_fail(run, MM_USAGE, "--%s: neither a number nor @COLUMN: '%s'", kernel->names[i], text);
        }
    }
    if (parameters->list.failed) return mm_fail_memory(&run->error);
    return parameters->columns == 0 ? check(run, kernel, parameters->values, MM_USAGE) : MM_OK;
}

static enum mm_status apply_operands(struct mm_run *run, size_t first, const struct mm_value_kernel *kernel,
                                     const struct parameters *parameters) {
    struct mm_matrix results;
    size_t count = run->operand_count - first;
    if (parameters->columns > 0)
        return mm_run_fail(run, MM_USAGE, "@COLUMN needs a file: numbers as operands have no columns beside them");
    if (mm_matrix_new(&results, count, 1) != MM_OK) return mm_fail_memory(&run->error);
    for (size_t i = 0; i < count; i++) {
        double x;
        const char *text = run->operands[first + i];
        is_number(text, &x);
        enum mm_status status = kernel->apply(kernel->context, parameters->values, x, &results.values[i]);
        if (status != MM_OK) return mm_run_fail(run, status, "%s: %s", text, mm_status_text(status));
    }
    enum mm_status status =
        count == 1 ? mm_output_number(run, results.values[0]) : mm_output_matrix(run, &results, MM_SHAPE_TABLE);
    mm_matrix_free(&results);
    return status;
}

/* The parameters of a row from its key cells. */
static enum mm_status row_parameters(struct mm_input *input, const struct mm_row *row, const struct mm_span *keys,
                                     const struct mm_value_kernel *kernel, struct parameters *parameters) {
    char text[MM_ERROR_TEXT];
    for (size_t i = 0, key = 0; i < kernel->count; i++) {
        if (!parameters->in_column[i]) continue;
        struct mm_span cell = keys[key++];
        if (cell.text == NULL || mm_parse_number(cell.text, cell.length, &parameters->values[i]) != MM_NUMBER_OK)
            return mm_input_fail(input, row, MM_DATA, "--%s: not a number: '%.*s' (column '%s')", kernel->names[i],
                                 (int)(cell.length < 80 ? cell.length : 80), cell.text != NULL ? cell.text : "",
                                 input->key_names.items[key - 1]);
    }
    if (kernel->check(kernel->context, parameters->values, text, sizeof text) != MM_OK)
        return mm_input_fail(input, row, MM_DOMAIN, "%s", text);
    return MM_OK;
}

static enum mm_status apply_block(struct mm_input *input, const struct mm_block *block,
                                  const struct mm_value_kernel *kernel, struct parameters *parameters,
                                  double *results) {
    size_t n = input->chosen;
    for (size_t i = 0; i < block->rows; i++) {
        struct mm_row row = {.line = block->lines != NULL ? block->lines[i] : 0, .index = block->first_row + i};
        if (parameters->columns > 0)
            MM_TRY(row_parameters(input, &row, block->texts + i * block->text_columns, kernel, parameters));
        for (size_t j = 0; j < n; j++) {
            struct mm_detail detail = {j, block->numbers[i * n + j]};
            enum mm_status status =
                kernel->apply(kernel->context, parameters->values, detail.value, &results[i * n + j]);
            if (status != MM_OK) return mm_input_fail_kernel(input, &row, status, n, &detail, NULL);
        }
    }
    return MM_OK;
}

static enum mm_status stream(struct mm_input *input, const struct mm_value_kernel *kernel,
                             struct parameters *parameters) {
    struct mm_output output;
    struct mm_block block;
    double *results = NULL;
    size_t capacity = 0;
    if (parameters->columns != input->key_names.count)
        return mm_run_fail(input->run, MM_USAGE, "each @COLUMN must name one column, once");
    MM_TRY(mm_output_open(&output, input->run, &input->schema, MM_SHAPE_TABLE));
    for (;;) {
        MM_TRY(mm_input_next(input, &block));
        if (block.rows == 0) break;
        if (!mm_grow(&results, &capacity, 0, block.rows * input->chosen, sizeof *results))
            return mm_fail_memory(&input->run->error);
        MM_TRY(apply_block(input, &block, kernel, parameters, results));
        block.numbers = results;
        block.text_columns = 0;
        MM_TRY(mm_output_rows(&output, &block));
    }
    free(results);
    return mm_output_finish(&output);
}

enum mm_status mm_run_values(struct mm_run *run, size_t first, const struct mm_value_kernel *kernel) {
    struct parameters parameters;
    struct mm_input input;
    size_t numbers = 0, given = run->operand_count - first;
    double value;
    MM_TRY(read_parameters(run, kernel, &parameters));
    for (size_t i = first; i < run->operand_count; i++) numbers += is_number(run->operands[i], &value);
    if (run->common.columns == NULL && numbers > 0) {
        if (numbers < given)
            return mm_run_fail(run, MM_USAGE, "operands are numbers or files, not both (a file named 2 is ./2)");
        return apply_operands(run, first, kernel, &parameters);
    }
    struct mm_take take = {.keys = parameters.columns > 0 ? parameters.list.text : NULL};
    MM_TRY(mm_input_open(&input, run, first, given, &take));
    enum mm_status status = stream(&input, kernel, &parameters);
    mm_input_close(&input);
    mm_buffer_free(&parameters.list);
    return status;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-regress's way from a formula and a table to a fit for each group of rows. */
#ifndef MM_CMD_REGRESS_H
#define MM_CMD_REGRESS_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "linalg/lapack.h"
#include "statistics/finite.h"
#include "statistics/sandwich.h"
#include "tool/input.h"
#include "tool/spool.h"
#include "tool/table.h"

enum regress_method { REGRESS_AUTO = -1, REGRESS_EXACT, REGRESS_QR };
static const char *const regress_method_names[] = {"exact", "qr"};

/* The rows of one group: sums (exact), or a triangular factor and the response (QR). */
struct regress_group {
    struct mm_term_sums *sums;
    struct mm_tsqr tsqr;
    struct mm_gram *response;
    struct mm_fit fit;
    struct mm_sandwich sandwich;
};

struct regress {
    struct mm_run *run;
    struct mm_input input;
    struct mm_formula formula;
    enum regress_method method;
    struct mm_groups *groups; /* null without -g */
    struct regress_group *items;
    size_t count, capacity;
    struct mm_spool spool; /* rows with the number of their group behind them, where a second pass needs them */
    bool keep;
    double *design; /* rows of terms and the response; then z */
    size_t design_capacity;
};

/* NAME as an item of -k: what is not plain stands in quotes; a number is a position. */
static void regress_item(struct mm_buffer *list, const char *name) {
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.";
    bool quoted = name[strspn(name, plain)] != '\0';
    if (list->length > 0) mm_buffer_add_byte(list, ',');
    if (quoted) mm_buffer_add_byte(list, '"');
    for (const char *at = name; *at != '\0'; at++) {
        if (*at == '"') mm_buffer_add_byte(list, '"');
        mm_buffer_add_byte(list, *at);
    }
    if (quoted) mm_buffer_add_byte(list, '"');
}

/* The names of the chosen columns; where there are none, their numbers. The response among them has the name RESPONSE, so
 * that it is known again. */
static enum mm_status regress_names(const struct regress *regress, const char *response, struct mm_strings *names) {
    const struct mm_column *columns = regress->input.schema.columns;
    size_t chosen = regress->input.chosen;
    for (size_t j = 0; j < chosen; j++) {
        char number[32];
        snprintf(number, sizeof number, "%zu", columns[j].position);
        const char *name = columns[j].name[0] != '\0' ? columns[j].name : number;
        if (columns[j].position == columns[chosen].position) name = response;
        if (!mm_strings_add(names, name, strlen(name))) return mm_fail_memory(&regress->run->error);
    }
    return MM_OK;
}

/* Opens the operands from FIRST on. What the formula names is what is read; for "." it is all columns, or those of
 * -k. */
static enum mm_status regress_open(struct regress *regress, const char *text, const char *target, size_t first) {
    struct mm_run *run = regress->run;
    struct mm_formula *formula = &regress->formula;
    struct mm_buffer columns = {0}, response = {0};
    struct mm_strings names = {0};
    if (target == NULL) MM_TRY(mm_formula_parse(formula, text, NULL, &run->error));
    bool all = target != NULL || formula->has_all;
    if (!all && run->common.columns != NULL)
        return mm_run_fail(run, MM_USAGE, "-k goes with --target or with '.': this formula names its columns");
    regress_item(&response, target != NULL ? target : formula->response);
    for (size_t j = 0; !all && j < formula->variables.count; j++) regress_item(&columns, formula->variables.items[j]);
    struct mm_take take = {.keys = run->common.by, .extra = response.text};
    if (!all) take.columns = columns.length > 0 ? columns.text : response.text;
    if (columns.failed || response.failed) return mm_fail_memory(&run->error);
    MM_TRY(mm_input_open(&regress->input, run, first, run->operand_count - first, &take));
    if (all) {
        const char *name = regress->input.schema.columns[regress->input.chosen].name;
        if (target != NULL && name[0] != '\0') target = name;
        MM_TRY(regress_names(regress, target != NULL ? target : formula->response, &names));
        mm_formula_free(formula);
        MM_TRY(target != NULL ? mm_formula_of_target(formula, target, &names, &run->error)
                              : mm_formula_parse(formula, text, &names, &run->error));
    }
    mm_strings_free(&names);
    mm_buffer_free(&columns);
    mm_buffer_free(&response);
    return MM_OK;
}

static enum mm_status regress_choose(struct regress *regress) {
    size_t terms = regress->formula.count - regress->formula.intercept, variables = regress->input.chosen;
    bool fits = terms < MM_GRAM_COLUMNS && variables < MM_GRAM_COLUMNS;
    if (regress->method == REGRESS_EXACT && !fits)
        return mm_run_fail(regress->run, MM_USAGE, "--method=exact takes up to %d columns, not %zu: use --method=qr",
                           MM_GRAM_COLUMNS - 1, terms > variables ? terms : variables);
    if (regress->method == REGRESS_AUTO) regress->method = fits ? REGRESS_EXACT : REGRESS_QR;
    if (regress->method == REGRESS_QR) mm_lapack_threads(regress->run->threads);
    return MM_OK;
}

static enum mm_status regress_add_group(struct regress *regress) {
    const struct mm_formula *formula = &regress->formula;
    if (!mm_grow(&regress->items, &regress->capacity, regress->count, 1, sizeof *regress->items)) return MM_MEMORY;
    struct regress_group *group = &regress->items[regress->count++];
    *group = (struct regress_group){0};
    if (regress->method == REGRESS_EXACT) {
        group->sums = mm_term_sums_new(formula->terms, formula->count, regress->input.chosen);
        return group->sums != NULL ? MM_OK : MM_MEMORY;
    }
    group->response = mm_gram_new(1);
    return group->response != NULL ? mm_tsqr_init(&group->tsqr, formula->count + 1) : MM_MEMORY;
}

/* The terms of COUNT rows, and the response behind each. */
static enum mm_status regress_design(struct regress *regress, const double *rows, size_t count, size_t stride) {
    size_t p = regress->formula.count, wide = p + 1;
    if (!mm_grow(&regress->design, &regress->design_capacity, 0, (count + 1) * wide, sizeof *rows)) return MM_MEMORY;
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < p; j++)
            regress->design[i * wide + j] = mm_term_value(&regress->formula.terms[j], rows + i * stride);
        regress->design[i * wide + p] = rows[i * stride + regress->input.chosen];
    }
    return MM_OK;
}

static enum mm_status regress_add(struct regress *regress, size_t number, const double *rows, size_t count,
                                  size_t stride, struct mm_detail *detail) {
    struct regress_group *group = &regress->items[number];
    size_t threads = regress->run->threads;
    if (regress->method == REGRESS_EXACT) return mm_term_sums_add(group->sums, rows, count, stride, threads, detail);
    MM_TRY(mm_check_finite_rows(rows, count, stride, stride, detail));
    MM_TRY(regress_design(regress, rows, count, stride));
    size_t wide = regress->formula.count + 1;
    enum mm_status status = mm_tsqr_add(&group->tsqr, regress->design, count, wide, detail);
    if (status == MM_NOT_FINITE)
        return mm_run_fail(regress->run, MM_DOMAIN, "term '%s' goes beyond the largest double",
                           regress->formula.names.items[detail->index % wide]);
    if (status == MM_OK) mm_gram_add(group->response, rows + regress->input.chosen, count, stride, threads);
    return status;
}

static enum mm_status regress_keep(struct regress *regress, const struct mm_block *block, size_t from, size_t end,
                                   size_t group) {
    size_t wide = block->number_columns + 1;
    double *numbers = mm_new_doubles(end - from, wide);
    if (numbers == NULL) return MM_MEMORY;
    for (size_t i = from; i < end; i++) {
        memcpy(numbers + (i - from) * wide, block->numbers + i * (wide - 1), (wide - 1) * sizeof *numbers);
        numbers[(i - from) * wide + wide - 1] = (double)group;
    }
    struct mm_block rows = {.rows = end - from,
                            .number_columns = wide,
                            .numbers = numbers,
                            .labels = block->labels != NULL ? block->labels + from : NULL};
    enum mm_status status = mm_spool_add(&regress->spool, &rows);
    free(numbers);
    return status;
}

static enum mm_status regress_find(struct regress *regress, const struct mm_block *block, size_t i, size_t *group) {
    *group = 0;
    if (regress->groups != NULL && !mm_groups_find(regress->groups, block->texts + i * block->text_columns, group))
        return MM_MEMORY;
    return *group == regress->count ? regress_add_group(regress) : MM_OK;
}

/* A column of text is met at its first cell: what can be done about it is worth a word. */
static enum mm_status regress_fail_text(const struct regress *regress, enum mm_status status) {
    struct mm_error *error = &regress->run->error;
    size_t length = strlen(error->text);
    if (regress->count == 0 && strncmp(error->text, "not a number", 12) == 0)
        snprintf(error->text + length, sizeof error->text - length, "; write a column of text as columns of 0 and 1");
    return status;
}

/* One pass: rows of the same group one after another go in together. */
static enum mm_status regress_read(struct regress *regress) {
    struct mm_input *input = &regress->input;
    struct mm_block block;
    if (input->key_names.count > 0 && (regress->groups = mm_groups_new(input->key_names.count)) == NULL)
        return MM_MEMORY;
    for (;;) {
        enum mm_status read = mm_input_next(input, &block);
        if (read != MM_OK) return regress_fail_text(regress, read);
        if (block.rows == 0) break;
        for (size_t from = 0, end; from < block.rows; from = end) {
            struct mm_detail detail = {0};
            size_t group, next, stride = block.number_columns;
            MM_TRY(regress_find(regress, &block, from, &group));
            for (end = from + 1; end < block.rows && regress->groups != NULL; end++) {
                MM_TRY(regress_find(regress, &block, end, &next));
                if (next != group) break;
            }
            if (regress->groups == NULL) end = block.rows;
            enum mm_status status =
                regress_add(regress, group, block.numbers + from * stride, end - from, stride, &detail);
            if (status == MM_NOT_FINITE) {
                size_t i = from + detail.index / stride;
                struct mm_row row = {.index = block.first_row + i, .line = block.lines == NULL ? 0 : block.lines[i]};
                detail.index %= stride;
                return mm_input_fail_kernel(input, &row, status, stride, &detail, NULL);
            }
            MM_TRY(status);
            if (regress->keep) MM_TRY(regress_keep(regress, &block, from, end, group));
        }
    }
    return regress->count > 0 ? MM_OK : mm_run_fail(regress->run, MM_TOO_FEW, "%s: no rows", mm_input_name(input));
}

/* "'c' is a linear combination of 'a', 'b': …"; where there are several such columns, only their names. */
static void regress_describe_aliased(const struct regress *regress, const struct mm_fit *fit, struct mm_buffer *text) {
    size_t aliased = 0, related = 0;
    for (size_t j = 0; j < fit->columns; j++)
        if (fit->aliased[j])
            mm_buffer_printf(text, "%s'%s'", aliased++ > 0 ? ", " : "", regress->formula.names.items[j]);
    for (size_t j = 0; aliased == 1 && j < fit->columns; j++)
        if (fit->related[j])
            mm_buffer_printf(text, "%s'%s'", related++ > 0 ? ", " : " is a linear combination of ",
                             regress->formula.names.items[j]);
    mm_buffer_add_text(text, aliased > 1    ? " are linear combinations of terms before them: leave them out"
                             : related == 0 ? " is 0 throughout: leave it out"
                                            : ": leave one of these out");
}

/* What a fit answered, in words; with -g they name the group. */
static enum mm_status regress_fail(const struct regress *regress, size_t number, enum mm_status status) {
    struct mm_run *run = regress->run;
    const struct mm_fit *fit = &regress->items[number].fit;
    struct mm_buffer text = {0};
    for (size_t k = 0; regress->groups != NULL && k < regress->input.key_names.count; k++) {
        struct mm_span cell = mm_groups_key(regress->groups, number)[k];
        mm_buffer_printf(&text, "%s%s = %.*s", k > 0 ? ", " : "group ", regress->input.key_names.items[k],
                         (int)cell.length, cell.text != NULL ? cell.text : "");
    }
    if (text.length > 0) mm_buffer_add_text(&text, ": ");
    if (status == MM_TOO_FEW) {
        mm_buffer_printf(&text, "%llu %s for %zu coefficient%s: more rows than coefficients are needed",
                         (unsigned long long)fit->rows, fit->rows == 1 ? "row" : "rows", fit->columns,
                         fit->columns == 1 ? "" : "s");
    } else if (status == MM_CONSTANT) {
        mm_buffer_printf(&text, "the response '%s' is %s: there is nothing to explain", regress->formula.response,
                         fit->intercept ? "constant" : "0 throughout");
    } else if (status == MM_SINGULAR) {
        regress_describe_aliased(regress, fit, &text);
    } else if (status == MM_DOMAIN && regress->items[number].sandwich.middle != NULL) {
        mm_buffer_add_text(&text, "a row decides a coefficient alone (leverage 1), which hc2 and hc3 divide by: "
                                  "use --robust=hc1");
    } else {
        mm_buffer_add_text(&text, mm_status_text(status));
    }
    status = text.failed ? MM_MEMORY : mm_run_fail(run, status, "%s", text.text);
    mm_buffer_free(&text);
    return status;
}

static enum mm_status regress_fit(struct regress *regress) {
    bool intercept = regress->formula.intercept;
    for (size_t k = 0; k < regress->count; k++) {
        struct regress_group *group = &regress->items[k];
        enum mm_status status = regress->method == REGRESS_EXACT
                                    ? mm_fit_exact(&group->fit, group->sums, intercept)
                                    : mm_fit_qr(&group->fit, &group->tsqr, group->response, intercept);
        if (status != MM_OK) return regress_fail(regress, k, status);
    }
    return MM_OK;
}

/* The key cells of a group as the next fields of a table. */
static void regress_keys(const struct regress *regress, size_t group, struct mm_table *table) {
    const struct mm_strings *names = &regress->input.key_names;
    if (regress->groups != NULL) mm_table_keys(table, names, names->count, regress->groups, group);
}

/* The fields of the summary of a group. */
static enum mm_status regress_add_summary(const struct regress *regress, size_t number, struct mm_table *table) {
    const struct mm_fit *fit = &regress->items[number].fit;
    double p;
    MM_TRY(mm_fit_f_tail(fit, &p));
    mm_table_row(table);
    regress_keys(regress, number, table);
    mm_table_word(table, "response", regress->formula.response);
    mm_table_count(table, "n", fit->rows);
    if (regress->groups == NULL) mm_table_count(table, "n_missing", mm_input_missing(&regress->input));
    mm_table_number(table, "r_squared", fit->r_squared);
    mm_table_number(table, "r_squared_adjusted", fit->adjusted);
    mm_table_word(table, "r_squared_about", fit->intercept ? "mean" : "zero");
    mm_table_number(table, "residual_sd", fit->residual_sd);
    mm_table_number(table, "f", fit->f);
    mm_table_number(table, "p", p);
    mm_table_count(table, "df_model", fit->model);
    mm_table_count(table, "df_residual", fit->freedom);
    mm_table_number(table, "ss_model", fit->model_ss);
    mm_table_number(table, "ss_residual", fit->residual_ss);
    mm_table_number(table, "ss_total", fit->total_ss);
    mm_table_word(table, "method", regress_method_names[regress->method]);
    return MM_OK;
}

static void regress_free(struct regress *regress) {
    for (size_t k = 0; k < regress->count; k++) {
        struct regress_group *group = &regress->items[k];
        mm_term_sums_free(group->sums);
        if (regress->method == REGRESS_QR) mm_tsqr_free(&group->tsqr);
        mm_gram_free(group->response);
        mm_fit_free(&group->fit);
        mm_sandwich_free(&group->sandwich);
    }
    free(regress->items);
    free(regress->design);
    mm_groups_free(regress->groups);
    mm_formula_free(&regress->formula);
    mm_spool_free(&regress->spool);
    mm_input_close(&regress->input);
}

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables one above another, columns matched by name. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "tool/beside.h"
#include "tool/input.h"
#include "tool/rows_out.h"

struct piling {
    struct mm_run *run;
    struct mm_input *inputs;
    size_t count;
    size_t *places; /* of column j of the output among those of input s: places[s * width + j], or SIZE_MAX */
    struct mm_rows_out out;
};

static size_t find(const struct mm_schema *schema, const char *name) {
    size_t j = 0;
    while (j < schema->count && strcmp(schema->columns[j].name, name) != 0) j++;
    return j < schema->count ? j : SIZE_MAX;
}

static enum mm_status check(struct piling *piling, size_t s) {
    const struct mm_schema *first = &piling->inputs[0].schema, *schema = &piling->inputs[s].schema;
    struct mm_run *run = piling->run;
    MM_TRY(mm_check_headed(run, first, 0, schema, s));
    if (first->labelled != schema->labelled)
        return mm_run_fail(run, MM_SHAPE, "%s has row labels and %s has none",
                           mm_operand_name(run, first->labelled ? 0 : s),
                           mm_operand_name(run, first->labelled ? s : 0));
    if (!first->named && first->count != schema->count)
        return mm_run_fail(run, MM_SHAPE, "%s has %zu columns, %s has %zu, and none have names to go by",
                           mm_operand_name(run, 0), first->count, mm_operand_name(run, s), schema->count);
    for (size_t j = 0; schema->named && j < schema->count; j++)
        if (find(schema, schema->columns[j].name) != j)
            return mm_run_fail(run, MM_SHAPE, "%s has two columns '%s'", mm_operand_name(run, s),
                               schema->columns[j].name);
    return MM_OK;
}

static bool in_all(const struct piling *piling, const char *name) {
    for (size_t s = 0; s < piling->count; s++)
        if (find(&piling->inputs[s].schema, name) == SIZE_MAX) return false;
    return true;
}

/* A column that is text in one and numbers in another would be read differently by the next command. */
static enum mm_status check_kind(struct piling *piling, const struct mm_column *column, size_t s) {
    const struct mm_schema *out = &piling->out.schema;
    const struct mm_column *known = &out->columns[find(out, column->name)];
    if ((known->kind == MM_TEXT) == (column->kind == MM_TEXT)) return MM_OK;
    return mm_run_fail(piling->run, MM_SHAPE, "column '%s' is %s in %s, and not so before", column->name,
                       column->kind == MM_TEXT ? "text" : "numeric", mm_operand_name(piling->run, s));
}

static enum mm_status describe(struct piling *piling, enum mm_join join) {
    struct mm_schema *out = &piling->out.schema;
    const struct mm_schema *first = &piling->inputs[0].schema;
    out->named = first->named;
    out->labelled = first->labelled;
    if (first->labelled) out->label_name = mm_copy_text(first->label_name, strlen(first->label_name));
    if (first->labelled && out->label_name == NULL) return mm_fail_memory(&piling->run->error);
    for (size_t s = 0; s < piling->count; s++) {
        const struct mm_schema *schema = &piling->inputs[s].schema;
        MM_TRY(check(piling, s));
        for (size_t j = 0; j < schema->count; j++) {
            const struct mm_column *column = &schema->columns[j];
            bool known = first->named ? find(out, column->name) != SIZE_MAX : s > 0;
            if (known && first->named) MM_TRY(check_kind(piling, column, s));
            if (known || (first->named && join == MM_JOIN_INNER && !in_all(piling, column->name))) continue;
            if (!mm_schema_add(out, column->name, strlen(column->name), column->kind))
                return mm_fail_memory(&piling->run->error);
        }
    }
    return out->count > 0 ? MM_OK : mm_run_fail(piling->run, MM_SHAPE, "the inputs have no column in common");
}

/* Where each column of the output stands in each input; those that do not match are said. */
static enum mm_status match(struct piling *piling) {
    const struct mm_schema *out = &piling->out.schema;
    piling->places = mm_new(piling->count * out->count, sizeof *piling->places);
    if (piling->places == NULL) return mm_fail_memory(&piling->run->error);
    for (size_t s = 0; s < piling->count; s++) {
        const struct mm_schema *schema = &piling->inputs[s].schema;
        for (size_t j = 0; j < out->count; j++) {
            size_t place = schema->named ? find(schema, out->columns[j].name) : j;
            piling->places[s * out->count + j] = place;
            if (place == SIZE_MAX)
                mm_note(piling->run, "%s has no column '%s': missing there", mm_operand_name(piling->run, s),
                        out->columns[j].name);
        }
        for (size_t j = 0; schema->named && j < schema->count; j++)
            if (find(out, schema->columns[j].name) == SIZE_MAX)
                mm_note(piling->run, "left out the column '%s' of %s", schema->columns[j].name,
                        mm_operand_name(piling->run, s));
    }
    return MM_OK;
}

/* How many columns before PLACE are delivered as numbers, or as texts. */
static size_t rank(const struct mm_schema *schema, size_t place, bool number) {
    size_t count = 0;
    for (size_t j = 0; j < place; j++) count += (schema->columns[j].kind == MM_NUMBER) == number;
    return count;
}

static enum mm_status copy(struct piling *piling, size_t s) {
    struct mm_input *input = &piling->inputs[s];
    const struct mm_schema *out = &piling->out.schema, *schema = &input->schema;
    size_t *ranks = mm_new(out->count, sizeof *ranks), *places = piling->places + s * out->count;
    struct mm_block block;
    if (ranks == NULL) return mm_fail_memory(&piling->run->error);
    for (size_t j = 0; j < out->count; j++)
        ranks[j] = places[j] == SIZE_MAX ? 0 : rank(schema, places[j], out->columns[j].kind == MM_NUMBER);
    for (;;) {
        MM_TRY(mm_input_next(input, &block));
        if (block.rows == 0) break;
        for (size_t i = 0; i < block.rows; i++) {
            for (size_t j = 0; j < out->count; j++) {
                bool number = out->columns[j].kind == MM_NUMBER, here = places[j] != SIZE_MAX;
                const double *numbers = here && number ? block.numbers + i * block.number_columns + ranks[j] : NULL;
                const struct mm_span *texts = here && !number ? block.texts + i * block.text_columns + ranks[j] : NULL;
                mm_rows_out_cells(&piling->out, numbers, number, texts, !number);
            }
            MM_TRY(mm_rows_out_end(&piling->out, block.labels != NULL ? block.labels[i] : (struct mm_span){0}));
        }
        MM_TRY(mm_rows_out_flush(&piling->out));
    }
    free(ranks);
    return MM_OK;
}

enum mm_status mm_put_above(struct mm_run *run, enum mm_join join) {
    struct piling piling = {.run = run, .count = run->operand_count, .out = {.run = run}};
    piling.inputs = mm_new_zero(piling.count, sizeof *piling.inputs);
    if (piling.inputs == NULL) return mm_fail_memory(&run->error);
    for (size_t s = 0; s < piling.count; s++)
        MM_TRY(mm_input_open(&piling.inputs[s], run, s, 1, &(struct mm_take){.verbatim = true}));
    MM_TRY(describe(&piling, join));
    MM_TRY(match(&piling));
    MM_TRY(mm_rows_out_open(&piling.out));
    for (size_t s = 0; s < piling.count; s++) MM_TRY(copy(&piling, s));
    MM_TRY(mm_rows_out_finish(&piling.out));
    for (size_t s = 0; s < piling.count; s++) mm_input_close(&piling.inputs[s]);
    free(piling.inputs);
    free(piling.places);
    return MM_OK;
}

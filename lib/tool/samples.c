/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One or two columns as samples, for each group, with strata and clusters. */
#include "tool/samples.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* Tables that give strata and clusters their codes; null where not asked for. One serves all groups and both samples.
 */
struct coders {
    struct mm_groups *strata, *clusters;
};

/* The growing arrays of one sample, x or y. */
struct arrays {
    double **values;
    size_t *n, *capacity;
    uint32_t **strata, **clusters;
};

/* Codes stand beside the values and have the same capacity. */
static bool grow_codes(uint32_t **codes, const struct mm_groups *coder, size_t capacity) {
    if (coder == NULL) return true;
    uint32_t *grown = realloc(*codes, capacity * sizeof *grown);
    if (grown == NULL) return false;
    *codes = grown;
    return true;
}

static bool put_code(uint32_t *codes, size_t at, struct mm_groups *coder, const struct mm_span *cell) {
    size_t code;
    if (coder == NULL) return true;
    if (!mm_groups_find(coder, cell, &code)) return false;
    codes[at] = (uint32_t)code;
    return true;
}

/* VALUES: WIDTH numbers. KEYS: the cell of the stratum, then that of the cluster, as far as there are any. */
static bool append(const struct coders *coders, const struct arrays *to, const double *values, size_t width,
                   const struct mm_span *keys) {
    size_t before = *to->capacity;
    if (!mm_grow(to->values, to->capacity, *to->n, 1, width * sizeof *values)) return false;
    if (*to->capacity != before && !(grow_codes(to->strata, coders->strata, *to->capacity) &&
                                     grow_codes(to->clusters, coders->clusters, *to->capacity)))
        return false;
    memcpy(*to->values + *to->n * width, values, width * sizeof *values);
    const struct mm_span *cluster = keys + (coders->strata != NULL);
    if (!put_code(*to->strata, *to->n, coders->strata, keys) ||
        !put_code(*to->clusters, *to->n, coders->clusters, cluster))
        return false;
    ++*to->n;
    return true;
}

static bool add_row(struct mm_sample *sample, const struct mm_sample_choice *choice, const struct coders *coders,
                    const double *row, const struct mm_span *keys, bool omit) {
    struct arrays x = {&sample->x, &sample->n, &sample->capacity, &sample->strata, &sample->clusters};
    struct arrays y = {&sample->y, &sample->n_y, &sample->capacity_y, &sample->strata_y, &sample->clusters_y};
    size_t width = choice->expression != NULL ? choice->columns : 1;
    bool two = choice->expression == NULL && choice->columns == 2;
    bool no_x = isnan(row[0]) != 0, no_y = two && isnan(row[1]);
    for (size_t j = 1; j < width; j++) no_x = no_x || isnan(row[j]);
    sample->missing += choice->paired ? no_x || no_y : (size_t)no_x + (size_t)no_y;
    sample->has_nan = sample->has_nan || (!omit && (no_x || no_y));
    if (omit && choice->paired && (no_x || no_y)) return true;
    if (!(omit && no_x) && !append(coders, &x, row, width, keys)) return false;
    return !two || (omit && no_y) || append(coders, &y, row + 1, 1, keys);
}

/* A row of the long form. Halves of pairs are kept even if missing, or the others would move up. */
static enum mm_status add_level(struct mm_samples *samples, struct mm_sample *sample,
                                const struct mm_sample_choice *choice, const struct mm_row *row,
                                const struct mm_span *level, bool omit) {
    struct mm_input *input = &samples->input;
    struct arrays to[] = {{&sample->x, &sample->n, &sample->capacity, &sample->strata, &sample->clusters},
                          {&sample->y, &sample->n_y, &sample->capacity_y, &sample->strata_y, &sample->clusters_y}};
    const char *column = input->key_names.items[samples->by_columns];
    bool missing = isnan(*row->values) != 0;
    size_t code;
    if (level->length == 0 && !omit)
        return mm_input_fail(input, row, MM_DATA, "the cell of column '%s' is missing, which tells the sample", column);
    if (level->length == 0 || (missing && omit && !choice->paired)) {
        sample->missing++;
        return MM_OK;
    }
    if (!mm_groups_find(samples->levels, level, &code)) return mm_fail_memory(&input->run->error);
    if (code > 1) {
        const struct mm_span *a = mm_groups_key(samples->levels, 0), *b = mm_groups_key(samples->levels, 1);
        return mm_input_fail(input, row, MM_DATA,
                             "column '%s' has a third value '%.*s' besides '%.*s' and '%.*s': two samples are wanted",
                             column, (int)level->length, level->text, (int)a->length, a->text, (int)b->length, b->text);
    }
    sample->has_nan = sample->has_nan || (missing && !omit);
    sample->missing += missing && !omit;
    return append(&(struct coders){0}, &to[code], row->values, 1, NULL) ? MM_OK : mm_fail_memory(&input->run->error);
}

/* Pairs of the long form, known only at the end: of equal number, and without those of which a half is missing. */
static enum mm_status settle_pairs(struct mm_samples *samples, struct mm_sample *sample) {
    size_t kept = 0;
    if (sample->n != sample->n_y) {
        char a[64], b[64];
        return mm_run_fail(samples->input.run, MM_SHAPE,
                           "pairs need as many of one as of the other: %zu of %s, %zu of %s", sample->n,
                           mm_samples_name(samples, 0, a), sample->n_y, mm_samples_name(samples, 1, b));
    }
    if (samples->input.run->common.missing != MM_MISSING_OMIT) return MM_OK;
    for (size_t i = 0; i < sample->n; i++) {
        if (isnan(sample->x[i]) || isnan(sample->y[i])) continue;
        sample->x[kept] = sample->x[i];
        sample->y[kept++] = sample->y[i];
    }
    sample->missing += sample->n - kept;
    sample->n = sample->n_y = kept;
    return MM_OK;
}

/* The sample of the group of this row, made if new. */
static struct mm_sample *find_sample(struct mm_samples *samples, const struct mm_span *keys) {
    size_t i = 0;
    if (samples->groups != NULL && !mm_groups_find(samples->groups, keys, &i)) return NULL;
    if (i == samples->count) {
        if (!mm_grow(&samples->items, &samples->capacity, i, 1, sizeof *samples->items)) return NULL;
        samples->items[samples->count++] = (struct mm_sample){0};
    }
    return &samples->items[i];
}

static enum mm_status read_rows(struct mm_samples *samples, const struct mm_sample_choice *choice,
                                const struct coders *coders) {
    struct mm_input *input = &samples->input;
    bool omit = input->run->common.missing == MM_MISSING_OMIT;
    for (;;) {
        struct mm_block block;
        MM_TRY(mm_input_next(input, &block));
        if (block.rows == 0) return MM_OK;
        for (size_t i = 0; i < block.rows; i++) {
            const struct mm_span *keys = block.texts + i * block.text_columns;
            struct mm_sample *sample = find_sample(samples, keys);
            const double *row = block.numbers + i * block.number_columns;
            if (sample != NULL && choice->levels != NULL) {
                struct mm_row place = {.values = row, .index = block.first_row + i};
                if (block.lines != NULL) place.line = block.lines[i];
                MM_TRY(add_level(samples, sample, choice, &place, keys + samples->by_columns, omit));
                continue;
            }
            if (sample == NULL || !add_row(sample, choice, coders, row, keys + samples->by_columns, omit))
                return mm_fail_memory(&input->run->error);
        }
    }
}

static enum mm_status check_columns(struct mm_samples *samples, struct mm_run *run,
                                    const struct mm_sample_choice *choice) {
    size_t chosen = samples->input.chosen, wanted = choice->levels != NULL ? 1 : choice->columns;
    samples->columns = chosen;
    if (choice->expression != NULL) return MM_OK;
    if (wanted == 0 ? chosen <= 2 : chosen == wanted) return MM_OK;
    return mm_run_fail(run, MM_USAGE, "%s wanted, not %zu: name %s with -k",
                       wanted == 0   ? "1 or 2 columns are"
                       : wanted == 1 ? "1 column is"
                                     : "2 columns are",
                       chosen, wanted == 1 ? "it" : "them");
}

static enum mm_status open_input(struct mm_samples *samples, struct mm_run *run,
                                 const struct mm_sample_choice *choice) {
    const char *first_key = choice->levels != NULL ? choice->levels : choice->strata;
    struct mm_take take = {.keys = run->common.by, .key_columns = {first_key, choice->clusters}, .by_cell = true};
    if (choice->expression != NULL) {
        if (run->common.columns != NULL)
            return mm_run_fail(run, MM_USAGE, "-k goes with a named statistic: an expression names its columns itself");
        MM_TRY(mm_expressed_parse(&samples->expressed, choice->expression, &run->error));
        take.choose = mm_expressed_choose;
        take.context = &samples->expressed;
    }
    MM_TRY(mm_input_open(&samples->input, run, 0, run->operand_count, &take));
    MM_TRY(check_columns(samples, run, choice));
    samples->by_columns = samples->input.key_names.count - (first_key != NULL) - (choice->clusters != NULL);
    return MM_OK;
}

enum mm_status mm_samples_read(struct mm_samples *samples, struct mm_run *run, const struct mm_sample_choice *choice) {
    struct coders coders = {0};
    *samples = (struct mm_samples){0};
    MM_TRY(open_input(samples, run, choice));
    if (samples->by_columns > 0) samples->groups = mm_groups_new(samples->by_columns);
    if (choice->levels != NULL) samples->levels = mm_groups_new(1);
    if (choice->strata != NULL) coders.strata = mm_groups_new(1);
    if (choice->clusters != NULL) coders.clusters = mm_groups_new(1);
    if ((samples->by_columns > 0 && samples->groups == NULL) || (choice->levels != NULL && samples->levels == NULL) ||
        (choice->strata != NULL && coders.strata == NULL) || (choice->clusters != NULL && coders.clusters == NULL))
        return mm_fail_memory(&run->error);
    struct mm_sample_choice exact = *choice;
    exact.columns = samples->columns;
    MM_TRY(read_rows(samples, &exact, &coders));
    mm_groups_free(coders.strata);
    mm_groups_free(coders.clusters);
    if (samples->count == 0)
        return mm_fail_at(&run->error, MM_TOO_FEW, mm_input_name(&samples->input), 0, 0, "no rows");
    for (size_t i = 0; choice->levels != NULL && choice->paired && i < samples->count; i++)
        if (settle_pairs(samples, &samples->items[i]) != MM_OK) return mm_samples_fail(samples, i);
    return MM_OK;
}

const char *mm_samples_name(const struct mm_samples *samples, size_t which, char buffer[64]) {
    if (samples->levels != NULL) {
        const struct mm_span *level =
            which < mm_groups_count(samples->levels) ? mm_groups_key(samples->levels, which) : NULL;
        snprintf(buffer, 64, "%.*s", level != NULL ? (int)level->length : 0, level != NULL ? level->text : "");
        return buffer;
    }
    const struct mm_column *column = &samples->input.schema.columns[which];
    if (column->name[0] != '\0') return column->name;
    snprintf(buffer, 64, "%zu", column->position);
    return buffer;
}

void mm_samples_keys(const struct mm_samples *samples, size_t i, struct mm_table *table) {
    mm_table_keys(table, &samples->input.key_names, samples->by_columns, samples->groups, i);
}

enum mm_status mm_samples_fail(const struct mm_samples *samples, size_t i) {
    return mm_group_fail(samples->input.run, &samples->input.key_names, samples->groups, i);
}

void mm_samples_free(struct mm_samples *samples) {
    for (size_t i = 0; i < samples->count; i++) {
        struct mm_sample *sample = &samples->items[i];
        free(sample->x);
        free(sample->y);
        free(sample->strata);
        free(sample->strata_y);
        free(sample->clusters);
        free(sample->clusters_y);
    }
    free(samples->items);
    mm_groups_free(samples->groups);
    mm_groups_free(samples->levels);
    mm_expressed_free(&samples->expressed);
    mm_input_close(&samples->input);
}

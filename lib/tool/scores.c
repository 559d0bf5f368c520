/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scores of several models on the same items. */
#include "tool/scores.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "tool/gather.h"

static const size_t none = (size_t)-1;

static enum mm_status out_of_memory(struct mm_scores *scores) {
    return mm_fail_memory(&scores->input.run->error);
}

/* Room for item ITEM in every model. */
static bool reserve(struct mm_scores *scores, size_t item) {
    if (item < scores->item_capacity) return true;
    size_t capacity = scores->item_capacity < 64 ? 64 : 2 * scores->item_capacity;
    for (size_t m = 0; m < scores->models.count; m++) {
        struct mm_score *grown = mm_resize(scores->scores[m], capacity, sizeof *grown);
        if (grown == NULL) return false;
        memset(grown + scores->item_capacity, 0, (capacity - scores->item_capacity) * sizeof *grown);
        scores->scores[m] = grown;
    }
    size_t *group_of = mm_resize(scores->group_of, capacity, sizeof *group_of);
    if (group_of == NULL) return false;
    scores->group_of = group_of;
    scores->item_capacity = capacity;
    return true;
}

static bool add_model(struct mm_scores *scores, const char *name, size_t length) {
    size_t m = scores->models.count;
    if (!mm_grow(&scores->scores, &scores->model_capacity, m, 1, sizeof *scores->scores)) return false;
    scores->scores[m] = mm_new_zero(scores->item_capacity, sizeof *scores->scores[m]);
    return scores->scores[m] != NULL && mm_strings_add(&scores->models, name, length);
}

static void put(struct mm_scores *scores, size_t model, size_t item, double value) {
    bool keep = scores->input.run->common.missing == MM_MISSING_KEEP;
    scores->scores[model][item] = (struct mm_score){value, isnan(value) && !keep ? MM_SCORE_MISSING : MM_SCORE_PRESENT};
}

/* The group of a row by its first keys; a new item is in it. */
static bool find_group(struct mm_scores *scores, const struct mm_span *keys, size_t *group) {
    *group = 0;
    return scores->groups == NULL || mm_groups_find(scores->groups, keys, group);
}

static bool new_item(struct mm_scores *scores, size_t group) {
    if (!reserve(scores, scores->item_count)) return false;
    scores->group_of[scores->item_count++] = group;
    return true;
}

/* ---- wide: the columns of models, then that of the baseline ---- */

/* Models are the chosen columns, the baseline last unless it is one of them. */
static enum mm_status name_columns(struct mm_scores *scores) {
    struct mm_input *input = &scores->input;
    char buffer[32];
    for (size_t j = 0; j < input->schema.count; j++) {
        bool extra = j >= input->chosen;
        for (size_t k = 0; extra && k < input->chosen; k++)
            if (input->schema.columns[k].position == input->schema.columns[j].position) scores->baseline = k;
        if (extra && scores->baseline != none) break;
        const char *name = mm_input_column_name(input, j, buffer);
        if (!add_model(scores, name, strlen(name))) return out_of_memory(scores);
        if (extra) scores->baseline = j;
    }
    return MM_OK;
}

static enum mm_status read_wide(struct mm_scores *scores) {
    MM_TRY(name_columns(scores));
    for (;;) {
        struct mm_block block;
        MM_TRY(mm_input_next(&scores->input, &block));
        if (block.rows == 0) return MM_OK;
        for (size_t i = 0; i < block.rows; i++) {
            size_t group, item = scores->item_count;
            if (!find_group(scores, block.texts + i * block.text_columns, &group) || !new_item(scores, group))
                return out_of_memory(scores);
            for (size_t m = 0; m < scores->models.count; m++)
                put(scores, m, item, block.numbers[i * block.number_columns + m]);
        }
    }
}

/* ---- long: a row for each item and model ---- */

/* CELLS: the keys of -g, the item, the model. */
static enum mm_status add_long(struct mm_scores *scores, struct mm_groups *names, const struct mm_span *cells,
                               double value, struct mm_row *row) {
    size_t keys = scores->input.key_names.count - 2, item, model, group;
    const struct mm_span *name = &cells[keys + 1], *id = &cells[keys];
    if (id->text == NULL || name->text == NULL)
        return mm_input_fail(&scores->input, row, MM_DATA, "the %s is missing", id->text == NULL ? "item" : "model");
    if (!mm_groups_find(names, name, &model) || !mm_groups_find(scores->items, cells, &item) ||
        !find_group(scores, cells, &group) || (item == scores->item_count && !new_item(scores, group)) ||
        (model == scores->models.count && !add_model(scores, name->text, name->length)))
        return out_of_memory(scores);
    if (scores->scores[model][item].state != MM_SCORE_ABSENT)
        return mm_input_fail(&scores->input, row, MM_DATA, "item '%.*s' has a second score of model '%.*s'",
                             (int)id->length, id->text, (int)name->length, name->text);
    put(scores, model, item, value);
    return MM_OK;
}

static enum mm_status read_long(struct mm_scores *scores) {
    struct mm_groups *names = mm_groups_new(1);
    enum mm_status status = MM_OK;
    scores->items = mm_groups_new(scores->input.key_names.count - 1);
    if (names == NULL || scores->items == NULL) status = out_of_memory(scores);
    while (status == MM_OK) {
        struct mm_block block;
        status = mm_input_next(&scores->input, &block);
        if (status != MM_OK || block.rows == 0) break;
        for (size_t i = 0; status == MM_OK && i < block.rows; i++) {
            struct mm_row row = {.line = block.lines != NULL ? block.lines[i] : 0, .index = block.first_row + i};
            status = add_long(scores, names, block.texts + i * block.text_columns,
                              block.numbers[i * block.number_columns], &row);
        }
    }
    mm_groups_free(names);
    return status;
}

/* ---- both ---- */

static enum mm_status find_baseline(struct mm_scores *scores, const char *baseline) {
    const struct mm_strings *models = &scores->models;
    for (size_t m = 0; m < models->count; m++)
        if (strcmp(models->items[m], baseline) == 0) scores->baseline = m;
    if (scores->baseline != none) return MM_OK;
    const char *nearest = mm_nearest_name(baseline, (const char *const *)models->items, models->count);
    return mm_run_fail(scores->input.run, MM_USAGE, "--baseline: no model '%s'%s%s%s", baseline,
                       nearest != NULL ? "; did you mean '" : "", nearest != NULL ? nearest : "",
                       nearest != NULL ? "'?" : "");
}

/* Items group by group, each group in the order of the input. */
static enum mm_status arrange(struct mm_scores *scores) {
    scores->group_count = scores->groups != NULL ? mm_groups_count(scores->groups) : 1;
    scores->order = mm_new(scores->item_count, sizeof *scores->order);
    scores->group_start = mm_new_zero(scores->group_count + 2, sizeof *scores->group_start);
    if (scores->order == NULL || scores->group_start == NULL) return out_of_memory(scores);
    size_t *place = scores->group_start + 1; /* becomes the start of the next group while it is filled */
    for (size_t i = 0; i < scores->item_count; i++) place[scores->group_of[i] + 1]++;
    for (size_t g = 0; g < scores->group_count; g++) place[g + 1] += place[g];
    for (size_t i = 0; i < scores->item_count; i++) scores->order[place[scores->group_of[i]]++] = i;
    return MM_OK;
}

static enum mm_status open_input(struct mm_scores *scores, struct mm_run *run, const struct mm_score_choice *choice) {
    bool wide = choice->item == NULL;
    if (wide)
        return mm_input_open(&scores->input, run, 0, run->operand_count,
                             &(struct mm_take){.keys = run->common.by, .extra = choice->baseline, .by_cell = true});
    MM_TRY(mm_input_open(&scores->input, run, 0, run->operand_count,
                         &(struct mm_take){.columns = choice->score,
                                           .keys = run->common.by,
                                           .key_columns = {choice->item, choice->model},
                                           .by_cell = true}));
    if (scores->input.chosen == 1) return MM_OK;
    return mm_run_fail(run, MM_USAGE, "--score names %zu columns: one is wanted", scores->input.chosen);
}

enum mm_status mm_scores_read(struct mm_scores *scores, struct mm_run *run, const struct mm_score_choice *choice) {
    bool wide = choice->item == NULL;
    *scores = (struct mm_scores){.baseline = none};
    MM_TRY(open_input(scores, run, choice));
    size_t by = scores->input.key_names.count - (wide ? 0 : 2);
    if (by > 0 && (scores->groups = mm_groups_new(by)) == NULL) return out_of_memory(scores);
    MM_TRY((wide ? read_wide : read_long)(scores));
    if (scores->item_count == 0)
        return mm_fail_at(&run->error, MM_TOO_FEW, mm_input_name(&scores->input), 0, 0, "no rows");
    if (!wide && choice->baseline != NULL) MM_TRY(find_baseline(scores, choice->baseline));
    if (scores->models.count < 2)
        return mm_run_fail(run, MM_USAGE, "there is only one model, '%s': two are needed%s", scores->models.items[0],
                           wide ? ", a column each" : "");
    return arrange(scores);
}

void mm_scores_free(struct mm_scores *scores) {
    for (size_t m = 0; m < scores->models.count; m++) free(scores->scores[m]);
    free(scores->scores);
    mm_strings_free(&scores->models);
    mm_groups_free(scores->groups);
    mm_groups_free(scores->items);
    free(scores->group_of);
    free(scores->order);
    free(scores->group_start);
    mm_input_close(&scores->input);
}

void mm_scores_pair(const struct mm_scores *scores, size_t group, size_t a, size_t b, struct mm_score_pair *pair) {
    pair->n = pair->unmatched = pair->missing = 0;
    pair->has_nan = false;
    for (size_t k = scores->group_start[group]; k < scores->group_start[group + 1]; k++) {
        const struct mm_score *x = &scores->scores[a][scores->order[k]], *y = &scores->scores[b][scores->order[k]];
        bool no_x = x->state == MM_SCORE_ABSENT, no_y = y->state == MM_SCORE_ABSENT;
        pair->unmatched += no_x != no_y;
        if (no_x || no_y) continue;
        if (x->state == MM_SCORE_MISSING || y->state == MM_SCORE_MISSING) {
            pair->missing++;
            continue;
        }
        pair->has_nan = pair->has_nan || isnan(x->value) || isnan(y->value);
        pair->x[pair->n] = x->value;
        pair->y[pair->n++] = y->value;
    }
}

void mm_scores_keys(const struct mm_scores *scores, size_t group, struct mm_table *table) {
    if (scores->groups != NULL)
        mm_table_keys(table, &scores->input.key_names, scores->input.key_names.count - (scores->items != NULL ? 2 : 0),
                      scores->groups, group);
}

enum mm_status mm_scores_fail(const struct mm_scores *scores, size_t group) {
    return mm_group_fail(scores->input.run, &scores->input.key_names, scores->groups, group);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* -k: from a list of names, numbers, ranges, globs and drops to column indices. */
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "data/names.h"

/* One pass over a list: what was chosen so far, and where to complain. */
struct choice {
    const struct mm_schema *schema;
    struct mm_error *error;
    bool numeric_names; /* some name reads as a positive integer: bare numbers are ambiguous */
    size_t *indices;
    size_t count, capacity;
};

void mm_selection_free(struct mm_selection *selection) {
    free(selection->indices);
    *selection = (struct mm_selection){0};
}

static bool is_position(const char *text) {
    return text[0] != '\0' && text[strspn(text, "0123456789")] == '\0';
}

static enum mm_status fail_unknown(struct choice *choice, const char *name) {
    const struct mm_schema *schema = choice->schema;
    if (!mm_schema_has_names(schema))
        return mm_fail(choice->error, MM_USAGE,
                       "unknown column '%s': the columns have no names, use numbers from 1 to %zu", name,
                       schema->count);
    const char **names = mm_new(schema->count, sizeof *names);
    if (names == NULL) return mm_fail_memory(choice->error);
    for (size_t j = 0; j < schema->count; j++) names[j] = schema->columns[j].name;
    const char *nearest = mm_nearest_name(name, names, schema->count);
    free(names);
    if (nearest != NULL)
        return mm_fail(choice->error, MM_USAGE, "unknown column '%s'; did you mean '%s'?", name, nearest);
    return mm_fail(choice->error, MM_USAGE, "unknown column '%s'", name);
}

static enum mm_status find_position(struct choice *choice, const char *digits, size_t *index) {
    uint64_t position = 0;
    enum mm_number_result result = mm_parse_unsigned(digits, strlen(digits), &position);
    if (result != MM_NUMBER_OK || position == 0 || position > choice->schema->count)
        return mm_fail(choice->error, MM_USAGE, "column %s does not exist: there %s %zu, counted from 1", digits,
                       choice->schema->count == 1 ? "is" : "are", choice->schema->count);
    *index = (size_t)position - 1;
    return MM_OK;
}

/* The column called NAME; *found false (and MM_OK) if there is none. */
static enum mm_status find_name(struct choice *choice, const char *name, bool *found, size_t *index) {
    *found = false;
    if (name[0] == '\0') return MM_OK;
    for (size_t j = 0; j < choice->schema->count; j++) {
        if (strcmp(choice->schema->columns[j].name, name) != 0) continue;
        if (*found)
            return mm_fail(choice->error, MM_USAGE, "column name '%s' stands twice: use #%zu or #%zu", name, *index + 1,
                           j + 1);
        *found = true;
        *index = j;
    }
    return MM_OK;
}

/* A name, #N or a bare number. What was quoted (it still has its first quote) is a name and nothing else. */
static enum mm_status find_one(struct choice *choice, const char *item, bool *found, size_t *index) {
    if (item[0] == '"') return find_name(choice, item + 1, found, index);
    *found = false;
    if (is_position(item) && choice->numeric_names)
        return mm_fail(choice->error, MM_USAGE,
                       "'%s' could be a name or a position, since names are numbers: write #%s for the position or "
                       "'\"%s\"' for the name",
                       item, item, item);
    MM_TRY(find_name(choice, item, found, index));
    if (*found) return MM_OK;
    if (item[0] == '#' && is_position(item + 1)) {
        *found = true;
        return find_position(choice, item + 1, index);
    }
    if (is_position(item)) {
        *found = true;
        return find_position(choice, item, index);
    }
    return MM_OK;
}

static enum mm_status add(struct choice *choice, size_t index) {
    if (!mm_grow(&choice->indices, &choice->capacity, choice->count, 1, sizeof *choice->indices))
        return mm_fail_memory(choice->error);
    choice->indices[choice->count++] = index;
    return MM_OK;
}

/* A-B, A- and -B, where each end is a column; any dash may be the one that divides. */
static enum mm_status add_range(struct choice *choice, const char *item, bool *matched) {
    *matched = false;
    for (const char *dash = strchr(item, '-'); dash != NULL; dash = strchr(dash + 1, '-')) {
        char *left = mm_copy_text(item, (size_t)(dash - item));
        if (left == NULL) return mm_fail_memory(choice->error);
        bool left_found = left[0] == '\0', right_found = dash[1] == '\0';
        if (left_found && right_found) {
            free(left);
            continue;
        }
        size_t from = 0, to = choice->schema->count - 1;
        enum mm_status status = left_found ? MM_OK : find_one(choice, left, &left_found, &from);
        if (status == MM_OK && left_found && !right_found) status = find_one(choice, dash + 1, &right_found, &to);
        free(left);
        MM_TRY(status);
        if (!left_found || !right_found) continue;
        *matched = true;
        size_t steps = from <= to ? to - from : from - to;
        for (size_t k = 0; k <= steps; k++) MM_TRY(add(choice, from <= to ? from + k : from - k));
        return MM_OK;
    }
    return MM_OK;
}

static enum mm_status add_glob(struct choice *choice, const char *pattern) {
    size_t before = choice->count;
    for (size_t j = 0; j < choice->schema->count; j++)
        if (fnmatch(pattern, choice->schema->columns[j].name, 0) == 0) MM_TRY(add(choice, j));
    if (choice->count == before) return mm_fail(choice->error, MM_USAGE, "no column matches '%s'", pattern);
    return MM_OK;
}

static enum mm_status add_item(struct choice *choice, const char *item) {
    bool found;
    size_t index = 0;
    if (item[0] == '\0') return mm_fail(choice->error, MM_USAGE, "an empty item in the list of columns");
    MM_TRY(find_one(choice, item, &found, &index));
    if (found) return add(choice, index);
    if (item[0] == '"') return fail_unknown(choice, item + 1);
    MM_TRY(add_range(choice, item, &found));
    if (found) return MM_OK;
    if (strpbrk(item, "*?[") != NULL) return add_glob(choice, item);
    return fail_unknown(choice, item);
}

/* Cuts the list at commas outside double quotes; "" inside quotes is a quote. A quoted item keeps its first quote,
 * which no other item can begin with. */
static enum mm_status split(const char *list, struct mm_strings *items, struct mm_error *error) {
    struct mm_buffer item = {0};
    bool quoted = false, ok = true;
    for (const char *at = list;; at++) {
        if (quoted && at[0] == '"' && at[1] == '"') {
            mm_buffer_add_byte(&item, '"');
            at++;
        } else if (*at == '"' && (quoted || item.length == 0 || (item.length == 1 && item.text[0] == '!'))) {
            if (!quoted) mm_buffer_add_byte(&item, '"'); /* the first quote stays: it tells a name */
            quoted = !quoted;
        } else if (*at == '\0' || (*at == ',' && !quoted)) {
            ok = ok && !item.failed && mm_strings_add(items, item.length > 0 ? item.text : "", item.length);
            mm_buffer_clear(&item);
            if (*at == '\0') break;
        } else {
            mm_buffer_add_byte(&item, *at);
        }
    }
    mm_buffer_free(&item);
    return ok ? MM_OK : mm_fail_memory(error);
}

/* Takes every index that ITEM means out of the choice. */
static enum mm_status drop_item(struct choice *choice, const char *item) {
    struct choice dropped = *choice;
    dropped.indices = NULL;
    dropped.count = dropped.capacity = 0;
    enum mm_status status = add_item(&dropped, item);
    size_t kept = 0;
    for (size_t i = 0; status == MM_OK && i < choice->count; i++) {
        bool drop = false;
        for (size_t j = 0; j < dropped.count; j++) drop = drop || choice->indices[i] == dropped.indices[j];
        if (!drop) choice->indices[kept++] = choice->indices[i];
    }
    if (status == MM_OK) choice->count = kept;
    free(dropped.indices);
    return status;
}

static enum mm_status choose(struct choice *choice, const struct mm_strings *items) {
    bool only_drops = true;
    for (size_t i = 0; i < items->count && only_drops; i++) {
        bool whole = false;
        size_t index = 0;
        only_drops = items->items[i][0] == '!';
        if (only_drops) MM_TRY(find_name(choice, items->items[i], &whole, &index));
        only_drops = only_drops && !whole;
    }
    for (size_t j = 0; only_drops && j < choice->schema->count; j++) MM_TRY(add(choice, j));
    for (size_t i = 0; i < items->count; i++) {
        const char *item = items->items[i];
        bool whole = false;
        size_t index = 0;
        if (item[0] == '!') MM_TRY(find_name(choice, item, &whole, &index)); /* a column may be called "!x" */
        if (item[0] == '!' && !whole)
            MM_TRY(drop_item(choice, item + 1));
        else
            MM_TRY(add_item(choice, item));
    }
    if (choice->count == 0) return mm_fail(choice->error, MM_USAGE, "the list of columns chooses none");
    return MM_OK;
}

enum mm_status mm_select(const struct mm_schema *schema, const char *list, struct mm_selection *selection,
                         struct mm_error *error) {
    struct choice choice = {.schema = schema, .error = error};
    struct mm_strings items = {0};
    enum mm_status status = MM_OK;
    *selection = (struct mm_selection){0};
    for (size_t j = 0; j < schema->count; j++)
        choice.numeric_names = choice.numeric_names || is_position(schema->columns[j].name);
    if (list == NULL) {
        for (size_t j = 0; status == MM_OK && j < schema->count; j++) status = add(&choice, j);
    } else {
        status = split(list, &items, error);
        if (status == MM_OK) status = choose(&choice, &items);
    }
    mm_strings_free(&items);
    if (status != MM_OK) {
        free(choice.indices);
        return status;
    }
    *selection = (struct mm_selection){.indices = choice.indices, .count = choice.count};
    return MM_OK;
}

enum mm_status mm_select_one(const struct mm_schema *schema, const char *item, size_t *index, struct mm_error *error) {
    struct mm_selection selection;
    MM_TRY(mm_select(schema, item, &selection, error));
    enum mm_status status = MM_OK;
    if (selection.count == 1)
        *index = selection.indices[0];
    else
        status = mm_fail(error, MM_USAGE, "'%s' names %zu columns; one is wanted", item, selection.count);
    mm_selection_free(&selection);
    return status;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names resolved, arguments counted, functions of many operands folded. */
#include "expr/bind.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"

struct binder {
    struct mm_scope *scope;
    const struct mm_tree *tree;
    struct mm_graph *graph;
    struct mm_error *error;
};

void mm_scope_free(struct mm_scope *scope) {
    free(scope->numbers);
    free(scope->texts);
    mm_strings_free(&scope->literals);
    *scope = (struct mm_scope){.columns = scope->columns, .parameters = scope->parameters, .made = scope->made};
}

#define FAIL(binder, node, ...)                                                                                        \
    mm_fail_under((binder)->error, MM_USAGE, (binder)->tree->source, (node)->start, (node)->end, __VA_ARGS__)

/* The candidates for a misspelt name: columns, parameters, then the constants. */
static enum mm_status unknown(struct binder *binder, const struct mm_tree_node *node, const char *name) {
    const struct mm_schema *columns = binder->scope->columns;
    const struct mm_parameters *parameters = binder->scope->parameters;
    size_t from_columns = columns == NULL ? 0 : columns->count;
    size_t from_parameters = parameters == NULL ? 0 : parameters->names.count, count = 0;
    const char **candidates = mm_new(from_columns + from_parameters + 1, sizeof *candidates);
    if (candidates == NULL) return mm_fail_memory(binder->error);
    for (size_t i = 0; i < from_parameters; i++) candidates[count++] = parameters->names.items[i];
    for (size_t i = 0; i < from_columns; i++)
        if (columns->columns[i].name[0] != '\0') candidates[count++] = columns->columns[i].name;
    const char *near = mm_nearest_name(name, candidates, count);
    const char *what = binder->scope->what != NULL ? binder->scope->what
                       : from_columns == 0         ? (parameters == NULL ? "name" : "parameter")
                       : parameters == NULL        ? "column"
                                                   : "column or parameter";
    enum mm_status status;
    if (near != NULL)
        status = FAIL(binder, node, "unknown %s '%s'; did you mean '%s'?", what, name, near);
    else if (columns != NULL && from_columns > 0 && !mm_schema_has_names(columns))
        status = FAIL(binder, node, "unknown %s '%s'; the columns have no names: [1] is the first one", what, name);
    else
        status = FAIL(binder, node, "unknown %s '%s'", what, name);
    free(candidates);
    return status;
}

/* Index of the column called so, or SIZE_MAX. */
static enum mm_status find_column(struct binder *binder, const struct mm_tree_node *node, struct mm_span name,
                                  size_t *index) {
    const struct mm_schema *columns = binder->scope->columns;
    uint64_t place;
    *index = SIZE_MAX;
    if (columns == NULL) return MM_OK;
    for (size_t i = 0; i < columns->count; i++) {
        if (!mm_span_is(name, columns->columns[i].name) || name.length == 0) continue;
        if (*index != SIZE_MAX) return FAIL(binder, node, "the column name '%s' stands twice in the header", name.text);
        *index = i;
    }
    bool bracketed = binder->tree->source[node->start] == '[';
    if (*index == SIZE_MAX && bracketed && mm_parse_unsigned(name.text, name.length, &place) == MM_NUMBER_OK &&
        place >= 1 && place <= columns->count)
        *index = (size_t)place - 1;
    return MM_OK;
}

static enum mm_status noted(struct binder *binder, size_t **list, size_t *count, size_t *capacity, size_t index,
                            size_t *number) {
    for (*number = 0; *number < *count; ++*number)
        if ((*list)[*number] == index) return MM_OK;
    if (!mm_grow(list, capacity, *count, 1, sizeof **list)) return mm_fail_memory(binder->error);
    (*list)[(*count)++] = index;
    return MM_OK;
}

static enum mm_status column(struct binder *binder, const struct mm_tree_node *node, size_t index, mm_vertex *vertex) {
    struct mm_scope *scope = binder->scope;
    size_t number;
    if (scope->made != NULL && scope->made[index] != MM_VERTEX_NONE) {
        *vertex = scope->made[index];
        return MM_OK;
    }
    if (scope->columns->columns[index].kind == MM_TEXT)
        return FAIL(binder, node, "column '%s' holds text: compare it with a text, as in %s == 'abc'",
                    scope->columns->columns[index].name, scope->columns->columns[index].name);
    MM_TRY(noted(binder, &scope->numbers, &scope->number_count, &scope->number_capacity, index, &number));
    *vertex = mm_graph_column(binder->graph, number);
    return MM_OK;
}

static enum mm_status name(struct binder *binder, const struct mm_tree_node *node, mm_vertex *vertex) {
    const struct mm_parameters *parameters = binder->scope->parameters;
    size_t index, number = parameters == NULL ? SIZE_MAX : mm_parameters_find(parameters, node->text);
    MM_TRY(find_column(binder, node, node->text, &index));
    if (index != SIZE_MAX && number != SIZE_MAX)
        return FAIL(binder, node, "'%s' is a column and a parameter: rename one", node->text.text);
    if (index != SIZE_MAX) return column(binder, node, index, vertex);
    if (number != SIZE_MAX) {
        if (parameters->items[number].size > 0)
            return FAIL(binder, node, "'%s' is a vector of %zu: write an element, %s[1], or dot(%s, ...)",
                        node->text.text, parameters->items[number].size, node->text.text, node->text.text);
        *vertex = mm_graph_parameter(binder->graph, parameters->items[number].first);
        return MM_OK;
    }
    if (mm_span_is(node->text, "pi"))
        *vertex = mm_graph_constant(binder->graph, M_PI);
    else if (mm_span_is(node->text, "e"))
        *vertex = mm_graph_constant(binder->graph, M_E);
    else
        return unknown(binder, node, node->text.text);
    return MM_OK;
}

static enum mm_status element(struct binder *binder, const struct mm_tree_node *node, mm_vertex *vertex) {
    const struct mm_parameters *parameters = binder->scope->parameters;
    size_t number = parameters == NULL ? SIZE_MAX : mm_parameters_find(parameters, node->text);
    size_t index = (size_t)node->number;
    if (number == SIZE_MAX) return unknown(binder, node, node->text.text);
    const struct mm_parameter_value *item = &parameters->items[number];
    if (item->size == 0) return FAIL(binder, node, "'%s' is a number and has no elements", node->text.text);
    if (index > item->size)
        return FAIL(binder, node, "'%s' has %zu elements, so there is none of number %zu", node->text.text, item->size,
                    index);
    *vertex = mm_graph_parameter(binder->graph, item->first + index - 1);
    return MM_OK;
}

/* Operands of a call, ranges spelt out; all but their number is checked. */
struct operands {
    mm_vertex *items;
    size_t count, capacity;
};

static enum mm_status append(struct binder *binder, struct operands *operands, mm_vertex vertex) {
    if (!mm_grow(&operands->items, &operands->capacity, operands->count, 1, sizeof *operands->items))
        return mm_fail_memory(binder->error);
    operands->items[operands->count++] = vertex;
    return MM_OK;
}

static enum mm_status range(struct binder *binder, const struct mm_tree_node *node, struct operands *operands) {
    size_t first, last;
    mm_vertex vertex;
    MM_TRY(find_column(binder, node, node->text, &first));
    MM_TRY(find_column(binder, node, node->last, &last));
    if (first == SIZE_MAX) return unknown(binder, node, node->text.text);
    if (last == SIZE_MAX) return unknown(binder, node, node->last.text);
    if (last < first)
        return FAIL(binder, node, "'%s' stands before '%s' in the table", node->last.text, node->text.text);
    for (size_t i = first; i <= last; i++) {
        MM_TRY(column(binder, node, i, &vertex));
        MM_TRY(append(binder, operands, vertex));
    }
    return MM_OK;
}

/* dot(w, …): a vector parameter gives its elements. */
static enum mm_status vector(struct binder *binder, const struct mm_tree_node *node, struct operands *operands,
                             bool *found) {
    const struct mm_parameters *parameters = binder->scope->parameters;
    size_t number =
        parameters == NULL || node->kind != MM_TREE_NAME ? SIZE_MAX : mm_parameters_find(parameters, node->text);
    *found = number != SIZE_MAX && parameters->items[number].size > 0;
    for (size_t i = 0; *found && i < parameters->items[number].size; i++)
        MM_TRY(append(binder, operands, mm_graph_parameter(binder->graph, parameters->items[number].first + i)));
    return MM_OK;
}

static enum mm_status operands_of(struct binder *binder, mm_node node, struct operands *operands, size_t *weights) {
    const struct mm_tree_node *call = mm_tree_at(binder->tree, node);
    *weights = 0;
    for (size_t i = 0; i < call->count; i++) {
        mm_node child = mm_tree_child(binder->tree, node, i);
        const struct mm_tree_node *at = mm_tree_at(binder->tree, child);
        mm_vertex vertex;
        bool found = false;
        if (at->kind == MM_TREE_RANGE) {
            MM_TRY(range(binder, at, operands));
            continue;
        }
        if (call->function == MM_FN_DOT) MM_TRY(vector(binder, at, operands, &found));
        if (found && i == 0) *weights = operands->count;
        if (found) continue;
        MM_TRY(mm_bind(binder->scope, binder->tree, child, binder->graph, &vertex, binder->error));
        MM_TRY(append(binder, operands, vertex));
    }
    return MM_OK;
}

static enum mm_status dot(struct binder *binder, const struct mm_tree_node *call, const struct operands *operands,
                          size_t weights, mm_vertex *vertex) {
    struct mm_graph *graph = binder->graph;
    const mm_vertex *items = operands->items;
    size_t n = weights > 0 ? weights : 1;
    if (operands->count != 2 * n)
        return weights > 0 ? FAIL(binder, call, "dot of a vector of %zu with %zu operands", n, operands->count - n)
                           : FAIL(binder, call, "dot takes a vector parameter first, or two numbers");
    for (size_t i = 0; i < n; i++) {
        mm_vertex product = mm_graph_apply2(graph, MM_FN_MULTIPLY, items[i], items[n + i]);
        *vertex = i == 0 ? product : mm_graph_apply2(graph, MM_FN_ADD, *vertex, product);
    }
    return MM_OK;
}

/* sd² = Σ(x - mean)²/(n - 1); of what does not vary it is 0 and stays so, where the root's derivative would be 0/0 */
static mm_vertex spread(struct mm_graph *graph, mm_vertex x) {
    if (!graph->failed && !mm_graph_at(graph, x)->varies) return mm_graph_constant(graph, 0);
    mm_vertex mean = mm_graph_reduce(graph, MM_FN_MEAN_ROWS, x);
    mm_vertex deviation = mm_graph_apply2(graph, MM_FN_SUBTRACT, x, mean);
    mm_vertex squares = mm_graph_apply2(graph, MM_FN_POWER, deviation, mm_graph_constant(graph, 2));
    mm_vertex sum = mm_graph_reduce(graph, MM_FN_SUM_ROWS, squares);
    mm_vertex free_ones = mm_graph_apply2(graph, MM_FN_SUBTRACT, mm_graph_rows(graph), mm_graph_constant(graph, 1));
    return mm_graph_apply1(graph, MM_FN_SQRT, mm_graph_apply2(graph, MM_FN_DIVIDE, sum, free_ones));
}

static enum mm_status apply(struct binder *binder, const struct mm_tree_node *call, const struct operands *operands,
                            size_t weights, mm_vertex *vertex) {
    const struct mm_function_facts *facts = mm_function_facts(call->function);
    struct mm_graph *graph = binder->graph;
    size_t n = operands->count;
    if (n < facts->least || n > facts->most)
        return FAIL(binder, call, "%s takes %u argument%s, not %zu", facts->name, facts->least,
                    facts->least == 1 ? "" : "s", n);
    switch (call->function) {
    case MM_FN_DOT:
        return dot(binder, call, operands, weights, vertex);
    case MM_FN_MIN:
    case MM_FN_MAX:
    case MM_FN_LOGSUMEXP:
        *vertex = operands->items[0];
        for (size_t i = 1; i < n; i++) *vertex = mm_graph_apply2(graph, call->function, *vertex, operands->items[i]);
        return MM_OK;
    case MM_FN_SD_ROWS:
        *vertex = binder->scope->differentiable ? spread(graph, operands->items[0])
                                                : mm_graph_reduce(graph, MM_FN_SD_ROWS, operands->items[0]);
        return MM_OK;
    default:
        *vertex = facts->over_rows ? mm_graph_reduce(graph, call->function, operands->items[0])
                                   : mm_graph_apply(graph, call->function, operands->items, n);
        return MM_OK;
    }
}

/* A side of a comparison of texts; FOUND false if it is none. */
static enum mm_status text_side(struct binder *binder, mm_node node, struct mm_text_side *side, bool *found) {
    struct mm_scope *scope = binder->scope;
    const struct mm_tree_node *at = mm_tree_at(binder->tree, node);
    size_t index = SIZE_MAX, number;
    *found = at->kind == MM_TREE_TEXT;
    if (*found) {
        *side = (struct mm_text_side){true, (uint32_t)scope->literals.count};
        for (size_t i = 0; i < scope->literals.count; i++)
            if (mm_span_is(at->text, scope->literals.items[i])) side->index = (uint32_t)i;
        if (side->index < scope->literals.count) return MM_OK;
        return mm_strings_add(&scope->literals, at->text.text, at->text.length) ? MM_OK : mm_fail_memory(binder->error);
    }
    if (at->kind == MM_TREE_NAME) MM_TRY(find_column(binder, at, at->text, &index));
    *found = index != SIZE_MAX && scope->columns->columns[index].kind == MM_TEXT;
    if (!*found) return MM_OK;
    MM_TRY(noted(binder, &scope->texts, &scope->text_count, &scope->text_capacity, index, &number));
    *side = (struct mm_text_side){false, (uint32_t)number};
    return MM_OK;
}

/* A text beside something else, which may be a misspelt column, or a text without its quotes. */
static enum mm_status no_text(struct binder *binder, mm_node node) {
    const struct mm_tree_node *at = mm_tree_at(binder->tree, node);
    mm_vertex vertex;
    enum mm_status status = mm_bind(binder->scope, binder->tree, node, binder->graph, &vertex, binder->error);
    if (status == MM_OK) return FAIL(binder, at, "a number compared with a text");
    if (status == MM_USAGE && at->kind == MM_TREE_NAME && binder->error != NULL &&
        strncmp(binder->error->text, "unknown ", 8) == 0 && strstr(binder->error->text, "did you mean") == NULL)
        return FAIL(binder, at, "unknown %s '%s'; a text stands in single quotes",
                    binder->scope->what != NULL ? binder->scope->what : "column", at->text.text);
    return status;
}

static enum mm_status comparison(struct binder *binder, mm_node node, mm_vertex *vertex, bool *found) {
    const struct mm_tree_node *call = mm_tree_at(binder->tree, node);
    struct mm_text_side sides[2];
    bool text[2];
    *found = false;
    if (call->function < MM_FN_EQUAL || call->function > MM_FN_GREATER_EQUAL) return MM_OK;
    for (size_t i = 0; i < 2; i++) MM_TRY(text_side(binder, mm_tree_child(binder->tree, node, i), &sides[i], &text[i]));
    *found = text[0] || text[1];
    if (!*found) return MM_OK;
    if (!text[0] || !text[1]) return no_text(binder, mm_tree_child(binder->tree, node, text[0] ? 1 : 0));
    *vertex = mm_graph_texts(binder->graph, call->function, sides[0], sides[1]);
    return MM_OK;
}

static enum mm_status call(struct binder *binder, mm_node node, mm_vertex *vertex) {
    struct operands operands = {0};
    size_t weights;
    bool found;
    MM_TRY(comparison(binder, node, vertex, &found));
    if (found) return MM_OK;
    enum mm_status status = operands_of(binder, node, &operands, &weights);
    if (status == MM_OK) status = apply(binder, mm_tree_at(binder->tree, node), &operands, weights, vertex);
    free(operands.items);
    return status;
}

enum mm_status mm_bind(struct mm_scope *scope, const struct mm_tree *tree, mm_node node, struct mm_graph *graph,
                       mm_vertex *vertex, struct mm_error *error) {
    struct binder binder = {.scope = scope, .tree = tree, .graph = graph, .error = error};
    const struct mm_tree_node *at = mm_tree_at(tree, node);
    *vertex = MM_VERTEX_NONE;
    switch (at->kind) {
    case MM_TREE_NUMBER:
        *vertex = mm_graph_constant(graph, at->number);
        break;
    case MM_TREE_NAME:
        MM_TRY(name(&binder, at, vertex));
        break;
    case MM_TREE_ELEMENT:
        MM_TRY(element(&binder, at, vertex));
        break;
    case MM_TREE_CALL:
        MM_TRY(call(&binder, node, vertex));
        break;
    case MM_TREE_TEXT:
        return FAIL(&binder, at, "a text stands only in a comparison, as in species == 'setosa'");
    case MM_TREE_RANGE:
        return FAIL(&binder, at, "a range of columns stands among arguments: dot(w, x1..x9)");
    }
    if (!graph->failed) return MM_OK;
    if (graph->count >= MM_GRAPH_VERTICES) return FAIL(&binder, at, "too large");
    return mm_fail_memory(error);
}

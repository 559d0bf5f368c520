/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Vertices found by a hash of what they are. */
#include "expr/graph.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "expr/kernels.h"

void mm_graph_free(struct mm_graph *graph) {
    free(graph->vertices);
    free(graph->table);
    *graph = (struct mm_graph){0};
}

static uint64_t mix(uint64_t hash, uint64_t value) {
    hash = (hash ^ value) * UINT64_C(0x9e3779b97f4a7c15);
    return hash ^ (hash >> 29);
}

static uint64_t hash_of(const struct mm_graph_vertex *v) {
    uint64_t bits, hash = mix((uint64_t)v->kind, (uint64_t)v->function);
    memcpy(&bits, &v->number, sizeof bits);
    hash = mix(mix(hash, bits), v->index);
    for (size_t i = 0; i < 3; i++) hash = mix(hash, v->operands[i]);
    for (size_t i = 0; i < 2; i++) hash = mix(hash, (uint64_t)v->sides[i].index * 2 + v->sides[i].literal);
    return hash;
}

/* Numbers by their bits: -0 is not 0, and NaN is itself. */
static bool same(const struct mm_graph_vertex *a, const struct mm_graph_vertex *b) {
    return a->kind == b->kind && a->function == b->function && a->index == b->index && a->count == b->count &&
           memcmp(&a->number, &b->number, sizeof a->number) == 0 &&
           memcmp(a->operands, b->operands, sizeof a->operands) == 0 && a->sides[0].literal == b->sides[0].literal &&
           a->sides[0].index == b->sides[0].index && a->sides[1].literal == b->sides[1].literal &&
           a->sides[1].index == b->sides[1].index;
}

static size_t place_of(const struct mm_graph *graph, const struct mm_graph_vertex *v) {
    size_t at = (size_t)hash_of(v) & (graph->table_size - 1);
    while (graph->table[at] != MM_VERTEX_NONE && !same(&graph->vertices[graph->table[at]], v))
        at = (at + 1) & (graph->table_size - 1);
    return at;
}

static bool grow_table(struct mm_graph *graph) {
    size_t size = graph->table_size == 0 ? 64 : 2 * graph->table_size;
    mm_vertex *table = mm_new(size, sizeof *table);
    if (table == NULL) return false;
    memset(table, 0xff, size * sizeof *table);
    free(graph->table);
    graph->table = table;
    graph->table_size = size;
    for (size_t i = 0; i < graph->count; i++) graph->table[place_of(graph, &graph->vertices[i])] = (mm_vertex)i;
    return true;
}

static mm_vertex find_or_add(struct mm_graph *graph, struct mm_graph_vertex v) {
    if (graph->failed) return MM_VERTEX_NONE;
    for (size_t i = v.count; i < 3; i++) v.operands[i] = MM_VERTEX_NONE;
    for (size_t i = 0; i < v.count && v.kind == MM_VERTEX_APPLY; i++)
        v.varies = v.varies || graph->vertices[v.operands[i]].varies;
    if (2 * graph->count >= graph->table_size && !grow_table(graph)) graph->failed = true;
    if (graph->failed) return MM_VERTEX_NONE;
    size_t at = place_of(graph, &v);
    if (graph->table[at] != MM_VERTEX_NONE) return graph->table[at];
    if (graph->count >= MM_GRAPH_VERTICES ||
        !mm_grow(&graph->vertices, &graph->capacity, graph->count, 1, sizeof *graph->vertices)) {
        graph->failed = true;
        return MM_VERTEX_NONE;
    }
    graph->vertices[graph->count] = v;
    return graph->table[at] = (mm_vertex)graph->count++;
}

mm_vertex mm_graph_constant(struct mm_graph *graph, double number) {
    return find_or_add(graph, (struct mm_graph_vertex){.kind = MM_VERTEX_CONSTANT, .number = number});
}

mm_vertex mm_graph_parameter(struct mm_graph *graph, size_t index) {
    return find_or_add(graph, (struct mm_graph_vertex){.kind = MM_VERTEX_PARAMETER, .index = (uint32_t)index});
}

mm_vertex mm_graph_column(struct mm_graph *graph, size_t index) {
    return find_or_add(graph,
                       (struct mm_graph_vertex){.kind = MM_VERTEX_COLUMN, .index = (uint32_t)index, .varies = true});
}

mm_vertex mm_graph_texts(struct mm_graph *graph, enum mm_function comparison, struct mm_text_side a,
                         struct mm_text_side b) {
    return find_or_add(graph, (struct mm_graph_vertex){.kind = MM_VERTEX_TEXTS,
                                                       .function = comparison,
                                                       .varies = !a.literal || !b.literal,
                                                       .sides = {a, b}});
}

mm_vertex mm_graph_rows(struct mm_graph *graph) {
    return find_or_add(graph, (struct mm_graph_vertex){.kind = MM_VERTEX_ROWS});
}

static bool all_constant(const struct mm_graph *graph, const mm_vertex *operands, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (graph->vertices[operands[i]].kind != MM_VERTEX_CONSTANT) return false;
    return true;
}

/* Identities that hold bit for bit. */
static mm_vertex without_effect(const struct mm_graph *graph, enum mm_function function, const mm_vertex *operands) {
    const struct mm_graph_vertex *first = &graph->vertices[operands[0]];
    switch (function) {
    case MM_FN_MULTIPLY:
        if (mm_graph_is_constant(graph, operands[0], 1)) return operands[1];
        return mm_graph_is_constant(graph, operands[1], 1) ? operands[0] : MM_VERTEX_NONE;
    case MM_FN_DIVIDE:
    case MM_FN_POWER:
        return mm_graph_is_constant(graph, operands[1], 1) ? operands[0] : MM_VERTEX_NONE;
    case MM_FN_SUBTRACT:
        return mm_graph_is_constant(graph, operands[1], 0) ? operands[0] : MM_VERTEX_NONE;
    case MM_FN_NEGATE:
        return first->kind == MM_VERTEX_APPLY && first->function == MM_FN_NEGATE ? first->operands[0] : MM_VERTEX_NONE;
    default:
        return MM_VERTEX_NONE;
    }
}

mm_vertex mm_graph_apply(struct mm_graph *graph, enum mm_function function, const mm_vertex *operands, size_t count) {
    struct mm_graph_vertex v = {.kind = MM_VERTEX_APPLY, .function = function, .count = (uint8_t)count};
    for (size_t i = 0; i < count; i++) {
        if (operands[i] == MM_VERTEX_NONE) graph->failed = true;
        v.operands[i] = operands[i];
    }
    if (graph->failed) return MM_VERTEX_NONE;
    if (all_constant(graph, operands, count)) {
        double values[3], result;
        const double *at[3];
        for (size_t i = 0; i < count; i++) {
            values[i] = graph->vertices[operands[i]].number;
            at[i] = &values[i];
        }
        mm_kernel(function, at, NULL, &result, 1);
        return mm_graph_constant(graph, result);
    }
    mm_vertex same_as = without_effect(graph, function, operands);
    return same_as != MM_VERTEX_NONE ? same_as : find_or_add(graph, v);
}

mm_vertex mm_graph_apply1(struct mm_graph *graph, enum mm_function function, mm_vertex a) {
    return mm_graph_apply(graph, function, &a, 1);
}

mm_vertex mm_graph_apply2(struct mm_graph *graph, enum mm_function function, mm_vertex a, mm_vertex b) {
    return mm_graph_apply(graph, function, (const mm_vertex[]){a, b}, 2);
}

mm_vertex mm_graph_reduce(struct mm_graph *graph, enum mm_function function, mm_vertex a) {
    if (a == MM_VERTEX_NONE) graph->failed = true;
    if (graph->failed) return MM_VERTEX_NONE;
    if (!graph->vertices[a].varies) {
        if (function == MM_FN_MEAN_ROWS || function == MM_FN_MIN_ROWS || function == MM_FN_MAX_ROWS) return a;
        if (function == MM_FN_SUM_ROWS) return mm_graph_apply2(graph, MM_FN_MULTIPLY, mm_graph_rows(graph), a);
    }
    return find_or_add(
        graph, (struct mm_graph_vertex){.kind = MM_VERTEX_REDUCE, .function = function, .count = 1, .operands = {a}});
}

const struct mm_graph_vertex *mm_graph_at(const struct mm_graph *graph, mm_vertex vertex) {
    return &graph->vertices[vertex];
}

bool mm_graph_is_constant(const struct mm_graph *graph, mm_vertex vertex, double number) {
    const struct mm_graph_vertex *v = &graph->vertices[vertex];
    return v->kind == MM_VERTEX_CONSTANT && memcmp(&v->number, &number, sizeof number) == 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The operations behind a value, with all that reverse mode makes of them. */
#include "calculus/tape.h"

#include <stdlib.h>

#include "base/memory.h"
#include "calculus/adjoint.h"

void mm_tape_free(struct mm_tape *tape) {
    free(tape->nodes);
    *tape = (struct mm_tape){0};
}

/* Nodes in the order of the graph; places[v] is where vertex v stands, SIZE_MAX for what is no part of it. */
static void lay_out(struct mm_tape *tape, const struct mm_graph *graph, mm_vertex f, size_t *places) {
    enum { UNUSED = 0, USED = 1 };
    for (size_t v = 0; v <= f; v++) places[v] = UNUSED;
    places[f] = USED;
    for (size_t v = (size_t)f + 1; v-- > 0;)
        for (size_t i = 0; places[v] == USED && i < graph->vertices[v].count; i++)
            places[graph->vertices[v].operands[i]] = USED;
    for (size_t v = 0; v <= f; v++) {
        bool node = places[v] == USED && graph->vertices[v].kind != MM_VERTEX_CONSTANT;
        places[v] = node ? tape->count : SIZE_MAX;
        if (node) tape->nodes[tape->count++] = (struct mm_tape_node){.vertex = (mm_vertex)v};
    }
}

static enum mm_status find_local(struct mm_graph *graph, struct mm_tape_node *node, const size_t *places) {
    struct mm_graph_vertex at = *mm_graph_at(graph, node->vertex);
    mm_vertex one = mm_graph_constant(graph, 1), zero = mm_graph_constant(graph, 0);
    for (size_t i = 0; i < at.count; i++) {
        mm_vertex u = at.operands[i], derivative = MM_VERTEX_NONE;
        if (places[u] == SIZE_MAX) continue;
        if (at.kind == MM_VERTEX_REDUCE)
            MM_TRY(mm_reverse(graph, node->vertex, &u, 1, &derivative));
        else
            derivative = mm_pullback(graph, node->vertex, i, one);
        node->inputs[node->count] = places[u];
        node->local[node->count++] = derivative == MM_VERTEX_NONE ? zero : derivative;
    }
    return graph->failed ? MM_MEMORY : MM_OK;
}

static enum mm_status find_adjoints(struct mm_tape *tape, struct mm_graph *graph, mm_vertex f) {
    mm_vertex *vertices = mm_new(tape->count, sizeof *vertices), *adjoints = mm_new(tape->count, sizeof *adjoints);
    enum mm_status status = vertices == NULL || adjoints == NULL ? MM_MEMORY : MM_OK;
    for (size_t i = 0; status == MM_OK && i < tape->count; i++) vertices[i] = tape->nodes[i].vertex;
    if (status == MM_OK) status = mm_reverse(graph, f, vertices, tape->count, adjoints);
    for (size_t i = 0; status == MM_OK && i < tape->count; i++) tape->nodes[i].adjoint = adjoints[i];
    free(vertices);
    free(adjoints);
    return status;
}

enum mm_status mm_tape_make(struct mm_tape *tape, struct mm_graph *graph, mm_vertex f) {
    size_t n = (size_t)f + 1;
    size_t *places = mm_new(n, sizeof *places);
    tape->nodes = mm_new(n, sizeof *tape->nodes);
    enum mm_status status = places == NULL || tape->nodes == NULL ? MM_MEMORY : MM_OK;
    if (status == MM_OK) {
        lay_out(tape, graph, f, places);
        status = find_adjoints(tape, graph, f);
    }
    for (size_t i = 0; status == MM_OK && i < tape->count; i++) status = find_local(graph, &tape->nodes[i], places);
    free(places);
    return status;
}

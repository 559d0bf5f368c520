/* SPDX-License-Identifier: GPL-3.0-or-later */
/* k x as one product of a factor k that does not vary and an x that does. */
#include "calculus/factors.h"

/* Splits v = k x; k MM_VERTEX_NONE for no factor. What does not vary at all is k alone, x none. */
static void split(const struct mm_graph *graph, mm_vertex v, mm_vertex *k, mm_vertex *x) {
    const struct mm_graph_vertex *at = mm_graph_at(graph, v);
    *k = MM_VERTEX_NONE;
    *x = v;
    if (!at->varies) {
        *k = v;
        *x = MM_VERTEX_NONE;
    } else if (at->kind == MM_VERTEX_APPLY && at->function == MM_FN_MULTIPLY &&
               !mm_graph_at(graph, at->operands[0])->varies) {
        *k = at->operands[0];
        *x = at->operands[1];
    }
}

static mm_vertex times(struct mm_graph *graph, mm_vertex a, mm_vertex b) {
    if (a == MM_VERTEX_NONE) return b;
    return b == MM_VERTEX_NONE ? a : mm_graph_apply2(graph, MM_FN_MULTIPLY, a, b);
}

mm_vertex mm_negative(struct mm_graph *graph, mm_vertex x) {
    mm_vertex k, rest;
    if (graph->failed || x == MM_VERTEX_NONE) return MM_VERTEX_NONE;
    split(graph, x, &k, &rest);
    if (k == MM_VERTEX_NONE || rest == MM_VERTEX_NONE) return mm_graph_apply1(graph, MM_FN_NEGATE, x);
    return times(graph, mm_graph_apply1(graph, MM_FN_NEGATE, k), rest);
}

mm_vertex mm_product(struct mm_graph *graph, mm_vertex x, mm_vertex y) {
    mm_vertex kx, ky, rx, ry;
    if (graph->failed || x == MM_VERTEX_NONE || y == MM_VERTEX_NONE) return MM_VERTEX_NONE;
    if (mm_graph_is_constant(graph, x, -1)) return mm_negative(graph, y);
    if (mm_graph_is_constant(graph, y, -1)) return mm_negative(graph, x);
    split(graph, x, &kx, &rx);
    split(graph, y, &ky, &ry);
    return times(graph, times(graph, kx, ky), times(graph, rx, ry));
}

mm_vertex mm_quotient(struct mm_graph *graph, mm_vertex x, mm_vertex y) {
    mm_vertex k, rest;
    if (graph->failed || x == MM_VERTEX_NONE || y == MM_VERTEX_NONE) return MM_VERTEX_NONE;
    split(graph, x, &k, &rest);
    if (!mm_graph_at(graph, y)->varies || k == MM_VERTEX_NONE || rest == MM_VERTEX_NONE) {
        if (rest != MM_VERTEX_NONE && !mm_graph_at(graph, y)->varies)
            return mm_product(graph, mm_graph_apply2(graph, MM_FN_DIVIDE, mm_graph_constant(graph, 1), y), x);
        return mm_graph_apply2(graph, MM_FN_DIVIDE, x, y);
    }
    return times(graph, k, mm_graph_apply2(graph, MM_FN_DIVIDE, rest, y));
}

mm_vertex mm_sum_of(struct mm_graph *graph, mm_vertex x, mm_vertex y) {
    mm_vertex kx, ky, rx, ry;
    if (graph->failed || x == MM_VERTEX_NONE || y == MM_VERTEX_NONE) return MM_VERTEX_NONE;
    split(graph, x, &kx, &rx);
    split(graph, y, &ky, &ry);
    if (kx != MM_VERTEX_NONE && kx == ky && rx != MM_VERTEX_NONE && ry != MM_VERTEX_NONE)
        return times(graph, kx, mm_graph_apply2(graph, MM_FN_ADD, rx, ry));
    return mm_graph_apply2(graph, MM_FN_ADD, x, y);
}

mm_vertex mm_sum_over_rows(struct mm_graph *graph, mm_vertex x) {
    mm_vertex k, rest;
    if (graph->failed || x == MM_VERTEX_NONE) return MM_VERTEX_NONE;
    split(graph, x, &k, &rest);
    if (k == MM_VERTEX_NONE || rest == MM_VERTEX_NONE) return mm_graph_reduce(graph, MM_FN_SUM_ROWS, x);
    return times(graph, k, mm_graph_reduce(graph, MM_FN_SUM_ROWS, rest));
}

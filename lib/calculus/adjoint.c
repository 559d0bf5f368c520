/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sweeps over the graph: adjoints backward, tangents forward. */
#include "calculus/adjoint.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "calculus/factors.h"

/* The ties of an extreme m of u share what it has: (u == m) / how many there are. */
static mm_vertex at_extreme(struct mm_graph *graph, mm_vertex u, mm_vertex m) {
    return mm_graph_apply2(graph, MM_FN_EQUAL, u, m);
}

static mm_vertex count_of(struct mm_graph *graph, mm_vertex condition) {
    return mm_graph_reduce(graph, MM_FN_SUM_ROWS, condition);
}

/* What the operand u of a reduction gets of its adjoint, in each row. */
static mm_vertex through_reduction(struct mm_graph *graph, mm_vertex v, mm_vertex adjoint) {
    struct mm_graph_vertex at = *mm_graph_at(graph, v);
    mm_vertex u = at.operands[0];
    switch (at.function) {
    case MM_FN_SUM_ROWS:
        return adjoint;
    case MM_FN_MEAN_ROWS:
        return mm_quotient(graph, adjoint, mm_graph_rows(graph));
    case MM_FN_MIN_ROWS:
    case MM_FN_MAX_ROWS: {
        mm_vertex here = at_extreme(graph, u, v);
        return mm_product(graph, mm_quotient(graph, adjoint, count_of(graph, here)), here);
    }
    default:
        return MM_VERTEX_NONE;
    }
}

/* A row's part of an adjoint becomes part of something that all rows share: summed, unless f itself is a row's. */
static void give(struct mm_graph *graph, mm_vertex *adjoints, mm_vertex to, mm_vertex part, bool sum) {
    if (part == MM_VERTEX_NONE || graph->failed) return;
    if (sum) part = mm_sum_over_rows(graph, part);
    adjoints[to] = adjoints[to] == MM_VERTEX_NONE ? part : mm_sum_of(graph, adjoints[to], part);
}

/* Which vertices depend on an input: nothing else needs an adjoint. */
static void find_active(const struct mm_graph *graph, const mm_vertex *inputs, size_t count, bool *active, size_t n) {
    for (size_t j = 0; j < count; j++)
        if (inputs[j] < n) active[inputs[j]] = true;
    for (size_t v = 0; v < n; v++)
        for (size_t i = 0; i < graph->vertices[v].count; i++)
            active[v] = active[v] || active[graph->vertices[v].operands[i]];
}

/* A reduction v inside of an f that varies: what all rows put into it is in its own gradient, which each row takes with
 * its own adjoint. */
static enum mm_status add_reduction(struct mm_graph *graph, mm_vertex v, mm_vertex adjoint, const mm_vertex *inputs,
                                    size_t count, mm_vertex *sums) {
    mm_vertex *gradient = mm_new(count, sizeof *gradient);
    enum mm_status status = gradient == NULL ? MM_MEMORY : mm_reverse(graph, v, inputs, count, gradient);
    for (size_t j = 0; status == MM_OK && j < count; j++) {
        if (inputs[j] == v || mm_graph_is_constant(graph, gradient[j], 0)) continue;
        mm_vertex part = mm_product(graph, adjoint, gradient[j]);
        sums[j] = sums[j] == MM_VERTEX_NONE ? part : mm_sum_of(graph, sums[j], part);
    }
    free(gradient);
    return status;
}

enum mm_status mm_reverse(struct mm_graph *graph, mm_vertex f, const mm_vertex *inputs, size_t count,
                          mm_vertex *gradient) {
    size_t n = (size_t)f + 1;
    enum mm_status status = MM_OK;
    bool per_row = mm_graph_at(graph, f)->varies;
    bool *active = mm_new_zero(n, sizeof *active);
    mm_vertex *adjoints = mm_new(n, sizeof *adjoints), zero = mm_graph_constant(graph, 0);
    if (active == NULL || adjoints == NULL) {
        free(active);
        free(adjoints);
        return MM_MEMORY;
    }
    memset(adjoints, 0xff, n * sizeof *adjoints);
    find_active(graph, inputs, count, active, n);
    for (size_t j = 0; j < count; j++) gradient[j] = MM_VERTEX_NONE;
    adjoints[f] = mm_graph_constant(graph, 1);
    for (size_t v = n; v-- > 0 && !graph->failed && status == MM_OK;) {
        struct mm_graph_vertex at = graph->vertices[v];
        if (adjoints[v] == MM_VERTEX_NONE || !active[v]) continue;
        if (per_row && at.kind == MM_VERTEX_REDUCE) {
            status = add_reduction(graph, (mm_vertex)v, adjoints[v], inputs, count, gradient);
            continue;
        }
        for (size_t i = 0; i < at.count; i++) {
            mm_vertex to = at.operands[i];
            bool leaves_rows = at.varies && !graph->vertices[to].varies && !per_row;
            if (!active[to]) continue;
            give(graph, adjoints, to,
                 at.kind == MM_VERTEX_REDUCE ? through_reduction(graph, (mm_vertex)v, adjoints[v])
                                             : mm_pullback(graph, (mm_vertex)v, i, adjoints[v]),
                 leaves_rows);
        }
    }
    for (size_t j = 0; j < count; j++) {
        mm_vertex direct = inputs[j] >= n ? MM_VERTEX_NONE : adjoints[inputs[j]];
        if (gradient[j] == MM_VERTEX_NONE)
            gradient[j] = direct == MM_VERTEX_NONE ? zero : direct;
        else if (direct != MM_VERTEX_NONE)
            gradient[j] = mm_sum_of(graph, direct, gradient[j]);
    }
    free(active);
    free(adjoints);
    return graph->failed ? MM_MEMORY : status;
}

/* Leaves active only what some f_j uses: the graph may hold much else, such as derivatives by other inputs. */
static bool keep_used(const struct mm_graph *graph, const mm_vertex *f, size_t count, bool *active, size_t n) {
    bool *used = mm_new_zero(n, sizeof *used);
    if (used == NULL) return false;
    for (size_t j = 0; j < count; j++)
        if (f[j] < n) used[f[j]] = true;
    for (size_t v = n; v-- > 0;) {
        for (size_t i = 0; used[v] && i < graph->vertices[v].count; i++) used[graph->vertices[v].operands[i]] = true;
        active[v] = active[v] && used[v];
    }
    free(used);
    return true;
}

/* The tangent of a reduction of u whose tangent is t. */
static mm_vertex reduction_tangent(struct mm_graph *graph, mm_vertex v, mm_vertex t) {
    struct mm_graph_vertex at = *mm_graph_at(graph, v);
    switch (at.function) {
    case MM_FN_SUM_ROWS:
        return mm_sum_over_rows(graph, t);
    case MM_FN_MEAN_ROWS:
        return mm_quotient(graph, mm_sum_over_rows(graph, t), mm_graph_rows(graph));
    case MM_FN_MIN_ROWS:
    case MM_FN_MAX_ROWS: {
        mm_vertex here = at_extreme(graph, at.operands[0], v);
        mm_vertex shared = mm_sum_over_rows(graph, mm_product(graph, here, t));
        return mm_quotient(graph, shared, count_of(graph, here));
    }
    default:
        return MM_VERTEX_NONE;
    }
}

enum mm_status mm_forward(struct mm_graph *graph, const mm_vertex *f, size_t count, mm_vertex input,
                          mm_vertex *tangents) {
    size_t n = graph->count;
    bool *active = mm_new_zero(n, sizeof *active);
    mm_vertex *of = mm_new(n, sizeof *of), zero = mm_graph_constant(graph, 0);
    if (active != NULL) find_active(graph, &input, 1, active, n);
    if (active == NULL || of == NULL || !keep_used(graph, f, count, active, n)) {
        free(active);
        free(of);
        return MM_MEMORY;
    }
    memset(of, 0xff, n * sizeof *of);
    of[input] = mm_graph_constant(graph, 1);
    for (size_t v = (size_t)input + 1; v < n && !graph->failed; v++) {
        struct mm_graph_vertex at = graph->vertices[v];
        for (size_t i = 0; i < at.count && active[v]; i++) {
            mm_vertex t = of[at.operands[i]];
            if (t == MM_VERTEX_NONE) continue;
            give(graph, of, (mm_vertex)v,
                 at.kind == MM_VERTEX_REDUCE ? reduction_tangent(graph, (mm_vertex)v, t)
                                             : mm_pullback(graph, (mm_vertex)v, i, t),
                 false);
        }
    }
    for (size_t j = 0; j < count; j++) tangents[j] = f[j] >= n || of[f[j]] == MM_VERTEX_NONE ? zero : of[f[j]];
    free(active);
    free(of);
    return graph->failed ? MM_MEMORY : MM_OK;
}

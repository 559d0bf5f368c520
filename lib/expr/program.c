/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a graph to sweeps of steps: what must be known first, and slots for what lives at the same time. */
#include "expr/program.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "expr/kernels.h"
#include "expr/program_layout.h"

void mm_program_free(struct mm_program *program) {
    if (program == NULL) return;
    for (size_t i = 0; program->sweeps != NULL && i <= program->sweep_count; i++) {
        struct mm_sweep *sweep = &program->sweeps[i];
        free(sweep->steps);
        free(sweep->terms);
        free(sweep->columns);
        free(sweep->texts);
        free(sweep->constants);
        free(sweep->reductions);
        free(sweep->outputs);
    }
    free(program->sweeps);
    free(program->outputs);
    free(program->levels);
    free(program->needed);
    free(program);
}

/* Operands stand before their users: one pass back finds what is needed, one forward the levels. */
static void find_levels(struct mm_program *program) {
    const struct mm_graph *graph = program->graph;
    for (size_t i = 0; i < program->output_count; i++) program->needed[program->outputs[i]] = true;
    for (size_t v = graph->count; v-- > 0;)
        for (size_t i = 0; program->needed[v] && i < graph->vertices[v].count; i++)
            program->needed[graph->vertices[v].operands[i]] = true;
    for (size_t v = 0; v < graph->count; v++) {
        const struct mm_graph_vertex *vertex = &graph->vertices[v];
        uint32_t level = vertex->kind == MM_VERTEX_ROWS && program->sums == MM_SUMS_EXACT;
        for (size_t i = 0; i < vertex->count; i++)
            if (program->levels[vertex->operands[i]] > level) level = program->levels[vertex->operands[i]];
        if (vertex->kind == MM_VERTEX_REDUCE) level++;
        program->levels[v] = level;
        if (program->needed[v] && level > program->sweep_count) program->sweep_count = level;
    }
}

/* The making of one sweep. */
struct layout {
    const struct mm_program *program;
    struct mm_sweep *sweep;
    bool *wanted;         /* vertices that this sweep computes, row by row */
    bool *absorbed;       /* those that are part of their one user's sum of terms */
    uint32_t *users;      /* how many of its steps still need a vertex */
    uint32_t *slots;      /* the slot of a vertex */
    uint32_t *free_slots; /* slots for use again */
    mm_vertex *reduction; /* by vertex: the first reduction of it here, then by `next` */
    mm_vertex *next;
    size_t free_count;
    bool failed;
};

static const uint32_t NO_SLOT = (uint32_t)-1;

static void fill(struct layout *layout, struct mm_filled_slot **list, size_t *count, size_t *capacity, mm_vertex v) {
    if (!mm_grow(list, capacity, *count, 1, sizeof **list)) {
        layout->failed = true;
        return;
    }
    layout->slots[v] = (uint32_t)layout->sweep->slot_count++;
    (*list)[(*count)++] = (struct mm_filled_slot){layout->slots[v], v};
}

/* The slot of an operand; what does not vary gets one that is filled beforehand. */
static uint32_t slot_of(struct layout *layout, mm_vertex v) {
    struct mm_sweep *sweep = layout->sweep;
    if (layout->slots[v] == NO_SLOT && !layout->program->graph->vertices[v].varies)
        fill(layout, &sweep->constants, &sweep->constant_count, &sweep->constant_capacity, v);
    return layout->slots[v];
}

/* One user less: a slot that was made by a step is free after the last. */
static void release(struct layout *layout, mm_vertex v) {
    const struct mm_graph_vertex *vertex = &layout->program->graph->vertices[v];
    if (vertex->varies && vertex->kind == MM_VERTEX_APPLY && --layout->users[v] == 0)
        layout->free_slots[layout->free_count++] = layout->slots[v];
}

static struct mm_step *add_step(struct layout *layout, mm_vertex v) {
    struct mm_sweep *sweep = layout->sweep;
    if (!mm_grow(&sweep->steps, &sweep->step_capacity, sweep->step_count, 1, sizeof *sweep->steps)) {
        layout->failed = true;
        return NULL;
    }
    sweep->steps[sweep->step_count] = (struct mm_step){.vertex = v};
    return &sweep->steps[sweep->step_count++];
}

static bool is_sum(enum mm_function function) {
    return function == MM_FN_SUM_ROWS || function == MM_FN_MEAN_ROWS;
}

/* A product that only sums want is not stored: Σ x_i y_i in one loop, where rounding of each product is allowed. */
static bool is_fused(const struct layout *layout, mm_vertex v) {
    const struct mm_graph_vertex *vertex = &layout->program->graph->vertices[v];
    bool square =
        vertex->function == MM_FN_POWER && mm_graph_is_constant(layout->program->graph, vertex->operands[1], 2);
    if (layout->program->sums != MM_SUMS_TREE || vertex->kind != MM_VERTEX_APPLY ||
        !(vertex->function == MM_FN_MULTIPLY || square) || layout->users[v] != 1)
        return false;
    mm_vertex r = layout->reduction[v];
    return r != MM_VERTEX_NONE && is_sum(layout->program->graph->vertices[r].function);
}

static void add_reductions(struct layout *layout, mm_vertex v) {
    struct mm_sweep *sweep = layout->sweep;
    const struct mm_graph_vertex *vertex = &layout->program->graph->vertices[v];
    bool fused = is_fused(layout, v);
    for (mm_vertex r = layout->reduction[v]; r != MM_VERTEX_NONE && !layout->failed; r = layout->next[r]) {
        struct mm_step *step = add_step(layout, r);
        if (step == NULL ||
            !mm_grow(&sweep->reductions, &sweep->reduction_capacity, sweep->reduction_count, 1, sizeof(mm_vertex))) {
            layout->failed = true;
            return;
        }
        *step = (struct mm_step){.vertex = r, .reduces = true, .result = (uint32_t)sweep->reduction_count};
        sweep->reductions[sweep->reduction_count++] = r;
        if (fused) {
            bool square = vertex->function == MM_FN_POWER;
            mm_vertex a = vertex->operands[0], b = vertex->operands[square ? 0 : 1];
            uint32_t first = slot_of(layout, a), second = slot_of(layout, b);
            step->product = true;
            step->operands[0] = first;
            step->operands[1] = second;
            release(layout, a);
            if (!square) release(layout, b);
        } else {
            step->operands[0] = slot_of(layout, v);
            release(layout, v);
        }
    }
}

static bool is_sum_of_two(const struct mm_graph_vertex *vertex) {
    return vertex->kind == MM_VERTEX_APPLY && (vertex->function == MM_FN_ADD || vertex->function == MM_FN_SUBTRACT);
}

/* k x, with k the same in every row */
static bool is_scaled(const struct mm_graph *graph, const struct mm_graph_vertex *vertex) {
    return vertex->kind == MM_VERTEX_APPLY && vertex->function == MM_FN_MULTIPLY && vertex->varies &&
           !graph->vertices[vertex->operands[0]].varies;
}

/* (k x + m y) - z, …: sums to the left and products with constants that nobody else wants become terms of one loop. */
static void absorb(struct layout *layout, mm_vertex v) {
    const struct mm_graph *graph = layout->program->graph;
    const struct mm_graph_vertex *vertex = &graph->vertices[v];
    for (size_t i = 0; i < 2; i++) {
        mm_vertex u = vertex->operands[i];
        const struct mm_graph_vertex *operand = &graph->vertices[u];
        bool sum = i == 0 && is_sum_of_two(operand) && operand->varies;
        if (layout->users[u] == 1 && (sum || is_scaled(graph, operand))) layout->absorbed[u] = true;
    }
}

static void add_term(struct layout *layout, struct mm_step *step, mm_vertex v, bool negative) {
    struct mm_sweep *sweep = layout->sweep;
    const struct mm_graph_vertex *vertex = &layout->program->graph->vertices[v];
    struct mm_term term = {.negative = negative, .factor = MM_VERTEX_NONE};
    if (layout->absorbed[v]) term.factor = vertex->operands[0], v = vertex->operands[1];
    if (!mm_grow(&sweep->terms, &sweep->term_capacity, sweep->term_count, 1, sizeof term)) {
        layout->failed = true;
        return;
    }
    term.slot = slot_of(layout, v);
    sweep->terms[sweep->term_count++] = term;
    step->term_count++;
}

/* The chain that ends at V, from its left end on; its slots are free again when all of it is laid out. */
static void add_terms(struct layout *layout, struct mm_step *step, mm_vertex v) {
    const struct mm_graph *graph = layout->program->graph;
    mm_vertex first = v;
    size_t length = 1;
    for (; layout->absorbed[graph->vertices[first].operands[0]] &&
           is_sum_of_two(&graph->vertices[graph->vertices[first].operands[0]]);
         length++)
        first = graph->vertices[first].operands[0];
    mm_vertex *chain = mm_new(length, sizeof *chain);
    if (chain == NULL) {
        layout->failed = true;
        return;
    }
    for (size_t i = length; i-- > 0; v = graph->vertices[v].operands[0]) chain[i] = v;
    step->first_term = (uint32_t)layout->sweep->term_count;
    add_term(layout, step, graph->vertices[first].operands[0], false);
    for (size_t i = 0; i < length; i++)
        add_term(layout, step, graph->vertices[chain[i]].operands[1],
                 graph->vertices[chain[i]].function == MM_FN_SUBTRACT);
    free(chain);
    if (step->term_count > layout->sweep->longest) layout->sweep->longest = step->term_count;
}

static void release_terms(struct layout *layout, mm_vertex v) {
    const struct mm_graph_vertex *vertex = &layout->program->graph->vertices[v];
    for (size_t i = 0; i < 2; i++)
        layout->absorbed[vertex->operands[i]] ? release_terms(layout, vertex->operands[i])
                                              : release(layout, vertex->operands[i]);
}

static uint32_t new_slot(struct layout *layout) {
    return layout->free_count > 0 ? layout->free_slots[--layout->free_count] : (uint32_t)layout->sweep->slot_count++;
}

static void add_apply(struct layout *layout, mm_vertex v) {
    const struct mm_graph_vertex *vertex = &layout->program->graph->vertices[v];
    const struct mm_graph *graph = layout->program->graph;
    struct mm_step *step = add_step(layout, v);
    if (step == NULL) return;
    if (vertex->function == MM_FN_POWER && graph->vertices[vertex->operands[1]].kind == MM_VERTEX_CONSTANT) {
        step->power_known = true;
        step->exponent = graph->vertices[vertex->operands[1]].number;
    }
    if (is_sum_of_two(vertex)) { /* its slot is none of its terms', for it may take several loops */
        add_terms(layout, step, v);
        step->result = layout->slots[v] = new_slot(layout);
        release_terms(layout, v);
        return;
    }
    for (size_t i = 0; i < vertex->count; i++) step->operands[i] = slot_of(layout, vertex->operands[i]);
    for (size_t i = 0; i < vertex->count; i++) release(layout, vertex->operands[i]);
    step->result = layout->slots[v] = new_slot(layout);
}

static void add_vertex(struct layout *layout, mm_vertex v) {
    struct mm_sweep *sweep = layout->sweep;
    if (layout->absorbed[v]) return;
    switch (layout->program->graph->vertices[v].kind) {
    case MM_VERTEX_COLUMN:
        fill(layout, &sweep->columns, &sweep->column_count, &sweep->column_capacity, v);
        break;
    case MM_VERTEX_TEXTS:
        fill(layout, &sweep->texts, &sweep->text_count, &sweep->text_capacity, v);
        break;
    default:
        if (!is_fused(layout, v)) add_apply(layout, v);
    }
}

/* What a vertex needs, it needs of each operand once. */
static void count_users(struct layout *layout, mm_vertex v) {
    const struct mm_graph_vertex *vertex = &layout->program->graph->vertices[v];
    for (size_t i = 0; i < vertex->count; i++) layout->users[vertex->operands[i]]++;
    for (size_t i = 0; i < vertex->count; i++) layout->wanted[vertex->operands[i]] = true;
}

/* Σ r x, Σ r y, … one after another read r once. */
static void group_products(struct mm_sweep *sweep) {
    for (size_t s = 0, size; s < sweep->step_count; s += size) {
        struct mm_step *first = &sweep->steps[s];
        size_t left = sweep->step_count - s, most = left < MM_KERNEL_DOTS ? left : MM_KERNEL_DOTS, best = 0;
        size = 1;
        for (size_t side = 0; side < 2 && first->product; side++) {
            size_t shared = 1;
            while (shared < most && first[shared].product &&
                   (first[shared].operands[0] == first->operands[side] ||
                    first[shared].operands[1] == first->operands[side]))
                shared++;
            if (shared > size) size = shared, best = side;
        }
        uint32_t common = first->operands[best];
        for (size_t i = 0; i < size && first->product; i++)
            if (first[i].operands[0] != common) {
                first[i].operands[1] = first[i].operands[0];
                first[i].operands[0] = common;
            }
        first->group = (uint32_t)size;
    }
}

static void lay_out(struct layout *layout, size_t number) {
    const struct mm_program *program = layout->program;
    const struct mm_graph *graph = program->graph;
    bool last = number == program->sweep_count;
    for (size_t i = 0; last && i < program->output_count; i++) {
        layout->wanted[program->outputs[i]] = true;
        layout->users[program->outputs[i]]++; /* never released: it must last to the end of the block */
    }
    for (size_t v = graph->count; v-- > 0;) {
        const struct mm_graph_vertex *vertex = &graph->vertices[v];
        layout->slots[v] = NO_SLOT;
        bool reduced_here =
            !last && vertex->kind == MM_VERTEX_REDUCE && program->needed[v] && program->levels[v] == number + 1;
        if (reduced_here) {
            layout->next[v] = layout->reduction[vertex->operands[0]];
            layout->reduction[vertex->operands[0]] = (mm_vertex)v;
        }
        if (reduced_here || (layout->wanted[v] && vertex->varies)) count_users(layout, (mm_vertex)v);
    }
    for (size_t v = 0; v < graph->count; v++)
        if (layout->wanted[v] && graph->vertices[v].varies && is_sum_of_two(&graph->vertices[v]))
            absorb(layout, (mm_vertex)v);
    for (size_t v = 0; v < graph->count && !layout->failed; v++) {
        if (layout->wanted[v] && graph->vertices[v].varies) add_vertex(layout, (mm_vertex)v);
        if (layout->reduction[v] != MM_VERTEX_NONE) add_reductions(layout, (mm_vertex)v);
    }
    group_products(layout->sweep);
    for (size_t i = 0; last && i < program->output_count && !layout->failed; i++)
        layout->sweep->outputs[i] =
            graph->vertices[program->outputs[i]].varies ? layout->slots[program->outputs[i]] : NO_SLOT;
}

static bool make_sweep(struct mm_program *program, size_t number) {
    size_t n = program->graph->count;
    struct layout layout = {.program = program,
                            .sweep = &program->sweeps[number],
                            .wanted = mm_new_zero(n, sizeof *layout.wanted),
                            .absorbed = mm_new_zero(n, sizeof *layout.absorbed),
                            .users = mm_new_zero(n, sizeof *layout.users),
                            .slots = mm_new(n, sizeof *layout.slots),
                            .free_slots = mm_new(n, sizeof *layout.free_slots),
                            .reduction = mm_new(n, sizeof *layout.reduction),
                            .next = mm_new(n, sizeof *layout.next)};
    layout.sweep->outputs = mm_new_zero(program->output_count, sizeof *layout.sweep->outputs);
    bool ok = layout.wanted != NULL && layout.absorbed != NULL && layout.users != NULL && layout.slots != NULL &&
              layout.free_slots != NULL && layout.reduction != NULL && layout.next != NULL &&
              layout.sweep->outputs != NULL;
    if (ok) {
        memset(layout.reduction, 0xff, n * sizeof *layout.reduction);
        lay_out(&layout, number);
        ok = !layout.failed;
    }
    free(layout.wanted);
    free(layout.absorbed);
    free(layout.users);
    free(layout.slots);
    free(layout.free_slots);
    free(layout.reduction);
    free(layout.next);
    return ok;
}

enum mm_status mm_program_new(struct mm_program **program, const struct mm_graph *graph,
                              const struct mm_strings *literals, const mm_vertex *outputs, size_t count,
                              enum mm_sums sums) {
    struct mm_program *made = mm_new_zero(1, sizeof *made);
    *program = NULL;
    if (made == NULL || graph->failed) {
        free(made);
        return MM_MEMORY;
    }
    *made = (struct mm_program){.graph = graph, .literals = literals, .sums = sums, .output_count = count};
    made->outputs = mm_new(count, sizeof *made->outputs);
    made->levels = mm_new_zero(graph->count, sizeof *made->levels);
    made->needed = mm_new_zero(graph->count, sizeof *made->needed);
    bool ok = made->outputs != NULL && made->levels != NULL && made->needed != NULL;
    if (ok) {
        memcpy(made->outputs, outputs, count * sizeof *outputs);
        find_levels(made);
        made->sweeps = mm_new_zero(made->sweep_count + 1, sizeof *made->sweeps);
        ok = made->sweeps != NULL;
    }
    for (size_t i = 0; ok && i <= made->sweep_count; i++) ok = make_sweep(made, i);
    if (!ok) {
        mm_program_free(made);
        return MM_MEMORY;
    }
    *program = made;
    return MM_OK;
}

size_t mm_program_sweeps(const struct mm_program *program) {
    return program->sweep_count;
}

bool mm_program_varies(const struct mm_program *program, size_t output) {
    return program->graph->vertices[program->outputs[output]].varies;
}

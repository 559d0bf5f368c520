/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Programs run: blocks of rows by several threads, reductions merged so that their number does not show. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "expr/accumulator.h"
#include "expr/kernels.h"
#include "expr/program_layout.h"

/* Rows that one thread takes at a time: the grain of the tree of sums. */
enum { CHUNK = 16 * MM_KERNEL_BLOCK };

/* What a thread works with. */
struct worker {
    double *blocks;       /* slot_count blocks */
    const double **where; /* the block of a slot, or rows of a column as they lie in memory */
    double *factors;      /* of a sum of terms; where these are */
    const double **terms;
    struct mm_accumulator *accumulators; /* exact sums: one a reduction, for all that this thread has seen */
    bool prepared;                       /* for the sweep at hand */
};

struct mm_evaluation {
    const struct mm_program *program;
    size_t threads, sweep, rows, declared_rows;
    double *values; /* of what does not vary, by vertex */
    struct worker *workers;
    double *partial; /* tree sums: one a chunk and reduction */
    size_t partial_capacity;
    const double *parameters;
    bool failed; /* memory */
};

void mm_evaluation_free(struct mm_evaluation *evaluation) {
    if (evaluation == NULL) return;
    for (size_t i = 0; evaluation->workers != NULL && i < evaluation->threads; i++) {
        free(evaluation->workers[i].blocks);
        free(evaluation->workers[i].where);
        free(evaluation->workers[i].factors);
        free(evaluation->workers[i].terms);
        mm_accumulators_free(evaluation->workers[i].accumulators);
    }
    free(evaluation->workers);
    free(evaluation->values);
    free(evaluation->partial);
    free(evaluation);
}

struct mm_evaluation *mm_evaluation_new(const struct mm_program *program, size_t threads) {
    struct mm_evaluation *made = mm_new_zero(1, sizeof *made);
    size_t slots = 1, reductions = 0, terms = 0;
    if (made == NULL) return NULL;
    for (size_t i = 0; i <= program->sweep_count; i++) {
        if (program->sweeps[i].slot_count > slots) slots = program->sweeps[i].slot_count;
        if (program->sweeps[i].longest > terms) terms = program->sweeps[i].longest;
        if (program->sweeps[i].reduction_count > reductions) reductions = program->sweeps[i].reduction_count;
    }
    made->program = program;
    made->threads = threads > 0 ? threads : 1;
    made->values = mm_new_zero(program->graph->count, sizeof *made->values);
    made->workers = mm_new_zero(made->threads, sizeof *made->workers);
    bool ok = made->values != NULL && made->workers != NULL;
    for (size_t i = 0; ok && i < made->threads; i++) {
        struct worker *worker = &made->workers[i];
        worker->blocks = mm_new_doubles(slots, MM_KERNEL_BLOCK);
        worker->where = mm_new(slots, sizeof *worker->where);
        worker->factors = mm_new(terms, sizeof *worker->factors);
        worker->terms = mm_new(terms, sizeof *worker->terms);
        worker->accumulators = mm_accumulators_new(program->sums == MM_SUMS_EXACT ? reductions : 0);
        ok = worker->blocks != NULL && worker->where != NULL && worker->factors != NULL && worker->terms != NULL &&
             worker->accumulators != NULL;
    }
    if (ok) return made;
    mm_evaluation_free(made);
    return NULL;
}

/* What does not vary and is known after so many sweeps. */
static void compute_uniform(struct mm_evaluation *evaluation, size_t level) {
    const struct mm_program *program = evaluation->program;
    const struct mm_graph *graph = program->graph;
    double *values = evaluation->values;
    for (size_t v = 0; v < graph->count; v++) {
        const struct mm_graph_vertex *vertex = &graph->vertices[v];
        const double *operands[3];
        if (!program->needed[v] || vertex->varies || program->levels[v] != level) continue;
        switch (vertex->kind) {
        case MM_VERTEX_CONSTANT:
            values[v] = vertex->number;
            break;
        case MM_VERTEX_PARAMETER:
            values[v] = evaluation->parameters[vertex->index];
            break;
        case MM_VERTEX_ROWS:
            values[v] = (double)(program->sums == MM_SUMS_EXACT ? evaluation->rows : evaluation->declared_rows);
            break;
        case MM_VERTEX_TEXTS: {
            const struct mm_text_side *sides = vertex->sides;
            values[v] = mm_texts_compare(vertex->function, mm_span_of(program->literals->items[sides[0].index]),
                                         mm_span_of(program->literals->items[sides[1].index]));
            break;
        }
        case MM_VERTEX_APPLY: {
            bool known =
                vertex->function == MM_FN_POWER && graph->vertices[vertex->operands[1]].kind == MM_VERTEX_CONSTANT;
            for (size_t i = 0; i < vertex->count; i++) operands[i] = &values[vertex->operands[i]];
            mm_kernel(vertex->function, operands, known ? operands[1] : NULL, &values[v], 1);
            break;
        }
        case MM_VERTEX_COLUMN:
        case MM_VERTEX_REDUCE:
            break; /* never here; and set at the end of its sweep */
        }
    }
}

static void start_sweep(struct mm_evaluation *evaluation) {
    evaluation->rows = 0;
    for (size_t i = 0; i < evaluation->threads; i++) {
        mm_accumulators_clear(evaluation->workers[i].accumulators);
        evaluation->workers[i].prepared = false;
    }
}

void mm_evaluation_begin(struct mm_evaluation *evaluation, const double *parameters, size_t rows) {
    evaluation->parameters = parameters;
    evaluation->declared_rows = rows;
    evaluation->sweep = 0;
    start_sweep(evaluation);
    compute_uniform(evaluation, 0);
}

/* The work of one call: rows in chunks. */
struct work {
    struct mm_evaluation *evaluation;
    const struct mm_sweep *sweep;
    const struct mm_rows *rows;
    double *const *results; /* null: reductions */
    size_t stride;
};

/* Slots that stay the same for the whole sweep. */
static void prepare(const struct work *work, struct worker *worker) {
    const struct mm_sweep *sweep = work->sweep;
    for (size_t i = 0; i < sweep->slot_count; i++) worker->where[i] = worker->blocks + i * MM_KERNEL_BLOCK;
    for (size_t i = 0; i < sweep->constant_count; i++) {
        double *block = worker->blocks + sweep->constants[i].slot * MM_KERNEL_BLOCK;
        for (size_t k = 0; k < MM_KERNEL_BLOCK; k++) block[k] = work->evaluation->values[sweep->constants[i].vertex];
    }
    worker->prepared = true;
}

static struct mm_span text_at(const struct work *work, const struct mm_text_side *side, size_t row) {
    if (side->literal) return mm_span_of(work->evaluation->program->literals->items[side->index]);
    return work->rows->texts[side->index][row * work->rows->text_stride];
}

static void fill_block(const struct work *work, struct worker *worker, size_t first, size_t n) {
    const struct mm_sweep *sweep = work->sweep;
    const struct mm_graph *graph = work->evaluation->program->graph;
    for (size_t i = 0; i < sweep->column_count; i++) {
        uint32_t slot = sweep->columns[i].slot;
        size_t stride = work->rows->stride;
        const double *from = work->rows->numbers[graph->vertices[sweep->columns[i].vertex].index] + first * stride;
        double *block = worker->blocks + slot * MM_KERNEL_BLOCK;
        worker->where[slot] = stride == 1 ? from : block;
        for (size_t k = 0; stride != 1 && k < n; k++) block[k] = from[k * stride];
    }
    for (size_t i = 0; i < sweep->text_count; i++) {
        const struct mm_graph_vertex *vertex = &graph->vertices[sweep->texts[i].vertex];
        double *block = worker->blocks + sweep->texts[i].slot * MM_KERNEL_BLOCK;
        for (size_t k = 0; k < n; k++)
            block[k] = mm_texts_compare(vertex->function, text_at(work, &vertex->sides[0], first + k),
                                        text_at(work, &vertex->sides[1], first + k));
    }
}

/* Folds a block into the chunk's partial results, or exactly into the thread's own. */
static void reduce_block(const struct work *work, struct worker *worker, const struct mm_step *step, double *partial,
                         size_t n) {
    const struct mm_program *program = work->evaluation->program;
    enum mm_function function = program->graph->vertices[step->vertex].function;
    const double *x = worker->where[step->operands[0]];
    if (program->sums == MM_SUMS_EXACT)
        mm_accumulate(worker->accumulators, step->result, function, x, n);
    else
        partial[step->result] = mm_block_fold(function, partial[step->result], x, n);
}

/* Products summed, all of a group at once. */
static void reduce_products(const struct worker *worker, const struct mm_step *steps, double *partial, size_t n) {
    const double *x[MM_KERNEL_DOTS];
    double *sums[MM_KERNEL_DOTS];
    for (size_t i = 0; i < steps->group; i++) {
        x[i] = worker->where[steps[i].operands[1]];
        sums[i] = &partial[steps[i].result];
    }
    mm_kernel_dots(worker->where[steps->operands[0]], x, steps->group, sums, n);
}

static void add_terms(const struct work *work, struct worker *worker, const struct mm_step *step, size_t n) {
    const struct mm_term *terms = work->sweep->terms + step->first_term;
    for (size_t i = 0; i < step->term_count; i++) {
        double factor = terms[i].factor == MM_VERTEX_NONE ? 1 : work->evaluation->values[terms[i].factor];
        worker->factors[i] = terms[i].negative ? -factor : factor;
        worker->terms[i] = worker->where[terms[i].slot];
    }
    mm_kernel_terms(worker->factors, worker->terms, step->term_count, worker->blocks + step->result * MM_KERNEL_BLOCK,
                    n);
}

static void run_block(const struct work *work, struct worker *worker, double *partial, size_t first, size_t n) {
    const struct mm_sweep *sweep = work->sweep;
    const struct mm_graph *graph = work->evaluation->program->graph;
    fill_block(work, worker, first, n);
    for (size_t s = 0; s < sweep->step_count; s++) {
        const struct mm_step *step = &sweep->steps[s];
        const struct mm_graph_vertex *vertex = &graph->vertices[step->vertex];
        const double *operands[3];
        if (step->product) {
            reduce_products(worker, step, partial, n);
            s += step->group - 1;
            continue;
        }
        if (step->term_count > 0) {
            add_terms(work, worker, step, n);
            continue;
        }
        if (step->reduces) {
            reduce_block(work, worker, step, partial, n);
            continue;
        }
        for (size_t i = 0; i < vertex->count; i++) operands[i] = worker->where[step->operands[i]];
        mm_kernel(vertex->function, operands, step->power_known ? &step->exponent : NULL,
                  worker->blocks + step->result * MM_KERNEL_BLOCK, n);
    }
}

static void store(const struct work *work, const struct worker *worker, size_t first, size_t n) {
    const struct mm_program *program = work->evaluation->program;
    for (size_t i = 0; i < program->output_count; i++) {
        uint32_t slot = work->sweep->outputs[i];
        if (work->results[i] == NULL) continue;
        const double *x = slot == (uint32_t)-1 ? NULL : worker->where[slot];
        double *to = work->results[i] + first * work->stride, same = work->evaluation->values[program->outputs[i]];
        for (size_t k = 0; k < n; k++) to[k * work->stride] = x != NULL ? x[k] : same;
    }
}

static void chunk(void *context, size_t index, size_t number) {
    const struct work *work = context;
    struct mm_evaluation *evaluation = work->evaluation;
    struct worker *worker = &evaluation->workers[number];
    size_t end = (index + 1) * CHUNK < work->rows->count ? (index + 1) * CHUNK : work->rows->count;
    double *partial = NULL;
    if (!worker->prepared) prepare(work, worker);
    if (work->results == NULL && evaluation->program->sums == MM_SUMS_TREE) {
        partial = evaluation->partial + index * work->sweep->reduction_count;
        for (size_t r = 0; r < work->sweep->reduction_count; r++)
            partial[r] = mm_fold_start(evaluation->program->graph->vertices[work->sweep->reductions[r]].function);
    }
    for (size_t first = index * CHUNK; first < end; first += MM_KERNEL_BLOCK) {
        size_t n = end - first < MM_KERNEL_BLOCK ? end - first : MM_KERNEL_BLOCK;
        run_block(work, worker, partial, first, n);
        if (work->results != NULL) store(work, worker, first, n);
    }
}

static void run_chunks(struct work *work) {
    mm_parallel(work->evaluation->threads, (work->rows->count + CHUNK - 1) / CHUNK, chunk, work);
}

void mm_evaluation_sweep(struct mm_evaluation *evaluation, const struct mm_rows *rows) {
    const struct mm_sweep *sweep = &evaluation->program->sweeps[evaluation->sweep];
    size_t chunks = (rows->count + CHUNK - 1) / CHUNK, cells = chunks * sweep->reduction_count;
    evaluation->rows += rows->count;
    if (evaluation->program->sums == MM_SUMS_TREE && cells > evaluation->partial_capacity) {
        free(evaluation->partial);
        evaluation->partial = mm_new_doubles(chunks, sweep->reduction_count);
        evaluation->partial_capacity = evaluation->partial != NULL ? cells : 0;
        if (evaluation->partial == NULL) evaluation->failed = true;
    }
    if (evaluation->failed) return;
    run_chunks(&(struct work){.evaluation = evaluation, .sweep = sweep, .rows = rows});
}

static double tree_result(struct mm_evaluation *evaluation, const struct mm_sweep *sweep, size_t r,
                          enum mm_function function) {
    size_t chunks = (evaluation->rows + CHUNK - 1) / CHUNK, count = sweep->reduction_count;
    return mm_fold_partials(function, evaluation->partial + r, chunks, count, evaluation->rows);
}

enum mm_status mm_evaluation_next(struct mm_evaluation *evaluation) {
    const struct mm_program *program = evaluation->program;
    const struct mm_sweep *sweep = &program->sweeps[evaluation->sweep];
    if (evaluation->failed) return MM_MEMORY;
    for (size_t r = 0; r < sweep->reduction_count; r++) {
        enum mm_function function = program->graph->vertices[sweep->reductions[r]].function;
        double *value = &evaluation->values[sweep->reductions[r]];
        size_t least = function == MM_FN_SD_ROWS                                    ? 2
                       : function == MM_FN_SUM_ROWS || function == MM_FN_COUNT_ROWS ? 0
                                                                                    : 1;
        if (evaluation->rows < least) return MM_TOO_FEW;
        if (program->sums == MM_SUMS_TREE) {
            *value = tree_result(evaluation, sweep, r, function);
            continue;
        }
        for (size_t i = 1; i < evaluation->threads; i++)
            mm_accumulators_merge(evaluation->workers[0].accumulators, evaluation->workers[i].accumulators, r,
                                  function);
        *value = mm_accumulator_value(evaluation->workers[0].accumulators, r, function, evaluation->rows);
    }
    compute_uniform(evaluation, evaluation->sweep + 1);
    evaluation->sweep++;
    start_sweep(evaluation);
    return MM_OK;
}

enum mm_status mm_evaluation_run(struct mm_evaluation *evaluation, const double *parameters,
                                 const struct mm_rows *rows) {
    mm_evaluation_begin(evaluation, parameters, rows->count);
    for (size_t i = 0; i < evaluation->program->sweep_count; i++) {
        mm_evaluation_sweep(evaluation, rows);
        MM_TRY(mm_evaluation_next(evaluation));
    }
    return MM_OK;
}

double mm_evaluation_value(const struct mm_evaluation *evaluation, size_t i) {
    return evaluation->values[evaluation->program->outputs[i]];
}

void mm_evaluation_rows(struct mm_evaluation *evaluation, const struct mm_rows *rows, double *const *results,
                        size_t stride) {
    const struct mm_sweep *sweep = &evaluation->program->sweeps[evaluation->program->sweep_count];
    run_chunks(
        &(struct work){.evaluation = evaluation, .sweep = sweep, .rows = rows, .results = results, .stride = stride});
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an expression's resampling needs to compute anew: nothing but sums, or everything. */
#include "statistics/bootstrap_expression.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "statistics/bootstrap_terms.h"

/* The reductions of the expression and the terms that they are taken of. */
struct anatomy {
    bool *needed;     /* by vertex */
    uint32_t *depth;  /* by vertex: reductions on the way down */
    mm_vertex *terms; /* operands of reductions, each once */
    size_t term_count;
    double *values; /* of the terms: n each */
    bool by_sums;   /* reductions of row terms only, by sums, and all terms finite */
};

static void free_anatomy(struct anatomy *anatomy) {
    free(anatomy->needed);
    free(anatomy->depth);
    free(anatomy->terms);
    free(anatomy->values);
}

static void free_expressed(struct mm_bootstrap_expressed *expressed) {
    if (expressed->unit_terms != expressed->terms) free(expressed->unit_terms);
    free(expressed->terms);
    free(expressed->columns);
    free(expressed->reductions);
    mm_program_free(expressed->program);
    mm_graph_free(&expressed->form);
}

/* How many rows there are is as good as a reduction: resamples of clusters differ in it. */
static void measure(const struct mm_bootstrap_rows *rows, struct anatomy *anatomy) {
    anatomy->needed[rows->vertex] = true;
    for (size_t v = (size_t)rows->vertex + 1; v-- > 0;) {
        const struct mm_graph_vertex *vertex = mm_graph_at(rows->graph, (mm_vertex)v);
        for (size_t i = 0; anatomy->needed[v] && i < vertex->count; i++) anatomy->needed[vertex->operands[i]] = true;
    }
    for (size_t v = 0; v <= rows->vertex; v++) {
        const struct mm_graph_vertex *vertex = mm_graph_at(rows->graph, (mm_vertex)v);
        for (size_t i = 0; i < vertex->count; i++)
            if (anatomy->depth[vertex->operands[i]] > anatomy->depth[v])
                anatomy->depth[v] = anatomy->depth[vertex->operands[i]];
        anatomy->depth[v] += vertex->kind == MM_VERTEX_REDUCE || vertex->kind == MM_VERTEX_ROWS;
    }
}

static void list_reductions(const struct mm_bootstrap_rows *rows, struct anatomy *anatomy,
                            struct mm_bootstrap_expressed *expressed) {
    anatomy->by_sums = anatomy->depth[rows->vertex] <= 1;
    for (size_t v = 0; v <= rows->vertex; v++) {
        const struct mm_graph_vertex *vertex = mm_graph_at(rows->graph, (mm_vertex)v);
        size_t term = 0;
        if (!anatomy->needed[v] || vertex->kind != MM_VERTEX_REDUCE) continue;
        if (vertex->function == MM_FN_MIN_ROWS || vertex->function == MM_FN_MAX_ROWS) anatomy->by_sums = false;
        while (term < anatomy->term_count && anatomy->terms[term] != vertex->operands[0]) term++;
        if (term == anatomy->term_count) anatomy->terms[anatomy->term_count++] = vertex->operands[0];
        if (vertex->function == MM_FN_COUNT_ROWS) continue; /* of finite terms that is all of them */
        expressed->reductions[expressed->reduction_count++] =
            (struct mm_bootstrap_reduction){.vertex = (mm_vertex)v, .function = vertex->function, .term = term};
    }
}

/* The pointers that an evaluation takes; freed by the caller. */
static const double **columns_of(const struct mm_bootstrap_rows *rows) {
    const double **numbers = mm_new(rows->columns, sizeof *numbers);
    for (size_t c = 0; numbers != NULL && c < rows->columns; c++) numbers[c] = rows->values + c;
    return numbers;
}

/* Exact sums, whatever is done with the replicates. */
static enum mm_status estimate_exactly(const struct mm_bootstrap_rows *rows, size_t threads, const struct mm_rows *all,
                                       double *estimate) {
    struct mm_program *program;
    MM_TRY(mm_program_new(&program, rows->graph, rows->literals, &rows->vertex, 1, MM_SUMS_EXACT));
    struct mm_evaluation *evaluation = mm_evaluation_new(program, threads);
    enum mm_status status = evaluation != NULL ? mm_evaluation_run(evaluation, NULL, all) : MM_MEMORY;
    if (status == MM_OK) *estimate = mm_evaluation_value(evaluation, 0);
    mm_evaluation_free(evaluation);
    mm_program_free(program);
    return status;
}

static enum mm_status evaluate_terms(const struct mm_bootstrap_rows *rows, size_t threads, const struct mm_rows *all,
                                     struct anatomy *anatomy) {
    struct mm_program *program;
    anatomy->values = mm_new_doubles(anatomy->term_count, rows->n);
    double **results = mm_new(anatomy->term_count, sizeof *results);
    enum mm_status status = anatomy->values != NULL && results != NULL ? MM_OK : MM_MEMORY;
    for (size_t t = 0; status == MM_OK && t < anatomy->term_count; t++) results[t] = anatomy->values + t * rows->n;
    if (status == MM_OK)
        status =
            mm_program_new(&program, rows->graph, rows->literals, anatomy->terms, anatomy->term_count, MM_SUMS_TREE);
    if (status == MM_OK) {
        struct mm_evaluation *evaluation = mm_evaluation_new(program, threads);
        if (evaluation != NULL) {
            mm_evaluation_begin(evaluation, NULL, rows->n);
            mm_evaluation_rows(evaluation, all, results, 1);
        }
        status = evaluation != NULL ? MM_OK : MM_MEMORY;
        mm_evaluation_free(evaluation);
        mm_program_free(program);
    }
    free(results);
    for (size_t i = 0; status == MM_OK && i < anatomy->term_count * rows->n; i++)
        anatomy->by_sums = anatomy->by_sums && isfinite(anatomy->values[i]);
    return status;
}

/* The expression over columns that are its reductions. */
static enum mm_status make_form(const struct mm_bootstrap_rows *rows, struct mm_bootstrap_expressed *expressed) {
    size_t vertices = (size_t)rows->vertex + 1, next = 0;
    mm_vertex *map = mm_new_zero(vertices, sizeof *map);
    if (map == NULL) return MM_MEMORY;
    for (size_t v = 0; v < vertices; v++) {
        const struct mm_graph_vertex *vertex = mm_graph_at(rows->graph, (mm_vertex)v);
        mm_vertex operands[3];
        size_t column = expressed->reduction_count;
        if (vertex->varies) continue;
        switch (vertex->kind) {
        case MM_VERTEX_REDUCE:
            if (next < expressed->reduction_count && expressed->reductions[next].vertex == v) column = next++;
            map[v] = mm_graph_column(&expressed->form, column);
            break;
        case MM_VERTEX_APPLY:
            for (size_t i = 0; i < vertex->count; i++) operands[i] = map[vertex->operands[i]];
            map[v] = mm_graph_apply(&expressed->form, vertex->function, operands, vertex->count);
            break;
        case MM_VERTEX_ROWS:
            map[v] = mm_graph_column(&expressed->form, column);
            break;
        case MM_VERTEX_TEXTS:
            map[v] = mm_graph_texts(&expressed->form, vertex->function, vertex->sides[0], vertex->sides[1]);
            break;
        default:
            map[v] = mm_graph_constant(&expressed->form, vertex->number);
        }
    }
    mm_vertex root = map[rows->vertex];
    free(map);
    if (expressed->form.failed) return MM_MEMORY;
    return mm_program_new(&expressed->program, &expressed->form, rows->literals, &root, 1, MM_SUMS_TREE);
}

/* A reduction of this vertex by FUNCTION: its term, else SIZE_MAX. */
static size_t term_of(const struct mm_bootstrap_expressed *expressed, mm_vertex vertex, enum mm_function function) {
    for (size_t r = 0; r < expressed->reduction_count; r++)
        if (expressed->reductions[r].vertex == vertex && expressed->reductions[r].function == function)
            return expressed->reductions[r].term;
    return SIZE_MAX;
}

/* The statistic of mm_bootstrap that the expression is, of terms X and Y; false: none. */
static bool known_statistic(const struct mm_bootstrap_rows *rows, const struct mm_bootstrap_expressed *expressed,
                            enum mm_bootstrap_statistic *statistic, size_t *x, size_t *y) {
    const struct mm_graph_vertex *root = mm_graph_at(rows->graph, rows->vertex);
    *y = SIZE_MAX;
    if (root->kind == MM_VERTEX_REDUCE) {
        *statistic = root->function == MM_FN_SD_ROWS ? MM_BOOTSTRAP_SD : MM_BOOTSTRAP_MEAN;
        *x = term_of(expressed, rows->vertex, root->function);
        return root->function == MM_FN_SD_ROWS || root->function == MM_FN_MEAN_ROWS;
    }
    if (root->kind != MM_VERTEX_APPLY) return false;
    if (root->function != MM_FN_SUBTRACT && root->function != MM_FN_DIVIDE) return false;
    *statistic = root->function == MM_FN_SUBTRACT ? MM_BOOTSTRAP_DIFF_MEAN : MM_BOOTSTRAP_RATIO;
    *x = term_of(expressed, root->operands[0], MM_FN_MEAN_ROWS);
    *y = term_of(expressed, root->operands[1], MM_FN_MEAN_ROWS);
    if (*x != SIZE_MAX && *y != SIZE_MAX) return true;
    *x = term_of(expressed, root->operands[0], MM_FN_SUM_ROWS);
    *y = term_of(expressed, root->operands[1], MM_FN_SUM_ROWS);
    return root->function == MM_FN_DIVIDE && *x != SIZE_MAX && *y != SIZE_MAX;
}

static enum mm_status make_gathered(const struct mm_bootstrap_rows *rows, const struct mm_bootstrap_design *design,
                                    struct mm_bootstrap_expressed *expressed) {
    expressed->column_count = rows->columns;
    expressed->items = rows->n;
    expressed->columns = mm_new_doubles(rows->columns, rows->n);
    if (expressed->columns == NULL) return MM_MEMORY;
    for (size_t c = 0; c < rows->columns; c++)
        for (size_t i = 0; i < rows->n; i++) {
            size_t from = design->order != NULL ? design->order[i] : i;
            expressed->columns[c * rows->n + i] = rows->values[from * rows->columns + c];
        }
    enum mm_sums sums = MM_SUMS_TREE; /* which has no sd */
    for (size_t r = 0; r < expressed->reduction_count; r++)
        if (expressed->reductions[r].function == MM_FN_SD_ROWS) sums = MM_SUMS_EXACT;
    return mm_program_new(&expressed->program, rows->graph, rows->literals, &rows->vertex, 1, sums);
}

static enum mm_status resample(struct mm_bootstrap_problem *problem, const struct mm_bootstrap_rows *rows,
                               const struct mm_bootstrap_plan *plan, const struct anatomy *anatomy,
                               struct mm_bootstrap_expressed *expressed, double *replicates,
                               struct mm_bootstrap_result *result, struct mm_detail *detail) {
    struct mm_bootstrap_work work;
    bool summed = anatomy->by_sums;
    if (summed) MM_TRY(mm_bootstrap_sum_terms(expressed, &problem->designs[0], anatomy->values, &summed));
    if (!summed && plan->method == MM_BOOTSTRAP_STUDENTIZED) return MM_USAGE;
    MM_TRY(summed ? make_form(rows, expressed) : make_gathered(rows, &problem->designs[0], expressed));
    problem->family = summed ? &mm_bootstrap_summed : &mm_bootstrap_gathered;
    problem->expressed = expressed;
    MM_TRY(mm_bootstrap_work_make(&work, problem));
    mm_bootstrap_work_identity(problem, &work);
    problem->tolerance =
        summed ? mm_bootstrap_summed_tolerance(problem, &work) : mm_bootstrap_gathered_tolerance(problem, &work);
    enum mm_status status = work.status;
    mm_bootstrap_work_free(&work);
    return status == MM_OK ? mm_bootstrap_run(problem, plan, replicates, result, detail) : status;
}

/* The problem and what it borrows, made; resampled; not freed. */
static enum mm_status bootstrap(struct mm_bootstrap_problem *problem, const struct mm_bootstrap_rows *rows,
                                const struct mm_bootstrap_plan *plan, struct anatomy *anatomy,
                                struct mm_bootstrap_expressed *expressed, const struct mm_rows *all, double *replicates,
                                struct mm_bootstrap_result *result, struct mm_detail *detail) {
    size_t vertices = (size_t)rows->vertex + 1, x, y;
    struct mm_bootstrap_plan known = *plan;
    anatomy->needed = mm_new_zero(vertices, sizeof *anatomy->needed);
    anatomy->depth = mm_new_zero(vertices, sizeof *anatomy->depth);
    anatomy->terms = mm_new(vertices, sizeof *anatomy->terms);
    expressed->reductions = mm_new(vertices, sizeof *expressed->reductions);
    if (anatomy->needed == NULL || anatomy->depth == NULL || anatomy->terms == NULL || expressed->reductions == NULL)
        return MM_MEMORY;
    measure(rows, anatomy);
    list_reductions(rows, anatomy, expressed);
    if (anatomy->by_sums) MM_TRY(evaluate_terms(rows, plan->threads, all, anatomy));
    if (anatomy->by_sums && known_statistic(rows, expressed, &known.statistic, &x, &y)) {
        const double *values = anatomy->values;
        struct mm_bootstrap_data data = {.x = values + x * rows->n,
                                         .n = rows->n,
                                         .y = y != SIZE_MAX ? values + y * rows->n : NULL,
                                         .n_y = y != SIZE_MAX ? rows->n : 0,
                                         .paired = true,
                                         .strata = rows->strata,
                                         .clusters = rows->clusters};
        return mm_bootstrap(&data, &known, replicates, result, detail);
    }
    MM_TRY(estimate_exactly(rows, plan->threads, all, &problem->estimate));
    if (!isfinite(problem->estimate)) return MM_DOMAIN;
    return resample(problem, rows, plan, anatomy, expressed, replicates, result, detail);
}

enum mm_status mm_bootstrap_expression(const struct mm_bootstrap_rows *rows, const struct mm_bootstrap_plan *plan,
                                       double *replicates, struct mm_bootstrap_result *result,
                                       struct mm_detail *detail) {
    struct mm_bootstrap_problem problem = {.statistic = MM_BOOTSTRAP_EXPRESSION, .samples = 1, .estimate = NAN};
    struct mm_bootstrap_expressed expressed = {0};
    struct anatomy anatomy = {0};
    struct mm_detail unused;
    if (detail == NULL) detail = &unused;
    mm_bootstrap_nothing(plan, replicates, result);
    if (!(plan->level > 0 && plan->level < 1) || plan->resamples < 1) return MM_DOMAIN;
    MM_TRY(mm_bootstrap_make_design(&problem.designs[0], rows->n, rows->strata, rows->clusters, detail));
    const double **numbers = columns_of(rows);
    struct mm_rows all = {.numbers = numbers, .stride = rows->columns, .count = rows->n};
    enum mm_status status =
        numbers != NULL ? bootstrap(&problem, rows, plan, &anatomy, &expressed, &all, replicates, result, detail)
                        : MM_MEMORY;
    free(numbers);
    free_anatomy(&anatomy);
    free_expressed(&expressed);
    mm_bootstrap_problem_free(&problem);
    return status;
}

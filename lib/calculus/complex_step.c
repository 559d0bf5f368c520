/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A graph evaluated in complex numbers, vertex by vertex, and derivatives that come of it. */
#include "calculus/complex_step.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

/* One evaluation: plain and slow, so that it has little in common with what it is to check. */
struct numeric {
    const struct mm_graph *graph;
    mm_vertex f;
    const struct mm_rows *rows;
    size_t row_count;
    bool *needed;
    double complex *parameters, *values;
};

static double column_at(const struct numeric *numeric, size_t column, size_t row) {
    return numeric->rows->numbers[column][row * numeric->rows->stride];
}

static void evaluate_vertex(struct numeric *numeric, size_t v, size_t row) {
    const struct mm_graph_vertex *vertex = &numeric->graph->vertices[v];
    double complex operands[3] = {0};
    switch (vertex->kind) {
    case MM_VERTEX_CONSTANT:
        numeric->values[v] = vertex->number;
        break;
    case MM_VERTEX_PARAMETER:
        numeric->values[v] = numeric->parameters[vertex->index];
        break;
    case MM_VERTEX_COLUMN:
        numeric->values[v] = column_at(numeric, vertex->index, row);
        break;
    case MM_VERTEX_ROWS:
        numeric->values[v] = (double)numeric->row_count;
        break;
    case MM_VERTEX_APPLY:
        for (size_t i = 0; i < vertex->count; i++) operands[i] = numeric->values[vertex->operands[i]];
        numeric->values[v] = mm_complex_function(vertex->function, operands);
        break;
    case MM_VERTEX_TEXTS: /* models have none */
    case MM_VERTEX_REDUCE:
        break;
    }
}

/* What the vertices before END that vary have in a row; those in OF only. */
static void evaluate_row(struct numeric *numeric, const bool *of, size_t end, size_t row) {
    for (size_t v = 0; v < end; v++)
        if (of[v] && numeric->graph->vertices[v].varies) evaluate_vertex(numeric, v, row);
}

static void mark(const struct mm_graph *graph, mm_vertex v, bool *of) {
    of[v] = true;
    for (size_t i = (size_t)v + 1; i-- > 0;)
        for (size_t k = 0; of[i] && k < graph->vertices[i].count; k++) of[graph->vertices[i].operands[k]] = true;
}

/* A sum keeps what its rounding loses (Neumaier), real and imaginary part alike. */
struct sum {
    double value, lost;
};

static void add(struct sum *sum, double x) {
    double total = sum->value + x;
    sum->lost += fabs(sum->value) >= fabs(x) ? (sum->value - total) + x : (x - total) + sum->value;
    sum->value = total;
}

static double total(const struct sum *sum) {
    return isfinite(sum->value) ? sum->value + sum->lost : sum->value;
}

/* The reduction at v, by a pass over the rows. */
static bool reduce(struct numeric *numeric, size_t v) {
    const struct mm_graph_vertex *vertex = &numeric->graph->vertices[v];
    mm_vertex u = vertex->operands[0];
    bool *of = mm_new_zero(v, sizeof *of);
    struct sum re = {0}, im = {0};
    double extreme = NAN, ties = 0;
    if (of == NULL) return false;
    mark(numeric->graph, u, of);
    for (size_t row = 0; row < numeric->row_count; row++) {
        evaluate_row(numeric, of, v, row);
        double complex z = numeric->values[u];
        double x = creal(z);
        switch (vertex->function) {
        case MM_FN_COUNT_ROWS:
            ties += !isnan(x);
            break;
        case MM_FN_MIN_ROWS:
        case MM_FN_MAX_ROWS:
            if (row == 0 || isnan(x) || (vertex->function == MM_FN_MIN_ROWS ? x < extreme : x > extreme)) {
                extreme = x;
                ties = 0;
                im = (struct sum){0};
            }
            if (x == extreme) ties++, add(&im, cimag(z));
            break;
        default:
            add(&re, x);
            add(&im, cimag(z));
        }
    }
    free(of);
    double n = (double)numeric->row_count;
    if (vertex->function == MM_FN_COUNT_ROWS)
        numeric->values[v] = ties;
    else if (vertex->function == MM_FN_SUM_ROWS)
        numeric->values[v] = mm_complex(total(&re), total(&im));
    else if (vertex->function == MM_FN_MEAN_ROWS)
        numeric->values[v] = mm_complex(total(&re) / n, total(&im) / n);
    else
        numeric->values[v] = mm_complex(extreme, ties > 0 ? total(&im) / ties : 0);
    return true;
}

/* All that does not vary, reductions in their order. */
static bool evaluate_uniform(struct numeric *numeric) {
    for (size_t v = 0; v <= numeric->f; v++) {
        const struct mm_graph_vertex *vertex = &numeric->graph->vertices[v];
        if (!numeric->needed[v] || vertex->varies) continue;
        if (vertex->kind != MM_VERTEX_REDUCE)
            evaluate_vertex(numeric, v, 0);
        else if (!reduce(numeric, v))
            return false;
    }
    return true;
}

/* f with parameter INPUT at z: one number, or one a row. */
static bool evaluate(struct numeric *numeric, size_t input, double complex z, double complex *results) {
    bool varies = numeric->graph->vertices[numeric->f].varies;
    numeric->parameters[input] = z;
    if (!evaluate_uniform(numeric)) return false;
    if (!varies) results[0] = numeric->values[numeric->f];
    for (size_t row = 0; varies && row < numeric->row_count; row++) {
        evaluate_row(numeric, numeric->needed, (size_t)numeric->f + 1, row);
        results[row] = numeric->values[numeric->f];
    }
    return true;
}

/* Whether every function between the parameter and f has a complex form. */
static bool serves(const struct numeric *numeric, size_t input, bool *active) {
    for (size_t v = 0; v <= numeric->f; v++) {
        const struct mm_graph_vertex *vertex = &numeric->graph->vertices[v];
        active[v] = vertex->kind == MM_VERTEX_PARAMETER && vertex->index == input;
        for (size_t i = 0; i < vertex->count; i++) active[v] = active[v] || active[vertex->operands[i]];
        if (active[v] && numeric->needed[v] && vertex->kind == MM_VERTEX_APPLY && !mm_is_analytic(vertex->function))
            return false;
    }
    return true;
}

enum { COLUMNS = 20 }; /* of Ridders' table */

/* Column after column halves the step and removes the next even power of it; the entry that differs least from those it
 * came of is taken, each row by itself. */
static bool extrapolate(struct numeric *numeric, size_t input, double x, size_t n, double complex *results,
                        double *derivative) {
    double *table = mm_new_doubles(n, COLUMNS), *error = mm_new_doubles(n, 1), *above = mm_new_doubles(n, 1);
    bool ok = table != NULL && error != NULL && above != NULL;
    double h = x == 0 ? 0.125 : 0.125 * fmax(fabs(x), 1e-3);
    for (size_t i = 0; ok && i < n; i++) error[i] = INFINITY, derivative[i] = NAN;
    for (size_t column = 0; ok && column < COLUMNS; column++, h /= 2) {
        double high = x + h, low = x - h;
        ok = evaluate(numeric, input, high, results);
        for (size_t i = 0; ok && i < n; i++) above[i] = creal(results[i]);
        ok = ok && evaluate(numeric, input, low, results);
        for (size_t i = 0; ok && i < n; i++) {
            double *row = table + i * COLUMNS, kept = row[0], factor = 4;
            row[0] = (above[i] - creal(results[i])) / (high - low);
            if (column == 0) derivative[i] = row[0];
            for (size_t k = 1; k <= column; k++, factor *= 4) {
                double before = kept, better = row[k - 1] + (row[k - 1] - before) / (factor - 1);
                double differs = fmax(fabs(better - row[k - 1]), fabs(better - before));
                kept = row[k];
                row[k] = better;
                if (differs < error[i] || isnan(derivative[i])) error[i] = differs, derivative[i] = better;
            }
        }
    }
    free(table);
    free(error);
    free(above);
    return ok;
}

static bool differentiate(struct numeric *numeric, size_t input, double x, double *derivative,
                          enum mm_numeric_method *method) {
    size_t n = numeric->graph->vertices[numeric->f].varies ? numeric->row_count : 1;
    double h = ldexp(x == 0 ? 1 : fabs(x), -100);
    double complex *results = mm_new(n, sizeof *results);
    bool *active = mm_new((size_t)numeric->f + 1, sizeof *active);
    bool ok = results != NULL && active != NULL;
    *method = ok && !serves(numeric, input, active) ? MM_CENTRAL_DIFFERENCES : MM_COMPLEX_STEP;
    if (ok && *method == MM_COMPLEX_STEP) {
        ok = evaluate(numeric, input, mm_complex(x, h), results);
        for (size_t i = 0; ok && i < n; i++) derivative[i] = isnan(creal(results[i])) ? NAN : cimag(results[i]) / h;
    } else if (ok) {
        ok = extrapolate(numeric, input, x, n, results, derivative);
    }
    free(results);
    free(active);
    return ok;
}

enum mm_status mm_numeric_derivative(const struct mm_graph *graph, mm_vertex f, size_t input, const double *parameters,
                                     size_t count, const struct mm_rows *rows, double *derivative,
                                     enum mm_numeric_method *method) {
    struct numeric numeric = {.graph = graph, .f = f, .rows = rows, .row_count = rows == NULL ? 0 : rows->count};
    numeric.needed = mm_new_zero((size_t)f + 1, sizeof *numeric.needed);
    numeric.values = mm_new_zero((size_t)f + 1, sizeof *numeric.values);
    numeric.parameters = mm_new(count, sizeof *numeric.parameters);
    bool ok = numeric.needed != NULL && numeric.values != NULL && numeric.parameters != NULL;
    if (ok) {
        mark(graph, f, numeric.needed);
        for (size_t i = 0; i < count; i++) numeric.parameters[i] = parameters[i];
        ok = differentiate(&numeric, input, parameters[input], derivative, method);
    }
    free(numeric.needed);
    free(numeric.values);
    free(numeric.parameters);
    return ok ? MM_OK : MM_MEMORY;
}

double mm_derivative_error(double a, double b, double f) {
    double scale = fmax(fmax(fabs(a), fabs(b)), 1e-4 * fmax(1, fabs(f)));
    if (a == b || (isnan(a) && isnan(b))) return 0;
    return isfinite(scale) && isfinite(a) && isfinite(b) ? fabs(a - b) / scale : (double)INFINITY;
}

struct mm_derivative_pair mm_derivative_worst(const double *table, size_t rows, size_t columns, size_t column,
                                              const double *b) {
    struct mm_derivative_pair worst = {.error = -1};
    for (size_t row = 0; row < rows; row++) {
        double a = table[row * columns + column], error = mm_derivative_error(a, b[row], table[row * columns]);
        if (error > worst.error) worst = (struct mm_derivative_pair){a, b[row], error, row};
    }
    return worst;
}

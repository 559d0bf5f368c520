/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Products of two matrices and of chains, where dynamic programming finds the order and diagonals stay vectors. */
#include "linalg/product.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "linalg/lapack.h"

void mm_matmul(const double *a, bool transpose_a, const double *b, bool transpose_b, size_t m, size_t k, size_t n,
               double *c) {
    mm_gemm(transpose_a, transpose_b, m, n, k, a, transpose_a ? m : k, b, transpose_b ? k : n, c, n);
}

/* A factor or a partial product: ROWS×COLUMNS as it enters the next product. OWNED is null for the caller's values. */
struct operand {
    const double *values;
    double *owned;
    size_t rows, columns;
    bool transpose; /* the values are stored columns×rows */
    bool diagonal;
};

/* The best way to multiply the factors i to j, at [i * count + j]: cost, and the last factor of the left part. */
struct plan {
    double *costs;
    size_t *splits;
    const struct operand *factors;
    size_t count;
};

static size_t smaller(size_t a, size_t b) {
    return a < b ? a : b;
}

static double entry(const struct operand *matrix, size_t i, size_t j) {
    return matrix->transpose ? matrix->values[j * matrix->rows + i] : matrix->values[i * matrix->columns + j];
}

static enum mm_status shape_factors(const struct mm_factor *factors, size_t count, struct operand *operands,
                                    struct mm_detail *detail) {
    for (size_t i = 0; i < count; i++) {
        const struct mm_factor *factor = &factors[i];
        operands[i] = (struct operand){.values = factor->values,
                                       .rows = factor->transpose ? factor->columns : factor->rows,
                                       .columns = factor->transpose ? factor->rows : factor->columns,
                                       .transpose = factor->transpose && !factor->diagonal,
                                       .diagonal = factor->diagonal};
        if (i == 0 || operands[i].rows == operands[i - 1].columns) continue;
        if (detail != NULL) *detail = (struct mm_detail){i + 1, (double)operands[i - 1].columns};
        return MM_SHAPE;
    }
    return MM_OK;
}

/* Multiplications in the last product of a plan: as many as the result has entries if one side is diagonal. */
static double product_cost(size_t rows, size_t inner, size_t columns, bool left_diagonal, bool right_diagonal) {
    if (left_diagonal && right_diagonal) return (double)smaller(rows, smaller(inner, columns));
    if (left_diagonal || right_diagonal) return (double)rows * (double)columns;
    return (double)rows * (double)inner * (double)columns;
}

static void find_order(struct plan *plan, bool *diagonal) {
    size_t count = plan->count;
    for (size_t i = 0; i < count; i++) {
        plan->costs[i * count + i] = 0;
        diagonal[i * count + i] = plan->factors[i].diagonal;
    }
    for (size_t length = 2; length <= count; length++) {
        for (size_t i = 0; i + length <= count; i++) {
            size_t j = i + length - 1;
            diagonal[i * count + j] = diagonal[i * count + j - 1] && diagonal[j * count + j];
            double best = INFINITY;
            size_t split = i;
            for (size_t l = i; l < j; l++) {
                double cost = plan->costs[i * count + l] + plan->costs[(l + 1) * count + j] +
                              product_cost(plan->factors[i].rows, plan->factors[l].columns, plan->factors[j].columns,
                                           diagonal[i * count + l], diagonal[(l + 1) * count + j]);
                if (cost < best) {
                    best = cost;
                    split = l;
                }
            }
            plan->costs[i * count + j] = best;
            plan->splits[i * count + j] = split;
        }
    }
}

static void multiply_diagonals(const struct operand *left, const struct operand *right, struct operand *result) {
    size_t inner = smaller(smaller(left->rows, left->columns), right->columns);
    size_t entries = smaller(result->rows, result->columns);
    for (size_t i = 0; i < entries; i++) result->owned[i] = i < inner ? left->values[i] * right->values[i] : 0;
}

/* Rows of RIGHT scaled; those beyond the diagonal of a LEFT that is not square are zero. */
static void scale_rows(const struct operand *left, const struct operand *right, struct operand *result) {
    size_t entries = smaller(left->rows, left->columns), n = result->columns;
    for (size_t i = 0; i < result->rows; i++) {
        for (size_t j = 0; j < n; j++) {
            result->owned[i * n + j] = i < entries ? left->values[i] * entry(right, i, j) : 0;
        }
    }
}

static void scale_columns(const struct operand *left, const struct operand *right, struct operand *result) {
    size_t entries = smaller(right->rows, right->columns), n = result->columns;
    for (size_t i = 0; i < result->rows; i++) {
        for (size_t j = 0; j < n; j++) {
            result->owned[i * n + j] = j < entries ? entry(left, i, j) * right->values[j] : 0;
        }
    }
}

static enum mm_status multiply(const struct operand *left, const struct operand *right, struct operand *result) {
    *result =
        (struct operand){.rows = left->rows, .columns = right->columns, .diagonal = left->diagonal && right->diagonal};
    result->owned = result->diagonal ? mm_new_doubles(1, smaller(result->rows, result->columns))
                                     : mm_new_doubles(result->rows, result->columns);
    result->values = result->owned;
    if (result->owned == NULL) return MM_MEMORY;
    if (result->diagonal) {
        multiply_diagonals(left, right, result);
    } else if (left->diagonal) {
        scale_rows(left, right, result);
    } else if (right->diagonal) {
        scale_columns(left, right, result);
    } else {
        mm_matmul(left->values, left->transpose, right->values, right->transpose, left->rows, left->columns,
                  right->columns, result->owned);
    }
    return MM_OK;
}

/* Factors I to J. The depth is that of the plan, at most their number. */
static enum mm_status evaluate(const struct plan *plan, size_t i, size_t j, struct operand *result) {
    if (i == j) {
        *result = plan->factors[i];
        return MM_OK;
    }
    struct operand left = {0}, right = {0};
    size_t split = plan->splits[i * plan->count + j];
    enum mm_status status = evaluate(plan, i, split, &left);
    if (status == MM_OK) status = evaluate(plan, split + 1, j, &right);
    if (status == MM_OK) status = multiply(&left, &right, result);
    free(left.owned);
    free(right.owned);
    return status;
}

/* What a single factor and a product of diagonals are still to become: a matrix of its own, row by row. */
static enum mm_status fill_in(struct operand *result, double **c) {
    if (result->owned != NULL && !result->diagonal) {
        *c = result->owned;
        return MM_OK;
    }
    double *filled = mm_new_doubles(result->rows, result->columns);
    for (size_t i = 0; filled != NULL && i < result->rows; i++) {
        for (size_t j = 0; j < result->columns; j++) {
            double value = result->diagonal ? (i == j ? result->values[i] : 0) : entry(result, i, j);
            filled[i * result->columns + j] = value;
        }
    }
    free(result->owned);
    *c = filled;
    return filled != NULL ? MM_OK : MM_MEMORY;
}

enum mm_status mm_matmul_chain(const struct mm_factor *factors, size_t count, double **c, struct mm_detail *detail) {
    *c = NULL;
    if (count == 0) return MM_TOO_FEW;
    size_t cells = 0;
    if (!mm_multiply_sizes(count, count, &cells)) return MM_MEMORY;
    struct operand *operands = mm_new(count, sizeof *operands), result = {0};
    bool *diagonal = mm_new(cells, sizeof *diagonal);
    struct plan plan = {.costs = mm_new(cells, sizeof *plan.costs),
                        .splits = mm_new(cells, sizeof *plan.splits),
                        .factors = operands,
                        .count = count};
    enum mm_status status = MM_MEMORY;
    if (operands != NULL && diagonal != NULL && plan.costs != NULL && plan.splits != NULL) {
        status = shape_factors(factors, count, operands, detail);
    }
    if (status == MM_OK) {
        find_order(&plan, diagonal);
        status = evaluate(&plan, 0, count - 1, &result);
    }
    if (status == MM_OK) status = fill_in(&result, c);
    free(operands);
    free(diagonal);
    free(plan.costs);
    free(plan.splits);
    return status;
}

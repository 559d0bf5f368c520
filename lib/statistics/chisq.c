/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pearson's chi-square tests: of independence in a table, and of a fit. */
#include "statistics/chisq.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "numeric/exact.h"
#include "numeric/order.h"
#include "probability/families.h"

static const double small_count = 5;

static enum mm_status refuse(struct mm_detail *detail, enum mm_status status, size_t index) {
    if (detail != NULL) *detail = (struct mm_detail){index, 0};
    return status;
}

static enum mm_status upper_tail(struct mm_chisq *result) {
    return mm_distribution_tail(&mm_chisq, &result->df, result->statistic, true, false, &result->p);
}

/* Of R_i C_j/n, for all i and j, how many are below 5: in sorted margins the columns that are small enough become fewer
 * from row to row. */
static double count_small(double *row_sums, size_t rows, double *column_sums, size_t columns, double n) {
    double small = 0;
    size_t j = columns;
    mm_sort_doubles(row_sums, rows);
    mm_sort_doubles(column_sums, columns);
    for (size_t i = 0; i < rows; i++) {
        while (j > 0 && row_sums[i] * column_sums[j - 1] >= small_count * n) j--;
        small += (double)j;
    }
    return small;
}

/* Cells that are not listed are 0 and differ from what is expected by all of it; together by n less what is expected in
 * the others. */
static void add_cells(const struct mm_joint_count *cells, size_t count, const double *row_sums,
                      const double *column_sums, bool all, struct mm_chisq *result) {
    double sum = 0, expected_here = 0;
    for (size_t k = 0; k < count; k++) {
        double expected = row_sums[cells[k].row] * column_sums[cells[k].column] / result->n;
        double distance = cells[k].count - expected;
        sum += distance * distance / expected;
        expected_here += expected;
    }
    result->statistic = all ? sum : sum + fmax(0, result->n - expected_here);
}

/* n (|ad - bc| - n/2)² / (R1 R2 C1 C2), the same as taking 1/2 off each distance. */
static double yates_statistic(const struct mm_joint_count *cells, size_t count, const double *row_sums,
                              const double *column_sums, double n) {
    double table[2][2] = {{0, 0}, {0, 0}};
    for (size_t k = 0; k < count; k++) table[cells[k].row][cells[k].column] += cells[k].count;
    double distance = fabs(table[0][0] * table[1][1] - table[0][1] * table[1][0]) - n / 2;
    if (distance <= 0) return 0;
    return (distance / row_sums[0]) * (distance / row_sums[1]) / column_sums[0] / column_sums[1] * n;
}

static enum mm_status independence(const struct mm_joint_count *cells, size_t count, double *row_sums, size_t rows,
                                   double *column_sums, size_t columns, bool yates, struct mm_chisq *result,
                                   struct mm_detail *detail) {
    size_t listed = 0;
    for (size_t k = 0; k < count; k++) {
        row_sums[cells[k].row] += cells[k].count;
        column_sums[cells[k].column] += cells[k].count;
        result->n += cells[k].count;
        listed += cells[k].count > 0;
    }
    for (size_t i = 0; i < rows; i++)
        if (!(row_sums[i] > 0)) return refuse(detail, MM_DOMAIN, i);
    for (size_t j = 0; j < columns; j++)
        if (!(column_sums[j] > 0)) return refuse(detail, MM_DOMAIN, rows + j);
    add_cells(cells, count, row_sums, column_sums, listed / columns == rows && listed % columns == 0, result);
    result->df = (double)(rows - 1) * (double)(columns - 1);
    result->effect = sqrt(result->statistic / (result->n * (double)((rows < columns ? rows : columns) - 1)));
    if (yates) result->statistic = yates_statistic(cells, count, row_sums, column_sums, result->n);
    result->small = count_small(row_sums, rows, column_sums, columns, result->n);
    result->min_expected = row_sums[0] * column_sums[0] / result->n; /* the margins are sorted now */
    return upper_tail(result);
}

enum mm_status mm_chisq_independence(const struct mm_joint_count *cells, size_t count, size_t rows, size_t columns,
                                     bool yates, struct mm_chisq *result, struct mm_detail *detail) {
    *result = (struct mm_chisq){0};
    if (yates && (rows != 2 || columns != 2)) return MM_SHAPE;
    if (rows < 2 || columns < 2) return MM_TOO_FEW;
    double *row_sums = mm_new_zero(rows, sizeof *row_sums), *column_sums = mm_new_zero(columns, sizeof *column_sums);
    enum mm_status status = MM_MEMORY;
    if (row_sums != NULL && column_sums != NULL)
        status = independence(cells, count, row_sums, rows, column_sums, columns, yates, result, detail);
    free(row_sums);
    free(column_sums);
    return status;
}

enum mm_status mm_chisq_fit(const double *counts, const double *expected, size_t n, size_t ddof,
                            struct mm_chisq *result, struct mm_detail *detail) {
    *result = (struct mm_chisq){.n = mm_exact_sum(counts, n), .min_expected = INFINITY};
    double scale = result->n / mm_exact_sum(expected, n);
    if (n < 2 || !(result->n > 0) || n - 1 <= ddof) return MM_TOO_FEW;
    for (size_t i = 0; i < n; i++) {
        double e = expected[i] * scale, distance = counts[i] - e;
        if (!(e > 0)) return refuse(detail, MM_DOMAIN, i);
        result->statistic += distance * distance / e;
        result->min_expected = fmin(result->min_expected, e);
        result->small += e < small_count;
    }
    result->df = (double)(n - 1 - ddof);
    result->effect = sqrt(result->statistic / result->n);
    return upper_tail(result);
}

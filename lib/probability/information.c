/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mutual information of a contingency table. */
#include "probability/information.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/memory.h"
#include "numeric/elementary.h"
#include "numeric/exact.h"
#include "probability/entropy.h"

/* Sums of the table. A COVERED row has cells in columns that together have that sum. */
struct margins {
    double *row, *column, *covered;
};

static enum mm_status check(const struct mm_joint_count *cells, size_t count, struct mm_detail *detail) {
    bool empty = true;
    for (size_t i = 0; i < count; i++) {
        if (isfinite(cells[i].count) && cells[i].count >= 0) {
            empty = empty && cells[i].count == 0;
            continue;
        }
        if (detail) *detail = (struct mm_detail){i, cells[i].count};
        return isfinite(cells[i].count) ? MM_NOT_DISTRIBUTION : MM_NOT_FINITE;
    }
    if (empty && detail) *detail = (struct mm_detail){count, 0};
    return empty ? MM_NOT_DISTRIBUTION : MM_OK;
}

static double sum_all(const struct mm_joint_count *cells, size_t count) {
    struct mm_exact sum;
    mm_exact_clear(&sum);
    for (size_t i = 0; i < count; i++) mm_exact_add(&sum, cells[i].count);
    return mm_exact_round(&sum);
}

static void add_margins(const struct mm_joint_count *cells, size_t count, struct margins *margins) {
    for (size_t i = 0; i < count; i++) {
        margins->row[cells[i].row] += cells[i].count;
        margins->column[cells[i].column] += cells[i].count;
    }
    for (size_t i = 0; i < count; i++)
        if (cells[i].count > 0) margins->covered[cells[i].row] += margins->column[cells[i].column];
}

/* ((1+d) log(1+d) - d) / d² for |d| ≤ 1/4: Σ (-d)^(k-2) / (k (k-1)) from k = 2, cut below eps/16. */
static double series(double d) {
    double sum = 0;
    for (int k = 26; k >= 2; k--) sum = 1.0 / (k * (k - 1)) - d * sum;
    return sum;
}

/* e ((1+d) log(1+d) - d) for one cell. n - e = (n N - n_i n_j)/N is small beside both where d is: its numerator is
 * taken exactly. */
static double cell_term(double n, double row, double column, double total) {
    double expected = row * (column / total);
    struct mm_exact difference;
    mm_exact_clear(&difference);
    mm_exact_add_product(&difference, n, total);
    mm_exact_add_product(&difference, -row, column);
    double excess = mm_exact_round(&difference) / total, d = excess / expected;
    if (fabs(d) <= 0.25) return excess * d * series(d);
    return n * mm_log1(n / row * (total / column)) - excess;
}

static size_t count_positive(const double *x, size_t n) {
    size_t count = 0;
    for (size_t i = 0; i < n; i++) count += x[i] > 0;
    return count;
}

static void measure(const struct mm_joint_count *cells, size_t count, size_t rows, size_t columns,
                    const struct margins *margins, struct mm_information *result) {
    struct mm_exact sum;
    mm_exact_clear(&sum);
    for (size_t i = 0; i < count; i++) {
        if (cells[i].count == 0) continue;
        double row = margins->row[cells[i].row], column = margins->column[cells[i].column];
        mm_exact_add(&sum, cell_term(cells[i].count, row, column, result->total));
        result->cells++;
    }
    /* An empty cell has the term e_ij; those of a row have Σ e_ij = n_i (N - covered)/N. */
    for (size_t i = 0; i < rows; i++)
        mm_exact_add(&sum, margins->row[i] * ((result->total - margins->covered[i]) / result->total));
    result->mutual = fmax(0, mm_exact_round(&sum)) / result->total;
    result->row_entropy = mm_entropy_weights(margins->row, rows);
    result->column_entropy = mm_entropy_weights(margins->column, columns);
    result->rows = count_positive(margins->row, rows);
    result->columns = count_positive(margins->column, columns);
}

enum mm_status mm_mutual_information(const struct mm_joint_count *cells, size_t count, size_t rows, size_t columns,
                                     struct mm_information *information, struct mm_detail *detail) {
    MM_TRY(check(cells, count, detail));
    *information = (struct mm_information){.total = sum_all(cells, count)};
    if (isinf(information->total)) {
        if (detail) *detail = (struct mm_detail){count, information->total};
        return MM_NOT_FINITE;
    }
    struct margins margins = {mm_new_zero(rows, sizeof(double)), mm_new_zero(columns, sizeof(double)),
                              mm_new_zero(rows, sizeof(double))};
    bool made = margins.row != NULL && margins.column != NULL && margins.covered != NULL;
    if (made) {
        add_margins(cells, count, &margins);
        measure(cells, count, rows, columns, &margins, information);
    }
    free(margins.row);
    free(margins.column);
    free(margins.covered);
    return made ? MM_OK : MM_MEMORY;
}

double mm_normalized_information(const struct mm_information *information) {
    double entropies = information->row_entropy + information->column_entropy;
    return entropies == 0 ? 1 : 2 * information->mutual / entropies;
}

void mm_correct_information(struct mm_information *information) {
    const double twice = 2 * information->total;
    const double x = (double)information->rows - 1, y = (double)information->columns - 1;
    information->row_entropy += x / twice;
    information->column_entropy += y / twice;
    information->mutual += (x + y - ((double)information->cells - 1)) / twice;
}

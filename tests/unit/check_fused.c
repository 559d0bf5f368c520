/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loops that do several operations: sums of many terms, several dot products, against plain loops. */
#include "check_main.h"
#include "expr/kernels.h"
#include "expr/program.h"

enum { ROWS = 9000, COLUMNS = 20 };
static double values[COLUMNS][ROWS];
static const double *columns[COLUMNS];

static void fill(void) {
    for (size_t j = 0; j < COLUMNS; j++) {
        for (size_t i = 0; i < ROWS; i++) values[j][i] = sin((double)(i * (j + 3) + 7 * j)) / (double)(j + 1);
        columns[j] = values[j];
    }
}

/* Left to right, each product rounded: the same bits as one operation after another. */
START_TEST(terms_in_order) {
    double factors[COLUMNS], y[MM_KERNEL_BLOCK];
    fill();
    for (size_t j = 0; j < COLUMNS; j++) factors[j] = j % 3 == 0 ? -1 : 1 / (double)(j + 2);
    for (size_t count = 1; count <= COLUMNS; count++)
        for (size_t n = 1; n <= MM_KERNEL_BLOCK; n += 51) {
            mm_kernel_terms(factors, columns, count, y, n);
            for (size_t i = 0; i < n; i++) {
                double sum = factors[0] * values[0][i];
                for (size_t j = 1; j < count; j++) sum += factors[j] * values[j][i];
                mm_check_bits(y[i], sum);
            }
        }
}
END_TEST

/* c n eps, c = 1, of products below 1; and one alone has the same bits as in company. */
START_TEST(dots_together) {
    static const size_t sizes[] = {1, 8, 15, 16, 17, 31, 255, 256};
    fill();
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
        for (size_t count = 1; count <= MM_KERNEL_DOTS; count++) {
            size_t n = sizes[s];
            double sums[MM_KERNEL_DOTS] = {0}, *where[MM_KERNEL_DOTS], alone = 0, *to = &alone;
            for (size_t j = 0; j < count; j++) where[j] = &sums[j];
            mm_kernel_dots(values[5], columns, count, where, n);
            for (size_t j = 0; j < count; j++) {
                long double exact = 0;
                for (size_t i = 0; i < n; i++) exact += (long double)values[5][i] * values[j][i];
                mm_check_near(sums[j], (double)exact, (double)n * 2.3e-16);
                alone = 0;
                mm_kernel_dots(values[5], columns + j, 1, &to, n);
                mm_check_bits(alone, sums[j]);
            }
        }
}
END_TEST

/* (((a x0 - x1) + b x2) - x3) + … of all columns, shared parts among them, row by row and summed with its square. */
START_TEST(chains_in_programs) {
    static const double parameters[] = {0.5, -3};
    struct mm_graph graph = {0};
    mm_vertex sum = MM_VERTEX_NONE, half = MM_VERTEX_NONE;
    fill();
    for (size_t j = 0; j < COLUMNS; j++) {
        mm_vertex term = mm_graph_column(&graph, j);
        if (j % 2 == 0) term = mm_graph_apply2(&graph, MM_FN_MULTIPLY, mm_graph_parameter(&graph, j / 2 % 2), term);
        sum = j == 0 ? term : mm_graph_apply2(&graph, j % 2 == 0 ? MM_FN_ADD : MM_FN_SUBTRACT, sum, term);
        if (j == COLUMNS / 2) half = sum;
    }
    mm_vertex square = mm_graph_apply2(&graph, MM_FN_POWER, sum, mm_graph_constant(&graph, 2));
    mm_vertex outputs[] = {sum, half, mm_graph_reduce(&graph, MM_FN_SUM_ROWS, square),
                           mm_graph_reduce(&graph, MM_FN_SUM_ROWS, mm_graph_apply2(&graph, MM_FN_MULTIPLY, sum, half)),
                           mm_graph_reduce(&graph, MM_FN_MEAN_ROWS, half)};
    struct mm_rows rows = {.numbers = columns, .stride = 1, .count = ROWS};
    double expected[2][ROWS], exact[3] = {0};
    for (size_t i = 0; i < ROWS; i++) {
        double at = 0;
        for (size_t j = 0; j < COLUMNS; j++) {
            double term = j % 2 == 0 ? parameters[j / 2 % 2] * values[j][i] : values[j][i];
            at = j == 0 ? term : j % 2 == 0 ? at + term : at - term;
            if (j == COLUMNS / 2) expected[1][i] = at;
        }
        expected[0][i] = at;
        exact[0] += at * at, exact[1] += at * expected[1][i], exact[2] += expected[1][i] / ROWS;
    }
    for (int sums = MM_SUMS_EXACT; sums <= MM_SUMS_TREE; sums++) {
        struct mm_program *program;
        double got[2][ROWS], *results[5] = {got[0], got[1]};
        ck_assert_int_eq(mm_program_new(&program, &graph, NULL, outputs, 5, (enum mm_sums)sums), MM_OK);
        struct mm_evaluation *evaluation = mm_evaluation_new(program, 2);
        ck_assert_int_eq(mm_evaluation_run(evaluation, parameters, &rows), MM_OK);
        mm_evaluation_rows(evaluation, &rows, results, 1);
        ck_assert_mem_eq(got, expected, sizeof got);
        for (size_t i = 0; i < 3; i++) mm_check_near(mm_evaluation_value(evaluation, i + 2), exact[i], ROWS * 2.3e-16);
        mm_evaluation_free(evaluation);
        mm_program_free(program);
    }
    mm_graph_free(&graph);
}
END_TEST

MM_CHECK_MAIN("fused", terms_in_order, dots_together, chains_in_programs)

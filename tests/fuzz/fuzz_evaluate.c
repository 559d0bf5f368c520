/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fuzzes evaluation: whatever binds has the same bits in any pieces, on any number of threads, and row by row. */
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "expr/bind.h"
#include "expr/program.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool condition, const char *what) {
    if (condition) return;
    fprintf(stderr, "fuzz_evaluate: %s\n", what);
    abort();
}

enum { ROWS = 300, NUMBERS = 3, TEXTS = 2 };

/* Rows of all kinds of numbers and texts, the same for every input. */
static double numbers[NUMBERS][ROWS];
static struct mm_span texts[TEXTS][ROWS];

static void fill(void) {
    static const double odd[] = {0, -0.0, 1, -1, 0.5, 2, 1e308, -1e-308, INFINITY, -INFINITY, NAN, 3, 700, -40};
    static const char *const words[] = {"a", "b", "", "ab", NULL};
    for (size_t i = 0; i < ROWS; i++) {
        for (size_t j = 0; j < NUMBERS; j++)
            numbers[j][i] = (i + j) % 5 == 0 ? odd[(i / 5 + 3 * j) % 14] : 0.37 * (double)(i * (j + 1) % 23) - 3;
        for (size_t j = 0; j < TEXTS; j++) {
            const char *word = words[(i + 2 * j) % 5];
            texts[j][i] = word == NULL ? (struct mm_span){NULL, 0} : mm_span_of(word);
        }
    }
}

struct bound {
    const struct mm_scope *scope;
    const struct mm_program *program;
    const double *parameters;
};

static struct mm_rows rows_from(const struct bound *bound, const double **columns, const struct mm_span **words,
                                size_t first, size_t count) {
    for (size_t i = 0; i < bound->scope->number_count; i++) columns[i] = numbers[bound->scope->numbers[i]] + first;
    for (size_t i = 0; i < bound->scope->text_count; i++) words[i] = texts[bound->scope->texts[i] - NUMBERS] + first;
    return (struct mm_rows){.numbers = columns, .texts = words, .stride = 1, .text_stride = 1, .count = count};
}

/* All values with rows in pieces of PIECE on so many threads. */
static enum mm_status evaluate(const struct bound *bound, size_t piece, size_t threads, double *values) {
    const double *columns[NUMBERS];
    const struct mm_span *words[TEXTS];
    struct mm_evaluation *evaluation = mm_evaluation_new(bound->program, threads);
    enum mm_status status = MM_OK;
    require(evaluation != NULL, "no memory");
    mm_evaluation_begin(evaluation, bound->parameters, ROWS);
    for (size_t sweep = 0; status == MM_OK && sweep < mm_program_sweeps(bound->program); sweep++) {
        for (size_t i = 0; i < ROWS; i += piece) {
            struct mm_rows rows = rows_from(bound, columns, words, i, ROWS - i < piece ? ROWS - i : piece);
            mm_evaluation_sweep(evaluation, &rows);
        }
        status = mm_evaluation_next(evaluation);
    }
    for (size_t i = 0; status == MM_OK && i < ROWS; i += piece) {
        struct mm_rows rows = rows_from(bound, columns, words, i, ROWS - i < piece ? ROWS - i : piece);
        double *to = values + i;
        mm_evaluation_rows(evaluation, &rows, &to, 1);
    }
    mm_evaluation_free(evaluation);
    return status;
}

static void check_program(const struct mm_scope *scope, const struct mm_graph *graph, mm_vertex vertex,
                          const double *parameters, enum mm_sums sums) {
    static double whole[ROWS], pieces[ROWS];
    struct bound bound = {.scope = scope, .parameters = parameters};
    struct mm_program *program;
    require(mm_program_new(&program, graph, &scope->literals, &vertex, 1, sums) == MM_OK, "no program");
    bound.program = program;
    enum mm_status status = evaluate(&bound, ROWS, 1, whole);
    size_t piece = sums == MM_SUMS_EXACT ? 7 : ROWS;
    require(evaluate(&bound, piece, 2, pieces) == status, "another status in pieces");
    for (size_t i = 0; status == MM_OK && i < ROWS; i++) {
        bool both_nan = isnan(whole[i]) && isnan(pieces[i]); /* the sign and payload of NaN are nobody's business */
        require(both_nan || memcmp(&whole[i], &pieces[i], sizeof whole[i]) == 0, "other bits in pieces");
    }
    mm_program_free(program);
}

/* The first byte chooses between kinds of sums; the rest is an expression of x, y, z, the texts s, t and parameters. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const names[] = {"x", "y", "z", "s", "t"};
    if (size < 1 || size > 4096) return 0;
    fill();
    gsl_set_error_handler_off(); /* as every command does */
    bool tree_sums = data[0] & 1;
    char *text = malloc(size);
    require(text != NULL, "no memory");
    memcpy(text, data + 1, size - 1);
    text[size - 1] = '\0';
    struct mm_error error = {0};
    struct mm_tree tree = {0};
    struct mm_graph graph = {0};
    struct mm_schema schema = {0};
    struct mm_parameters parameters = {0};
    require(mm_parameters_parse(&parameters, "w[3]=1:-2:0.5,c=3", false, "--at", &error) == MM_OK, "no parameters");
    for (size_t i = 0; i < NUMBERS + TEXTS; i++)
        require(mm_schema_add(&schema, names[i], 1, i < NUMBERS ? MM_NUMBER : MM_TEXT), "no memory");
    struct mm_scope scope = {.columns = &schema, .parameters = &parameters, .differentiable = tree_sums};
    mm_node root;
    mm_vertex vertex;
    enum mm_status status = mm_tree_parse(&tree, text, &root, &error);
    if (status == MM_OK) status = mm_bind(&scope, &tree, root, &graph, &vertex, &error);
    require(status == MM_OK || (status == MM_USAGE && error.text[0] != '\0'), "an error without words");
    if (status == MM_OK && graph.count < 2000)
        check_program(&scope, &graph, vertex, parameters.values, tree_sums ? MM_SUMS_TREE : MM_SUMS_EXACT);
    mm_tree_free(&tree);
    mm_graph_free(&graph);
    mm_scope_free(&scope);
    mm_schema_free(&schema);
    mm_parameters_free(&parameters);
    free(text);
    return 0;
}

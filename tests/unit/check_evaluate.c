/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of programs over rows: reductions, pieces, threads, texts, parameters, columns made of others. */
#include "check_main.h"

#include "check_evaluate.h"

static const double eps = 0x1p-52;

enum { MOST = 20000 };
static double a[MOST], b[MOST];

/* a_i = (i mod 17)/4 - 1.5 + i/1000, b_i = (7 i mod 11) + 0.1: the same doubles in NumPy. */
static void fill(size_t n) {
    for (size_t i = 0; i < n; i++) {
        a[i] = (double)(i % 17) / 4 - 1.5 + (double)i / 1000;
        b[i] = (double)(7 * i % 11) + 0.1;
    }
}

/* The value of one expression that does not vary, over n rows in pieces of SIZE. */
static double reduced(const char *expression, size_t n, size_t size, enum mm_sums sums, size_t threads) {
    struct mm_scene scene;
    mm_scene_open(&scene, &expression, 1, NULL, sums, threads);
    ck_assert(!mm_program_varies(scene.program, 0));
    mm_evaluation_begin(scene.evaluation, NULL, n);
    for (size_t sweep = 0; sweep < mm_program_sweeps(scene.program); sweep++) {
        for (size_t i = 0; i < n; i += size) {
            struct mm_rows rows = mm_scene_rows(&scene, a, b, NULL, NULL, i, n - i < size ? n - i : size, 1);
            mm_evaluation_sweep(scene.evaluation, &rows);
        }
        ck_assert_int_eq(mm_evaluation_next(scene.evaluation), MM_OK);
    }
    double value = mm_evaluation_value(scene.evaluation, 0);
    mm_scene_close(&scene);
    return value;
}

/* Python: fractions.Fraction for sums, means and squares of the doubles, rounded once; numpy for extremes. */
static const struct {
    const char *expression;
    size_t n;
    double expected;
} known[] = {
    {"sum(a)", 1, -0x1.8000000000000p+0},
    {"mean(b)", 1, 0x1.999999999999ap-4},
    {"max(a) - min(b)", 1, -0x1.999999999999ap+0},
    {"sum(a * b)", 1, -0x1.3333333333334p-3},
    {"mean((a - mean(a))^2)", 1, 0},
    {"count(a > 0) + sum(a > b)", 1, 0x1.0000000000000p+0},
    {"sum(a)", 2, -0x1.5fdf3b645a1cbp+1},
    {"mean(b)", 2, 0x1.cccccccccccccp+1},
    {"max(a) - min(b)", 2, -0x1.595810624dd30p+0},
    {"sum(a * b)", 2, -0x1.2092a30553262p+3},
    {"mean((a - mean(a))^2)", 2, 0x1.020d5629d8406p-6},
    {"sd(a)", 2, 0x1.6b7ca0abf3b01p-3},
    {"count(a > 0) + sum(a > b)", 2, 0x1.0000000000000p+1},
    {"sum(a)", 257, 0x1.3b4ac083126e9p+7},
    {"mean(b)", 257, 0x1.4666666666666p+2},
    {"max(a) - min(b)", 257, 0x1.53b645a1cac08p+1},
    {"sum(a * b)", 257, 0x1.8b015b573eab3p+9},
    {"mean((a - mean(a))^2)", 257, 0x1.877f3d053ad69p+0},
    {"sd(a)", 257, 0x1.3d32c116b723dp+0},
    {"count(a > 0) + sum(a > b)", 257, 0x1.1d00000000000p+8},
    {"sum(a)", 4097, 0x1.46393f7ced917p+13},
    {"mean(b)", 4097, 0x1.466a66266a662p+2},
    {"max(a) - min(b)", 4097, 0x1.9fbe76c8b4396p+2},
    {"sum(a * b)", 4097, 0x1.9ff7cb0f27bb3p+15},
    {"mean((a - mean(a))^2)", 4097, 0x1.749491f2dc2b1p+1},
    {"sd(a)", 4097, 0x1.b4d0bf7c8c0efp+0},
    {"count(a > 0) + sum(a > b)", 4097, 0x1.4500000000000p+12},
    {"sum(a)", 20000, 0x1.9a1e800000000p+17},
    {"mean(b)", 20000, 0x1.4663f141205bcp+2},
    {"max(a) - min(b)", 20000, 0x1.664189374bc6ap+4},
    {"sum(a * b)", 20000, 0x1.0570cdb22d0e5p+20},
    {"mean((a - mean(a))^2)", 20000, 0x1.16b0e2f684d71p+5},
    {"sd(a)", 20000, 0x1.79c0a01652545p+2},
    {"count(a > 0) + sum(a > b)", 20000, 0x1.13cc000000000p+15},
};

START_TEST(reductions) {
    fill(MOST);
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        double y = reduced(known[i].expression, known[i].n, known[i].n, MM_SUMS_EXACT, 1);
        ck_assert_msg(mm_check_is_relative(y, known[i].expected, 4 * eps), "%s of %zu is %.17g, not %.17g",
                      known[i].expression, known[i].n, y, known[i].expected);
        /* A tree of sums: each term takes part in some log2 n roundings. */
        y = reduced(known[i].expression, known[i].n, known[i].n, MM_SUMS_TREE, 1);
        ck_assert_msg(mm_check_is_relative(y, known[i].expected, 64 * eps), "%s of %zu in a tree is %.17g, not %.17g",
                      known[i].expression, known[i].n, y, known[i].expected);
    }
}
END_TEST

START_TEST(pieces_and_threads) {
    static const char *const expressions[] = {"mean((a - mean(a))^2) / sd(b)", "sum(a * b) + max(a) - min(b * a)",
                                              "sd(exp(a / 10)) * count(b)"};
    static const size_t sizes[] = {1, 255, 257, 4096, 5000, MOST};
    fill(MOST);
    for (size_t i = 0; i < sizeof expressions / sizeof expressions[0]; i++) {
        double whole = reduced(expressions[i], MOST, MOST, MM_SUMS_EXACT, 1);
        double tree = reduced(expressions[i], MOST, MOST, MM_SUMS_TREE, 1);
        mm_check_relative(tree, whole, 64 * eps);
        for (size_t threads = 1; threads <= 4; threads += 3) {
            for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++)
                mm_check_bits(reduced(expressions[i], MOST, sizes[s], MM_SUMS_EXACT, threads), whole);
            mm_check_bits(reduced(expressions[i], MOST, MOST, MM_SUMS_TREE, threads), tree);
        }
    }
}
END_TEST

/* What rounding would lose, and any order of the rows. */
START_TEST(exact_sums) {
    static const double x[] = {1e16, 1, -1e16, 1e-20, 1, -2};
    memcpy(a, x, sizeof x);
    mm_check_bits(reduced("sum(a)", 6, 6, MM_SUMS_EXACT, 1), 1e-20);
    for (size_t i = 0; i < 6; i++) a[i] = x[5 - i];
    mm_check_bits(reduced("sum(a)", 6, 1, MM_SUMS_EXACT, 4), 1e-20);
    a[0] = 1000000001, a[1] = 1000000002, a[2] = 1000000003;
    mm_check_bits(reduced("sd(a)", 3, 3, MM_SUMS_EXACT, 1), 1);
}
END_TEST

/* NaN spoils all but a count; infinities are IEEE's. */
START_TEST(not_finite) {
    a[0] = 1, a[1] = NAN, a[2] = 3;
    ck_assert(isnan(reduced("sum(a)", 3, 3, MM_SUMS_EXACT, 1)));
    ck_assert(isnan(reduced("max(a)", 3, 1, MM_SUMS_EXACT, 1)));
    ck_assert(isnan(reduced("min(a)", 3, 3, MM_SUMS_TREE, 1)));
    ck_assert(isnan(reduced("sd(a)", 3, 3, MM_SUMS_EXACT, 1)));
    mm_check_bits(reduced("count(a)", 3, 2, MM_SUMS_EXACT, 1), 2);
    mm_check_bits(reduced("count(a)", 3, 3, MM_SUMS_TREE, 1), 2);
    a[1] = INFINITY;
    mm_check_bits(reduced("mean(a)", 3, 3, MM_SUMS_EXACT, 1), INFINITY);
    a[2] = -INFINITY;
    ck_assert(isnan(reduced("sum(a)", 3, 3, MM_SUMS_EXACT, 1)));
    mm_check_bits(reduced("min(a)", 3, 3, MM_SUMS_EXACT, 1), -INFINITY);
}
END_TEST

static enum mm_status status_of(const char *expression, size_t n, enum mm_sums sums) {
    struct mm_scene scene;
    mm_scene_open(&scene, &expression, 1, NULL, sums, 2);
    struct mm_rows rows = mm_scene_rows(&scene, a, b, NULL, NULL, 0, n, 1);
    enum mm_status status = mm_evaluation_run(scene.evaluation, NULL, &rows);
    mm_scene_close(&scene);
    return status;
}

START_TEST(too_few_rows) {
    static const enum mm_sums both[] = {MM_SUMS_EXACT, MM_SUMS_TREE};
    fill(4);
    for (size_t i = 0; i < 2; i++) {
        ck_assert_int_eq(status_of("mean(a)", 0, both[i]), MM_TOO_FEW);
        ck_assert_int_eq(status_of("1 + max(a)", 0, both[i]), MM_TOO_FEW);
        ck_assert_int_eq(status_of("sum(a) + count(a)", 0, both[i]), MM_OK);
        ck_assert_int_eq(status_of("sd(a)", 2, both[i]), MM_OK);
    }
    ck_assert_int_eq(status_of("sd(a)", 1, MM_SUMS_EXACT), MM_TOO_FEW);
    ck_assert(isnan(reduced("sd(a)", 1, 1, MM_SUMS_TREE, 1))); /* 0/0 in simpler terms, as PyTorch has it */
    mm_check_bits(reduced("sum(a)", 0, 1, MM_SUMS_EXACT, 1), 0);
}
END_TEST

/* How many passes; equal parts are one, and what does not vary needs none. */
START_TEST(sweeps) {
    static const struct {
        const char *expression;
        size_t sweeps;
        bool varies;
    } cases[] = {
        {"a + 1", 0, true},
        {"1 + 2", 0, false},
        {"mean(a)", 1, false},
        {"a - mean(a)", 1, true},
        {"(a - mean(a)) / sd(a) + sum(b)", 1, true},
        {"mean((a - mean(a))^2)", 2, false},
        {"mean((a - mean((b - mean(b))^2))^2) + a", 3, true},
        {"mean(3)", 0, false},
        {"max(2)", 0, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct mm_scene scene;
        mm_scene_open(&scene, &cases[i].expression, 1, NULL, MM_SUMS_EXACT, 1);
        ck_assert_msg(mm_program_sweeps(scene.program) == cases[i].sweeps &&
                          mm_program_varies(scene.program, 0) == cases[i].varies,
                      "%s takes %zu sweeps", cases[i].expression, mm_program_sweeps(scene.program));
        mm_scene_close(&scene);
    }
}
END_TEST

/* Bytes; shorter before longer; a missing text is NaN. A text that holds a NUL byte is compared as a whole. */
START_TEST(texts) {
    static const struct mm_span t[] = {{"a", 1}, {"b", 1}, {"", 0}, {NULL, 0}, {"ab", 2}, {"\xc3\xa9", 2}};
    static const struct mm_span u[] = {{"a", 1}, {"a", 1}, {"a", 1}, {"a", 1}, {"a", 1}, {"z", 1}};
    static const char *const expressions[] = {"t == 'a'", "t < u", "'a' != t", "t >= u && 'x' < 'y'"};
    static const double expected[][6] = {
        {1, 0, 0, NAN, 0, 0}, {0, 0, 1, NAN, 0, 0}, {0, 1, 1, NAN, 1, 1}, {1, 1, 0, NAN, 1, 1}};
    double results[4][6], *to[4] = {results[0], results[1], results[2], results[3]};
    struct mm_scene scene;
    mm_scene_open(&scene, expressions, 4, NULL, MM_SUMS_EXACT, 1);
    struct mm_rows rows = mm_scene_rows(&scene, NULL, NULL, t, u, 0, 6, 1);
    ck_assert_int_eq(mm_evaluation_run(scene.evaluation, NULL, &rows), MM_OK);
    mm_evaluation_rows(scene.evaluation, &rows, to, 1);
    for (size_t k = 0; k < 4; k++)
        for (size_t i = 0; i < 6; i++)
            ck_assert_msg(isnan(expected[k][i]) ? isnan(results[k][i]) : results[k][i] == expected[k][i],
                          "%s in row %zu is %g", expressions[k], i, results[k][i]);
    mm_scene_close(&scene);
}
END_TEST

/* A mean of a comparison of texts: how many there are of a kind. */
START_TEST(texts_reduced) {
    static const struct mm_span t[] = {{"x", 1}, {"y", 1}, {"x", 1}, {"z", 1}};
    const char *expression = "sum(t == 'x') / 4 + 0 * sum(a)";
    struct mm_scene scene;
    fill(4);
    mm_scene_open(&scene, &expression, 1, NULL, MM_SUMS_EXACT, 1);
    struct mm_rows rows = mm_scene_rows(&scene, a, b, t, NULL, 0, 4, 1);
    ck_assert_int_eq(mm_evaluation_run(scene.evaluation, NULL, &rows), MM_OK);
    mm_check_bits(mm_evaluation_value(scene.evaluation, 0), 0.5);
    mm_scene_close(&scene);
}
END_TEST

/* The same program again with other parameters; outputs that nobody asks for; one that does not vary, in each row. */
START_TEST(parameters) {
    static const char *const expressions[] = {"dot(w, a, b) + c", "mean(w[1] * a)", "c * a"};
    double values[3] = {2, 3, -1}, first[4], second[4];
    struct mm_scene scene;
    mm_scene_open(&scene, expressions, 3, "w[2]=2:3,c=-1", MM_SUMS_TREE, 1);
    a[0] = 1, a[1] = 2, a[2] = 3, a[3] = 6;
    b[0] = 10, b[1] = 20, b[2] = 30, b[3] = 0.5;
    struct mm_rows rows = mm_scene_rows(&scene, a, b, NULL, NULL, 0, 4, 1);
    ck_assert_int_eq(mm_evaluation_run(scene.evaluation, values, &rows), MM_OK);
    mm_check_bits(mm_evaluation_value(scene.evaluation, 1), 6);
    mm_evaluation_rows(scene.evaluation, &rows, (double *[]){first, second, NULL}, 1);
    static const double expected[] = {31, 63, 95, 12.5};
    for (size_t i = 0; i < 4; i++) mm_check_bits(first[i], expected[i]);
    for (size_t i = 0; i < 4; i++) mm_check_bits(second[i], 6);
    values[0] = 0;
    ck_assert_int_eq(mm_evaluation_run(scene.evaluation, values, &rows), MM_OK);
    mm_check_bits(mm_evaluation_value(scene.evaluation, 1), 0);
    mm_scene_close(&scene);
}
END_TEST

/* mm_scope.made: a column that stands for an expression, also within a range, and where the rows have one of the name.
 */
START_TEST(made_columns) {
    struct mm_schema schema = {0};
    struct mm_graph graph = {0};
    struct mm_tree trees[2] = {{0}, {0}};
    struct mm_error error = {0};
    mm_vertex made[3] = {MM_VERTEX_NONE, MM_VERTEX_NONE, MM_VERTEX_NONE}, vertex;
    struct mm_scope scope = {.columns = &schema, .made = made};
    struct mm_program *program;
    mm_node root;
    double x[] = {1, 2}, y[] = {10, 20}, result[2], *to = result;
    const double *numbers[2];
    ck_assert(mm_schema_add(&schema, "x", 1, MM_NUMBER) && mm_schema_add(&schema, "y", 1, MM_NUMBER));
    ck_assert_int_eq(mm_tree_parse(&trees[0], "2 * y", &root, &error), MM_OK);
    ck_assert_int_eq(mm_bind(&scope, &trees[0], root, &graph, &made[1], &error), MM_OK);
    ck_assert(mm_schema_add(&schema, "z", 1, MM_NUMBER));
    made[2] = mm_graph_constant(&graph, 100);
    ck_assert_int_eq(mm_tree_parse(&trees[1], "max(x..z) + y", &root, &error), MM_OK);
    ck_assert_int_eq(mm_bind(&scope, &trees[1], root, &graph, &vertex, &error), MM_OK);
    ck_assert_uint_eq(scope.number_count, 2);
    for (size_t i = 0; i < 2; i++) numbers[i] = scope.numbers[i] == 0 ? x : y;
    ck_assert_int_eq(mm_program_new(&program, &graph, NULL, &vertex, 1, MM_SUMS_EXACT), MM_OK);
    struct mm_evaluation *evaluation = mm_evaluation_new(program, 1);
    mm_evaluation_begin(evaluation, NULL, 2);
    mm_evaluation_rows(evaluation, &(struct mm_rows){.numbers = numbers, .stride = 1, .count = 2}, &to, 1);
    mm_check_bits(result[0], 120);
    mm_check_bits(result[1], 140);
    mm_evaluation_free(evaluation);
    mm_program_free(program);
    mm_graph_free(&graph);
    mm_scope_free(&scope);
    mm_schema_free(&schema);
    for (size_t i = 0; i < 2; i++) mm_tree_free(&trees[i]);
}
END_TEST

/* Many values alive at once and few: slots are used again without one running into another. A polynomial by Horner and
 * by its terms, and a balanced sum. */
START_TEST(slots) {
    static const char *const expressions[] = {
        "((((a + 1) * a + 2) * a + 3) * a + 4) * a + 5",
        "a^5 + a^4 + 2 * a^3 + 3 * a^2 + 4 * a + 5",
        ("((a + 1) * (a + 2) + (a + 3) * (a + 4)) + ((a + 5) * (a + 6) - (a + 7) * (a + 8)) - (2 * a^2 + 10 * a + 14) + "
         "(4 * a + 26)"),
    };
    static double results[3][1000];
    double *to[3] = {results[0], results[1], results[2]};
    struct mm_scene scene;
    for (size_t i = 0; i < 1000; i++) a[i] = (double)(i % 9);
    mm_scene_open(&scene, expressions, 3, NULL, MM_SUMS_EXACT, 1);
    struct mm_rows rows = mm_scene_rows(&scene, a, b, NULL, NULL, 0, 1000, 1);
    mm_evaluation_begin(scene.evaluation, NULL, 0);
    mm_evaluation_rows(scene.evaluation, &rows, to, 1);
    for (size_t i = 0; i < 1000; i++) {
        mm_check_bits(results[0][i], results[1][i]); /* whole numbers: no rounding */
        mm_check_bits(results[2][i], 0);
    }
    mm_scene_close(&scene);
}
END_TEST

MM_CHECK_MAIN("evaluate", reductions, pieces_and_threads, exact_sums, not_finite, too_few_rows, sweeps, texts,
              texts_reduced, parameters, made_columns, slots)

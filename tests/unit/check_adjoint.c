/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Derivatives of graphs against PyTorch and against complex steps; hostile expressions. */
#include "calculus/adjoint.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "adjoint_reference.h"
#include "calculus/complex_step.h"
#include "calculus/tape.h"
#include "check_main.h"
#include "expr/bind.h"
#include "expr/program.h"

/* An expression at a point, over the columns of the reference. */
struct bound {
    struct mm_tree tree;
    struct mm_parameters parameters;
    struct mm_schema schema;
    struct mm_scope scope;
    struct mm_graph graph;
    mm_vertex f, *inputs;
    const double *columns[COLUMNS];
    struct mm_rows rows;
};

static void bind_expression(struct bound *b, const char *expression, const char *at) {
    struct mm_error error = {0};
    mm_node root;
    *b = (struct bound){0};
    ck_assert_msg(mm_tree_parse(&b->tree, expression, &root, &error) == MM_OK, "%s: %s", expression, error.text);
    ck_assert_int_eq(mm_parameters_parse(&b->parameters, at, false, "--at", &error), MM_OK);
    for (size_t i = 0; i < COLUMNS; i++) ck_assert(mm_schema_add(&b->schema, column_names[i], 1, MM_NUMBER));
    b->scope = (struct mm_scope){.columns = &b->schema, .parameters = &b->parameters, .differentiable = true};
    ck_assert_msg(mm_bind(&b->scope, &b->tree, root, &b->graph, &b->f, &error) == MM_OK, "%s: %s", expression,
                  error.text);
    for (size_t i = 0; i < b->scope.number_count; i++) b->columns[i] = column_values[b->scope.numbers[i]];
    b->rows = (struct mm_rows){.numbers = b->columns, .stride = 1, .count = ROWS};
    b->inputs = calloc(b->parameters.count, sizeof *b->inputs);
    for (size_t i = 0; i < b->parameters.count; i++) b->inputs[i] = mm_graph_parameter(&b->graph, i);
}

static void release(struct bound *b) {
    mm_tree_free(&b->tree);
    mm_parameters_free(&b->parameters);
    mm_schema_free(&b->schema);
    mm_scope_free(&b->scope);
    mm_graph_free(&b->graph);
    free(b->inputs);
}

static void evaluate(const struct bound *b, const mm_vertex *vertices, size_t count, double *values) {
    struct mm_program *program;
    ck_assert_int_eq(mm_program_new(&program, &b->graph, NULL, vertices, count, MM_SUMS_TREE), MM_OK);
    struct mm_evaluation *evaluation = mm_evaluation_new(program, 1);
    ck_assert_int_eq(mm_evaluation_run(evaluation, b->parameters.values, &b->rows), MM_OK);
    for (size_t i = 0; i < count; i++) values[i] = mm_evaluation_value(evaluation, i);
    mm_evaluation_free(evaluation);
    mm_program_free(program);
}

/* A few operations on either side, and PyTorch's own errors (gelu and cbrt lose digits there): 1e-12. */
static bool near(double a, double b) {
    return (isnan(a) && isnan(b)) || a == b || fabs(a - b) <= 1e-12 * fmax(1, fabs(b));
}

static size_t count_bad(const char *what, const char *expression, const char *at, double got, double wanted) {
    if (near(got, wanted)) return 0;
    fprintf(stderr, "%s of %s at %s: %.17g, not %.17g\n", what, expression, at, got, wanted);
    return 1;
}

START_TEST(values_and_gradients_are_those_of_pytorch) {
    size_t bad = 0;
    for (size_t k = 0; k < sizeof firsts / sizeof *firsts; k++) {
        const struct first *wanted = &firsts[k];
        struct bound b;
        bind_expression(&b, wanted->expression, wanted->at);
        size_t n = b.parameters.count;
        mm_vertex vertices[1 + MOST];
        double values[1 + MOST];
        ck_assert_uint_le(n, MOST);
        vertices[0] = b.f;
        ck_assert_int_eq(mm_reverse(&b.graph, b.f, b.inputs, n, vertices + 1), MM_OK);
        evaluate(&b, vertices, n + 1, values);
        bad += count_bad("value", wanted->expression, wanted->at, values[0], wanted->value);
        for (size_t i = 0; i < n; i++)
            bad += count_bad("gradient", wanted->expression, wanted->at, values[i + 1], wanted->gradient[i]);
        release(&b);
    }
    ck_assert_uint_eq(bad, 0);
}
END_TEST

START_TEST(forward_mode_agrees_with_reverse) {
    size_t bad = 0;
    for (size_t k = 0; k < sizeof firsts / sizeof *firsts; k++) {
        const struct first *wanted = &firsts[k];
        struct bound b;
        bind_expression(&b, wanted->expression, wanted->at);
        for (size_t i = 0; i < b.parameters.count; i++) {
            mm_vertex tangent;
            double value;
            ck_assert_int_eq(mm_forward(&b.graph, &b.f, 1, b.inputs[i], &tangent), MM_OK);
            evaluate(&b, &tangent, 1, &value);
            bad += count_bad("tangent", wanted->expression, wanted->at, value, wanted->gradient[i]);
        }
        release(&b);
    }
    ck_assert_uint_eq(bad, 0);
}
END_TEST

START_TEST(hessians_are_those_of_pytorch) {
    size_t bad = 0;
    for (size_t k = 0; k < sizeof seconds / sizeof *seconds; k++) {
        const struct second *wanted = &seconds[k];
        struct bound b;
        bind_expression(&b, wanted->expression, wanted->at);
        size_t n = b.parameters.count;
        mm_vertex gradient[MOST], column[MOST];
        double values[MOST];
        ck_assert_int_eq(mm_reverse(&b.graph, b.f, b.inputs, n, gradient), MM_OK);
        for (size_t j = 0; j < n; j++) {
            ck_assert_int_eq(mm_forward(&b.graph, gradient, n, b.inputs[j], column), MM_OK);
            evaluate(&b, column, n, values);
            for (size_t i = 0; i < n; i++) { /* both triangles */
                size_t low = i < j ? i : j, high = i < j ? j : i;
                bad += count_bad("hessian", wanted->expression, wanted->at, values[i],
                                 wanted->hessian[high * (high + 1) / 2 + low]);
            }
        }
        release(&b);
    }
    ck_assert_uint_eq(bad, 0);
}
END_TEST

/* An infinite derivative has no step; beyond that, the complex step is as exact as PyTorch, central differences have ten
 * digits. */
START_TEST(numeric_derivatives_are_those_of_pytorch) {
    size_t bad = 0, steps = 0;
    for (size_t k = 0; k < sizeof firsts / sizeof *firsts; k++) {
        const struct first *wanted = &firsts[k];
        struct bound b;
        bind_expression(&b, wanted->expression, wanted->at);
        for (size_t i = 0; i < b.parameters.count; i++) {
            enum mm_numeric_method method;
            double derivative, want = wanted->gradient[i];
            ck_assert_int_eq(mm_numeric_derivative(&b.graph, b.f, i, b.parameters.values, b.parameters.count, &b.rows,
                                                   &derivative, &method),
                             MM_OK);
            if (!isfinite(want)) continue;
            steps += method == MM_COMPLEX_STEP;
            if (method == MM_CENTRAL_DIFFERENCES && fabs(derivative - want) <= 1e-9 * fmax(1, fabs(want))) continue;
            bad += count_bad("numeric derivative", wanted->expression, wanted->at, derivative, want);
        }
        release(&b);
    }
    ck_assert_uint_eq(bad, 0);
    ck_assert_uint_gt(steps, 150);
}
END_TEST

/* What has a value in each row: by the parameter against complex steps, by a column against the diagonal of
 * torch.autograd.functional.jacobian, and by hand where it is given. */
START_TEST(rows_that_share_reductions) {
    static const struct {
        const char *expression;
        double by_x[ROWS];
    } cases[] = {
        {"w*x - mean(w*x)",
         {0.6428571428571429, 0.6428571428571429, 0.6428571428571429, 0.6428571428571429, 0.6428571428571429,
          0.6428571428571429, 0.6428571428571429}},
        {"w*x/sum(x^2 + w) + y*sd(w*x)",
         {0.00026968625125043874, -0.014686972175331513, -0.1481985992767606, 0.6806340205003032, -0.15071636698461813,
          0.019183977156186534, 0.05829006267759015}},
        {"sigmoid(w*x + t)*max(w*y + x)",
         {0.7399825906389211, 0.4597085182138258, 0.04991674278647221, 1.0344568556743, 0.6580978853569661,
          0.04991674278647221, 0.9031860683280573}},
        {"exp(w*x)/sum(exp(w*x))",
         {0.03935965012258108, 0.011049037219495383, 0.10639779091102176, 0.18694481727524165, 0.01596519887945118,
          0.10639779091102176, 0.02754918138452845}},
        {"x*mean(w*x)^2 + sum(x*mean(x^2*w))",
         {3.549107142857143, 1.0580357142857144, 5.684311224489796, 7.819515306122449, 1.7697704081632653,
          5.684311224489796, 2.837372448979592}},
    };
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        struct bound b;
        mm_vertex derivatives[2];
        double by_w[ROWS], by_x[ROWS], steps[ROWS], *columns[2] = {by_w, by_x};
        enum mm_numeric_method method;
        bind_expression(&b, cases[k].expression, "w=0.75");
        mm_vertex inputs[2] = {b.inputs[0], mm_graph_column(&b.graph, 0)}; /* x is the first column used */
        ck_assert_int_eq(mm_reverse(&b.graph, b.f, inputs, 2, derivatives), MM_OK);
        struct mm_program *program;
        ck_assert_int_eq(mm_program_new(&program, &b.graph, NULL, derivatives, 2, MM_SUMS_TREE), MM_OK);
        struct mm_evaluation *evaluation = mm_evaluation_new(program, 1);
        ck_assert_int_eq(mm_evaluation_run(evaluation, b.parameters.values, &b.rows), MM_OK);
        mm_evaluation_rows(evaluation, &b.rows, columns, 1);
        mm_evaluation_free(evaluation);
        mm_program_free(program);
        ck_assert_int_eq(mm_numeric_derivative(&b.graph, b.f, 0, b.parameters.values, 1, &b.rows, steps, &method),
                         MM_OK);
        ck_assert_int_eq(method, MM_COMPLEX_STEP);
        for (size_t i = 0; i < ROWS; i++) {
            ck_assert_uint_eq(count_bad("by w", cases[k].expression, "w=0.75", by_w[i], steps[i]), 0);
            ck_assert_uint_eq(count_bad("by x", cases[k].expression, "w=0.75", by_x[i], cases[k].by_x[i]), 0);
        }
        release(&b);
    }
}
END_TEST

/* As many terms and parentheses as the parser takes, or nearly: the cost is linear in both. */
START_TEST(long_sums_and_deep_nests) {
    struct mm_buffer text = {0};
    struct bound b;
    mm_vertex gradient;
    double value;
    for (int i = 1; i <= 990; i++) mm_buffer_printf(&text, "%s%d*a^2", i == 1 ? "" : "+", i);
    bind_expression(&b, text.text, "a=3");
    ck_assert_int_eq(mm_reverse(&b.graph, b.f, b.inputs, 1, &gradient), MM_OK);
    ck_assert_uint_lt(b.graph.count, 10000);
    evaluate(&b, &gradient, 1, &value);
    mm_check_near(value, 2.0 * 3 * 990 * 991 / 2, 1e-15);
    release(&b);
    mm_buffer_clear(&text);
    for (int i = 0; i < 90; i++) mm_buffer_add_text(&text, "sin(");
    mm_buffer_add_text(&text, "a");
    for (int i = 0; i < 90; i++) mm_buffer_add_text(&text, ")");
    bind_expression(&b, text.text, "a=1");
    ck_assert_int_eq(mm_reverse(&b.graph, b.f, b.inputs, 1, &gradient), MM_OK);
    evaluate(&b, &gradient, 1, &value);
    double wanted = 1, x = 1;
    for (int i = 0; i < 90; i++) wanted *= cos(x), x = sin(x);
    mm_check_near(value, wanted, 90 * 4e-16);
    release(&b);
    mm_buffer_free(&text);
}
END_TEST

/* Each column of a Hessian adds as much as the gradient, not what the columns before it added. */
START_TEST(hessians_grow_with_their_size) {
    enum { N = 40 };
    struct mm_buffer text = {0};
    struct bound b;
    mm_vertex gradient[N], column[N];
    mm_buffer_add_text(&text, "softplus(");
    for (int i = 1; i <= N; i++) mm_buffer_printf(&text, "%s%d*w[%d]", i == 1 ? "" : "+", i, i);
    mm_buffer_add_text(&text, ")");
    bind_expression(&b, text.text, "w[40]=0.01");
    ck_assert_int_eq(mm_reverse(&b.graph, b.f, b.inputs, N, gradient), MM_OK);
    for (size_t j = 0; j < N; j++) ck_assert_int_eq(mm_forward(&b.graph, gradient, N, b.inputs[j], column), MM_OK);
    ck_assert_uint_lt(b.graph.count, 10 * N * N);
    release(&b);
    mm_buffer_free(&text);
}
END_TEST

/* Infinities and NaN arrive where the algebra of reals says, and nothing hangs or crashes. */
START_TEST(infinite_and_undefined) {
    static const struct {
        const char *expression, *at;
        double wanted;
    } cases[] = {
        {"1/a", "a=0", -INFINITY},
        {"log(a)", "a=0", INFINITY},
        {"log(a)", "a=-1", -1},
        {"exp(a)", "a=1000", INFINITY},
        {"exp(-exp(a))", "a=1000", NAN},
        {"sqrt(a^2)", "a=0", NAN},
        {"(a > 1/0 ? 1 : 2)*a", "a=3", 2},
        {"0*a", "a=3", 0},
        {"a + 0/0", "a=3", 1},
    };
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        struct bound b;
        mm_vertex gradient;
        double value;
        bind_expression(&b, cases[k].expression, cases[k].at);
        ck_assert_int_eq(mm_reverse(&b.graph, b.f, b.inputs, 1, &gradient), MM_OK);
        evaluate(&b, &gradient, 1, &value);
        ck_assert_uint_eq(count_bad("gradient", cases[k].expression, cases[k].at, value, cases[k].wanted), 0);
        release(&b);
    }
}
END_TEST

/* By hand: v1 = a, v2 = x, v3 = a x, v4 = mean(v3), v5 = v4^2. */
START_TEST(tape_of_a_square_of_a_mean) {
    struct bound b;
    struct mm_tape tape = {0};
    mm_vertex vertices[3];
    double values[3];
    bind_expression(&b, "mean(a*x)^2", "a=2");
    ck_assert_int_eq(mm_tape_make(&tape, &b.graph, b.f), MM_OK);
    ck_assert_uint_eq(tape.count, 5);
    ck_assert_uint_eq(tape.nodes[2].inputs[0], 0);
    ck_assert_uint_eq(tape.nodes[2].inputs[1], 1);
    ck_assert_uint_eq(tape.nodes[4].count, 1); /* the exponent is a constant */
    vertices[0] = tape.nodes[4].local[0];
    vertices[1] = tape.nodes[3].adjoint;
    vertices[2] = tape.nodes[0].adjoint;
    evaluate(&b, vertices, 3, values);
    double mean_x = 6.0 / ROWS;
    mm_check_near(values[0], 2 * 2 * mean_x, 1e-15);
    mm_check_near(values[1], 2 * 2 * mean_x, 1e-15);
    mm_check_near(values[2], 2 * 2 * mean_x * mean_x, 1e-15);
    mm_tape_free(&tape);
    release(&b);
}
END_TEST

START_TEST(errors_of_derivatives) {
    static const double table[] = {1, 2, 1, 2, 1, -3}, other[] = {2, 2.5, -3};
    struct mm_derivative_pair worst = mm_derivative_worst(table, 3, 2, 1, other);
    ck_assert_uint_eq(worst.row, 1);
    mm_check_near(worst.error, 0.2, 1e-15);
    mm_check_near(mm_derivative_error(1e-12, 0, 1), 1e-8, 1e-15);
    mm_check_near(mm_derivative_error(NAN, NAN, 1), 0, 0);
    mm_check_near(mm_derivative_error(INFINITY, INFINITY, 1), 0, 0);
    mm_check_near(mm_derivative_error(INFINITY, 1, 1), INFINITY, 0);
    mm_check_near(mm_derivative_error(NAN, 1, 1), INFINITY, 0);
}
END_TEST

MM_CHECK_MAIN("adjoint", values_and_gradients_are_those_of_pytorch, forward_mode_agrees_with_reverse,
              rows_that_share_reductions, hessians_are_those_of_pytorch, numeric_derivatives_are_those_of_pytorch,
              long_sums_and_deep_nests, hessians_grow_with_their_size, infinite_and_undefined,
              tape_of_a_square_of_a_mean, errors_of_derivatives)

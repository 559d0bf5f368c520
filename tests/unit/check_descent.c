/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Descent: updates and schedules against torch.optim, batches, searches on the classics, ends.
 *
 * Steps: PyTorch 1.13, double, on p = torch.tensor([0.5, -1.0]), loss ((p[0]*x + p[1] - y)**2).mean() with x and y below,
 * torch.optim.SGD, Adagrad, RMSprop, Adam, AdamW with the constants shown, lr_scheduler.StepLR, ExponentialLR,
 * CosineAnnealingLR(T_max=20) stepped once an epoch, nn.utils.clip_grad_norm_; batches in the order of Fisher and Yates
 * from Philox 4x32-10 (stream e of seed 7, Lemire's bounded integers), both written anew in Python. */
#include "calculus/descent_plan.h"
#include "check_main.h"

static const double xs[] = {1, 2, 3, 4, 5}, ys[] = {2.1, 3.9, 6.2, 7.8, 10.1};
static const double *const columns[] = {xs, ys};

/* The line's loss over the rows above. */
static mm_vertex line_loss(struct mm_graph *graph, mm_vertex inputs[2]) {
    for (size_t i = 0; i < 2; i++) inputs[i] = mm_graph_parameter(graph, i);
    mm_vertex x = mm_graph_column(graph, 0), y = mm_graph_column(graph, 1);
    mm_vertex line = mm_graph_apply2(graph, MM_FN_ADD, mm_graph_apply2(graph, MM_FN_MULTIPLY, inputs[0], x), inputs[1]);
    mm_vertex gap = mm_graph_apply2(graph, MM_FN_SUBTRACT, line, y);
    return mm_graph_reduce(graph, MM_FN_MEAN_ROWS,
                           mm_graph_apply2(graph, MM_FN_POWER, gap, mm_graph_constant(graph, 2)));
}

static struct mm_descent_plan plan_of(const struct mm_descent_wishes *wishes) {
    struct mm_descent_plan plan;
    struct mm_error error = {0};
    ck_assert_int_eq(mm_descent_plan(wishes, &plan, &error), MM_OK);
    plan.seed = 7;
    return plan;
}

static enum mm_status descend(const struct mm_descent_plan *plan, size_t threads, double x[2],
                              struct mm_descent_result *result) {
    struct mm_graph graph = {0};
    struct mm_objective objective;
    struct mm_rows rows = {.numbers = columns, .stride = 1, .count = 5};
    mm_vertex inputs[2], loss = line_loss(&graph, inputs);
    bool curved = plan->update.method == MM_DESCENT_NEWTON;
    ck_assert_int_eq(mm_objective_new(&objective, &graph, loss, inputs, 2, curved, threads), MM_OK);
    enum mm_status status = mm_descent(&objective, &rows, 2, plan, x, result);
    mm_objective_free(&objective);
    mm_graph_free(&graph);
    return status;
}

struct expected {
    size_t epochs;
    double w, b;
};

/* 1e-12 of steps of order 1. */
static void follows(struct mm_descent_wishes wishes, const struct expected *expected, size_t count) {
    for (size_t i = 0; i < count; i++) {
        double x[2] = {0.5, -1};
        struct mm_descent_result result;
        wishes.epochs = expected[i].epochs;
        struct mm_descent_plan plan = plan_of(&wishes);
        ck_assert_int_eq(descend(&plan, 1, x, &result), MM_OK);
        ck_assert_uint_eq(result.epochs, expected[i].epochs);
        mm_check_near(x[0], expected[i].w, 1e-12);
        mm_check_near(x[1], expected[i].b, 1e-12);
    }
}

#define FOLLOWS(method_, rate_, more, ...)                                                                             \
    do {                                                                                                               \
        const struct expected expected_[] = {__VA_ARGS__};                                                             \
        struct mm_descent_wishes wishes = MM_DESCENT_NO_WISHES;                                                        \
        wishes.method = (method_);                                                                                     \
        wishes.rate = (rate_);                                                                                         \
        more;                                                                                                          \
        follows(wishes, expected_, sizeof expected_ / sizeof *expected_);                                              \
    } while (0)

START_TEST(plain_steps) {
    FOLLOWS(MM_DESCENT_GD, 0.05, (void)0, {1, 2.4540000000000002, -0.4479999999999999},
            {2, 2.093, -0.53739999999999999}, {3, 2.1559200000000001, -0.50956000000000001},
            {20, 2.1065743430916331, -0.37087036739956797});
    FOLLOWS(MM_DESCENT_GD, 0.05, wishes.decay = 0.1, {1, 2.4515000000000002, -0.44299999999999995},
            {2, 2.0794924999999997, -0.52993500000000004}, {3, 2.1446337875000001, -0.496139575},
            {20, 2.0769079560677266, -0.29421122222202667});
    FOLLOWS(MM_DESCENT_GD, 0.05, wishes.clip = 1, {1, 0.54811686968876294, -0.98640710743695126},
            {2, 0.59623168294806073, -0.97280693765108794}, {3, 0.64434431225258171, -0.95919904396161493},
            {20, 1.4616978861026328, -0.72589461930360155});
}
END_TEST

START_TEST(heavy_steps) {
    FOLLOWS(MM_DESCENT_MOMENTUM, 0.01, (void)0, {1, 0.89080000000000004, -0.88959999999999995},
            {2, 1.5407199999999999, -0.7054959999999999}, {3, 2.2698193600000001, -0.49773567999999985},
            {20, 2.515691567127798, -0.20712628675899042});
    FOLLOWS(MM_DESCENT_GD, 0.01, wishes.momentum = 0.9, {3, 2.2698193600000001, -0.49773567999999985},
            {20, 2.515691567127798, -0.20712628675899042});
    FOLLOWS(MM_DESCENT_MOMENTUM, 0.01, wishes.decay = 0.1, {1, 0.89029999999999998, -0.88859999999999995},
            {2, 1.5389297, -0.70269739999999992}, {3, 2.2655548102999998, -0.49256419659999989},
            {20, 2.4676936489893238, -0.10756742671664023});
    FOLLOWS(MM_DESCENT_NESTEROV, 0.01, (void)0, {1, 1.2425200000000001, -0.79023999999999994},
            {2, 1.9673019999999999, -0.58367415999999994}, {3, 2.5079584182399999, -0.42658595391999993},
            {20, 2.1103507534646679, -0.30938732232919913});
}
END_TEST

START_TEST(scaled_steps) {
    FOLLOWS(MM_DESCENT_ADAGRAD, 0.5, (void)0, {1, 0.99999999999872058, -0.50000000000452904},
            {2, 1.2700521867327623, -0.23116702919745247}, {3, 1.4466075805481997, -0.056486809465062349},
            {20, 1.9037554844346587, 0.3413260545783402});
    FOLLOWS(MM_DESCENT_RMSPROP, 0.05, (void)0, {1, 0.99999999872057299, -0.50000000452898563},
            {2, 1.2710136684886912, -0.23020632248907025}, {3, 1.4486597663227341, -0.054447744804788006},
            {20, 1.9051583167622963, 0.33939079588886395});
    FOLLOWS(MM_DESCENT_RMSPROP, 0.05, (wishes.momentum = 0.5, wishes.decay = 0.1),
            {1, 0.99999999871893397, -0.50000000448833049}, {2, 1.5204941308513964, 0.019422707165605554},
            {3, 1.8907327337490181, 0.3864243992924985}, {20, 1.9122866075838718, 0.29302847593469838});
    FOLLOWS(MM_DESCENT_ADAM, 0.1, (void)0, {1, 0.59999999997441145, -0.90000000009057968},
            {2, 0.69973748019539528, -0.80026644116034562}, {3, 0.79900588446791354, -0.70100943014006556},
            {20, 2.0876504805543754, 0.57776051318427757});
    FOLLOWS(MM_DESCENT_ADAM, 0.1, (wishes.beta1 = 0.8, wishes.beta2 = 0.99, wishes.decay = 0.1),
            {1, 0.59999999997437869, -0.90000000008976655}, {2, 0.69953437983156608, -0.80047113845337092},
            {3, 0.79824686072889439, -0.70177454871351264}, {20, 1.9344998015123489, 0.42376283929995229});
    FOLLOWS(MM_DESCENT_ADAMW, 0.1, (void)0, {1, 0.5994999999744115, -0.89900000009057968},
            {2, 0.69863859308731391, -0.79836700471155253}, {3, 0.79721062856501268, -0.69830985925193656},
            {20, 2.0667479232874619, 0.5862651414053911});
}
END_TEST

START_TEST(schedules) {
    FOLLOWS(MM_DESCENT_GD, 0.05, (wishes.schedule = MM_SCHEDULE_STEP, wishes.every = 5, wishes.gamma = 0.5),
            {1, 2.4540000000000002, -0.4479999999999999}, {20, 2.1297810339829386, -0.45465271463208512});
    FOLLOWS(MM_DESCENT_ADAM, 0.1, (wishes.schedule = MM_SCHEDULE_EXP, wishes.gamma = 0.9),
            {2, 0.6897637321732969, -0.81023979705336902}, {3, 0.77021023169360758, -0.72980182895686152},
            {20, 1.3372937765998631, -0.16349239510684407});
    FOLLOWS(MM_DESCENT_GD, 0.05, (wishes.schedule = MM_SCHEDULE_COSINE, wishes.least = 0.001),
            {20, 2.1266789087157818, -0.44345422850505761});
}
END_TEST

START_TEST(batches) {
    FOLLOWS(MM_DESCENT_SGD, 0.02, wishes.batch = 2, {1, 2.1554959999999999, -0.52747680000000008},
            {2, 2.1729793357824003, -0.51074936465920007}, {3, 2.1214841275187695, -0.51426880791238094},
            {20, 2.1264764008928636, -0.34053560776755137});
    FOLLOWS(MM_DESCENT_ADAM, 0.1, wishes.batch = 2, {1, 0.79195401712886138, -0.70159270509620963},
            {2, 1.06065463900699, -0.41331492404237535}, {3, 1.3054859804889856, -0.14298988752461708},
            {20, 1.8517597203104736, 0.32451186289381634});
    /* Batches of all rows, or more, are no batches. */
    FOLLOWS(MM_DESCENT_SGD, 0.05, (void)0, {20, 2.1065743430916331, -0.37087036739956797});
}
END_TEST

/* Least squares by hand: w = 1.99, b = 0.05, loss 0.0214 (numpy.polyfit(x, y, 1)). */
START_TEST(searches_find_the_line) {
    static const int methods[] = {MM_DESCENT_LBFGS, MM_DESCENT_NEWTON};
    for (size_t i = 0; i < 2; i++) {
        struct mm_descent_wishes wishes = MM_DESCENT_NO_WISHES;
        struct mm_descent_result result;
        double x[2] = {0.5, -1};
        wishes.method = methods[i];
        struct mm_descent_plan plan = plan_of(&wishes);
        ck_assert_int_eq(descend(&plan, 1, x, &result), MM_OK);
        ck_assert_int_eq(result.end, MM_DESCENT_CONVERGED);
        ck_assert_uint_le(result.epochs, methods[i] == MM_DESCENT_NEWTON ? 2 : 10);
        mm_check_near(x[0], 1.99, 1e-8);
        mm_check_near(x[1], 0.05, 1e-8);
        mm_check_near(result.loss, 0.0214, 1e-12);
    }
}
END_TEST

/* Rosenbrock's valley, (1 - a)² + 100 (b - a²)², from (-1.2, 1): least at (1, 1). Its Hessian is indefinite on the way
 * from (0, 1), which Newton has to bend. */
static mm_vertex valley(struct mm_graph *graph, mm_vertex inputs[2]) {
    mm_vertex two = mm_graph_constant(graph, 2), one = mm_graph_constant(graph, 1);
    for (size_t i = 0; i < 2; i++) inputs[i] = mm_graph_parameter(graph, i);
    mm_vertex left = mm_graph_apply2(graph, MM_FN_SUBTRACT, one, inputs[0]);
    mm_vertex square = mm_graph_apply2(graph, MM_FN_POWER, inputs[0], two);
    mm_vertex right = mm_graph_apply2(graph, MM_FN_SUBTRACT, inputs[1], square);
    left = mm_graph_apply2(graph, MM_FN_POWER, left, two);
    right = mm_graph_apply2(graph, MM_FN_POWER, right, two);
    right = mm_graph_apply2(graph, MM_FN_MULTIPLY, mm_graph_constant(graph, 100), right);
    return mm_graph_apply2(graph, MM_FN_ADD, left, right);
}

START_TEST(searches_cross_the_valley) {
    static const double starts[][2] = {{-1.2, 1}, {0, 1}, {10, -10}};
    static const int methods[] = {MM_DESCENT_LBFGS, MM_DESCENT_NEWTON};
    for (size_t i = 0; i < 6; i++) {
        struct mm_graph graph = {0};
        struct mm_objective objective;
        struct mm_rows none = {0};
        struct mm_descent_result result;
        struct mm_descent_wishes wishes = MM_DESCENT_NO_WISHES;
        mm_vertex inputs[2], loss = valley(&graph, inputs);
        double x[2] = {starts[i / 2][0], starts[i / 2][1]};
        wishes.method = methods[i % 2];
        wishes.epochs = 200;
        wishes.tolerance = 1e-10;
        struct mm_descent_plan plan = plan_of(&wishes);
        ck_assert_int_eq(mm_objective_new(&objective, &graph, loss, inputs, 2, true, 2), MM_OK);
        ck_assert_int_eq(mm_descent(&objective, &none, 0, &plan, x, &result), MM_OK);
        ck_assert_int_eq(result.end, MM_DESCENT_CONVERGED);
        mm_check_near(x[0], 1, 1e-9);
        mm_check_near(x[1], 1, 1e-9);
        mm_objective_free(&objective);
        mm_graph_free(&graph);
    }
}
END_TEST

START_TEST(tolerance_ends_it) {
    struct mm_descent_wishes wishes = MM_DESCENT_NO_WISHES;
    struct mm_descent_result result;
    double x[2] = {0.5, -1};
    wishes.rate = 0.05;
    wishes.tolerance = 1e-6;
    wishes.epochs = 10000;
    struct mm_descent_plan plan = plan_of(&wishes);
    ck_assert_int_eq(descend(&plan, 1, x, &result), MM_OK);
    ck_assert_int_eq(result.end, MM_DESCENT_CONVERGED);
    ck_assert_uint_lt(result.epochs, 10000);
    ck_assert(result.gradient_norm <= 1e-6);
    mm_check_near(x[0], 1.99, 1e-5);
    plan.schedule.epochs = 3;
    x[0] = 0.5, x[1] = -1;
    ck_assert_int_eq(descend(&plan, 1, x, &result), MM_OK);
    ck_assert_int_eq(result.end, MM_DESCENT_GOING);
    ck_assert_uint_eq(result.epochs, 3);
}
END_TEST

/* The loss grows 1e12-fold; from there on it does not come back. */
START_TEST(divergence) {
    struct mm_descent_wishes wishes = MM_DESCENT_NO_WISHES;
    struct mm_descent_result result;
    struct mm_error error = {0};
    double x[2] = {0.5, -1};
    wishes.rate = 1;
    struct mm_descent_plan plan = plan_of(&wishes);
    ck_assert_int_eq(descend(&plan, 1, x, &result), MM_NO_CONVERGENCE);
    ck_assert_int_eq(result.end, MM_DESCENT_GROWTH);
    ck_assert(isfinite(result.last) && result.last < result.loss);
    ck_assert_uint_lt(result.epochs, 20);
    ck_assert_int_eq(mm_descent_fail(MM_NO_CONVERGENCE, &plan, &result, &error), MM_NO_CONVERGENCE);
    ck_assert_ptr_nonnull(strstr(error.text, "diverged in epoch"));
    x[0] = NAN;
    ck_assert_int_eq(descend(&plan, 1, x, &result), MM_NO_CONVERGENCE);
    ck_assert_int_eq(result.end, MM_DESCENT_LOSS);
    ck_assert_uint_eq(result.epochs, 0);
}
END_TEST

START_TEST(wishes_that_do_not_fit) {
    struct mm_descent_wishes wishes = MM_DESCENT_NO_WISHES;
    struct mm_descent_plan plan;
    struct mm_error error = {0};
    wishes.alpha = 0.5;
    wishes.method = MM_DESCENT_ADAM;
    ck_assert_int_eq(mm_descent_plan(&wishes, &plan, &error), MM_USAGE);
    ck_assert_str_eq(error.text, "--alpha is for rmsprop, not for adam");
    wishes.alpha = NAN;
    wishes.momentum = 0.5;
    ck_assert_int_eq(mm_descent_plan(&wishes, &plan, &error), MM_USAGE);
    ck_assert_str_eq(error.text, "--momentum is for gd, sgd, momentum, nesterov and rmsprop, not for adam");
    wishes.momentum = NAN;
    wishes.gamma = 0.5;
    ck_assert_int_eq(mm_descent_plan(&wishes, &plan, &error), MM_USAGE);
}
END_TEST

/* 10000 rows are several chunks: the same bits for any number of threads. */
START_TEST(threads_do_not_show) {
    enum { ROWS = 10000 };
    static double many_x[ROWS], many_y[ROWS];
    static const double *const many[] = {many_x, many_y};
    double found[3][2];
    for (size_t i = 0; i < ROWS; i++) many_x[i] = sin((double)i), many_y[i] = 2 * many_x[i] + cos(3.0 * (double)i);
    for (size_t threads = 1; threads <= 3; threads++) {
        struct mm_graph graph = {0};
        struct mm_objective objective;
        struct mm_rows rows = {.numbers = many, .stride = 1, .count = ROWS};
        struct mm_descent_result result;
        struct mm_descent_wishes wishes = MM_DESCENT_NO_WISHES;
        mm_vertex inputs[2], loss = line_loss(&graph, inputs);
        wishes.epochs = 5;
        struct mm_descent_plan plan = plan_of(&wishes);
        found[threads - 1][0] = found[threads - 1][1] = 0;
        ck_assert_int_eq(mm_objective_new(&objective, &graph, loss, inputs, 2, false, threads), MM_OK);
        ck_assert_int_eq(mm_descent(&objective, &rows, 2, &plan, found[threads - 1], &result), MM_OK);
        mm_objective_free(&objective);
        mm_graph_free(&graph);
    }
    for (size_t i = 1; i < 3; i++) ck_assert_mem_eq(found[0], found[i], sizeof found[0]);
}
END_TEST

START_TEST(unused_parameters) {
    struct mm_graph graph = {0};
    struct mm_parameters parameters = {0};
    struct mm_error error = {0};
    mm_vertex inputs[4], loss = line_loss(&graph, inputs);
    inputs[2] = mm_graph_parameter(&graph, 2);
    inputs[3] = mm_graph_parameter(&graph, 3);
    ck_assert_int_eq(mm_parameters_parse(&parameters, "w,b", true, "--init", &error), MM_OK);
    ck_assert_int_eq(mm_objective_check(&graph, loss, inputs, &parameters, "--init", &error), MM_OK);
    ck_assert_int_eq(mm_parameters_parse(&parameters, "v[2]", true, "--init", &error), MM_OK);
    ck_assert_int_eq(mm_objective_check(&graph, loss, inputs, &parameters, "--init", &error), MM_USAGE);
    ck_assert_str_eq(error.text, "the loss does not depend on 'v[1]' of --init");
    mm_parameters_free(&parameters);
    mm_graph_free(&graph);
}
END_TEST

MM_CHECK_MAIN("descent", plain_steps, heavy_steps, scaled_steps, schedules, batches, searches_find_the_line,
              searches_cross_the_valley, tolerance_ends_it, divergence, wishes_that_do_not_fit, threads_do_not_show,
              unused_parameters)

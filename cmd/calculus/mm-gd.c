/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-gd: the parameters at which a loss is least, by gradient descent. */
#include "calculus/descent_plan.h"
#include "tool/history.h"
#include "tool/model.h"

static struct {
    const char *init, *history;
    struct mm_descent_wishes wishes;
} opt = {.wishes = MM_DESCENT_NO_WISHES};

static const struct mm_option options[] = {
    MM_STRING('i', "init", &opt.init, "LIST", "parameters and where they start: w=0,b=1; w,b at 0; w[9]=0 a vector"),
    MM_CHOICE('m', "method", &opt.wishes.method, MM_DESCENT_METHODS, "how to step"),
    MM_REAL_OPEN('r', "rate", &opt.wishes.rate, "R", 0, 1e300,
                 "learning rate: 0.01; adam, adamw 0.001; lbfgs, newton 1"),
    MM_COUNT('e', "epochs", &opt.wishes.epochs, "N", 0, 1e15, "passes over the rows; of lbfgs and newton steps"),
    MM_COUNT('b', "batch", &opt.wishes.batch, "N", 1, 4294967295.0, "rows a step: all of them, for sgd 32"),
    MM_REAL('t', "tol", &opt.wishes.tolerance, "T", 0, 1e300, "gradient norm to stop at: none; lbfgs, newton 1e-10"),
    MM_REAL(0, "momentum", &opt.wishes.momentum, "MU", 0, 1e6, "momentum, nesterov: 0.9; rmsprop, gd, sgd: 0"),
    MM_REAL(0, "beta1", &opt.wishes.beta1, "B", 0, 1 - 1e-15, "adam, adamw: 0.9"),
    MM_REAL(0, "beta2", &opt.wishes.beta2, "B", 0, 1 - 1e-15, "adam, adamw: 0.999"),
    MM_REAL(0, "alpha", &opt.wishes.alpha, "A", 0, 1, "rmsprop, how much it remembers: 0.99"),
    MM_REAL(0, "epsilon", &opt.wishes.epsilon, "E", 0, 1e300, "adagrad: 1e-10; rmsprop, adam, adamw: 1e-8"),
    MM_REAL(0, "decay", &opt.wishes.decay, "L", 0, 1e300, "weight decay: 0; adamw 0.01"),
    MM_REAL_OPEN(0, "clip", &opt.wishes.clip, "C", 0, 1e300, "shorten a longer gradient to this norm"),
    MM_CHOICE(0, "schedule", &opt.wishes.schedule, MM_DESCENT_SCHEDULES, "how the rate falls from epoch to epoch"),
    MM_REAL_OPEN(0, "gamma", &opt.wishes.gamma, "G", 0, 1e6, "factor of the rate: step 0.1, exp 0.95"),
    MM_COUNT(0, "every", &opt.wishes.every, "N", 1, 1e15, "step, epochs between factors: 30"),
    MM_REAL(0, "least-rate", &opt.wishes.least, "R", 0, 1e300, "cosine, the rate at the end: 0"),
    MM_COUNT(0, "memory", &opt.wishes.memory, "N", 1, 10000, "lbfgs, how many steps it remembers: 10"),
    MM_FILE_OPTION(0, "history", &opt.history, "FILE", "write epoch, loss and gradient_norm to FILE as well"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "A line through points by the plain loop: forward, loss, gradient, update.",
     .command = "printf 'x,y\\n1,3\\n2,5\\n3,7\\n4,9\\n' |\n"
                "mm-gd 'mean((w*x + b - y)^2)' --init w=0,b=0 --rate 0.1 --epochs 400 --digits=6",
     .output = "w,b,loss,gradient_norm,epochs,converged,method,rate,n,n_missing\n"
               "2,0.999998,3.77164e-13,4.75225e-7,400,nan,gd,0.1,4,0\n"},
    {.says = "Without data: Rosenbrock's valley.",
     .command = "mm-gd '(1 - x)^2 + 100*(y - x^2)^2' --init x=-1,y=1 --method=newton | mm-convert -k x,y,converged",
     .output = "x,y,converged\n1,1,1\n"},
    {.says = "Logistic regression on real data, to the maximum likelihood that other programs find.",
     .command = "mm-gd 'mean(softplus(dot(w, [mean radius], [mean texture]) + b)\n"
                "       - malignant*(dot(w, [mean radius], [mean texture]) + b))' \\\n"
                "    --init 'w[2],b' --method=newton --digits=8 breast_cancer.csv",
     .output = "w[1],w[2],b,loss,gradient_norm,epochs,converged,method,rate,n,n_missing\n"
               "1.0571018,0.21814101,-19.849417,0.25582013,4.8261918e-15,8,1,newton,1,569,0\n",
     .tolerance = 1e-7},
    {0},
};

static void report(void *context, size_t epoch, double loss, double gradient_norm) {
    mm_history_add(context, (const double[]){(double)epoch, loss, gradient_norm});
}

static enum mm_status open_loss(struct mm_run *run, struct mm_model *model, struct mm_objective *objective) {
    static const char *const fields = "loss,gradient_norm,epochs,converged,method,rate,batch,seed,n,n_missing";
    MM_TRY(mm_model_open_from(model, run, opt.init, "the loss", fields));
    struct mm_graph *graph = &model->graph;
    MM_TRY(mm_objective_check(graph, model->vertices[0], model->inputs, &model->parameters, "--init", &run->error));
    return mm_objective_new(objective, graph, model->vertices[0], model->inputs, model->parameters.count,
                            opt.wishes.method == MM_DESCENT_NEWTON, run->threads);
}

static enum mm_status print(struct mm_run *run, const struct mm_model *model, const struct mm_descent_plan *plan,
                            const struct mm_descent_result *result, const double *x) {
    struct mm_table table = {0};
    mm_table_row(&table);
    MM_TRY(mm_model_add_parameters(model, x, &table));
    mm_table_number(&table, "loss", result->loss);
    mm_table_number(&table, "gradient_norm", result->gradient_norm);
    mm_table_count(&table, "epochs", result->epochs);
    plan->tolerance < 0 ? mm_table_no_count(&table, "converged")
                        : mm_table_count(&table, "converged", result->end == MM_DESCENT_CONVERGED);
    mm_table_word(&table, "method", mm_descent_method_name(plan->update.method));
    mm_table_number(&table, "rate", plan->schedule.rate);
    if (plan->batch > 0) mm_table_count(&table, "batch", plan->batch);
    if (plan->batch > 0) mm_table_count(&table, "seed", plan->seed);
    mm_model_add_rows(model, &table);
    return mm_table_output(&table, run, true);
}

static enum mm_status run(struct mm_run *run) {
    struct mm_descent_plan plan;
    struct mm_descent_result result;
    struct mm_model model = {0};
    struct mm_objective objective = {0};
    struct mm_history history;
    char remark[MM_ERROR_TEXT];
    MM_TRY(mm_descent_plan(&opt.wishes, &plan, &run->error));
    if (plan.batch > 0) MM_TRY(mm_run_seed(run, &plan.seed));
    MM_TRY(mm_history_start(&history, run, "descending", plan.schedule.epochs, 3, opt.history));
    MM_TRY(open_loss(run, &model, &objective));
    plan.report = report, plan.context = &history;
    double *x = model.parameters.values;
    enum mm_status status = mm_descent(&objective, &model.rows, model.scope.number_count, &plan, x, &result);
    MM_TRY(mm_history_finish(&history, run, "epoch,loss,gradient_norm")); /* of a failure, too */
    if (status != MM_OK) return mm_descent_fail(status, &plan, &result, &run->error);
    mm_descent_remark(&plan, &result, remark, sizeof remark);
    if (remark[0] != '\0') mm_note(run, "%s", remark);
    MM_TRY(print(run, &model, &plan, &result, x));
    mm_objective_free(&objective);
    mm_model_close(&model);
    return MM_OK;
}

static const struct mm_command command = {
    .name = "mm-gd",
    .wing = "calculus",
    .summary = "minimise a loss over rows by gradient descent",
    .operands = "LOSS [FILE]...",
    .operands_min = 1,
    .operands_max = (size_t)-1,
    .description =
        "LOSS is one number for all rows, a mean or a sum, of columns and of the parameters that --init names; any other "
        "name is an error. Each epoch computes it and its exact gradient g in one pass, and steps with rate η. To g, but "
        "for adamw, λ θ of --decay is added first:\n\n"
        "gd, sgd: θ - η g, over all rows or a batch. momentum: v = μ v + g; θ - η v. nesterov: θ - η (g + μ v). adagrad: s = "
        "s + g²; θ - η g/(√s + ε). rmsprop: s = α s + (1 - α) g²; θ - η g/(√s + ε). adam: m and s are such averages of g "
        "and g² with β₁ and β₂; θ - η m/(1 - β₁^t) / (√(s/(1 - β₂^t)) + ε). adamw: θ - η λ θ, then as adam. These are "
        "PyTorch's, step for step. lbfgs (by the last gradients) and newton (by the exact Hessian, mended where it is not "
        "positive definite) search along a direction for the strong Wolfe conditions.\n\n"
        "Batches are shuffled each epoch by --seed; the last may be short. --clip shortens g, with 1e-6 in the divisor. "
        "--schedule: step multiplies the rate by --gamma every --every epochs, exp each epoch; cosine falls to "
        "--least-rate along half a wave.\n\n"
        "The result's loss and gradient_norm hold at its parameters, over all rows. --tol stops where that norm is no "
        "greater, for lbfgs and newton also where rounding hides any lower loss; if the epochs are over before, converged "
        "is 0, with a warning. Without --tol it is missing. A loss or slope that is not finite, or a loss beyond 1e12 times "
        "the larger of 1 and that at the start, is an error (4).",
    .formula = "θ ← θ - η ∇f(θ)",
    .input = "a table with the columns that LOSS names; none if it names parameters only",
    .output =
        "a record: the parameters, loss, gradient_norm, epochs, converged, method, rate; batch, seed; n, n_missing",
    .common = MM_COMMON_INPUT | MM_COMMON_OUTPUT | MM_COMMON_THREADS | MM_COMMON_SEED,
    .options = options,
    .examples = examples,
    .references = "Goodfellow, Bengio and Courville, Deep Learning, 2016, chapter 8; PyTorch 1.13, torch.optim.\n"
                  "Kingma and Ba, Adam, 2015; Loshchilov and Hutter, Decoupled weight decay regularization, 2019.\n"
                  "Nocedal and Wright, Numerical Optimization, 2006, chapters 3 and 7.",
    .see_also = "mm-grad mm-regress",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}

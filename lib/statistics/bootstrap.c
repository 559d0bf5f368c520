/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bootstrap: replicates on several threads, and the interval from them. */
#include "statistics/bootstrap.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "statistics/bootstrap_interval.h"
#include "statistics/bootstrap_problem.h"

struct resampling {
    const struct mm_bootstrap_problem *problem;
    const struct mm_bootstrap_plan *plan;
    struct mm_bootstrap_work *works; /* one a thread */
    size_t tasks, per_task;          /* a task is a run of replicates */
    double *replicates;
    double *studentized; /* null but for that method */
};

static void jackknives(const struct mm_bootstrap_problem *problem, const struct mm_bootstrap_work *work,
                       struct mm_jackknife samples[MM_BOOTSTRAP_SAMPLES]) {
    for (size_t s = 0; s < problem->samples; s++)
        samples[s] =
            (struct mm_jackknife){work->deviations[s], problem->designs[s].stratum_start, problem->designs[s].strata};
}

/* t* of a replicate just evaluated; NaN where the resample has no spread of its own. The jackknife takes O(n), as the
 * replicate does, several times over; for means its standard error is the formula's (bootstrap_interval.h). */
static double studentize(const struct mm_bootstrap_problem *problem, struct mm_bootstrap_work *work) {
    struct mm_jackknife samples[MM_BOOTSTRAP_SAMPLES];
    if (!isfinite(work->estimate)) return NAN;
    problem->family->jackknife(problem, work);
    jackknives(problem, work, samples);
    if (!(mm_jackknife_reach(samples, problem->samples) > problem->tolerance)) return NAN;
    return (work->estimate - problem->estimate) / mm_jackknife_se(samples, problem->samples);
}

static void run_task(void *context, size_t index, size_t worker) {
    const struct resampling *resampling = context;
    const struct mm_bootstrap_problem *problem = resampling->problem;
    const struct mm_bootstrap_plan *plan = resampling->plan;
    struct mm_bootstrap_work *work = &resampling->works[worker];
    size_t from = index * resampling->per_task, left = plan->resamples - from;
    size_t end = from + (left < resampling->per_task ? left : resampling->per_task);
    for (size_t b = from; b < end; b++) {
        mm_stream_start(&work->stream, plan->seed, b);
        for (size_t s = 0; s < problem->samples && !problem->tallied; s++)
            mm_bootstrap_design_draw(&problem->designs[s], &work->stream, work->units[s]);
        double theta =
            problem->tallied ? mm_bootstrap_linear_tallied(problem, work) : problem->family->evaluate(problem, work);
        resampling->replicates[b] = isfinite(theta) ? theta : NAN;
        if (resampling->studentized != NULL) resampling->studentized[b] = studentize(problem, work);
    }
    /* Worker 0 is the caller's thread. */
    if (worker == 0 && plan->progress != NULL)
        plan->progress(plan->progress_context, (double)(index + 1) / (double)resampling->tasks);
}

static enum mm_status resample(struct resampling *resampling) {
    const struct mm_bootstrap_problem *problem = resampling->problem;
    const struct mm_bootstrap_plan *plan = resampling->plan;
    enum { TASK_DRAWS = 1 << 16, START_COST = 64 };
    size_t draws = problem->tallied ? 0 : problem->designs[0].units + problem->designs[1].units,
           workers = plan->threads, made = 0;
    resampling->per_task = TASK_DRAWS / (draws + START_COST) + 1;
    resampling->tasks = (plan->resamples - 1) / resampling->per_task + 1;
    if (workers < 1) workers = 1;
    if (workers > resampling->tasks) workers = resampling->tasks;
    resampling->works = mm_new_zero(workers, sizeof *resampling->works);
    if (resampling->works == NULL) return MM_MEMORY;
    enum mm_status status = MM_OK;
    while (made < workers && status == MM_OK) status = mm_bootstrap_work_make(&resampling->works[made++], problem);
    if (status == MM_OK) mm_parallel(workers, resampling->tasks, run_task, resampling);
    for (size_t i = 0; i < made; i++) {
        if (resampling->works[i].status != MM_OK) status = resampling->works[i].status;
        mm_bootstrap_work_free(&resampling->works[i]);
    }
    free(resampling->works);
    return status;
}

/* Acceleration and standard error of the data themselves, before any resampling: it is here that data without spread
 * are found out. */
static enum mm_status examine(const struct mm_bootstrap_problem *problem, enum mm_bootstrap_method method,
                              struct mm_bootstrap_work *work, struct mm_bootstrap_evidence *evidence,
                              struct mm_detail *detail) {
    struct mm_jackknife samples[MM_BOOTSTRAP_SAMPLES];
    evidence->estimate = problem->estimate;
    evidence->tolerance = problem->tolerance;
    if (method != MM_BOOTSTRAP_BCA && method != MM_BOOTSTRAP_STUDENTIZED) return MM_OK;
    problem->family->jackknife(problem, work);
    if (work->status != MM_OK) return work->status;
    jackknives(problem, work, samples);
    double reach = mm_jackknife_reach(samples, problem->samples);
    detail->index = problem->designs[0].items;
    /* A variance is undefined only where one value is left. */
    if (isnan(reach) && (problem->statistic == MM_BOOTSTRAP_SD || problem->statistic == MM_BOOTSTRAP_VAR))
        return MM_TOO_FEW;
    if (!(reach > problem->tolerance)) return MM_CONSTANT;
    evidence->acceleration = mm_jackknife_acceleration(samples, problem->samples);
    evidence->se = mm_jackknife_se(samples, problem->samples);
    return MM_OK;
}

static size_t copy_defined(const double *values, size_t count, double *defined) {
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (!isnan(values[i])) defined[kept++] = values[i];
    return kept;
}

static void scale_back(struct mm_bootstrap_result *result, double *replicates, size_t count, int exponent) {
    double *fields[] = {&result->estimate, &result->se, &result->bias, &result->low, &result->high};
    if (exponent == 0) return;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) *fields[i] = ldexp(*fields[i], exponent);
    for (size_t b = 0; b < count; b++) replicates[b] = ldexp(replicates[b], exponent);
}

/* SPACE has three times B doubles: the defined replicates, a copy to be reordered, and t*. */
static enum mm_status conclude(struct resampling *resampling, struct mm_bootstrap_evidence *evidence, double *space,
                               struct mm_bootstrap_result *result) {
    const struct mm_bootstrap_plan *plan = resampling->plan;
    size_t b = plan->resamples;
    evidence->replicates = space;
    evidence->scratch = space + b;
    evidence->count = copy_defined(resampling->replicates, b, space);
    if (evidence->count == 0) return MM_DOMAIN;
    size_t used = evidence->count;
    if (resampling->studentized != NULL) {
        evidence->studentized = resampling->studentized;
        used = evidence->studentized_count = copy_defined(resampling->studentized, b, resampling->studentized);
        if (used == 0) return MM_CONSTANT;
    }
    mm_bootstrap_interval(evidence, plan->method, plan->level, result);
    result->dropped = b - used;
    scale_back(result, resampling->replicates, b, resampling->problem->exponent);
    return isfinite(result->estimate) ? MM_OK : MM_DOMAIN;
}

enum mm_status mm_bootstrap_run(struct mm_bootstrap_problem *problem, const struct mm_bootstrap_plan *plan,
                                double *replicates, struct mm_bootstrap_result *result, struct mm_detail *detail) {
    struct mm_bootstrap_work work;
    struct mm_bootstrap_evidence evidence = {0};
    MM_TRY(mm_bootstrap_work_make(&work, problem));
    enum mm_status status = mm_bootstrap_estimate(problem, &work);
    if (status == MM_OK) status = examine(problem, plan->method, &work, &evidence, detail);
    mm_bootstrap_work_free(&work);
    if (status != MM_OK) return status;
    double *space = mm_new_doubles(4, plan->resamples);
    if (space == NULL) return MM_MEMORY;
    size_t b = plan->resamples;
    struct resampling resampling = {.problem = problem,
                                    .plan = plan,
                                    .replicates = replicates != NULL ? replicates : space + 3 * b,
                                    .studentized = plan->method == MM_BOOTSTRAP_STUDENTIZED ? space + 2 * b : NULL};
    status = resample(&resampling);
    if (status == MM_OK) status = conclude(&resampling, &evidence, space, result);
    free(space);
    return status;
}

void mm_bootstrap_nothing(const struct mm_bootstrap_plan *plan, double *replicates,
                          struct mm_bootstrap_result *result) {
    *result = (struct mm_bootstrap_result){NAN, NAN, NAN, NAN, NAN, NAN, NAN, 0, false};
    for (size_t b = 0; replicates != NULL && b < plan->resamples; b++) replicates[b] = NAN;
}

enum mm_status mm_bootstrap(const struct mm_bootstrap_data *data, const struct mm_bootstrap_plan *plan,
                            double *replicates, struct mm_bootstrap_result *result, struct mm_detail *detail) {
    struct mm_bootstrap_problem problem;
    struct mm_detail unused;
    if (detail == NULL) detail = &unused;
    mm_bootstrap_nothing(plan, replicates, result);
    MM_TRY(mm_bootstrap_problem_make(&problem, data, plan, detail));
    enum mm_status status = mm_bootstrap_run(&problem, plan, replicates, result, detail);
    mm_bootstrap_problem_free(&problem);
    return status;
}

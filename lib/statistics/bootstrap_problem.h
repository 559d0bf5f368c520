/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A bootstrap made ready to run: arranged data, what each family of statistics needs, and a thread's scratch. */
#ifndef MM_STATISTICS_BOOTSTRAP_PROBLEM_H
#define MM_STATISTICS_BOOTSTRAP_PROBLEM_H

#include "statistics/bootstrap.h"
#include "statistics/bootstrap_design.h"
#include "statistics/bootstrap_tally.h"

enum { MM_BOOTSTRAP_SAMPLES = 2, MM_BOOTSTRAP_STRIDE = 16 };

/* A variable. values[i] + offset is the number at place i of the design, exactly: the offset is 0, or the least number
 * where all of them are within a factor of two. */
struct mm_bootstrap_column {
    double *values;
    double *unit_sums; /* Σ values of each unit; the same array as values if units are items */
    double offset;
    double noise;                    /* how far rounding, of the numbers as decimals and of sums, may move their mean */
    struct mm_bootstrap_tally tally; /* of a mean of few distinct values; else empty */
};

struct mm_bootstrap_problem;
struct mm_bootstrap_work;
struct mm_bootstrap_expressed; /* bootstrap_terms.h */
struct mm_bootstrap_expressed_work;

/* Statistics that are computed alike. Both read work->units. */
struct mm_bootstrap_family {
    /* θ of the resample; NaN if it is undefined. */
    double (*evaluate)(const struct mm_bootstrap_problem *problem, struct mm_bootstrap_work *work);
    /* After evaluate: θ_(i) - θ in work->deviations, for every unit drawn; NaN if undefined. */
    void (*jackknife)(const struct mm_bootstrap_problem *problem, struct mm_bootstrap_work *work);
};

extern const struct mm_bootstrap_family mm_bootstrap_linear; /* mean, differences and ratios of means */
/* θ of a resample drawn from the tallies. */
double mm_bootstrap_linear_tallied(const struct mm_bootstrap_problem *problem, struct mm_bootstrap_work *work);

extern const struct mm_bootstrap_family mm_bootstrap_moment; /* sd, var, corr */
extern const struct mm_bootstrap_family mm_bootstrap_order;  /* median, quantile, trimmed: by counts over ranks */

struct mm_bootstrap_problem {
    enum mm_bootstrap_statistic statistic; /* a paired difference of means has become the mean of differences */
    double parameter;                      /* the median has become the quantile 0.5 */
    double ddof;
    const struct mm_bootstrap_family *family;
    size_t samples; /* drawn apart: 1 or 2 */
    struct mm_bootstrap_design designs[MM_BOOTSTRAP_SAMPLES];
    size_t columns; /* 1 or 2; column c belongs to sample c if there are two, else to the only one */
    struct mm_bootstrap_column column[MM_BOOTSTRAP_SAMPLES];
    double *sorted;                           /* order: values in order */
    uint32_t *ranks;                          /* and the rank in it of every place, rising within a unit */
    struct mm_bootstrap_expressed *expressed; /* of an expression; borrowed */
    double estimate;
    double tolerance; /* within which a replicate counts as equal to the estimate */
    bool tallied;     /* replicates come from the tallies of the columns; there are no units to look at */
    int exponent;     /* numbers here are 2^-exponent times those of the statistic of the data */
};

/* Exponents beyond ± this are scaled away, so that squares and cubes stay in range. */
enum { MM_BOOTSTRAP_PLAIN_EXPONENT = 100 };

/* Checks, arranges, scales. On failure nothing needs to be freed. The estimate and the tolerance are set by
 * mm_bootstrap_estimate. */
enum mm_status mm_bootstrap_problem_make(struct mm_bootstrap_problem *problem, const struct mm_bootstrap_data *data,
                                         const struct mm_bootstrap_plan *plan, struct mm_detail *detail);
void mm_bootstrap_problem_free(struct mm_bootstrap_problem *problem);

/* The units to draw; detail->index is how many items, or units, there are. MM_TOO_FEW for less than two of either. */
enum mm_status mm_bootstrap_make_design(struct mm_bootstrap_design *design, size_t n, const uint32_t *strata,
                                        const uint32_t *clusters, struct mm_detail *detail);

/* NaN wherever nothing is known yet; REPLICATES may be null. */
void mm_bootstrap_nothing(const struct mm_bootstrap_plan *plan, double *replicates, struct mm_bootstrap_result *result);

/* Replicates and interval of a problem that is ready but for its estimate (an expression: with it). */
enum mm_status mm_bootstrap_run(struct mm_bootstrap_problem *problem, const struct mm_bootstrap_plan *plan,
                                double *replicates, struct mm_bootstrap_result *result, struct mm_detail *detail);

/* θ from exact sums where the statistic is one of sums. WORK is used, and holds the data as their own resample
 * afterwards. MM_DOMAIN if θ is undefined. */
enum mm_status mm_bootstrap_estimate(struct mm_bootstrap_problem *problem, struct mm_bootstrap_work *work);

/* A thread's own. */
struct mm_bootstrap_work {
    struct mm_stream stream;
    uint32_t *units[MM_BOOTSTRAP_SAMPLES];
    double *deviations[MM_BOOTSTRAP_SAMPLES];
    /* The items of the units, as places; in `room` if units are clusters. */
    const uint32_t *items;
    size_t count;
    uint32_t *room;
    size_t capacity;
    /* linear */
    double means[MM_BOOTSTRAP_SAMPLES]; /* of column->values: without the offset */
    size_t counts[MM_BOOTSTRAP_SAMPLES];
    /* moment: deviations from the means of the resample, and their sums of squares and products */
    double *centred[MM_BOOTSTRAP_SAMPLES];
    size_t centred_capacity[MM_BOOTSTRAP_SAMPLES];
    double squares[MM_BOOTSTRAP_SAMPLES], product;
    /* order: how often each rank was drawn, with zeros behind, as many as are added up at a time; for the jackknife the
     * last place of each, the ranks in order and their running sums */
    uint32_t *multiplicity, *last_place, *sequence;
    double *running;
    size_t sequence_capacity, running_capacity;
    struct mm_bootstrap_expressed_work *expressed; /* of an expression */
    double estimate;
    enum mm_status status; /* MM_MEMORY once a resample of clusters was too large */
};

enum mm_status mm_bootstrap_work_make(struct mm_bootstrap_work *work, const struct mm_bootstrap_problem *problem);
void mm_bootstrap_work_free(struct mm_bootstrap_work *work);
/* The data as they are: every unit once. */
void mm_bootstrap_work_identity(const struct mm_bootstrap_problem *problem, struct mm_bootstrap_work *work);
/* Sets items and count from the units of the only sample. False: memory, and status says so. */
bool mm_bootstrap_work_expand(const struct mm_bootstrap_problem *problem, struct mm_bootstrap_work *work);

#endif

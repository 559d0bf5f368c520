/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ratios of gamma variables: beta, Student's t, F. */
#include <float.h>
#include <math.h>

#include "numeric/elementary.h"
#include "numeric/variates.h"
#include "probability/draw.h"
#include "probability/families.h"
#include "probability/incomplete.h"
#include "probability/root.h"

/* A function of one point x: the incomplete beta integral up to u(x), its complement 1 - u(x), and d log u / d log x. */
enum shape { BETA, RATIO, CENTRE };

struct beta_side {
    enum shape shape;
    double a, b; /* RATIO: u = a x/(a x + b), the F distribution of 2a and 2b degrees */
    bool upper;  /* the integral from u to 1 */
};

static void place(const struct beta_side *side, double x, double *u, double *v) {
    if (side->shape == BETA) {
        *u = x;
        *v = 1 - x;
        return;
    }
    /* CENTRE: x is t, and u = t²/(df + t²) with df = 2b. */
    double ratio = side->shape == RATIO ? x * (side->a / side->b) : x * (x / (2 * side->b));
    *u = ratio < 1 ? ratio / (1 + ratio) : 1 / (1 + 1 / ratio);
    *v = 1 / (1 + ratio);
    /* What left the range of doubles would give an answer that is wrong where degrees of freedom are few. */
    if (side->shape == RATIO && x > 0 && !(ratio > 0 && ratio <= DBL_MAX)) *u = *v = NAN;
}

/* log Γ(a + 1/2)/Γ(a) - log(a)/2, without the difference of two large logarithms. */
static double half_step(double a) {
    return mm_stirling_rest(a + 0.5) - mm_stirling_rest(a) + a * log1p(0.5 / a) - 0.5;
}

#define FAR_T 1e150

/* log P(|T| > t) where t² is beyond a double and one term is enough. */
static double far_t(double df, double t) {
    double a = 0.5 * df;
    return a * (log(df) - 2 * log(t)) - 0.5 * log(a * M_PI) + half_step(a);
}

static void evaluate_far_t(const struct beta_side *side, double t, double *log_value, double *slope) {
    double df = 2 * side->b, log_tail = far_t(df, t), tail = exp(log_tail);
    *log_value = side->upper ? log_tail : log1p(-tail);
    *slope = side->upper ? -df : df * tail / (1 - tail);
}

/* The values whose ratio is 1e-300 and 1e300: beyond, one term of either tail is all there is. */
static double ratio_end(const struct beta_side *side, bool high) {
    return high ? fmin(side->b / side->a * 1e300, DBL_MAX) : fmax(side->b / side->a * 1e-300, DBL_MIN);
}

static void evaluate(const void *context, double x, double *log_value, double *slope) {
    const struct beta_side *side = context;
    double u, v;
    if (side->shape == CENTRE && x > FAR_T) {
        evaluate_far_t(side, x, log_value, slope);
        return;
    }
    if (side->shape == RATIO) x = fmin(fmax(x, ratio_end(side, false)), ratio_end(side, true));
    place(side, x, &u, &v);
    if (side->upper)
        *log_value = mm_incomplete_beta(side->b, side->a, v, u, true);
    else
        *log_value = mm_incomplete_beta(side->a, side->b, u, v, true);
    /* dI/du = factor/(u v), du/dx = u/x for BETA, u v/x for RATIO, 2 u v/x for CENTRE. */
    double rate = side->shape == BETA ? 1 / v : side->shape == RATIO ? 1 : 2;
    *slope = exp(mm_log_beta_factor(side->a, side->b, u, v) - *log_value) * rate * (side->upper ? -1 : 1);
}

static double solve(struct beta_side side, const struct mm_probability *p, double start) {
    double target = side.upper ? p->log_upper : p->log_lower;
    struct mm_log_function function = {
        .evaluate = evaluate, .context = &side, .start = start, .limit = side.shape == BETA, .falling = side.upper};
    return mm_log_root(&function, target);
}

static void unit_interval(const double *p, double *low, double *high) {
    (void)p;
    *low = 0;
    *high = 1;
}

static double beta_density(const double *p, double x, bool log_wanted) {
    double a = p[0], b = p[1], log_value;
    if (x == 0 || x == 1) {
        double edge = x == 0 ? a : b, other = x == 0 ? b : a;
        log_value = edge < 1 ? (double)INFINITY : edge > 1 ? -(double)INFINITY : log(other);
    } else {
        log_value = mm_log_beta_factor(a, b, x, 1 - x) - log(x) - log1p(-x);
    }
    return log_wanted ? log_value : exp(log_value);
}

static double beta_tail(const double *p, double x, bool upper, bool log_wanted) {
    return upper ? mm_incomplete_beta(p[1], p[0], 1 - x, x, log_wanted)
                 : mm_incomplete_beta(p[0], p[1], x, 1 - x, log_wanted);
}

/* Solved from the end that is nearer, so that x and 1 - x are both as accurate as they can be. */
static double beta_quantile(const double *p, const struct mm_probability *probability) {
    struct mm_probability mirrored = *probability;
    bool left = mm_incomplete_beta(p[0], p[1], 0.5, 0.5, true) >= probability->log_lower;
    mirrored.log_lower = probability->log_upper;
    mirrored.log_upper = probability->log_lower;
    const struct mm_probability *target = left ? probability : &mirrored;
    struct beta_side side = {BETA, left ? p[0] : p[1], left ? p[1] : p[0], target->log_upper < target->log_lower};
    double x = solve(side, target, fmin(side.a / (side.a + side.b), 0.5));
    return left ? x : 1 - x;
}

static double beta_variate(const double *p, struct mm_stream *stream) {
    double a = mm_draw_log_gamma(p[0], stream), b = mm_draw_log_gamma(p[1], stream);
    return a < b ? mm_exp1(a - b) / (1 + mm_exp1(a - b)) : 1 / (1 + mm_exp1(b - a));
}

const struct mm_distribution mm_beta = {
    .name = "beta",
    .parameter_count = 2,
    .parameters = {{"alpha", NAN, MM_POSITIVE}, {"beta", NAN, MM_POSITIVE}},
    .support = unit_interval,
    .density = beta_density,
    .tail = beta_tail,
    .quantile = beta_quantile,
    .variate = beta_variate,
};

static void whole_line(const double *p, double *low, double *high) {
    (void)p;
    *low = -INFINITY;
    *high = INFINITY;
}

static double t_density(const double *p, double x, bool log_wanted) {
    double df = p[0], t = fabs(x);
    double spread = t > FAR_T ? 2 * log(t) - log(df) : log1p(t * t / df);
    double log_value = half_step(0.5 * df) - 0.5 * log(2 * M_PI) - 0.5 * (df + 1) * spread;
    return log_wanted ? log_value : exp(log_value);
}

/* Where degrees of freedom are so many that one term of Fisher's expansion on the normal is all there is to see. */
static bool nearly_normal(double df, double t) {
    return df >= 1e15 && fabs(t) < 100;
}

/* P(T > t) = Q(t) + φ(t) t (t² + 1)/4df + …; the same, as a factor. */
static double nearly_normal_tail(double df, double t, bool upper, bool log_wanted) {
    static const double standard[] = {0, 1};
    double z = upper ? t : -t, tail = mm_normal.tail(standard, z, true, log_wanted);
    double excess = 0.25 * z * (z * z + 1) / df;
    excess *= log_wanted ? exp(mm_normal.density(standard, z, true) - tail) : mm_normal.density(standard, z, false);
    return tail + excess;
}

static double t_tail(const double *p, double x, bool upper, bool log_wanted) {
    struct beta_side side = {CENTRE, 0.5, 0.5 * p[0], true};
    double u, v;
    if (nearly_normal(p[0], x)) return nearly_normal_tail(p[0], x, upper, log_wanted);
    if (fabs(x) > FAR_T) {
        double far = far_t(p[0], fabs(x)) - M_LN2;
        if (upper == (x > 0)) return log_wanted ? far : exp(far);
        return log_wanted ? log1p(-exp(far)) : 1 - exp(far);
    }
    place(&side, fabs(x), &u, &v);
    double tail = 0.5 * mm_incomplete_beta(side.b, side.a, v, u, false);
    if (upper != (x > 0))
        return log_wanted ? log1p(-tail) : 0.5 + 0.5 * mm_incomplete_beta(side.a, side.b, u, v, false);
    return log_wanted ? mm_incomplete_beta(side.b, side.a, v, u, true) - M_LN2 : tail;
}

static double t_quantile(const double *p, const struct mm_probability *probability) {
    bool left = probability->lower < probability->upper_mass;
    double tail = left ? probability->lower : probability->upper_mass;
    if (tail == 0.5) return 0;
    if (p[0] >= 1e15) {
        double z = mm_normal.quantile((const double[]){0, 1}, probability);
        if (nearly_normal(p[0], z)) return z + 0.25 * z * (z * z + 1) / p[0];
    }
    struct beta_side side = {CENTRE, 0.5, 0.5 * p[0], tail < 0.2};
    struct mm_probability both = {.log_lower = log(2 * (0.5 - tail)),
                                  .log_upper = (left ? probability->log_lower : probability->log_upper) + M_LN2};
    double t = solve(side, &both, 1);
    return left ? -t : t;
}

static double t_variate(const double *p, struct mm_stream *stream) {
    double z = mm_stream_normal(stream), log_gamma = mm_draw_log_gamma(0.5 * p[0], stream);
    return z * mm_exp1(0.5 * (mm_log1(0.5 * p[0]) - log_gamma));
}

const struct mm_distribution mm_student_t = {
    .name = "t",
    .parameter_count = 1,
    .parameters = {{"df", NAN, MM_POSITIVE}},
    .support = whole_line,
    .density = t_density,
    .tail = t_tail,
    .quantile = t_quantile,
    .variate = t_variate,
};

static void half_line(const double *p, double *low, double *high) {
    (void)p;
    *low = 0;
    *high = INFINITY;
}

static double f_density(const double *p, double x, bool log_wanted) {
    struct beta_side side = {RATIO, 0.5 * p[0], 0.5 * p[1], false};
    double u, v, log_value;
    place(&side, x, &u, &v);
    if (x == 0)
        log_value = p[0] < 2 ? (double)INFINITY : p[0] > 2 ? -(double)INFINITY : 0;
    else
        log_value = mm_log_beta_factor(side.a, side.b, u, v) - log(x);
    return log_wanted ? log_value : exp(log_value);
}

/* log P(X ≤ low) and log P(X > high) at the ends of what ratios can hold, which the tails beyond follow as powers. */
static double edge_tail(struct beta_side *side, bool high) {
    double edge, slope;
    side->upper = high;
    evaluate(side, ratio_end(side, high), &edge, &slope);
    return edge;
}

static double f_tail(const double *p, double x, bool upper, bool log_wanted) {
    struct beta_side side = {RATIO, 0.5 * p[0], 0.5 * p[1], upper};
    double low = ratio_end(&side, false), high = ratio_end(&side, true), u, v;
    if (x > 0 && (x < low || x > high)) {
        bool above = x > high;
        double tail = edge_tail(&side, above) + (above ? side.b * (log(high) - log(x)) : side.a * (log(x) - log(low)));
        if (above == upper) return log_wanted ? tail : exp(tail);
        return log_wanted ? log(-expm1(tail)) : -expm1(tail);
    }
    place(&side, x, &u, &v);
    return upper ? mm_incomplete_beta(side.b, side.a, v, u, log_wanted)
                 : mm_incomplete_beta(side.a, side.b, u, v, log_wanted);
}

static double f_quantile(const double *p, const struct mm_probability *probability) {
    struct beta_side side = {RATIO, 0.5 * p[0], 0.5 * p[1], false};
    double low = ratio_end(&side, false), high = ratio_end(&side, true), edge = edge_tail(&side, false);
    if (probability->log_lower < edge) return low * exp((probability->log_lower - edge) / side.a);
    edge = edge_tail(&side, true);
    if (probability->log_upper < edge) return high * exp((edge - probability->log_upper) / side.b);
    side.upper = probability->log_upper < probability->log_lower;
    return solve(side, probability, 1);
}

static double f_variate(const double *p, struct mm_stream *stream) {
    double a = mm_draw_log_gamma(0.5 * p[0], stream), b = mm_draw_log_gamma(0.5 * p[1], stream);
    return mm_exp1(a - b) * (p[1] / p[0]);
}

const struct mm_distribution mm_f = {
    .name = "f",
    .parameter_count = 2,
    .parameters = {{"df1", NAN, MM_POSITIVE}, {"df2", NAN, MM_POSITIVE}},
    .support = half_line,
    .density = f_density,
    .tail = f_tail,
    .quantile = f_quantile,
    .variate = f_variate,
};

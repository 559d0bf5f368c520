/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Panels of Gauss-Kronrod rules, halved where two rules differ and where probes tell of what neither has seen. */
#include "calculus/panels.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "numeric/exact.h"
#include "numeric/random.h"

/* Panels that each piece starts with. */
enum { FIRST_PANELS = 16, ROUNDS = 200 };
/* A range of t narrower than this is not halved: x no longer tells its places apart. */
static const double LEAST_WIDTH = 0x1p-46;
/* The range of t ends where the integrand is so small a part of its largest value. */
static const double NEGLIGIBLE = 1e-18;

static bool reserve(struct mm_panels *panels, size_t n) {
    if (n <= panels->room) return true;
    free(panels->x);
    free(panels->weights);
    free(panels->values);
    panels->x = mm_new_doubles(n, 1);
    panels->weights = mm_new_doubles(n, 1);
    panels->values = mm_new_doubles(n, 1);
    panels->room = panels->x != NULL && panels->weights != NULL && panels->values != NULL ? n : 0;
    return panels->room > 0;
}

/* values = f(x) dx/dt at the first N places. */
static void evaluate(struct mm_panels *panels, size_t n) {
    panels->plan->function(panels->plan->context, panels->x, panels->values, n);
    for (size_t i = 0; i < n; i++) panels->values[i] *= panels->weights[i];
    panels->evaluations += n;
}

static enum mm_status not_finite(const struct mm_panels *panels, size_t i, struct mm_detail *detail) {
    detail->value = panels->x[i];
    return isnan(panels->values[i]) ? MM_NOT_FINITE : MM_DOMAIN;
}

static void apply_rules(struct mm_panel *panel) {
    double half = (panel->high - panel->low) / 2, kronrod = 0, gauss = 0, magnitude = 0, spread = 0;
    for (size_t k = 0; k < MM_KRONROD; k++) {
        kronrod += mm_kronrod_weights[k] * panel->values[k];
        gauss += mm_gauss_weights[k] * panel->values[k];
        magnitude += mm_kronrod_weights[k] * fabs(panel->values[k]);
    }
    for (size_t k = 0; k < MM_KRONROD; k++) spread += mm_kronrod_weights[k] * fabs(panel->values[k] - kronrod / 2);
    panel->estimate = half * kronrod;
    panel->error = half * fabs(kronrod - gauss);
    /* As QUADPACK has it, where that is more: the rules differ by less than they err where neither sees the function. */
    if (spread > 0) {
        double scaled = 200 * panel->error / (half * spread);
        panel->error = fmax(panel->error, half * spread * fmin(1, scaled * sqrt(scaled)));
    }
    panel->magnitude = half * magnitude;
    panel->doubt = panel->edge = 0;
    panel->probed = panel->fresh = false;
}

/* What halving has changed says how far off the parent was, and by accident its two rules may have agreed: the halves
 * are taken to be not much better, which their own halves will show. */
static void heed_parent(struct mm_panels *panels, struct mm_panel *upper) {
    struct mm_panel *lower = &panels->panels[upper->sibling];
    double change = fabs(lower->estimate + upper->estimate - upper->before) / 16;
    lower->error = fmax(lower->error, change);
    upper->error = fmax(upper->error, change);
    upper->halved = false;
}

/* Fills in the panels that are new. */
static enum mm_status compute(struct mm_panels *panels, struct mm_detail *detail) {
    size_t fresh = 0, i = 0;
    for (size_t p = 0; p < panels->count; p++) fresh += panels->panels[p].fresh;
    if (!reserve(panels, fresh * MM_KRONROD)) return MM_MEMORY;
    for (size_t p = 0; p < panels->count; p++) {
        const struct mm_panel *panel = &panels->panels[p];
        double middle = (panel->low + panel->high) / 2, half = (panel->high - panel->low) / 2;
        for (size_t k = 0; panel->fresh && k < MM_KRONROD; k++, i++)
            mm_panel_place(panels, panel, middle + half * mm_kronrod_nodes[k], &panels->x[i], &panels->weights[i]);
    }
    evaluate(panels, i);
    i = 0;
    for (size_t p = 0; p < panels->count; p++) {
        struct mm_panel *panel = &panels->panels[p];
        if (!panel->fresh) continue;
        double shaken = 0;
        for (size_t k = 0; k < MM_KRONROD; k++, i++) {
            if (!isfinite(panels->values[i])) return not_finite(panels, i, detail);
            panel->values[k] = panels->values[i];
            if (k == 0) continue;
            double change = panels->values[i] / panels->weights[i] - panels->values[i - 1] / panels->weights[i - 1];
            shaken += fabs(change) * fmin(fabs(panels->x[i]), fabs(panels->x[i - 1]));
        }
        panel->noise = (panel->plain ? 0.5 : 4) * DBL_EPSILON * shaken; /* half an ulp of x, or a few from the map */
        apply_rules(panel);
        if (panel->halved) heed_parent(panels, panel);
    }
    return MM_OK;
}

/* The panel from LOW to HIGH, of x if PLAIN, else of t; null: memory. */
static struct mm_panel *add_panel(struct mm_panels *panels, size_t piece, double low, double high, bool plain) {
    double weight;
    if (!mm_grow(&panels->panels, &panels->capacity, panels->count, 1, sizeof *panels->panels)) return NULL;
    struct mm_panel *panel = &panels->panels[panels->count++];
    *panel = (struct mm_panel){.low = low, .high = high, .piece = piece, .plain = plain, .fresh = true};
    mm_panel_place(panels, panel, low, &panel->x_low, &weight);
    mm_panel_place(panels, panel, high, &panel->x_high, &weight);
    return panel;
}

/* ---- probes ---- */

/* From the largest probe outwards in direction STEP: the last one that matters, and in *CUT whether values that are not
 * finite end the range there. They may next to an end and far out, where 1 - 1, x² or exp(x) fail; elsewhere they are an
 * error. */
static enum mm_status find_end(const struct mm_panels *panels, const struct mm_piece *piece, const double *g,
                               size_t largest, size_t step, size_t *last, bool *cut, struct mm_detail *detail) {
    size_t n = panels->per_piece;
    *last = largest;
    *cut = false;
    for (size_t i = largest; i < n; i += step) { /* a step of -1 wraps around */
        if (!isfinite(g[i]) && !mm_piece_remote(piece, panels->x[i])) return not_finite(panels, i, detail);
        *cut = *cut || !isfinite(g[i]);
        if (!*cut && fabs(g[i]) > NEGLIGIBLE * fabs(g[largest])) *last = i;
    }
    *cut = *cut && !isfinite(g[*last + step]);
    return MM_OK;
}

/* The range of t that matters. */
static enum mm_status find_range(struct mm_panels *panels, struct mm_piece *piece, const double *t, const double *g,
                                 struct mm_detail *detail) {
    size_t n = panels->per_piece, largest = n / 2, first, last;
    bool cut_low, cut_high;
    for (size_t i = 0; i < n; i++)
        if (isfinite(g[i]) && !(fabs(g[i]) <= fabs(g[largest]))) largest = i;
    if (!isfinite(g[largest])) return not_finite(panels, largest, detail);
    MM_TRY(find_end(panels, piece, g, largest, (size_t)-1, &first, &cut_low, detail));
    MM_TRY(find_end(panels, piece, g, largest, 1, &last, &cut_high, detail));
    if (g[largest] == 0) return MM_OK;
    /* Double-exponential decay: what is left is less than the outermost value. */
    double least = NEGLIGIBLE * fabs(g[largest]) * (piece->high - piece->low);
    panels->tails += first == 0 || cut_low ? fabs(g[first]) : least;
    panels->tails += last == n - 1 || cut_high ? fabs(g[last]) : least;
    if (first > 0) piece->low = t[cut_low ? first : first - 1];
    if (last + 1 < n) piece->high = t[cut_high ? last : last + 1];
    return MM_OK;
}

static enum mm_status probe(struct mm_panels *panels, size_t number, struct mm_detail *detail) {
    struct mm_piece *piece = &panels->pieces[number];
    size_t n = panels->per_piece;
    double *t = panels->probe_t + number * n, *g = panels->probe_value + number * n;
    double *x = panels->probe_x + number * n;
    struct mm_stream stream;
    mm_stream_start(&stream, 0, number);
    if (!reserve(panels, n)) return MM_MEMORY;
    for (size_t i = 0; i < n; i++) {
        t[i] = piece->low + ((double)i + mm_stream_uniform(&stream)) * ((piece->high - piece->low) / (double)n);
        mm_piece_map(piece, t[i], &panels->x[i], &panels->weights[i]);
    }
    evaluate(panels, n);
    memcpy(g, panels->values, n * sizeof *g);
    memcpy(x, panels->x, n * sizeof *x);
    return find_range(panels, piece, t, g, detail);
}

/* ---- all of it ---- */

enum mm_status mm_panels_start(struct mm_panels *panels, struct mm_detail *detail) {
    const struct mm_quadrature_plan *plan = panels->plan;
    panels->piece_count = plan->count - 1;
    panels->per_piece = MM_QUADRATURE_PROBES / panels->piece_count;
    panels->pieces = mm_new_zero(panels->piece_count, sizeof *panels->pieces);
    panels->probe_t = mm_new_doubles(panels->piece_count, panels->per_piece);
    panels->probe_x = mm_new_doubles(panels->piece_count, panels->per_piece);
    panels->probe_value = mm_new_doubles(panels->piece_count, panels->per_piece);
    if (panels->pieces == NULL || panels->probe_x == NULL || panels->probe_t == NULL || panels->probe_value == NULL)
        return MM_MEMORY;
    for (size_t k = 0; k < MM_KRONROD; k++) {
        panels->barycentric[k] = 1;
        for (size_t j = 0; j < MM_KRONROD; j++)
            if (j != k) panels->barycentric[k] /= 2 * (mm_kronrod_nodes[k] - mm_kronrod_nodes[j]);
    }
    for (size_t i = 0; i < panels->piece_count; i++) {
        struct mm_piece *piece = &panels->pieces[i];
        *piece = (struct mm_piece){.a = plan->points[i], .b = plan->points[i + 1]};
        mm_piece_limits(piece);
        MM_TRY(probe(panels, i, detail));
        double step = (piece->high - piece->low) / FIRST_PANELS;
        for (size_t k = 0; k < FIRST_PANELS; k++)
            if (add_panel(panels, i, piece->low + (double)k * step,
                          k + 1 == FIRST_PANELS ? piece->high : piece->low + (double)(k + 1) * step, false) == NULL)
                return MM_MEMORY;
    }
    return compute(panels, detail);
}

void mm_panels_sum(const struct mm_panels *panels, struct mm_quadrature *result) {
    struct mm_exact sum;
    double worst = -1;
    const struct mm_panel *at = NULL;
    mm_exact_clear(&sum);
    result->magnitude = result->bound = 0;
    result->noise = panels->tails;
    for (size_t p = 0; p < panels->count; p++) {
        const struct mm_panel *panel = &panels->panels[p];
        mm_exact_add(&sum, panel->estimate);
        result->magnitude += panel->magnitude;
        result->bound += panel->error + panel->doubt + panel->edge;
        result->noise += panel->noise;
        if (!(panel->error + panel->doubt + panel->edge > worst)) continue;
        worst = panel->error + panel->doubt + panel->edge;
        at = panel;
    }
    result->estimate = mm_exact_round(&sum);
    result->noise += 32 * DBL_EPSILON * result->magnitude;
    result->bound += result->noise;
    result->evaluations = panels->evaluations;
    double weight;
    if (at != NULL) mm_panel_place(panels, at, (at->low + at->high) / 2, &result->place, &weight);
}

double mm_quadrature_tolerance(const struct mm_quadrature_plan *plan, const struct mm_quadrature *result) {
    return fmax(fmax(plan->absolute, plan->relative * fabs(result->estimate)), 0x1p-36 * result->magnitude);
}

/* A panel much wider than its neighbour may miss what the neighbour was halved for: the foot of a peak. */
static bool is_unbalanced(const struct mm_panels *panels, size_t p, size_t neighbour) {
    const struct mm_panel *a = &panels->panels[p], *b = &panels->panels[neighbour];
    if (a->piece != b->piece) return false;
    if (a->plain || b->plain) return a->x_high - a->x_low > 8 * (b->x_high - b->x_low) && b->x_high > b->x_low;
    return a->high - a->low > 4 * (b->high - b->low);
}

static bool is_divisible(const struct mm_panel *panel) {
    double width = panel->high - panel->low;
    return panel->plain ? width > 8 * DBL_EPSILON * fmax(fabs(panel->low), fabs(panel->high)) : width > LEAST_WIDTH;
}

/* Away from the ends x itself is the variable: what x(t) rounds off would show in narrow peaks. */
static bool is_away_from_ends(const struct mm_piece *piece, double low, double high) {
    double width = high - low, room = 1 + fmin(fabs(low), fabs(high));
    if (isfinite(piece->a)) room = low - piece->a;
    if (isfinite(piece->b)) room = isfinite(piece->a) ? fmin(room, piece->b - high) : piece->b - high;
    return width > 16 * DBL_EPSILON * fmax(fabs(low), fabs(high)) && 2 * width <= room;
}

/* Rounding of x(t) counts for more than NOISE, and need not. */
static bool gains_by_x(const struct mm_panels *panels, const struct mm_panel *panel, double noise) {
    return !panel->plain && panel->noise > noise &&
           is_away_from_ends(&panels->pieces[panel->piece], panel->x_low, panel->x_high);
}

static enum mm_status divide(struct mm_panels *panels, size_t p) {
    struct mm_panel lower = panels->panels[p];
    if (!lower.plain && is_away_from_ends(&panels->pieces[lower.piece], lower.x_low, lower.x_high)) {
        lower.plain = true;
        lower.low = lower.x_low;
        lower.high = lower.x_high;
    }
    double middle = lower.low + (lower.high - lower.low) / 2;
    struct mm_panel *upper = add_panel(panels, lower.piece, middle, lower.high, lower.plain);
    if (upper == NULL) return MM_MEMORY;
    upper->halved = true;
    upper->sibling = p;
    upper->before = lower.estimate;
    lower.high = middle;
    lower.x_high = upper->x_low;
    lower.fresh = true;
    panels->panels[p] = lower;
    return MM_OK;
}

/* Halves every panel with more than its SHARE of the bound, or that is much wider than its neighbours,
 * or better off with x as its variable; how many. */
static enum mm_status halve(struct mm_panels *panels, double share, double noise, size_t *halved,
                            struct mm_detail *detail) {
    size_t count = panels->count;
    *halved = 0;
    mm_panels_sort(panels);
    for (size_t p = 0; p < count; p++) {
        struct mm_panel *panel = &panels->panels[p];
        bool wanted = panel->error + panel->doubt + panel->edge > share || gains_by_x(panels, panel, noise) ||
                      (p > 0 && is_unbalanced(panels, p, p - 1)) || (p + 1 < count && is_unbalanced(panels, p, p + 1));
        panel->chosen = wanted && is_divisible(panel);
    }
    for (size_t p = 0; p < count && panels->count < MM_QUADRATURE_PANELS; p++) {
        if (!panels->panels[p].chosen) continue;
        MM_TRY(divide(panels, p));
        ++*halved;
    }
    return compute(panels, detail);
}

enum mm_status mm_panels_refine(struct mm_panels *panels, double goal, struct mm_detail *detail) {
    struct mm_quadrature now;
    size_t halved = 1;
    for (size_t round = 0; round < ROUNDS && halved > 0; round++) {
        mm_panels_sum(panels, &now);
        double target = goal * mm_quadrature_tolerance(panels->plan, &now);
        if (now.bound - now.noise <= target) { /* as far as the rules know */
            mm_panels_check(panels);
            mm_panels_sum(panels, &now);
        }
        /* Met, all that is left is to halve for balance. */
        double share = now.bound - now.noise <= target ? INFINITY : target / (2 * (double)panels->count);
        MM_TRY(halve(panels, share, target / (8 * (double)panels->count), &halved, detail));
    }
    mm_panels_check(panels);
    return MM_OK;
}

void mm_panels_free(struct mm_panels *panels) {
    free(panels->pieces);
    free(panels->panels);
    free(panels->probe_t);
    free(panels->probe_x);
    free(panels->probe_value);
    free(panels->x);
    free(panels->weights);
    free(panels->values);
}

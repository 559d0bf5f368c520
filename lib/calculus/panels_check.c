/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the rules of panels have not seen: their polynomials held against probes, and against each other at edges. */
#include <math.h>
#include <stdlib.h>

#include "calculus/panels.h"

void mm_panel_place(const struct mm_panels *panels, const struct mm_panel *panel, double v, double *x, double *weight) {
    if (!panel->plain) {
        mm_piece_map(&panels->pieces[panel->piece], v, x, weight);
        return;
    }
    *x = v;
    *weight = 1;
}

static int by_place(const void *a, const void *b) {
    const struct mm_panel *x = a, *y = b;
    if (x->piece != y->piece) return (x->piece > y->piece) - (x->piece < y->piece);
    if (x->x_low != y->x_low || x->plain || y->plain) return (x->x_low > y->x_low) - (x->x_low < y->x_low);
    return (x->low > y->low) - (x->low < y->low); /* at an end x may round to the same */
}

void mm_panels_sort(struct mm_panels *panels) {
    qsort(panels->panels, panels->count, sizeof *panels->panels, by_place);
}

/* The polynomial through the values of a panel, at U in [-1, 1]. */
static double interpolate(const struct mm_panels *panels, const struct mm_panel *panel, double u) {
    double above = 0, below = 0;
    for (size_t k = 0; k < MM_KRONROD; k++) {
        double distance = u - mm_kronrod_nodes[k];
        if (distance == 0) return panel->values[k];
        double share = panels->barycentric[k] / distance;
        above += share * panel->values[k];
        below += share;
    }
    return above / below;
}

/* ∫ |g - polynomial| by the probes within. */
static void hold_against_probes(const struct mm_panels *panels, struct mm_panel *panel) {
    size_t offset = panel->piece * panels->per_piece, from = 0, to = panels->per_piece, seen = 0;
    const double *t = panels->probe_t + offset, *g = panels->probe_value + offset;
    const double *v = panel->plain ? panels->probe_x + offset : t;
    double sum = 0, middle = (panel->low + panel->high) / 2, half = (panel->high - panel->low) / 2;
    panel->probed = true;
    while (from < to) { /* the first probe at or above low */
        size_t i = (from + to) / 2;
        if (v[i] < panel->low)
            from = i + 1;
        else
            to = i;
    }
    for (; from < panels->per_piece && v[from] <= panel->high; from++, seen++) {
        double x, slope = 1;
        if (panel->plain) mm_piece_map(&panels->pieces[panel->piece], t[from], &x, &slope);
        sum += fabs(g[from] / slope - interpolate(panels, panel, (v[from] - middle) / half));
    }
    if (seen > 0) panel->doubt = 2 * half * (sum / (double)seen);
}

/* The value of the integrand that PANEL has for its own edge, at SIDE -1 or 1; *WEIGHT is dx/d(the panel's variable). */
static double edge_value(const struct mm_panels *panels, const struct mm_panel *panel, double side, double *weight) {
    double x;
    mm_panel_place(panels, panel, side < 0 ? panel->low : panel->high, &x, weight);
    return interpolate(panels, panel, side) / *weight;
}

/* A jump so near to an edge that no position lies beyond it is in the values of the neighbour alone. */
static void hold_edges_together(struct mm_panels *panels) {
    double gap = (1 - mm_kronrod_nodes[MM_KRONROD - 1]) / 2, here, there;
    mm_panels_sort(panels);
    for (size_t p = 0; p < panels->count; p++) panels->panels[p].edge = 0;
    for (size_t p = 0; p + 1 < panels->count; p++) {
        struct mm_panel *lower = &panels->panels[p], *upper = lower + 1;
        if (lower->piece != upper->piece) continue;
        double jump = fabs(edge_value(panels, lower, 1, &here) - edge_value(panels, upper, -1, &there));
        if (!isfinite(jump)) continue; /* a weight of 0: too far out to matter */
        lower->edge += jump * here * gap * (lower->high - lower->low);
        upper->edge += jump * there * gap * (upper->high - upper->low);
    }
}

void mm_panels_check(struct mm_panels *panels) {
    for (size_t p = 0; p < panels->count; p++)
        if (!panels->panels[p].probed) hold_against_probes(panels, &panels->panels[p]);
    hold_edges_together(panels);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ranges of integration cut into panels; private to lib/calculus. */
#ifndef MM_CALCULUS_PANELS_H
#define MM_CALCULUS_PANELS_H

#include "calculus/quadrature.h"

enum { MM_KRONROD = 21 };

/* Positions in [-1, 1] in ascending order, and the weights of Kronrod's and (0 where it has none) Gauss's rule. */
extern const double mm_kronrod_nodes[MM_KRONROD], mm_kronrod_weights[MM_KRONROD], mm_gauss_weights[MM_KRONROD];

/* A piece of the range between two points, and the range of its variable t that matters: from low to high. */
struct mm_piece {
    double a, b, low, high;
};

/* x(t) and dx/dt. */
void mm_piece_map(const struct mm_piece *piece, double t, double *x, double *weight);
/* Where x(t) is still inside and finite. */
void mm_piece_limits(struct mm_piece *piece);
/* Whether what f does at x is of no account if its integrand is negligible up to there: next to an end, or far out. */
bool mm_piece_remote(const struct mm_piece *piece, double x);

struct mm_panel {
    double low, high; /* of t; of x, if plain */
    double x_low, x_high;
    bool plain;
    double estimate, error, magnitude;
    double doubt; /* the difference from the probes, integrated */
    double edge;  /* what a jump between the outermost position and an edge may do */
    double noise; /* what rounding of x may do */
    double values[MM_KRONROD];
    size_t piece;
    bool fresh, probed, chosen; /* to be computed; held against the probes; to be halved */
    bool halved;                /* an upper half whose lower half is `sibling`; both were `before` */
    size_t sibling;
    double before;
};

struct mm_panels {
    const struct mm_quadrature_plan *plan;
    struct mm_piece *pieces;
    size_t piece_count;
    struct mm_panel *panels;
    size_t count, capacity;
    double *probe_t, *probe_x, *probe_value; /* per_piece of each piece, ascending */
    size_t per_piece;
    double *x, *weights, *values; /* of the evaluations at hand */
    size_t room;
    double tails; /* bound of what lies outside the ranges of t */
    size_t evaluations;
    double barycentric[MM_KRONROD];
};

/* Starts as {.plan = plan}. Looks at the probes of each piece, finds the ranges of t, and makes the first panels. */
enum mm_status mm_panels_start(struct mm_panels *panels, struct mm_detail *detail);
/* Halves panels until the bound is GOAL times the tolerance, or nothing helps. */
enum mm_status mm_panels_refine(struct mm_panels *panels, double goal, struct mm_detail *detail);
/* x and dx/d(the panel's variable) where that is V. */
void mm_panel_place(const struct mm_panels *panels, const struct mm_panel *panel, double v, double *x, double *weight);
/* By place along the pieces. */
void mm_panels_sort(struct mm_panels *panels);
/* Sorts, and fills in the doubt and the edge of each panel. */
void mm_panels_check(struct mm_panels *panels);
void mm_panels_sum(const struct mm_panels *panels, struct mm_quadrature *result);
double mm_quadrature_tolerance(const struct mm_quadrature_plan *plan, const struct mm_quadrature *result);
void mm_panels_free(struct mm_panels *panels);

#endif

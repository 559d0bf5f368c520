/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ranges with ends, or without, mapped to a variable in which integrands die away at both ends. */
#include <math.h>

#include "calculus/panels.h"

/* Nodes as QUADPACK's qk21 has them; weights solved from them with 60 digits (exact for powers up to 31). */
const double mm_kronrod_nodes[MM_KRONROD] = {-0.995657163025808080735527280689003,
                                             -0.973906528517171720077964012084452,
                                             -0.930157491355708226001207180059508,
                                             -0.865063366688984510732096688423493,
                                             -0.780817726586416897063717578345042,
                                             -0.679409568299024406234327365114874,
                                             -0.562757134668604683339000099272694,
                                             -0.433395394129247190799265943165784,
                                             -0.294392862701460198131126603103866,
                                             -0.148874338981631210884826001129720,
                                             0,
                                             0.148874338981631210884826001129720,
                                             0.294392862701460198131126603103866,
                                             0.433395394129247190799265943165784,
                                             0.562757134668604683339000099272694,
                                             0.679409568299024406234327365114874,
                                             0.780817726586416897063717578345042,
                                             0.865063366688984510732096688423493,
                                             0.930157491355708226001207180059508,
                                             0.973906528517171720077964012084452,
                                             0.995657163025808080735527280689003};
const double mm_kronrod_weights[MM_KRONROD] = {
    0.011694638867371874278, 0.032558162307964727479, 0.054755896574351996031, 0.075039674810919952767,
    0.093125454583697605535, 0.1093871588022976419,   0.12349197626206585108,  0.13470921731147332593,
    0.1427759385770600808,   0.14773910490133849137,  0.14944555400291690566,  0.14773910490133849137,
    0.1427759385770600808,   0.13470921731147332593,  0.12349197626206585108,  0.1093871588022976419,
    0.093125454583697605535, 0.075039674810919952767, 0.054755896574351996031, 0.032558162307964727479,
    0.011694638867371874278};
const double mm_gauss_weights[MM_KRONROD] = {
    0, 0.066671344308688137594, 0, 0.14945134915058059315,  0, 0.219086362515982044,   0, 0.26926671930999635509,
    0, 0.29552422471475287017,  0, 0.29552422471475287017,  0, 0.26926671930999635509, 0, 0.219086362515982044,
    0, 0.14945134915058059315,  0, 0.066671344308688137594, 0};

/* With u = π/2 sinh t: x = a + (b-a)/(1 + e^-2u) between two ends, taken from the nearer one; x = a ± e^u with one end;
 * x = sinh u without. */
void mm_piece_map(const struct mm_piece *piece, double t, double *x, double *weight) {
    double rise = exp(fabs(t)), u = copysign(M_PI_4 * (rise - 1 / rise), t), slope = M_PI_4 * (rise + 1 / rise);
    if (fabs(t) < 0.1) u = M_PI_2 * sinh(t); /* without cancellation */
    if (isfinite(piece->a) && isfinite(piece->b)) {
        double q = exp(-2 * fabs(u)), length = piece->b - piece->a, distance = length * (q / (1 + q));
        *x = t < 0 ? piece->a + distance : piece->b - distance;
        *weight = 2 * slope * length * (q / (1 + q)) / (1 + q);
    } else if (isfinite(piece->a) || isfinite(piece->b)) {
        double distance = exp(u);
        *x = isfinite(piece->a) ? piece->a + distance : piece->b - distance;
        *weight = slope * distance;
    } else {
        *x = sinh(u);
        *weight = slope * cosh(u);
    }
}

static bool is_inside(const struct mm_piece *piece, double t) {
    double x, weight;
    mm_piece_map(piece, t, &x, &weight);
    return x > piece->a && x < piece->b && fabs(x) < 1e300 && weight > 1e-300 && weight < 1e305;
}

static double outermost(const struct mm_piece *piece, double direction) {
    double inside = 0, outside = 7;
    while (outside - inside > 1e-6) {
        double t = (inside + outside) / 2;
        *(is_inside(piece, direction * t) ? &inside : &outside) = t;
    }
    return direction * inside;
}

void mm_piece_limits(struct mm_piece *piece) {
    piece->low = outermost(piece, -1);
    piece->high = outermost(piece, 1);
}

bool mm_piece_remote(const struct mm_piece *piece, double x) {
    double end = 0, length = piece->b - piece->a;
    if (isfinite(length)) return fmin(x - piece->a, piece->b - x) < 1e-9 * length;
    if (isfinite(piece->a)) end = piece->a;
    if (isfinite(piece->b)) end = piece->b;
    return fabs(x - end) > 100 * (1 + fabs(end)) || fabs(x - end) < 1e-9 * (1 + fabs(end));
}

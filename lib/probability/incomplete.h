/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Incomplete gamma and beta integrals with relative accuracy in both tails. */
#ifndef MM_PROBABILITY_INCOMPLETE_H
#define MM_PROBABILITY_INCOMPLETE_H

#include <stdbool.h>

/* P(a, x) = ∫_0^x t^(a-1) e^-t dt / Γ(a), Q = 1 - P (UPPER);   I_x(a, b) = ∫_0^x t^(a-1) (1-t)^(b-1) dt / B(a, b)
 *
 * Conventions: a, b > 0; x ≥ 0; for the beta integral y is 1 - x, given as accurately as the caller can: the upper tail
 * is mm_incomplete_beta(b, a, y, x, …). LOG asks for the natural logarithm, which goes beyond the range of doubles.
 * Power series where x is below the mean, continued fractions above, both with the leading factor by Loader's
 * deviances, so that no large terms cancel; uniform expansions on the normal where shapes are beyond 1e6 (both beyond 1e9
 * for the beta integral); the series of 1 - x^a where a is below 0.1, so that either tail has its digits. The smaller of
 * x and y counts as exact. NaN after ten million terms without an end.
 * Source: DLMF, sections 8.7, 8.9, 8.12(i), 8.17(v) and 8.18(ii); Temme, "The asymptotic expansion of the incomplete
 * gamma functions", 1979; Loader, "Fast and accurate computation of binomial probabilities", 2000; DiDonato and Morris,
 * "Algorithm 708", 1992; Lentz, Applied Optics 15, 1976. */
double mm_incomplete_gamma(double a, double x, bool upper, bool log);
double mm_incomplete_beta(double a, double b, double x, double y, bool log);

/* log x^a e^-x / Γ(a+1);   log x^a y^b / B(a, b). The densities of Poisson, gamma, binomial and beta without their
 * trivial factors. */
double mm_log_gamma_factor(double a, double x);
double mm_log_beta_factor(double a, double b, double x, double y);

/* log Γ(1+a) for a > -1, accurate relative to itself near 0;  log Γ(a) - (a-1/2) log a + a - log(2π)/2 for a > 0. */
double mm_log_gamma_1p(double a);
double mm_stirling_rest(double a);

/* x log(x/m) + m - x ≥ 0: the deviance of x from m. */
double mm_deviance(double x, double m);

#endif

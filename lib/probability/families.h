/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The declarations of the families, for the list of them in distribution.c. */
#ifndef MM_PROBABILITY_FAMILIES_H
#define MM_PROBABILITY_FAMILIES_H

#include "probability/distribution.h"

extern const struct mm_distribution mm_normal, mm_lognormal, mm_uniform, mm_laplace, mm_logistic, mm_cauchy;
extern const struct mm_distribution mm_exponential, mm_gamma, mm_chisq, mm_weibull;
extern const struct mm_distribution mm_beta, mm_student_t, mm_f;
extern const struct mm_distribution mm_binomial, mm_poisson, mm_geometric;

#endif

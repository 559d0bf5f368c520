/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One-way analysis of variance, classical and Welch's. */
#ifndef MM_STATISTICS_ANOVA_H
#define MM_STATISTICS_ANOVA_H

#include "statistics/gram.h"

/* SSB = Σ_g n_g (m_g - m)²,  SSW = Σ_g Σ_i (x_gi - m_g)²,  F = (SSB/(k-1)) / (SSW/(n-k)),  η² = SSB/(SSB+SSW)
 * Welch: w_g = n_g/s_g²,  m̃ = Σ w m / W,  λ = Σ (1 - w_g/W)²/(n_g-1),
 *        F = (Σ w (m_g - m̃)²/(k-1)) / (1 + 2 (k-2) λ/(k²-1)),  df2 = (k²-1)/(3 λ)
 *
 * Shapes: COUNT groups, each the exact sums of one column.
 * Conventions: sums of squares are rational numbers, each quantity is rounded once; Welch's numbers come from 512 bits.
 * Units: SS and MS those of x²; F and η² have none.
 * Errors: fewer than two groups, n ≤ k, a group without numbers: MM_TOO_FEW; no spread within any group: MM_CONSTANT.
 * Welch: a group with fewer than two numbers MM_TOO_FEW, without spread MM_CONSTANT (detail->index is the group).
 * Source: NIST/SEMATECH e-Handbook 7.4.3; Welch, "On the comparison of several mean values", Biometrika 38, 1951. */
struct mm_anova {
    uint64_t n, groups, df_between, df_within;
    double ss_between, ss_within, ss_total, ms_between, ms_within, residual_sd;
    double f, p, eta_squared;
};

struct mm_welch {
    uint64_t n, groups, df_between;
    double f, df_within, p;
};

enum mm_status mm_anova(struct mm_gram *const *groups, size_t count, struct mm_anova *anova, struct mm_detail *detail);
enum mm_status mm_anova_welch(struct mm_gram *const *groups, size_t count, struct mm_welch *welch,
                              struct mm_detail *detail);

#endif

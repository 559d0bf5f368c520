/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mutual information of a contingency table. */
#ifndef MM_PROBABILITY_INFORMATION_H
#define MM_PROBABILITY_INFORMATION_H

#include "base/status.h"
#include "data/joint_count.h"

/* In nats. */
struct mm_information {
    double mutual;               /* I(X;Y) */
    double row_entropy;          /* H(X), from the sums of rows */
    double column_entropy;       /* H(Y) */
    double total;                /* N = Σ n_ij */
    size_t rows, columns, cells; /* how many sums and cells are above 0 */
};

/* I(X;Y) = Σ (n_ij/N) log(n_ij N / (n_i n_j))
 *
 * Shapes: COUNT cells of a table of ROWS × COLUMNS, no cell twice, in any order; the others are 0.
 * Conventions: computed as Σ e_ij ((1+d) log(1+d) - d) / N with e_ij = n_i n_j / N and d = n_ij/e_ij - 1: no term is
 * negative, so that a table that is nearly independent keeps its digits, and independence in whole counts is exactly 0.
 * Cells may be any numbers ≥ 0 (a joint distribution too). Errors: a negative cell MM_NOT_DISTRIBUTION with
 * detail.index (into CELLS) and .value; NaN or infinite (or a sum beyond the doubles) MM_NOT_FINITE; a sum of 0 MM_NOT_DISTRIBUTION with index COUNT;
 * memory. Source: Cover and Thomas, "Elements of Information Theory", 2006, section 2.3. */
enum mm_status mm_mutual_information(const struct mm_joint_count *cells, size_t count, size_t rows, size_t columns,
                                     struct mm_information *information, struct mm_detail *detail);

/* 2 I / (H(X) + H(Y)), from 0 to 1; 1 if both are constant (as scikit-learn has it). */
double mm_normalized_information(const struct mm_information *information);

/* Takes the bias of first order off, entropy by entropy: each of H(X), H(Y), H(X,Y) gains (m - 1)/2N, so that the
 * mutual information gains (m_x + m_y - m_xy - 1)/2N, and may become negative. For whole counts. Source: Miller, "Note
 * on the bias of information estimates", 1955. */
void mm_correct_information(struct mm_information *information);

#endif

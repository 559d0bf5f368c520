/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Symbolic derivatives of expressions, and their simplification. */
#ifndef MM_CALCULUS_DERIVATIVE_H
#define MM_CALCULUS_DERIVATIVE_H

#include "expr/tree.h"

/* ∂ⁿf / ∂x₁ … ∂xₙ
 *
 * Shapes: the expression at NODE; VARIABLES[0 … count-1] are nodes of the same tree, names or elements w[1], taken one
 * after another (one of them twice: a second derivative). None: the expression simplified. RESULT is a node of TREE.
 *
 * Conventions: everything else is held fixed. Where no derivative exists, PyTorch's: abs'(0) = 0, relu'(0) = 0, a tie of
 * min or max shares equally (of more than two operands, from the left), clamp lets its argument's derivative through at
 * the bounds, that of comparisons, logic, sign, floor, ceil, round and count is 0, a conditional keeps its condition.
 * mean and sum over the rows are differentiated inside; sd as sum((x - mean(x))*x')/((n - 1)*sd(x)), n being sum(1);
 * min and max over the rows share equally among the rows that attain them. A truth is the number 1 or 0 in products:
 * relu' is x > 0. dot(w, a, b) is w[1]*a + w[2]*b, of two operands w*a unless elements of w occur.
 *
 * Simplification: like terms collected, powers merged, fractions of whole numbers exact (written decimals stay such),
 * common factors and denominators where that is shorter. It holds wherever the expression is defined over the real
 * numbers, and may extend to points where it is not: x/x is 1, exp(log(x)) and sqrt(x)^2 are x, sqrt(x^2) is abs(x).
 * 0^0 is 1. Order: numbers, powers of names, functions within a product; a polynomial from the highest power, then
 * terms with functions from the lowest. It depends on the expression only.
 *
 * Errors: MM_USAGE: a range of columns (no table tells its names), a derivative by the order of polygamma, a result
 * beyond the limits of trees; time and memory are bounded for any input. MM_MEMORY.
 *
 * Source: Moses, Algebraic simplification: a guide for the perplexed, 1971; Cohen, Computer Algebra and Symbolic
 * Computation: Mathematical Methods, 2003, chapter 3. */
enum mm_status mm_derivative(struct mm_tree *tree, mm_node node, const mm_node *variables, size_t count,
                             mm_node *result, struct mm_error *error);

#endif

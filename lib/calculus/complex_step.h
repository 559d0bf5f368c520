/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Derivatives by other means than those of adjoint.h, to check it: complex steps and central differences. */
#ifndef MM_CALCULUS_COMPLEX_STEP_H
#define MM_CALCULUS_COMPLEX_STEP_H

#include <complex.h>

#include "base/status.h"
#include "expr/program.h"

/* re + i im. Not CMPLX, which compilers lack in places; no arithmetic that would make NaN of 0·inf. */
double complex mm_complex(double re, double im);

/* f(z) for a function of the language and complex z
 *
 * Conventions: the branch of the real function: where that is NaN (log of a negative number) so is this. Comparisons,
 * logic, sign and rounding look at the real part. At kinks those of adjoint.h: abs and relu at 0 give 0, ties of min
 * and max the mean. The imaginary parts are small steps: their squares beside real parts are neglected.
 * Errors: NaN for gelu, erf, erfc, lgamma, digamma, polygamma with an imaginary part (mm_is_analytic tells), and where
 * undefined. */
double complex mm_complex_function(enum mm_function function, const double complex *operands);
bool mm_is_analytic(enum mm_function function);

enum mm_numeric_method { MM_COMPLEX_STEP, MM_CENTRAL_DIFFERENCES };

/* f'(x) ≈ Im f(x + ih)/h                            complex step, h = 2^-100 |x|: no subtraction, exact to rounding
 *       ≈ (f(x + h) - f(x - h))/2h, h → 0          central differences, extrapolated (Ridders), where a function on the
 *                                                   way from the parameter to f is not analytic in mm_complex_function
 *
 * Shapes: f a vertex; x parameter number INPUT of PARAMETERS; ROWS as evaluation has them, null where f uses none.
 * Result: one number, or one in each row where f varies. METHOD says which was used.
 * Errors: MM_MEMORY. A point where f has no value gives NaN.
 * Source: Squire, Trapp, SIAM Review 40 (1998) 110; Ridders, Advances in Engineering Software 4 (1982) 75. */
enum mm_status mm_numeric_derivative(const struct mm_graph *graph, mm_vertex f, size_t input, const double *parameters,
                                     size_t count, const struct mm_rows *rows, double *derivative,
                                     enum mm_numeric_method *method);

/* |a - b| / max(|a|, |b|, 1e-4 max(1, |f|)), and the row where that is largest
 *
 * Shapes: a and b values of a derivative of f in ROWS rows: of a table of COLUMNS columns the first is f and column
 * COLUMN is a.
 * Conventions: 0 where they are equal or both NaN; inf where one is not finite. Below 1e-4 of f the derivative is what
 * rounding leaves of larger terms, so that it is held to an absolute error. */
struct mm_derivative_pair {
    double a, b, error;
    size_t row;
};
double mm_derivative_error(double a, double b, double f);
struct mm_derivative_pair mm_derivative_worst(const double *table, size_t rows, size_t columns, size_t column,
                                              const double *b);

#endif

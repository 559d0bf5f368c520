/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names with values: "w=0,b=1,v[9]=0", as --at and --init take them. */
#ifndef MM_EXPR_PARAMETERS_H
#define MM_EXPR_PARAMETERS_H

#include "base/error.h"
#include "base/text.h"

struct mm_parameter_value {
    size_t first; /* its place among the values */
    size_t size;  /* 0: a number; else a vector of so many elements */
};

/* Starts as {0}; owns. */
struct mm_parameters {
    struct mm_strings names;
    struct mm_parameter_value *items;
    double *values;
    size_t count; /* of values */
};

/* Parses TEXT: items separated by commas outside of parentheses and brackets, each NAME=VALUE, NAME[N]=VALUE (N
 * elements, all of that value), NAME[N]=V1:V2:… (one value an element) or, if BARE, NAME or NAME[N] alone for 0. A
 * value is an expression of constants (pi/2). OPTION names the option in errors. MM_USAGE: syntax, a name given twice,
 * a value that is not finite. */
enum mm_status mm_parameters_parse(struct mm_parameters *parameters, const char *text, bool bare, const char *option,
                                   struct mm_error *error);
/* One more. */
bool mm_parameters_add(struct mm_parameters *parameters, struct mm_span name, size_t size, const double *values);
void mm_parameters_free(struct mm_parameters *parameters);

/* The parameter called NAME: its number, or SIZE_MAX. */
size_t mm_parameters_find(const struct mm_parameters *parameters, struct mm_span name);
/* "w", or of a vector "w[3]": the name of value number I, appended. */
void mm_parameters_name(const struct mm_parameters *parameters, size_t i, struct mm_buffer *out);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expressions at a point: their model, what they are differentiated by, and the values of further vertices there. */
#ifndef MM_TOOL_POINT_H
#define MM_TOOL_POINT_H

#include "tool/model.h"

/* The options that commands about derivatives share. */
struct mm_point_options {
    const char *at, *by;
};

#define MM_POINT_AT(o)                                                                                                 \
    MM_STRING(0, "at", &(o).at, "LIST",                                                                                \
              "the point: NAME=VALUE for each parameter, separated by commas; w[3]=0 or w[3]=1:2:3 is a vector")
#define MM_POINT_BY(o)                                                                                                 \
    MM_STRING(                                                                                                         \
        0, "wrt", &(o).by, "LIST",                                                                                     \
        "differentiate by these names only, separated by commas: parameters, elements such as w[2], and columns "      \
        "where there is a result in each row; without it by everything in --at")

/* Starts as {0}; owns. */
struct mm_point {
    struct mm_model model;   /* the expressions, then the names of --wrt */
    size_t count;            /* of the former */
    mm_vertex *inputs;       /* what is differentiated by */
    struct mm_strings names; /* of the inputs */
    size_t input_count;
};

/* Opens the model of COUNT expressions at the point that the options name; reads the operands from FIRST_FILE on. The
 * expressions must have one value for all rows, unless PER_ROW. MM_USAGE for a name in --at or --wrt that no expression
 * uses. */
enum mm_status mm_point_open(struct mm_point *point, struct mm_run *run, const struct mm_point_options *options,
                             const char *const *expressions, size_t count, size_t first_file, bool per_row);
void mm_point_close(struct mm_point *point);

/* The values of vertices: of each one number, those that vary by row in row ROW (from 0). */
enum mm_status mm_point_values(struct mm_point *point, struct mm_run *run, const mm_vertex *vertices, size_t count,
                               size_t row, double *values);
/* Their values as columns of VALUES (which is made, unnamed): in EACH row, or else in one. */
enum mm_status mm_point_rows(struct mm_point *point, struct mm_run *run, const mm_vertex *vertices, size_t count,
                             bool each, struct mm_matrix *values);

/* MM_DOMAIN if a result (WHAT: "d/dw") is NaN, which only --na=keep may bring in; in row ROW from 1, 0: none. */
enum mm_status mm_point_check(struct mm_run *run, double value, const char *what, size_t row);
/* Likewise for a matrix with names on both sides; WHAT has them at its two %s. */
enum mm_status mm_point_check_matrix(struct mm_run *run, const struct mm_matrix *matrix, const char *what);
/* What a function that makes vertices answered: the limit on their number is named. */
enum mm_status mm_point_made(const struct mm_point *point, struct mm_run *run, enum mm_status status);

#endif

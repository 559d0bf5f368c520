/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expressions of parameters and of columns whose rows are held in memory: what gradients and descent work on. */
#ifndef MM_TOOL_MODEL_H
#define MM_TOOL_MODEL_H

#include "expr/bind.h"
#include "expr/program.h"
#include "tool/input.h"

/* Starts as {0}; owns. The graph is made for differentiation (mm_scope.differentiable). */
struct mm_model {
    struct mm_tree *trees; /* one an expression; their roots */
    mm_node *roots;
    size_t count;
    struct mm_parameters parameters;
    struct mm_scope scope;
    struct mm_schema schema; /* the columns of the table, as the scope sees them */
    struct mm_graph graph;
    mm_vertex *vertices; /* the expressions */
    mm_vertex *inputs;   /* every value of the parameters, as a vertex */
    bool has_rows;       /* a table was read */
    struct mm_rows rows; /* its columns, one after another in memory */
    double *numbers;
    const double **columns;
    struct mm_strings labels; /* of the rows, if they have any */
    size_t missing;           /* rows left out */
};

/* Parses COUNT expressions; PARAMETERS are taken over (left empty). Reads the operands from FIRST_FILE on as a table if
 * there are any, or standard input if an expression names something that is neither a parameter nor pi or e. A table
 * without a single column named in the expressions is an error, and so are no rows. */
enum mm_status mm_model_open(struct mm_model *model, struct mm_run *run, const char *const *expressions, size_t count,
                             struct mm_parameters *parameters, size_t first_file);
void mm_model_close(struct mm_model *model);

/* MM_USAGE if expression I has a value per row where one is wanted ("the loss"): says to wrap it in mean(...). */
enum mm_status mm_model_need_one(struct mm_model *model, struct mm_run *run, size_t i, const char *what);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expressions of parameters and of columns whose rows are held in memory: what gradients and descent work on. */
#ifndef MM_TOOL_MODEL_H
#define MM_TOOL_MODEL_H

#include "expr/bind.h"
#include "expr/program.h"
#include "tool/input.h"
#include "tool/table.h"

/* Starts as {0}; owns. The graph is made for differentiation (mm_scope.differentiable). */
struct mm_model {
    struct mm_tree *trees; /* one an expression; their roots */
    mm_node *roots;
    size_t count;
    size_t named; /* the last so many of them only name something (--wrt); set before mm_model_open */
    struct mm_parameters parameters;
    struct mm_scope scope;
    struct mm_schema schema; /* the columns of the table, as the scope sees them */
    struct mm_graph graph;
    mm_vertex *vertices; /* the expressions */
    mm_vertex *inputs;   /* every value of the parameters, as a vertex */
    bool has_rows;       /* a table was read */
    struct mm_rows rows; /* its columns, one after another in memory */
    double **columns;
    struct mm_strings labels; /* of the rows, if they have any */
    size_t missing;           /* rows left out */
};

/* Parses COUNT expressions; PARAMETERS are taken over (left empty). Reads the operands from FIRST_FILE on as a table if
 * there are any, or standard input if an expression names something that is neither a parameter nor pi or e. A table
 * without a single column named in the expressions is an error, and so are no rows, and a parameter that no expression
 * uses (a misspelt one: its derivative would be 0 and tell nobody). */
enum mm_status mm_model_open(struct mm_model *model, struct mm_run *run, const char *const *expressions, size_t count,
                             struct mm_parameters *parameters, size_t first_file);
void mm_model_close(struct mm_model *model);

/* Whether NAME, a parameter or a column, stands in one of the first COUNT expressions. */
bool mm_model_uses(const struct mm_model *model, size_t count, struct mm_span name);

/* MM_USAGE if expression I has a value per row where one is wanted ("the loss"): says to wrap it in mean(...). */
enum mm_status mm_model_need_one(struct mm_model *model, struct mm_run *run, size_t i, const char *what);

/* One expression of one number for all rows, operand 0; the rows from operand 1 on. START is the text of --init, which
 * names the parameters; none of them may be called like one of FIELDS ("loss,n"), which the result has, too. WHAT is the
 * expression, in errors: "the loss". */
enum mm_status mm_model_open_from(struct mm_model *model, struct mm_run *run, const char *start, const char *what,
                                  const char *fields);
/* Fields of TABLE: one for each value of the parameters, VALUES in their order; n and n_missing, if there are rows. */
enum mm_status mm_model_add_parameters(const struct mm_model *model, const double *values, struct mm_table *table);
void mm_model_add_rows(const struct mm_model *model, struct mm_table *table);

#endif

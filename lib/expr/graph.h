/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expressions as one acyclic graph in which equal parts are one node: what is evaluated and differentiated. */
#ifndef MM_EXPR_GRAPH_H
#define MM_EXPR_GRAPH_H

#include <stdbool.h>
#include <stdint.h>

#include "expr/function.h"

enum mm_vertex_kind {
    MM_VERTEX_CONSTANT,
    MM_VERTEX_PARAMETER, /* entry `index` of the parameters' values */
    MM_VERTEX_COLUMN,    /* column number `index` of the rows given */
    MM_VERTEX_TEXTS,     /* the comparison of two texts: 1 or 0, NaN if one is missing */
    MM_VERTEX_ROWS,      /* how many rows there are */
    MM_VERTEX_APPLY,     /* a function of one to three operands, row by row */
    MM_VERTEX_REDUCE     /* a reduction of its operand over the rows */
};

typedef uint32_t mm_vertex;
#define MM_VERTEX_NONE ((mm_vertex)-1)

/* One side of a comparison of texts. */
struct mm_text_side {
    bool literal;
    uint32_t index; /* of a text column, or of the scope's literals */
};

struct mm_graph_vertex {
    enum mm_vertex_kind kind;
    enum mm_function function; /* APPLY, REDUCE; the comparison of TEXTS */
    uint8_t count;             /* operands */
    bool varies;               /* has a value per row; else one for all of them */
    mm_vertex operands[3];     /* each before this one */
    uint32_t index;
    double number; /* of a constant */
    struct mm_text_side sides[2];
};

enum { MM_GRAPH_VERTICES = 1 << 20 };

/* Operands stand before their users. Starts as {0}; owns. `failed` (memory, or more than MM_GRAPH_VERTICES) is sticky:
 * every call then answers MM_VERTEX_NONE and takes it as an operand. */
struct mm_graph {
    struct mm_graph_vertex *vertices;
    size_t count, capacity;
    mm_vertex *table; /* open hashing over all vertices */
    size_t table_size;
    bool failed;
};

void mm_graph_free(struct mm_graph *graph);

/* The vertex that is this, made if there is none. What has only constants under it becomes one; x*1, x/1, x^1, x-0 and
 * --x become x, which changes no bit. A reduction of what does not vary needs no pass. */
mm_vertex mm_graph_constant(struct mm_graph *graph, double number);
mm_vertex mm_graph_parameter(struct mm_graph *graph, size_t index);
mm_vertex mm_graph_column(struct mm_graph *graph, size_t index);
mm_vertex mm_graph_texts(struct mm_graph *graph, enum mm_function comparison, struct mm_text_side a,
                         struct mm_text_side b);
mm_vertex mm_graph_rows(struct mm_graph *graph);
mm_vertex mm_graph_apply(struct mm_graph *graph, enum mm_function function, const mm_vertex *operands, size_t count);
mm_vertex mm_graph_apply1(struct mm_graph *graph, enum mm_function function, mm_vertex a);
mm_vertex mm_graph_apply2(struct mm_graph *graph, enum mm_function function, mm_vertex a, mm_vertex b);
mm_vertex mm_graph_reduce(struct mm_graph *graph, enum mm_function function, mm_vertex a);

const struct mm_graph_vertex *mm_graph_at(const struct mm_graph *graph, mm_vertex vertex);
bool mm_graph_is_constant(const struct mm_graph *graph, mm_vertex vertex, double number);

#endif

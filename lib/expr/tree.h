/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An expression as a tree: what the parser makes, the printers write and symbolic calculus works on. */
#ifndef MM_EXPR_TREE_H
#define MM_EXPR_TREE_H

#include <stdint.h>

#include "base/error.h"
#include "expr/function.h"

/* Limits that keep a hostile expression an error: every walk over a tree may recurse. */
enum { MM_TREE_BYTES = 65536, MM_TREE_NESTING = 200, MM_TREE_HEIGHT = 1000, MM_TREE_NODES = 100000 };

enum mm_tree_kind {
    MM_TREE_NUMBER,
    MM_TREE_TEXT,    /* 'setosa' */
    MM_TREE_NAME,    /* a column, a parameter, a variable, pi or e */
    MM_TREE_ELEMENT, /* w[3]: an element of a vector parameter, from 1 */
    MM_TREE_RANGE,   /* x1..x9: columns from the one to the other, as arguments */
    MM_TREE_CALL     /* an operator or function on its children */
};

/* A node; the index of one is what the functions below take and give. */
typedef uint32_t mm_node;
#define MM_NODE_NONE ((mm_node)-1)

struct mm_tree_node {
    enum mm_tree_kind kind;
    enum mm_function function; /* of a call */
    double number;             /* of a number; of an element its index */
    struct mm_span text;       /* of a text, a name, an element; of a range the first name. Borrowed from the tree */
    struct mm_span last;       /* of a range */
    uint32_t first, count;     /* children: tree->children[first …] */
    uint32_t start, end;       /* the bytes of the source it came from; both 0 for one that was built */
    uint32_t height;           /* 1 for a leaf */
};

/* Owns all its nodes, also those that belong to no expression any more. Starts as {0}. `failed` (memory, or a limit) is
 * sticky: builders then answer MM_NODE_NONE, and take it as a child. */
struct mm_tree {
    char *source; /* terminated */
    struct mm_tree_node *nodes;
    size_t count, capacity;
    mm_node *children;
    size_t child_count, child_capacity;
    struct mm_strings texts;
    bool failed;
    bool too_large; /* why it failed: a limit, not memory */
};

/* Parses TEXT as one expression and answers its root.
 *
 * Grammar, from the loosest binding to the tightest:
 *   conditional = or [ "?" conditional ":" conditional ]
 *   or = and { "||" and };  and = comparison { "&&" comparison }
 *   comparison = sum [ ( "==" | "!=" | "<" | "<=" | ">" | ">=" ) sum ]
 *   sum = product { ( "+" | "-" ) product };  product = sign { ( "*" | "/" ) sign }
 *   sign = ( "-" | "+" | "!" ) sign | power;  power = primary [ "^" sign ]
 *   primary = number | 'text' | name | name "[" whole "]" | name ( "(" argument { "," argument } ")" ) | "(" conditional ")"
 *   argument = conditional | name ".." name
 *   name = letter { letter | digit | "_" | "." letter } | "[" anything but "]" ( "]]" stands for it ) "]"
 *
 * Errors: MM_USAGE with what was expected, and the place under a caret (mm_fail_under); among them products without a
 * sign (2x), "=" for "==", "**" for "^", chained comparisons, unknown functions with a suggestion, a wrong number of
 * arguments, and the limits above. MM_MEMORY. */
enum mm_status mm_tree_parse(struct mm_tree *tree, const char *text, mm_node *root, struct mm_error *error);

/* "NAME = EXPRESSION" or "EXPRESSION": the name into TARGET (borrowed; {NULL, 0} without one). */
enum mm_status mm_tree_parse_assignment(struct mm_tree *tree, const char *text, struct mm_span *target, mm_node *root,
                                        struct mm_error *error);

void mm_tree_free(struct mm_tree *tree);

/* Builders. Texts are copied. */
mm_node mm_tree_number(struct mm_tree *tree, double value);
mm_node mm_tree_name(struct mm_tree *tree, struct mm_span name);
mm_node mm_tree_element(struct mm_tree *tree, struct mm_span vector, size_t index);
mm_node mm_tree_call(struct mm_tree *tree, enum mm_function function, const mm_node *arguments, size_t count);
mm_node mm_tree_call1(struct mm_tree *tree, enum mm_function function, mm_node a);
mm_node mm_tree_call2(struct mm_tree *tree, enum mm_function function, mm_node a, mm_node b);

const struct mm_tree_node *mm_tree_at(const struct mm_tree *tree, mm_node node);
/* Child number I of a node. */
mm_node mm_tree_child(const struct mm_tree *tree, mm_node node, size_t i);
bool mm_tree_same(const struct mm_tree *tree, mm_node a, mm_node b); /* the same expression, letter for letter */

enum mm_notation { MM_NOTATION_TEXT, MM_NOTATION_LATEX, MM_NOTATION_C };

/* Appends the expression with no more parentheses than it needs; as text it parses back to the same tree (a negative
 * number that was built comes back as the negative of one; infinity as 1/0). In C, functions that C lacks are spelt out
 * in those it has and names that are no identifiers get underscores; reductions, texts, ranges and digamma have no form
 * there: MM_DOMAIN. */
enum mm_status mm_tree_print(const struct mm_tree *tree, mm_node node, enum mm_notation notation,
                             struct mm_buffer *out);

/* An error under which the source is shown with a caret beneath bytes START to END. */
enum mm_status mm_fail_under(struct mm_error *error, enum mm_status status, const char *source, size_t start,
                             size_t end, const char *format, ...) __attribute__((format(printf, 6, 7)));

#endif

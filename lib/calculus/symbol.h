/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expressions in a form in which equal ones are the same: sums and products of any number of parts, like parts
 * collected. Private to symbolic calculus. */
#ifndef MM_CALCULUS_SYMBOL_H
#define MM_CALCULUS_SYMBOL_H

#include "calculus/rational.h"
#include "expr/tree.h"

enum mm_symbol_kind {
    MM_SYMBOL_NUMBER,
    MM_SYMBOL_LEAF,    /* a name, an element, a text, a range */
    MM_SYMBOL_SUM,     /* at most one number, first; then terms, no two alike but for a number before them */
    MM_SYMBOL_PRODUCT, /* at most one number, first; then factors of different bases */
    MM_SYMBOL_POWER,   /* base, exponent; a square root is a power of 1/2; e^x is a call of exp */
    MM_SYMBOL_CALL     /* a function, a comparison, logic or a conditional */
};

typedef uint32_t mm_symbol;
#define MM_SYMBOL_NONE ((mm_symbol)-1)

struct mm_symbol_facts {
    enum mm_symbol_kind kind;
    enum mm_tree_kind leaf;
    enum mm_function function;
    struct mm_rational number; /* of an element its index */
    struct mm_span text, last; /* owned by the algebra's tree */
    mm_node node;              /* of a leaf: a node of the tree that is it */
    uint32_t first, count;
    uint32_t shown; /* the parts in reading order, from here; 0: not sorted yet */
    uint32_t height;
    double operations; /* as a tree */
};

/* What bounds memory and time: symbols ever made, parts of them, and steps taken. */
enum { MM_ALGEBRA_SYMBOLS = 200000, MM_ALGEBRA_PARTS = 2000000, MM_ALGEBRA_STEPS = 30000000 };

/* Starts as {0} with a tree. Owns its symbols. `failed` is sticky, and `too_large` says that it was a limit. */
struct mm_algebra {
    struct mm_tree *tree; /* borrowed; texts come from it, and results go into it */
    struct mm_symbol_facts *symbols;
    size_t count, capacity;
    mm_symbol *parts;
    size_t part_count, part_capacity;
    mm_symbol *table; /* open hashing */
    size_t table_size;
    size_t steps;
    mm_symbol euler; /* base of exponentials while products are collected; never part of a result */
    bool e_varies;   /* "e" is a variable here */
    bool pi_varies;  /* so is "pi" */
    bool failed, too_large;
};

/* A list of symbols that grows; starts as {0}. */
struct mm_symbols {
    mm_symbol *items;
    size_t count, capacity;
};

void mm_algebra_free(struct mm_algebra *a);
/* Counts COUNT steps; false when there were too many, or anything has failed. */
bool mm_algebra_step(struct mm_algebra *a, size_t count);
void mm_symbols_add(struct mm_algebra *a, struct mm_symbols *list, mm_symbol item);

/* The symbol that is this, made if there is none. */
mm_symbol mm_symbol_intern(struct mm_algebra *a, const struct mm_symbol_facts *facts, const mm_symbol *parts,
                           size_t count);
const struct mm_symbol_facts *mm_symbol_at(const struct mm_algebra *a, mm_symbol s);
mm_symbol mm_symbol_part(const struct mm_algebra *a, mm_symbol s, size_t i);
bool mm_symbol_is_number(const struct mm_algebra *a, mm_symbol s, int64_t whole);
bool mm_symbol_is_call(const struct mm_algebra *a, mm_symbol s, enum mm_function function);
/* The constants e and pi, not variables of that name. */
bool mm_symbol_is_e(const struct mm_algebra *a, mm_symbol s);
bool mm_symbol_is_pi(const struct mm_algebra *a, mm_symbol s);

mm_symbol mm_symbol_number(struct mm_algebra *a, struct mm_rational number);
mm_symbol mm_symbol_whole(struct mm_algebra *a, int64_t number);
mm_symbol mm_symbol_fraction(struct mm_algebra *a, int64_t over, int64_t under);
mm_symbol mm_symbol_named(struct mm_algebra *a, const char *name);

/* Algebra. Every result is in collected form; MM_SYMBOL_NONE once anything has failed, also for such an argument. */
mm_symbol mm_symbol_sum(struct mm_algebra *a, const mm_symbol *terms, size_t count);
mm_symbol mm_symbol_product(struct mm_algebra *a, const mm_symbol *factors, size_t count);
mm_symbol mm_symbol_power(struct mm_algebra *a, mm_symbol base, mm_symbol exponent);
mm_symbol mm_symbol_call(struct mm_algebra *a, enum mm_function function, const mm_symbol *arguments, size_t count);
mm_symbol mm_symbol_call1(struct mm_algebra *a, enum mm_function function, mm_symbol x);
mm_symbol mm_symbol_call2(struct mm_algebra *a, enum mm_function function, mm_symbol x, mm_symbol y);
mm_symbol mm_symbol_add(struct mm_algebra *a, mm_symbol x, mm_symbol y);
mm_symbol mm_symbol_subtract(struct mm_algebra *a, mm_symbol x, mm_symbol y);
mm_symbol mm_symbol_multiply(struct mm_algebra *a, mm_symbol x, mm_symbol y);
mm_symbol mm_symbol_divide(struct mm_algebra *a, mm_symbol x, mm_symbol y);
mm_symbol mm_symbol_negate(struct mm_algebra *a, mm_symbol x);
mm_symbol mm_symbol_raise(struct mm_algebra *a, mm_symbol x, int64_t over, int64_t under);

/* A term as number times rest; the rest of a number is 1. */
struct mm_rational mm_symbol_split(struct mm_algebra *a, mm_symbol term, mm_symbol *rest);
/* A factor as base and exponent; of anything but a power and exp, itself and 1. */
mm_symbol mm_symbol_base(struct mm_algebra *a, mm_symbol factor, mm_symbol *exponent);

/* The derivative by the leaf VARIABLE; REFUSED if it failed for want of a rule. */
mm_symbol mm_symbol_derive(struct mm_algebra *a, mm_symbol s, mm_symbol variable, bool *refused);

/* The shortest of some ways to write it: common factors out, fractions brought together, products multiplied out. */
mm_symbol mm_symbol_tidy(struct mm_algebra *a, mm_symbol s);
/* Products of sums multiplied out, where that stays small; else S. */
mm_symbol mm_symbol_expand(struct mm_algebra *a, mm_symbol s);

/* Known pairs of terms of a sum, such as cos(u)^2 - sin(u)^2 = cos(2u), as one; else S. */
mm_symbol mm_symbol_identities(struct mm_algebra *a, mm_symbol s);
/* Quotients that are known or come out, sin(u)/cos(u), (x^2 - 1)/(x + 1); else S. */
mm_symbol mm_symbol_ratios(struct mm_algebra *a, mm_symbol s);

/* From a tree and back; the way back puts terms and factors into the order in which they are read. */
mm_symbol mm_symbol_from_tree(struct mm_algebra *a, mm_node node);
mm_node mm_symbol_to_tree(struct mm_algebra *a, mm_symbol s);
/* An order of symbols that depends on nothing but themselves. */
int mm_symbol_compare(struct mm_algebra *a, mm_symbol x, mm_symbol y);
/* Part I of a sum or product in the order in which it is read. */
mm_symbol mm_symbol_shown(struct mm_algebra *a, mm_symbol s, size_t i);

#endif

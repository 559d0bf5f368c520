/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small JSON values as a tree: headers, records, single strings. The one door to cJSON. */
#ifndef MM_IO_JSON_TREE_H
#define MM_IO_JSON_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/text.h"

/* A value somewhere in a tree. The root owns everything below it; all other nodes and all texts are borrowed. */
struct mm_json_node; /* opaque */

enum mm_json_type {
    MM_JSON_NULL,
    MM_JSON_FALSE,
    MM_JSON_TRUE,
    MM_JSON_NUMBER,
    MM_JSON_STRING,
    MM_JSON_ARRAY,
    MM_JSON_OBJECT
};

/* The one value that the LENGTH bytes at TEXT are (blanks around it are allowed; TEXT need not be terminated). Strict
 * RFC 8259: no trailing text, no leading zeros, no NaN, UTF-8 checked, at most 256 levels; no \u0000 and no key twice
 * in one object. MM_DATA with FILE and the line and column (in characters) within TEXT. Memory is many times that of
 * TEXT: for headers, not for data. */
enum mm_status mm_json_parse(struct mm_json_node **root, const char *text, size_t length, const char *file,
                             struct mm_error *error);
void mm_json_free(struct mm_json_node *root); /* null is allowed */

enum mm_json_type mm_json_type(const struct mm_json_node *node);

/* The members of an object or array in the order of the text: for (n = mm_json_first(x); n; n = mm_json_after(n)).
 * First is null for a scalar and for an empty container. */
const struct mm_json_node *mm_json_first(const struct mm_json_node *node);
const struct mm_json_node *mm_json_after(const struct mm_json_node *node);
size_t mm_json_count(const struct mm_json_node *node); /* members; 0 for a scalar */

/* The member of OBJECT with this KEY, letter for letter; null if there is none or OBJECT is no object. */
const struct mm_json_node *mm_json_find(const struct mm_json_node *object, const char *key);

const char *mm_json_key(const struct mm_json_node *node);    /* of a member of an object, decoded; else null */
const char *mm_json_string(const struct mm_json_node *node); /* decoded; null if it is no string */
double mm_json_number(const struct mm_json_node *node);      /* NaN if it is no number */
/* A whole number from 0 to 2^53 (sizes, offsets, shapes); false for anything else. */
bool mm_json_size(const struct mm_json_node *node, size_t *value);

/* Appends what a string token stands for: the LENGTH bytes at TOKEN are the string with its quotes, already checked.
 * False: memory. */
bool mm_json_decode(struct mm_buffer *buffer, const char *token, size_t length);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers for groups of rows: keys compared as text, counted from 0 in order of first appearance. */
#ifndef MM_DATA_GROUPS_H
#define MM_DATA_GROUPS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

struct mm_groups; /* opaque; owns copies of the keys */

struct mm_groups *mm_groups_new(size_t key_columns); /* null: memory */
void mm_groups_free(struct mm_groups *groups);
/* The number of the group with these cells (key_columns of them), made if new. False: memory. */
bool mm_groups_find(struct mm_groups *groups, const struct mm_span *cells, size_t *number);
size_t mm_groups_count(const struct mm_groups *groups);
/* The cells of a group; borrowed until the next mm_groups_find. */
const struct mm_span *mm_groups_key(const struct mm_groups *groups, size_t number);

#endif

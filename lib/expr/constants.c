/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Constants as options take them. */
#include "expr/constants.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "expr/bind.h"

bool mm_list_split(struct mm_strings *pieces, const char *text) {
    int depth = 0;
    for (const char *first = text, *at = text;; at++) {
        depth += (*at == '(' || *at == '[') - (*at == ')' || *at == ']');
        if (*at != '\0' && (*at != ',' || depth > 0)) continue;
        if (!mm_strings_add(pieces, first, (size_t)(at - first))) return false;
        if (*at == '\0') return true;
        first = at + 1;
    }
}

/* inf and infinity, which are no names of the language. */
static bool is_infinite(const char *text, double *value) {
    size_t length = strlen(text);
    while (length > 0 && text[length - 1] == ' ') length--;
    while (length > 0 && *text == ' ') text++, length--;
    return mm_parse_number(text, length, value) == MM_NUMBER_OK && isinf(*value);
}

enum mm_status mm_constant(const char *text, bool infinite, const char *option, double *value, struct mm_error *error) {
    struct mm_tree tree = {0};
    struct mm_graph graph = {0};
    struct mm_scope scope = {.what = "constant"};
    mm_node root;
    mm_vertex vertex;
    if (infinite && is_infinite(text, value)) return MM_OK;
    enum mm_status status = mm_tree_parse(&tree, text, &root, error);
    if (status == MM_OK) status = mm_bind(&scope, &tree, root, &graph, &vertex, error);
    if (status == MM_OK && mm_graph_at(&graph, vertex)->kind != MM_VERTEX_CONSTANT)
        status = mm_fail(error, MM_USAGE, "%s: '%s' is not a constant", option, text);
    if (status == MM_OK) *value = mm_graph_at(&graph, vertex)->number;
    if (status == MM_OK && (isnan(*value) || (isinf(*value) && !infinite)))
        status = mm_fail(error, MM_USAGE, "%s: '%s' is not a %snumber", option, text, infinite ? "" : "finite ");
    mm_tree_free(&tree);
    mm_graph_free(&graph);
    mm_scope_free(&scope);
    return status;
}

enum mm_status mm_constants(const char *text, bool infinite, const char *option, double **values, size_t *count,
                            struct mm_error *error) {
    struct mm_strings pieces = {0};
    enum mm_status status = MM_OK;
    *values = NULL;
    if (!mm_list_split(&pieces, text) || (*values = mm_new(pieces.count, sizeof **values)) == NULL)
        status = mm_fail_memory(error);
    for (size_t i = 0; i < pieces.count && status == MM_OK; i++)
        status = mm_constant(pieces.items[i], infinite, option, &(*values)[i], error);
    *count = pieces.count;
    mm_strings_free(&pieces);
    if (status == MM_OK) return MM_OK;
    free(*values);
    *values = NULL;
    return status;
}

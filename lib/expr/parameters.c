/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of names with values. */
#include "expr/parameters.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "expr/constants.h"
#include "expr/tree.h"

void mm_parameters_free(struct mm_parameters *parameters) {
    mm_strings_free(&parameters->names);
    free(parameters->items);
    free(parameters->values);
    *parameters = (struct mm_parameters){0};
}

bool mm_parameters_add(struct mm_parameters *parameters, struct mm_span name, size_t size, const double *values) {
    size_t number = parameters->names.count, more = size > 0 ? size : 1;
    double *grown = mm_resize(parameters->values, parameters->count + more, sizeof *grown);
    if (grown != NULL) parameters->values = grown;
    struct mm_parameter_value *items = mm_resize(parameters->items, number + 1, sizeof *items);
    if (items != NULL) parameters->items = items;
    if (grown == NULL || items == NULL || !mm_strings_add(&parameters->names, name.text, name.length)) return false;
    items[number] = (struct mm_parameter_value){parameters->count, size};
    memcpy(grown + parameters->count, values, more * sizeof *values);
    parameters->count += more;
    return true;
}

size_t mm_parameters_find(const struct mm_parameters *parameters, struct mm_span name) {
    for (size_t i = 0; i < parameters->names.count; i++)
        if (mm_span_is(name, parameters->names.items[i])) return i;
    return SIZE_MAX;
}

void mm_parameters_name(const struct mm_parameters *parameters, size_t i, struct mm_buffer *out) {
    size_t number = 0;
    while (number + 1 < parameters->names.count && parameters->items[number + 1].first <= i) number++;
    mm_buffer_add_text(out, parameters->names.items[number]);
    if (parameters->items[number].size > 0) mm_buffer_printf(out, "[%zu]", i - parameters->items[number].first + 1);
}

/* What stands before '=': NAME or NAME[N]; the parser knows both. */
static enum mm_status left_side(const char *text, const char *option, struct mm_buffer *name, size_t *size,
                                struct mm_error *error) {
    struct mm_tree tree = {0};
    mm_node root;
    enum mm_status status = mm_tree_parse(&tree, text, &root, error);
    if (status == MM_OK) {
        const struct mm_tree_node *node = mm_tree_at(&tree, root);
        *size = node->kind == MM_TREE_ELEMENT ? (size_t)node->number : 0;
        if (node->kind != MM_TREE_NAME && node->kind != MM_TREE_ELEMENT)
            status = mm_fail(error, MM_USAGE, "%s: '%s' is not a name", option, text);
        else
            mm_buffer_add(name, node->text.text, node->text.length);
    }
    mm_tree_free(&tree);
    return status == MM_OK && name->failed ? mm_fail_memory(error) : status;
}

static enum mm_status read_values(const char *text, size_t size, const char *option, double *values,
                                  struct mm_error *error) {
    size_t most = size > 0 ? size : 1;
    struct mm_strings pieces = {0};
    if (!mm_strings_split(&pieces, text, ':')) return mm_fail_memory(error);
    enum mm_status status = MM_OK;
    if (pieces.count != 1 && pieces.count != most)
        status = mm_fail(error, MM_USAGE, "%s: %zu values for %zu element%s: '%s'", option, pieces.count, most,
                         most == 1 ? "" : "s", text);
    for (size_t i = 0; i < pieces.count && status == MM_OK; i++)
        status = mm_constant(pieces.items[i], false, option, &values[i], error);
    if (pieces.count == 1)
        for (size_t i = 1; i < most && status == MM_OK; i++) values[i] = values[0];
    mm_strings_free(&pieces);
    return status;
}

static enum mm_status item(struct mm_parameters *parameters, char *text, bool bare, const char *option,
                           struct mm_error *error) {
    char *equals = strchr(text, '=');
    struct mm_buffer name = {0};
    double *values = NULL;
    size_t size = 0;
    enum mm_status status = MM_OK;
    if (equals == NULL && !bare)
        return mm_fail(error, MM_USAGE, "%s: '%s' has no value; write NAME=VALUE", option, text);
    if (equals != NULL) *equals = '\0';
    status = left_side(text, option, &name, &size, error);
    if (status == MM_OK) {
        values = mm_new_zero(size > 0 ? size : 1, sizeof *values);
        if (values == NULL) status = mm_fail_memory(error);
    }
    if (status == MM_OK && equals != NULL) status = read_values(equals + 1, size, option, values, error);
    struct mm_span span = {name.text, name.length};
    if (status == MM_OK && mm_parameters_find(parameters, span) != SIZE_MAX)
        status = mm_fail(error, MM_USAGE, "%s: '%s' is given twice", option, name.text);
    if (status == MM_OK && !mm_parameters_add(parameters, span, size, values)) status = mm_fail_memory(error);
    free(values);
    mm_buffer_free(&name);
    return status;
}

enum mm_status mm_parameters_parse(struct mm_parameters *parameters, const char *text, bool bare, const char *option,
                                   struct mm_error *error) {
    struct mm_strings pieces = {0};
    enum mm_status status = mm_list_split(&pieces, text) ? MM_OK : mm_fail_memory(error);
    for (size_t i = 0; i < pieces.count && status == MM_OK; i++)
        status = item(parameters, pieces.items[i], bare, option, error);
    mm_strings_free(&pieces);
    return status;
}

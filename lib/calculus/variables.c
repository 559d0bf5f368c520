/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names within expressions. */
#include "calculus/variables.h"

#include <string.h>

#include "expr/constants.h"

static bool add_once(struct mm_strings *names, const struct mm_buffer *text) {
    if (text->failed) return false;
    for (size_t i = 0; i < names->count; i++)
        if (strcmp(names->items[i], text->text) == 0) return true;
    return mm_strings_add(names, text->text, text->length);
}

bool mm_dot_of_vector(const struct mm_tree *tree, mm_node node) {
    const struct mm_tree_node *first = mm_tree_at(tree, mm_tree_child(tree, node, 0));
    if (first->kind != MM_TREE_NAME) return false;
    for (size_t i = 0; i < tree->count; i++)
        if (tree->nodes[i].kind == MM_TREE_ELEMENT && mm_span_equal(tree->nodes[i].text, first->text)) return true;
    return mm_tree_at(tree, node)->count > 2;
}

bool mm_variables(const struct mm_tree *tree, mm_node node, struct mm_strings *names) {
    const struct mm_tree_node *at = mm_tree_at(tree, node);
    struct mm_buffer text = {0};
    bool done = true;
    size_t from = 0;
    if (at->kind == MM_TREE_NAME && (mm_span_is(at->text, "pi") || mm_span_is(at->text, "e"))) return true;
    if (at->kind == MM_TREE_NAME || at->kind == MM_TREE_ELEMENT) {
        done = mm_tree_print(tree, node, MM_NOTATION_TEXT, &text) == MM_OK && add_once(names, &text);
    } else if (at->kind == MM_TREE_CALL && at->function == MM_FN_DOT && mm_dot_of_vector(tree, node)) {
        for (from = 1; from < at->count && done; from++) {
            mm_buffer_clear(&text);
            done = mm_tree_print(tree, mm_tree_child(tree, node, 0), MM_NOTATION_TEXT, &text) == MM_OK;
            mm_buffer_printf(&text, "[%zu]", from);
            done = done && add_once(names, &text);
        }
        from = 1;
    }
    mm_buffer_free(&text);
    for (size_t i = from; i < at->count && done; i++) done = mm_variables(tree, mm_tree_child(tree, node, i), names);
    return done;
}

static enum mm_status add_variable(struct mm_tree *tree, const char *text, mm_node *node, struct mm_error *error) {
    struct mm_tree parsed = {0};
    mm_node root;
    enum mm_status status = mm_tree_parse(&parsed, text, &root, error);
    if (status == MM_OK) {
        const struct mm_tree_node *at = mm_tree_at(&parsed, root);
        if (at->kind != MM_TREE_NAME && at->kind != MM_TREE_ELEMENT)
            status = mm_fail(error, MM_USAGE, "'%s' is not a variable: it takes a name, or an element w[1]", text);
        else if (at->kind == MM_TREE_NAME)
            *node = mm_tree_name(tree, at->text);
        else
            *node = mm_tree_element(tree, at->text, (size_t)at->number);
    }
    mm_tree_free(&parsed);
    return status == MM_OK && *node == MM_NODE_NONE ? mm_fail_memory(error) : status;
}

enum mm_status mm_variables_parse(struct mm_tree *tree, const char *text, mm_node *nodes, size_t *count,
                                  struct mm_error *error) {
    struct mm_strings pieces = {0};
    enum mm_status status = mm_list_split(&pieces, text) ? MM_OK : mm_fail_memory(error);
    for (size_t i = 0; i < pieces.count && status == MM_OK; i++) {
        if (*count == MM_VARIABLES_MOST)
            status = mm_fail(error, MM_USAGE, "more than %d variables", MM_VARIABLES_MOST);
        else if (pieces.items[i][0] == '\0')
            status = mm_fail(error, MM_USAGE, "an empty name among the variables '%s'", text);
        else
            status = add_variable(tree, pieces.items[i], &nodes[(*count)++], error);
    }
    mm_strings_free(&pieces);
    return status;
}

enum mm_status mm_variable_check(const struct mm_tree *tree, mm_node node, mm_node variable, struct mm_error *error) {
    struct mm_strings names = {0};
    struct mm_buffer text = {0};
    bool known = mm_tree_print(tree, variable, MM_NOTATION_TEXT, &text) == MM_OK;
    if (!known || !mm_variables(tree, node, &names)) {
        mm_buffer_free(&text);
        mm_strings_free(&names);
        return mm_fail_memory(error);
    }
    known = names.count == 0 || strcmp(text.text, "e") == 0 || strcmp(text.text, "pi") == 0;
    const char *element = NULL;
    for (size_t i = 0; i < names.count; i++) {
        known = known || strcmp(names.items[i], text.text) == 0;
        if (element == NULL && strncmp(names.items[i], text.text, text.length) == 0 &&
            names.items[i][text.length] == '[')
            element = names.items[i];
    }
    enum mm_status status = MM_OK;
    const char *near = mm_nearest_name(text.text, (const char *const *)names.items, names.count);
    if (!known && element != NULL)
        status = mm_fail(error, MM_USAGE, "'%s' is a vector: name an element, %s", text.text, element);
    else if (!known && near != NULL)
        status = mm_fail(error, MM_USAGE, "'%s' is not in the expression; did you mean '%s'?", text.text, near);
    else if (!known)
        status = mm_fail(error, MM_USAGE, "'%s' is not in the expression%s%s", text.text,
                         names.count == 1 ? ", which has " : "", names.count == 1 ? names.items[0] : "");
    mm_buffer_free(&text);
    mm_strings_free(&names);
    return status;
}

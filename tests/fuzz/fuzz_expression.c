/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expressions: what is printed parses back to the same, in every notation nothing breaks, and derivatives end. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calculus/derivative.h"
#include "calculus/variables.h"

static void require(bool truth, const char *what, const char *text) {
    if (truth) return;
    fprintf(stderr, "fuzz_expression: %s: %s\n", what, text);
    abort();
}

static void write_all(const struct mm_tree *tree, mm_node node) {
    for (int notation = MM_NOTATION_TEXT; notation <= MM_NOTATION_C; notation++) {
        struct mm_buffer out = {0};
        mm_tree_print(tree, node, (enum mm_notation)notation, &out);
        mm_buffer_free(&out);
    }
}

/* As text and back: the same text again, and so the same tree. */
static void check_round(const struct mm_tree *tree, mm_node node) {
    struct mm_buffer first = {0}, second = {0};
    struct mm_tree again = {0};
    struct mm_error error = {0};
    mm_node root;
    require(mm_tree_print(tree, node, MM_NOTATION_TEXT, &first) == MM_OK, "not printed", "");
    /* Canonical blanks and parentheses may make it longer, or nested deeper, than is allowed. */
    if (mm_tree_parse(&again, first.text, &root, &error) == MM_OK) {
        require(mm_tree_print(&again, root, MM_NOTATION_TEXT, &second) == MM_OK, "not printed again", first.text);
        require(strcmp(first.text, second.text) == 0, "another expression", first.text);
    } else {
        require(first.length > MM_TREE_BYTES || strstr(error.text, "nested") != NULL ||
                    strstr(error.text, "too large") != NULL,
                error.text, first.text);
    }
    mm_tree_free(&again);
    mm_buffer_free(&first);
    mm_buffer_free(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct mm_tree tree = {0};
    struct mm_error error = {0};
    struct mm_strings names = {0};
    mm_node root, result, by[MM_VARIABLES_MOST];
    size_t count = 0;
    char *text = malloc(size + 1);
    if (text == NULL) return 0;
    if (size > 0) memcpy(text, data, size);
    text[size] = '\0';
    if (mm_tree_parse(&tree, text, &root, &error) == MM_OK) {
        check_round(&tree, root);
        write_all(&tree, root);
        require(mm_variables(&tree, root, &names), "no names", text);
        if (names.count > 0) mm_variables_parse(&tree, names.items[0], by, &count, &error);
        if (count > 0) by[1] = by[0];
        for (size_t order = 0; order <= (count > 0 ? 2 : 0); order++) {
            if (mm_derivative(&tree, root, by, order, &result, &error) != MM_OK) break;
            check_round(&tree, result);
            write_all(&tree, result);
        }
    }
    mm_strings_free(&names);
    mm_tree_free(&tree);
    free(text);
    return 0;
}

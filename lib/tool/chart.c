/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A computation graph with numbers, as a table or for Graphviz. */
#include "tool/chart.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "tool/output.h"
#include "tool/table.h"

void mm_chart_free(struct mm_chart *chart) {
    for (size_t i = 0; chart->nodes != NULL && i < chart->count; i++) free(chart->nodes[i].operation);
    free(chart->nodes);
    *chart = (struct mm_chart){0};
}

/* A leaf by its name in the input. */
static mm_node leaf(const struct mm_model *model, const struct mm_graph_vertex *vertex, struct mm_tree *tree) {
    struct mm_buffer name = {0};
    if (vertex->kind == MM_VERTEX_PARAMETER) {
        mm_parameters_name(&model->parameters, vertex->index, &name);
    } else if (vertex->kind == MM_VERTEX_COLUMN) {
        size_t number = model->scope.numbers[vertex->index];
        mm_buffer_add_text(&name, model->schema.columns[number].name);
        if (name.length == 0) mm_buffer_printf(&name, "%zu", number + 1);
    } else {
        mm_buffer_add_text(&name, "rows");
    }
    size_t bracket = name.text == NULL ? 0 : strcspn(name.text, "[");
    bool element = vertex->kind == MM_VERTEX_PARAMETER && bracket > 0 && bracket < name.length;
    mm_node node = name.failed ? MM_NODE_NONE
                   : element   ? mm_tree_element(tree, (struct mm_span){name.text, bracket},
                                                 strtoul(name.text + bracket + 1, NULL, 10))
                               : mm_tree_name(tree, (struct mm_span){name.text, name.length});
    mm_buffer_free(&name);
    return node;
}

static mm_node operand(const struct mm_model *model, mm_vertex u, size_t input, struct mm_tree *tree) {
    const struct mm_graph_vertex *vertex = mm_graph_at(&model->graph, u);
    char name[32];
    if (vertex->kind == MM_VERTEX_CONSTANT) return mm_tree_number(tree, vertex->number);
    snprintf(name, sizeof name, "v%zu", input + 1);
    return mm_tree_name(tree, mm_span_of(name));
}

enum mm_status mm_chart_operation(const struct mm_model *model, mm_vertex v, struct mm_chart_node *node) {
    const struct mm_graph_vertex *vertex = mm_graph_at(&model->graph, v);
    struct mm_tree tree = {0};
    struct mm_buffer text = {0};
    mm_node operands[3], root;
    size_t next = 0;
    for (size_t i = 0; i < vertex->count; i++) {
        bool constant = mm_graph_at(&model->graph, vertex->operands[i])->kind == MM_VERTEX_CONSTANT;
        operands[i] = operand(model, vertex->operands[i], constant ? 0 : node->inputs[next++], &tree);
    }
    root = vertex->count == 0 ? leaf(model, vertex, &tree)
                              : mm_tree_call(&tree, vertex->function, operands, vertex->count);
    enum mm_status status = tree.failed ? MM_MEMORY : mm_tree_print(&tree, root, MM_NOTATION_TEXT, &text);
    mm_tree_free(&tree);
    node->operation = mm_buffer_take(&text);
    return status == MM_OK && node->operation == NULL ? MM_MEMORY : status;
}

/* As the writer has the other numbers: tables for the eye are short. */
static void put_number(const struct mm_run *run, double value, struct mm_buffer *out) {
    enum { DIGITS_OF_TABLES = 6 };
    char text[MM_NUMBER_TEXT];
    int digits = (int)run->common.digits;
    if (digits == 0 && mm_output_format(run, true) == MM_FORMAT_TABLE) digits = DIGITS_OF_TABLES;
    size_t length = digits > 0 ? mm_format_digits(value, digits, text) : mm_format_number(value, text);
    mm_buffer_add(out, text, length);
}

enum mm_status mm_chart_table(const struct mm_chart *chart, struct mm_run *run) {
    struct mm_table table = {0};
    struct mm_buffer text = {0};
    for (size_t i = 0; i < chart->count; i++) {
        const struct mm_chart_node *node = &chart->nodes[i];
        mm_table_row(&table);
        mm_buffer_clear(&text);
        mm_buffer_printf(&text, "v%zu", i + 1);
        mm_table_text(&table, "node", text.text, text.length);
        mm_table_word(&table, "operation", node->operation);
        mm_buffer_clear(&text);
        for (size_t k = 0; k < node->count; k++)
            mm_buffer_printf(&text, "%sv%zu", k == 0 ? "" : " ", node->inputs[k] + 1);
        mm_table_text(&table, "inputs", text.text, text.length);
        mm_table_number(&table, "value", node->value);
        mm_buffer_clear(&text);
        for (size_t k = 0; k < node->count; k++) {
            if (k > 0) mm_buffer_add_byte(&text, ' ');
            put_number(run, node->local[k], &text);
        }
        mm_table_text(&table, "local", text.text, text.length);
        mm_table_number(&table, "adjoint", node->adjoint);
        if (text.failed) return mm_fail_memory(&run->error);
    }
    mm_buffer_free(&text);
    return mm_table_output(&table, run, false);
}

/* In a string of Graphviz. */
static void put_quoted(const char *text, struct mm_buffer *out) {
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\') mm_buffer_add_byte(out, '\\');
        mm_buffer_add_byte(out, *text);
    }
}

enum mm_status mm_chart_dot(const struct mm_chart *chart, struct mm_run *run) {
    struct mm_buffer out = {0};
    mm_buffer_add_text(&out, "digraph backprop {\n    rankdir=LR;\n    node [shape=box];\n");
    for (size_t i = 0; i < chart->count; i++) {
        const struct mm_chart_node *node = &chart->nodes[i];
        mm_buffer_printf(&out, "    v%zu [label=\"", i + 1);
        if (node->count > 0) mm_buffer_printf(&out, "v%zu = ", i + 1);
        put_quoted(node->operation, &out);
        mm_buffer_add_text(&out, "\\nvalue ");
        put_number(run, node->value, &out);
        mm_buffer_add_text(&out, "\\nadjoint ");
        put_number(run, node->adjoint, &out);
        mm_buffer_add_text(&out, "\"];\n");
        for (size_t k = 0; k < node->count; k++) {
            mm_buffer_printf(&out, "    v%zu -> v%zu [label=\"", node->inputs[k] + 1, i + 1);
            put_number(run, node->local[k], &out);
            mm_buffer_add_text(&out, "\"];\n");
        }
    }
    mm_buffer_add_text(&out, "}\n");
    MM_TRY(mm_output_text(run, &out));
    mm_buffer_free(&out);
    return MM_OK;
}

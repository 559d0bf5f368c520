/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expressions over the columns a, b (numbers) and t, u (texts), for the tests of evaluation. */
#ifndef MM_TESTS_CHECK_EVALUATE_H
#define MM_TESTS_CHECK_EVALUATE_H

#include "expr/bind.h"
#include "expr/program.h"

enum { MM_SCENE_OUTPUTS = 4 };

struct mm_scene {
    struct mm_tree trees[MM_SCENE_OUTPUTS];
    struct mm_schema schema;
    struct mm_parameters parameters;
    struct mm_scope scope;
    struct mm_graph graph;
    mm_vertex outputs[MM_SCENE_OUTPUTS];
    struct mm_program *program;
    struct mm_evaluation *evaluation;
    const double *numbers[2];
    const struct mm_span *texts[2];
};

/* All of it up to the evaluation; PARAMETERS may be null. What does not parse or bind fails the test. */
static inline void mm_scene_open(struct mm_scene *scene, const char *const *expressions, size_t count,
                                 const char *parameters, enum mm_sums sums, size_t threads) {
    static const char *const names[] = {"a", "b", "t", "u"};
    struct mm_error error = {0};
    memset(scene, 0, sizeof *scene);
    for (size_t i = 0; i < 4; i++) ck_assert(mm_schema_add(&scene->schema, names[i], 1, i < 2 ? MM_NUMBER : MM_TEXT));
    scene->scope.columns = &scene->schema;
    scene->scope.differentiable = sums == MM_SUMS_TREE;
    if (parameters != NULL) {
        ck_assert_int_eq(mm_parameters_parse(&scene->parameters, parameters, false, "--at", &error), MM_OK);
        scene->scope.parameters = &scene->parameters;
    }
    for (size_t i = 0; i < count; i++) {
        mm_node root;
        ck_assert_msg(mm_tree_parse(&scene->trees[i], expressions[i], &root, &error) == MM_OK, "%s: %s", expressions[i],
                      error.text);
        ck_assert_msg(mm_bind(&scene->scope, &scene->trees[i], root, &scene->graph, &scene->outputs[i], &error) ==
                          MM_OK,
                      "%s: %s", expressions[i], error.text);
    }
    ck_assert_int_eq(
        mm_program_new(&scene->program, &scene->graph, &scene->scope.literals, scene->outputs, count, sums), MM_OK);
    scene->evaluation = mm_evaluation_new(scene->program, threads);
    ck_assert_ptr_nonnull(scene->evaluation);
}

/* COUNT rows from FIRST on, as the scope numbered what the expressions read: numbers from A and B with STRIDE, texts
 * from T and U. */
static inline struct mm_rows mm_scene_rows(struct mm_scene *scene, const double *a, const double *b,
                                           const struct mm_span *t, const struct mm_span *u, size_t first, size_t count,
                                           size_t stride) {
    for (size_t i = 0; i < scene->scope.number_count; i++)
        scene->numbers[i] = (scene->scope.numbers[i] == 0 ? a : b) + first * stride;
    for (size_t i = 0; i < scene->scope.text_count; i++) scene->texts[i] = (scene->scope.texts[i] == 2 ? t : u) + first;
    return (struct mm_rows){
        .numbers = scene->numbers, .texts = scene->texts, .stride = stride, .text_stride = 1, .count = count};
}

static inline void mm_scene_close(struct mm_scene *scene) {
    mm_evaluation_free(scene->evaluation);
    mm_program_free(scene->program);
    mm_graph_free(&scene->graph);
    mm_scope_free(&scene->scope);
    mm_parameters_free(&scene->parameters);
    mm_schema_free(&scene->schema);
    for (size_t i = 0; i < MM_SCENE_OUTPUTS; i++) mm_tree_free(&scene->trees[i]);
}

#endif

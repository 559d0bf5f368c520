/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What mm-rand draws from, as its operand and options say it. */
#ifndef MM_CMD_DRAWS_H
#define MM_CMD_DRAWS_H

#include <float.h>

#include "base/number.h"
#include "families.h"
#include "probability/vectors.h"
#include "tool/input.h"
#include "tool/lists.h"

/* Of vectors; the parameters of families are in family_texts. */
struct draw_options {
    const char *weights, *mean, *cov;
};

static enum mm_status read_scalar(struct mm_run *run, struct mm_vector_draw *draw) {
    const char *texts[MM_PARAMETERS_MAX];
    char text[MM_ERROR_TEXT];
    MM_TRY(find_family(run, &draw->family));
    MM_TRY(family_parameters(run, draw->family, texts));
    for (size_t i = 0; i < draw->family->parameter_count; i++) {
        const struct mm_parameter *parameter = &draw->family->parameters[i];
        draw->parameters[i] = parameter->standard;
        if (texts[i] == NULL && isnan(parameter->standard))
            return mm_run_fail(run, MM_USAGE, "missing parameter: --%s", parameter->name);
        if (texts[i] != NULL && mm_parse_number(texts[i], strlen(texts[i]), &draw->parameters[i]) != MM_NUMBER_OK)
            return mm_run_fail(run, MM_USAGE, "--%s: not a number: '%s'", parameter->name, texts[i]);
    }
    if (check_family(draw->family, draw->parameters, text, sizeof text) != MM_OK)
        return mm_run_fail(run, MM_USAGE, "%s", text);
    return MM_OK;
}

/* The lower factor of the covariance; its size is that of the mean. */
static enum mm_status read_covariance(struct mm_run *run, const struct draw_options *options,
                                      struct mm_vector_draw *draw, struct mm_matrix *factor) {
    struct mm_detail detail = {0};
    size_t operand = run->operand_count;
    if (options->cov == NULL) return MM_OK;
    run->operands[run->operand_count++] = options->cov;
    MM_TRY(mm_read_matrix(run, operand, factor));
    if (factor->rows != draw->size || factor->columns != draw->size)
        return mm_run_fail(run, MM_SHAPE, "--cov: %zux%zu, but the mean has %zu entries", factor->rows, factor->columns,
                           draw->size);
    enum mm_status status = mm_covariance_factor(factor->values, draw->size, &detail);
    if (status == MM_SINGULAR)
        return mm_run_fail(run, status, "--cov: not positive definite: leading minor %zu", detail.index + 1);
    if (status != MM_OK) return mm_run_fail(run, status, "--cov: not symmetric at row %zu", detail.index + 1);
    draw->factor = factor->values;
    return MM_OK;
}

/* What must not be given to this kind of vector. */
static enum mm_status refuse(struct mm_run *run, const char *kind, bool given, const char *option) {
    return given ? mm_run_fail(run, MM_USAGE, "--%s has no meaning for %s", option, kind) : MM_OK;
}

static enum mm_status read_vector(struct mm_run *run, const struct draw_options *options, struct mm_vector_draw *draw,
                                  struct mm_number_list *list, struct mm_matrix *factor) {
    enum { ALPHA = 7 };
    const char *kind = run->operands[0];
    bool classes = draw->kind == MM_DRAW_CATEGORICAL, dirichlet = draw->kind == MM_DRAW_DIRICHLET;
    const char *option = classes ? "weights" : dirichlet ? "alpha" : "mean";
    const char *text = classes ? options->weights : dirichlet ? family_texts[ALPHA] : options->mean;
    struct mm_detail detail;
    for (size_t i = 0; i < FAMILY_PARAMETERS; i++)
        MM_TRY(refuse(run, kind, family_texts[i] != NULL && !(dirichlet && i == ALPHA), family_names[i]));
    if (text == NULL) return mm_run_fail(run, MM_USAGE, "missing parameter: --%s", option);
    MM_TRY(mm_number_list_read(run, option, text, classes ? 0 : dirichlet ? DBL_MIN : -DBL_MAX, DBL_MAX, list));
    draw->size = list->texts.count;
    if (draw->size == 0) return mm_run_fail(run, MM_USAGE, "--%s: an empty list", option);
    if (classes && mm_cumulate(list->values, draw->size, &detail) != MM_OK)
        return mm_run_fail(run, MM_USAGE, "--weights: the sum is %g", detail.value);
    draw->values = list->values;
    return draw->kind == MM_DRAW_MULTINORMAL ? read_covariance(run, options, draw, factor) : MM_OK;
}

/* LIST and FACTOR own what DRAW borrows. */
static enum mm_status read_draw(struct mm_run *run, const struct draw_options *options, struct mm_vector_draw *draw,
                                struct mm_number_list *list, struct mm_matrix *factor) {
    static const char *const kinds[] = {"", "categorical", "dirichlet", "multinormal"};
    const char *kind = run->operands[0];
    *draw = (struct mm_vector_draw){.kind = MM_DRAW_SCALAR};
    for (size_t i = MM_DRAW_CATEGORICAL; i <= MM_DRAW_MULTINORMAL; i++)
        if (strcmp(kind, kinds[i]) == 0) draw->kind = (enum mm_draw_kind)i;
    MM_TRY(refuse(run, kind, options->weights != NULL && draw->kind != MM_DRAW_CATEGORICAL, "weights"));
    MM_TRY(refuse(run, kind, options->mean != NULL && draw->kind != MM_DRAW_MULTINORMAL, "mean"));
    MM_TRY(refuse(run, kind, options->cov != NULL && draw->kind != MM_DRAW_MULTINORMAL, "cov"));
    return draw->kind == MM_DRAW_SCALAR ? read_scalar(run, draw) : read_vector(run, options, draw, list, factor);
}

#endif

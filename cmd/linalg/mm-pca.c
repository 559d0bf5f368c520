/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-pca: principal components. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "linalg/lapack.h"
#include "linalg/pca.h"
#include "tool/input.h"
#include "tool/output.h"
#include "tool/spool.h"

enum { PART_SCORES, PART_COMPONENTS, PART_EXPLAINED, PART_ALL };

static struct {
    int part;
    size_t components; /* 0: all */
    bool scale;
} opt = {.part = PART_SCORES};

static const struct mm_option options[] = {
    MM_CHOICE('p', "part", &opt.part, "scores|components|explained|all",
              "which part to print; all needs --to=json, -o FILE.npz or -o DIR/"),
    MM_COUNT(0, "components", &opt.components, "K", 1, 1e9, "only the first K components"),
    MM_FLAG(0, "scale", &opt.scale, "divide each column by its standard deviation first"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "How much of the flowers' variation the first components hold.",
     .command = "mm-pca --quiet --part=explained --components=2 --digits=6 iris.csv",
     .output = ""},
    {.says = "What they are made of.",
     .command = "mm-pca --quiet --part=components --components=2 --scale --digits=4 iris.csv",
     .output = ""},
    {.says = "A map of the flowers.",
     .command = "mm-pca --quiet --components=2 --digits=4 iris.csv | head -3",
     .output = ""},
    {0},
};

/* First pass: the factor, and the rows themselves where scores are wanted. */
static enum mm_status gather(struct mm_input *input, struct mm_pca *state, struct mm_spool *spool) {
    bool scores = opt.part == PART_SCORES || opt.part == PART_ALL;
    struct mm_detail detail = {0};
    struct mm_block block;
    for (;;) {
        MM_TRY(mm_input_next(input, &block));
        if (block.rows == 0) return MM_OK;
        size_t n = block.number_columns;
        enum mm_status status = mm_pca_add(state, block.numbers, block.rows, n, &detail);
        if (status == MM_NOT_FINITE) {
            size_t i = detail.index / n;
            struct mm_row row = {.index = block.first_row + i, .line = block.lines == NULL ? 0 : block.lines[i]};
            detail.index %= n;
            return mm_input_fail_kernel(input, &row, status, n, &detail, NULL);
        }
        MM_TRY(status);
        if (scores) MM_TRY(mm_spool_add(spool, &block));
    }
}

static enum mm_status fail(struct mm_input *input, enum mm_status status, const struct mm_detail *detail) {
    struct mm_run *run = input->run;
    const char *file = mm_operand_name(run, 0);
    if (status == MM_TOO_FEW) return mm_run_fail(run, status, "%s: at least two rows are needed", file);
    if (status == MM_DOMAIN) return mm_run_fail(run, status, "%s: a variance is beyond the largest double", file);
    if (status != MM_CONSTANT) return status;
    if (detail->index >= input->chosen) return mm_run_fail(run, status, "%s: every column is constant", file);
    const char *name = input->schema.columns[detail->index].name;
    return mm_run_fail(run, status, "%s: column %zu%s%s%s is constant, which --scale cannot divide by", file,
                       detail->index + 1, name[0] == '\0' ? "" : " ('", name, name[0] == '\0' ? "" : "')");
}

static bool name_all(struct mm_strings *names, size_t count) {
    char name[32];
    for (size_t i = 0; i < count; i++)
        if (!mm_strings_add(names, name, (size_t)snprintf(name, sizeof name, "pc%zu", i + 1))) return false;
    return true;
}

static enum mm_status make_components(const struct mm_input *input, const struct mm_pca_fit *fit,
                                      struct mm_matrix *components) {
    MM_TRY(mm_matrix_new(components, fit->components, fit->columns));
    memcpy(components->values, fit->components_rows, fit->components * fit->columns * sizeof(double));
    for (size_t j = 0; input->schema.named && j < fit->columns; j++) {
        const char *name = input->schema.columns[j].name;
        if (!mm_strings_add(&components->column_names, name, strlen(name))) return MM_MEMORY;
    }
    bool named = input->schema.named || opt.part == PART_ALL;
    return !named || name_all(&components->row_names, fit->components) ? MM_OK : MM_MEMORY;
}

static enum mm_status make_explained(const struct mm_pca_fit *fit, struct mm_matrix *explained) {
    static const char *const names[] = {"component", "variance", "ratio", "cumulative"};
    double cumulative = 0;
    MM_TRY(mm_matrix_new(explained, fit->components, 4));
    for (size_t j = 0; j < 4; j++)
        if (!mm_strings_add(&explained->column_names, names[j], strlen(names[j]))) return MM_MEMORY;
    for (size_t i = 0; i < fit->components; i++) {
        double *row = explained->values + 4 * i;
        cumulative += fit->ratios[i];
        row[0] = (double)(i + 1);
        row[1] = fit->variances[i];
        row[2] = fit->ratios[i];
        row[3] = cumulative < 1 ? cumulative : 1; /* not above by rounding */
    }
    return MM_OK;
}

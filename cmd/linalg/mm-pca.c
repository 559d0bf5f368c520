/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-pca: principal components. */
#include <string.h>

#include "linalg/lapack.h"
#include "linalg/pca.h"
#include "tool/feed.h"
#include "tool/output.h"

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
     .output = "component,variance,ratio,cumulative\n1,4.22824,0.924619,0.924619\n2,0.242671,0.0530665,0.977685\n"},
    {.says = "What they are made of.",
     .command = "mm-pca --quiet --part=components --components=2 --scale --digits=4 iris.csv",
     .output = ",sepal_length,sepal_width,petal_length,petal_width\npc1,0.5211,-0.2693,0.5804,0.5649\n"
               "pc2,0.3774,0.9233,0.02449,0.06694\n"},
    {.says = "A map of the flowers.",
     .command = "mm-pca --quiet --components=2 --digits=4 iris.csv | head -2",
     .output = "pc1,pc2\n-2.684,0.3194\n"},
    {0},
};

static enum mm_status add(void *state, const double *rows, size_t count, size_t columns, struct mm_detail *detail) {
    return mm_pca_add(state, rows, count, columns, detail);
}

static enum mm_status score(const void *context, const double *rows, size_t count, double *to) {
    return mm_pca_scores(context, rows, count, to);
}

static enum mm_status fail(struct mm_input *input, enum mm_status status, const struct mm_detail *detail) {
    struct mm_run *run = input->run;
    const char *file = mm_operand_name(run, 0);
    if (status == MM_TOO_FEW) return mm_run_fail(run, status, "%s: at least two rows are needed", file);
    if (status == MM_DOMAIN) return mm_run_fail(run, status, "%s: a variance is beyond the largest double", file);
    if (status != MM_CONSTANT) return status;
    if (detail->index >= input->chosen) return mm_run_fail(run, status, "%s: every column is constant", file);
    return mm_run_fail(run, status, "%s: column %zu '%s' is constant, which --scale cannot divide by", file,
                       detail->index + 1, input->schema.columns[detail->index].name);
}

static enum mm_status make_components(const struct mm_input *input, const struct mm_pca_fit *fit,
                                      struct mm_matrix *components) {
    MM_TRY(mm_matrix_new(components, fit->components, fit->columns));
    memcpy(components->values, fit->components_rows, fit->components * fit->columns * sizeof(double));
    for (size_t j = 0; input->schema.named && j < fit->columns; j++) {
        const char *name = input->schema.columns[j].name;
        if (!mm_strings_add(&components->column_names, name, strlen(name))) return MM_MEMORY;
    }
    if (!input->schema.named && opt.part != PART_ALL) return MM_OK;
    return mm_names_number(&components->row_names, "pc", fit->components);
}

static enum mm_status make_explained(const struct mm_pca_fit *fit, struct mm_matrix *explained) {
    static const char *const names[] = {"component", "variance", "ratio", "cumulative"};
    double cumulative = 0;
    MM_TRY(mm_matrix_new(explained, fit->components, 4));
    for (size_t j = 0; j < 4; j++)
        if (!mm_strings_add(&explained->column_names, names[j], strlen(names[j]))) return MM_MEMORY;
    for (size_t i = 0; i < fit->components; i++) {
        cumulative = cumulative + fit->ratios[i] < 1 ? cumulative + fit->ratios[i] : 1; /* rounding may go above */
        const double row[] = {(double)(i + 1), fit->variances[i], fit->ratios[i], cumulative};
        memcpy(explained->values + 4 * i, row, sizeof row);
    }
    return MM_OK;
}

static enum mm_status print(struct mm_input *input, struct mm_spool *spool, const struct mm_pca_fit *fit, size_t rows) {
    struct mm_part parts[3] = {{.name = "scores"}, {.name = "components"}, {.name = "explained"}};
    static const char *const names[] = {"scores", "components", "explained", "all"};
    struct mm_feed_map map = {score, fit, rows, fit->components, "pc"};
    if (opt.part == PART_SCORES) return mm_feed_output(spool, input, &map);
    if (opt.part == PART_ALL) MM_TRY(mm_feed_matrix(spool, &map, &parts[0].matrix));
    MM_TRY(make_components(input, fit, &parts[1].matrix));
    MM_TRY(make_explained(fit, &parts[2].matrix));
    MM_TRY(mm_output_parts(input->run, parts, 3, names[opt.part]));
    for (size_t i = 0; i < 3; i++) mm_matrix_free(&parts[i].matrix);
    return MM_OK;
}

static enum mm_status run(struct mm_run *run) {
    struct mm_input input;
    struct mm_pca state;
    struct mm_pca_fit fit;
    struct mm_spool spool = {.run = run};
    struct mm_detail detail = {0};
    MM_TRY(mm_check_parts(run, opt.part == PART_ALL));
    mm_lapack_threads(run->threads);
    MM_TRY(mm_input_open(&input, run, 0, run->operand_count, &(struct mm_take){0}));
    MM_TRY(mm_pca_init(&state, input.chosen));
    MM_TRY(mm_feed(&input, add, &state, opt.part == PART_SCORES || opt.part == PART_ALL ? &spool : NULL));
    enum mm_status status = mm_pca_fit(&state, opt.scale, opt.components, &fit, &detail);
    if (status != MM_OK) return fail(&input, status, &detail);
    if (opt.components > fit.components)
        return mm_run_fail(run, MM_SHAPE, "--components: %s is %llux%zu, which has %zu", mm_operand_name(run, 0),
                           (unsigned long long)state.rows, input.chosen, fit.components);
    MM_TRY(print(&input, &spool, &fit, (size_t)state.rows));
    mm_pca_fit_free(&fit);
    mm_pca_free(&state);
    mm_spool_free(&spool);
    mm_input_close(&input);
    return MM_OK;
}

static const struct mm_command command = {
    .name = "mm-pca",
    .wing = "linalg",
    .summary = "principal components",
    .operands = "[FILE]...",
    .operands_max = (size_t)-1,
    .description =
        "Principal components of the numeric columns, by the singular value decomposition of the centred (with --scale, "
        "standardised) data. In each component the first entry within 1e-8 relative of the largest magnitude is "
        "positive.\n\nParts: scores, the coordinates of each row, with its label; components, a row each, with the names "
        "of the columns; explained: component, variance, ratio, cumulative. There are min(m - 1, n) components, one "
        "fewer than elsewhere when m ≤ n: centring leaves no variance for the last.\n\n"
        "Rows are folded into a triangular factor (TSQR) that a column of ones centres: any number of rows needs memory "
        "for the square of the columns only. For scores, many rows wait in a file in $TMPDIR meanwhile.",
    .formula = "X - 1 μᵀ = U S Vᵀ,  scores = U S,  components = Vᵀ,  variance_i = s_i² / (m - 1)",
    .input = "a matrix m×n, m ≥ 2",
    .output = "scores m×k, components k×n, explained k×4",
    .common = MM_COMMON_TABLE | MM_COMMON_PARTS | MM_COMMON_THREADS,
    .options = options,
    .examples = examples,
    .references = "Jolliffe, Principal Component Analysis, 2002, chapters 2 and 3.\n"
                  "Demmel, Grigori, Hoemmen and Langou, SIAM Journal on Scientific Computing 34, 2012.",
    .see_also = "mm-svd mm-eigen mm-lstsq",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}

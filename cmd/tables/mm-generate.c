/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-generate: matrices made of nothing. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "linalg/special.h"
#include "tool/input.h"
#include "tool/output.h"

static const struct mm_example examples[] = {
    {.says = "A grid of points.", .command = "mm-generate linspace 0 1 3", .output = "0\n0.5\n1\n"},
    {.says = "Random weights, the same on every machine.",
     .command = "mm-generate normal 2 3 --seed=42 --digits=6",
     .output = "-0.410947,-2.08183,-1.96051\n-0.517904,0.678349,1.17225\n"},
    {.says = "A diagonal matrix.", .command = "printf '2\\n5\\n' | mm-generate diag", .output = "2,0\n0,5\n"},
    {0},
};

/* REALS and SIZES: how many of each it takes, in this order; none: an optional FILE. */
static const struct kind {
    const char *name, *operands;
    size_t reals, sizes;
    enum mm_special formula;
} kinds[] = {
    {"eye", "N", 0, 1, MM_SPECIAL_DIAGONAL},       {"zeros", "R C", 0, 2, MM_SPECIAL_ZEROS},
    {"hilbert", "N", 0, 1, MM_SPECIAL_HILBERT},    {"linspace", "A B N", 2, 1, MM_SPECIAL_LINSPACE},
    {"normal", "R C", 0, 2, MM_SPECIAL_NORMAL},    {"uniform", "R C", 0, 2, MM_SPECIAL_UNIFORM},
    {"diag", "[FILE]", 0, 0, MM_SPECIAL_DIAGONAL},
};
enum { KINDS = sizeof kinds / sizeof *kinds };

static enum mm_status find_kind(struct mm_run *run, const struct kind **kind) {
    const char *names[KINDS], *name = run->operands[0];
    for (size_t i = 0; i < KINDS; i++) {
        names[i] = kinds[i].name;
        if (strcmp(name, names[i]) == 0) return *kind = &kinds[i], MM_OK;
    }
    const char *near = mm_nearest_name(name, names, KINDS);
    return mm_run_fail(run, MM_USAGE, "unknown kind of matrix '%s'; did you mean '%s'?", name, near ? near : "eye");
}

static enum mm_status read_operands(struct mm_run *run, const struct kind *kind, struct mm_special_matrix *matrix) {
    size_t given = run->operand_count - 1, sizes[2] = {0};
    double ends[2] = {0};
    if (kind->sizes == 0 ? given > 1 : given != kind->reals + kind->sizes)
        return mm_run_fail(run, MM_USAGE, "the operands are: %s %s", kind->name, kind->operands);
    for (size_t i = 0; i < given && kind->sizes > 0; i++) {
        const char *text = run->operands[i + 1];
        uint64_t size = 0;
        bool real = i < kind->reals;
        bool ok = real ? mm_parse_number(text, strlen(text), &ends[i]) == MM_NUMBER_OK && isfinite(ends[i])
                       : mm_parse_unsigned(text, strlen(text), &size) == MM_NUMBER_OK && size > 0 && size < SIZE_MAX;
        if (!ok) return mm_run_fail(run, MM_USAGE, "'%s' is no %s", text, real ? "finite number" : "size from 1 on");
        if (!real) sizes[i - kind->reals] = size;
    }
    *matrix =
        (struct mm_special_matrix){kind->formula, sizes[0], sizes[kind->sizes > 1], .from = ends[0], .to = ends[1]};
    if (kind->reals > 0) matrix->columns = 1;
    return MM_OK;
}

/* A block of rows at a time, their number even: pairs of normals stay together. */
static enum mm_status stream_rows(struct mm_run *run, struct mm_special_matrix *matrix) {
    enum { BLOCK_CELLS = 16384 };
    struct mm_output output;
    struct mm_schema schema = {.rows = matrix->rows};
    struct mm_block block = {.number_columns = matrix->columns};
    size_t height = 2 * (BLOCK_CELLS / 2 / matrix->columns + 1);
    double *values = mm_new_doubles(height, matrix->columns);
    block.numbers = values;
    bool ok = values != NULL;
    for (size_t j = 0; ok && j < matrix->columns; j++) ok = mm_schema_add(&schema, "", 0, MM_NUMBER);
    if (!ok) return mm_fail_memory(&run->error);
    MM_TRY(mm_output_open(&output, run, &schema, MM_SHAPE_TABLE));
    for (; block.first_row < matrix->rows; block.first_row += block.rows) {
        block.rows = matrix->rows - block.first_row < height ? matrix->rows - block.first_row : height;
        mm_special_rows(matrix, block.first_row, block.rows, values);
        MM_TRY(mm_output_rows(&output, &block));
    }
    free(values);
    mm_schema_free(&schema);
    return mm_output_finish(&output);
}

/* The vector's names stand on both sides. */
static enum mm_status write_diagonal(struct mm_run *run, struct mm_special_matrix *matrix) {
    struct mm_matrix vector, result;
    MM_TRY(mm_read_matrix(run, 1, &vector));
    if (!mm_matrix_is_vector(&vector))
        return mm_run_fail(run, MM_SHAPE, "%s holds a matrix: diag needs a vector", mm_operand_name(run, 1));
    const struct mm_strings *names = vector.columns == 1 ? &vector.row_names : &vector.column_names;
    matrix->rows = matrix->columns = mm_matrix_count(&vector);
    matrix->diagonal = vector.values;
    if (mm_matrix_new(&result, matrix->rows, matrix->columns) != MM_OK || !mm_strings_copy(&result.row_names, names) ||
        !mm_strings_copy(&result.column_names, names))
        return mm_fail_memory(&run->error);
    mm_special_rows(matrix, 0, matrix->rows, result.values);
    enum mm_status status = mm_output_matrix(run, &result, MM_SHAPE_TABLE);
    mm_matrix_free(&vector);
    mm_matrix_free(&result);
    return status;
}

static enum mm_status run(struct mm_run *run) {
    struct mm_special_matrix matrix;
    const struct kind *kind = NULL;
    uint64_t seed;
    MM_TRY(find_kind(run, &kind));
    MM_TRY(read_operands(run, kind, &matrix));
    bool said = run->common.seed_given;
    if (kind->formula >= MM_SPECIAL_NORMAL) {
        MM_TRY(mm_run_seed(run, &seed));
        if (!said) mm_note(run, "--seed=%llu gives these numbers again", (unsigned long long)seed);
        mm_stream_start(&matrix.stream, seed, 0);
    } else if (said) {
        return mm_run_fail(run, MM_USAGE, "--seed: nothing is random in %s", kind->name);
    }
    return kind->sizes == 0 ? write_diagonal(run, &matrix) : stream_rows(run, &matrix);
}

static const struct mm_command command = {
    .name = "mm-generate",
    .wing = "tables",
    .summary = "matrices made of nothing",
    .operands = "KIND [ARGUMENT]...",
    .operands_min = 1,
    .operands_max = 4,
    .description =
        "eye N: the identity. zeros R C. hilbert N: nearly singular. linspace A B N: N numbers from A to B at equal "
        "distances, a column. normal R C: standard normal. uniform R C: in (0, 1). diag [FILE]: a vector on the "
        "diagonal, its names on both sides.\n\n"
        "Random numbers come row by row from stream 0 of Philox 4x32-10 under --seed, an entry from each uniform, or two "
        "normals from each pair of uniforms that Marsaglia's polar method accepts. A seed gives the same bits on "
        "every machine, and the first rows do not depend on how many there are. A seed not given is said on standard "
        "error.",
    .input = "none; a vector for diag",
    .output = "a matrix",
    .common = MM_COMMON_OUTPUT | MM_COMMON_SEED,
    .examples = examples,
    .references = "Marsaglia and Bray, A convenient method for generating normal variables, 1964.",
    .see_also = "mm-rand mm-convert mm-transpose",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-attention: scaled dot-product attention. */
#include <math.h>

#include "linalg/attention.h"
#include "linalg/lapack.h"
#include "tool/extra.h"
#include "tool/input.h"
#include "tool/output.h"

enum { PART_OUTPUT, PART_WEIGHTS, PART_SCORES };
enum { Q, K, V, MASK, BIAS, INPUTS };

static struct {
    int part;
    bool causal;
    const char *mask, *bias;
    double scale; /* NaN: 1/sqrt of a head's width */
    size_t heads;
} opt = {.part = PART_OUTPUT, .scale = NAN, .heads = 1};

static const struct mm_option options[] = {
    MM_CHOICE('p', "part", &opt.part, "output|weights|scores", "which part to print; weights and scores need no V"),
    MM_FLAG(0, "causal", &opt.causal, "query i sees only keys 1 to i, also where their numbers differ"),
    MM_FILE_OPTION(0, "mask", &opt.mask, "FILE", "a row per query, a column per key: 1 where it may look, 0 where not"),
    MM_FILE_OPTION(0, "bias", &opt.bias, "FILE", "the same shape, added to the scores; -inf hides a key"),
    MM_REAL('s', "scale", &opt.scale, "S", -1e308, 1e308,
            "what Q Kᵀ is multiplied by; without it 1/sqrt(d), d the width of a head"),
    MM_COUNT(0, "heads", &opt.heads, "H", 1, 1e9, "cut the columns of Q, K and V into this many heads"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "Two queries over three keys.",
     .command = "printf '1,0\\n0,1\\n' >\"$TMPDIR/q.csv\"; printf '1,0\\n0,1\\n1,1\\n' >\"$TMPDIR/k.csv\"; printf "
                "'10\\n20\\n30\\n' | mm-attention --digits=6 \"$TMPDIR/q.csv\" \"$TMPDIR/k.csv\" -",
     .output = "20\n22.0334\n"},
    {.says = "Who looks at whom, when nobody sees ahead.",
     .command = "mm-generate eye 3 >\"$TMPDIR/x.csv\"; mm-attention --part=weights --causal --digits=4 "
                "\"$TMPDIR/x.csv\" \"$TMPDIR/x.csv\"",
     .output = "1,0,0\n0.3595,0.6405,0\n0.2645,0.2645,0.4711\n"},
    {0},
};

/* A mask is for looking or not, a bias for adding: one taken for the other would give plausible numbers. */
static enum mm_status check_entries(struct mm_run *run, const char *file, const struct mm_matrix *matrix, bool mask) {
    for (size_t i = 0; i < mm_matrix_count(matrix); i++) {
        double x = matrix->values[i];
        if (mask ? x == 0 || x == 1 : x < INFINITY) continue;
        return mm_run_fail(
            run, MM_DATA, "%s: row %zu, column %zu: %s", file, i / matrix->columns + 1, i % matrix->columns + 1,
            mask ? "a mask holds 0 and 1 only (--bias=FILE adds to the scores)" : "a bias is a number below infinity");
    }
    return MM_OK;
}

static enum mm_status read_inputs(struct mm_run *run, struct mm_matrix *in) {
    bool values = opt.part == PART_OUTPUT;
    if (values && run->operand_count < 3) return mm_run_fail(run, MM_USAGE, "the output needs V: mm-attention Q K V");
    for (size_t i = 0; i < (values ? 3U : 2U); i++) MM_TRY(mm_read_matrix(run, i, &in[i]));
    if (in[Q].columns != in[K].columns || (values && in[K].rows != in[V].rows))
        return mm_run_fail(run, MM_SHAPE, "Q is %zux%zu, K %zux%zu, V %zux%zu: %s", in[Q].rows, in[Q].columns,
                           in[K].rows, in[K].columns, in[V].rows, in[V].columns,
                           in[Q].columns != in[K].columns ? "Q and K must have as many columns"
                                                          : "K and V must have as many rows");
    if (in[Q].columns % opt.heads != 0 || in[V].columns % opt.heads != 0)
        return mm_run_fail(run, MM_SHAPE, "--heads=%zu does not divide %zu columns", opt.heads,
                           in[Q].columns % opt.heads != 0 ? in[Q].columns : in[V].columns);
    MM_TRY(mm_check_names(run, "column", Q, &in[Q].column_names, "column", K, &in[K].column_names));
    if (values) MM_TRY(mm_check_names(run, "row", K, &in[K].row_names, "row", V, &in[V].row_names));
    MM_TRY(mm_read_extra(run, opt.mask, &in[Q], &in[K], &in[MASK]));
    MM_TRY(check_entries(run, opt.mask, &in[MASK], true));
    MM_TRY(mm_read_extra(run, opt.bias, &in[Q], &in[K], &in[BIAS]));
    return check_entries(run, opt.bias, &in[BIAS], false);
}

/* Queries are labelled once for each head, "h1/label", where there are several. */
static bool name_result(const struct mm_matrix *in, struct mm_matrix *result) {
    bool ok = mm_strings_copy(&result->column_names, opt.part == PART_OUTPUT ? &in[V].column_names : &in[K].row_names);
    if (opt.part == PART_OUTPUT || opt.heads == 1) return ok && mm_strings_copy(&result->row_names, &in[Q].row_names);
    for (size_t i = 0; ok && in[Q].row_names.count > 0 && i < result->rows; i++) {
        struct mm_buffer label = {0};
        mm_buffer_printf(&label, "h%zu/%s", i / in[Q].rows + 1, in[Q].row_names.items[i % in[Q].rows]);
        ok = !label.failed && mm_strings_add(&result->row_names, label.text, label.length);
        mm_buffer_free(&label);
    }
    return ok;
}

static enum mm_status fail(struct mm_run *run, const struct mm_matrix *in, enum mm_status status,
                           struct mm_detail *detail) {
    if (status == MM_DOMAIN) return mm_run_fail(run, status, "row %zu of the scores overflows", detail->index + 1);
    if (status != MM_NOT_FINITE) return status;
    size_t which = Q;
    for (; detail->index >= mm_matrix_count(&in[which]); which++) detail->index -= mm_matrix_count(&in[which]);
    return mm_fail_not_finite(run, which, &in[which], detail);
}

static enum mm_status run(struct mm_run *run) {
    struct mm_matrix in[INPUTS] = {{0}}, result;
    struct mm_detail detail = {0};
    size_t blind = 0;
    bool output = opt.part == PART_OUTPUT;
    mm_lapack_threads(run->threads);
    MM_TRY(read_inputs(run, in));
    struct mm_attention attention = {in[Q].values,    in[K].values,  in[V].values, in[Q].rows, in[K].rows,
                                     in[Q].columns,   in[V].columns, opt.heads,    opt.scale,  in[MASK].values,
                                     in[BIAS].values, opt.causal,    run->threads};
    if (isnan(opt.scale)) attention.scale = 1 / sqrt((double)(in[Q].columns / opt.heads));
    size_t rows = output ? in[Q].rows : in[Q].rows * opt.heads;
    if (mm_matrix_new(&result, rows, output ? in[V].columns : in[K].rows) != MM_OK || !name_result(in, &result))
        return mm_fail_memory(&run->error);
    enum mm_status status =
        mm_attention(&attention, output ? result.values : NULL, opt.part == PART_WEIGHTS ? result.values : NULL,
                     opt.part == PART_SCORES ? result.values : NULL, &blind, &detail);
    if (status != MM_OK) return fail(run, in, status, &detail);
    if (blind > 0) mm_note(run, "%zu %s no key: zeros", blind, blind == 1 ? "query sees" : "queries see");
    MM_TRY(mm_output_matrix(run, &result, MM_SHAPE_TABLE));
    for (size_t i = 0; i < INPUTS; i++) mm_matrix_free(&in[i]);
    mm_matrix_free(&result);
    return MM_OK;
}

static const struct mm_command command = {
    .name = "mm-attention",
    .wing = "linalg",
    .summary = "scaled dot-product attention",
    .operands = "Q K [V]",
    .operands_min = 2,
    .operands_max = 3,
    .description =
        "Each query (row of Q) is compared with each key (row of K); the softmax of its scores weighs the rows of V. "
        "--part=weights and --part=scores print a row per query and a column per key, head after head. Only a block of "
        "rows of scores is held at a time, unless they are asked for.\n\n"
        "--causal is aligned top left: query i sees keys 1 to i, as torch does. Hidden keys have the score -inf. A "
        "query that sees no key gets zeros, and a note on standard error.",
    .formula = "O = softmax(s Q Kᵀ + B) V,  s = 1/sqrt(d)",
    .input = "Q m×d, K n×d, V n×e",
    .output = "output: m×e; weights and scores: m×n for each head",
    .common = MM_COMMON_INPUT | MM_COMMON_OUTPUT | MM_COMMON_NAMES | MM_COMMON_THREADS,
    .options = options,
    .examples = examples,
    .references = "Vaswani et al., Attention is all you need, 2017, section 3.2.",
    .see_also = "mm-softmax mm-matmul mm-cosine",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}

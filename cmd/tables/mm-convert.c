/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-convert: any format to any other, losing nothing. */
#include "tool/input.h"
#include "tool/output.h"

static struct { const char *part; } opt;

static const struct mm_option options[] = {
    MM_STRING('p', "part", &opt.part, "NAME",
              "the part of a document (JSON, NPZ, safetensors) to convert, as FILE#NAME does"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "CSV to JSON, with the names of the columns.",
     .command = "printf 'x,y\\n1,0.1\\n2,1e-300\\n' | mm-convert --to=json",
     .output = "[{\"x\":1,\"y\":0.1},\n"
               " {\"x\":2,\"y\":1e-300}]\n"},
    {.says = "Two columns in another order; cells stay as they are.",
     .command = "printf 'id,score,name\\n007,1.50,ada\\n008,2,\"b, c\"\\n' | mm-convert -k name,id",
     .output = "name,id\nada,007\n\"b, c\",008\n"},
    {.says = "An array of a safetensors file as CSV.",
     .command = "mm-convert --to=csv 'mlp.safetensors#output.bias' | head -3",
     .output = "0.3320004343986511\n"
               "-0.10671467334032059\n"
               "-0.206044003367424\n"},
    {0},
};

static enum mm_status copy(struct mm_input *input) {
    struct mm_output output;
    struct mm_block block;
    MM_TRY(mm_output_open(&output, input->run, &input->schema, MM_SHAPE_TABLE));
    do {
        MM_TRY(mm_input_next(input, &block));
        if (block.rows > 0) MM_TRY(mm_output_rows(&output, &block));
    } while (block.rows > 0);
    return mm_output_finish(&output);
}

static enum mm_status run(struct mm_run *run) {
    struct mm_input input;
    MM_TRY(mm_input_open(&input, run, 0, run->operand_count, &(struct mm_take){.verbatim = true, .part = opt.part}));
    enum mm_status status = copy(&input);
    mm_input_close(&input);
    return status;
}

static const struct mm_command command = {
    .name = "mm-convert",
    .wing = "tables",
    .summary = "any format to any other, losing nothing",
    .operands = "[FILE]...",
    .operands_max = (size_t)-1,
    .description = "Reads CSV, TSV, JSON, JSON Lines, NPY, NPZ and safetensors (plain, gzip or zstd) and writes CSV, "
                   "TSV, JSON, JSON Lines, NPY or an "
                   "aligned table. Every double survives the way through any text format and back to the same bits. "
                   "Rows stream.\n\n"
                   "Between text formats cells pass as they are (007, a 19-digit number); NPY holds numbers only. -k "
                   "chooses and orders "
                   "columns. Missing cells stay missing (--na=keep is the default here).",
    .input = "a table",
    .output = "the same table",
    .common = MM_COMMON_TABLE | MM_COMMON_THREADS | MM_COMMON_PLUMBING,
    .options = options,
    .examples = examples,
    .references = "RFC 4180 (CSV), RFC 8259 (JSON), NumPy Enhancement Proposal 1 (NPY).",
    .see_also = "mm-transpose mm-describe",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}

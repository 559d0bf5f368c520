/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The options that commands share, each declared once. */
#include "tool/options.h"

#include <string.h>

#include "base/memory.h"

void mm_common_start(struct mm_common *common, unsigned has) {
    *common = (struct mm_common){.from = -1,
                                 .to = -1,
                                 .axis = MM_AXIS_NONE,
                                 .delimiter = MM_DELIMITER_AUTO,
                                 .missing = has & MM_COMMON_PLUMBING ? MM_MISSING_KEEP : MM_MISSING_FAIL};
}

/* In the order of the choices below. */
static const enum mm_format from_formats[] = {MM_FORMAT_CSV, MM_FORMAT_TSV, MM_FORMAT_JSON,       MM_FORMAT_JSONL,
                                              MM_FORMAT_NPY, MM_FORMAT_NPZ, MM_FORMAT_SAFETENSORS};
static const enum mm_format to_formats[] = {MM_FORMAT_CSV, MM_FORMAT_TSV, MM_FORMAT_JSON, MM_FORMAT_JSONL,
                                            MM_FORMAT_NPY, MM_FORMAT_NPZ, MM_FORMAT_TABLE};

enum mm_format mm_common_format(const struct mm_common *common) {
    return common->to < 0 ? MM_FORMAT_AUTO : to_formats[common->to];
}

void mm_reading_options(const struct mm_common *common, size_t threads, struct mm_read_options *reading) {
    *reading = (struct mm_read_options){
        .format = common->from < 0 ? MM_FORMAT_AUTO : from_formats[common->from],
        .header = (enum mm_header)common->header,
        .delimiter = common->delimiter,
        .no_quotes = common->quote == 1,
        .skip = common->skip,
        .comment = common->comment,
        .labels = common->labels,
        .na_tokens = common->na_tokens,
        .missing = (enum mm_missing)common->missing,
        .threads = threads,
    };
}

/* Whether the command declares a common option in its own words (--to with further formats). */
static bool is_own(const struct mm_option *own, const struct mm_option *option) {
    for (; own != NULL && own->kind != MM_OPTION_END; own++)
        if (own->kind != MM_OPTION_GROUP && option->kind != MM_OPTION_GROUP && own->name != NULL &&
            option->name != NULL && strcmp(own->name, option->name) == 0)
            return true;
    return false;
}

/* Appends the rows of SECTION, its heading first, to the table at *END; without those of OWN. */
static void append_but(struct mm_option **end, const struct mm_option *section, const struct mm_option *own) {
    for (; section->kind != MM_OPTION_END; section++)
        if (!is_own(own, section)) *(*end)++ = *section;
}

static void append(struct mm_option **end, const struct mm_option *section) {
    append_but(end, section, NULL);
}

struct mm_option *mm_option_table(const struct mm_command *command, struct mm_common *c) {
    enum { COMMON_MOST = 40 };
    unsigned has = command->common;
    size_t own = 0;
    while (command->options != NULL && command->options[own].kind != MM_OPTION_END) own++;
    struct mm_option *table = mm_new(own + COMMON_MOST, sizeof *table), *end = table;
    if (table == NULL) return NULL;
    if (own > 0) append(&end, command->options);

    if (has & MM_COMMON_AXIS)
        append(&end,
               (const struct mm_option[]){
                   MM_CHOICE(0, "axis", &c->axis, "rows|columns|all",
                             "what one vector is: each row, each column, or all numbers together; without it each "
                             "row, and an input with one column is one vector"),
                   MM_END});
    if (has & MM_COMMON_GROUPS)
        append(&end, (const struct mm_option[]){
                         MM_COLUMNS_OPTION('g', "by", &c->by, "LIST",
                                           "one result for each group of rows with equal cells in these columns"),
                         MM_END});
    if (has & MM_COMMON_NAMES)
        append(&end, (const struct mm_option[]){
                         MM_FLAG(0, "ignore-labels", &c->ignore_labels,
                                 "pair by position even where names or labels of the two inputs differ"),
                         MM_END});
    if (has & MM_COMMON_EXPLAIN)
        append(&end, (const struct mm_option[]){
                         MM_FLAG(0, "explain", &c->explain,
                                 "print the formula, the numbers put into it, the steps and the source instead"),
                         MM_END});
    if (has & MM_COMMON_SEED)
        append(&end, (const struct mm_option[]){
                         {.kind = MM_OPTION_NATURAL,
                          .name = "seed",
                          .to.natural = &c->seed,
                          .argument = "N",
                          .help = "seed of the random stream; without it MM_SEED, else the operating system's choice",
                          .given = &c->seed_given},
                         MM_END});
    if (has & MM_COMMON_THREADS)
        append(&end, (const struct mm_option[]){
                         MM_COUNT(0, "threads", &c->threads, "N", 1, 1024,
                                  "threads to use; without it MM_THREADS, else all processors this process may use"),
                         MM_END});
    if (has & (MM_COMMON_COLUMNS | MM_COMMON_INPUT))
        append(&end, (const struct mm_option[]){MM_GROUP("Input"), MM_END});
    if (has & MM_COMMON_COLUMNS)
        append(&end, (const struct mm_option[]){
                         MM_COLUMNS_OPTION('k', "columns", &c->columns, "LIST",
                                           "columns to use: names, numbers from 1, ranges (2-5, x1-x9), globs (nll_*), "
                                           "!NAME to drop, #3 for a number where names are numbers"),
                         MM_END});
    if (has & MM_COMMON_INPUT)
        append(
            &end,
            (const struct mm_option[]){
                MM_COLUMN_OPTION('L', "labels", &c->labels, "COL",
                                 "column that holds row labels; without it a first column with an empty header"),
                MM_CHOICE(0, "from", &c->from, "csv|tsv|json|jsonl|npy|npz|safetensors",
                          "format of the input; without it told by content"),
                {.kind = MM_OPTION_DELIMITER,
                 .letter = 'd',
                 .name = "delimiter",
                 .to.integer = &c->delimiter,
                 .argument = "C",
                 .help = "what divides cells: a character, tab, space (runs of blanks) or auto (tab if the first line "
                         "has tabs and no comma, else comma)"},
                MM_CHOICE(0, "header", &c->header, "auto|yes|no", "whether the first row holds names"),
                MM_SET('H', NULL, &c->header, MM_HEADER_YES, "same as --header=yes"),
                MM_SET('N', NULL, &c->header, MM_HEADER_NO, "same as --header=no"),
                MM_CHOICE(0, "quote", &c->quote, "rfc4180|none", "what double quotes mean in CSV"),
                MM_COUNT(0, "skip", &c->skip, "N", 0, 1e15, "lines to pass over at the start"),
                MM_STRING(0, "comment", &c->comment, "C", "pass over lines that begin with this"),
                MM_CHOICE(0, "na", &c->missing, "fail|omit|keep",
                          "missing values: an error, drop the row, or compute with NaN"),
                MM_STRING(0, "na-tokens", &c->na_tokens, "LIST",
                          "cells that count as missing besides empty ones and NaN, instead of NA,N/A,#N/A,null,None"),
                MM_END});
    if (has & MM_COMMON_OUTPUT)
        append_but(&end,
                   (const struct mm_option[]){
                       MM_GROUP("Output"),
                       MM_CHOICE(0, "to", &c->to, MM_TO_CHOICES,
                                 "format of the output; without it that of the input (CSV instead of a binary format "
                                 "when there are names)"),
                       MM_COUNT(0, "digits", &c->digits, "N", 1, 17,
                                "significant digits; without it the fewest that read back as the same number"),
                       MM_FILE_OPTION('o', "output", &c->output, "FILE",
                                      "write to FILE, which appears only when all went well"),
                       MM_END},
                   command->options);
    if (has & MM_COMMON_OUTPUT && !(has & (MM_COMMON_PASSING | MM_COMMON_PLUMBING)))
        append(&end, (const struct mm_option[]){
                         MM_STRING(0, "assert", &c->assertion, "EXPR",
                                   "status 1 unless this holds of the fields of every record printed (see "
                                   "mm-expressions(7)); a lone number is called value"),
                         MM_END});
    append(&end, (const struct mm_option[]){
                     MM_GROUP("General"),
                     MM_FLAG(0, "quiet", &c->quiet, "no notes and no progress on standard error; errors stay"),
                     {.kind = MM_OPTION_HELP,
                      .letter = 'h',
                      .name = "help",
                      .to.integer = &c->help,
                      .help = "show this help; -h is the short one"},
                     MM_FLAG(0, "version", &c->version, "show the version"),
                     MM_END});
    *end = (struct mm_option)MM_END;
    return table;
}

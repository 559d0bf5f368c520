/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Operands that are expressions, told from those that are files. */
#include "tool/expressions.h"

#include <string.h>
#include <unistd.h>

static bool ends_like_a_table(const char *operand) {
    static const char *const endings[] = {".csv", ".tsv", ".json",        ".jsonl", ".npy",
                                          ".npz", ".txt", ".safetensors", ".gz",    ".zst"};
    size_t length = strlen(operand);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t tail = strlen(endings[i]);
        if (length > tail && strcmp(operand + length - tail, endings[i]) == 0) return true;
    }
    return false;
}

size_t mm_expression_operands(const struct mm_run *run) {
    size_t count = 1;
    if (run->operand_count == 0) return 0;
    while (count < run->operand_count) {
        const char *operand = run->operands[count];
        if (strcmp(operand, "-") == 0 || ends_like_a_table(operand) || access(operand, F_OK) == 0) break;
        count++;
    }
    return count;
}

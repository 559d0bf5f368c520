/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libFuzzer target for the binary formats: any bytes are read as NPY, NPZ or safetensors, whichever they look like, and
 * every value that is delivered is touched. The files in tests/data/npy are a good corpus to begin with. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "io/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static volatile double sink;

static void touch(const struct mm_block *block) {
    double sum = 0;
    for (size_t i = 0; i < block->rows * block->number_columns; i++) sum += block->numbers[i];
    for (size_t i = 0; i < block->rows * block->text_columns; i++) {
        for (size_t j = 0; j < block->texts[i].length; j++) sum += block->texts[i].text[j];
    }
    sink = sum;
}

/* One reading of all rows; VARIANT chooses how NaN is taken, and which columns as what. Returns the rows. */
static size_t read_all(struct mm_reader *reader, size_t variant) {
    struct mm_error error = {0};
    struct mm_block block = {.rows = 1};
    const struct mm_schema *schema = mm_reader_schema(reader);
    enum mm_status status = MM_OK;
    size_t rows = 0;
    if (variant % 2 == 1 && schema->count > 0) {
        const struct mm_request requests[] = {
            {schema->count - 1, MM_NUMBER}, {0, MM_NUMERAL}, {schema->count / 2, MM_NUMBER}};
        status = mm_reader_request(reader, requests, 3, &error);
    }
    while (status == MM_OK && block.rows > 0) {
        status = mm_reader_next(reader, &block, &error);
        if (status != MM_OK) break;
        touch(&block);
        rows += block.rows;
    }
    /* A whole reading delivers or drops each row that was declared. */
    if (status == MM_OK && schema->rows != MM_ROWS_UNKNOWN && rows + mm_reader_missing(reader) != schema->rows) abort();
    return rows;
}

static void read_part(const uint8_t *bytes, size_t size, const char *part, size_t variant) {
    const struct mm_read_options options = {.missing = (enum mm_missing)(variant / 2 % 3)};
    struct mm_source *source = NULL;
    struct mm_reader *reader = NULL;
    struct mm_error error = {0};
    if (mm_source_open_memory(&source, bytes, size, "fuzz", &error) != MM_OK) return;
    if (mm_reader_open(&reader, source, part, &options, &error) != MM_OK) return;
    read_all(reader, variant);
    mm_reader_close(reader);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    /* The other formats have targets of their own. */
    bool npy = size >= 6 && memcmp(bytes, "\x93NUMPY", 6) == 0;
    bool zip = size >= 4 && memcmp(bytes, "PK", 2) == 0;
    bool safetensors = size >= 9 && bytes[8] == '{' && bytes[4] == 0;
    if (!npy && !zip && !safetensors) return 0;
    /* The way to read follows from the size, so that corpus files are plain files. */
    read_part(bytes, size, NULL, size % 6);
    if (!npy) read_part(bytes, size, "a", size % 6);
    return 0;
}

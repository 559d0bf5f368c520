/* SPDX-License-Identifier: GPL-3.0-or-later */
/* NPY out: version 1.0, little-endian doubles in C order. */
#include <endian.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "io/temporary.h"
#include "io/writer_format.h"

enum { PENDING = 512 };

struct npy_writer {
    struct mm_writer common;
    int dimensions;
    size_t announced;        /* rows in the header, where it is written already */
    FILE *spool;             /* the values, where the header must wait for them; else null */
    double pending[PENDING]; /* values gathered from rows that hold texts of numbers too */
    size_t pending_count;
};

void mm_npy_header(char *to, int dimensions, size_t rows, size_t columns) {
    /* 10 bytes of magic and length, a dictionary of at most 98 with 20-digit sizes: one header size serves all, which
     * lets the row count be written over when it is known. */
    char shape[64] = "()";
    if (dimensions == 1) snprintf(shape, sizeof shape, "(%zu,)", rows);
    if (dimensions == 2) snprintf(shape, sizeof shape, "(%zu, %zu)", rows, columns);
    memset(to, ' ', MM_NPY_HEADER);
    memcpy(to, "\x93NUMPY\x01\x00\x76\x00", 10); /* 0x76: the 118 bytes that follow */
    char dictionary[MM_NPY_HEADER];
    int length =
        snprintf(dictionary, sizeof dictionary, "{'descr': '<f8', 'fortran_order': False, 'shape': %s, }", shape);
    memcpy(to + 10, dictionary, (size_t)length);
    to[MM_NPY_HEADER - 1] = '\n';
}

void mm_npy_encode(unsigned char *to, const double *values, size_t count) {
    for (size_t i = 0; i < count; i++) {
        uint64_t bits;
        memcpy(&bits, &values[i], sizeof bits);
        bits = htole64(bits);
        memcpy(to + i * sizeof bits, &bits, sizeof bits);
    }
}

static enum mm_status open_spool(struct npy_writer *npy, struct mm_error *error) {
    npy->spool = mm_temporary_file();
    if (npy->spool) return MM_OK;
    return mm_fail(error, MM_SYSTEM, "cannot create a temporary file in %s: %s", mm_temporary_directory(),
                   strerror(errno));
}

static enum mm_status fail_spool(struct mm_error *error) {
    return mm_fail(error, MM_SYSTEM, "cannot use a temporary file: %s", strerror(errno));
}

static enum mm_status npy_open(struct mm_writer *writer, struct mm_error *error) {
    struct npy_writer *npy = (struct npy_writer *)writer;
    const struct mm_schema *schema = writer->schema;
    for (size_t j = 0; j < schema->count; j++)
        if (schema->columns[j].kind == MM_TEXT)
            return mm_fail(error, MM_USAGE, "NPY holds numbers only: use --to=csv to keep the text of column '%s'",
                           schema->columns[j].name);
    if (writer->headed)
        return mm_fail(error, MM_USAGE, "NPY holds numbers only: use --to=csv to keep %s",
                       schema->labelled ? "the row labels" : "the names of the columns");
    /* Rows are announced where they are known, put right at the end where the sink can go back, and counted in a
     * temporary file otherwise: a matrix need not fit into memory to pass through a pipe. */
    npy->dimensions = writer->bare ? 0 : writer->shape == MM_SHAPE_VECTOR && schema->count == 1 ? 1 : 2;
    if (npy->dimensions == 0) {
        npy->announced = 1;
    } else if (schema->rows != MM_ROWS_UNKNOWN && schema->rows > 0) {
        npy->announced = schema->rows;
    } else if (!mm_sink_can_patch(writer->sink)) {
        return open_spool(npy, error);
    }
    char header[MM_NPY_HEADER];
    mm_npy_header(header, npy->dimensions, npy->announced, schema->count);
    mm_sink_write(writer->sink, header, sizeof header);
    return MM_OK;
}

static enum mm_status put_values(struct npy_writer *npy, const double *values, size_t count, struct mm_error *error) {
    unsigned char bytes[PENDING * sizeof(double)];
    if (htole64(1) == 1 && !npy->spool) { /* memory is laid out as the file is: no copy on the way */
        mm_sink_write(npy->common.sink, values, count * sizeof *values);
        return MM_OK;
    }
    while (count > 0) {
        size_t now = count < PENDING ? count : PENDING, size = now * sizeof(double);
        mm_npy_encode(bytes, values, now);
        if (!npy->spool)
            mm_sink_write(npy->common.sink, bytes, size);
        else if (fwrite(bytes, 1, size, npy->spool) != size)
            return fail_spool(error);
        values += now;
        count -= now;
    }
    return MM_OK;
}

static enum mm_status put_pending(struct npy_writer *npy, struct mm_error *error) {
    size_t count = npy->pending_count;
    npy->pending_count = 0;
    return put_values(npy, npy->pending, count, error);
}

static enum mm_status npy_rows(struct mm_writer *writer, const struct mm_block *block, struct mm_error *error) {
    struct npy_writer *npy = (struct npy_writer *)writer;
    const struct mm_schema *schema = writer->schema;
    const double *numbers = block->numbers;
    const struct mm_span *texts = block->texts;
    /* A block of doubles only is laid out as the file is. */
    if (block->text_columns == 0) return put_values(npy, numbers, block->rows * block->number_columns, error);
    for (size_t i = 0; i < block->rows; i++) {
        for (size_t j = 0; j < schema->count; j++) {
            double value = NAN;
            if (schema->columns[j].kind == MM_NUMBER) {
                value = *numbers++;
            } else {
                struct mm_span text = *texts++;
                if (text.text && mm_parse_number(text.text, text.length, &value) != MM_NUMBER_OK)
                    return mm_fail(error, MM_DATA, "not a number: '%.*s'", (int)(text.length < 64 ? text.length : 64),
                                   text.text);
            }
            npy->pending[npy->pending_count++] = value;
            if (npy->pending_count == PENDING) MM_TRY(put_pending(npy, error));
        }
    }
    return put_pending(npy, error);
}

/* Header and values to the sink, now that the rows are counted. */
static enum mm_status copy_spool(struct npy_writer *npy, const char *header, struct mm_error *error) {
    enum { CHUNK = 32768 };
    struct mm_sink *sink = npy->common.sink;
    if (fflush(npy->spool) != 0 || fseeko(npy->spool, 0, SEEK_SET) != 0) return fail_spool(error);
    mm_sink_write(sink, header, MM_NPY_HEADER);
    for (;;) {
        size_t got = fread(mm_sink_reserve(sink, CHUNK), 1, CHUNK, npy->spool);
        if (got == 0) break;
        mm_sink_advance(sink, got);
    }
    return ferror(npy->spool) ? fail_spool(error) : MM_OK;
}

static enum mm_status npy_finish(struct mm_writer *writer, struct mm_error *error) {
    struct npy_writer *npy = (struct npy_writer *)writer;
    char header[MM_NPY_HEADER];
    mm_npy_header(header, npy->dimensions, writer->rows, writer->schema->count);
    if (npy->spool) return copy_spool(npy, header, error);
    if (writer->rows == npy->announced) return MM_OK;
    if (npy->dimensions > 0 && mm_sink_can_patch(writer->sink))
        return mm_sink_patch(writer->sink, 0, header, sizeof header, error);
    return mm_fail(error, MM_SHAPE, "%zu rows for an NPY header that says %zu", writer->rows, npy->announced);
}

static void npy_close(struct mm_writer *writer) {
    struct npy_writer *npy = (struct npy_writer *)writer;
    if (npy->spool) fclose(npy->spool);
}

const struct mm_writer_operations mm_npy_writer = {
    .size = sizeof(struct npy_writer),
    .open = npy_open,
    .rows = npy_rows,
    .finish = npy_finish,
    .close = npy_close,
};

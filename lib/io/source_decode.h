/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gzip and zstd as one kind of step from compressed to plain bytes; only lib/io/source.c includes this. */
#ifndef MM_IO_SOURCE_DECODE_H
#define MM_IO_SOURCE_DECODE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

enum mm_encoding { MM_ENCODING_PLAIN, MM_ENCODING_GZIP, MM_ENCODING_ZSTD, MM_ENCODING_UNDECIDED };

/* What the first bytes say. UNDECIDED: the beginning of a magic number, more bytes would tell. */
enum mm_encoding mm_encoding_of(const unsigned char *bytes, size_t size);

struct mm_decoder; /* opaque */

/* MM_MEMORY, or a decoder for GZIP or ZSTD. */
enum mm_status mm_decoder_open(struct mm_decoder **decoder, enum mm_encoding encoding, struct mm_error *error);
void mm_decoder_close(struct mm_decoder *decoder); /* null is allowed */

struct mm_decode_step {
    const unsigned char *input;
    size_t input_size;
    unsigned char *output;
    size_t output_size;
    size_t consumed;  /* filled */
    size_t produced;  /* filled */
    bool input_ended; /* nothing follows INPUT */
    bool ended;       /* filled: everything is decoded */
};

/* Decodes as much as fits; members and frames that follow one another are joined. MM_DATA for corrupt or truncated data
 * and for bytes that follow the compressed data. */
enum mm_status mm_decoder_step(struct mm_decoder *decoder, struct mm_decode_step *step, struct mm_error *error);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one file that knows zlib and zstd. */
#include "io/source_decode.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include "base/memory.h"

struct mm_decoder {
    enum mm_encoding encoding;
    bool between; /* at the beginning, or after a whole member or frame */
    bool broken;  /* the libraries define no step after an error */
    z_stream gzip;
    ZSTD_DStream *zstd;
};

static const unsigned char gzip_magic[] = {0x1f, 0x8b};

/* Whether SIZE bytes agree with MAGIC as far as both go. */
static bool may_begin(const unsigned char *bytes, size_t size, const unsigned char *magic, size_t length) {
    return memcmp(bytes, magic, size < length ? size : length) == 0;
}

enum mm_encoding mm_encoding_of(const unsigned char *bytes, size_t size) {
    static const unsigned char zstd[] = {0x28, 0xb5, 0x2f, 0xfd};
    /* A zstd stream may begin with a frame to be skipped; the first byte of its magic is 0x50 to 0x5f. */
    static const unsigned char skippable[] = {0x2a, 0x4d, 0x18};
    if (size == 0) return MM_ENCODING_UNDECIDED;
    if (may_begin(bytes, size, gzip_magic, sizeof gzip_magic)) {
        return size >= sizeof gzip_magic ? MM_ENCODING_GZIP : MM_ENCODING_UNDECIDED;
    }
    bool skips = (bytes[0] & 0xf0) == 0x50 && may_begin(bytes + 1, size - 1, skippable, sizeof skippable);
    if (!skips && !may_begin(bytes, size, zstd, sizeof zstd)) return MM_ENCODING_PLAIN;
    return size >= sizeof zstd ? MM_ENCODING_ZSTD : MM_ENCODING_UNDECIDED;
}

enum mm_status mm_decoder_open(struct mm_decoder **decoder, enum mm_encoding encoding, struct mm_error *error) {
    struct mm_decoder *new = mm_new_zero(1, sizeof *new);
    *decoder = NULL;
    if (!new) return mm_fail_memory(error);
    new->encoding = encoding;
    new->between = true;
    bool made;
    if (encoding == MM_ENCODING_GZIP) {
        made = inflateInit2(&new->gzip, MAX_WBITS + 16) == Z_OK; /* + 16: a gzip wrapper and nothing else */
    } else {
        new->zstd = ZSTD_createDStream();
        made = new->zstd != NULL;
    }
    if (!made) {
        free(new);
        return mm_fail_memory(error);
    }
    *decoder = new;
    return MM_OK;
}

void mm_decoder_close(struct mm_decoder *decoder) {
    if (!decoder) return;
    if (decoder->encoding == MM_ENCODING_GZIP) {
        inflateEnd(&decoder->gzip);
    } else {
        ZSTD_freeDStream(decoder->zstd);
    }
    free(decoder);
}

static unsigned clamp_size(size_t size) {
    return size < UINT_MAX ? (unsigned)size : UINT_MAX;
}

static enum mm_status step_gzip(struct mm_decoder *decoder, struct mm_decode_step *step, struct mm_error *error) {
    z_stream *stream = &decoder->gzip;
    stream->next_in = (z_const Bytef *)step->input;
    stream->avail_in = clamp_size(step->input_size);
    stream->next_out = step->output;
    stream->avail_out = clamp_size(step->output_size);
    unsigned available = stream->avail_in, room = stream->avail_out;
    if (available > 0) {
        /* The magic number of the first member was seen: this is about what comes after a member. */
        if (decoder->between && step->input[0] != gzip_magic[0]) {
            return mm_fail(error, MM_DATA, "bytes that are no gzip data follow the gzip data");
        }
        decoder->between = false;
    }
    int result = inflate(stream, Z_NO_FLUSH);
    step->consumed = available - stream->avail_in;
    step->produced = room - stream->avail_out;
    switch (result) {
    case Z_OK:
    case Z_BUF_ERROR: /* no progress without more input or more room */
        return MM_OK;
    case Z_STREAM_END:
        decoder->between = true;
        inflateReset(stream);
        return MM_OK;
    case Z_MEM_ERROR:
        return mm_fail_memory(error);
    default:
        return mm_fail(error, MM_DATA, "corrupt gzip data: %s", stream->msg ? stream->msg : "unknown reason");
    }
}

static enum mm_status step_zstd(struct mm_decoder *decoder, struct mm_decode_step *step, struct mm_error *error) {
    ZSTD_inBuffer input = {step->input, step->input_size, 0};
    ZSTD_outBuffer output = {step->output, step->output_size, 0};
    size_t result = ZSTD_decompressStream(decoder->zstd, &output, &input);
    step->consumed = input.pos;
    step->produced = output.pos;
    if (ZSTD_isError(result)) {
        ZSTD_ErrorCode code = ZSTD_getErrorCode(result);
        if (code == ZSTD_error_memory_allocation) return mm_fail_memory(error);
        /* The magic number of the first frame was seen. */
        if (code == ZSTD_error_prefix_unknown) {
            return mm_fail(error, MM_DATA, "bytes that are no zstd data follow the zstd data");
        }
        return mm_fail(error, MM_DATA, "corrupt zstd data: %s", ZSTD_getErrorName(result));
    }
    /* An empty call between frames answers with the size of a header it hopes for; that is no unfinished frame. */
    if (input.pos > 0 || output.pos > 0) decoder->between = result == 0;
    return MM_OK;
}

enum mm_status mm_decoder_step(struct mm_decoder *decoder, struct mm_decode_step *step, struct mm_error *error) {
    bool gzip = decoder->encoding == MM_ENCODING_GZIP;
    const char *name = gzip ? "gzip" : "zstd";
    step->consumed = step->produced = 0;
    step->ended = step->input_ended && step->input_size == 0 && decoder->between;
    if (step->ended) return MM_OK;
    if (decoder->broken) return mm_fail(error, MM_DATA, "corrupt %s data", name);
    enum mm_status status = gzip ? step_gzip(decoder, step, error) : step_zstd(decoder, step, error);
    if (status == MM_OK && step->consumed == 0 && step->produced == 0 && step->input_ended && step->output_size > 0 &&
        !decoder->between) {
        status = mm_fail(error, MM_DATA, "unexpected end of %s data", name);
    }
    decoder->broken = status != MM_OK;
    return status;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* NPZ out: a zip archive of NPY members, stored, after PKWARE's APPNOTE 6.3 (sections 4.3.7 to 4.3.16, 4.5.3). */
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/memory.h"
#include "io/writer_format.h"

enum {
    VERSION = 20,       /* of the format needed to extract: 2.0 */
    VERSION_ZIP64 = 45, /* 4.5 */
    UTF8_NAMES = 1 << 11,
    DOS_DATE = 1 << 5 | 1, /* 1980-01-01, the first day there is: the same parts give the same bytes */
    IN_ZIP64 = 0xFFFF      /* a count that is told elsewhere; as is 0xFFFFFFFF for sizes and offsets */
};

struct member {
    const struct mm_part *part;
    size_t name_length; /* with ".npy" */
    uint64_t size;
    uint64_t offset; /* of its local header */
    uint32_t crc;
};

struct archive {
    struct mm_sink *sink;
    struct mm_buffer record; /* the header being put together */
    uint64_t offset;         /* bytes written */
    uint64_t limit;
};

static void add_integer(struct archive *archive, uint64_t value, size_t bytes) {
    for (size_t i = 0; i < bytes; i++) mm_buffer_add_byte(&archive->record, (char)(value >> (8 * i) & 0xFF));
}

static void add2(struct archive *archive, size_t value) {
    add_integer(archive, value, 2);
}

static void add4(struct archive *archive, uint64_t value) {
    add_integer(archive, value, 4);
}

static void add8(struct archive *archive, uint64_t value) {
    add_integer(archive, value, 8);
}

/* Sends the record that was put together. */
static enum mm_status send_record(struct archive *archive, struct mm_error *error) {
    if (archive->record.failed) return mm_fail_memory(error);
    mm_sink_write(archive->sink, archive->record.text, archive->record.length);
    archive->offset += archive->record.length;
    mm_buffer_clear(&archive->record);
    return MM_OK;
}

static void member_header(const struct member *member, char *header) {
    const struct mm_matrix *matrix = &member->part->matrix;
    mm_npy_header(header, matrix->columns == 1 ? 1 : 2, matrix->rows, matrix->columns);
}

enum { CHUNK = 512 }; /* doubles */

/* The checksum stands before the data: it takes a pass of its own, so that the sink need not be one that can go back.
 */
static uint32_t member_crc(const struct member *member) {
    char header[MM_NPY_HEADER];
    unsigned char bytes[CHUNK * sizeof(double)];
    const struct mm_matrix *matrix = &member->part->matrix;
    member_header(member, header);
    uLong crc = crc32_z(0, (const unsigned char *)header, sizeof header);
    size_t count = mm_matrix_count(matrix);
    for (size_t i = 0; i < count;) {
        size_t now = count - i < CHUNK ? count - i : CHUNK;
        mm_npy_encode(bytes, matrix->values + i, now);
        crc = crc32_z(crc, bytes, now * sizeof(double));
        i += now;
    }
    return (uint32_t)crc;
}

/* The fields that local and central header share, from the version needed to the length of the extra field. */
static void add_common(struct archive *archive, const struct member *member, bool zip64, size_t extra) {
    add2(archive, extra > 0 ? VERSION_ZIP64 : VERSION);
    add2(archive, UTF8_NAMES);
    add2(archive, 0); /* stored */
    add2(archive, 0); /* midnight */
    add2(archive, DOS_DATE);
    add4(archive, member->crc);
    add4(archive, zip64 ? UINT32_MAX : member->size); /* compressed and not */
    add4(archive, zip64 ? UINT32_MAX : member->size);
    add2(archive, member->name_length);
    add2(archive, extra);
}

static void add_name(struct archive *archive, const struct member *member) {
    mm_buffer_add_text(&archive->record, member->part->name);
    mm_buffer_add_text(&archive->record, ".npy");
}

static enum mm_status write_member(struct archive *archive, struct member *member, struct mm_error *error) {
    const struct mm_matrix *matrix = &member->part->matrix;
    size_t count = mm_matrix_count(matrix);
    member->name_length = strlen(member->part->name) + strlen(".npy");
    if (member->name_length > UINT16_MAX) return mm_fail(error, MM_USAGE, "a part's name is too long for NPZ");
    member->size = MM_NPY_HEADER + (uint64_t)count * sizeof(double);
    member->offset = archive->offset;
    member->crc = member_crc(member);
    bool zip64 = member->size >= archive->limit;
    add4(archive, 0x04034B50);
    add_common(archive, member, zip64, zip64 ? 20 : 0);
    add_name(archive, member);
    if (zip64) {
        add2(archive, 1); /* the tag of zip64's extra field */
        add2(archive, 16);
        add8(archive, member->size);
        add8(archive, member->size);
    }
    MM_TRY(send_record(archive, error));
    char header[MM_NPY_HEADER];
    unsigned char bytes[CHUNK * sizeof(double)];
    member_header(member, header);
    mm_sink_write(archive->sink, header, sizeof header);
    for (size_t i = 0; i < count;) {
        size_t now = count - i < CHUNK ? count - i : CHUNK;
        mm_npy_encode(bytes, matrix->values + i, now);
        mm_sink_write(archive->sink, bytes, now * sizeof(double));
        i += now;
    }
    archive->offset += member->size;
    /* The sink keeps its errors; a full disk should not cost the checksums of all that follows. */
    return mm_sink_flush(archive->sink, error);
}

static enum mm_status write_entry(struct archive *archive, const struct member *member, struct mm_error *error) {
    bool zip64 = member->size >= archive->limit, far = member->offset >= archive->limit;
    size_t fields = (zip64 ? 16u : 0u) + (far ? 8u : 0u);
    add4(archive, 0x02014B50);
    add2(archive, fields > 0 ? VERSION_ZIP64 : VERSION); /* made by */
    add_common(archive, member, zip64, fields > 0 ? 4 + fields : 0);
    add2(archive, 0); /* comment */
    add2(archive, 0); /* disk */
    add2(archive, 0); /* internal attributes */
    add4(archive, 0); /* external attributes */
    add4(archive, far ? UINT32_MAX : member->offset);
    add_name(archive, member);
    if (fields > 0) {
        add2(archive, 1);
        add2(archive, fields);
        if (zip64) {
            add8(archive, member->size);
            add8(archive, member->size);
        }
        if (far) add8(archive, member->offset);
    }
    return send_record(archive, error);
}

/* The end of the central directory, which began at START. */
static enum mm_status write_end(struct archive *archive, uint64_t start, size_t count, struct mm_error *error) {
    uint64_t end = archive->offset, size = end - start;
    bool zip64 = count >= IN_ZIP64 || start >= archive->limit || size >= archive->limit;
    if (zip64) {
        add4(archive, 0x06064B50);
        add8(archive, 44); /* bytes of this record that follow */
        add2(archive, VERSION_ZIP64);
        add2(archive, VERSION_ZIP64);
        add4(archive, 0); /* disk, and the one with the directory */
        add4(archive, 0);
        add8(archive, count);
        add8(archive, count);
        add8(archive, size);
        add8(archive, start);
        add4(archive, 0x07064B50); /* where that record is */
        add4(archive, 0);
        add8(archive, end);
        add4(archive, 1);
    }
    add4(archive, 0x06054B50);
    add2(archive, 0); /* disk, and the one with the directory */
    add2(archive, 0);
    add2(archive, zip64 ? IN_ZIP64 : count);
    add2(archive, zip64 ? IN_ZIP64 : count);
    add4(archive, zip64 ? UINT32_MAX : size);
    add4(archive, zip64 ? UINT32_MAX : start);
    add2(archive, 0); /* comment */
    return send_record(archive, error);
}

enum mm_status mm_npz_write(struct mm_sink *sink, const struct mm_part *parts, size_t count, uint64_t limit,
                            struct mm_error *error) {
    struct archive archive = {.sink = sink, .limit = limit};
    struct member *members = mm_new_zero(count, sizeof *members);
    if (!members) return mm_fail_memory(error);
    enum mm_status status = MM_OK;
    for (size_t i = 0; i < count && status == MM_OK; i++) {
        members[i].part = &parts[i];
        status = write_member(&archive, &members[i], error);
    }
    uint64_t start = archive.offset;
    for (size_t i = 0; i < count && status == MM_OK; i++) status = write_entry(&archive, &members[i], error);
    if (status == MM_OK) status = write_end(&archive, start, count, error);
    if (status == MM_OK) status = mm_sink_flush(sink, error);
    mm_buffer_free(&archive.record);
    free(members);
    return status;
}

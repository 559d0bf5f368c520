/* SPDX-License-Identifier: GPL-3.0-or-later */
/* NPZ: a ZIP archive of NPY files, after PKWARE's APPNOTE 6.3 (sections 4.3.7 to 4.3.16, 4.4, 4.5.3). */
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/memory.h"
#include "io/npy.h"

enum {
    LOCAL_HEADER = 30, /* sizes of the fixed parts of the records */
    CENTRAL_HEADER = 46,
    END_RECORD = 22,
    END_LOCATOR_64 = 20,
    END_RECORD_64 = 56,
    COMMENT_MAX = 65535, /* after the end record */
    STORED = 0,
    DEFLATED = 8,
    ENCRYPTED = 1,
    EXTRA_ZIP64 = 1,
    DEFLATE_RATIO_MAX = 1032 /* 258 bytes from two bits */
};

struct archive {
    const unsigned char *bytes;
    size_t size;
    const char *file;
    struct mm_error *error;
    uint64_t directory, directory_size; /* the central directory */
};

/* What the central directory says of one member. */
struct member {
    unsigned flags;
    unsigned method;
    uint32_t crc;
    uint64_t packed_size;
    uint64_t size;
    uint64_t offset; /* of the local header */
};

struct members {
    struct member *items;
    size_t capacity;
    struct mm_strings names;
};

static enum mm_status fail_archive(const struct archive *archive, const char *what) {
    return mm_fail_at(archive->error, MM_DATA, archive->file, 0, 0, "damaged ZIP archive: %s", what);
}

static uint64_t get(const unsigned char *at, size_t bytes) {
    uint64_t value = 0;
    for (size_t i = bytes; i-- > 0;) value = value << 8 | at[i];
    return value;
}

static bool has_signature(const unsigned char *at, unsigned char third, unsigned char fourth) {
    return at[0] == 'P' && at[1] == 'K' && at[2] == third && at[3] == fourth;
}

/* Whether LENGTH bytes at OFFSET lie within the archive. */
static bool lies_within(const struct archive *archive, uint64_t offset, uint64_t length) {
    return offset <= archive->size && length <= archive->size - offset;
}

/* The record that the whole is read from stands at the very end, but for a comment; its sizes may refer to a longer
 * record before it. */
static enum mm_status find_directory(struct archive *archive) {
    const unsigned char *end = NULL;
    size_t most = archive->size < END_RECORD + COMMENT_MAX ? archive->size : END_RECORD + COMMENT_MAX;
    for (size_t back = END_RECORD; end == NULL && back <= most; back++) {
        const unsigned char *at = archive->bytes + archive->size - back;
        if (has_signature(at, 5, 6) && get(at + 20, 2) == back - END_RECORD) end = at;
    }
    if (end == NULL) return fail_archive(archive, "no end record (a truncated file?)");
    archive->directory_size = get(end + 12, 4);
    archive->directory = get(end + 16, 4);

    size_t before = (size_t)(end - archive->bytes);
    if (before >= END_LOCATOR_64 && has_signature(end - END_LOCATOR_64, 6, 7)) {
        uint64_t offset = get(end - END_LOCATOR_64 + 8, 8);
        if (!lies_within(archive, offset, END_RECORD_64) || !has_signature(archive->bytes + offset, 6, 6)) {
            return fail_archive(archive, "no 64-bit end record");
        }
        archive->directory_size = get(archive->bytes + offset + 40, 8);
        archive->directory = get(archive->bytes + offset + 48, 8);
    }
    if (!lies_within(archive, archive->directory, archive->directory_size)) {
        return fail_archive(archive, "the directory lies beyond the file");
    }
    return MM_OK;
}

/* Sizes and the offset that do not fit their 32 bits stand in an extra field, in this order and only if needed. */
static enum mm_status read_zip64(const struct archive *archive, const unsigned char *extra, size_t length,
                                 struct member *member) {
    uint64_t *wide[] = {&member->size, &member->packed_size, &member->offset};
    bool needed = false;
    for (size_t i = 0; i < 3; i++) needed = needed || *wide[i] == UINT32_MAX;
    while (needed && length >= 4) {
        size_t field = (size_t)get(extra + 2, 2);
        if (field > length - 4) break;
        if (get(extra, 2) == EXTRA_ZIP64) {
            const unsigned char *at = extra + 4;
            for (size_t i = 0; i < 3; i++) {
                if (*wide[i] != UINT32_MAX) continue;
                if (field < 8) return fail_archive(archive, "a 64-bit size is missing");
                *wide[i] = get(at, 8);
                at += 8;
                field -= 8;
            }
            return MM_OK;
        }
        extra += 4 + field;
        length -= 4 + field;
    }
    return MM_OK;
}

static bool is_npy(const char *name, size_t length) {
    return length > 4 && memcmp(name + length - 4, ".npy", 4) == 0;
}

/* The members that are arrays, under their names without ".npy". */
static enum mm_status read_directory(const struct archive *archive, struct members *members) {
    uint64_t left = archive->directory_size;
    const unsigned char *at = archive->bytes + archive->directory;
    while (left > 0) {
        if (left < CENTRAL_HEADER || !has_signature(at, 1, 2)) return fail_archive(archive, "bad directory entry");
        size_t name = (size_t)get(at + 28, 2), extra = (size_t)get(at + 30, 2), comment = (size_t)get(at + 32, 2);
        size_t length = CENTRAL_HEADER + name + extra + comment;
        if (left < length) return fail_archive(archive, "bad directory entry");
        struct member member = {.flags = (unsigned)get(at + 8, 2),
                                .method = (unsigned)get(at + 10, 2),
                                .crc = (uint32_t)get(at + 16, 4),
                                .packed_size = get(at + 20, 4),
                                .size = get(at + 24, 4),
                                .offset = get(at + 42, 4)};
        const char *text = (const char *)at + CENTRAL_HEADER;
        MM_TRY(read_zip64(archive, at + CENTRAL_HEADER + name, extra, &member));
        if (is_npy(text, name) && memchr(text, 0, name) == NULL) {
            if (!mm_grow(&members->items, &members->capacity, members->names.count, 1, sizeof *members->items) ||
                !mm_strings_add(&members->names, text, name - 4)) {
                return mm_fail_memory(archive->error);
            }
            members->items[members->names.count - 1] = member;
        }
        at += length;
        left -= length;
    }
    if (members->names.count > 0) return MM_OK;
    return mm_fail_at(archive->error, MM_DATA, archive->file, 0, 0, "a ZIP archive without arrays (.npy members)");
}

/* Raw deflate, from memory to memory; zlib counts what it is given in unsigned ints. */
static enum mm_status inflate_member(const struct archive *archive, const unsigned char *packed,
                                     const struct member *member, unsigned char *to) {
    z_stream stream = {0};
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return mm_fail_memory(archive->error);
    size_t in = (size_t)member->packed_size, out = (size_t)member->size;
    stream.next_in = (z_const Bytef *)(uintptr_t)packed;
    stream.next_out = to;
    int answer = Z_OK;
    while (answer == Z_OK) {
        uInt in_now = in < UINT_MAX ? (uInt)in : UINT_MAX, out_now = out < UINT_MAX ? (uInt)out : UINT_MAX;
        stream.avail_in = in_now;
        stream.avail_out = out_now;
        answer = inflate(&stream, Z_NO_FLUSH);
        in -= in_now - stream.avail_in;
        out -= out_now - stream.avail_out;
    }
    inflateEnd(&stream);
    if (answer == Z_MEM_ERROR) return mm_fail_memory(archive->error);
    return answer == Z_STREAM_END && in == 0 && out == 0 ? MM_OK : fail_archive(archive, "compressed data do not fit");
}

/* The bytes of MEMBER: within the archive, or inflated into *OWNED. */
static enum mm_status unpack(const struct archive *archive, const struct member *member, const unsigned char **bytes,
                             void **owned) {
    if ((member->flags & ENCRYPTED) != 0) {
        return mm_fail_at(archive->error, MM_DATA, archive->file, 0, 0, "the member is encrypted");
    }
    if (member->method != STORED && member->method != DEFLATED) {
        return mm_fail_at(archive->error, MM_DATA, archive->file, 0, 0,
                          "compression method %u: only stored and deflated members can be read", member->method);
    }
    uint64_t offset = member->offset;
    if (!lies_within(archive, offset, LOCAL_HEADER) || !has_signature(archive->bytes + offset, 3, 4)) {
        return fail_archive(archive, "no local header where the directory says");
    }
    /* Sizes are the directory's: the local ones may be left open. Name and extra field may differ in length from it. */
    offset += LOCAL_HEADER + get(archive->bytes + offset + 26, 2) + get(archive->bytes + offset + 28, 2);
    if (!lies_within(archive, offset, member->packed_size)) return fail_archive(archive, "a member is cut off");

    const unsigned char *packed = archive->bytes + offset;
    if (member->method == STORED) {
        if (member->size != member->packed_size) return fail_archive(archive, "two sizes for a stored member");
        *bytes = packed;
    } else {
        /* A size that deflate cannot reach is a lie, and not allocated. */
        if (member->size / DEFLATE_RATIO_MAX > member->packed_size) return fail_archive(archive, "an impossible size");
        *owned = mm_new((size_t)member->size, 1);
        if (*owned == NULL) return mm_fail_memory(archive->error);
        MM_TRY(inflate_member(archive, packed, member, *owned));
        *bytes = *owned;
    }
    if (crc32_z(0, *bytes, (size_t)member->size) != member->crc) return fail_archive(archive, "wrong checksum");
    return MM_OK;
}

/* STREAM and OWNED pass to the reader when there is one. */
static enum mm_status open_member(struct mm_reader **reader, const struct archive *archive, const struct member *member,
                                  const struct mm_read_options *options) {
    const unsigned char *bytes = NULL;
    void *owned = NULL;
    struct mm_source *stream = NULL;
    struct mm_array array = {0};
    enum mm_status status = unpack(archive, member, &bytes, &owned);
    if (status == MM_OK) {
        status = mm_source_open_memory(&stream, bytes, (size_t)member->size, archive->file, archive->error);
    }
    if (status == MM_OK) status = mm_npy_read_header(stream, &array, archive->error);
    if (status == MM_OK) status = mm_array_open(reader, stream, &array, MM_FORMAT_NPZ, options, archive->error);
    if (status == MM_OK) {
        mm_array_keep(*reader, stream, owned);
        return MM_OK;
    }
    mm_source_close(stream);
    free(owned);
    return status;
}

enum mm_status mm_npz_open(struct mm_reader **reader, struct mm_source *source, const char *part,
                           const struct mm_read_options *options, struct mm_error *error) {
    struct archive archive = {.file = mm_source_name(source), .error = error};
    MM_TRY(mm_source_all(source, &archive.bytes, &archive.size, error));
    if (archive.size < END_RECORD) return fail_archive(&archive, "no end record (a truncated file?)");
    MM_TRY(find_directory(&archive));

    struct members members = {0};
    size_t index = 0;
    enum mm_status status = read_directory(&archive, &members);
    if (status == MM_OK) status = mm_choose_part(&members.names, part, archive.file, &index, error);
    if (status == MM_OK) status = open_member(reader, &archive, &members.items[index], options);
    free(members.items);
    if (status != MM_OK) {
        mm_strings_free(&members.names);
        return status;
    }
    (*reader)->parts = members.names;
    return MM_OK;
}

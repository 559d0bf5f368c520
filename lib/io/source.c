/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes in: a window of plain bytes over a descriptor or memory, with a decoder between them where one is needed. */
#include "io/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "io/source_decode.h"

enum {
    CHUNK = 64 * 1024,        /* what a pipe holds at most */
    SMALL = 4 * 1024,         /* reads below this go through the window to save system calls */
    WORTH_MAPPING = 64 * 1024 /* below this, read() is cheaper than page faults */
};

/* Stands where there are no bytes, so that no arithmetic is done on a null pointer. */
static const unsigned char nothing[1];

/* The bytes from START to END are still to be had. They are borrowed (memory) or in OWNED. */
struct window {
    const unsigned char *bytes;
    size_t start, end;
    unsigned char *owned;
    size_t capacity;
};

struct mm_source {
    char *name;
    int descriptor; /* -1: memory */
    bool prepared;  /* the first bytes were looked at for compression */
    bool ended;     /* nothing comes after the window */
    bool raw_ended; /* nothing comes after RAW */
    struct window plain;
    struct window raw; /* used only with a decoder */
    struct mm_decoder *decoder;
    int64_t size;       /* of a regular file, from where reading began; -1: unknown */
    int64_t first;      /* file offset where reading began */
    uint64_t delivered; /* plain bytes that left the source */
    void *map;
    size_t map_size;
};

static enum mm_status fail_system(const struct mm_source *source, struct mm_error *error, const char *what) {
    return mm_fail_at(error, MM_SYSTEM, source->name, 0, 0, "cannot %s: %s", what, strerror(errno));
}

static size_t window_length(const struct window *window) {
    return window->end - window->start;
}

/* Room for at least EXTRA bytes behind the window, whose bytes move to the front if that helps. */
static bool window_reserve(struct window *window, size_t extra) {
    size_t length = window_length(window);
    if (window->start > 0) {
        if (length > 0) memmove(window->owned, window->owned + window->start, length);
        window->start = 0;
        window->end = length;
    }
    if (!mm_grow(&window->owned, &window->capacity, length, extra, 1)) return false;
    window->bytes = window->owned;
    return true;
}

static enum mm_status read_descriptor(struct mm_source *source, void *buffer, size_t size, size_t *got,
                                      struct mm_error *error) {
    /* The kernel reads no more than this at once. */
    static const size_t most = 0x7ffff000;
    ssize_t length;
    do length = read(source->descriptor, buffer, size < most ? size : most);
    while (length < 0 && errno == EINTR);
    *got = 0;
    if (length < 0) return fail_system(source, error, "read");
    *got = (size_t)length;
    return MM_OK;
}

static enum mm_status decode(struct mm_source *source, void *buffer, size_t size, size_t *got, struct mm_error *error) {
    struct window *raw = &source->raw;
    for (;;) {
        if (window_length(raw) == 0 && !source->raw_ended) {
            size_t length;
            if (!window_reserve(raw, CHUNK)) return mm_fail_memory(error);
            MM_TRY(read_descriptor(source, raw->owned, raw->capacity, &length, error));
            raw->end = length;
            source->raw_ended = length == 0;
        }
        struct mm_decode_step step = {.input = raw->bytes + raw->start,
                                      .input_size = window_length(raw),
                                      .output = buffer,
                                      .output_size = size,
                                      .input_ended = source->raw_ended};
        enum mm_status status = mm_decoder_step(source->decoder, &step, error);
        if (status == MM_DATA && error) return mm_fail_at(error, status, source->name, 0, 0, "%s", error->text);
        MM_TRY(status);
        raw->start += step.consumed;
        *got = step.produced;
        if (step.produced > 0 || step.ended) return MM_OK;
    }
}

/* The next plain bytes, past the window; none only at the end, which is remembered so that a terminal is not asked
 * again. SIZE is at least 1. */
static enum mm_status produce(struct mm_source *source, void *buffer, size_t size, size_t *got,
                              struct mm_error *error) {
    *got = 0;
    if (source->ended) return MM_OK;
    if (source->decoder) {
        MM_TRY(decode(source, buffer, size, got, error));
    } else {
        MM_TRY(read_descriptor(source, buffer, size, got, error));
    }
    source->ended = *got == 0;
    return MM_OK;
}

/* Brings at least SIZE bytes into the window, fewer only at the end. */
static enum mm_status fill(struct mm_source *source, size_t size, struct mm_error *error) {
    struct window *plain = &source->plain;
    while (window_length(plain) < size && !source->ended) {
        size_t missing = size - window_length(plain), got;
        if (!window_reserve(plain, missing > CHUNK ? missing : CHUNK)) return mm_fail_memory(error);
        MM_TRY(produce(source, plain->owned + plain->end, plain->capacity - plain->end, &got, error));
        plain->end += got;
    }
    return MM_OK;
}

/* Reads until the magic numbers are decided, which ordinary text does with its first byte: a slow pipe is not held. */
static enum mm_status prepare(struct mm_source *source, struct mm_error *error) {
    struct window *plain = &source->plain;
    enum mm_encoding encoding;
    if (source->prepared) return MM_OK;
    for (;;) {
        encoding = mm_encoding_of(plain->bytes + plain->start, window_length(plain));
        if (encoding != MM_ENCODING_UNDECIDED || source->ended) break;
        MM_TRY(fill(source, window_length(plain) + 1, error));
    }
    if (encoding == MM_ENCODING_GZIP || encoding == MM_ENCODING_ZSTD) {
        MM_TRY(mm_decoder_open(&source->decoder, encoding, error));
        source->raw = *plain;
        source->raw_ended = source->ended;
        *plain = (struct window){.bytes = nothing};
        source->ended = false;
    }
    source->prepared = true;
    return MM_OK;
}

static struct mm_source *new_source(const char *name) {
    struct mm_source *source = mm_new_zero(1, sizeof *source);
    if (!source) return NULL;
    source->descriptor = -1;
    source->size = -1;
    source->plain.bytes = nothing;
    source->name = strdup(name);
    if (source->name) return source;
    free(source);
    return NULL;
}

static enum mm_status open_descriptor(struct mm_source *source, struct mm_error *error) {
    if (strcmp(source->name, "-") == 0) {
        source->descriptor = STDIN_FILENO;
    } else {
        do source->descriptor = open(source->name, O_RDONLY | O_CLOEXEC);
        while (source->descriptor < 0 && errno == EINTR);
    }
    struct stat status;
    if (source->descriptor < 0 || fstat(source->descriptor, &status) != 0) return fail_system(source, error, "open");
    if (S_ISDIR(status.st_mode)) {
        errno = EISDIR;
        return fail_system(source, error, "read");
    }
    if (!S_ISREG(status.st_mode)) return MM_OK;
    off_t first = lseek(source->descriptor, 0, SEEK_CUR);
    /* Files of the kernel's own say 0 and have bytes all the same. */
    if (first >= 0 && status.st_size > first) {
        source->first = first;
        source->size = status.st_size - first;
    }
    return prepare(source, error); /* never waits for a regular file, and lets mm_source_remaining answer */
}

enum mm_status mm_source_open(struct mm_source **source, const char *path, struct mm_error *error) {
    *source = NULL;
    struct mm_source *new = new_source(path);
    if (!new) return mm_fail_memory(error);
    enum mm_status status = open_descriptor(new, error);
    if (status == MM_OK) {
        *source = new;
    } else {
        mm_source_close(new);
    }
    return status;
}

enum mm_status mm_source_open_memory(struct mm_source **source, const void *bytes, size_t size, const char *name,
                                     struct mm_error *error) {
    *source = NULL;
    struct mm_source *new = new_source(name);
    if (!new) return mm_fail_memory(error);
    if (size > 0) new->plain.bytes = bytes;
    new->plain.end = size;
    new->ended = true;
    enum mm_status status = prepare(new, error);
    if (status == MM_OK) {
        *source = new;
    } else {
        mm_source_close(new);
    }
    return status;
}

void mm_source_close(struct mm_source *source) {
    if (!source) return;
    if (source->descriptor >= 0 && strcmp(source->name, "-") != 0) close(source->descriptor);
    if (source->map) munmap(source->map, source->map_size);
    mm_decoder_close(source->decoder);
    free(source->plain.owned);
    free(source->raw.owned);
    free(source->name);
    free(source);
}

const char *mm_source_name(const struct mm_source *source) {
    return source->name;
}

enum mm_status mm_source_read(struct mm_source *source, void *buffer, size_t size, size_t *got,
                              struct mm_error *error) {
    struct window *plain = &source->plain;
    *got = 0;
    if (size == 0) return MM_OK;
    MM_TRY(prepare(source, error));
    if (size < SMALL) MM_TRY(fill(source, 1, error));
    size_t ready = window_length(plain);
    if (ready > 0) {
        *got = ready < size ? ready : size;
        memcpy(buffer, plain->bytes + plain->start, *got);
        plain->start += *got;
    } else {
        MM_TRY(produce(source, buffer, size, got, error));
    }
    source->delivered += *got;
    return MM_OK;
}

enum mm_status mm_source_peek(struct mm_source *source, size_t size, const unsigned char **bytes, size_t *got,
                              struct mm_error *error) {
    *bytes = NULL;
    *got = 0;
    MM_TRY(prepare(source, error));
    MM_TRY(fill(source, size, error));
    *bytes = source->plain.bytes + source->plain.start;
    *got = window_length(&source->plain);
    return MM_OK;
}

/* Maps what is left of a plain regular file. False: it has to be read. */
static bool map_rest(struct mm_source *source, const unsigned char **bytes, size_t *size) {
    struct stat status;
    if (source->decoder || source->size < 0 || source->map) return false;
    if (fstat(source->descriptor, &status) != 0) return false;
    uint64_t at = (uint64_t)source->first + source->delivered;
    if (status.st_size < 0 || (uint64_t)status.st_size < at + WORTH_MAPPING) return false;
    /* Maps begin at a page. */
    uint64_t page = (uint64_t)sysconf(_SC_PAGESIZE), begin = at / page * page;
    size_t length = (size_t)((uint64_t)status.st_size - begin);
    void *map = mmap(NULL, length, PROT_READ, MAP_PRIVATE, source->descriptor, (off_t)begin);
    if (map == MAP_FAILED) return false;
    source->map = map;
    source->map_size = length;
    source->plain.start = source->plain.end = 0;
    source->ended = true;
    *bytes = (const unsigned char *)map + (at - begin);
    *size = length - (size_t)(at - begin);
    return true;
}

enum mm_status mm_source_all(struct mm_source *source, const unsigned char **bytes, size_t *size,
                             struct mm_error *error) {
    struct window *plain = &source->plain;
    *bytes = NULL;
    *size = 0;
    MM_TRY(prepare(source, error));
    if (!map_rest(source, bytes, size)) {
        /* One byte more than is there at any time asks for the rest; the window doubles as it grows. */
        while (!source->ended) MM_TRY(fill(source, window_length(plain) + 1, error));
        *bytes = plain->bytes + plain->start;
        *size = window_length(plain);
        plain->start = plain->end;
    }
    source->delivered += *size;
    return MM_OK;
}

int64_t mm_source_remaining(const struct mm_source *source) {
    if (source->decoder || !source->prepared) return -1;
    if (source->descriptor < 0) return (int64_t)window_length(&source->plain);
    if (source->size < 0) return -1;
    int64_t left = source->size - (int64_t)source->delivered;
    return left > 0 ? left : 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes out: one buffer before a descriptor or memory, and a temporary file that takes the place of PATH at the end.
 *
 * A process that is killed leaves its temporary file (.mm-XXXXXX) behind unless its caller removes it in a signal handler
 * (lib/tool/cleanup.c): a file without a name (O_TMPFILE) cannot replace another one. */
#include "io/sink.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/text.h"
#include "io/sink_path.h"

enum { BUFFER = 64 * 1024 };

struct mm_sink {
    int descriptor;  /* -1: memory */
    char *name;      /* PATH as it was given, for errors; null: standard output or memory */
    char *target;    /* what is renamed to; null: written in place */
    char *temporary; /* what is renamed; null: written in place */
    int failure;     /* errno of the first error, 0: none */
    bool patchable;
    int64_t first;    /* file offset of byte 0 */
    uint64_t written; /* bytes that left BUFFER */
    size_t used;
    struct mm_buffer memory;
    char buffer[BUFFER]; /* of a memory sink: where bytes go that memory no longer takes */
};

static enum mm_status fail_system(const struct mm_sink *sink, int number, const char *what, struct mm_error *error) {
    /* Standard output has no name, and must not inherit the one of an input. */
    return mm_fail_at(error, MM_SYSTEM, sink->name ? sink->name : "", 0, 0, "cannot %s: %s", what, strerror(number));
}

static void release(struct mm_sink *sink) {
    mm_buffer_free(&sink->memory);
    free(sink->name);
    free(sink->target);
    free(sink->temporary);
    free(sink);
}

static void open_standard_output(struct mm_sink *sink) {
    struct stat status;
    sink->descriptor = STDOUT_FILENO;
    if (fstat(STDOUT_FILENO, &status) != 0 || !S_ISREG(status.st_mode)) return;
    /* After >> every write goes to the end of the file, wherever it is meant to go. */
    int flags = fcntl(STDOUT_FILENO, F_GETFL);
    sink->first = lseek(STDOUT_FILENO, 0, SEEK_CUR);
    sink->patchable = flags >= 0 && !(flags & O_APPEND) && sink->first >= 0;
}

static enum mm_status open_in_place(struct mm_sink *sink, struct mm_error *error) {
    do sink->descriptor = open(sink->name, O_WRONLY | O_CLOEXEC);
    while (sink->descriptor < 0 && errno == EINTR);
    return sink->descriptor < 0 ? fail_system(sink, errno, "open", error) : MM_OK;
}

/* A temporary file beside the target with the access that the finished file is to have. */
static enum mm_status open_temporary(struct mm_sink *sink, const struct stat *replaced, struct mm_error *error) {
    mode_t mode;
    if (replaced) {
        /* A rename would pass over the write protection that every other way of writing respects. */
        if (faccessat(AT_FDCWD, sink->name, W_OK, AT_EACCESS) != 0) return fail_system(sink, errno, "write", error);
        mode = replaced->st_mode & 0777;
    } else {
        mode_t mask = umask(0);
        umask(mask);
        mode = 0666 & ~mask;
    }
    sink->target = mm_resolve_links(sink->name);
    sink->temporary = sink->target ? mm_temporary_beside(sink->target) : NULL;
    if (!sink->temporary) return errno == ENOMEM ? mm_fail_memory(error) : fail_system(sink, errno, "create", error);
    sink->descriptor = mkostemp(sink->temporary, O_CLOEXEC);
    if (sink->descriptor < 0) {
        int number = errno;
        free(sink->temporary); /* not ours to remove */
        sink->temporary = NULL;
        return fail_system(sink, number, "create", error);
    }
    sink->patchable = true;
    return fchmod(sink->descriptor, mode) == 0 ? MM_OK : fail_system(sink, errno, "create", error);
}

static enum mm_status open_path(struct mm_sink *sink, const char *path, struct mm_error *error) {
    struct stat status;
    sink->name = strdup(path);
    if (!sink->name) return mm_fail_memory(error);
    bool exists = stat(path, &status) == 0;
    if (exists && !S_ISREG(status.st_mode)) return open_in_place(sink, error);
    return open_temporary(sink, exists ? &status : NULL, error);
}

static struct mm_sink *new_sink(void) {
    struct mm_sink *sink = mm_new(1, sizeof *sink);
    if (!sink) return NULL;
    /* The buffer stays as it is: its pages are touched as they are used. */
    memset(sink, 0, offsetof(struct mm_sink, buffer));
    sink->descriptor = -1;
    return sink;
}

enum mm_status mm_sink_open(struct mm_sink **sink, const char *path, struct mm_error *error) {
    *sink = NULL;
    struct mm_sink *new = new_sink();
    if (!new) return mm_fail_memory(error);
    enum mm_status status = MM_OK;
    if (path) {
        status = open_path(new, path, error);
    } else {
        open_standard_output(new);
    }
    if (status == MM_OK) {
        *sink = new;
    } else {
        mm_sink_abandon(new);
    }
    return status;
}

enum mm_status mm_sink_open_memory(struct mm_sink **sink, struct mm_error *error) {
    *sink = new_sink();
    if (!*sink) return mm_fail_memory(error);
    (*sink)->patchable = true;
    return MM_OK;
}

const char *mm_sink_bytes(const struct mm_sink *sink, size_t *length) {
    *length = sink->memory.length;
    return sink->memory.text ? sink->memory.text : "";
}

static bool is_memory(const struct mm_sink *sink) {
    return sink->descriptor < 0;
}

/* To the descriptor, all of it or an errno. AT: a file offset, or -1 for the end. */
static int write_fully(int descriptor, const char *bytes, size_t length, int64_t at) {
    while (length > 0) {
        ssize_t count = at < 0 ? write(descriptor, bytes, length) : pwrite(descriptor, bytes, length, at);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return errno;
        if (count == 0) return EIO; /* a device that takes nothing would be asked for ever */
        bytes += count;
        length -= (size_t)count;
        if (at >= 0) at += count;
    }
    return 0;
}

static void write_out(struct mm_sink *sink, const char *bytes, size_t length) {
    if (!sink->failure) sink->failure = write_fully(sink->descriptor, bytes, length, -1);
    sink->written += length;
}

static void drain(struct mm_sink *sink) {
    size_t length = sink->used;
    sink->used = 0;
    if (length > 0) write_out(sink, sink->buffer, length);
}

void mm_sink_write(struct mm_sink *sink, const void *bytes, size_t length) {
    if (is_memory(sink)) {
        mm_buffer_add(&sink->memory, bytes, length);
        return;
    }
    if (length > BUFFER - sink->used) drain(sink);
    if (length >= BUFFER) {
        write_out(sink, bytes, length);
    } else if (length > 0) {
        memcpy(sink->buffer + sink->used, bytes, length);
        sink->used += length;
    }
}

char *mm_sink_reserve(struct mm_sink *sink, size_t size) {
    if (size > BUFFER) return NULL;
    if (is_memory(sink)) {
        char *place = mm_buffer_reserve(&sink->memory, size);
        return place ? place : sink->buffer;
    }
    if (size > BUFFER - sink->used) drain(sink);
    return sink->buffer + sink->used;
}

void mm_sink_advance(struct mm_sink *sink, size_t length) {
    if (!is_memory(sink)) {
        sink->used += length;
    } else if (!sink->memory.failed) {
        sink->memory.length += length;
    }
}

enum mm_status mm_sink_flush(struct mm_sink *sink, struct mm_error *error) {
    if (is_memory(sink)) return sink->memory.failed ? mm_fail_memory(error) : MM_OK;
    drain(sink);
    return sink->failure ? fail_system(sink, sink->failure, "write", error) : MM_OK;
}

const char *mm_sink_temporary(const struct mm_sink *sink) {
    return sink->temporary;
}

bool mm_sink_can_patch(const struct mm_sink *sink) {
    return sink->patchable;
}

enum mm_status mm_sink_patch(struct mm_sink *sink, uint64_t offset, const void *bytes, size_t length,
                             struct mm_error *error) {
    MM_TRY(mm_sink_flush(sink, error));
    uint64_t end = is_memory(sink) ? sink->memory.length : sink->written;
    if (!sink->patchable) return fail_system(sink, ESPIPE, "write", error);
    if (offset > end || length > end - offset) return fail_system(sink, EINVAL, "write", error);
    if (length == 0) return MM_OK;
    if (is_memory(sink)) {
        memcpy(sink->memory.text + offset, bytes, length);
    } else {
        sink->failure = write_fully(sink->descriptor, bytes, length, sink->first + (int64_t)offset);
    }
    return sink->failure ? fail_system(sink, sink->failure, "write", error) : MM_OK;
}

/* Some file systems tell only on close that there was no room. Standard output stays open; closing a copy asks the
 * same question. */
static int close_descriptor(struct mm_sink *sink) {
    int descriptor = sink->descriptor == STDOUT_FILENO && !sink->name ? dup(STDOUT_FILENO) : sink->descriptor;
    sink->descriptor = -1;
    /* Linux has closed the descriptor even when it says EINTR. */
    return descriptor >= 0 && close(descriptor) != 0 && errno != EINTR ? errno : 0;
}

enum mm_status mm_sink_commit(struct mm_sink *sink, struct mm_error *error) {
    enum mm_status status = mm_sink_flush(sink, error);
    if (status == MM_OK && !is_memory(sink)) {
        int number = sink->temporary && fsync(sink->descriptor) != 0 ? errno : 0;
        int closing = close_descriptor(sink);
        if (number || closing) status = fail_system(sink, number ? number : closing, "write", error);
    }
    if (status == MM_OK && sink->temporary) {
        if (rename(sink->temporary, sink->target) == 0) {
            free(sink->temporary);
            sink->temporary = NULL;
        } else {
            status = fail_system(sink, errno, "replace", error);
        }
    }
    mm_sink_abandon(sink);
    return status;
}

void mm_sink_abandon(struct mm_sink *sink) {
    if (!sink) return;
    if (sink->descriptor >= 0 && sink->name) close(sink->descriptor);
    if (sink->temporary) unlink(sink->temporary);
    release(sink);
}

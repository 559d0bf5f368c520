/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paths of output files. realpath() does not serve: it gives nothing for a link to a file that is to be made. */
#include "io/sink_path.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"

enum { MOST_LINKS = 40 }; /* what Linux follows */

/* DIRECTORY_OF with its last component replaced by NAME. */
static char *join(const char *directory_of, const char *name) {
    const char *slash = strrchr(directory_of, '/');
    size_t length = slash ? (size_t)(slash - directory_of) + 1 : 0;
    struct mm_buffer path = {0};
    if (name[0] != '/') mm_buffer_add(&path, directory_of, length);
    mm_buffer_add_text(&path, name);
    char *joined = mm_buffer_take(&path);
    if (!joined) errno = ENOMEM;
    return joined;
}

char *mm_resolve_links(const char *path) {
    char *resolved = join("", path);
    for (int links = 0; resolved; links++) {
        char target[PATH_MAX];
        ssize_t length = readlink(resolved, target, sizeof target - 1);
        /* No link (EINVAL) or nothing at all (ENOENT) is the place; any other trouble shows when the file is made. */
        if (length < 0) return resolved;
        target[length] = '\0';
        char *next = links < MOST_LINKS ? join(resolved, target) : NULL;
        if (links >= MOST_LINKS) errno = ELOOP;
        int number = errno;
        free(resolved);
        errno = number;
        resolved = next;
    }
    return NULL;
}

char *mm_temporary_beside(const char *path) {
    /* Not built from the name of PATH, which may be as long as a name can be. */
    return join(path, ".mm-XXXXXX");
}

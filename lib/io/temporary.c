/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file for data that must be read twice. */
#include "io/temporary.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/text.h"

const char *mm_temporary_directory(void) {
    const char *directory = getenv("TMPDIR");
    return directory != NULL && directory[0] != '\0' ? directory : "/tmp";
}

FILE *mm_temporary_file(void) {
    struct mm_buffer path = {0};
    mm_buffer_printf(&path, "%s/mm-XXXXXX", mm_temporary_directory());
    int descriptor = path.failed ? -1 : mkostemp(path.text, O_CLOEXEC);
    if (path.failed) errno = ENOMEM;
    FILE *file = NULL;
    if (descriptor >= 0) {
        unlink(path.text);
        file = fdopen(descriptor, "w+b");
        if (file == NULL) close(descriptor);
    }
    mm_buffer_free(&path);
    return file;
}

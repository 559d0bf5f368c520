/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file for data that must be read twice. */
#ifndef MM_IO_TEMPORARY_H
#define MM_IO_TEMPORARY_H

#include <stdio.h>

/* $TMPDIR, or /tmp where that is not set or empty. Borrowed from the environment. */
const char *mm_temporary_directory(void);

/* An empty file in that directory, without a name, so that it goes away with the process however that ends; owned by the caller, closed
 * with fclose(). Null with errno set when there can be none. */
FILE *mm_temporary_file(void);

#endif

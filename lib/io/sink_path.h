/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where an output file really is, and where its temporary file goes; only lib/io/sink.c includes this. */
#ifndef MM_IO_SINK_PATH_H
#define MM_IO_SINK_PATH_H

/* PATH with symbolic links of its last component followed, also to a file that is not there yet. The caller frees the
 * result. Null: errno says why. */
char *mm_resolve_links(const char *path);

/* A template for mkstemp in the directory of PATH; the caller frees it. Null: memory (errno ENOMEM). */
char *mm_temporary_beside(const char *path);

#endif

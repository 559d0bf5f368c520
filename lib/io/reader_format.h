/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a format gives to be a reader: reader.c knows these, and nobody else. */
#ifndef MM_IO_READER_FORMAT_H
#define MM_IO_READER_FORMAT_H

#include "io/reader.h"

struct mm_reader_operations {
    void (*close)(struct mm_reader *reader);
    enum mm_status (*request)(struct mm_reader *reader, struct mm_error *error); /* requests[] are set; may be null */
    enum mm_status (*next)(struct mm_reader *reader, struct mm_block *block, struct mm_error *error);
};

/* The common part; a format embeds it as its first member. */
struct mm_reader {
    const struct mm_reader_operations *operations;
    struct mm_source *source; /* owned */
    const struct mm_read_options *options;
    enum mm_format format;
    int delimiter;
    struct mm_schema schema;
    struct mm_strings parts;
    struct mm_request *requests; /* owned; set by mm_reader_request, all columns by default */
    size_t request_count;
    bool started;   /* a block was delivered; requests are closed */
    size_t missing; /* rows dropped */
    size_t row;     /* rows passed so far, dropped ones counted */
};

/* Each opens SOURCE in its format and sets *READER; on failure it leaves SOURCE open for the caller to close. */
enum mm_status mm_csv_open(struct mm_reader **reader, struct mm_source *source, const struct mm_read_options *options,
                           struct mm_error *error);
enum mm_status mm_json_open(struct mm_reader **reader, struct mm_source *source, const char *part,
                            const struct mm_read_options *options, struct mm_error *error);
enum mm_status mm_npy_open(struct mm_reader **reader, struct mm_source *source, const struct mm_read_options *options,
                           struct mm_error *error);
enum mm_status mm_npz_open(struct mm_reader **reader, struct mm_source *source, const char *part,
                           const struct mm_read_options *options, struct mm_error *error);
enum mm_status mm_safetensors_open(struct mm_reader **reader, struct mm_source *source, const char *part,
                                   const struct mm_read_options *options, struct mm_error *error);

/* The index of the part that is asked for (null: the only one). MM_USAGE, naming what there is, if it is not there or
 * left open; MM_DATA if its name stands twice. PARTS has at least one name. */
enum mm_status mm_choose_part(const struct mm_strings *parts, const char *part, const char *file, size_t *index,
                              struct mm_error *error);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A strict (RFC 8259) pull scanner of JSON over a window of the input that moves and grows. */
#ifndef MM_IO_JSON_SCAN_H
#define MM_IO_JSON_SCAN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "io/source.h"

enum {
    MM_JSON_WINDOW = 128 * 1024, /* bytes read at a time */
    MM_JSON_PADDING = 16,        /* zeros after the window: loops stop there, and may load words */
    MM_JSON_DEPTH = 256,         /* levels of nesting */
    MM_JSON_TOKEN = 16 << 20,    /* bytes of one text or number, as for a cell of CSV */
    MM_JSON_RETREAT = 4096       /* see mm_json_scan.checkpoint */
};

/* Punctuation is its own byte. */
enum mm_json_mark {
    MM_TOKEN_END = 0, /* of the input */
    MM_TOKEN_STRING = '"',
    MM_TOKEN_NUMBER = '0',
    MM_TOKEN_TRUE = 't',
    MM_TOKEN_FALSE = 'f',
    MM_TOKEN_NULL = 'n'
};

/* Points into the window: holds until the next token is asked for. */
struct mm_json_token {
    int mark;
    bool escaped;     /* a string with backslashes: mm_json_decode */
    const char *text; /* of a string: without its quotes */
    size_t length;
};

struct mm_json_scan {
    const unsigned char *at;     /* the next byte */
    const unsigned char *end;    /* zeros from here */
    const unsigned char *hold;   /* what follows is kept in the window, so that `at` can go back; null: nothing */
    const unsigned char *marked; /* lines are counted up to here */
    const unsigned char *line_start;
    size_t line;        /* from 1, at `marked` */
    size_t line_column; /* characters of this line before line_start, when these have left the window */
    size_t offset;      /* bytes of the input before the window */
    unsigned char *window;
    size_t capacity;
    struct mm_source *source; /* borrowed; null when the whole text is in the window */
    bool ended;
    /* If not null: when a token needs bytes that are not there yet, and `at` is at most MM_JSON_RETREAT bytes after
     * this place, MM_NEGATIVE is returned instead of waiting for them. So rows that are complete do not wait for the
     * next one; and no more than these bytes are ever scanned twice. */
    const unsigned char *checkpoint;
    const char *file;       /* borrowed */
    struct mm_error *error; /* where failures go; set by whoever calls */
};

/* Starts on SOURCE with a window of CAPACITY bytes, reads the first bytes and passes over a byte order mark. To
 * be closed also when this fails. */
enum mm_status mm_json_scan_open(struct mm_json_scan *scan, struct mm_source *source, size_t capacity,
                                 struct mm_error *error);
/* The same on a copy of LENGTH bytes. */
enum mm_status mm_json_scan_text(struct mm_json_scan *scan, const char *text, size_t length, const char *file,
                                 struct mm_error *error);
void mm_json_scan_close(struct mm_json_scan *scan);

/* The next token, checked. */
enum mm_status mm_json_next(struct mm_json_scan *scan, struct mm_json_token *token);

/* Passes over BYTE if it is the very next one: the quick way over punctuation without blanks before it. */
static inline bool mm_json_take(struct mm_json_scan *scan, char byte) {
    if (*scan->at != (unsigned char)byte) return false;
    scan->at++;
    return true;
}

/* Passes over the rest of the value that begins with TOKEN, which is the latest one. */
enum mm_status mm_json_skip(struct mm_json_scan *scan, const struct mm_json_token *token);

/* The latest token shall be MARK (else "expected WHAT but found …"). */
enum mm_status mm_json_expect(struct mm_json_scan *scan, const struct mm_json_token *token, int mark, const char *what);

/* Brings more of the input into the window, which moves: bytes from *START (and `hold`) on are kept, and *START points
 * to them afterwards. At the end of the input it sets `ended`. */
enum mm_status mm_json_more(struct mm_json_scan *scan, const unsigned char **start);

/* Behind a key: over the colon to the first token of the value, which may be none. */
enum mm_status mm_json_pass_colon(struct mm_json_scan *scan, struct mm_json_token *token);

/* Behind a value: over the comma to the next first token, or to the bracket CLOSE, which may not follow a comma. */
enum mm_status mm_json_pass_comma(struct mm_json_scan *scan, struct mm_json_token *token, char close);

/* Whether only blanks are left. */
enum mm_status mm_json_at_end(struct mm_json_scan *scan, bool *end);

/* Position in the input in bytes, for going back under `hold` and for measuring. */
size_t mm_json_tell(const struct mm_json_scan *scan);
void mm_json_seek(struct mm_json_scan *scan, size_t position);

/* The line of `at`; later positions only, until the window moves. */
size_t mm_json_line(struct mm_json_scan *scan);

/* Sets the place of an error to the byte at WHERE (in the window); the line, and the column in characters. */
void mm_json_place(const struct mm_json_scan *scan, const void *where, size_t *line, size_t *column);
enum mm_status mm_json_fail(struct mm_json_scan *scan, const void *where, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The latest token's first byte, quote included. */
static inline const char *mm_json_token_start(const struct mm_json_token *token) {
    return token->mark == MM_TOKEN_STRING ? token->text - 1 : token->text;
}

/* Where that byte is in the input, for mm_json_seek. */
static inline size_t mm_json_token_place(const struct mm_json_scan *scan, const struct mm_json_token *token) {
    return scan->offset + (size_t)((const unsigned char *)mm_json_token_start(token) - scan->window);
}

/* Whether a token begins a number, string, true, false or null. */
static inline bool mm_json_is_scalar(const struct mm_json_token *token) {
    switch (token->mark) {
    case MM_TOKEN_STRING:
    case MM_TOKEN_NUMBER:
    case MM_TOKEN_TRUE:
    case MM_TOKEN_FALSE:
    case MM_TOKEN_NULL:
        return true;
    default:
        return false;
    }
}

#endif

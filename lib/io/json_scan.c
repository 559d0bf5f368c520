/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tokens of JSON: strings, numbers, literals and punctuation, checked letter by letter, and whole values passed over.
 */
#include "io/json_scan.h"

#include <stdint.h>
#include <string.h>

enum { SHOWN = 40 }; /* bytes of a bad token in an error */

/* Eight bytes, the first one lowest. The window's padding makes it safe at any place up to its end. */
static inline uint64_t load_word(const unsigned char *p) {
    uint64_t word;
    memcpy(&word, p, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

static const uint64_t each = 0x0101010101010101, high = 0x8080808080808080;

/* The first byte from P that is no digit. A byte that is one is at most 9 after the exclusive or; carries from bytes
 * that are none only reach later ones. */
static inline const unsigned char *pass_digits(const unsigned char *p) {
    for (;; p += 8) {
        uint64_t word = load_word(p) ^ 0x30 * each;
        uint64_t others = ((word + 0x76 * each) | word) & high;
        if (others != 0) return p + __builtin_ctzll(others) / 8;
    }
}

static inline bool is_digit(unsigned char c) {
    return (unsigned)c - '0' <= 9;
}

/* The digits before a point: one, or several that do not begin with 0. Which digit a single one is makes no branch,
 * for nothing could predict it. */
static inline const unsigned char *pass_integer(const unsigned char *p) {
    if (!is_digit(p[1])) return p + is_digit(p[0]);
    return *p == '0' ? p + 1 : pass_digits(p);
}

/* The first byte from P that ends a run of plain ASCII in a string: quote, backslash, control character, non-ASCII. */
static inline const unsigned char *pass_plain(const unsigned char *p) {
    for (;; p += 8) {
        uint64_t word = load_word(p), quote = word ^ '"' * each, backslash = word ^ '\\' * each;
        uint64_t found = ((quote - each) & ~quote) | ((backslash - each) & ~backslash) | ((word - 0x20 * each) & ~word);
        found = (found | word) & high;
        if (found != 0) return p + __builtin_ctzll(found) / 8;
    }
}

static inline bool is_blank(unsigned char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* Whether C could go on a number or a word: then what was read so far was not all of it. */
static bool continues_word(unsigned char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '+' || c == '-' ||
           c == '_';
}

/* What stands at START is neither a number nor a literal. */
static enum mm_status fail_word(struct mm_json_scan *scan, const unsigned char *start) {
    static const struct {
        const char *word, *advice;
    } known[] = {{"NaN", "null"},         {"nan", "null"},  {"None", "null"},  {"Infinity", "1e999"},
                 {"-Infinity", "-1e999"}, {"True", "true"}, {"False", "false"}};
    size_t length = 0;
    while (length < SHOWN) {
        if (start + length < scan->end) {
            if (!continues_word(start[length])) break;
            length++;
        } else {
            if (scan->ended) break;
            MM_TRY(mm_json_more(scan, &start));
        }
    }
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (length == strlen(known[i].word) && memcmp(start, known[i].word, length) == 0)
            return mm_json_fail(scan, start, "'%s' is not JSON; write %s", known[i].word, known[i].advice);
    return mm_json_fail(scan, start, "not JSON: '%.*s'", (int)length, (const char *)start);
}

/* After the token that ends at P: it must have been whole. */
static inline bool is_whole(const struct mm_json_scan *scan, const unsigned char *p) {
    return *p == ',' || *p == ']' || (p < scan->end ? !continues_word(*p) : scan->ended);
}

static enum mm_status scan_number(struct mm_json_scan *scan, struct mm_json_token *token) {
    for (;;) {
        const unsigned char *start = scan->at, *p = start, *digits;
        p += *p == '-';
        digits = p;
        p = pass_integer(p);
        bool good = p > digits;
        if (good && *p == '.') {
            digits = p + 1;
            p = pass_digits(digits);
            good = p > digits;
        }
        if (good && (*p == 'e' || *p == 'E')) {
            p++;
            if (*p == '+' || *p == '-') p++;
            digits = p;
            p = pass_digits(p);
            good = p > digits;
        }
        if (good && is_whole(scan, p)) {
            *token = (struct mm_json_token){MM_TOKEN_NUMBER, false, (const char *)start, (size_t)(p - start)};
            scan->at = p;
            return MM_OK;
        }
        if (p < scan->end || scan->ended) return fail_word(scan, start);
        MM_TRY(mm_json_more(scan, &scan->at));
    }
}

static enum mm_status scan_literal(struct mm_json_scan *scan, struct mm_json_token *token, const char *word) {
    size_t length = strlen(word);
    for (;;) {
        size_t here = (size_t)(scan->end - scan->at);
        if (here > length || scan->ended) break;
        MM_TRY(mm_json_more(scan, &scan->at));
    }
    /* Beyond the end are zeros, so that a comparison fails there by itself. */
    if (memcmp(scan->at, word, length) != 0 || !is_whole(scan, scan->at + length)) return fail_word(scan, scan->at);
    *token = (struct mm_json_token){*word, false, (const char *)scan->at, length};
    scan->at += length;
    return MM_OK;
}

/* The length of the well-formed UTF-8 sequence at P (RFC 3629: no surrogates, nothing overlong, up to U+10FFFF), or 0.
 */
static size_t utf8_length(const unsigned char *p) {
    unsigned char first = p[0], second = p[1];
    if (first < 0xc2 || first > 0xf4 || (second & 0xc0) != 0x80) return 0;
    if (first < 0xe0) return 2;
    if ((p[2] & 0xc0) != 0x80) return 0;
    if (first < 0xf0) return (first == 0xe0 && second < 0xa0) || (first == 0xed && second > 0x9f) ? 0 : 3;
    if ((p[3] & 0xc0) != 0x80 || (first == 0xf0 && second < 0x90) || (first == 0xf4 && second > 0x8f)) return 0;
    return 4;
}

/* The four hexadecimal digits at P, or -1. */
static int hexadecimal(const unsigned char *p) {
    int value = 0;
    for (int i = 0; i < 4; i++) {
        int digit = is_digit(p[i])                                 ? p[i] - '0'
                    : (p[i] | 0x20) >= 'a' && (p[i] | 0x20) <= 'f' ? (p[i] | 0x20) - 'a' + 10
                                                                   : -1;
        if (digit < 0) return -1;
        value = value * 16 + digit;
    }
    return value;
}

/* No token begins with what is at P. */
static enum mm_status fail_character(struct mm_json_scan *scan, const unsigned char *p) {
    size_t length = utf8_length(p);
    return mm_json_fail(scan, p, "not JSON: '%.*s'", length > 0 ? (int)length : 1, (const char *)p);
}

/* The length of the escape at P, whose backslash is followed by at least 11 more bytes or by zeros; or 0. */
static size_t escape_length(const unsigned char *p) {
    if (p[1] != 'u') return p[1] != '\0' && strchr("\"\\/bfnrt", p[1]) != NULL ? 2 : 0;
    int unit = hexadecimal(p + 2);
    if (unit <= 0 || (unit >= 0xdc00 && unit <= 0xdfff)) return 0;
    if (unit < 0xd800 || unit > 0xdfff) return 6;
    if (p[6] != '\\' || p[7] != 'u') return 0;
    unit = hexadecimal(p + 8);
    return unit >= 0xdc00 && unit <= 0xdfff ? 12 : 0;
}

/* What is wrong with the string at the byte P, where it can be nothing else than wrong. */
static enum mm_status fail_string(struct mm_json_scan *scan, const unsigned char *p) {
    if (p >= scan->end) return mm_json_fail(scan, scan->at, "text without a closing quote");
    if (*p >= 0x80) return mm_json_fail(scan, p, "text is not valid UTF-8");
    if (*p < 0x20) return mm_json_fail(scan, p, "control character in text: write it as \\u%04x", *p);
    if (p[1] == 'u' && hexadecimal(p + 2) == 0) return mm_json_fail(scan, p, "NUL character in text");
    if (p[1] == 'u' && hexadecimal(p + 2) > 0) return mm_json_fail(scan, p, "half of a surrogate pair in text");
    return mm_json_fail(scan, p, "unknown escape in text: '\\%.1s'", (const char *)p + 1);
}

static enum mm_status scan_string(struct mm_json_scan *scan, struct mm_json_token *token) {
    enum { LONGEST_ESCAPE = 12 };
    bool escaped = false;
    const unsigned char *p = scan->at + 1;
    for (;;) {
        p = pass_plain(p);
        if (*p == '"') break;
        size_t length = 0;
        if (*p == '\\') {
            length = escape_length(p);
            escaped = true;
        } else if (*p >= 0x80) {
            length = utf8_length(p);
        }
        p += length;
        if (length > 0) continue;
        /* Near the window's end it may be only half of something good. */
        if (scan->end - p >= LONGEST_ESCAPE || scan->ended) return fail_string(scan, p);
        size_t passed = (size_t)(p - scan->at);
        MM_TRY(mm_json_more(scan, &scan->at));
        p = scan->at + passed;
    }
    const char *text = (const char *)scan->at + 1;
    *token = (struct mm_json_token){MM_TOKEN_STRING, escaped, text, (size_t)((const char *)p - text)};
    scan->at = p + 1;
    return MM_OK;
}

enum mm_status mm_json_next(struct mm_json_scan *scan, struct mm_json_token *token) {
    for (;;) {
        const unsigned char *p = scan->at;
        while (is_blank(*p)) p++;
        scan->at = p;
        switch (*p) {
        case ',':
        case ':':
        case '[':
        case ']':
        case '{':
        case '}':
            *token = (struct mm_json_token){*p, false, (const char *)p, 1};
            scan->at = p + 1;
            return MM_OK;
        case '"':
            return scan_string(scan, token);
        case '-':
        case '0':
        case '1':
        case '2':
        case '3':
        case '4':
        case '5':
        case '6':
        case '7':
        case '8':
        case '9':
            return scan_number(scan, token);
        case 't':
            return scan_literal(scan, token, "true");
        case 'f':
            return scan_literal(scan, token, "false");
        case 'n':
            return scan_literal(scan, token, "null");
        case '\0':
            if (p < scan->end) return mm_json_fail(scan, p, "NUL byte");
            if (scan->ended) {
                *token = (struct mm_json_token){MM_TOKEN_END, false, (const char *)p, 0};
                return MM_OK;
            }
            MM_TRY(mm_json_more(scan, &scan->at));
            break;
        default:
            if (continues_word(*p)) return fail_word(scan, p);
            if (*p >= 0x80 && scan->end - p < 4 && !scan->ended) {
                MM_TRY(mm_json_more(scan, &scan->at));
                break;
            }
            return fail_character(scan, p);
        }
    }
}

enum mm_status mm_json_expect(struct mm_json_scan *scan, const struct mm_json_token *token, int mark,
                              const char *what) {
    if (token->mark == mark) return MM_OK;
    const char *start = mm_json_token_start(token);
    if (token->mark == MM_TOKEN_END) return mm_json_fail(scan, start, "the input ends where %s is expected", what);
    int length = (int)(token->length < SHOWN ? token->length : SHOWN);
    return mm_json_fail(scan, start, "expected %s but found '%.*s'", what, length, token->text);
}

/* A value begins with TOKEN, or there is an error. */
static enum mm_status expect_value(struct mm_json_scan *scan, const struct mm_json_token *token) {
    if (token->mark == '[' || token->mark == '{' || mm_json_is_scalar(token)) return MM_OK;
    return mm_json_expect(scan, token, MM_TOKEN_STRING, "a value");
}

enum mm_status mm_json_pass_colon(struct mm_json_scan *scan, struct mm_json_token *token) {
    if (!mm_json_take(scan, ':')) {
        MM_TRY(mm_json_next(scan, token));
        MM_TRY(mm_json_expect(scan, token, ':', "':' after the key"));
    }
    return mm_json_next(scan, token);
}

enum mm_status mm_json_pass_comma(struct mm_json_scan *scan, struct mm_json_token *token, char close) {
    if (!mm_json_take(scan, ',')) {
        MM_TRY(mm_json_next(scan, token));
        if (token->mark == close) return MM_OK;
        MM_TRY(mm_json_expect(scan, token, ',', close == ']' ? "',' or ']'" : "',' or '}'"));
    }
    MM_TRY(mm_json_next(scan, token));
    if (token->mark != close) return MM_OK;
    return mm_json_expect(scan, token, MM_TOKEN_STRING, close == ']' ? "a value" : "a key");
}

/* From a member's key (TOKEN) to the first token of its value. */
static enum mm_status pass_key(struct mm_json_scan *scan, struct mm_json_token *token) {
    MM_TRY(mm_json_expect(scan, token, MM_TOKEN_STRING, "a key"));
    return mm_json_pass_colon(scan, token);
}

enum mm_status mm_json_skip(struct mm_json_scan *scan, const struct mm_json_token *first) {
    char open[MM_JSON_DEPTH];
    size_t depth = 0;
    struct mm_json_token token = *first;
    for (;;) {
        MM_TRY(expect_value(scan, &token));
        bool ended = true; /* the latest value has ended */
        if (!mm_json_is_scalar(&token)) {
            if (depth == MM_JSON_DEPTH)
                return mm_json_fail(scan, token.text, "over %d levels of nesting", MM_JSON_DEPTH);
            char bracket = (char)token.mark;
            MM_TRY(mm_json_next(scan, &token));
            if (token.mark != bracket + 2) { /* ASCII has ] and } two places after [ and { */
                open[depth++] = bracket;
                if (bracket == '{') MM_TRY(pass_key(scan, &token));
                ended = false;
            }
        }
        while (ended && depth > 0) {
            char close = (char)(open[depth - 1] + 2);
            MM_TRY(mm_json_pass_comma(scan, &token, close));
            ended = token.mark == close;
            if (ended)
                depth--;
            else if (close == '}')
                MM_TRY(pass_key(scan, &token));
        }
        if (ended) return MM_OK;
    }
}

enum mm_status mm_json_at_end(struct mm_json_scan *scan, bool *end) {
    for (;;) {
        while (is_blank(*scan->at)) scan->at++;
        *end = scan->at == scan->end;
        if (!*end || scan->ended) return MM_OK;
        MM_TRY(mm_json_more(scan, &scan->at));
    }
}

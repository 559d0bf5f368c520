/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers against the C library: parsing agrees with strtod() on the accepted syntax, printing loses no bit. */
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/number.h"

/* The syntax of number.h, written a second time as a machine of states. */
static bool is_decimal(const char *text, size_t length) {
    enum { SIGN, WHOLE, LONE_POINT, FRACTION, LETTER, EXPONENT_SIGN, EXPONENT, WRONG } state = SIGN;
    bool begun = false;
    for (size_t i = 0; i < length; i++) {
        bool digit = strchr("0123456789", text[i]) && text[i];
        bool sign = text[i] == '+' || text[i] == '-', letter = text[i] == 'e' || text[i] == 'E';
        switch (state) {
        case SIGN:
            state = digit ? WHOLE : text[i] == '.' ? LONE_POINT : sign && !begun ? SIGN : WRONG;
            begun = true;
            break;
        case WHOLE:
            state = digit ? WHOLE : text[i] == '.' ? FRACTION : letter ? LETTER : WRONG;
            break;
        case LONE_POINT:
            state = digit ? FRACTION : WRONG;
            break;
        case FRACTION:
            state = digit ? FRACTION : letter ? LETTER : WRONG;
            break;
        case LETTER:
            state = digit ? EXPONENT : sign ? EXPONENT_SIGN : WRONG;
            break;
        case EXPONENT_SIGN:
        case EXPONENT:
            state = digit ? EXPONENT : WRONG;
            break;
        case WRONG:
            return false;
        }
    }
    return state == WHOLE || state == FRACTION || state == EXPONENT;
}

static bool is_word(const char *text) {
    const char *unsigned_text = text + (*text == '+' || *text == '-');
    return strcasecmp(text, "nan") == 0 || strcasecmp(unsigned_text, "inf") == 0 ||
           strcasecmp(unsigned_text, "infinity") == 0;
}

static void require(bool truth, const char *what) {
    if (truth) return;
    fprintf(stderr, "fuzz_number: %s\n", what);
    abort();
}

static bool same(double a, double b) {
    return (isnan(a) && isnan(b)) || memcmp(&a, &b, sizeof a) == 0;
}

static void check_parse(const uint8_t *data, size_t size) {
    /* Exactly as long as the text, so that a read beyond it is seen. */
    char *exact = malloc(size > 0 ? size : 1), *terminated = malloc(size + 1);
    if (exact && terminated) {
        if (size > 0) memcpy(exact, data, size);
        if (size > 0) memcpy(terminated, data, size);
        terminated[size] = '\0';
        bool word = memchr(terminated, '\0', size) == NULL && is_word(terminated);
        double value = 7, expected = strtod(terminated, NULL);
        enum mm_number_result result = mm_parse_number(exact, size, &value);
        if (!word && !is_decimal(exact, size)) {
            require(result == MM_NUMBER_SYNTAX && value == 7, "accepted what is no number");
        } else if (!word && isinf(expected)) {
            require(result == MM_NUMBER_OVERFLOW && value == 7, "overflow not seen");
        } else {
            require(result == MM_NUMBER_OK && same(value, expected), "another value than strtod's");
        }
    }
    free(exact);
    free(terminated);
}

static void check_format(const uint8_t *data, size_t size) {
    double value, back;
    char text[MM_NUMBER_TEXT], reference[64];
    if (size < sizeof value + 1) return;
    memcpy(&value, data, sizeof value);
    size_t length = mm_format_number(value, text);
    require(length < sizeof text && strlen(text) == length, "length");
    require(mm_parse_number(text, length, &back) == MM_NUMBER_OK && same(value, back), "printing lost bits");
    int digits = data[sizeof value] % 17 + 1;
    length = mm_format_digits(value, digits, text);
    require(length < sizeof text && strlen(text) == length, "length with digits");
    snprintf(reference, sizeof reference, "%.*e", digits - 1, value);
    require(same(strtod(text, NULL), strtod(reference, NULL)), "rounded another way than printf");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    check_parse(data, size);
    check_format(data, size);
    return 0;
}

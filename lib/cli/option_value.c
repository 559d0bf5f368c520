/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Option arguments: text to a checked value in the option's destination. */
#include "cli/option_value.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "base/text.h"
#include "cli/command.h"

/* What is asked of one argument; carried through the checks so that each error can name option and text. */
struct argument {
    const char *shown, *text;
    double low, high;
    bool open;
    struct mm_error *error;
};

bool mm_option_takes_argument(const struct mm_option *option) {
    switch (option->kind) {
    case MM_OPTION_REAL:
    case MM_OPTION_COUNT:
    case MM_OPTION_NATURAL:
    case MM_OPTION_STRING:
    case MM_OPTION_CHOICE:
    case MM_OPTION_COLUMN:
    case MM_OPTION_COLUMNS:
    case MM_OPTION_FILE:
    case MM_OPTION_DELIMITER:
        return true;
    default:
        return false;
    }
}

static enum mm_status out_of_range(const struct argument *a, double value) {
    char low[MM_NUMBER_TEXT], high[MM_NUMBER_TEXT];
    mm_format_number(a->low, low);
    mm_format_number(a->high, high);
    if (isfinite(a->low) && isfinite(a->high))
        return mm_fail(a->error, MM_USAGE, "%s: %s is not between %s and %s%s", a->shown, a->text, low, high,
                       value == a->low || value == a->high ? ", ends excluded" : "");
    if (isfinite(a->low))
        return mm_fail(a->error, MM_USAGE, "%s: %s is %s %s", a->shown, a->text, a->open ? "not above" : "below", low);
    return mm_fail(a->error, MM_USAGE, "%s: %s is %s %s", a->shown, a->text, a->open ? "not below" : "above", high);
}

static enum mm_status store_real(const struct argument *a, double *to) {
    double value = 0;
    enum mm_number_result result = mm_parse_number(a->text, strlen(a->text), &value);
    /* NaN stands for "not given" in a destination, so it cannot be given. */
    if (result == MM_NUMBER_SYNTAX || (result == MM_NUMBER_OK && isnan(value)))
        return mm_fail(a->error, MM_USAGE, "%s: not a number: '%s'", a->shown, a->text);
    if (result == MM_NUMBER_OVERFLOW)
        return mm_fail(a->error, MM_USAGE, "%s: too large for a double: '%s'", a->shown, a->text);
    if (a->open && isinf(value)) return mm_fail(a->error, MM_USAGE, "%s: %s is not finite", a->shown, a->text);
    bool inside = a->open ? value > a->low && value < a->high : value >= a->low && value <= a->high;
    if (!inside) return out_of_range(a, value);
    *to = value;
    return MM_OK;
}

static enum mm_status store_whole(const struct argument *a, uint64_t *to) {
    uint64_t value = 0;
    enum mm_number_result result = mm_parse_unsigned(a->text, strlen(a->text), &value);
    if (result == MM_NUMBER_SYNTAX) {
        /* Say what is wrong with a number that is one, but not in this form: -5, 1e6, 2.5. */
        double number = 0;
        if (mm_parse_number(a->text, strlen(a->text), &number) != MM_NUMBER_OK || number != floor(number) ||
            isinf(number))
            return mm_fail(a->error, MM_USAGE, "%s: not a whole number: '%s'", a->shown, a->text);
        if (number < 0) return out_of_range(a, number);
        return mm_fail(a->error, MM_USAGE, "%s: '%s' has to be written out in digits", a->shown, a->text);
    }
    if (result == MM_NUMBER_OVERFLOW && isinf(a->high))
        return mm_fail(a->error, MM_USAGE, "%s: %s is too large", a->shown, a->text);
    if (result == MM_NUMBER_OVERFLOW || (double)value < a->low || (double)value > a->high)
        return out_of_range(a, result == MM_NUMBER_OVERFLOW ? INFINITY : (double)value);
    *to = value;
    return MM_OK;
}

static enum mm_status store_count(const struct argument *a, size_t *to) {
    uint64_t value = 0;
    MM_TRY(store_whole(a, &value));
    size_t count = (size_t)value;
    if (count != value) return mm_fail(a->error, MM_USAGE, "%s: %s is too large", a->shown, a->text);
    *to = count;
    return MM_OK;
}

static enum mm_status fail_choice(const struct argument *a, const struct mm_strings *choices) {
    struct mm_buffer list = {0};
    for (size_t i = 0; i < choices->count; i++) mm_buffer_printf(&list, "%s%s", i > 0 ? ", " : "", choices->items[i]);
    const char *near = mm_nearest_name(a->text, (const char *const *)choices->items, choices->count);
    enum mm_status status = MM_OK;
    if (list.failed || list.text == NULL)
        status = mm_fail_memory(a->error);
    else if (near != NULL)
        status = mm_fail(a->error, MM_USAGE, "%s: unknown value '%s'; did you mean '%s'? (%s)", a->shown, a->text, near,
                         list.text);
    else
        status = mm_fail(a->error, MM_USAGE, "%s: unknown value '%s' (%s)", a->shown, a->text, list.text);
    mm_buffer_free(&list);
    return status;
}

static enum mm_status store_choice(const struct argument *a, const char *alternatives, int first, int *to) {
    struct mm_strings choices = {0};
    enum mm_status status = MM_OK;
    if (!mm_strings_split(&choices, alternatives, '|')) {
        status = mm_fail_memory(a->error);
    } else {
        size_t i = 0;
        while (i < choices.count && strcmp(choices.items[i], a->text) != 0) i++;
        if (i < choices.count)
            *to = first + (int)i;
        else
            status = fail_choice(a, &choices);
    }
    mm_strings_free(&choices);
    return status;
}

static enum mm_status store_delimiter(const struct argument *a, int *to) {
    if (strcmp(a->text, "tab") == 0 || strcmp(a->text, "\\t") == 0)
        *to = '\t';
    else if (strcmp(a->text, "space") == 0)
        *to = -1;
    else if (strcmp(a->text, "auto") == 0)
        *to = 0;
    else if (strlen(a->text) == 1 && strchr("\"\r\n", a->text[0]) == NULL) /* these have a meaning of their own */
        *to = (unsigned char)a->text[0];
    else
        return mm_fail(a->error, MM_USAGE, "%s: neither one byte nor tab, space or auto: '%s'", a->shown, a->text);
    return MM_OK;
}

static enum mm_status store(const struct mm_option *option, struct argument *a) {
    switch (option->kind) {
    case MM_OPTION_REAL:
        return store_real(a, option->to.real);
    case MM_OPTION_COUNT:
        /* Doubles no longer hold every integer from here on: such a bound only says that there is none. */
        if (a->high >= 0x1p53) a->high = INFINITY;
        return store_count(a, option->to.count);
    case MM_OPTION_NATURAL:
        a->low = 0;
        a->high = INFINITY;
        return store_whole(a, option->to.natural);
    case MM_OPTION_CHOICE:
        return store_choice(a, option->argument, 0, option->to.integer);
    case MM_OPTION_HELP:
        return store_choice(a, MM_HELP_FORMS, MM_HELP_MAN, option->to.integer);
    case MM_OPTION_DELIMITER:
        return store_delimiter(a, option->to.integer);
    default:
        *option->to.text = a->text;
        return MM_OK;
    }
}

enum mm_status mm_store_argument(const struct mm_option *option, const char *shown, const char *text,
                                 struct mm_error *error) {
    struct argument argument = {
        .shown = shown, .text = text, .low = option->low, .high = option->high, .open = option->open, .error = error};
    MM_TRY(store(option, &argument));
    if (option->given != NULL) *option->given = true;
    return MM_OK;
}

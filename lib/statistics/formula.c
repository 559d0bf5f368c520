/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A parser by descent: items of a sum become terms as they are met. */
#include "statistics/formula.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

struct parser {
    const char *text, *at;
    const struct mm_strings *all;
    struct mm_formula *formula;
    struct mm_error *error;
};

static enum mm_status fail(const struct parser *parser, const char *wanted) {
    size_t place = (size_t)(parser->at - parser->text) + 1;
    if (*parser->at == '\0')
        return mm_fail(parser->error, MM_USAGE, "formula '%s': %s is wanted at its end", parser->text, wanted);
    return mm_fail(parser->error, MM_USAGE, "formula '%s': %s is wanted at character %zu, '%c'", parser->text, wanted,
                   place, *parser->at);
}

static void skip_blanks(struct parser *parser) {
    parser->at += strspn(parser->at, " \t\n");
}

static bool accept(struct parser *parser, char byte) {
    skip_blanks(parser);
    if (*parser->at != byte) return false;
    parser->at++;
    return true;
}

static bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

static bool in_name(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || is_digit(byte) || byte == '_' ||
           byte == '.' || (unsigned char)byte >= 0x80;
}

static enum mm_status read_name(struct parser *parser, struct mm_span *name) {
    skip_blanks(parser);
    char closing = *parser->at == '[' ? ']' : *parser->at == '`' ? '`' : '\0';
    if (closing != '\0') {
        const char *end = strchr(parser->at + 1, closing);
        if (end == NULL || end == parser->at + 1) return fail(parser, "a name in brackets or backticks");
        *name = (struct mm_span){parser->at + 1, (size_t)(end - parser->at - 1)};
        parser->at = end + 1;
        return MM_OK;
    }
    const char *end = parser->at;
    while (in_name(*end)) end++;
    if (end == parser->at || is_digit(*parser->at)) return fail(parser, "a column");
    *name = (struct mm_span){parser->at, (size_t)(end - parser->at)};
    parser->at = end;
    return MM_OK;
}

static bool find_variable(const struct mm_strings *names, struct mm_span name, size_t *index) {
    for (*index = 0; *index < names->count; ++*index)
        if (mm_span_is(name, names->items[*index])) return true;
    return false;
}

static enum mm_status use_variable(struct parser *parser, struct mm_span name, size_t *index) {
    struct mm_strings *names = &parser->formula->variables;
    if (mm_span_is(name, parser->formula->response))
        return mm_fail(parser->error, MM_USAGE, "formula '%s': the response '%s' is on the right side too",
                       parser->text, parser->formula->response);
    if (find_variable(names, name, index)) return MM_OK;
    if (parser->all != NULL) {
        char *wanted = mm_copy_text(name.text, name.length);
        if (wanted == NULL) return mm_fail_memory(parser->error);
        const char *near = mm_nearest_name(wanted, (const char *const *)names->items, names->count);
        mm_fail(parser->error, MM_USAGE, "unknown column '%s'%s%s%s", wanted, near != NULL ? "; did you mean '" : "",
                near != NULL ? near : "", near != NULL ? "'?" : "");
        free(wanted);
        return MM_USAGE;
    }
    return mm_strings_add(names, name.text, name.length) ? MM_OK : mm_fail_memory(parser->error);
}

/* TERM *= x_variable^power */
static enum mm_status multiply(struct parser *parser, struct mm_term *term, size_t variable, unsigned power) {
    unsigned degree = power;
    size_t at = 0;
    for (size_t k = 0; k < term->count; k++) degree += term->factors[k].power;
    if (degree > MM_FORMULA_DEGREE)
        return mm_fail(parser->error, MM_USAGE, "formula '%s': a term of degree above %d", parser->text,
                       MM_FORMULA_DEGREE);
    while (at < term->count && term->factors[at].variable < variable) at++;
    if (at < term->count && term->factors[at].variable == variable) {
        term->factors[at].power += power;
        return MM_OK;
    }
    if (term->count == MM_FORMULA_FACTORS)
        return mm_fail(parser->error, MM_USAGE, "formula '%s': a term of more than %d columns", parser->text,
                       MM_FORMULA_FACTORS);
    memmove(term->factors + at + 1, term->factors + at, (term->count - at) * sizeof *term->factors);
    term->factors[at] = (struct mm_factor){variable, power};
    term->count++;
    return MM_OK;
}

static enum mm_status read_power(struct parser *parser, struct mm_term *term) {
    struct mm_span name;
    size_t variable;
    unsigned power = 1;
    MM_TRY(read_name(parser, &name));
    if (accept(parser, '^')) {
        skip_blanks(parser);
        if (!is_digit(*parser->at)) return fail(parser, "a power, a whole number from 1 on,");
        for (power = 0; is_digit(*parser->at); parser->at++)
            if (power <= MM_FORMULA_DEGREE) power = 10 * power + (unsigned)(*parser->at - '0');
        if (power == 0) return mm_fail(parser->error, MM_USAGE, "formula '%s': the power 0", parser->text);
    }
    MM_TRY(use_variable(parser, name, &variable));
    return multiply(parser, term, variable, power);
}

static bool at_function(struct parser *parser) {
    skip_blanks(parser);
    const char *after = parser->at + 1;
    if (*parser->at != 'I') return false;
    after += strspn(after, " \t\n");
    if (*after != '(') return false;
    parser->at = after + 1;
    return true;
}

static enum mm_status read_product(struct parser *parser, struct mm_term *term) {
    *term = (struct mm_term){0};
    do {
        if (!at_function(parser)) {
            MM_TRY(read_power(parser, term));
            continue;
        }
        do {
            MM_TRY(read_power(parser, term));
        } while (accept(parser, '*'));
        if (!accept(parser, ')')) return fail(parser, "* or )");
    } while (accept(parser, ':'));
    return MM_OK;
}

static bool same_term(const struct mm_term *a, const struct mm_term *b) {
    if (a->count != b->count) return false;
    for (size_t k = 0; k < a->count; k++)
        if (a->factors[k].variable != b->factors[k].variable || a->factors[k].power != b->factors[k].power)
            return false;
    return true;
}

static enum mm_status add_name(struct parser *parser, const struct mm_term *term) {
    struct mm_formula *formula = parser->formula;
    struct mm_buffer name = {0};
    for (size_t k = 0; k < term->count; k++) {
        if (k > 0) mm_buffer_add_byte(&name, ':');
        mm_buffer_add_text(&name, formula->variables.items[term->factors[k].variable]);
        if (term->factors[k].power > 1) mm_buffer_printf(&name, "^%u", term->factors[k].power);
    }
    if (term->count == 0) mm_buffer_add_text(&name, "(intercept)");
    bool added = !name.failed && mm_strings_add(&formula->names, name.text, name.length);
    mm_buffer_free(&name);
    return added ? MM_OK : mm_fail_memory(parser->error);
}

static enum mm_status put(struct parser *parser, const struct mm_term *term, bool out) {
    struct mm_formula *formula = parser->formula;
    size_t place = 0;
    while (place < formula->count && !same_term(&formula->terms[place], term)) place++;
    if (!out && place < formula->count) return MM_OK;
    if (out) {
        /* What "." stands for is not known at first. */
        if (place == formula->count && formula->has_all && parser->all == NULL) return MM_OK;
        if (place == formula->count)
            return mm_fail(parser->error, MM_USAGE, "formula '%s': what '-' takes out is not there", parser->text);
        formula->count--;
        memmove(formula->terms + place, formula->terms + place + 1, (formula->count - place) * sizeof *formula->terms);
        return MM_OK;
    }
    if (!mm_grow(&formula->terms, &formula->capacity, formula->count, 1, sizeof *formula->terms))
        return mm_fail_memory(parser->error);
    formula->terms[formula->count++] = *term;
    return MM_OK;
}

static int bits_of(unsigned choice) {
    int bits = 0;
    for (; choice != 0; choice &= choice - 1) bits++;
    return bits;
}

/* All products of some of COUNT terms, those of fewer first. */
static enum mm_status put_crossing(struct parser *parser, const struct mm_term *terms, unsigned count, bool out) {
    for (int size = 1; size <= (int)count; size++) {
        for (unsigned choice = 1; choice < 1U << count; choice++) {
            struct mm_term product = {0};
            if (bits_of(choice) != size) continue;
            for (unsigned i = 0; i < count; i++) {
                for (size_t k = 0; choice >> i & 1 && k < terms[i].count; k++)
                    MM_TRY(multiply(parser, &product, terms[i].factors[k].variable, terms[i].factors[k].power));
            }
            MM_TRY(put(parser, &product, out));
        }
    }
    return MM_OK;
}

static enum mm_status put_all(struct parser *parser, bool out) {
    const struct mm_strings *all = parser->all;
    parser->formula->has_all = true;
    for (size_t j = 0; all != NULL && j < all->count; j++) {
        struct mm_term term = {0};
        size_t variable;
        if (strcmp(all->items[j], parser->formula->response) == 0) continue;
        MM_TRY(use_variable(parser, mm_span_of(all->items[j]), &variable));
        MM_TRY(multiply(parser, &term, variable, 1));
        MM_TRY(put(parser, &term, out));
    }
    return MM_OK;
}

static enum mm_status read_item(struct parser *parser, bool out) {
    struct mm_term terms[MM_FORMULA_FACTORS];
    unsigned count = 0;
    skip_blanks(parser);
    if ((*parser->at == '0' || *parser->at == '1') && !in_name(parser->at[1])) {
        parser->formula->intercept = (*parser->at++ == '1') != out;
        return MM_OK;
    }
    if (*parser->at == '.' && !in_name(parser->at[1])) {
        parser->at++;
        return put_all(parser, out);
    }
    do {
        if (count == MM_FORMULA_FACTORS)
            return mm_fail(parser->error, MM_USAGE, "formula '%s': more than %d terms crossed", parser->text,
                           MM_FORMULA_FACTORS);
        MM_TRY(read_product(parser, &terms[count++]));
    } while (accept(parser, '*'));
    return put_crossing(parser, terms, count, out);
}

static enum mm_status read_sum(struct parser *parser) {
    bool out = accept(parser, '-');
    if (!out) accept(parser, '+');
    for (;;) {
        MM_TRY(read_item(parser, out));
        out = accept(parser, '-');
        if (out || accept(parser, '+')) continue;
        return *parser->at == '\0' ? MM_OK : fail(parser, "+, -, * or :");
    }
}

/* The intercept goes before the others, and every term gets its name. */
static enum mm_status finish(struct parser *parser) {
    struct mm_formula *formula = parser->formula;
    if (formula->intercept) {
        if (!mm_grow(&formula->terms, &formula->capacity, formula->count, 1, sizeof *formula->terms))
            return mm_fail_memory(parser->error);
        memmove(formula->terms + 1, formula->terms, formula->count++ * sizeof *formula->terms);
        formula->terms[0] = (struct mm_term){0};
    }
    for (size_t k = 0; k < formula->count; k++) MM_TRY(add_name(parser, &formula->terms[k]));
    if (formula->count == 0 && (parser->all != NULL || !formula->has_all))
        return mm_fail(parser->error, MM_USAGE, "formula '%s': no term is left", parser->text);
    return MM_OK;
}

static enum mm_status start(struct parser *parser, struct mm_span response) {
    struct mm_formula *formula = parser->formula;
    formula->intercept = true;
    formula->response = mm_copy_text(response.text, response.length);
    if (formula->response == NULL) return mm_fail_memory(parser->error);
    for (size_t j = 0; parser->all != NULL && j < parser->all->count; j++)
        if (!mm_strings_add(&formula->variables, parser->all->items[j], strlen(parser->all->items[j])))
            return mm_fail_memory(parser->error);
    return MM_OK;
}

enum mm_status mm_formula_parse(struct mm_formula *formula, const char *text, const struct mm_strings *all,
                                struct mm_error *error) {
    struct parser parser = {.text = text, .at = text, .all = all, .formula = formula, .error = error};
    struct mm_span response;
    MM_TRY(read_name(&parser, &response));
    if (!accept(&parser, '~')) return fail(&parser, "~ after the response");
    MM_TRY(start(&parser, response));
    MM_TRY(read_sum(&parser));
    return finish(&parser);
}

enum mm_status mm_formula_of_target(struct mm_formula *formula, const char *response, const struct mm_strings *all,
                                    struct mm_error *error) {
    struct parser parser = {.text = response, .at = response, .all = all, .formula = formula, .error = error};
    MM_TRY(start(&parser, mm_span_of(response)));
    MM_TRY(put_all(&parser, false));
    return finish(&parser);
}

void mm_formula_free(struct mm_formula *formula) {
    free(formula->response);
    free(formula->terms);
    mm_strings_free(&formula->variables);
    mm_strings_free(&formula->names);
    *formula = (struct mm_formula){0};
}

double mm_term_value(const struct mm_term *term, const double *variables) {
    double value = 1;
    for (size_t k = 0; k < term->count; k++)
        for (unsigned i = 0; i < term->factors[k].power; i++) value *= variables[term->factors[k].variable];
    return value;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The walk over a command line: which words are options, which are their arguments, which are operands. */
#include "cli/option.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/option_value.h"

enum { SHOWN = 80 }; /* an option as the user wrote it; names are far shorter */

struct walk {
    const struct mm_option *options;
    int argc;
    char **argv;
    int next;
    bool helped; /* help was asked for: the rest of the line does not matter */
    struct mm_error *error;
};

static bool has_name(const struct mm_option *option) {
    return option->kind != MM_OPTION_GROUP && option->name != NULL;
}

static const struct mm_option *find_name(const struct mm_option *options, struct mm_span name) {
    for (const struct mm_option *o = options; o->kind != MM_OPTION_END; o++)
        if (has_name(o) && mm_span_is(name, o->name)) return o;
    return NULL;
}

static const struct mm_option *find_letter(const struct mm_option *options, char letter) {
    for (const struct mm_option *o = options; o->kind != MM_OPTION_END; o++)
        if (o->kind != MM_OPTION_GROUP && o->letter == letter) return o;
    return NULL;
}

/* Operators, parentheses and blanks are in no option's name, but in most expressions. */
static bool looks_like_expression(struct mm_span word) {
    for (size_t i = 0; i < word.length; i++)
        if (strchr("()[]*/^+<>&|?!'% ", word.text[i]) != NULL) return true;
    return false;
}

static enum mm_status fail_expression(const struct walk *walk, const char *word) {
    return mm_fail(walk->error, MM_USAGE, "'%s' is no option; an expression that begins with '-' goes after '--'",
                   word);
}

/* Sets *FOUND if NAME begins some option's name; the error then names all of those. */
static enum mm_status fail_prefix(const struct walk *walk, struct mm_span name, bool *found) {
    struct mm_buffer list = {0};
    size_t left = 0;
    *found = false;
    for (const struct mm_option *o = walk->options; o->kind != MM_OPTION_END; o++)
        if (has_name(o) && strncmp(o->name, name.text, name.length) == 0) left++;
    if (left == 0) return MM_OK;
    *found = true;
    for (const struct mm_option *o = walk->options; o->kind != MM_OPTION_END; o++) {
        if (!has_name(o) || strncmp(o->name, name.text, name.length) != 0) continue;
        left--;
        mm_buffer_printf(&list, "'--%s'%s", o->name, left > 1 ? ", " : left == 1 ? " or " : "");
    }
    enum mm_status status = list.failed ? mm_fail_memory(walk->error)
                                        : mm_fail(walk->error, MM_USAGE, "'--%.*s' is short for %s: write it out",
                                                  (int)name.length, name.text, list.text);
    mm_buffer_free(&list);
    return status;
}

static enum mm_status fail_unknown_name(const struct walk *walk, struct mm_span name) {
    size_t count = 0, room = 0;
    while (walk->options[room].kind != MM_OPTION_END) room++;
    const char **names = mm_new(room, sizeof *names);
    char *word = mm_copy_text(name.text, name.length);
    enum mm_status status = MM_OK;
    if (names == NULL || word == NULL) {
        status = mm_fail_memory(walk->error);
    } else {
        for (size_t i = 0; i < room; i++)
            if (has_name(&walk->options[i])) names[count++] = walk->options[i].name;
        const char *near = mm_nearest_name(word, names, count);
        if (near != NULL)
            status = mm_fail(walk->error, MM_USAGE, "unknown option '--%s'; did you mean '--%s'?", word, near);
        else
            status = mm_fail(walk->error, MM_USAGE, "unknown option '--%s'", word);
    }
    free(word);
    free(names);
    return status;
}

static enum mm_status refuse_name(const struct walk *walk, const char *word, struct mm_span name) {
    if (looks_like_expression(name)) return fail_expression(walk, word);
    if (name.length == 0) return mm_fail(walk->error, MM_USAGE, "unknown option '%s'", word);
    bool prefix = false;
    enum mm_status status = fail_prefix(walk, name, &prefix);
    return prefix ? status : fail_unknown_name(walk, name);
}

/* LETTER points into WORD, one or more letters after its dash. */
static enum mm_status refuse_letter(const struct walk *walk, const char *word, const char *letter) {
    if (looks_like_expression(mm_span_of(word))) return fail_expression(walk, word);
    struct mm_span name = {word + 1, strcspn(word + 1, "=")};
    if (letter == word + 1 && name.length > 1 && find_name(walk->options, name) != NULL)
        return mm_fail(walk->error, MM_USAGE, "unknown option '%s'; did you mean '-%s'?", word, word);
    int length = 1; /* a letter beyond ASCII is shown whole */
    while (((unsigned char)letter[length] & 0xC0) == 0x80) length++;
    if (letter == word + 1)
        return mm_fail(walk->error, MM_USAGE, "unknown option '-%.*s'; an operand that begins with '-' goes after '--'",
                       length, letter);
    return mm_fail(walk->error, MM_USAGE, "unknown option '-%.*s' in '%s'", length, letter, word);
}

/* Options without an argument. */
static void turn_on(struct walk *walk, const struct mm_option *option, int help) {
    if (option->kind == MM_OPTION_FLAG) {
        *option->to.flag = true;
    } else if (option->kind == MM_OPTION_SET) {
        *option->to.integer = option->value;
    } else {
        *option->to.integer = help;
        walk->helped = true;
    }
    if (option->given != NULL) *option->given = true;
}

/* ATTACHED is what stood behind '=' or behind the letter, or null: then it is the next word, whatever that looks like.
 */
static enum mm_status take_argument(struct walk *walk, const struct mm_option *option, const char *shown,
                                    const char *attached) {
    if (attached == NULL) {
        if (walk->next >= walk->argc)
            return mm_fail(walk->error, MM_USAGE, "%s needs an argument%s%s", shown,
                           option->argument != NULL ? ": " : "", option->argument != NULL ? option->argument : "");
        attached = walk->argv[walk->next++];
    }
    return mm_store_argument(option, shown, attached, walk->error);
}

static enum mm_status take_name(struct walk *walk, const char *word) {
    struct mm_span name = {word + 2, strcspn(word + 2, "=")};
    const char *attached = name.text[name.length] == '=' ? name.text + name.length + 1 : NULL;
    const struct mm_option *option = find_name(walk->options, name);
    if (option == NULL) return refuse_name(walk, word, name);

    char shown[SHOWN];
    snprintf(shown, sizeof shown, "--%s", option->name);
    if (mm_option_takes_argument(option)) return take_argument(walk, option, shown, attached);
    if (attached == NULL) {
        turn_on(walk, option, MM_HELP_LONG);
        return MM_OK;
    }
    if (option->kind != MM_OPTION_HELP) return mm_fail(walk->error, MM_USAGE, "%s takes no argument", shown);
    walk->helped = true;
    return mm_store_argument(option, shown, attached, walk->error);
}

static enum mm_status take_letters(struct walk *walk, const char *word) {
    for (const char *letter = word + 1; *letter != '\0' && !walk->helped; letter++) {
        const struct mm_option *option = find_letter(walk->options, *letter);
        if (option == NULL) return refuse_letter(walk, word, letter);
        if (mm_option_takes_argument(option)) {
            char shown[] = {'-', *letter, '\0'};
            return take_argument(walk, option, shown, letter[1] != '\0' ? letter + 1 : NULL);
        }
        turn_on(walk, option, MM_HELP_SHORT);
    }
    return MM_OK;
}

/* "-" is standard input, "-#u" one of its parts, "-5" and "-.5" are numbers. */
static bool is_operand(const char *word) {
    return word[0] != '-' || word[1] == '\0' || isdigit((unsigned char)word[1]) || word[1] == '.' || word[1] == '#';
}

enum mm_status mm_parse_options(const struct mm_option *options, int argc, char **argv, const char **operands,
                                size_t *operand_count, struct mm_error *error) {
    struct walk walk = {.options = options, .argc = argc, .argv = argv, .next = 1, .error = error};
    bool ended = false;
    *operand_count = 0;
    while (walk.next < argc && !walk.helped) {
        const char *word = argv[walk.next++];
        if (ended || is_operand(word))
            operands[(*operand_count)++] = word;
        else if (strcmp(word, "--") == 0)
            ended = true;
        else if (word[1] == '-')
            MM_TRY(take_name(&walk, word));
        else
            MM_TRY(take_letters(&walk, word));
    }
    return MM_OK;
}

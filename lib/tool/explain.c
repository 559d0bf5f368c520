/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --explain: a board on which a formula is worked out with the numbers of the input. */
#include "tool/explain.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/number.h"
#include "tool/output.h"

enum { STEP_DIGITS = 6 };

void mm_board_begin(struct mm_board *board) {
    if (board->boards++ > 0) mm_buffer_add_text(&board->text, "\n");
}

void mm_board_printf(struct mm_board *board, const char *format, ...) {
    char text[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    mm_buffer_add_text(&board->text, text);
}

/* DIGITS 0: as many as it takes to read the same number back. */
static void add_number(struct mm_board *board, double value, size_t digits) {
    char number[MM_NUMBER_TEXT];
    size_t length = digits == 0 ? mm_format_number(value, number) : mm_format_digits(value, (int)digits, number);
    mm_buffer_add(&board->text, number, length);
}

void mm_board_number(struct mm_board *board, double value) {
    add_number(board, value, board->run->common.digits);
}

void mm_board_step(struct mm_board *board, double value) {
    size_t digits = board->run->common.digits;
    add_number(board, value, digits > 0 ? digits : STEP_DIGITS);
}

void mm_board_factor(struct mm_board *board, double value) {
    if (value < 0) mm_buffer_add_text(&board->text, "(");
    mm_board_number(board, value);
    if (value < 0) mm_buffer_add_text(&board->text, ")");
}

void mm_board_probability(struct mm_board *board, double value, bool is_log) {
    bool tiny = is_log && isfinite(value) && exp(value) == 0;
    if (tiny) mm_buffer_add_text(&board->text, "exp(");
    mm_board_step(board, is_log && !tiny ? exp(value) : value);
    if (tiny) mm_buffer_add_text(&board->text, ")");
}

void mm_board_series(struct mm_board *board, size_t n, const char *separator, mm_board_term *term,
                     const void *context) {
    for (size_t i = 0; i < n && i < MM_BOARD_TERMS; i++) {
        if (i > 0) mm_buffer_add_text(&board->text, separator);
        term(board, context, i);
    }
    if (n > MM_BOARD_TERMS) mm_buffer_printf(&board->text, "%s… (%zu terms)", separator, n);
}

static void put_number(struct mm_board *board, const void *context, size_t i) {
    mm_board_number(board, ((const double *)context)[i]);
}

static void put_step(struct mm_board *board, const void *context, size_t i) {
    mm_board_step(board, ((const double *)context)[i]);
}

static void put_list(struct mm_board *board, const char *head, const double *values, size_t n, mm_board_term *term) {
    mm_board_printf(board, "%s = ", head);
    mm_board_series(board, n, ", ", term, values);
    mm_board_printf(board, "\n");
}

void mm_board_list(struct mm_board *board, const char *head, const double *values, size_t n) {
    put_list(board, head, values, n, put_number);
}

void mm_board_steps(struct mm_board *board, const char *head, const double *values, size_t n) {
    put_list(board, head, values, n, put_step);
}

static void put_text(struct mm_board *board, const char *text) {
    if (text != NULL) mm_buffer_add_text(&board->text, text);
}

/* A new line with "= " under the first one of NAME; bytes that continue a character take no room. */
static void continue_line(struct mm_board *board, const char *name) {
    mm_buffer_add_text(&board->text, "\n");
    for (const char *c = name; *c != '\0'; c++)
        if (((unsigned char)*c & 0xc0) != 0x80) mm_buffer_add_text(&board->text, " ");
    mm_buffer_add_text(&board->text, " = ");
}

void mm_board_work_out(struct mm_board *board, const struct mm_board_sum *sum, const void *context, size_t n,
                       double result) {
    put_text(board, sum->name);
    put_text(board, " = ");
    put_text(board, sum->formula);
    continue_line(board, sum->name);
    put_text(board, sum->before);
    mm_board_series(board, n, " + ", sum->term, context);
    put_text(board, sum->after);
    put_text(board, sum->tail);
    continue_line(board, sum->name);
    mm_board_series(board, n, " + ", sum->value, context);
    put_text(board, sum->tail);
    continue_line(board, sum->name);
    mm_board_number(board, result);
    if (sum->unit != NULL) mm_board_printf(board, " %s", sum->unit);
    put_text(board, "\n");
}

enum mm_status mm_board_write(struct mm_board *board) {
    if (board->text.text == NULL && !board->text.failed) return MM_OK;
    enum mm_status status = mm_output_text(board->run, &board->text);
    mm_buffer_free(&board->text);
    return status;
}

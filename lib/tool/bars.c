/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts in bins as bars of text. */
#include "tool/bars.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"

static int widest(int width, size_t length) {
    return (int)length > width ? (int)length : width;
}

/* VALUE of MOST as a bar, in eighths of a character; what is not 0 is seen. */
static void add_bar(struct mm_buffer *text, uint64_t value, uint64_t most) {
    static const char *const parts[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    if (value == 0) return;
    size_t eighths = (size_t)((double)value / (double)most * 8 * MM_BAR_WIDTH + 0.5);
    if (eighths == 0) eighths = 1;
    mm_buffer_add_text(text, "  ");
    for (size_t i = 0; i < eighths / 8; i++) mm_buffer_add_text(text, "█");
    mm_buffer_add_text(text, parts[eighths % 8]);
}

void mm_bars(struct mm_buffer *text, const char *heading, const double *edges, const uint64_t *counts, size_t count,
             size_t digits) {
    char low[MM_NUMBER_TEXT], high[MM_NUMBER_TEXT];
    int precision = digits > 0 ? (int)digits : 6, edge_width = (int)strlen("high"), count_width = (int)strlen("count");
    uint64_t most = 0;
    for (size_t i = 0; i <= count; i++) edge_width = widest(edge_width, mm_format_digits(edges[i], precision, low));
    for (size_t i = 0; i < count; i++) {
        most = counts[i] > most ? counts[i] : most;
        count_width = widest(count_width, (size_t)snprintf(NULL, 0, "%" PRIu64, counts[i]));
    }
    if (text->length > 0) mm_buffer_add_byte(text, '\n');
    if (heading[0] != '\0') mm_buffer_printf(text, "%s\n", heading);
    mm_buffer_printf(text, "%*s  %*s  %*s\n", edge_width, "low", edge_width, "high", count_width, "count");
    for (size_t i = 0; i < count; i++) {
        mm_format_digits(edges[i], precision, low);
        mm_format_digits(edges[i + 1], precision, high);
        mm_buffer_printf(text, "%*s  %*s  %*" PRIu64, edge_width, low, edge_width, high, count_width, counts[i]);
        add_bar(text, counts[i], most);
        mm_buffer_add_byte(text, '\n');
    }
}

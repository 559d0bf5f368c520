/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The progress line: drawn over itself on a terminal, gone when the work is done. */
#include "cli/progress.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const double patience = 1;   /* seconds before the first line: short work stays silent */
static const double interval = 0.1; /* seconds between two redraws */

#define ERASE "\033[K" /* to the end of the line */

static double now(void) {
    struct timespec time = {0};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

/* A terminal that understands ERASE. */
static int can_draw(void) {
    const char *terminal = getenv("TERM");
    return isatty(STDERR_FILENO) && terminal != NULL && strcmp(terminal, "dumb") != 0;
}

void mm_progress_start(struct mm_progress *progress, const char *label, int quiet) {
    *progress = (struct mm_progress){.label = label, .started = now(), .active = !quiet && can_draw()};
}

/* "12 s", "3:05", "2:03:05"; nothing useful is known beyond four days. */
static void format_seconds(double seconds, char *text, size_t size) {
    unsigned long whole = seconds < 359999 ? (unsigned long)ceil(seconds) : 359999;
    unsigned long hours = whole / 3600, minutes = whole / 60 % 60;
    if (hours > 0)
        snprintf(text, size, "%lu:%02lu:%02lu", hours, minutes, whole % 60);
    else if (minutes > 0)
        snprintf(text, size, "%lu:%02lu", minutes, whole % 60);
    else
        snprintf(text, size, "%lu s", whole);
}

void mm_progress_update(void *context, double share) {
    struct mm_progress *progress = context;
    if (!progress->active) return;
    double time = now(), elapsed = time - progress->started;
    if (elapsed < patience || time - progress->shown < interval) return;
    progress->shown = time;

    if (!(share > 0)) share = 0; /* NaN too */
    if (share > 1) share = 1;
    /* One write per line, so that other messages cannot come between. */
    char line[160], left[32];
    if (share > 0) {
        format_seconds(elapsed * (1 - share) / share, left, sizeof left);
        snprintf(line, sizeof line, "\r%.60s: %d %%, %.1f %%/s, %s left" ERASE, progress->label, (int)(100 * share),
                 100 * share / elapsed, left);
    } else {
        snprintf(line, sizeof line, "\r%.60s: 0 %%" ERASE, progress->label);
    }
    fputs(line, stderr);
    fflush(stderr);
}

void mm_progress_finish(struct mm_progress *progress) {
    if (progress->active && progress->shown > 0) {
        fputs("\r" ERASE, stderr);
        fflush(stderr);
    }
    progress->active = 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A progress line on standard error: only on a terminal, only after a second. */
#ifndef MM_CLI_PROGRESS_H
#define MM_CLI_PROGRESS_H

/* Percentage, rate and time left of the work named LABEL; quiet forever if standard error is no terminal or QUIET. */
struct mm_progress {
    const char *label;
    double started; /* seconds, monotonic */
    double shown;
    int active;
};

void mm_progress_start(struct mm_progress *progress, const char *label, int quiet);
/* SHARE done, 0 to 1. Redraws at most ten times a second. CONTEXT is the struct mm_progress: fits a kernel's callback.
 */
void mm_progress_update(void *context, double share);
void mm_progress_finish(struct mm_progress *progress); /* wipes the line */

#endif

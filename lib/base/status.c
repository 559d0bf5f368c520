/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The exit status and the phrase of every status. */
#include "base/status.h"

static const struct {
    int exit;
    const char *text;
} kinds[] = {
    [MM_OK] = {0, "success"},
    [MM_NEGATIVE] = {1, "the answer is no"},
    [MM_USAGE] = {2, "usage error"},
    [MM_DATA] = {3, "malformed data"},
    [MM_SHAPE] = {3, "sizes do not fit together"},
    [MM_TOO_FEW] = {3, "too few values"},
    [MM_NOT_DISTRIBUTION] = {3, "not a probability distribution"},
    /* For NaN. Who knows that the value is an infinity exits with 4 by naming MM_DOMAIN instead. */
    [MM_NOT_FINITE] = {3, "value is not finite"},
    [MM_DOMAIN] = {4, "value outside the domain"},
    [MM_CONSTANT] = {4, "values are constant"},
    [MM_SINGULAR] = {4, "matrix is singular"},
    [MM_NO_CONVERGENCE] = {4, "no convergence"},
    [MM_MEMORY] = {5, "out of memory"},
    [MM_SYSTEM] = {5, "system error"},
};

int mm_exit_status(enum mm_status status) {
    return kinds[status].exit;
}

const char *mm_status_text(enum mm_status status) {
    return kinds[status].text;
}

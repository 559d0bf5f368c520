/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a function of the library may answer, and the exit status that a command makes of it. */
#ifndef MM_BASE_STATUS_H
#define MM_BASE_STATUS_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

enum mm_status {
    MM_OK = 0,
    MM_NEGATIVE,         /* exit 1: the answer is no (an assertion that is false) */
    MM_USAGE,            /* exit 2: options, operands, an unknown column */
    MM_DATA,             /* exit 3: malformed input, a missing value */
    MM_SHAPE,            /* exit 3: sizes that do not fit together */
    MM_TOO_FEW,          /* exit 3: fewer values than the definition needs */
    MM_NOT_DISTRIBUTION, /* exit 3: negative entries, or a sum that is not 1 */
    MM_NOT_FINITE,       /* exit 3 for NaN, exit 4 for infinity: see mm_detail.value */
    MM_DOMAIN,           /* exit 4: a value outside the function's domain */
    MM_CONSTANT,         /* exit 4: no spread where the definition divides by one */
    MM_SINGULAR,         /* exit 4: no inverse to working precision */
    MM_NO_CONVERGENCE,   /* exit 4: an iteration that did not settle */
    MM_MEMORY,           /* exit 5: memory, or a size beyond size_t */
    MM_SYSTEM            /* exit 5: files, input and output */
};

/* Where and how large: what a kernel adds to its status. Which meaning the fields have
 * (row, minor, epoch; sum, reciprocal condition) is said by the kernel's header. */
struct mm_detail {
    size_t index;
    double value;
};

/* The process exit status, 0 to 5, for a status. */
int mm_exit_status(enum mm_status status);

/* A short phrase for a status, lower case, no full stop: "matrix is singular". */
const char *mm_status_text(enum mm_status status);

/* Leaves the enclosing function with the status of EXPRESSION unless it is MM_OK. */
#define MM_TRY(expression)                                                                                             \
    do {                                                                                                               \
        enum mm_status mm_try_status_ = (expression);                                                                  \
        if (mm_try_status_ != MM_OK) return mm_try_status_;                                                            \
    } while (0)

#ifdef __cplusplus
}
#endif
#endif

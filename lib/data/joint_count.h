/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One cell of a contingency table. */
#ifndef MM_DATA_JOINT_COUNT_H
#define MM_DATA_JOINT_COUNT_H

#include <stddef.h>

/* How often row and column (from 0) came together; cells that are 0 need not be there. */
struct mm_joint_count {
    size_t row, column;
    double count;
};

#endif

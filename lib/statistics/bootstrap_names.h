/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The names that statistics and methods of the bootstrap go by. */
#ifndef MM_STATISTICS_BOOTSTRAP_NAMES_H
#define MM_STATISTICS_BOOTSTRAP_NAMES_H

#include "base/error.h"
#include "statistics/bootstrap.h"

/* "a|b|c" for an option, in the order of enum mm_bootstrap_method, and a single one. */
#define MM_BOOTSTRAP_METHODS "percentile|basic|normal|bca|studentized"
const char *mm_bootstrap_method_name(enum mm_bootstrap_method method);

/* "mean", "quantile:0.9", "trimmed:0.1", …: sets plan->statistic and plan->parameter; what has a parenthesis is an
 * expression, which plan->expression borrows. MM_USAGE with a suggestion for an
 * unknown name, a missing or unwanted parameter, a fraction out of range. */
enum mm_status mm_bootstrap_parse_statistic(const char *text, struct mm_bootstrap_plan *plan, struct mm_error *error);

/* Whether the statistic is one of two samples. */
bool mm_bootstrap_takes_two(enum mm_bootstrap_statistic statistic);

/* What mm_bootstrap's STATUS means for this plan, in words. */
enum mm_status mm_bootstrap_fail(enum mm_status status, const struct mm_bootstrap_plan *plan, bool clusters,
                                 const struct mm_detail *detail, struct mm_error *error);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Wilcoxon's signed-rank test. */
#include "statistics/wilcoxon.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "numeric/order.h"
#include "statistics/decimal.h"
#include "statistics/finite.h"
#include "statistics/rank_interval.h"

/* Twice the midranks of what is ranked, those of zeros last; all sums are of twice the ranks. */
struct ranked {
    uint32_t *ranks;
    size_t count, zeros; /* with a rank of their own, and zeros among them */
    double positive, negative, zero, squares;
};

/* UNITS: whole numbers with sign; on return the magnitudes that were ranked. */
static enum mm_status rank(double *units, size_t n, enum mm_zero_rule rule, struct ranked *ranked) {
    size_t kept = 0, zeros = 0;
    double ties;
    for (size_t i = 0; i < n; i++)
        if (units[i] != 0) units[kept++] = units[i];
    if (rule != MM_ZERO_WILCOX) zeros = n - kept;
    for (size_t i = 0; i < zeros; i++) units[kept + i] = 0;
    *ranked = (struct ranked){.ranks = mm_new(n, sizeof(uint32_t)), .count = kept + zeros, .zeros = zeros};
    bool *positive = mm_new(n, sizeof *positive);
    enum mm_status status = ranked->ranks != NULL && positive != NULL ? MM_OK : MM_MEMORY;
    for (size_t i = 0; status == MM_OK && i < kept + zeros; i++) {
        positive[i] = units[i] > 0;
        units[i] = fabs(units[i]);
    }
    if (status == MM_OK) status = mm_double_midranks(units, kept + zeros, ranked->ranks, &ties);
    for (size_t i = 0; status == MM_OK && i < kept + zeros; i++) {
        double value = ranked->ranks[i];
        *(i >= kept ? &ranked->zero : positive[i] ? &ranked->positive : &ranked->negative) += value;
        if (i < kept) ranked->squares += value * value;
    }
    free(positive);
    return status;
}

static enum mm_status test(const struct ranked *ranked, const struct mm_wilcoxon_plan *plan,
                           struct mm_wilcoxon *result) {
    double split = plan->zeros == MM_ZERO_ZSPLIT ? ranked->zero / 2 : 0;
    double total = ranked->positive + ranked->negative;
    result->statistic = (ranked->positive + split) / 2;
    result->effect = (ranked->positive - ranked->negative) / (total + 2 * split);
    result->exact = ranked->count <= MM_WILCOXON_EXACT;
    if (!result->exact)
        return mm_rank_normal_p((ranked->positive - total / 2) / 2, sqrt(ranked->squares) / 4, 0.5, plan->alternative,
                                &result->p);
    struct mm_tails tails;
    /* What zeros bring is the same for every choice of signs. */
    MM_TRY(mm_sign_tails(ranked->ranks, ranked->count - ranked->zeros, (uint64_t)ranked->positive, &tails));
    result->p = mm_tails_p(&tails, plan->alternative);
    return MM_OK;
}

static enum mm_status estimate(double *sorted, size_t n, const struct mm_wilcoxon_plan *plan,
                               struct mm_wilcoxon *result) {
    uint64_t k;
    double tail = mm_rank_tail(plan->level, plan->alternative), size = (double)n;
    mm_sort_doubles(sorted, n);
    struct mm_location location = {.x = sorted, .n1 = n};
    if (n <= MM_WILCOXON_EXACT)
        MM_TRY(mm_sign_quantile(n, tail, &k));
    else
        MM_TRY(mm_rank_normal_k(size * (size + 1) / 4, sqrt(size * (size + 1) * (2 * size + 1) / 24), tail, &k));
    result->estimate = mm_location_median(&location);
    mm_rank_interval(&location, k, plan->alternative, &result->low, &result->high);
    return MM_OK;
}

enum mm_status mm_wilcoxon(const double *differences, size_t n, const struct mm_wilcoxon_plan *plan,
                           struct mm_wilcoxon *result, struct mm_detail *detail) {
    struct ranked ranked = {0};
    *detail = (struct mm_detail){0};
    if (n == 0) return MM_TOO_FEW;
    MM_TRY(mm_check_finite(differences, n, detail));
    double *work = mm_new_doubles(1, n);
    if (work == NULL) return MM_MEMORY;
    *result = (struct mm_wilcoxon){0};
    for (size_t i = 0; i < n; i++) {
        double size = fmax(plan->sizes != NULL ? plan->sizes[i] : fabs(differences[i]), fabs(plan->mu));
        bool subtracted = plan->sizes != NULL || plan->mu != 0; /* else there is nothing that was rounded */
        work[i] = differences[i] - plan->mu;
        if (subtracted) work[i] = mm_decimal_round(work[i], size);
    }
    for (size_t i = 0; i < n; i++) result->zeros += work[i] == 0;
    enum mm_status status = result->zeros < n ? MM_OK : MM_CONSTANT;
    if (status == MM_OK) status = rank(work, n, plan->zeros, &ranked);
    if (status == MM_OK) status = test(&ranked, plan, result);
    free(ranked.ranks);
    if (status == MM_OK) {
        memcpy(work, differences, n * sizeof *work);
        status = estimate(work, n, plan, result);
    }
    free(work);
    return status;
}

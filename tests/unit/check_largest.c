/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of the k largest: against sorting everything, ties, slots, edges. */
#include "numeric/largest.h"

#include "check_main.h"

static void add_all(struct mm_largest *largest, const double *x, size_t n, size_t *slots) {
    for (size_t i = 0; i < n; i++) {
        size_t slot = mm_largest_add(largest, x[i], i);
        if (slot != MM_LARGEST_NOT_KEPT) slots[slot] = i;
    }
    mm_largest_sort(largest);
}

/* numpy.argsort(-x, kind="stable")[:k], which is what the definition says, by hand. */
START_TEST(first_of_equal_ones_wins) {
    static const double x[] = {1, 5, 3, 5, -0.0, 0, 5, INFINITY, -INFINITY};
    static const size_t best[] = {7, 1, 3, 6, 2, 0, 4, 5, 8}, worst[] = {8, 4, 5, 0, 2, 1, 3, 6, 7};
    for (size_t k = 1; k <= 9; k++) {
        for (int least = 0; least < 2; least++) {
            struct mm_largest largest;
            size_t slots[9];
            ck_assert_int_eq(mm_largest_new(&largest, k, least), MM_OK);
            add_all(&largest, x, 9, slots);
            ck_assert_uint_eq(largest.count, k);
            for (size_t i = 0; i < k; i++) {
                const struct mm_largest_item *item = &largest.items[i];
                ck_assert_uint_eq(item->index, least ? worst[i] : best[i]);
                mm_check_bits(item->value, x[item->index]);
                ck_assert_uint_eq(slots[item->slot], item->index);
            }
            mm_largest_free(&largest);
        }
    }
}
END_TEST

static const double *sorting;

static int by_value_then_place(const void *a, const void *b) {
    size_t i = *(const size_t *)a, j = *(const size_t *)b;
    if (sorting[i] != sorting[j]) return sorting[i] > sorting[j] ? -1 : 1;
    return i < j ? -1 : 1;
}

START_TEST(like_a_sort) {
    enum { N = 3000 };
    static double x[N];
    static size_t order[N], slots[N];
    static const size_t counts[] = {1, 2, 7, 100, N - 1, N, N + 50};
    uint64_t state = 1;
    for (size_t i = 0; i < N; i++) { /* few distinct values: many ties */
        state = state * UINT64_C(6364136223846793005) + 1;
        x[i] = (double)(state >> 33 & 255);
        order[i] = i;
    }
    sorting = x;
    qsort(order, N, sizeof *order, by_value_then_place);
    for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
        struct mm_largest largest;
        size_t k = counts[c] < N ? counts[c] : N;
        ck_assert_int_eq(mm_largest_new(&largest, counts[c], false), MM_OK);
        add_all(&largest, x, N, slots);
        ck_assert_uint_eq(largest.count, k);
        for (size_t i = 0; i < k; i++) ck_assert_uint_eq(largest.items[i].index, order[i]);
        mm_largest_clear(&largest);
        ck_assert_uint_eq(largest.count, 0);
        mm_largest_free(&largest);
    }
}
END_TEST

START_TEST(nothing) {
    struct mm_largest largest;
    ck_assert_int_eq(mm_largest_new(&largest, 0, false), MM_OK);
    ck_assert_uint_eq(mm_largest_add(&largest, 1, 0), MM_LARGEST_NOT_KEPT);
    mm_largest_sort(&largest);
    ck_assert_uint_eq(largest.count, 0);
    mm_largest_free(&largest);
    ck_assert_int_eq(mm_largest_new(&largest, (size_t)-1, false), MM_MEMORY);
}
END_TEST

MM_CHECK_MAIN("largest", first_of_equal_ones_wins, like_a_sort, nothing)

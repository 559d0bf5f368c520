/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm_choice: known draws, the same with and without a guide and from any piece of the stream. The known ones come from
 * an independent Philox 4x32-10 and the definition in Python. */
#include "base/memory.h"
#include "check_main.h"
#include "probability/choice.h"

START_TEST(known_draws) {
    static const double expected[] = {2, 2, 2, 1, 2, 1, 2, 1, 0, 2, 1, 2, 2, 1, 0, 0, 1, 2, 0, 2};
    const double weights[] = {1, 2, 3.5};
    double classes[20];
    uint64_t ends[3];
    struct mm_choice choice = {.n = 3, .ends = ends};
    struct mm_stream stream;
    struct mm_detail detail;
    ck_assert_int_eq(mm_choice_ends(weights, 3, ends, &detail), MM_OK);
    ck_assert(ends[2] == (uint64_t)1 << 62);
    mm_choose_all(&choice, 9, 0, 0, classes, 20);
    mm_stream_start(&stream, 9, 0);
    for (size_t i = 0; i < 20; i++) {
        ck_assert(classes[i] == expected[i]);
        ck_assert(mm_choose(&choice, &stream) == (size_t)expected[i]);
    }
    mm_choose_all(&choice, 9, 0, 6, classes, 3); /* a few, from the middle */
    for (size_t i = 0; i < 3; i++) ck_assert(classes[i] == expected[6 + i]);
}
END_TEST

/* Classes of very different weight, some of none, more and fewer than the guide has cells. */
START_TEST(guide_changes_nothing) {
    static const size_t sizes[] = {1, 2, 7, 1000, 100000};
    enum { DRAWS = 1 << 21 };
    double *plain = mm_new(DRAWS, sizeof *plain), *guided = mm_new(DRAWS, sizeof *guided);
    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
        size_t n = sizes[k];
        double *weights = mm_new(n, sizeof *weights);
        struct mm_choice choice = {.n = n, .ends = mm_new(n, sizeof *choice.ends)};
        struct mm_detail detail;
        for (size_t i = 0; i < n; i++) weights[i] = i % 3 == 1 ? 0 : exp(-(double)(i % 40));
        ck_assert_int_eq(mm_choice_ends(weights, n, choice.ends, &detail), MM_OK);
        mm_choose_all(&choice, 5, k, 0, plain, DRAWS);
        ck_assert_int_eq(mm_choice_guide(&choice, DRAWS), MM_OK);
        ck_assert(choice.guide != NULL);
        mm_choose_all(&choice, 5, k, 0, guided, 1002);
        mm_choose_all(&choice, 5, k, 1002, guided + 1002, DRAWS - 1002);
        ck_assert(memcmp(plain, guided, DRAWS * sizeof *plain) == 0);
        for (size_t i = 0; i < DRAWS; i++) ck_assert(weights[(size_t)plain[i]] > 0);
        free(weights);
        free(choice.ends);
        free(choice.guide);
    }
    free(plain);
    free(guided);
}
END_TEST

START_TEST(refusals) {
    uint64_t ends[2];
    struct mm_detail detail;
    ck_assert_int_eq(mm_choice_ends((double[]){1, -1}, 2, ends, &detail), MM_DOMAIN);
    ck_assert_uint_eq(detail.index, 1);
    ck_assert_int_eq(mm_choice_ends((double[]){1, NAN}, 2, ends, &detail), MM_DOMAIN);
    ck_assert_int_eq(mm_choice_ends((double[]){0, 0}, 2, ends, &detail), MM_DOMAIN);
    ck_assert_uint_eq(detail.index, 2);
    ck_assert_int_eq(mm_choice_ends((double[]){1e308, 1e308}, 2, ends, &detail), MM_DOMAIN);
}
END_TEST

MM_CHECK_MAIN("choice", known_draws, guide_changes_nothing, refusals)

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of the random streams: known answers, agreement of the two ways to draw, and plain statistics. */
#include "numeric/random.h"

#include "check_main.h"

/* Random123's kat_vectors, philox4x32 with 10 rounds: zeros, ones, the digits of pi. */
START_TEST(published_known_answers) {
    static const struct {
        uint32_t counter[4], key[2], words[4];
    } known[] = {
        {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
        {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
         {0xffffffff, 0xffffffff},
         {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
        {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
         {0xa4093822, 0x299f31d0},
         {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        uint32_t words[4];
        mm_philox(known[i].counter, known[i].key, words);
        for (int j = 0; j < 4; j++) ck_assert_uint_eq(words[j], known[i].words[j]);
    }
}
END_TEST

/* Block `position` of a stream. Words from Random123's philox4x32(counter, key), called with the counter
 * (position low, position high, stream low, stream high) and the key (seed low, seed high). */
static const struct {
    uint64_t seed, stream, position;
    uint32_t words[4];
} blocks[] = {
    {0x0u, 0x0u, 0x0u, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
    {0x0u, 0x0u, 0x1u, {0xf8e4cca4, 0x5cb200db, 0xb1a574eb, 0x097eff67}},
    {0x2au, 0x7u, 0x0u, {0x67ee6f2c, 0xe55410cc, 0x6c7eca35, 0x557398d3}},
    {0x2au, 0x7u, 0xfu, {0xb557a976, 0x50d44149, 0x369c6900, 0x788dad94}},
    {0x2au, 0x7u, 0x10u, {0xafaf41ea, 0x2ea5e004, 0xe8fc37cd, 0xd7920b25}},
    {0x2au, 0x7u, 0x3e8u, {0x50b66753, 0x963a48d9, 0xab836ffa, 0xdfe9d1d0}},
    {0x123456789abcdef0u, 0xfedcba9876543210u, 0x0u, {0x90aafdc4, 0x2d4a0d93, 0x13f86edc, 0x98b4ef2a}},
    {0x123456789abcdef0u, 0xfedcba9876543210u, 0xffffffffu, {0xc709cd60, 0xaa5a42e4, 0xd70a6e51, 0xe042811f}},
    {0x123456789abcdef0u, 0xfedcba9876543210u, 0x100000000u, {0x55967395, 0x400f3218, 0x22d001be, 0xfd1835ca}},
    {0x123456789abcdef0u, 0xfedcba9876543210u, 0x123456789u, {0xf6bfdd9e, 0x05a92130, 0x8129b6e6, 0xfbfa5fe5}},
};

START_TEST(stream_words_are_random123s) {
    for (size_t i = 0; i < sizeof blocks / sizeof blocks[0]; i++) {
        struct mm_stream stream;
        mm_stream_start(&stream, blocks[i].seed, blocks[i].stream);
        stream.position = blocks[i].position;
        for (int j = 0; j < 4; j++) ck_assert_uint_eq(mm_stream_u32(&stream), blocks[i].words[j]);
    }
    struct mm_stream stream;
    mm_stream_start(&stream, 42, 7);
    for (int word = 0; word < 60; word++) mm_stream_u32(&stream);
    for (int j = 0; j < 4; j++) ck_assert_uint_eq(mm_stream_u32(&stream), blocks[3].words[j]);
    for (int j = 0; j < 4; j++) ck_assert_uint_eq(mm_stream_u32(&stream), blocks[4].words[j]);
}
END_TEST

/* The batch of sixteen against one counter at a time, over the carry from the low to the high counter word. */
START_TEST(batches_equal_single_blocks) {
    static const uint64_t values[] = {0, 1, 0x123456789abcdef0U, 0xffffffffffffffffU};
    for (size_t s = 0; s < 4; s++)
        for (size_t t = 0; t < 4; t++)
            for (uint64_t start = 0xffffffe0U; start < 0x100000020U; start += 5) {
                struct mm_stream stream;
                mm_stream_start(&stream, values[s], values[t]);
                stream.position = start;
                for (uint64_t i = start; i < start + 40; i++) {
                    const uint32_t counter[4] = {(uint32_t)i, (uint32_t)(i >> 32), (uint32_t)values[t],
                                                 (uint32_t)(values[t] >> 32)};
                    const uint32_t key[2] = {(uint32_t)values[s], (uint32_t)(values[s] >> 32)};
                    uint32_t words[4];
                    mm_philox(counter, key, words);
                    for (int j = 0; j < 4; j++) ck_assert_uint_eq(mm_stream_u32(&stream), words[j]);
                }
            }
}
END_TEST

START_TEST(wider_numbers_are_built_from_words) {
    struct mm_stream words, wide, real;
    mm_stream_start(&words, 5, 6);
    mm_stream_start(&wide, 5, 6);
    mm_stream_start(&real, 5, 6);
    /* One word first, so that a 64-bit number straddles two batches. */
    mm_stream_u32(&words), mm_stream_u32(&wide), mm_stream_u32(&real);
    for (int i = 0; i < 200; i++) {
        uint64_t low = mm_stream_u32(&words), high = mm_stream_u32(&words);
        uint64_t both = high << 32 | low;
        ck_assert_uint_eq(mm_stream_u64(&wide), both);
        mm_check_bits(mm_stream_uniform(&real), ((double)(both >> 11) + 0.5) / 9007199254740992.0);
    }
}
END_TEST

START_TEST(uniforms_stay_inside) {
    struct mm_stream stream;
    mm_stream_start(&stream, 1, 1);
    mm_stream_u32(&stream);
    memset(stream.words, 0, sizeof stream.words);
    mm_check_bits(mm_stream_uniform(&stream), 0x1p-54);
    memset(stream.words, 0xff, sizeof stream.words);
    mm_check_bits(mm_stream_uniform(&stream), 1 - 0x1p-53);
}
END_TEST

static const uint32_t bounds[] = {1,       2,          3,          10,         64,         1000,
                                  1000003, 0x7fffffff, 0x80000000, 0x80000001, 0xc0000001, 0xffffffff};

START_TEST(filling_equals_single_draws) {
    static const size_t counts[] = {0, 1, 3, 63, 64, 65, 127, 128, 500, 1000};
    static uint32_t filled[1000];
    for (size_t b = 0; b < sizeof bounds / sizeof bounds[0]; b++) {
        struct mm_stream all, single;
        mm_stream_start(&all, 2024, b);
        mm_stream_start(&single, 2024, b);
        for (size_t c = 0; c < sizeof counts / sizeof counts[0]; c++) {
            mm_stream_fill_below(&all, bounds[b], filled, counts[c]);
            for (size_t i = 0; i < counts[c]; i++) ck_assert_uint_eq(filled[i], mm_stream_below(&single, bounds[b]));
        }
        ck_assert_uint_eq(mm_stream_u32(&all), mm_stream_u32(&single)); /* no word more, no word less */
    }
}
END_TEST

/* Lemire, "Fast random integer generation in an interval", 2019: of the 2^32 words, exactly floor(2^32 / n) give each
 * value. Words at the edges of the first and last interval, chosen by hand for n = 6 (2^32 mod 6 = 4). */
START_TEST(rejection_is_exact) {
    static const struct {
        uint32_t word;
        int kept;
        uint32_t value;
    } cases[] = {
        {0, 0, 0},          /* 6 w = 0: low word 0 < 4 */
        {1, 1, 0},          /* low word 6 */
        {715827882, 1, 0},  /* 6 w = 2^32 - 4 */
        {715827883, 0, 0},  /* 6 w = 2^32 + 2 */
        {715827884, 1, 1},  /* 6 w = 2^32 + 8 */
        {0x80000000, 0, 0}, /* 6 w = 3 2^32 */
        {0xffffffff, 1, 5}, /* 6 w = 6 2^32 - 6 */
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct mm_stream stream;
        mm_stream_start(&stream, 1, 1);
        mm_stream_u32(&stream);
        stream.words[1] = cases[i].word;
        stream.words[2] = 0x40000001; /* value 1, low word 0x80000006 */
        ck_assert_uint_eq(mm_stream_below(&stream, 6), cases[i].kept ? cases[i].value : 1);
        ck_assert_uint_eq(stream.used, cases[i].kept ? 2 : 3);
    }
}
END_TEST

/* Chi-square over n cells: mean n - 1, variance 2 (n - 1); six standard deviations, with a fixed seed. */
START_TEST(draws_are_uniform) {
    enum { DRAWS = 200000, CELLS = 100 };
    static uint32_t values[DRAWS];
    struct mm_stream stream;
    mm_stream_start(&stream, 99, 0);
    mm_stream_fill_below(&stream, CELLS, values, DRAWS);
    double counts[CELLS] = {0}, chi_square = 0;
    for (size_t i = 0; i < DRAWS; i++) {
        ck_assert_uint_lt(values[i], CELLS);
        counts[values[i]] += 1;
    }
    const double expected = (double)DRAWS / CELLS;
    for (size_t i = 0; i < CELLS; i++) chi_square += (counts[i] - expected) * (counts[i] - expected) / expected;
    mm_check_near(chi_square / (CELLS - 1), 1, 6 * sqrt(2.0 / (CELLS - 1)));
    double mean = 0;
    for (size_t i = 0; i < DRAWS; i++) mean += mm_stream_uniform(&stream) / DRAWS;
    mm_check_near(mean, 0.5, 6 / sqrt(12.0 * DRAWS));
}
END_TEST

START_TEST(streams_differ) {
    struct mm_stream a, b, c;
    mm_stream_start(&a, 1, 0);
    mm_stream_start(&b, 1, 1);
    mm_stream_start(&c, 2, 0);
    int same = 0;
    for (int i = 0; i < 1000; i++) {
        uint32_t x = mm_stream_u32(&a), y = mm_stream_u32(&b), z = mm_stream_u32(&c);
        same += x == y || y == z || x == z;
    }
    ck_assert_int_eq(same, 0); /* expected 3000 / 2^32 */
}
END_TEST

START_TEST(seeds_fit_a_double) {
    uint64_t first = mm_random_seed(), second = mm_random_seed();
    ck_assert_uint_lt(first, UINT64_C(1) << 53);
    ck_assert_uint_lt(second, UINT64_C(1) << 53);
    ck_assert_uint_ne(first, second);
}
END_TEST

/* From whichever word and block the filling and the seeking start. */
START_TEST(filling_and_seeking_equal_single_words) {
    for (size_t skip = 0; skip < 70; skip += 3) {
        struct mm_stream one, many, sought;
        uint64_t values[100];
        mm_stream_start(&one, 42, 7);
        mm_stream_start(&many, 42, 7);
        mm_stream_start(&sought, 42, 7);
        mm_stream_seek(&sought, skip);
        for (size_t i = 0; i < skip; i++) ck_assert_uint_eq(mm_stream_u32(&one), mm_stream_u32(&many));
        mm_stream_fill_u64(&many, values, 100);
        for (size_t i = 0; i < 100; i++) ck_assert_uint_eq(mm_stream_u64(&one), values[i]);
        mm_stream_start(&one, 42, 7);
        for (size_t i = 0; i < 4 * skip; i++) (void)mm_stream_u32(&one);
        for (size_t i = 0; i < 70; i++) ck_assert_uint_eq(mm_stream_u32(&one), mm_stream_u32(&sought));
    }
}
END_TEST

MM_CHECK_MAIN("random", published_known_answers, stream_words_are_random123s, batches_equal_single_blocks,
              wider_numbers_are_built_from_words, uniforms_stay_inside, filling_equals_single_draws, rejection_is_exact,
              draws_are_uniform, streams_differ, seeds_fit_a_double, filling_and_seeking_equal_single_words)

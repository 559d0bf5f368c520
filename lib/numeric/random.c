/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Philox 4x32-10 streams, a batch of sixteen counters at a time, and uniform integers below a bound.
 *
 * What word goes where, for ever: block i of stream s under seed k has counter words (i low, i high, s low, s high)
 * and key words (k low, k high); its four output words follow one another in the order in which Random123 prints them,
 * then come those of block i + 1. mm_stream_u32 takes them one by one from block 0; everything else is built on it. */
#include "numeric/random.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

enum { ROUNDS = 10, BATCH_BLOCKS = 16, BATCH_WORDS = 64 };

#define MULTIPLIER_0 UINT32_C(0xD2511F53)
#define MULTIPLIER_1 UINT32_C(0xCD9E8D57)
/* What the key words grow by each round: the golden ratio and sqrt(3) - 1, in units of 2^-32. */
#define WEYL_0 UINT32_C(0x9E3779B9)
#define WEYL_1 UINT32_C(0xBB67AE85)

void mm_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4]) {
    uint32_t c0 = counter[0], c1 = counter[1], c2 = counter[2], c3 = counter[3];
    uint32_t k0 = key[0], k1 = key[1];
    for (int round = 0; round < ROUNDS; round++) {
        uint64_t product_0 = (uint64_t)MULTIPLIER_0 * c0;
        uint64_t product_1 = (uint64_t)MULTIPLIER_1 * c2;
        c0 = (uint32_t)(product_1 >> 32) ^ c1 ^ k0;
        c1 = (uint32_t)product_1;
        c2 = (uint32_t)(product_0 >> 32) ^ c3 ^ k1;
        c3 = (uint32_t)product_0;
        k0 += WEYL_0;
        k1 += WEYL_1;
    }
    out[0] = c0;
    out[1] = c1;
    out[2] = c2;
    out[3] = c3;
}

static void batch_portable(uint64_t seed, uint64_t stream, uint64_t position, uint32_t words[BATCH_WORDS]) {
    const uint32_t key[2] = {(uint32_t)seed, (uint32_t)(seed >> 32)};
    for (uint64_t block = 0; block < BATCH_BLOCKS; block++) {
        uint64_t i = position + block;
        const uint32_t counter[4] = {(uint32_t)i, (uint32_t)(i >> 32), (uint32_t)stream, (uint32_t)(stream >> 32)};
        mm_philox(counter, key, words + 4 * block);
    }
}

/* The values of one batch: hi words of w * n, but for those whose low word is below THRESHOLD = 2^32 mod n, without
 * which every value has the same number of words. Returns how many there are; VALUES has room for all 64. */
static inline __attribute__((always_inline)) size_t scale_batch(const uint32_t words[BATCH_WORDS], uint32_t n,
                                                                uint32_t threshold, uint32_t *restrict values) {
    uint32_t rejected = 0;
    for (size_t i = 0; i < BATCH_WORDS; i++) {
        uint64_t product = (uint64_t)words[i] * n;
        values[i] = (uint32_t)(product >> 32);
        rejected |= (uint32_t)product < threshold;
    }
    if (!rejected) return BATCH_WORDS;
    size_t kept = 0;
    for (size_t i = 0; i < BATCH_WORDS; i++) {
        uint64_t product = (uint64_t)words[i] * n;
        values[kept] = (uint32_t)(product >> 32);
        kept += (uint32_t)product >= threshold;
    }
    return kept;
}

static size_t scale_batch_portable(const uint32_t words[BATCH_WORDS], uint32_t n, uint32_t threshold,
                                   uint32_t *values) {
    return scale_batch(words, n, threshold, values);
}

#if defined(__x86_64__)
/* Each 64-bit lane holds one 32-bit word of one counter in its low half. The high half is left to hold anything: the
 * multiplication does not read it, and the last step drops it. */
__attribute__((target("avx2"))) static void batch_avx2(uint64_t seed, uint64_t stream, uint64_t position,
                                                       uint32_t words[BATCH_WORDS]) {
    const __m256i m0 = _mm256_set1_epi64x(MULTIPLIER_0), m1 = _mm256_set1_epi64x(MULTIPLIER_1);
    for (uint64_t half = 0; half < 2; half++) {
        __m256i c0[2], c1[2], c2[2], c3[2];
        for (uint64_t g = 0; g < 2; g++) {
            /* 0, 2, 1, 3: the two interleavings at the end then give blocks in order. */
            c0[g] = _mm256_add_epi64(_mm256_set1_epi64x((long long)(position + 8 * half + 4 * g)),
                                     _mm256_set_epi64x(3, 1, 2, 0));
            c1[g] = _mm256_srli_epi64(c0[g], 32);
            c2[g] = _mm256_set1_epi64x((long long)stream);
            c3[g] = _mm256_srli_epi64(c2[g], 32);
        }
        uint32_t k0 = (uint32_t)seed, k1 = (uint32_t)(seed >> 32);
        for (int round = 0; round < ROUNDS; round++) {
            __m256i key_0 = _mm256_set1_epi64x(k0), key_1 = _mm256_set1_epi64x(k1);
            for (int g = 0; g < 2; g++) {
                __m256i product_0 = _mm256_mul_epu32(c0[g], m0), product_1 = _mm256_mul_epu32(c2[g], m1);
                c0[g] = _mm256_xor_si256(_mm256_srli_epi64(product_1, 32), _mm256_xor_si256(c1[g], key_0));
                c1[g] = product_1;
                c2[g] = _mm256_xor_si256(_mm256_srli_epi64(product_0, 32), _mm256_xor_si256(c3[g], key_1));
                c3[g] = product_0;
            }
            k0 += WEYL_0;
            k1 += WEYL_1;
        }
        for (size_t g = 0; g < 2; g++) {
            __m256i first = _mm256_blend_epi32(c0[g], _mm256_slli_epi64(c1[g], 32), 0xAA);
            __m256i second = _mm256_blend_epi32(c2[g], _mm256_slli_epi64(c3[g], 32), 0xAA);
            uint32_t *to = words + 32 * half + 16 * g;
            _mm256_storeu_si256((__m256i *)(void *)to, _mm256_unpacklo_epi64(first, second));
            _mm256_storeu_si256((__m256i *)(void *)(to + 8), _mm256_unpackhi_epi64(first, second));
        }
    }
}

__attribute__((target("avx2"))) static size_t scale_batch_avx2(const uint32_t words[BATCH_WORDS], uint32_t n,
                                                               uint32_t threshold, uint32_t *values) {
    return scale_batch(words, n, threshold, values);
}
#endif

static void make_batch(struct mm_stream *stream) {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2")) {
        batch_avx2(stream->seed, stream->stream, stream->position, stream->words);
    } else
#endif
        batch_portable(stream->seed, stream->stream, stream->position, stream->words);
    stream->position += BATCH_BLOCKS;
    stream->used = 0;
}

void mm_stream_start(struct mm_stream *stream, uint64_t seed, uint64_t number) {
    memset(stream, 0, sizeof *stream);
    stream->seed = seed;
    stream->stream = number;
    stream->used = BATCH_WORDS;
}

void mm_stream_seek(struct mm_stream *stream, uint64_t block) {
    stream->position = block;
    stream->used = BATCH_WORDS;
}

uint32_t mm_stream_u32(struct mm_stream *stream) {
    if (stream->used == BATCH_WORDS) make_batch(stream);
    return stream->words[stream->used++];
}

uint64_t mm_stream_u64(struct mm_stream *stream) {
    uint64_t low = mm_stream_u32(stream);
    return (uint64_t)mm_stream_u32(stream) << 32 | low;
}

void mm_stream_fill_u64(struct mm_stream *stream, uint64_t *values, size_t count) {
    for (size_t made = 0; made < count;) {
        if (stream->used == BATCH_WORDS) make_batch(stream);
        if (BATCH_WORDS - stream->used < 2) { /* a pair that two batches share */
            values[made++] = mm_stream_u64(stream);
            continue;
        }
        size_t pairs = (BATCH_WORDS - stream->used) / 2, some = count - made < pairs ? count - made : pairs;
        const uint32_t *words = stream->words + stream->used;
        for (size_t i = 0; i < some; i++) values[made + i] = (uint64_t)words[2 * i + 1] << 32 | words[2 * i];
        stream->used += (unsigned)(2 * some);
        made += some;
    }
}

double mm_stream_uniform(struct mm_stream *stream) {
    /* From 1/2 on, k + 1/2 lies halfway between two doubles and goes to the even one; the very last k alone would
     * become 1, and is given the largest double below it. */
    double u = ((double)(mm_stream_u64(stream) >> 11) + 0.5) * 0x1p-53;
    return u < 1.0 ? u : 1.0 - 0x1p-53;
}

uint32_t mm_stream_below(struct mm_stream *stream, uint32_t n) {
    uint64_t product = (uint64_t)mm_stream_u32(stream) * n;
    if ((uint32_t)product < n) { /* the threshold is below n: the division is needed in n of 2^32 cases only */
        uint32_t threshold = (0U - n) % n;
        while ((uint32_t)product < threshold) product = (uint64_t)mm_stream_u32(stream) * n;
    }
    return (uint32_t)(product >> 32);
}

void mm_stream_fill_below(struct mm_stream *stream, uint32_t n, uint32_t *values, size_t count) {
    const uint32_t threshold = (0U - n) % n;
    size_t made = 0;
    while (made < count) {
        if (stream->used == BATCH_WORDS) make_batch(stream);
        if (stream->used == 0 && count - made >= BATCH_WORDS) {
#if defined(__x86_64__)
            if (__builtin_cpu_supports("avx2")) {
                made += scale_batch_avx2(stream->words, n, threshold, values + made);
            } else
#endif
                made += scale_batch_portable(stream->words, n, threshold, values + made);
            stream->used = BATCH_WORDS;
            continue;
        }
        while (stream->used < BATCH_WORDS && made < count) {
            uint64_t product = (uint64_t)stream->words[stream->used++] * n;
            values[made] = (uint32_t)(product >> 32);
            made += (uint32_t)product >= threshold;
        }
    }
}

uint64_t mm_random_seed(void) {
    uint64_t seed = 0;
    ssize_t got;
    do {
        got = getrandom(&seed, sizeof seed, 0);
    } while (got < 0 && errno == EINTR);
    if (got != (ssize_t)sizeof seed) { /* no such system call: time and process tell runs apart */
        struct timespec now = {0, 0};
        clock_gettime(CLOCK_REALTIME, &now);
        const uint32_t counter[4] = {(uint32_t)now.tv_nsec, (uint32_t)now.tv_sec, (uint32_t)getpid(), 0};
        const uint32_t key[2] = {0, 0};
        uint32_t words[4];
        mm_philox(counter, key, words);
        seed = (uint64_t)words[1] << 32 | words[0];
    }
    return seed & ((UINT64_C(1) << 53) - 1);
}

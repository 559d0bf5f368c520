/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counter-based random streams: Philox 4x32-10. */
#ifndef MM_NUMERIC_RANDOM_H
#define MM_NUMERIC_RANDOM_H

#include <stddef.h>
#include <stdint.h>

/* block(seed, stream, i) = Philox4x32-10(counter = (i, stream), key = seed)
 *
 * Shapes: 32-bit words, four a block, in the order of the block.
 * Conventions: `seed` is the 64-bit key (low word first), the counter's low 64 bits count blocks of four words and its
 * high 64 bits name the stream. Streams are independent; a command gives each task (resample, row, column) a stream of
 * its own, so results do not depend on the number of threads. The same seed gives the same integers and uniforms on every
 * machine, for ever.
 * Errors: none.
 * Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011, section 3.3; Random123 known
 * answers. */
struct mm_stream {
    uint64_t seed;
    uint64_t stream;
    uint64_t position; /* blocks made so far */
    uint32_t words[64];
    unsigned used; /* of words[]; 64: empty */
};

void mm_stream_start(struct mm_stream *stream, uint64_t seed, uint64_t number);
/* Goes on with block number BLOCK (words 4 BLOCK, 4 BLOCK + 1, …), so that tasks can share out one stream. */
void mm_stream_seek(struct mm_stream *stream, uint64_t block);
uint32_t mm_stream_u32(struct mm_stream *stream);
uint64_t mm_stream_u64(struct mm_stream *stream); /* two words, the first one low */
/* COUNT of them, the same numbers as COUNT calls; fast. */
void mm_stream_fill_u64(struct mm_stream *stream, uint64_t *values, size_t count);
double mm_stream_uniform(struct mm_stream *stream); /* (k + 1/2) 2^-53, k from 53 random bits: in (0, 1) */
/* A uniform integer below N (1 ≤ N < 2^32), exactly: Lemire's multiplication with rejection. */
uint32_t mm_stream_below(struct mm_stream *stream, uint32_t n);
/* COUNT of them, the same numbers as COUNT calls; vectorised. */
void mm_stream_fill_below(struct mm_stream *stream, uint32_t n, uint32_t *values, size_t count);
/* Ten rounds on one counter and key, for the known-answer test. */
void mm_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4]);
/* A seed from the operating system, below 2^53 so that JSON and doubles keep it. */
uint64_t mm_random_seed(void);

#endif

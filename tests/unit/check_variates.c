/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of random variates: known answers, agreement of the ways to draw, and their distributions. */
#include "numeric/variates.h"

#include <float.h>

#include "check_main.h"

/* An independent Philox and polar method in Python, with mpmath's logarithm and square root at 50 digits: ours round at
 * each step, which costs a normal up to 3 ulp, an exponential 1. */
static const struct {
    uint64_t seed, stream;
    double uniforms[8], normals[8], exponentials[4];
} known[] = {
    {42,
     0,
     {0.468586518339105, 0.3408615493851788, 0.3270633812033848, 0.45431560173488833, 0.6583155272123093,
      0.773584684730215, 0.6706398529302326, 0.3791260699709878},
     {-0.4109468672693219223, -2.081827428370165934, -1.960507970266606378, -0.5179043486499480107,
      0.6783488848961564409, 1.172253089000724416, 1.523770421358348406, -1.079373406204542763},
     {0.7580345234053111627, 1.076278897677631609, 1.117601300556730737, 0.7889631644448352302}},
    {9007199254740991,
     7,
     {0.009403591619121243, 0.09253765729087388, 0.4422516880299637, 0.4935398307700037, 0.830952774251589,
      0.5682691399680246, 0.9120550492450028, 0.07149003626312417},
     {-2.915951911431121034, -0.3262007523986232238, 1.226059732849017345, 0.2529123489002648531,
      -0.4484948148878575633, 0.8491905903574562676, -0.2819114130466909312, -0.3076632079417084675},
     {4.666663575542324162, 2.380139611461574123, 0.8158761290360984709, 0.7061517125853912384}},
};

START_TEST(known_answers) {
    for (size_t c = 0; c < sizeof known / sizeof *known; c++) {
        struct mm_stream stream;
        double values[8];
        mm_stream_start(&stream, known[c].seed, known[c].stream);
        mm_fill_uniform(&stream, values, 8);
        for (size_t i = 0; i < 8; i++) mm_check_bits(values[i], known[c].uniforms[i]);
        mm_stream_start(&stream, known[c].seed, known[c].stream);
        mm_fill_normal(&stream, values, 8);
        for (size_t i = 0; i < 8; i++) mm_check_relative(values[i], known[c].normals[i], 3 * DBL_EPSILON);
        mm_stream_start(&stream, known[c].seed, known[c].stream);
        mm_fill_exponential(&stream, values, 4);
        for (size_t i = 0; i < 4; i++) mm_check_relative(values[i], known[c].exponentials[i], DBL_EPSILON);
    }
}
END_TEST

/* The bits are the same for ever. The normals are those above, each within 0.9 ulp of mpmath's value. */
START_TEST(pinned_bits) {
    static const double normals[] = {-0x1.a4cf416d42f5bp-2, -0x1.0a7952386200bp+1, -0x1.f5e3d9afd7a88p+0,
                                     -0x1.092ac23fd0bf3p-1, 0x1.5b508b87d06a3p-1,  0x1.2c18c747e4a18p+0,
                                     0x1.8615d17e58a39p+0,  -0x1.1451d0c7d2151p+0};
    static const double exponentials[] = {0x1.841d19de878e6p-1, 0x1.1387038ae67dep+0, 0x1.1e1b1e6bdbb4ap+0,
                                          0x1.93f2fada1416fp-1};
    struct mm_stream stream;
    double values[8];
    mm_stream_start(&stream, 42, 0);
    mm_fill_normal(&stream, values, 8);
    for (size_t i = 0; i < 8; i++) mm_check_bits(values[i], normals[i]);
    mm_stream_start(&stream, 42, 0);
    mm_fill_exponential(&stream, values, 4);
    for (size_t i = 0; i < 4; i++) mm_check_bits(values[i], exponentials[i]);
}
END_TEST

/* One at a time takes the first of each pair; filling in parts of even length is filling at once. */
START_TEST(ways_agree) {
    enum { N = 1001 };
    struct mm_stream stream, single;
    static double at_once[N], parts[N];
    mm_stream_start(&stream, 5, 3);
    mm_stream_start(&single, 5, 3);
    mm_fill_normal(&stream, at_once, N);
    for (size_t i = 0; i < N; i += 2) mm_check_bits(mm_stream_normal(&single), at_once[i]);
    for (size_t size = 2; size < 600; size += 94) {
        mm_stream_start(&stream, 5, 3);
        for (size_t i = 0; i < N; i += size) mm_fill_normal(&stream, parts + i, N - i < size ? N - i : size);
        ck_assert_mem_eq(parts, at_once, sizeof parts);
    }
    mm_stream_start(&stream, 5, 3);
    mm_stream_start(&single, 5, 3);
    mm_fill_exponential(&stream, at_once, N);
    for (size_t i = 0; i < N; i++) mm_check_bits(mm_stream_exponential(&single), at_once[i]);
}
END_TEST

static int ascending(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double normal_cdf(double x) {
    return 0.5 * erfc(-x * sqrt(0.5));
}

static double exponential_cdf(double x) {
    return -expm1(-x);
}

/* Kolmogorov and Smirnov: sqrt(n) D is above 1.95 in one sample of a thousand; the seed is fixed. */
START_TEST(distributions) {
    enum { N = 100000 };
    static double values[N];
    struct mm_stream stream;
    for (int c = 0; c < 2; c++) {
        double worst = 0;
        mm_stream_start(&stream, 2026, 1);
        (c == 0 ? mm_fill_normal : mm_fill_exponential)(&stream, values, N);
        qsort(values, N, sizeof *values, ascending);
        for (size_t i = 0; i < N; i++) {
            double p = (c == 0 ? normal_cdf : exponential_cdf)(values[i]);
            worst = fmax(worst, fmax(fabs(p - (double)i / N), fabs(p - (double)(i + 1) / N)));
        }
        ck_assert_double_le(sqrt(N) * worst, 1.95);
    }
    /* Both of a pair, and neighbours, are uncorrelated: |r| sqrt(n) beyond 3.3 in one of a thousand. */
    mm_stream_start(&stream, 2026, 2);
    mm_fill_normal(&stream, values, N);
    double pairs = 0, neighbours = 0;
    for (size_t i = 0; i + 2 < N; i += 2) {
        pairs += values[i] * values[i + 1];
        neighbours += values[i + 1] * values[i + 2];
    }
    ck_assert_double_le(fabs(pairs) / sqrt(N / 2), 3.3);
    ck_assert_double_le(fabs(neighbours) / sqrt(N / 2), 3.3);
}
END_TEST

MM_CHECK_MAIN("variates", known_answers, pinned_bits, ways_agree, distributions)

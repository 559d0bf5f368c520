/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loops that do several operations at a time, so that less goes through memory. */
#include <string.h>

#include "base/wide.h"
#include "expr/kernels.h"

/* The first terms that one loop takes; what follows is added to y by further loops. */
enum { TERMS = 6, LANES = 16 };

#define T(j) k##j *x##j[i]
#define DECLARE(j)                                                                                                     \
    const double *x##j = x[j];                                                                                         \
    const double k##j = k[j]

MM_WIDE static void terms_1(const double *k, const double *const *x, double *y, size_t n) {
    DECLARE(0);
    MM_INDEPENDENT for (size_t i = 0; i < n; i++) y[i] = T(0);
}

MM_WIDE static void terms_2(const double *k, const double *const *x, double *y, size_t n) {
    DECLARE(0);
    DECLARE(1);
    MM_INDEPENDENT for (size_t i = 0; i < n; i++) y[i] = T(0) + T(1);
}

MM_WIDE static void terms_3(const double *k, const double *const *x, double *y, size_t n) {
    DECLARE(0);
    DECLARE(1);
    DECLARE(2);
    MM_INDEPENDENT for (size_t i = 0; i < n; i++) y[i] = T(0) + T(1) + T(2);
}

MM_WIDE static void terms_4(const double *k, const double *const *x, double *y, size_t n) {
    DECLARE(0);
    DECLARE(1);
    DECLARE(2);
    DECLARE(3);
    MM_INDEPENDENT for (size_t i = 0; i < n; i++) y[i] = T(0) + T(1) + T(2) + T(3);
}

MM_WIDE static void terms_5(const double *k, const double *const *x, double *y, size_t n) {
    DECLARE(0);
    DECLARE(1);
    DECLARE(2);
    DECLARE(3);
    DECLARE(4);
    MM_INDEPENDENT for (size_t i = 0; i < n; i++) y[i] = T(0) + T(1) + T(2) + T(3) + T(4);
}

MM_WIDE static void terms_6(const double *k, const double *const *x, double *y, size_t n) {
    DECLARE(0);
    DECLARE(1);
    DECLARE(2);
    DECLARE(3);
    DECLARE(4);
    DECLARE(5);
    MM_INDEPENDENT for (size_t i = 0; i < n; i++) y[i] = T(0) + T(1) + T(2) + T(3) + T(4) + T(5);
}

typedef void terms_loop(const double *k, const double *const *x, double *y, size_t n);
static terms_loop *const loops[TERMS + 1] = {0, terms_1, terms_2, terms_3, terms_4, terms_5, terms_6};

void mm_kernel_terms(const double *k, const double *const *x, size_t count, double *y, size_t n) {
    size_t done = count < TERMS ? count : TERMS;
    loops[done](k, x, y, n);
    while (done < count) {
        const double *some[TERMS] = {y};
        double factors[TERMS] = {1};
        size_t more = 1;
        for (; more < TERMS && done < count; more++, done++) some[more] = x[done], factors[more] = k[done];
        loops[more](factors, some, y, n);
    }
}

/* Eight doubles, wherever they lie. */
typedef double eight __attribute__((vector_size(64), aligned(8), may_alias));

/* What is left of two blocks behind the first N, then all joined: lane k has the products k, k + 16, … */
static inline __attribute__((always_inline)) double join(const eight *low, const eight *high, const double *r,
                                                         const double *x, size_t n) {
    double lanes[LANES];
    memcpy(lanes, low, sizeof *low);
    memcpy(lanes + LANES / 2, high, sizeof *high);
    for (size_t k = 0; k < n % LANES; k++) lanes[k] += r[n - n % LANES + k] * x[n - n % LANES + k];
    for (size_t half = LANES / 2; half > 0; half /= 2)
        for (size_t k = 0; k < half; k++) lanes[k] += lanes[k + half];
    return lanes[0];
}

/* Explicit vectors, which the compiler splits where registers are narrower: left to itself it shuffles lanes. */
#define DOTS_1(name)                                                                                                   \
    static void name(const double *r, const double *const *x, double *const *sums, size_t n) {                         \
        eight low = {0}, high = {0};                                                                                   \
        for (size_t i = 0; n - i >= LANES; i += LANES) {                                                               \
            low += *(const eight *)(r + i) * *(const eight *)(x[0] + i);                                               \
            high += *(const eight *)(r + i + 8) * *(const eight *)(x[0] + i + 8);                                      \
        }                                                                                                              \
        *sums[0] += join(&low, &high, r, x[0], n);                                                                     \
    }

typedef void dots_loop(const double *r, const double *const *x, double *const *sums, size_t n);

DOTS_1(dots_narrow)

#if defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__)
#define DOTS_BY_PROCESSOR
__attribute__((target("avx2"))) DOTS_1(dots_avx2) __attribute__((target("avx512f"))) DOTS_1(dots_avx512)

    /* As many running sums as registers: each product of r is loaded once. */
    __attribute__((target("avx512f"))) static void dots_4(const double *r, const double *const *x, double *const *sums,
                                                          size_t n) {
    const double *a = x[0], *b = x[1], *c = x[2], *d = x[3];
    eight al = {0}, ah = {0}, bl = {0}, bh = {0}, cl = {0}, ch = {0}, dl = {0}, dh = {0};
    for (size_t i = 0; n - i >= LANES; i += LANES) {
        eight rl = *(const eight *)(r + i), rh = *(const eight *)(r + i + 8);
        al += rl * *(const eight *)(a + i), ah += rh * *(const eight *)(a + i + 8);
        bl += rl * *(const eight *)(b + i), bh += rh * *(const eight *)(b + i + 8);
        cl += rl * *(const eight *)(c + i), ch += rh * *(const eight *)(c + i + 8);
        dl += rl * *(const eight *)(d + i), dh += rh * *(const eight *)(d + i + 8);
    }
    *sums[0] += join(&al, &ah, r, a, n);
    *sums[1] += join(&bl, &bh, r, b, n);
    *sums[2] += join(&cl, &ch, r, c, n);
    *sums[3] += join(&dl, &dh, r, d, n);
}
#endif

void mm_kernel_dots(const double *r, const double *const *x, size_t count, double *const *sums, size_t n) {
    dots_loop *one = dots_narrow;
#ifdef DOTS_BY_PROCESSOR
    bool wide = __builtin_cpu_supports("avx512f");
    if (wide && count == MM_KERNEL_DOTS) {
        dots_4(r, x, sums, n);
        return;
    }
    one = wide ? dots_avx512 : __builtin_cpu_supports("avx2") ? dots_avx2 : dots_narrow;
#endif
    for (size_t j = 0; j < count; j++) one(r, x + j, sums + j, n);
}

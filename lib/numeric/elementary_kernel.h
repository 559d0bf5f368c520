/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kernels of elementary.h for one width of vector; included once per width by elementary.c, hence no guard.
 *
 * The includer defines LANES (doubles per vector), TARGET (the attribute that allows that width), NAME(x) (x with a
 * suffix of its own) and NARROWER(x) (the name in the next narrower width; in the narrowest itself).
 * Every lane goes through the same operations in the same order in every width, and none may be fused, so the bits do
 * not depend on the width. */

typedef double NAME(reals) __attribute__((vector_size(8 * LANES)));
typedef uint64_t NAME(words) __attribute__((vector_size(8 * LANES)));
#define REALS  NAME(reals)
#define WORDS  NAME(words)
#define INLINE TARGET static inline __attribute__((always_inline))

INLINE REALS NAME(load)(const double *x) {
    REALS v;
    memcpy(&v, x, sizeof v);
    return v;
}

INLINE void NAME(store)(double *y, REALS v) {
    memcpy(y, &v, sizeof v);
}

INLINE REALS NAME(fill)(double value) {
    return value - (REALS){0};
}

/* MASK ? YES : NO, lane by lane. */
INLINE REALS NAME(select)(WORDS mask, REALS yes, REALS no) {
    return (REALS)(((WORDS)yes & mask) | ((WORDS)no & ~mask));
}

/* exp(x - shift): n = the integer nearest to (x - shift)/ln 2, then 2^n e^r with e^r = 1 + r + r² P(r), |r| ≤ ln(2)/2.
 * P is the minimax polynomial for the absolute error of r² P(r), which is 2^-58. Without FULL: for |x - shift| ≤
 * EXP_PLAIN or NaN only, where it gives the same bits with fewer operations. */
INLINE REALS NAME(exp_vector)(REALS x, REALS shift, bool shifted, bool full) {
    REALS t = x;
    if (shifted) t = x - shift;
    /* Adding 1.5 2^52 leaves the integer in the low bits. What is added besides becomes the exponent's bias. */
    const double round = 0x1.8p52 + (full ? 2046 : 1023);
    REALS rounded = t * LOG2_E + round;
    REALS n = rounded - round;
    REALS high = t - n * LN2_HIGH; /* exact */
    REALS low = n * -LN2_LOW;
    if (shifted) { /* what the subtraction rounded away is up to 2^8 ulp of the result: it goes into r (Knuth) */
        REALS back = t - x;
        low = low + ((x - (t - back)) - (shift + back));
    }
    REALS r = high + low;

    REALS r2 = r * r;
    REALS r4 = r2 * r2;
    REALS p01 = 0x1.000000000000bp-1 + r * 0x1.5555555555561p-3;
    REALS p23 = 0x1.5555555550041p-5 + r * 0x1.111111110d64ep-7;
    REALS p45 = 0x1.6c16c185a386ap-10 + r * 0x1.a01a01badb61fp-13;
    REALS p67 = 0x1.a019969e6c8b2p-16 + r * 0x1.71dddfda9d612p-19;
    REALS p89 = 0x1.28b03ee5660aap-22 + r * 0x1.af8571600a737p-26;
    REALS p = (p01 + r2 * p23) + r4 * ((p45 + r2 * p67) + r4 * p89);
    /* 1 + high is rounded; what it lost joins the small terms, so that the last addition alone costs half an ulp. */
    REALS one = 1.0 + high;
    REALS y = one + (((1.0 - one) + high) + (low + r2 * p));

    if (!full) return y * (REALS)((WORDS)rounded << 52);

    /* 2^n in two factors, of which the second alone may round: n reaches below the normal exponents and to 1024. */
    const double half_round = 0x1.8p52 + 1023;
    REALS half = n * 0.5 + half_round;
    WORDS first = (WORDS)half;
    WORDS second = (WORDS)rounded - first;
    y = y * (REALS)(first << 52) * (REALS)(second << 52);

    /* Outside of these bounds the above is garbage; a NaN fails both comparisons and stays. */
    y = (REALS)((WORDS)y & ~(WORDS)(t < NAME(fill)(EXP_UNDERFLOW)));
    return NAME(select)((WORDS)(t > NAME(fill)(EXP_OVERFLOW)), NAME(fill)(INFINITY), y);
}

/* log(x): x = 2^k (1 + f) with 1 + f in [sqrt(1/2), sqrt(2)); with s = f/(2 + f), log(1 + f) = 2 artanh(s) =
 * f - (f²/2 - s (f²/2 + s² G(s²))). G is the minimax polynomial for the absolute error of s³ G(s²), which is 2^-61.
 * Without FULL: for normal positive x only. */
INLINE REALS NAME(log_vector)(REALS x, bool full) {
    WORDS bits = (WORDS)x;
    WORDS tiny = {0};
    if (full) {
        tiny = (WORDS)(x < NAME(fill)(0x1p-1022)); /* subnormal: times 2^54 first */
        bits = (WORDS)(x * (REALS)((tiny & (UINT64_C(54) << 52)) + ONE_BITS));
    }
    /* The exponent field counts from sqrt(1/2) on after this addition, instead of from a power of two. */
    WORDS moved = bits + (ONE_BITS - ROOT_HALF_BITS);
    WORDS field = moved >> 52;
    if (full) field -= tiny & 54;
    /* The small integer under the exponent of 1.5 2^52 is that number plus the integer. */
    REALS k = (REALS)(field + ROUND_BITS) - (0x1.8p52 + 1023);
    REALS f = (REALS)((moved & MANTISSA_MASK) + ROOT_HALF_BITS) - 1.0;

    REALS s = f / (2.0 + f);
    REALS z = s * s;
    REALS z2 = z * z;
    REALS g01 = 0x1.55555555555d6p-1 + z * 0x1.999999996e437p-2;
    REALS g23 = 0x1.2492494f01006p-2 + z * 0x1.c71c48bf97e56p-3;
    REALS g45 = 0x1.7467f546a399ep-3 + z * 0x1.39794b8620a22p-3;
    REALS g = (g01 + z2 * g23) + (z2 * z2) * (g45 + z2 * 0x1.307f31dad6211p-3);
    REALS half_square = f * (f * 0.5);
    REALS bend = s * (half_square + z * g) - half_square;

    /* k LN2_HIGH is exact and larger than f, unless it is 0: what its sum with f loses is known. */
    REALS whole = k * LN2_HIGH;
    REALS sum = whole + f;
    REALS y = sum + (((f - (sum - whole)) + k * LN2_LOW) + bend);

    if (!full) return y;
    y = NAME(select)((WORDS)(x < NAME(fill)(INFINITY)), y, x); /* +inf and NaN are their own logarithms */
    y = NAME(select)((WORDS)(x < NAME(fill)(0.0)), NAME(fill)(NAN), y);
    return NAME(select)((WORDS)(x == NAME(fill)(0.0)), NAME(fill)(-INFINITY), y);
}

INLINE bool NAME(any)(WORDS mask) {
    uint64_t lanes[LANES], any = 0;
    memcpy(lanes, &mask, sizeof lanes);
    for (int lane = 0; lane < LANES; lane++) any |= lanes[lane];
    return any != 0;
}

/* All ones where the short form of exp will not do. */
INLINE WORDS NAME(exp_extreme)(REALS x, REALS shift) {
    WORDS magnitude = (WORDS)(x - shift) & MAGNITUDE_MASK;
    return (WORDS)((REALS)magnitude > NAME(fill)(EXP_PLAIN));
}

INLINE void NAME(exp_all)(const double *x, REALS shift, const double *shifts, bool shifted, double *y, size_t n,
                          bool full) {
    for (size_t i = 0; i < n; i += LANES) {
        REALS here = shifts ? NAME(load)(shifts + i) : shift;
        NAME(store)(y + i, NAME(exp_vector)(NAME(load)(x + i), here, shifted, full));
    }
}

/* n ≥ LANES; SHIFTS, if there are any, stand for SHIFT. Blocks without extreme arguments take the short form. The last
 * vector overlaps the one before it, and is read before anything is written, for y may be x. */
INLINE void NAME(exp_array)(const double *x, REALS shift, const double *shifts, bool shifted, double *y, size_t n) {
    const size_t before = n - LANES;
    REALS last = NAME(load)(x + before);
    REALS last_shift = shifts ? NAME(load)(shifts + before) : shift;
    for (size_t i = 0; i <= before; i += BLOCK) {
        const bool final = before - i < BLOCK;
        const size_t size = final ? before - i : BLOCK;
        const double *block_shifts = shifts ? shifts + i : NULL;
        WORDS extreme = final ? NAME(exp_extreme)(last, last_shift) : (WORDS){0};
        for (size_t j = 0; j < size; j += LANES) {
            REALS here = shifts ? NAME(load)(shifts + i + j) : shift;
            extreme |= NAME(exp_extreme)(NAME(load)(x + i + j), here);
        }
        if (NAME(any)(extreme)) {
            NAME(exp_all)(x + i, shift, block_shifts, shifted, y + i, size, true);
            if (final) NAME(store)(y + before, NAME(exp_vector)(last, last_shift, shifted, true));
        } else {
            NAME(exp_all)(x + i, shift, block_shifts, shifted, y + i, size, false);
            if (final) NAME(store)(y + before, NAME(exp_vector)(last, last_shift, shifted, false));
        }
    }
}

TARGET static void NAME(exp)(const double *x, double shift, double *y, size_t n) {
    if (n >= LANES) {
        if (shift == 0) { /* the same bits: nothing is rounded away */
            NAME(exp_array)(x, NAME(fill)(shift), NULL, false, y, n);
        } else {
            NAME(exp_array)(x, NAME(fill)(shift), NULL, true, y, n);
        }
    } else if (LANES > 2) {
        NARROWER(exp)(x, shift, y, n);
    } else if (n == 1) {
        double pair[2] = {x[0], shift};
        NAME(store)(pair, NAME(exp_vector)(NAME(load)(pair), NAME(fill)(shift), true, true));
        y[0] = pair[0];
    }
}

TARGET static void NAME(exp_differences)(const double *x, const double *shifts, double *y, size_t n) {
    if (n >= LANES) {
        NAME(exp_array)(x, NAME(fill)(0), shifts, true, y, n);
    } else if (LANES > 2) {
        NARROWER(exp_differences)(x, shifts, y, n);
    } else if (n == 1) {
        NAME(exp)(x, shifts[0], y, 1);
    }
}

/* All ones where the short form of log will not do. */
INLINE WORDS NAME(log_extreme)(REALS x) {
    return ~((WORDS)(x >= NAME(fill)(0x1p-1022)) & (WORDS)(x < NAME(fill)(INFINITY)));
}

INLINE void NAME(log_all)(const double *x, double *y, size_t n, bool full) {
    for (size_t i = 0; i < n; i += LANES) NAME(store)(y + i, NAME(log_vector)(NAME(load)(x + i), full));
}

TARGET static void NAME(log)(const double *x, double *y, size_t n) {
    if (n >= LANES) {
        const size_t before = n - LANES;
        REALS last = NAME(load)(x + before);
        for (size_t i = 0; i <= before; i += BLOCK) {
            const bool final = before - i < BLOCK;
            const size_t size = final ? before - i : BLOCK;
            WORDS extreme = final ? NAME(log_extreme)(last) : (WORDS){0};
            for (size_t j = 0; j < size; j += LANES) extreme |= NAME(log_extreme)(NAME(load)(x + i + j));
            if (NAME(any)(extreme)) {
                NAME(log_all)(x + i, y + i, size, true);
                if (final) NAME(store)(y + before, NAME(log_vector)(last, true));
            } else {
                NAME(log_all)(x + i, y + i, size, false);
                if (final) NAME(store)(y + before, NAME(log_vector)(last, false));
            }
        }
    } else if (LANES > 2) {
        NARROWER(log)(x, y, n);
    } else if (n == 1) {
        double pair[2] = {x[0], 1};
        NAME(store)(pair, NAME(log_vector)(NAME(load)(pair), true));
        y[0] = pair[0];
    }
}

/* Sixteen values with the same largest one (or a NaN) as n ≥ REDUCED values. The last vectors overlap those before
 * them: that does no harm here. */
TARGET static void NAME(max)(const double *x, size_t n, double lanes[REDUCED]) {
    enum { PARTS = REDUCED / LANES };
    REALS most[PARTS];
    WORDS odd = {0};
    for (int part = 0; part < PARTS; part++) most[part] = NAME(load)(x + LANES * part);
    for (size_t i = 0; i < n; i += REDUCED) {
        const double *from = n - i < REDUCED ? x + n - REDUCED : x + i;
        for (int part = 0; part < PARTS; part++) {
            REALS v = NAME(load)(from + LANES * part);
            most[part] = NAME(select)((WORDS)(v > most[part]), v, most[part]);
            odd |= (WORDS)(v != v);
        }
    }
    memcpy(lanes, most, sizeof most);
    if (NAME(any)(odd)) lanes[0] = NAN;
}

/* Sixteen sums in every width, sum j over the items j, j + 16, j + 32, … */
TARGET static void NAME(sum)(const double *x, size_t n, double lanes[REDUCED]) {
    enum { PARTS = REDUCED / LANES };
    REALS sums[PARTS];
    for (int part = 0; part < PARTS; part++) sums[part] = (REALS){0};
    size_t i = 0;
    for (; n - i >= REDUCED; i += REDUCED)
        for (int part = 0; part < PARTS; part++) sums[part] += NAME(load)(x + i + LANES * part);
    memcpy(lanes, sums, sizeof sums);
    for (size_t j = 0; i + j < n; j++) lanes[j] += x[i + j];
}

#undef REALS
#undef WORDS
#undef INLINE
#undef LANES
#undef TARGET
#undef NAME
#undef NARROWER

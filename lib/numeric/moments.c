/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exact power sums of a stream of values, and the mean, variance, skewness and kurtosis that they give. */
#include "numeric/moments.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "numeric/exact_integer.h"

enum { HIGHEST = 4 };

static const size_t chunk_count[HIGHEST + 1] = {0, 0, MM_EXACT_CHUNKS, MM_CUBE_CHUNKS, MM_FOURTH_CHUNKS};
static const size_t first_chunk[HIGHEST + 2] = {
    0, 0, 0, MM_EXACT_CHUNKS, MM_EXACT_CHUNKS + MM_CUBE_CHUNKS, MM_EXACT_CHUNKS + MM_CUBE_CHUNKS + MM_FOURTH_CHUNKS};

struct mm_moments {
    int order;
    uint32_t pending; /* terms in the fullest of the power sums since the last carry */
    uint64_t count;
    struct mm_exact sum;
    int64_t chunks[]; /* Σx² and, as far as the order asks, Σx³ and Σx⁴ */
};

static int64_t *power_sum(struct mm_moments *moments, int power) {
    return moments->chunks + first_chunk[power];
}

struct mm_moments *mm_moments_new(int order) {
    if (order < 1 || order > HIGHEST) return NULL;
    struct mm_moments *moments = mm_new(1, sizeof *moments + first_chunk[order + 1] * sizeof *moments->chunks);
    if (moments == NULL) return NULL;
    moments->order = order;
    mm_moments_clear(moments);
    return moments;
}

void mm_moments_free(struct mm_moments *moments) {
    free(moments);
}

void mm_moments_clear(struct mm_moments *moments) {
    moments->pending = 0;
    moments->count = 0;
    mm_exact_clear(&moments->sum);
    memset(moments->chunks, 0, first_chunk[moments->order + 1] * sizeof *moments->chunks);
}

static void reserve(struct mm_moments *moments, uint32_t terms) {
    if (moments->pending > MM_MAX_PENDING - terms) {
        for (int power = 2; power <= moments->order; power++) {
            mm_chunks_carry(power_sum(moments, power), chunk_count[power]);
        }
        moments->pending = 1;
    }
    moments->pending += terms;
}

/* Terms that the powers of one value, or the columns of one block, put into one of the sums. */
enum { VALUE_TERMS = 2, BLOCK_TERMS = 6 };

/* The powers of one finite value: 106, 159 and 212 bits. Room has been made. */
static void add_powers(struct mm_moments *moments, double x) {
    struct mm_parts parts = mm_parts_of(mm_bits_of(x));
    mm_uint128 square = (mm_uint128)parts.mantissa * parts.mantissa;
    mm_chunks_add(power_sum(moments, 2), 2 * parts.place, square, 0);
    if (moments->order == 2) return;
    uint64_t low = (uint64_t)square, high = (uint64_t)(square >> 64);
    mm_uint128 cube = (mm_uint128)low * parts.mantissa;
    mm_uint128 cube_high = (mm_uint128)high * parts.mantissa;
    mm_chunks_add(power_sum(moments, 3), 3 * parts.place, cube, parts.sign);
    mm_chunks_add(power_sum(moments, 3), 3 * parts.place + 64, cube_high, parts.sign);
    if (moments->order == 3) return;
    /* high < 2^42, so the middle terms with their factor of two and the carry stay below 2^108. */
    mm_uint128 lowest = (mm_uint128)low * low;
    mm_uint128 upper = ((mm_uint128)low * high << 1) + (lowest >> 64);
    mm_uint128 top = (mm_uint128)high * high + (upper >> 64);
    mm_chunks_add(power_sum(moments, 4), 4 * parts.place, (mm_uint128)(uint64_t)upper << 64 | (uint64_t)lowest, 0);
    mm_chunks_add(power_sum(moments, 4), 4 * parts.place + 128, top, 0);
}

/* Sums over a block of the 64-bit digits of |X|², ±|X|³ and X⁴: at most 256 digits a sum, so none needs a carry. */
struct columns {
    mm_uint128 square[2], cube[2][3], fourth[4];
};

static inline void add_columns(struct columns *sums, const int64_t *value, size_t n, int order) {
    mm_uint128 square_low = 0, square_high = 0, fourth[4] = {0};
    for (size_t i = 0; i < n; i++) {
        bool negative = value[i] < 0;
        uint64_t x = negative ? -(uint64_t)value[i] : (uint64_t)value[i];
        mm_uint128 square = (mm_uint128)x * x;
        uint64_t low = (uint64_t)square, high = (uint64_t)(square >> 64);
        square_low += low;
        square_high += high;
        if (order == 2) continue;
        mm_uint128 first = (mm_uint128)low * x;
        mm_uint128 second = (mm_uint128)high * x + (first >> 64);
        mm_uint128 *cube = sums->cube[negative];
        cube[0] += (uint64_t)first;
        cube[1] += (uint64_t)second;
        cube[2] += second >> 64;
        if (order == 3) continue;
        /* X² < 2^126, so low·high·2 and its carry fit. */
        mm_uint128 lowest = (mm_uint128)low * low;
        mm_uint128 upper = ((mm_uint128)low * high << 1) + (lowest >> 64);
        mm_uint128 top = (mm_uint128)high * high + (upper >> 64);
        fourth[0] += (uint64_t)lowest;
        fourth[1] += (uint64_t)upper;
        fourth[2] += (uint64_t)top;
        fourth[3] += top >> 64;
    }
    sums->square[0] = square_low;
    sums->square[1] = square_high;
    memcpy(sums->fourth, fourth, sizeof fourth);
}

static void add_grid(struct mm_moments *moments, const struct mm_grid *grid, size_t n) {
    struct columns sums = {0};
    unsigned place = (unsigned)(grid->exponent + MM_UNIT_BITS);
    if (moments->order == 2) {
        add_columns(&sums, grid->value, n, 2);
    } else if (moments->order == 3) {
        add_columns(&sums, grid->value, n, 3);
    } else {
        add_columns(&sums, grid->value, n, 4);
    }
    reserve(moments, BLOCK_TERMS);
    for (unsigned k = 0; k < 2; k++) mm_chunks_add(power_sum(moments, 2), 2 * place + 64 * k, sums.square[k], 0);
    for (unsigned k = 0; k < 3 && moments->order >= 3; k++) {
        mm_chunks_add(power_sum(moments, 3), 3 * place + 64 * k, sums.cube[0][k], 0);
        mm_chunks_add(power_sum(moments, 3), 3 * place + 64 * k, sums.cube[1][k], -1);
    }
    for (unsigned k = 0; k < 4 && moments->order == 4; k++) {
        mm_chunks_add(power_sum(moments, 4), 4 * place + 64 * k, sums.fourth[k], 0);
    }
}

void mm_moments_add(struct mm_moments *moments, const double *x, size_t n, size_t stride) {
    enum { FEW = 12 }; /* below this a grid costs more than it saves */
    mm_exact_add_all(&moments->sum, x, n, stride);
    moments->count += n;
    if (moments->order == 1) return;
    for (size_t start = 0; start < n; start += MM_GRID) {
        const double *block = x + start * stride;
        size_t count = n - start < MM_GRID ? n - start : MM_GRID;
        struct mm_grid grid;
        reserve(moments, VALUE_TERMS * MM_GRID);
        if (count < FEW || !mm_grid_fill(&grid, block, count, stride)) {
            for (size_t i = 0; i < count; i++) {
                /* Infinities and NaN are in Σx, which makes every result NaN. */
                if (isfinite(block[i * stride])) add_powers(moments, block[i * stride]);
            }
            continue;
        }
        add_grid(moments, &grid, count);
        for (size_t group = 0; 64 * group < count; group++) {
            for (uint64_t rest = grid.rest[group]; rest != 0; rest &= rest - 1) {
                add_powers(moments, block[(64 * group + (size_t)__builtin_ctzl(rest)) * stride]);
            }
        }
    }
}

void mm_moments_merge(struct mm_moments *to, const struct mm_moments *from) {
    uint32_t pending = to->pending;
    for (int power = 2; power <= to->order; power++) {
        pending = to->pending;
        mm_chunks_merge(power_sum(to, power), &pending, from->chunks + first_chunk[power], from->pending,
                        chunk_count[power]);
    }
    to->pending = pending;
    to->count += from->count;
    mm_exact_merge(&to->sum, &from->sum);
}

uint64_t mm_moments_count(const struct mm_moments *moments) {
    return moments->count;
}

double mm_moments_sum(const struct mm_moments *moments) {
    return mm_exact_round(&moments->sum);
}

enum mm_status mm_moments_mean(const struct mm_moments *moments, double *mean) {
    if (moments->count == 0) return MM_TOO_FEW;
    *mean = mm_exact_divide(&moments->sum, moments->count);
    return MM_OK;
}

/* The power sums as integers: Σx^p = a[p]·2^(p·exponent), with trailing zeros shared out; a[0] = n. */
struct integers {
    mpz_t a[HIGHEST + 1];
    int64_t exponent;
};

static void integers_clear(struct integers *sums) {
    for (int power = 0; power <= HIGHEST; power++) mpz_clear(sums->a[power]);
}

/* Loads Σx to Σx^highest. */
static void integers_load(struct integers *sums, const struct mm_moments *moments, int highest) {
    unsigned first_bit[HIGHEST + 1] = {0};
    unsigned common = UINT32_MAX; /* trailing zeros of every x, as far as the sums show them */
    for (int power = 0; power <= HIGHEST; power++) mpz_init(sums->a[power]);
    mpz_set_ui(sums->a[0], moments->count);
    for (int power = 1; power <= highest; power++) {
        struct mm_magnitude magnitude;
        if (power == 1) {
            mm_chunks_magnitude(&magnitude, moments->sum.chunks, MM_EXACT_CHUNKS);
        } else {
            mm_chunks_magnitude(&magnitude, moments->chunks + first_chunk[power], chunk_count[power]);
        }
        if (magnitude.count == 0) continue;
        mpz_import(sums->a[power], magnitude.count, -1, sizeof(mp_limb_t), 0, 0, magnitude.limbs);
        if (magnitude.negative) mpz_neg(sums->a[power], sums->a[power]);
        /* The chunks of Σx count from 2^-2176; those in use begin at 2^-1088. */
        first_bit[power] = power == 1 ? magnitude.first_bit - MM_UNIT_BITS : magnitude.first_bit;
        unsigned zeros = (first_bit[power] + (unsigned)mpz_scan1(sums->a[power], 0)) / (unsigned)power;
        common = zeros < common ? zeros : common;
    }
    if (common == UINT32_MAX) common = MM_UNIT_BITS;
    for (int power = 1; power <= highest; power++) {
        unsigned take = common * (unsigned)power;
        if (first_bit[power] >= take) {
            mpz_mul_2exp(sums->a[power], sums->a[power], first_bit[power] - take);
        } else {
            mpz_tdiv_q_2exp(sums->a[power], sums->a[power], take - first_bit[power]);
        }
    }
    sums->exponent = (int64_t)common - MM_UNIT_BITS;
}

/* n²·(second central moment) = n Σx² - (Σx)². */
static void second_moment(mpz_t m2, const struct integers *sums) {
    mpz_mul(m2, sums->a[0], sums->a[2]);
    mpz_submul(m2, sums->a[1], sums->a[1]);
}

/* n³ m3 = n² Σx³ - 3 n Σx Σx² + 2 (Σx)³ = n (n Σx³ - 3 Σx Σx²) + 2 (Σx)³. */
static void third_moment(mpz_t m3, const struct integers *sums) {
    mpz_t term;
    mpz_init(term);
    mpz_mul(m3, sums->a[0], sums->a[3]);
    mpz_mul(term, sums->a[1], sums->a[2]);
    mpz_submul_ui(m3, term, 3);
    mpz_mul(m3, m3, sums->a[0]);
    mpz_pow_ui(term, sums->a[1], 3);
    mpz_addmul_ui(m3, term, 2);
    mpz_clear(term);
}

/* n⁴ m4 = n³ Σx⁴ - 4 n² Σx Σx³ + 6 n (Σx)² Σx² - 3 (Σx)⁴ = n (n (n Σx⁴ - 4 Σx Σx³) + 6 (Σx)² Σx²) - 3 (Σx)⁴. */
static void fourth_moment(mpz_t m4, const struct integers *sums) {
    mpz_t square, term;
    mpz_inits(square, term, NULL);
    mpz_mul(square, sums->a[1], sums->a[1]);
    mpz_mul(m4, sums->a[0], sums->a[4]);
    mpz_mul(term, sums->a[1], sums->a[3]);
    mpz_submul_ui(m4, term, 4);
    mpz_mul(m4, m4, sums->a[0]);
    mpz_mul(term, square, sums->a[2]);
    mpz_addmul_ui(m4, term, 6);
    mpz_mul(m4, m4, sums->a[0]);
    mpz_mul(term, square, square);
    mpz_submul_ui(m4, term, 3);
    mpz_clears(square, term, NULL);
}

/* The variance or, if ROOT, its square root. */
static enum mm_status spread(const struct mm_moments *moments, uint64_t ddof, bool root, double *result) {
    struct integers sums;
    mpz_t m2, denominator;
    double special;
    if (moments->order < 2) return MM_USAGE;
    if (moments->count <= ddof) return MM_TOO_FEW;
    if (mm_exact_special(&moments->sum, &special)) {
        *result = NAN;
        return MM_OK;
    }
    integers_load(&sums, moments, 2);
    mpz_inits(m2, denominator, NULL);
    second_moment(m2, &sums);
    mpz_mul_ui(denominator, sums.a[0], moments->count - ddof);
    *result = root ? mm_round_ratio_root(m2, denominator, 2 * sums.exponent, false)
                   : mm_round_ratio(m2, denominator, 2 * sums.exponent);
    mpz_clears(m2, denominator, NULL);
    integers_clear(&sums);
    return MM_OK;
}

enum mm_status mm_moments_variance(const struct mm_moments *moments, uint64_t ddof, double *variance) {
    return spread(moments, ddof, false, variance);
}

enum mm_status mm_moments_sd(const struct mm_moments *moments, uint64_t ddof, double *sd) {
    return spread(moments, ddof, true, sd);
}

/* What skewness (NEEDS 3) and kurtosis (NEEDS 4 power sums) answer without looking at the sums. True: *status is it. */
static bool shape_settled(const struct mm_moments *moments, int needs, int unbiased, double *result,
                          enum mm_status *status) {
    double special;
    *status = MM_OK;
    if (moments->order < needs) {
        *status = MM_USAGE;
    } else if (moments->count < (unbiased ? (uint64_t)needs : 1)) {
        *status = MM_TOO_FEW;
    } else if (mm_exact_special(&moments->sum, &special)) {
        *result = NAN;
    } else {
        return false;
    }
    return true;
}

/* g1² = m3²/m2³ is rational: its root is rounded once. The unbiased factor squared is n (n-1)/(n-2)². */
enum mm_status mm_moments_skewness(const struct mm_moments *moments, int unbiased, double *skewness) {
    struct integers sums;
    enum mm_status status;
    if (shape_settled(moments, 3, unbiased, skewness, &status)) return status;
    uint64_t n = moments->count;
    mpz_t m2, m3, cube;
    mpz_inits(m2, m3, cube, NULL);
    integers_load(&sums, moments, 3);
    second_moment(m2, &sums);
    third_moment(m3, &sums);
    if (mpz_sgn(m2) == 0) {
        status = MM_CONSTANT;
    } else {
        bool negative = mpz_sgn(m3) < 0;
        mpz_mul(m3, m3, m3);
        mpz_pow_ui(cube, m2, 3);
        if (unbiased) {
            mpz_mul_ui(m3, m3, n);
            mpz_mul_ui(m3, m3, n - 1);
            mpz_mul_ui(cube, cube, n - 2);
            mpz_mul_ui(cube, cube, n - 2);
        }
        *skewness = mm_round_ratio_root(m3, cube, 0, negative);
    }
    mpz_clears(m2, m3, cube, NULL);
    integers_clear(&sums);
    return status;
}

/* g2 = (m4 - 3 m2²)/m2²; G2 = (n-1) ((n+1)(m4 - 3 m2²) + 6 m2²) / ((n-2)(n-3) m2²). */
enum mm_status mm_moments_kurtosis(const struct mm_moments *moments, int unbiased, double *kurtosis) {
    struct integers sums;
    enum mm_status status;
    if (shape_settled(moments, 4, unbiased, kurtosis, &status)) return status;
    uint64_t n = moments->count;
    mpz_t square, m4;
    mpz_inits(square, m4, NULL);
    integers_load(&sums, moments, 4);
    second_moment(square, &sums);
    mpz_mul(square, square, square);
    fourth_moment(m4, &sums);
    if (mpz_sgn(square) == 0) {
        status = MM_CONSTANT;
    } else {
        mpz_submul_ui(m4, square, 3);
        if (unbiased) {
            mpz_mul_ui(m4, m4, n + 1);
            mpz_addmul_ui(m4, square, 6);
            mpz_mul_ui(m4, m4, n - 1);
            mpz_mul_ui(square, square, n - 2);
            mpz_mul_ui(square, square, n - 3);
        }
        *kurtosis = mm_round_ratio(m4, square, 0);
    }
    mpz_clears(square, m4, NULL);
    integers_clear(&sums);
    return status;
}

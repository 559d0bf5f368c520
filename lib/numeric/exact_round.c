/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The double nearest to a wide integer, a ratio of two, or its square root: the one rounding of an exact result. */
#include <limits.h>
#include <math.h>

#include "numeric/exact_integer.h"

/* BITS has its top bit set; the value is (bits + f)·2^exponent with f > 0 exactly if STICKY. */
static double round_bits(uint64_t bits, bool sticky, int64_t exponent) {
    /* 53 bits stay, or fewer if the last of them would lie below the smallest subnormal. */
    int64_t drop = exponent + 11 < -1074 ? -1074 - exponent : 11;
    if (drop > 64) return 0;
    uint64_t kept = drop == 64 ? 0 : bits >> drop;
    uint64_t rest = bits << (64 - drop);
    const uint64_t half = UINT64_C(1) << 63;
    if (rest > half || (rest == half && (sticky || (kept & 1)))) kept++;
    if (exponent + drop > 1024) return HUGE_VAL;
    return ldexp((double)kept, (int)(exponent + drop));
}

double mm_round_limbs(const mp_limb_t *limbs, size_t count, int64_t exponent, bool sticky, bool negative) {
    unsigned shift = (unsigned)__builtin_clzl(limbs[count - 1]);
    uint64_t bits = limbs[count - 1] << shift;
    if (count > 1) {
        if (shift > 0) {
            bits |= limbs[count - 2] >> (64 - shift);
            sticky |= (limbs[count - 2] << shift) != 0;
        } else {
            sticky |= limbs[count - 2] != 0;
        }
        for (size_t k = count - 2; k-- > 0 && !sticky;) sticky = limbs[k] != 0;
    }
    double value = round_bits(bits, sticky, exponent + 64 * ((int64_t)count - 1) - (int64_t)shift);
    return negative ? -value : value;
}

double mm_round_ratio(const mpz_t numerator, const mpz_t denominator, int64_t exponent) {
    if (mpz_sgn(numerator) == 0) return 0;
    mpz_t quotient, remainder;
    mpz_inits(quotient, remainder, NULL);
    int64_t have = (int64_t)mpz_sizeinbase(numerator, 2) - (int64_t)mpz_sizeinbase(denominator, 2);
    int64_t shift = have < 66 ? 66 - have : 0;
    mpz_mul_2exp(quotient, numerator, (mp_bitcnt_t)shift);
    mpz_tdiv_qr(quotient, remainder, quotient, denominator);
    double value = mm_round_limbs(mpz_limbs_read(quotient), mpz_size(quotient), exponent - shift,
                                  mpz_sgn(remainder) != 0, mpz_sgn(numerator) < 0);
    mpz_clears(quotient, remainder, NULL);
    return value;
}

/* floor(sqrt(N/D)) = floor(sqrt(floor(N/D))), so an integer quotient with 132 bits gives 66 bits of the root, and
 * either remainder says that there is more. */
double mm_round_ratio_root(const mpz_t numerator, const mpz_t denominator, int64_t exponent, bool negative) {
    if (mpz_sgn(numerator) == 0) return negative ? -0.0 : 0.0;
    mpz_t quotient, remainder;
    mpz_inits(quotient, remainder, NULL);
    int64_t have = (int64_t)mpz_sizeinbase(numerator, 2) - (int64_t)mpz_sizeinbase(denominator, 2);
    int64_t shift = have < 132 ? 132 - have : 0;
    if ((exponent - shift) % 2 != 0) shift++;
    mpz_mul_2exp(quotient, numerator, (mp_bitcnt_t)shift);
    mpz_tdiv_qr(quotient, remainder, quotient, denominator);
    bool sticky = mpz_sgn(remainder) != 0;
    mpz_sqrtrem(quotient, remainder, quotient);
    sticky |= mpz_sgn(remainder) != 0;
    double value =
        mm_round_limbs(mpz_limbs_read(quotient), mpz_size(quotient), (exponent - shift) / 2, sticky, negative);
    mpz_clears(quotient, remainder, NULL);
    return value;
}

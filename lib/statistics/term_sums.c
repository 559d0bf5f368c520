/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Monomials of degree 3 and more: each is another one times a column, as limbs, and adds into digits of its own. */
#include "statistics/term_sums.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "numeric/exact_integer.h"
#include "statistics/finite.h"

/* 68 digits for each degree: 2112 bits from the least to the largest double, and 64 for the count. */
enum { DIGITS = 68 };

struct monomial {
    uint8_t powers[MM_GRAM_COLUMNS];
    unsigned degree;
    size_t parent, variable; /* it is parent × variable; degree 1: the variable itself */
    int64_t *chunks;         /* its sum, in units of 2^(-1088 degree); null where only others need it */
    mp_limb_t *limbs;        /* of the row at hand */
    mp_size_t size;          /* 0: the value 0 */
    int64_t place;           /* value = ±limbs·2^(place - 1088 degree) */
    int64_t sign;            /* 0 or -1 */
};

struct mm_term_sums {
    size_t count, variables;
    struct mm_term *terms;
    struct mm_gram *gram;
    struct monomial *monomials; /* a parent comes before its children */
    size_t monomial_count, capacity;
    uint32_t pending;
};

static void powers_of_pair(const struct mm_term_sums *sums, size_t i, size_t j, uint8_t *powers) {
    memset(powers, 0, MM_GRAM_COLUMNS);
    for (int side = 0; side < 2; side++) {
        size_t index = side == 0 ? i : j;
        if (index == sums->count) {
            powers[sums->variables]++;
            continue;
        }
        const struct mm_term *term = &sums->terms[index];
        for (size_t k = 0; k < term->count; k++)
            powers[term->factors[k].variable] = (uint8_t)(powers[term->factors[k].variable] + term->factors[k].power);
    }
}

static unsigned degree_of(const uint8_t *powers) {
    unsigned degree = 0;
    for (size_t v = 0; v < MM_GRAM_COLUMNS; v++) degree += powers[v];
    return degree;
}

static struct monomial *find(const struct mm_term_sums *sums, const uint8_t *powers) {
    for (size_t k = 0; k < sums->monomial_count; k++)
        if (memcmp(sums->monomials[k].powers, powers, MM_GRAM_COLUMNS) == 0) return &sums->monomials[k];
    return NULL;
}

/* Makes the monomial, and those on the way to it, unless it is there. The column with the highest number goes first:
 * y x^3 is x^3 times y, and x^3 is there anyhow. */
static bool make(struct mm_term_sums *sums, const uint8_t *powers) {
    struct monomial made = {.degree = degree_of(powers)};
    if (find(sums, powers) != NULL) return true;
    memcpy(made.powers, powers, sizeof made.powers);
    made.variable = MM_GRAM_COLUMNS - 1;
    while (powers[made.variable] == 0) made.variable--;
    if (made.degree > 1) {
        uint8_t rest[MM_GRAM_COLUMNS];
        memcpy(rest, powers, sizeof rest);
        rest[made.variable]--;
        if (!make(sums, rest)) return false;
        made.parent = (size_t)(find(sums, rest) - sums->monomials);
    }
    if (!mm_grow(&sums->monomials, &sums->capacity, sums->monomial_count, 1, sizeof made)) return false;
    made.limbs = mm_new(made.degree + 1, sizeof *made.limbs);
    sums->monomials[sums->monomial_count++] = made;
    return made.limbs != NULL;
}

static bool make_all(struct mm_term_sums *sums) {
    uint8_t powers[MM_GRAM_COLUMNS];
    for (size_t i = 0; i <= sums->count; i++) {
        for (size_t j = i; j <= sums->count; j++) {
            powers_of_pair(sums, i, j, powers);
            if (degree_of(powers) <= 2) continue;
            if (!make(sums, powers)) return false;
            struct monomial *monomial = find(sums, powers);
            if (monomial->chunks == NULL)
                monomial->chunks = mm_new_zero((size_t)monomial->degree * DIGITS, sizeof *monomial->chunks);
            if (monomial->chunks == NULL) return false;
        }
    }
    return true;
}

struct mm_term_sums *mm_term_sums_new(const struct mm_term *terms, size_t count, size_t variables) {
    if (variables >= MM_GRAM_COLUMNS) return NULL;
    struct mm_term_sums *sums = mm_new_zero(1, sizeof *sums);
    if (sums == NULL) return NULL;
    sums->count = count;
    sums->variables = variables;
    sums->terms = mm_new(count, sizeof *terms);
    sums->gram = mm_gram_new(variables + 1);
    if (sums->terms != NULL) memcpy(sums->terms, terms, count * sizeof *terms);
    if (sums->terms != NULL && sums->gram != NULL && make_all(sums)) return sums;
    mm_term_sums_free(sums);
    return NULL;
}

void mm_term_sums_free(struct mm_term_sums *sums) {
    if (sums == NULL) return;
    for (size_t k = 0; k < sums->monomial_count; k++) {
        free(sums->monomials[k].chunks);
        free(sums->monomials[k].limbs);
    }
    free(sums->monomials);
    free(sums->terms);
    mm_gram_free(sums->gram);
    free(sums);
}

/* The value of one row; mantissas lose their trailing zeros, so that whole numbers stay short. */
static void set_value(struct monomial *monomial, const struct monomial *parent, double x) {
    struct mm_parts parts = mm_parts_of(mm_bits_of(x));
    monomial->size = 0;
    if (parts.mantissa == 0 || (parent != NULL && parent->size == 0)) return;
    int zeros = __builtin_ctzl(parts.mantissa);
    mp_limb_t mantissa = parts.mantissa >> zeros;
    monomial->place = (int64_t)parts.place + zeros;
    monomial->sign = parts.sign;
    if (parent == NULL) {
        monomial->limbs[0] = mantissa;
        monomial->size = 1;
        return;
    }
    monomial->size = parent->size;
    mp_limb_t carry = mpn_mul_1(monomial->limbs, parent->limbs, parent->size, mantissa);
    if (carry != 0) monomial->limbs[monomial->size++] = carry;
    monomial->place += parent->place;
    monomial->sign ^= parent->sign;
}

static void add_value(struct monomial *monomial) {
    for (mp_size_t k = 0; k < monomial->size; k++)
        mm_chunks_add_short(monomial->chunks, (unsigned)(monomial->place + 64 * k), monomial->limbs[k], monomial->sign);
}

static void carry_all(struct mm_term_sums *sums) {
    for (size_t k = 0; k < sums->monomial_count; k++) {
        struct monomial *monomial = &sums->monomials[k];
        if (monomial->chunks != NULL) mm_chunks_carry(monomial->chunks, (size_t)monomial->degree * DIGITS);
    }
    sums->pending = 1;
}

enum mm_status mm_term_sums_add(struct mm_term_sums *sums, const double *rows, size_t count, size_t stride,
                                size_t threads, struct mm_detail *detail) {
    enum { ROW_TERMS = 2 }; /* two limbs of one value may meet in a digit */
    MM_TRY(mm_check_finite_rows(rows, count, sums->variables + 1, stride, detail));
    mm_gram_add(sums->gram, rows, count, stride, threads);
    for (size_t i = 0; i < count && sums->monomial_count > 0; i++) {
        if (sums->pending > MM_MAX_PENDING - ROW_TERMS) carry_all(sums);
        sums->pending += ROW_TERMS;
        for (size_t k = 0; k < sums->monomial_count; k++) {
            struct monomial *monomial = &sums->monomials[k];
            const struct monomial *parent = monomial->degree > 1 ? &sums->monomials[monomial->parent] : NULL;
            set_value(monomial, parent, rows[i * stride + monomial->variable]);
            if (monomial->chunks != NULL) add_value(monomial);
        }
    }
    return MM_OK;
}

void mm_term_sums_merge(struct mm_term_sums *to, const struct mm_term_sums *from) {
    mm_gram_merge(to->gram, from->gram);
    carry_all(to);
    to->pending += from->pending;
    for (size_t k = 0; k < to->monomial_count; k++) {
        struct monomial *monomial = &to->monomials[k];
        for (size_t digit = 0; monomial->chunks != NULL && digit < (size_t)monomial->degree * DIGITS; digit++)
            monomial->chunks[digit] += from->monomials[k].chunks[digit];
    }
}

size_t mm_term_sums_terms(const struct mm_term_sums *sums) {
    return sums->count;
}

uint64_t mm_term_sums_count(const struct mm_term_sums *sums) {
    return mm_gram_count(sums->gram);
}

/* A sum of degree 3 or more as an integer: digits are 32 bits of 64 once carried, the last has the sign. */
static void wide_integer(const struct monomial *monomial, mpz_t integer, int64_t *exponent) {
    size_t count = (size_t)monomial->degree * DIGITS;
    mm_chunks_carry(monomial->chunks, count);
    mpz_set_si(integer, monomial->chunks[count - 1]);
    mpz_t lower;
    mpz_init(lower);
    mpz_import(lower, count - 1, -1, sizeof *monomial->chunks, 0, 32, monomial->chunks);
    mpz_mul_2exp(integer, integer, 32 * (count - 1));
    mpz_add(integer, integer, lower);
    mpz_clear(lower);
    mp_bitcnt_t zeros = mpz_sgn(integer) == 0 ? 0 : mpz_scan1(integer, 0);
    mpz_tdiv_q_2exp(integer, integer, zeros);
    *exponent = (int64_t)zeros - (int64_t)monomial->degree * MM_UNIT_BITS;
}

void mm_term_sums_entry(const struct mm_term_sums *sums, size_t i, size_t j, mpz_t integer, int64_t *exponent) {
    uint8_t powers[MM_GRAM_COLUMNS];
    size_t variables[2], count = 0;
    powers_of_pair(sums, i, j, powers);
    if (degree_of(powers) > 2) {
        wide_integer(find(sums, powers), integer, exponent);
        return;
    }
    for (size_t v = 0; v < MM_GRAM_COLUMNS; v++)
        for (unsigned k = 0; k < powers[v]; k++) variables[count++] = v;
    if (count == 2) {
        mm_gram_exact_product(sums->gram, variables[0], variables[1], integer, exponent);
    } else if (count == 1) {
        mm_gram_exact_sum(sums->gram, variables[0], integer, exponent);
    } else {
        mpz_set_ui(integer, mm_gram_count(sums->gram));
        *exponent = 0;
    }
}

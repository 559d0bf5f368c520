/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One converter for each element type and byte order, and the table that holds them. */
#include "io/element.h"

#include <inttypes.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* Loads that do not ask for alignment; SWAP is a constant wherever they are used. */
static inline uint8_t load_8(const unsigned char *from, bool swap) {
    (void)swap;
    return *from;
}

static inline uint16_t load_16(const unsigned char *from, bool swap) {
    uint16_t bits;
    memcpy(&bits, from, sizeof bits);
    return swap ? __builtin_bswap16(bits) : bits;
}

static inline uint32_t load_32(const unsigned char *from, bool swap) {
    uint32_t bits;
    memcpy(&bits, from, sizeof bits);
    return swap ? __builtin_bswap32(bits) : bits;
}

static inline uint64_t load_64(const unsigned char *from, bool swap) {
    uint64_t bits;
    memcpy(&bits, from, sizeof bits);
    return swap ? __builtin_bswap64(bits) : bits;
}

static inline double f64_of_bits(uint64_t bits) {
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static inline double f32_of_bits(uint32_t bits) {
    float value;
    memcpy(&value, &bits, sizeof value);
    return (double)value;
}

/* The fields of a half, put where a double has them, make a number too small by 2^(1023-15); a subnormal half becomes a
 * subnormal double, which the product makes right as well. Infinity and NaN need the full exponent. */
static inline double f16_of_bits(uint16_t bits) {
    uint64_t magnitude = (uint64_t)(bits & 0x7fff) << 42;
    double value = magnitude >= (uint64_t)0x7c00 << 42 ? f64_of_bits(magnitude | (uint64_t)0x7ff << 52)
                                                       : f64_of_bits(magnitude) * 0x1p1008;
    return (bits & 0x8000) != 0 ? -value : value;
}

static inline double bf16_of_bits(uint16_t bits) {
    return f32_of_bits((uint32_t)bits << 16);
}

typedef void converter(const unsigned char *from, size_t stride, double *to, size_t step, size_t count);

/* The first loop, with its constant steps, is the one that compilers turn into vector code. */
#define DEFINE_CONVERTER(NAME, BITS, SWAP, VALUE)                                                                      \
    static void NAME(const unsigned char *restrict from, size_t stride, double *restrict to, size_t step,              \
                     size_t count) {                                                                                   \
        if (stride == (BITS) / 8 && step == 1) {                                                                       \
            for (size_t i = 0; i < count; i++) to[i] = VALUE(load_##BITS(from + i * ((BITS) / 8), SWAP));              \
        } else {                                                                                                       \
            for (size_t i = 0; i < count; i++) to[i * step] = VALUE(load_##BITS(from + i * stride, SWAP));             \
        }                                                                                                              \
    }

#define DEFINE_CONVERTERS(NAME, BITS, VALUE)                                                                           \
    DEFINE_CONVERTER(NAME##_native, BITS, false, VALUE)                                                                \
    DEFINE_CONVERTER(NAME##_swapped, BITS, true, VALUE)

#define I8_VALUE(bits)   ((double)(int8_t)(bits))
#define I16_VALUE(bits)  ((double)(int16_t)(bits))
#define I32_VALUE(bits)  ((double)(int32_t)(bits))
#define I64_VALUE(bits)  ((double)(int64_t)(bits))
#define PLAIN(bits)      ((double)(bits))
#define BOOL_VALUE(bits) ((double)((bits) != 0))

DEFINE_CONVERTERS(f16, 16, f16_of_bits)
DEFINE_CONVERTERS(bf16, 16, bf16_of_bits)
DEFINE_CONVERTERS(f32, 32, f32_of_bits)
DEFINE_CONVERTERS(f64, 64, f64_of_bits)
DEFINE_CONVERTER(i8, 8, false, I8_VALUE)
DEFINE_CONVERTERS(i16, 16, I16_VALUE)
DEFINE_CONVERTERS(i32, 32, I32_VALUE)
DEFINE_CONVERTERS(i64, 64, I64_VALUE)
DEFINE_CONVERTER(u8, 8, false, PLAIN)
DEFINE_CONVERTERS(u16, 16, PLAIN)
DEFINE_CONVERTERS(u32, 32, PLAIN)
DEFINE_CONVERTERS(u64, 64, PLAIN)
DEFINE_CONVERTER(boolean, 8, false, BOOL_VALUE)

struct element_type {
    const char *safetensors;
    size_t width;
    char npy; /* NPY's letter for the kind, 0: NumPy has no such type */
    converter *native;
    converter *swapped;
};

static const struct element_type types[MM_ELEMENT_COUNT] = {
    [MM_ELEMENT_F16] = {"F16", 2, 'f', f16_native, f16_swapped},
    [MM_ELEMENT_BF16] = {"BF16", 2, 0, bf16_native, bf16_swapped},
    [MM_ELEMENT_F32] = {"F32", 4, 'f', f32_native, f32_swapped},
    [MM_ELEMENT_F64] = {"F64", 8, 'f', f64_native, f64_swapped},
    [MM_ELEMENT_I8] = {"I8", 1, 'i', i8, i8},
    [MM_ELEMENT_I16] = {"I16", 2, 'i', i16_native, i16_swapped},
    [MM_ELEMENT_I32] = {"I32", 4, 'i', i32_native, i32_swapped},
    [MM_ELEMENT_I64] = {"I64", 8, 'i', i64_native, i64_swapped},
    [MM_ELEMENT_U8] = {"U8", 1, 'u', u8, u8},
    [MM_ELEMENT_U16] = {"U16", 2, 'u', u16_native, u16_swapped},
    [MM_ELEMENT_U32] = {"U32", 4, 'u', u32_native, u32_swapped},
    [MM_ELEMENT_U64] = {"U64", 8, 'u', u64_native, u64_swapped},
    [MM_ELEMENT_BOOL] = {"BOOL", 1, 'b', boolean, boolean},
};

static bool is_swapped(bool big_endian) {
    return big_endian != (__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__);
}

size_t mm_element_width(enum mm_element element) {
    return types[element].width;
}

bool mm_element_has_nan(enum mm_element element) {
    return element <= MM_ELEMENT_F64;
}

bool mm_element_of_npy(char kind, size_t width, enum mm_element *element) {
    for (int i = 0; i < MM_ELEMENT_COUNT; i++) {
        if (types[i].npy != kind || types[i].width != width || kind == 0) continue;
        *element = (enum mm_element)i;
        return true;
    }
    return false;
}

bool mm_element_of_safetensors(const char *name, enum mm_element *element) {
    for (int i = 0; i < MM_ELEMENT_COUNT; i++) {
        if (strcmp(types[i].safetensors, name) != 0) continue;
        *element = (enum mm_element)i;
        return true;
    }
    return false;
}

void mm_element_numbers(enum mm_element element, bool big_endian, const unsigned char *from, size_t stride, double *to,
                        size_t step, size_t count) {
    const struct element_type *type = &types[element];
    (is_swapped(big_endian) ? type->swapped : type->native)(from, stride, to, step, count);
}

static bool exact_signed(uint64_t bits) {
    int64_t value = (int64_t)bits;
    double rounded = (double)value;
    return rounded < 0x1p63 && (int64_t)rounded == value;
}

static bool exact_unsigned(uint64_t bits) {
    double rounded = (double)bits;
    return rounded < 0x1p64 && (uint64_t)rounded == bits;
}

bool mm_element_exact(enum mm_element element, bool big_endian, const unsigned char *from, size_t stride, size_t count,
                      size_t *index) {
    if (element != MM_ELEMENT_I64 && element != MM_ELEMENT_U64) return true;
    bool swap = is_swapped(big_endian);
    /* All from -2^53 to 2^53 are exact: shifted up by 2^53 they leave the upper ten bits clear. */
    uint64_t shift = element == MM_ELEMENT_I64 ? (uint64_t)1 << 53 : 0;
    uint64_t all = 0;
    for (size_t i = 0; i < count; i++) all |= load_64(from + i * stride, swap) + shift;
    if (all >> (element == MM_ELEMENT_I64 ? 54 : 53) == 0) return true;

    for (size_t i = 0; i < count; i++) {
        uint64_t bits = load_64(from + i * stride, swap);
        if (element == MM_ELEMENT_I64 ? exact_signed(bits) : exact_unsigned(bits)) continue;
        *index = i;
        return false;
    }
    return true;
}

size_t mm_element_text(enum mm_element element, bool big_endian, const unsigned char *from, char *buffer) {
    if (element == MM_ELEMENT_I64 || element == MM_ELEMENT_U64) {
        uint64_t bits = load_64(from, is_swapped(big_endian));
        int length = element == MM_ELEMENT_I64 ? snprintf(buffer, MM_NUMBER_TEXT, "%" PRId64, (int64_t)bits)
                                               : snprintf(buffer, MM_NUMBER_TEXT, "%" PRIu64, bits);
        return (size_t)length;
    }
    double value;
    mm_element_numbers(element, big_endian, from, 0, &value, 1, 1);
    return isnan(value) ? 0 : mm_format_number(value, buffer);
}

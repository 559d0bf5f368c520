/* SPDX-License-Identifier: GPL-3.0-or-later */
/* matrix: makes the benchmark's matrices, and compares two of them.
 *
 *   matrix make SEED ROWS [COLUMNS] >FILE.npy     the same values everywhere; without COLUMNS one-dimensional
 *   matrix same A.npy B.npy TOLERANCE             fails if they differ by more than TOLERANCE times the largest entry
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HEADER = 128, BLOCK = 8192 };

static void fail(const char *what, const char *name) {
    fprintf(stderr, "matrix: %s: %s\n", name, what);
    exit(1);
}

/* SplitMix64 (Steele, Lea, Flood 2014). */
static uint64_t next_bits(uint64_t *state) {
    uint64_t z = *state += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

/* The sum of four uniforms, scaled to unit variance: a bell in plain arithmetic, so the same bits on every machine. */
static double next_value(uint64_t *state) {
    double sum = -2;
    for (int i = 0; i < 4; i++) sum += (double)(next_bits(state) >> 11) * 0x1p-53;
    return sum * 1.7320508075688772;
}

static void make(uint64_t seed, size_t rows, size_t columns) {
    char header[HEADER + 1], shape[64];
    double block[BLOCK];
    if (columns > 0)
        snprintf(shape, sizeof shape, "(%zu, %zu)", rows, columns);
    else
        snprintf(shape, sizeof shape, "(%zu,)", rows);
    snprintf(header, sizeof header, "%-127s\n", "");
    memcpy(header, "\x93NUMPY\x01\x00\x76\x00", 10);
    int length = snprintf(header + 10, HEADER - 10, "{'descr': '<f8', 'fortran_order': False, 'shape': %s, }", shape);
    header[10 + length] = ' ';
    fwrite(header, 1, HEADER, stdout);
    size_t left = columns > 0 ? rows * columns : rows;
    while (left > 0) {
        size_t count = left < BLOCK ? left : BLOCK;
        for (size_t i = 0; i < count; i++) block[i] = next_value(&seed);
        fwrite(block, sizeof *block, count, stdout);
        left -= count;
    }
    if (fflush(stdout) != 0 || ferror(stdout)) fail("cannot be written", "standard output");
}

/* Past the header of a C-ordered NPY file of doubles. */
static FILE *open_array(const char *path) {
    unsigned char start[10];
    char header[65536] = "";
    FILE *file = fopen(path, "rb");
    if (file == NULL || fread(start, 1, sizeof start, file) != sizeof start || memcmp(start, "\x93NUMPY\x01", 7) != 0)
        fail("no NPY file", path);
    size_t length = start[8] + 256u * start[9];
    if (fread(header, 1, length, file) != length || strstr(header, "<f8") == NULL ||
        strstr(header, "'fortran_order': False") == NULL)
        fail("not '<f8' in C order", path);
    return file;
}

static int same(const char *path_a, const char *path_b, double tolerance) {
    double a[BLOCK], b[BLOCK], largest = 0, difference = 0;
    FILE *file_a = open_array(path_a), *file_b = open_array(path_b);
    for (;;) {
        size_t count = fread(a, sizeof *a, BLOCK, file_a);
        if (fread(b, sizeof *b, BLOCK, file_b) != count) fail("another length", path_b);
        if (count == 0) break;
        for (size_t i = 0; i < count; i++) {
            largest = fmax(largest, fabs(a[i]));
            difference = fmax(difference, fabs(a[i] - b[i]));
            if (isnan(a[i]) != isnan(b[i])) return 1;
        }
    }
    fclose(file_a);
    fclose(file_b);
    return !(difference <= tolerance * largest);
}

int main(int argc, char **argv) {
    if (argc >= 4 && argc <= 5 && strcmp(argv[1], "make") == 0) {
        make(strtoull(argv[2], NULL, 10), strtoul(argv[3], NULL, 10), argc > 4 ? strtoul(argv[4], NULL, 10) : 0);
        return 0;
    }
    if (argc == 5 && strcmp(argv[1], "same") == 0) return same(argv[2], argv[3], strtod(argv[4], NULL));
    fail("make SEED ROWS [COLUMNS], or same A B TOLERANCE", "usage");
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel: the time of one kernel of the library alone, on an N×N matrix that `matrix make` wrote.
 *
 *   kernel svd|svd-vectors|matmul N FILE.npy
 *
 * Prints the median of three calls in seconds; reading the file is not in it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/memory.h"
#include "linalg/product.h"
#include "linalg/svd.h"

enum { CALLS = 3, HEADER = 128 };

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

/* What the caller of a library would have to allocate is allocated here too, as numpy does within its call. */
static int call(const char *kernel, const double *a, size_t n) {
    double *u = mm_new_doubles(n, n), *vt = mm_new_doubles(n, n), *s = mm_new_doubles(n, 1);
    struct mm_detail detail;
    enum mm_status status = MM_OK;
    if (u == NULL || vt == NULL || s == NULL) return 1;
    if (strcmp(kernel, "matmul") == 0)
        mm_matmul(a, false, a, false, n, n, n, u);
    else if (strcmp(kernel, "svd") == 0)
        status = mm_svd(a, n, n, 0, NULL, s, NULL, &detail);
    else
        status = mm_svd(a, n, n, 0, u, s, vt, &detail);
    free(u);
    free(vt);
    free(s);
    return status != MM_OK;
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv) {
    double seconds[CALLS];
    size_t n = argc == 4 ? strtoul(argv[2], NULL, 10) : 0;
    FILE *file = n > 0 ? fopen(argv[3], "rb") : NULL;
    double *a = file != NULL ? mm_new_doubles(n, n) : NULL;
    if (a == NULL || fseek(file, HEADER, SEEK_SET) != 0 || fread(a, sizeof *a, n * n, file) != n * n) return 1;
    fclose(file);
    for (int i = 0; i < CALLS; i++) {
        double start = now();
        if (call(argv[1], a, n) != 0) return 1;
        seconds[i] = now() - start;
    }
    free(a);
    qsort(seconds, CALLS, sizeof *seconds, compare);
    printf("%.6f\n", seconds[CALLS / 2]);
    return 0;
}

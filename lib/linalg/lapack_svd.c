/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row-major matrix is its transpose to LAPACK, whose left vectors are our right ones. */
#include "linalg/lapack_svd.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* Fortran passes the length of each character argument after all others. */
void dgebrd_(const int *m, const int *n, double *a, const int *lda, double *d, double *e, double *tauq, double *taup,
             double *work, const int *lwork, int *info);
void dbdsdc_(const char *uplo, const char *compq, const int *n, double *d, double *e, double *u, const int *ldu,
             double *vt, const int *ldvt, double *q, int *iq, double *work, int *iwork, int *info, size_t uplo_length,
             size_t compq_length);
void dormbr_(const char *vect, const char *side, const char *trans, const int *m, const int *n, const int *k,
             const double *a, const int *lda, const double *tau, double *c, const int *ldc, double *work,
             const int *lwork, int *info, size_t vect_length, size_t side_length, size_t trans_length);

enum { DIVIDE_WORK = 3, DIVIDE_INTEGERS = 8 }; /* of dbdsdc: 3 k² + 4 k numbers and 8 k integers */

struct right_call {
    int rows, columns; /* of Aᵀ, rows ≥ columns */
    double *a, *s, *vectors;
    double *off_diagonal, *reflectors, *others; /* columns each */
    double *work;
    int work_size, *integers;
};

/* Aᵀ = Q B Pᵀ, B bidiagonal. */
static int reduce(const struct right_call *call, double *work, int work_size) {
    int info = 0;
    dgebrd_(&call->rows, &call->columns, call->a, &call->rows, call->s, call->off_diagonal, call->reflectors,
            call->others, work, &work_size, &info);
    return info;
}

/* VECTORS becomes Q VECTORS. */
static int turn_back(const struct right_call *call, double *work, int work_size) {
    int info = 0;
    dormbr_("Q", "L", "N", &call->rows, &call->columns, &call->columns, call->a, &call->rows, call->reflectors,
            call->vectors, &call->rows, work, &work_size, &info, 1, 1, 1);
    return info;
}

static enum mm_status find_right(const struct right_call *call) {
    size_t k = (size_t)call->columns, n = (size_t)call->rows;
    int info = 0;
    double unused = 0;
    if (reduce(call, call->work, call->work_size) != 0) return MM_MEMORY;
    /* dbdsdc wants all of the other side's vectors, which nobody reads. */
    double *other = mm_new_doubles(k, k);
    if (other == NULL) return MM_MEMORY;
    memset(call->vectors, 0, n * k * sizeof *other);
    dbdsdc_("U", "I", &call->columns, call->s, call->off_diagonal, call->vectors, &call->rows, other, &call->columns,
            &unused, call->integers, call->work, call->integers, &info, 1, 1);
    free(other);
    if (info != 0) return MM_NO_CONVERGENCE;
    return turn_back(call, call->work, call->work_size) == 0 ? MM_OK : MM_MEMORY;
}

/* What the largest of the steps wants; 0 where that is beyond LAPACK. */
static int find_work_size(const struct right_call *call) {
    double reduction = 0, turning = 0;
    size_t k = (size_t)call->columns, divide = 0;
    if (!mm_multiply_sizes(DIVIDE_WORK * k + 4, k, &divide) || divide > INT_MAX) return 0;
    if (reduce(call, &reduction, -1) != 0 || turn_back(call, &turning, -1) != 0) return 0;
    double most = reduction > turning ? reduction : turning;
    most += most * 1e-15 + 1; /* sizes come back as doubles, which may have been rounded down */
    if (most >= INT_MAX) return 0;
    return (int)most > (int)divide ? (int)most : (int)divide;
}

enum mm_status mm_lapack_svd_right(double *a, size_t m, size_t n, double *s, double *vt) {
    if (n > INT_MAX || m > INT_MAX / DIVIDE_INTEGERS) return MM_MEMORY;
    struct right_call call = {.rows = (int)n, .columns = (int)m, .a = a, .s = s, .vectors = vt};
    double *room = mm_new_doubles(3, m);
    call.integers = mm_new(m, DIVIDE_INTEGERS * sizeof *call.integers);
    enum mm_status status = MM_MEMORY;
    if (room != NULL && call.integers != NULL) {
        call.off_diagonal = room;
        call.reflectors = room + m;
        call.others = room + 2 * m;
        call.work_size = find_work_size(&call);
        call.work = call.work_size > 0 ? mm_new_doubles(1, (size_t)call.work_size) : NULL;
        if (call.work != NULL) status = find_right(&call);
    }
    free(room);
    free(call.integers);
    free(call.work);
    return status;
}

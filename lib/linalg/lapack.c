/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row-major matrix is its transpose to LAPACK, which serves as well and saves the copy. */
#include "linalg/lapack.h"

#include <cblas.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* Fortran passes the length of each character argument after all others. */
void dgesdd_(const char *jobz, const int *m, const int *n, double *a, const int *lda, double *s, double *u,
             const int *ldu, double *vt, const int *ldvt, double *work, const int *lwork, int *iwork, int *info,
             size_t jobz_length);
void dgesvd_(const char *jobu, const char *jobvt, const int *m, const int *n, double *a, const int *lda, double *s,
             double *u, const int *ldu, double *vt, const int *ldvt, double *work, const int *lwork, int *info,
             size_t jobu_length, size_t jobvt_length);

void mm_lapack_threads(size_t threads) {
    openblas_set_num_threads(threads < 1 ? 1 : threads > INT_MAX ? INT_MAX : (int)threads);
}

size_t mm_lapack_thread_count(void) {
    int threads = openblas_get_num_threads();
    return threads > 0 ? (size_t)threads : 1;
}

static void clear(double *c, size_t m, size_t n, size_t ldc) {
    for (size_t i = 0; i < m; i++) memset(c + i * ldc, 0, n * sizeof *c);
}

void mm_gemm_plain(bool transpose_a, bool transpose_b, size_t m, size_t n, size_t k, const double *a, size_t lda,
                   const double *b, size_t ldb, double *c, size_t ldc) {
    clear(c, m, n, ldc);
    for (size_t i = 0; i < m; i++) {
        for (size_t l = 0; l < k; l++) {
            double factor = transpose_a ? a[l * lda + i] : a[i * lda + l];
            for (size_t j = 0; j < n; j++) c[i * ldc + j] += factor * (transpose_b ? b[j * ldb + l] : b[l * ldb + j]);
        }
    }
}

void mm_gemm(bool transpose_a, bool transpose_b, size_t m, size_t n, size_t k, const double *a, size_t lda,
             const double *b, size_t ldb, double *c, size_t ldc) {
    if (m > INT_MAX || n > INT_MAX || k > INT_MAX || lda > INT_MAX || ldb > INT_MAX || ldc > INT_MAX) {
        mm_gemm_plain(transpose_a, transpose_b, m, n, k, a, lda, b, ldb, c, ldc);
        return;
    }
    /* BLAS leaves open whether 0 times what lies in C counts, where that is NaN. */
    clear(c, m, n, ldc);
    if (m == 0 || n == 0 || k == 0) return;
    int rows = (int)m, columns = (int)n, inner = (int)k, a_row = (int)lda, b_row = (int)ldb, c_row = (int)ldc;
    /* A product with one row or column is bound by memory: dgemv goes through the matrix just once. */
    if (n == 1) {
        cblas_dgemv(CblasRowMajor, transpose_a ? CblasTrans : CblasNoTrans, transpose_a ? inner : rows,
                    transpose_a ? rows : inner, 1, a, a_row, b, transpose_b ? 1 : b_row, 1, c, c_row);
    } else if (m == 1) {
        cblas_dgemv(CblasRowMajor, transpose_b ? CblasNoTrans : CblasTrans, transpose_b ? columns : inner,
                    transpose_b ? inner : columns, 1, b, b_row, a, transpose_a ? a_row : 1, 1, c, 1);
    } else {
        cblas_dgemm(CblasRowMajor, transpose_a ? CblasTrans : CblasNoTrans, transpose_b ? CblasTrans : CblasNoTrans,
                    rows, columns, inner, 1, a, a_row, b, b_row, 1, c, c_row);
    }
}

void mm_gram(size_t m, size_t k, const double *a, double *c) {
    if (m > INT_MAX || k > INT_MAX) {
        mm_gemm_plain(false, true, m, m, k, a, k, a, k, c, m);
        return;
    }
    if (k == 0) clear(c, m, m, m);
    if (m == 0 || k == 0) return;
    /* Unlike products, this sets C to zero first where it is multiplied by zero, whatever it holds. */
    cblas_dsyrk(CblasRowMajor, CblasUpper, CblasNoTrans, (int)m, (int)k, 1, a, (int)k, 0, c, (int)m);
}

struct svd_call {
    char job;
    int rows, columns; /* of Aᵀ, as LAPACK sees it */
    double *a, *s;
    double *left, *right; /* LAPACK's U and VT: row-major, our Vᵀ and U */
    int left_row, right_row;
    int *integers;
};

static int svd_work(const struct svd_call *call, bool divide, double *work, int work_size) {
    int info = 0;
    if (divide) {
        dgesdd_(&call->job, &call->rows, &call->columns, call->a, &call->rows, call->s, call->left, &call->left_row,
                call->right, &call->right_row, work, &work_size, call->integers, &info, 1);
    } else {
        dgesvd_(&call->job, &call->job, &call->rows, &call->columns, call->a, &call->rows, call->s, call->left,
                &call->left_row, call->right, &call->right_row, work, &work_size, &info, 1, 1);
    }
    return info;
}

enum mm_status mm_lapack_svd(bool divide, enum mm_svd_vectors vectors, double *a, size_t m, size_t n, double *u,
                             double *s, double *vt) {
    if (m > INT_MAX || n > INT_MAX) return MM_MEMORY;
    /* Aᵀ = V diag(s) Uᵀ; LAPACK's U, n×k column by column, is Vᵀ row by row, and its VT likewise our U. */
    double unused = 0;
    size_t k = m < n ? m : n;
    /* Divide and conquer with vectors takes a workspace of 4 k² + O(m + n) doubles, counted in an int: where that
     * overflows, only the other algorithm is left. */
    size_t square = 0;
    if (!mm_multiply_sizes(4 * k, k, &square) || square + 16 * (m + n) > INT_MAX) {
        divide = divide && vectors == MM_SVD_NONE;
    }
    struct svd_call call = {.job = "NSA"[vectors],
                            .rows = (int)n,
                            .columns = (int)m,
                            .a = a,
                            .s = s,
                            .left = vt != NULL ? vt : &unused,
                            .right = u != NULL ? u : &unused,
                            .left_row = (int)n,
                            .right_row = vectors == MM_SVD_FULL ? (int)m : (int)k};
    double wanted = 0;
    call.integers = mm_new(k, 8 * sizeof *call.integers);
    if (call.integers == NULL) return MM_MEMORY;
    int info = svd_work(&call, divide, &wanted, -1);
    /* The size comes back as a double, which some versions have rounded down. */
    wanted += wanted * 1e-15 + 1;
    double *work = info == 0 && wanted >= 1 && wanted < INT_MAX ? mm_new_doubles(1, (size_t)wanted) : NULL;
    enum mm_status status = MM_MEMORY;
    if (work != NULL) {
        info = svd_work(&call, divide, work, (int)wanted);
        status = info == 0 ? MM_OK : MM_NO_CONVERGENCE;
    }
    free(work);
    free(call.integers);
    return status;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of softmax and its logarithm. */
#include "probability/softmax.h"

#include "check_main.h"

static const double eps = 0x1p-52;

/* mpmath, 60 digits: softmax and log-softmax of the doubles as they are, rounded to double. The first and the
 * temperature-1 ones agree with scipy.special.softmax to its digits. */
static const struct {
    size_t n;
    double temperature, x[6], softmax[6], log_softmax[6];
} cases[] = {
    {3,
     1.0,
     {1.0, 2.0, 0.5},
     {0.23122389762214907, 0.6285317192117624, 0.14024438316608848},
     {-1.464368784107945, -0.46436878410794485, -1.964368784107945}},
    {1, 1.0, {0.0}, {1.0}, {0.0}},
    {1, 2.0, {3.5}, {1.0}, {0.0}},
    {3,
     1.0,
     {10000.0, -10000.0, 9999.0},
     {0.7310585786300049, 0.0, 0.2689414213699951},
     {-0.3132616875182228, -20000.31326168752, -1.3132616875182228}},
    {3,
     1.0,
     {-10000.0, -10700.0, -10744.0},
     {1.0, 9.85967654375977e-305, 1e-323},
     {-9.85967654375977e-305, -700.0, -744.0}},
    {6,
     1.0,
     {0.1, 0.7, -3.3, 250.123, 249.9, -400.77},
     {1.4490739081039452e-109, 2.640384811111547e-109, 4.836033472761771e-111, 0.5555201105039951, 0.44447988949600487,
      1.1626836788205358e-283},
     {-250.6108504680303, -250.0108504680303, -254.0108504680303, -0.5878504680303042, -0.8108504680302889,
      -651.4808504680303}},
    {2, 1.0, {0.0, -40.0}, {1.0, 4.248354255291589e-18}, {-4.248354255291589e-18, -40.0}},
    {2, 1.0, {0.0, -800.0}, {1.0, 0.0}, {-0.0, -800.0}},
    {3,
     0.1,
     {0.1, 0.2, 0.3},
     {0.09003057317038048, 0.2447284710547977, 0.6652409557748218},
     {-2.40760596444438, -1.4076059644443801, -0.4076059644443804}},
    {3,
     7.0,
     {0.1, 0.2, 0.3},
     {0.3285829278238623, 0.3333106587532422, 0.33810641342289555},
     {-1.1129660290078172, -1.0986803147221027, -1.0843946004363885}},
    {4,
     0.3,
     {5.3, -60.1, 3.3, -212.7},
     {0.9987289837369187, 2.104992722207985e-95, 0.0012710162630813582, 2.5829984e-316},
     {-0.0012718246893397528, -218.00127182468935, -6.667938491356007, -726.667938491356}},
    {2, 1.0, {1e-300, -1e-300}, {0.5, 0.5}, {-0.6931471805599453, -0.6931471805599453}},
    {3,
     13.7,
     {10000.0, -10000.0, 9990.123},
     {0.6728159382078026, 0.0, 0.3271840617921974},
     {-0.396283481234483, -1460.2502980797747, -1.117232386344002}},
    {3,
     1.0,
     {-INFINITY, 1.5, -2.25},
     {0.0, 0.9770226300899744, 0.022977369910025615},
     {-INFINITY, -0.02324546437242503, -3.773245464372425}},
    {3,
     1e+306,
     {1.7e+308, -1.7e+308, 1.69e+308},
     {0.7310585786300037, 1.5989258748744e-148, 0.2689414213699964},
     {-0.31326168751822453, -340.3132616875182, -1.3132616875182181}},
};
enum { CASES = sizeof cases / sizeof cases[0] };

START_TEST(known_values) {
    for (size_t i = 0; i < CASES; i++) {
        double p[6], l[6], in_place[6];
        size_t n = cases[i].n;
        double temperature = cases[i].temperature;
        struct mm_detail detail;
        ck_assert_int_eq(mm_softmax(cases[i].x, n, temperature, p, &detail), MM_OK);
        ck_assert_int_eq(mm_log_softmax(cases[i].x, n, temperature, l, NULL), MM_OK);
        /* An ulp each for exp, its correction, the sum, its reciprocal and the product. Without the correction (T far
         * out) half an ulp of the argument, up to 2^9, becomes relative. */
        double tolerance = temperature < 1e100 ? 4 * eps : 512 * eps;
        /* A quotient's ulp changes the sum of the others by as much, relative to it. */
        double log_tolerance = temperature == 1 ? 4 * eps : 16 * eps;
        for (size_t j = 0; j < n; j++) {
            ck_assert_msg(fabs(p[j] - cases[i].softmax[j]) <= tolerance * cases[i].softmax[j] + 0x1p-1073,
                          "case %zu: softmax %zu is %.17g, not %.17g", i, j, p[j], cases[i].softmax[j]);
            mm_check_relative(l[j], cases[i].log_softmax[j], log_tolerance);
        }
        memcpy(in_place, cases[i].x, sizeof in_place);
        mm_softmax(in_place, n, temperature, in_place, NULL);
        ck_assert(!memcmp(in_place, p, n * sizeof p[0]));
        memcpy(in_place, cases[i].x, sizeof in_place);
        mm_log_softmax(in_place, n, temperature, in_place, NULL);
        ck_assert(!memcmp(in_place, l, n * sizeof l[0]));
    }
}
END_TEST

START_TEST(refusals) {
    static const struct {
        size_t n;
        double x[4], temperature;
        enum mm_status status;
        size_t index;
        double value;
    } bad[] = {
        {0, {0}, 1, MM_TOO_FEW, 0, 0},
        {3, {1, NAN, NAN}, 1, MM_NOT_FINITE, 1, NAN},
        {3, {INFINITY, 1, NAN}, 1, MM_NOT_FINITE, 2, NAN},
        {3, {1, 2, INFINITY}, 1, MM_DOMAIN, 2, INFINITY},
        {2, {-INFINITY, -INFINITY}, 1, MM_DOMAIN, 0, -INFINITY},
        {2, {1, 2}, 0, MM_DOMAIN, 2, 0},
        {2, {1, 2}, -1, MM_DOMAIN, 2, -1},
        {2, {1, 2}, NAN, MM_DOMAIN, 2, NAN},
        {2, {1, 2}, INFINITY, MM_DOMAIN, 2, INFINITY},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        double y[4];
        struct mm_detail detail = {99, 99};
        ck_assert_int_eq(mm_softmax(bad[i].x, bad[i].n, bad[i].temperature, y, &detail), bad[i].status);
        ck_assert_uint_eq(detail.index, bad[i].index);
        mm_check_near(detail.value, bad[i].value, 0);
        detail = (struct mm_detail){99, 99};
        ck_assert_int_eq(mm_log_softmax(bad[i].x, bad[i].n, bad[i].temperature, y, &detail), bad[i].status);
        ck_assert_uint_eq(detail.index, bad[i].index);
        ck_assert_int_eq(mm_softmax(bad[i].x, bad[i].n, bad[i].temperature, y, NULL), bad[i].status);
    }
}
END_TEST

enum { N = 20000 };
static double x[N], y[N], z[N];

static void fill(size_t n) {
    for (size_t i = 0; i < n; i++) x[i] = 30 * sin((double)(i * i));
}

/* Each entry's error is at most 4 ulp, so the sum is 1 within 4 eps; and it is positive, and log-softmax is its
 * logarithm (absolute error, so that of log's argument counts in full). */
START_TEST(a_distribution) {
    for (size_t n = 1; n <= N; n = n + n / 3 + 1) {
        fill(n);
        for (int t = 0; t < 3; t++) {
            double temperature = (double[]){1, 0.37, 11}[t];
            mm_softmax(x, n, temperature, y, NULL);
            mm_log_softmax(x, n, temperature, z, NULL);
            long double sum = 0;
            for (size_t i = 0; i < n; i++) {
                ck_assert(y[i] > 0 && y[i] <= 1);
                sum += y[i];
                mm_check_near(log(y[i]), z[i], 16 * eps);
            }
            mm_check_near((double)sum, 1, 4 * eps);
        }
    }
}
END_TEST

START_TEST(invariances) {
    for (size_t n = 2; n <= N; n = 2 * n + 1) {
        for (size_t i = 0; i < n; i++) x[i] = floor(1024 * sin((double)(i * i))) / 64; /* shifts are exact */
        mm_softmax(x, n, 1, y, NULL);
        for (size_t i = 0; i < n; i++) z[i] = x[i] + 1e6;
        mm_softmax(z, n, 1, z, NULL);
        ck_assert(!memcmp(y, z, n * sizeof y[0])); /* the same bits: the same differences */
        for (size_t i = 0; i < n; i++) z[i] = 4 * x[i];
        mm_softmax(z, n, 4, z, NULL);
        for (size_t i = 0; i < n; i++) mm_check_relative(z[i], y[i], 2 * eps);
        for (size_t i = 0; i < n; i++) z[n - 1 - i] = x[i];
        mm_softmax(z, n, 1, z, NULL);
        for (size_t i = 0; i < n; i++) mm_check_relative(z[n - 1 - i], y[i], 4 * eps);
    }
}
END_TEST

START_TEST(rows_equal_single_rows) {
    for (size_t n = 1; n < 140; n++)
        for (int t = 0; t < 2; t++) {
            size_t rows = 3000 / n + 1;
            double temperature = t ? 1.5 : 1;
            fill(rows * n);
            x[0] = -INFINITY;
            if (n == 1) x[0] = 0;
            ck_assert_int_eq(mm_softmax_rows(x, rows, n, temperature, y, NULL), MM_OK);
            for (size_t row = 0; row < rows; row++) mm_softmax(x + row * n, n, temperature, z + row * n, NULL);
            ck_assert(!memcmp(y, z, rows * n * sizeof y[0]));
            ck_assert_int_eq(mm_softmax_rows(x, rows, n, temperature, x, NULL), MM_OK);
            ck_assert(!memcmp(x, z, rows * n * sizeof y[0]));
        }
    fill(100);
    x[57] = NAN;
    struct mm_detail detail;
    for (size_t i = 0; i < 100; i++) y[i] = 77;
    ck_assert_int_eq(mm_softmax_rows(x, 10, 10, 1, y, &detail), MM_NOT_FINITE);
    ck_assert_uint_eq(detail.index, 57);
    mm_softmax(x + 40, 10, 1, z, NULL);
    ck_assert(!memcmp(y + 40, z, 10 * sizeof z[0]));
    mm_check_bits(y[50], 77);
    ck_assert_int_eq(mm_softmax_rows(x, 3, 0, 1, y, &detail), MM_TOO_FEW);
    ck_assert_int_eq(mm_softmax_rows(x, 0, 10, 1, y, &detail), MM_OK);
}
END_TEST

MM_CHECK_MAIN("softmax", known_values, refusals, a_distribution, invariances, rows_equal_single_rows)

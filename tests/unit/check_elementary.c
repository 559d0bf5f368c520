/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of the array forms of exp and log, of the largest value and of the tree sum. */
#include "numeric/elementary.h"

#include "check_main.h"
#include "numeric/elementary_variants.h"

enum { N = 1 << 14 };
static double x[N], y[N], other[N];

/* Distance in units of the last place of the exact value's double; at least the smallest subnormal. */
static double ulps(double actual, long double exact) {
    if (exact == 0) return actual == 0 ? 0 : INFINITY;
    int exponent;
    frexpl(fabsl(exact), &exponent);
    int last = exponent - 53 > -1074 ? exponent - 53 : -1074;
    return (double)fabsl(ldexpl((long double)actual - exact, -last));
}

/* Test data only: a linear congruence is good enough, and independent of what is tested elsewhere. */
static uint64_t random_state = 1;
static uint64_t random_bits(void) {
    random_state = random_state * 6364136223846793005U + 1442695040888963407U;
    return random_state ^ random_state >> 29;
}
static double uniform(double low, double high) {
    return low + (high - low) * (double)(random_bits() >> 11) * 0x1p-53;
}

struct value {
    double x, expected;
};

/* mpmath, 50 digits, rounded to double: exp(mpf(x)). */
static const struct value exponentials[] = {
    {-0x1.74910d52d3051p+9, 0x0.0000000000001p-1022}, {-0x1.7480000000000p+9, 0x0.0000000000001p-1022},
    {-0x1.7440000000000p+9, 0x0.0000000000001p-1022}, {-0x1.6820000000000p+9, 0x0.000077564144fp-1022},
    {-0x1.6300000000000p+9, 0x0.33802fd28b3c3p-1022}, {-0x1.6233333333333p+9, 0x0.ff15b469edf89p-1022},
    {-0x1.6232bdd7abcd2p+9, 0x1.000000000007cp-1022}, {-0x1.6200000000000p+9, 0x1.7c8ab2288c9abp-1022},
    {-0x1.61f3333333333p+9, 0x1.a4904f4342894p-1022}, {-0x1.9066666666666p+6, 0x1.805628c2e465cp-145},
    {-0x1.2b7089a027525p+5, 0x1.ffffb482b4840p-55},   {-0x1.0000000000000p+0, 0x1.78b56362cef38p-2},
    {-0x1.62e42fefa39efp-1, 0x1.0000000000000p-1},    {-0x1.62e42fefa39efp-2, 0x1.6a09e667f3bcdp-1},
    {-0x1.62eb1c432ca58p-2, 0x1.6a0773cd678a4p-1},    {-0x1.0624dd2f1a9fcp-10, 0x1.ff7cfe56f1a9ep-1},
    {-0x1.70ef54646d497p-57, 0x1.0000000000000p+0},   {0x0.0000000000001p-1022, 0x1.0000000000000p+0},
    {0x1.56e1fc2f8f359p-997, 0x1.0000000000000p+0},   {0x1.cd2b297d889bcp-54, 0x1.0000000000000p+0},
    {0x1.092c04a82e8ccp-52, 0x1.0000000000001p+0},    {0x1.999999999999ap-4, 0x1.1aec7b35a00d4p+0},
    {0x1.62e42fefa39efp-2, 0x1.6a09e667f3bccp+0},     {0x1.0000000000000p-1, 0x1.a61298e1e069cp+0},
    {0x1.0000000000000p+0, 0x1.5bf0a8b145769p+1},     {0x1.4000000000000p+1, 0x1.85d6fd931e0bbp+3},
    {0x1.4000000000000p+3, 0x1.5829dcf950560p+14},    {0x1.62e147ae147aep+6, 0x1.fe8c665382968p+127},
    {0x1.4d4cccccccccdp+8, 0x1.cd85c19e763d1p+480},   {0x1.5e00000000000p+9, 0x1.d945df4f8ec8ep+1009},
    {0x1.6240000000000p+9, 0x1.1bf058bc994adp+1022},  {0x1.62d999999999ap+9, 0x1.d75ae7a50ee14p+1023},
    {0x1.62e42fefa39efp+9, 0x1.fffffffffff2ap+1023},  {-0x1.12c529aade10fp+9, 0x1.22323fbbb7a2bp-793},
    {0x1.e7c3091181c24p+8, 0x1.9d7661507e131p+703},   {0x1.6e101cb8333f8p+8, 0x1.15a974f6f66cfp+528},
    {-0x1.75f37a851ed66p+8, 0x1.6ab254cd77b3fp-540},  {-0x1.84a635f6a7e60p+4, 0x1.f0a7df76b863fp-36},
    {-0x1.6c805b3d5cc80p+6, 0x1.72a64e3decafcp-132},  {0x1.95be9dc474e18p+7, 0x1.9af5ff487364ep+292},
    {0x1.925b199193e14p+8, 0x1.64438bdf612a0p+580},   {-0x1.303b31dc4509fp+9, 0x1.20dc367e71c69p-878},
    {-0x1.5fe1a78e56448p+9, 0x1.9b7dade53f13ap-1016}, {0x1.d6c99961c4f4cp+8, 0x1.26a2a6cf08262p+679},
    {-0x1.cdd0a2dffae00p+6, 0x1.5a32a2d3b5e6ep-167},
};

/* mpmath, 50 digits, rounded to double: log(mpf(x)). */
static const struct value logarithms[] = {
    {0x0.0000000000001p-1022, -0x1.74385446d71c3p+9}, {0x0.00000000007e8p-1022, -0x1.7069e3078e52dp+9},
    {0x0.fffffffffffffp-1022, -0x1.6232bdd7abcd2p+9}, {0x1.0000000000000p-1022, -0x1.6232bdd7abcd2p+9},
    {0x1.56e1fc2f8f359p-997, -0x1.5963447f87fb5p+9},  {0x1.b7cdfd9d7bdbbp-34, -0x1.7069e2aa2aa5bp+4},
    {0x1.0000000000000p-1, -0x1.62e42fefa39efp-1},    {0x1.6a00000000000p-1, -0x1.630030b3aac49p-2},
    {0x1.6a09e667f3bccp-1, -0x1.62e42fefa39f1p-2},    {0x1.6a09e667f3bcdp-1, -0x1.62e42fefa39eep-2},
    {0x1.6d6a161e4f766p-1, -0x1.59633968f6706p-2},    {0x1.ccccccccccccdp-1, -0x1.af8e8210a415cp-4},
    {0x1.fff2e48e8a71ep-1, -0x1.a3738d2cf1cc2p-14},   {0x1.fffffffffffffp-1, -0x1.0000000000000p-53},
    {0x1.0000000000001p+0, 0x1.fffffffffffffp-53},    {0x1.00068db8bac71p+0, 0x1.a368d0657fcd4p-14},
    {0x1.199999999999ap+0, 0x1.8663f793c46ccp-4},     {0x1.6a09e667f3bb6p+0, 0x1.62e42fefa39afp-2},
    {0x1.6a09e667f3bcdp+0, 0x1.62e42fefa39f0p-2},     {0x1.8000000000000p+0, 0x1.9f323ecbf984cp-2},
    {0x1.0000000000000p+1, 0x1.62e42fefa39efp-1},     {0x1.5bf0a8b145769p+1, 0x1.0000000000000p+0},
    {0x1.4000000000000p+3, 0x1.26bb1bbb55516p+1},     {0x1.2a05f20000000p+33, 0x1.7069e2aa2aa5bp+4},
    {0x1.7e43c8800759cp+996, 0x1.5963447f87fb5p+9},   {0x1.fffffffffffffp+1023, 0x1.62e42fefa39efp+9},
    {0x1.238acc324c985p+548, 0x1.7bf983761dd37p+8},   {0x1.10d2c008a05a6p+402, 0x1.16b574c9399bap+8},
    {0x1.71ea17204e52dp-478, -0x1.4af4cd546932bp+8},  {0x1.23f1ab8b6d8fep+619, 0x1.ad308260b4ed4p+8},
    {0x1.aea603a902931p+187, 0x1.0446fb7f22432p+7},   {0x1.5c78ff1fd42a2p-814, -0x1.19f4eb08e8695p+9},
    {0x1.188c9e6c3f339p-373, -0x1.0273cba8ef98ap+8},  {0x1.b737107d4bedcp-978, -0x1.52add73aa9862p+9},
    {0x1.453ee06839eb9p+307, 0x1.aa12388a20623p+7},   {0x1.da09f8a9a021ep-1005, -0x1.5bff97497cf93p+9},
};

START_TEST(exp_of_known_values) {
    for (size_t i = 0; i < sizeof exponentials / sizeof exponentials[0]; i++) {
        mm_exp(&exponentials[i].x, 0, y, 1);
        ck_assert_msg(ulps(y[0], exponentials[i].expected) <= 1, "exp(%a) is %a", exponentials[i].x, y[0]);
        mm_check_bits(mm_exp1(exponentials[i].x), y[0]);
    }
}
END_TEST

START_TEST(log_of_known_values) {
    for (size_t i = 0; i < sizeof logarithms / sizeof logarithms[0]; i++) {
        mm_log(&logarithms[i].x, y, 1);
        ck_assert_msg(ulps(y[0], logarithms[i].expected) <= 1, "log(%a) is %a", logarithms[i].x, y[0]);
        mm_check_bits(mm_log1(logarithms[i].x), y[0]);
    }
}
END_TEST

START_TEST(exp_of_extremes) {
    static const struct value cases[] = {
        {INFINITY, INFINITY}, {-INFINITY, 0},    {NAN, NAN},   {0, 1},    {-0.0, 1},   {709.79, INFINITY},
        {710, INFINITY},      {1e300, INFINITY}, {-745.14, 0}, {-746, 0}, {-1e300, 0}, {5e-324, 1},
    };
    enum { CASES = sizeof cases / sizeof cases[0] };
    for (size_t i = 0; i < CASES; i++) {
        mm_check_near(mm_exp1(cases[i].x), cases[i].expected, 0);
        /* Among ordinary values too, and long enough for the loop over blocks. */
        for (size_t j = 0; j < 200; j++) x[j] = (double)j / 100;
        x[71] = cases[i].x;
        mm_exp(x, 0, y, 200);
        mm_check_near(y[71], cases[i].expected, 0);
        mm_check_bits(y[70], mm_exp1(x[70]));
    }
    mm_exp((double[]){INFINITY, -INFINITY, NAN, 1e308, -1e308}, -1e308, y, 5);
    mm_check_near(y[0], INFINITY, 0);
    mm_check_near(y[1], 0, 0);
    ck_assert(isnan(y[2]));
    mm_check_near(y[3], INFINITY, 0);
    mm_check_near(y[4], 1, 0);
}
END_TEST

START_TEST(log_of_extremes) {
    static const struct value cases[] = {
        {0, -INFINITY},   {-0.0, -INFINITY},    {-1, NAN},  {-5e-324, NAN},
        {-INFINITY, NAN}, {INFINITY, INFINITY}, {NAN, NAN}, {1, 0},
    };
    enum { CASES = sizeof cases / sizeof cases[0] };
    for (size_t i = 0; i < CASES; i++) {
        mm_check_near(mm_log1(cases[i].x), cases[i].expected, 0);
        for (size_t j = 0; j < 200; j++) x[j] = (double)(j + 1);
        x[71] = cases[i].x;
        mm_log(x, y, 200);
        mm_check_near(y[71], cases[i].expected, 0);
        mm_check_bits(y[70], mm_log1(x[70]));
    }
}
END_TEST

/* Against expl, whose error is below 2^-10 of a double's ulp on x87; where long double is double, the bound of the
 * C library's own exp is added. */
static const double slack = sizeof(long double) > sizeof(double) ? 0.001 : 0.52;

START_TEST(exp_within_one_ulp) {
    static const struct {
        double low, high;
    } ranges[] = {{-745.2, -708}, {-708, 709.78}, {-1e-3, 1e-3}, {-1, 1}, {-40, 1}, {700, 709.78}};
    for (size_t r = 0; r < sizeof ranges / sizeof ranges[0]; r++)
        for (int round = 0; round < 8; round++) {
            for (size_t i = 0; i < N; i++) x[i] = uniform(ranges[r].low, ranges[r].high);
            mm_exp(x, 0, y, N);
            for (size_t i = 0; i < N; i++) {
                double error = ulps(y[i], expl((long double)x[i]));
                ck_assert_msg(error <= 0.83 + slack, "exp(%a) is off by %g ulp", x[i], error);
            }
        }
}
END_TEST

/* The difference need not be a double. */
START_TEST(exp_of_a_difference_within_one_ulp) {
    if (sizeof(long double) == sizeof(double)) return;
    for (int round = 0; round < 20; round++) {
        double shift = uniform(-1000, 1000);
        for (size_t i = 0; i < N; i++) x[i] = shift + uniform(-745, 40);
        mm_exp(x, shift, y, N);
        for (size_t i = 0; i < N; i++) {
            double error = ulps(y[i], expl((long double)x[i] - shift));
            ck_assert_msg(error <= 0.83 + slack, "exp(%a - %a) is off by %g ulp", x[i], shift, error);
        }
    }
}
END_TEST

START_TEST(log_within_one_ulp) {
    static const struct {
        double low, high;
    } ranges[] = {{0, 0}, {0.99, 1.01}, {0.5, 2}, {0.69, 0.73}, {1 - 1e-7, 1 + 1e-7}, {0, 0x1p-1022}, {1, 1e6}};
    for (size_t r = 0; r < sizeof ranges / sizeof ranges[0]; r++)
        for (int round = 0; round < 8; round++) {
            for (size_t i = 0; i < N; i++) {
                x[i] = uniform(ranges[r].low, ranges[r].high);
                if (r == 0) { /* any positive finite double */
                    uint64_t bits = random_bits() % 0x7ff0000000000000U;
                    memcpy(&x[i], &bits, sizeof bits);
                }
            }
            mm_log(x, y, N);
            for (size_t i = 0; i < N; i++) {
                double error = ulps(y[i], logl((long double)x[i]));
                ck_assert_msg(error <= 0.98 + slack, "log(%a) is off by %g ulp", x[i], error);
            }
        }
}
END_TEST

/* Arguments of every kind: random bits, and ordinary values. */
static void fill_with_anything(size_t n) {
    for (size_t i = 0; i < n; i++) {
        uint64_t bits = random_bits();
        memcpy(&x[i], &bits, sizeof bits);
        if (isnan(x[i])) x[i] = NAN; /* which NaN comes out for which other is the processor's affair */
        if (bits >> 32 & 7) x[i] = uniform(-800, 800);
        if (i / 256 % 2) x[i] = uniform(0, 100); /* stretches without any extreme */
    }
}

START_TEST(every_width_gives_the_same_bits) {
    const struct mm_elementary_variant *base = mm_elementary_variant(0), *variant;
    ck_assert_ptr_nonnull(base);
    for (size_t v = 1; (variant = mm_elementary_variant(v)); v++)
        for (int round = 0; round < 20; round++) {
            fill_with_anything(N);
            double shift = round % 2 ? uniform(-50, 50) : 0;
            base->exp(x, shift, y, N);
            variant->exp(x, shift, other, N);
            for (size_t i = 0; i < N; i++)
                ck_assert_msg((isnan(y[i]) && isnan(other[i])) || !memcmp(&y[i], &other[i], sizeof y[i]),
                              "%s: exp(%a - %a) is %a, not %a", variant->name, x[i], shift, other[i], y[i]);
            for (size_t i = 0; i < N; i++) y[i] = uniform(-50, 50);
            double differences[2][100];
            base->exp_differences(x, y, differences[0], 100);
            variant->exp_differences(x, y, differences[1], 100);
            for (size_t i = 0; i < 100; i++) mm_check_near(differences[1][i], differences[0][i], 0);
            base->log(x, y, N);
            variant->log(x, other, N);
            for (size_t i = 0; i < N; i++)
                ck_assert_msg((isnan(y[i]) && isnan(other[i])) || !memcmp(&y[i], &other[i], sizeof y[i]),
                              "%s: log(%a) is %a, not %a", variant->name, x[i], other[i], y[i]);
            double expected[16], actual[16];
            for (size_t i = 0; i < N; i++) x[i] = uniform(-800, 800);
            for (size_t n = 0; n < 520; n++) {
                base->sum(x, n, expected);
                variant->sum(x, n, actual);
                ck_assert_msg(!memcmp(expected, actual, sizeof actual), "%s: sum of %zu", variant->name, n);
            }
        }
}
END_TEST

START_TEST(position_and_place_do_not_matter) {
    for (size_t n = 0; n < 300; n++) {
        fill_with_anything(n);
        double shift = n % 3 ? uniform(-9, 9) : 0;
        y[n] = 12345;
        mm_exp(x, shift, y, n);
        mm_check_bits(y[n], 12345);
        memcpy(other, x, n * sizeof x[0]);
        other[n] = 54321;
        mm_exp(other, shift, other, n);
        mm_check_bits(other[n], 54321);
        for (size_t i = 0; i < n; i++) {
            double alone;
            mm_exp(&x[i], shift, &alone, 1);
            mm_check_bits(y[i], alone);
            mm_check_bits(other[i], alone);
        }
        mm_log(x, y, n);
        mm_check_bits(y[n], 12345);
        memcpy(other, x, n * sizeof x[0]);
        mm_log(other, other, n);
        mm_check_bits(other[n], 54321);
        for (size_t i = 0; i < n; i++) {
            double alone = mm_log1(x[i]);
            ck_assert(isnan(alone) ? isnan(y[i]) && isnan(other[i]) : y[i] == alone && other[i] == alone);
        }
    }
}
END_TEST

START_TEST(a_shift_for_each) {
    for (size_t n = 0; n < 200; n++) {
        fill_with_anything(n);
        for (size_t i = 0; i < n; i++) other[i] = i % 7 ? uniform(-300, 300) : 0;
        y[n] = 12345;
        mm_exp_differences(x, other, y, n);
        mm_check_bits(y[n], 12345);
        for (size_t i = 0; i < n; i++) {
            double alone;
            mm_exp(&x[i], other[i], &alone, 1);
            mm_check_bits(y[i], alone);
        }
        mm_exp_differences(x, other, x, n);
        ck_assert(!memcmp(x, y, n * sizeof x[0]));
    }
}
END_TEST

START_TEST(largest_value) {
    mm_check_bits(mm_max(NULL, 0), -INFINITY);
    for (size_t n = 1; n < 130; n++)
        for (size_t place = 0; place < n; place++) {
            for (size_t i = 0; i < n; i++) x[i] = -uniform(1, 2);
            x[place] = -0.5;
            mm_check_bits(mm_max(x, n), -0.5);
            x[(place + 1) % n] = INFINITY;
            mm_check_bits(mm_max(x, n), INFINITY);
            x[place] = NAN;
            ck_assert(isnan(mm_max(x, n)));
            for (size_t i = 0; i < n; i++) x[i] = -INFINITY;
            mm_check_bits(mm_max(x, n), -INFINITY);
            x[place] = -0.0;
            if (place > 0) x[place - 1] = 0;
            mm_check_bits(mm_max(x, n), 0);
        }
}
END_TEST

/* Integers below 2^40 in up to 2^14 places: every order of addition is exact. Then the rounding error of random values
 * against a long double sum: a tree of depth d has at most d eps Σ|x|, d = 32 + 4 + log2(n/512). */
START_TEST(tree_sum) {
    mm_check_bits(mm_tree_sum(NULL, 0), 0);
    static const size_t sizes[] = {1, 2, 3, 7, 31, 32, 33, 511, 512, 513, 1024, 1025, 5000, N};
    for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
        size_t n = sizes[s];
        int64_t whole = 0;
        for (size_t i = 0; i < n; i++) {
            int64_t item = (int64_t)(random_bits() >> 25) - (1 << 20);
            whole += item % ((int64_t)1 << 38);
            x[i] = (double)(item % ((int64_t)1 << 38));
        }
        mm_check_bits(mm_tree_sum(x, n), (double)whole);
        long double sum = 0, size = 0;
        for (size_t i = 0; i < n; i++) {
            x[i] = uniform(-1, 1);
            sum += x[i];
            size += fabs(x[i]);
        }
        ck_assert(fabsl(mm_tree_sum(x, n) - sum) <= 48 * 0x1p-53L * size);
    }
    x[5] = NAN;
    ck_assert(isnan(mm_tree_sum(x, 100)));
}
END_TEST

MM_CHECK_MAIN("elementary", exp_of_known_values, log_of_known_values, exp_of_extremes, log_of_extremes,
              exp_within_one_ulp, exp_of_a_difference_within_one_ulp, log_within_one_ulp,
              every_width_gives_the_same_bits, position_and_place_do_not_matter, a_shift_for_each, largest_value,
              tree_sum)

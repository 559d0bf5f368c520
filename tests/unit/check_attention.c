/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of scaled dot-product attention. */
#include <float.h>

#include "base/memory.h"
#include "check_main.h"
#include "linalg/attention.h"

enum { QUERIES = 3, KEYS = 5, WIDTH = 4, VALUES = 2 };

static const double q[] = {0.5, -1, 2, 0.25, 1, 1, -0.5, 0, -2, 0.75, 0.1, 3};
static const double k[] = {1, 0, 0.5, -1, 0.2, -0.3, 1.5, 2, -1, 2, 0, 0.5, 0.7, 0.7, 0.7, 0.7, 3, -2, 1, 0};
static const double v[] = {1, 2, -3, 0.5, 10, -7, 0.25, 4, -1, -1};
static const double mask[] = {1, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 1};
static const double bias[] = {0, -1, 0.5, 2, -INFINITY, 1, 1, -2, 0.25, 0, -INFINITY, -INFINITY, -INFINITY, 0, 3};

/* NumPy 1.24; where torch 1.13's scaled_dot_product_attention has the case, it agrees. A scale of 0 is the default. */
static const struct {
    bool causal;
    double scale;
    const double *mask, *bias;
    size_t heads;
    double output[QUERIES * VALUES], weights[2 * QUERIES * KEYS], scores[2 * QUERIES * KEYS];
} known[] = {
    {false,
     0,
     NULL,
     NULL,
     1,
     {-1.1745915026418037, -0.11789327029236363, 2.245923762794752, -0.4198433098844961, 2.4913475323328385,
      -2.315831667399872},
     {0.06999905984785955, 0.26334943782337944, 0.011427032396159133, 0.0691295175611887, 0.5860949523714133,
      0.21613169995957973, 0.09711423285573209, 0.2449093014679012, 0.2511092099521148, 0.19073555576467222,
      0.002801554685055638, 0.5272498357056152, 0.40552174925018586, 0.06360388209753061, 0.0008229782616125638},
     {0.625, 1.95, -1.1875, 0.6124999999999999, 2.75, 0.375, -0.425, 0.5, 0.5249999999999999, 0.25, -2.475, 2.7625, 2.5,
      0.6475, -3.7}},
    {true,
     0,
     NULL,
     NULL,
     1,
     {1.0, 2.0, -0.24010207548955015, 1.5349617216914189, 2.6467941790426424, -2.746363815569481},
     {1.0, 0.0, 0.0, 0.0, 0.0, 0.6899744811276125, 0.31002551887238755, 0.0, 0.0, 0.0, 0.0029944796043750092,
      0.5635581157321525, 0.4334474046634725, 0.0, 0.0},
     {0.625, -INFINITY, -INFINITY, -INFINITY, -INFINITY, 0.375, -0.425, -INFINITY, -INFINITY, -INFINITY, -2.475, 2.7625,
      2.5, -INFINITY, -INFINITY}},
    {false,
     0,
     mask,
     NULL,
     1,
     {1.3387197159941153, 2.235233636280753, 0.0, 0.0, 2.648521215250025, -2.759067379616099},
     {0.4649382373624342, 0.0, 0.07589908081767073, 0.45916268181989495, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0,
      0.5647524701606796, 0.4343660141428531, 0.0, 0.000881515696467172},
     {0.625, -INFINITY, -1.1875, 0.6124999999999999, -INFINITY, -INFINITY, -INFINITY, -INFINITY, -INFINITY, -INFINITY,
      -INFINITY, 2.7625, 2.5, -INFINITY, -3.7}},
    {false,
     0,
     NULL,
     bias,
     1,
     {0.13704799374150656, 3.014645342103933, 0.012073315900874376, 1.5552838193248495, -0.007849239693340115,
      2.9686030412266398},
     {0.10049802030516712, 0.1390923399627471, 0.027048675219647107, 0.7333609645124387, 0.0, 0.42030772116508536,
      0.1888564329615778, 0.023712139031764206, 0.23066976811556233, 0.13645393872601022, 0.0, 0.0, 0.0,
      0.793720608245328, 0.2062793917546721},
     {0.625, 0.95, -0.6875, 2.6125, -INFINITY, 1.375, 0.575, -1.5, 0.7749999999999999, 0.25, -INFINITY, -INFINITY,
      -INFINITY, 0.6475, -0.7000000000000002}},
    {false,
     0.1,
     mask,
     bias,
     2,
     {1.6552172438789756, 2.199514861800896, 0.0, 0.0, -1.0, -1.0},
     {0.11100822430819744,
      0.0,
      0.13558575134849515,
      0.7534060243433074,
      0.0,
      0.0,
      0.0,
      0.0,
      0.0,
      0.0,
      0.0,
      0.0,
      0.0,
      0.0,
      1.0,
      0.09457753492854347,
      0.0,
      0.14648455166745608,
      0.7589379134040004,
      0.0,
      0.0,
      0.0,
      0.0,
      0.0,
      0.0,
      0.0,
      0.0,
      0.0,
      0.0,
      1.0},
     {0.05,      -INFINITY, 0.25,      1.965,     -INFINITY, -INFINITY, -INFINITY, -INFINITY,
      -INFINITY, -INFINITY, -INFINITY, -INFINITY, -INFINITY, -INFINITY, 2.25,      0.07500000000000001,
      -INFINITY, 0.5125,    2.1575,    -INFINITY, -INFINITY, -INFINITY, -INFINITY, -INFINITY,
      -INFINITY, -INFINITY, -INFINITY, -INFINITY, -INFINITY, 3.01}},
    {true,
     0,
     NULL,
     bias,
     2,
     {1.0, 2.0, -0.2591618562735336, 1.3812185012594147, 0.0, 0.0},
     {1.0, 0.0, 0.0, 0.0, 0.0, 0.6852095359316166, 0.3147904640683834,  0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0,
      1.0, 0.0, 0.0, 0.0, 0.0, 0.5874790008396098, 0.41252099916039026, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0},
     {0.35355339059327373, -INFINITY, -INFINITY,          -INFINITY,          -INFINITY, 1.7071067811865475,
      0.9292893218813453,  -INFINITY, -INFINITY,          -INFINITY,          -INFINITY, -INFINITY,
      -INFINITY,           -INFINITY, -INFINITY,          0.5303300858899106, -INFINITY, -INFINITY,
      -INFINITY,           -INFINITY, 0.8232233047033631, 0.4696699141100894, -INFINITY, -INFINITY,
      -INFINITY,           -INFINITY, -INFINITY,          -INFINITY,          -INFINITY, -INFINITY}},
};

START_TEST(against_numpy) {
    for (size_t c = 0; c < sizeof known / sizeof *known; c++) {
        size_t heads = known[c].heads, blind = 99;
        double output[QUERIES * VALUES], weights[2 * QUERIES * KEYS], scores[2 * QUERIES * KEYS];
        struct mm_attention attention = {.q = q,
                                         .k = k,
                                         .v = v,
                                         .queries = QUERIES,
                                         .keys = KEYS,
                                         .width = WIDTH,
                                         .value_width = VALUES,
                                         .heads = heads,
                                         .scale = known[c].scale,
                                         .mask = known[c].mask,
                                         .bias = known[c].bias,
                                         .causal = known[c].causal,
                                         .threads = 2};
        if (attention.scale == 0) attention.scale = 1 / sqrt((double)WIDTH / (double)heads);
        ck_assert_int_eq(mm_attention(&attention, output, weights, scores, &blind, NULL), MM_OK);
        /* The mask's second row is all hidden, and the bias's third row as far as a causal query sees. */
        bool none_seen = known[c].mask != NULL || (known[c].bias != NULL && known[c].causal);
        ck_assert_uint_eq(blind, none_seen ? heads : 0);
        /* Scores up to 5 with few roundings; values up to 10. */
        for (size_t i = 0; i < heads * QUERIES * KEYS; i++) {
            mm_check_near(scores[i], known[c].scores[i], 8 * DBL_EPSILON);
            mm_check_near(weights[i], known[c].weights[i], 16 * DBL_EPSILON);
        }
        for (size_t i = 0; i < QUERIES * VALUES; i++) mm_check_near(output[i], known[c].output[i], 64 * DBL_EPSILON);
        double alone[QUERIES * VALUES];
        ck_assert_int_eq(mm_attention(&attention, alone, NULL, NULL, NULL, NULL), MM_OK);
        ck_assert_mem_eq(alone, output, sizeof alone);
        attention.v = NULL;
        attention.value_width = 0;
        ck_assert_int_eq(mm_attention(&attention, NULL, weights, NULL, NULL, NULL), MM_OK);
        for (size_t i = 0; i < heads * QUERIES * KEYS; i++) mm_check_near(weights[i], known[c].weights[i], 1e-14);
    }
}
END_TEST

/* Several blocks of queries, against the definition in long double. */
START_TEST(blocks) {
    enum { M = 1300, N = 1100, D = 6, E = 3 };
    double *x = mm_new_doubles(M, D), *y = mm_new_doubles(N, D), *z = mm_new_doubles(N, E), *o = mm_new_doubles(M, E);
    for (size_t i = 0; i < M * D; i++) x[i] = 3 * sin(0.7 * (double)i);
    for (size_t i = 0; i < N * D; i++) y[i] = 3 * cos(1.1 * (double)i);
    for (size_t i = 0; i < N * E; i++) z[i] = sin(0.3 * (double)(i * i % 997));
    for (int causal = 0; causal < 2; causal++) {
        struct mm_attention attention = {.q = x,
                                         .k = y,
                                         .v = z,
                                         .queries = M,
                                         .keys = N,
                                         .width = D,
                                         .value_width = E,
                                         .heads = 1,
                                         .scale = 0.5,
                                         .causal = causal != 0,
                                         .threads = 2};
        ck_assert_int_eq(mm_attention(&attention, o, NULL, NULL, NULL, NULL), MM_OK);
        for (size_t i = 0; i < M; i += 37) {
            size_t seen = causal && i + 1 < N ? i + 1 : N;
            long double sum = 0, weighted[E] = {0};
            for (size_t j = 0; j < seen; j++) {
                long double score = 0;
                for (size_t l = 0; l < D; l++) score += (long double)x[i * D + l] * y[j * D + l];
                long double weight = expl(score / 2 - 27); /* the largest possible score */
                sum += weight;
                for (size_t l = 0; l < E; l++) weighted[l] += weight * z[j * E + l];
            }
            /* A score of at most 27 rounds by D·27·eps, and so do weights, relative. */
            for (size_t l = 0; l < E; l++)
                mm_check_near(o[i * E + l], (double)(weighted[l] / sum), 27 * (D + 2) * DBL_EPSILON);
        }
    }
    free(x);
    free(y);
    free(z);
    free(o);
}
END_TEST

START_TEST(extremes) {
    const double big[] = {1e200, 1}, one[] = {3}, missing[] = {1, NAN};
    double output[2];
    struct mm_detail detail = {0};
    /* Scores of ±1000 neither overflow nor lose the winner. */
    const double far[] = {1000, -1000};
    struct mm_attention attention = {
        .q = one, .k = far, .v = far, .queries = 1, .keys = 2, .width = 1, .value_width = 1, .heads = 1, .scale = 1};
    ck_assert_int_eq(mm_attention(&attention, output, NULL, NULL, NULL, NULL), MM_OK);
    mm_check_bits(output[0], 1000);
    attention.q = big;
    attention.k = big;
    ck_assert_int_eq(mm_attention(&attention, output, NULL, NULL, NULL, &detail), MM_DOMAIN);
    ck_assert_uint_eq(detail.index, 0);
    attention.k = missing;
    ck_assert_int_eq(mm_attention(&attention, output, NULL, NULL, NULL, &detail), MM_NOT_FINITE);
    ck_assert_uint_eq(detail.index, 2); /* one of q, then k */
    attention.heads = 2;
    ck_assert_int_eq(mm_attention(&attention, output, NULL, NULL, NULL, NULL), MM_SHAPE);
    attention.keys = 0;
    ck_assert_int_eq(mm_attention(&attention, output, NULL, NULL, NULL, NULL), MM_TOO_FEW);
    /* A hidden key's score does not matter. */
    const double hide[] = {0, 1};
    attention = (struct mm_attention){.q = big,
                                      .k = big,
                                      .v = far,
                                      .queries = 1,
                                      .keys = 2,
                                      .width = 1,
                                      .value_width = 1,
                                      .heads = 1,
                                      .scale = 1,
                                      .mask = hide};
    ck_assert_int_eq(mm_attention(&attention, output, NULL, NULL, NULL, NULL), MM_OK);
    mm_check_bits(output[0], -1000);
}
END_TEST

MM_CHECK_MAIN("attention", against_numpy, blocks, extremes)

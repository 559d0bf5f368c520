/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The jackknife of every statistic: acceleration against SciPy, strata and clusters against leaving out by hand. */
#include "check_bootstrap.h"
#include "check_main.h"
#include "statistics/bootstrap_interval.h"
#include "statistics/bootstrap_problem.h"

/* Estimates by NumPy; a_hat of scipy.stats._resampling._bca_interval (SciPy 1.10, axis -1; pairs as an array of
 * indices, which is how scipy.stats.bootstrap takes them). n: of x and y, 0 for all. */
static const struct {
    enum mm_bootstrap_statistic statistic;
    bool paired;
    size_t n;
    double estimate, acceleration;
} known[] = {
    {MM_BOOTSTRAP_MEAN, false, 0, 0.1203383835952414, 0.06337856219391262},
    {MM_BOOTSTRAP_MEDIAN, false, 0, 0.04009299029997937, 0.0},
    {MM_BOOTSTRAP_SD, false, 0, 0.19508795245443122, 0.1269234466702751},
    {MM_BOOTSTRAP_VAR, false, 0, 0.03805930919286241, 0.12205560048806133},
    {MM_BOOTSTRAP_QUANTILE, false, 0, 0.3913498360682665, 0.06000964311689231},
    {MM_BOOTSTRAP_TRIMMED, false, 0, 0.07263580985038454, 0.04228382889941599},
    {MM_BOOTSTRAP_CORR, true, 0, 0.8626338847225883, 0.13674561032796745},
    {MM_BOOTSTRAP_DIFF_MEAN, false, 0, -0.2618341527180674, -0.06836002842751902},
    {MM_BOOTSTRAP_DIFF_MEAN, true, 0, 0.04726353784245617, -0.01003109636161992},
    {MM_BOOTSTRAP_RATIO, false, 0, 0.3148797261993384, -0.04254156401389537},
    {MM_BOOTSTRAP_RATIO, true, 0, 1.6467825878463072, -0.10280249252653784},
    {MM_BOOTSTRAP_MEAN, false, 7, 0.03000195660181288, 0.019840967811054704},
    {MM_BOOTSTRAP_MEDIAN, false, 7, 0.020594843699297982, 0.015388311146589586},
    {MM_BOOTSTRAP_SD, false, 7, 0.021439741864933536, 0.0780887268939665},
    {MM_BOOTSTRAP_VAR, false, 7, 0.0004596625312349838, 0.07052514032090218},
    {MM_BOOTSTRAP_QUANTILE, false, 7, 0.05358466377121208, 0.12199311272165307},
    {MM_BOOTSTRAP_TRIMMED, false, 7, 0.03000195660181288, 0.019840967811054704},
    {MM_BOOTSTRAP_CORR, true, 7, 0.9381863873117329, 0.00981256065080028},
    {MM_BOOTSTRAP_DIFF_MEAN, false, 7, -0.6549650096473675, -0.09006968891233422},
    {MM_BOOTSTRAP_DIFF_MEAN, true, 7, 0.02551599514683124, 0.017274083591509965},
    {MM_BOOTSTRAP_RATIO, false, 7, 0.043800589050448646, -0.10819849703651255},
    {MM_BOOTSTRAP_RATIO, true, 7, 6.687965757818952, -0.07020820354255879},
};

/* A median of an even number has deviations of both signs that cancel: 0 up to rounding. */
static void check_acceleration(double actual, double expected) {
    if (expected == 0)
        mm_check_near(actual, 0, 1e-17);
    else
        mm_check_relative(actual, expected, 1e-12);
}

START_TEST(acceleration_as_scipy) {
    struct mm_bootstrap_data data = real_data(known[_i].paired);
    if (known[_i].n != 0) data.n = data.n_y = known[_i].n;
    struct mm_bootstrap_plan plan = plan_of(known[_i].statistic, MM_BOOTSTRAP_BCA, 50);
    struct mm_bootstrap_result result;
    ck_assert_int_eq(mm_bootstrap(&data, &plan, NULL, &result, NULL), MM_OK);
    mm_check_relative(result.estimate, known[_i].estimate, 4e-15);
    check_acceleration(result.acceleration, known[_i].acceleration);
}
END_TEST

/* Strata i mod 3; clusters i² mod 11, of 4 to 8 items; both: i mod 3 and (i/3) mod 4. The formulas of
 * bootstrap_interval.h over the statistic with each unit left out, in 50 digits (mpmath). Plain gives SciPy's numbers,
 * too. DIFF_MEAN is that of pairs. */
enum shape { PLAIN, STRATA, CLUSTERS, BOTH };
static const struct {
    enum mm_bootstrap_statistic statistic;
    enum shape shape;
    double acceleration, se;
} by_hand[] = {
    {MM_BOOTSTRAP_MEAN, PLAIN, 0.063378562193912862, 0.03084611369073194},
    {MM_BOOTSTRAP_MEAN, STRATA, 0.061645038866023959, 0.031565974919817176},
    {MM_BOOTSTRAP_MEAN, CLUSTERS, 0.07768440849737307, 0.035444553508149304},
    {MM_BOOTSTRAP_MEAN, BOTH, 0.049481444545259272, 0.036678372770435936},
    {MM_BOOTSTRAP_MEDIAN, PLAIN, 0.0, 0.031905079706764841},
    {MM_BOOTSTRAP_MEDIAN, STRATA, -0.00015502199730209701, 0.032321121291057677},
    {MM_BOOTSTRAP_MEDIAN, CLUSTERS, 0.0024183893622153479, 0.018485625224924423},
    {MM_BOOTSTRAP_MEDIAN, BOTH, -0.0011088908596278943, 0.022245124403129209},
    {MM_BOOTSTRAP_SD, PLAIN, 0.12692344667027529, 0.048707149049839482},
    {MM_BOOTSTRAP_SD, STRATA, 0.1180566549543965, 0.04946807443622025},
    {MM_BOOTSTRAP_SD, CLUSTERS, 0.10434312620209245, 0.053136210305257071},
    {MM_BOOTSTRAP_SD, BOTH, 0.080552995047104564, 0.049777347695706007},
    {MM_BOOTSTRAP_VAR, PLAIN, 0.12205560048806136, 0.01717105895312106},
    {MM_BOOTSTRAP_VAR, STRATA, 0.11394720564123794, 0.017459725990351455},
    {MM_BOOTSTRAP_VAR, CLUSTERS, 0.098178666011376159, 0.018640852546921368},
    {MM_BOOTSTRAP_VAR, BOTH, 0.078005649752700749, 0.017788643705224132},
    {MM_BOOTSTRAP_QUANTILE, PLAIN, 0.060009643116892227, 0.16303246747404708},
    {MM_BOOTSTRAP_QUANTILE, STRATA, 0.059090855769220527, 0.16653107371830759},
    {MM_BOOTSTRAP_QUANTILE, CLUSTERS, 0.08243008510751696, 0.12872646306065035},
    {MM_BOOTSTRAP_QUANTILE, BOTH, 0.048393879453963104, 0.14462458254611175},
    {MM_BOOTSTRAP_TRIMMED, PLAIN, 0.04228382889941567, 0.025884863435518723},
    {MM_BOOTSTRAP_TRIMMED, STRATA, 0.042216935278457392, 0.026534976038013617},
    {MM_BOOTSTRAP_TRIMMED, CLUSTERS, 0.067453811167718152, 0.025873025966609345},
    {MM_BOOTSTRAP_TRIMMED, BOTH, 0.040970308182436086, 0.032366636335963235},
    {MM_BOOTSTRAP_CORR, PLAIN, 0.13674561032796803, 0.1200194788330162},
    {MM_BOOTSTRAP_CORR, STRATA, 0.12554655360189344, 0.11924989392789201},
    {MM_BOOTSTRAP_CORR, CLUSTERS, 0.10745777022077619, 0.063942727279673553},
    {MM_BOOTSTRAP_CORR, BOTH, 0.084170920431827002, 0.10346122651630274},
    {MM_BOOTSTRAP_DIFF_MEAN, PLAIN, -0.010031096361619774, 0.017758342595669417},
    {MM_BOOTSTRAP_DIFF_MEAN, STRATA, -0.010065442278040608, 0.017654249568179326},
    {MM_BOOTSTRAP_DIFF_MEAN, CLUSTERS, -0.076961326064725753, 0.016458797781344078},
    {MM_BOOTSTRAP_DIFF_MEAN, BOTH, -0.016303415026164519, 0.010773069148364374},
    {MM_BOOTSTRAP_RATIO, PLAIN, -0.10280249252653782, 0.68394684600818586},
    {MM_BOOTSTRAP_RATIO, STRATA, -0.098730933547952476, 0.68984040683567041},
    {MM_BOOTSTRAP_RATIO, CLUSTERS, -0.050084489616938568, 0.46211106729135379},
    {MM_BOOTSTRAP_RATIO, BOTH, -0.06498537121978969, 0.56389591115698998},
};

static void label(enum shape shape, uint32_t *strata, uint32_t *clusters, struct mm_bootstrap_data *data) {
    for (uint32_t i = 0; i < NLL; i++) {
        strata[i] = 70 - i % 3;
        clusters[i] = shape == BOTH ? i / 3 % 4 : i * i % 11;
    }
    data->strata = shape == STRATA || shape == BOTH ? strata : NULL;
    data->clusters = shape == CLUSTERS || shape == BOTH ? clusters : NULL;
}

START_TEST(units_left_out) {
    uint32_t strata[NLL], clusters[NLL];
    struct mm_bootstrap_data data = real_data(true);
    label(by_hand[_i].shape, strata, clusters, &data);
    struct mm_bootstrap_plan plan = plan_of(by_hand[_i].statistic, MM_BOOTSTRAP_BCA, 10);
    struct mm_bootstrap_problem problem;
    struct mm_bootstrap_work work;
    struct mm_detail detail;
    ck_assert_int_eq(mm_bootstrap_problem_make(&problem, &data, &plan, &detail), MM_OK);
    ck_assert_int_eq(mm_bootstrap_work_make(&work, &problem), MM_OK);
    ck_assert_int_eq(mm_bootstrap_estimate(&problem, &work), MM_OK);
    problem.family->jackknife(&problem, &work);
    struct mm_jackknife sample = {work.deviations[0], problem.designs[0].stratum_start, problem.designs[0].strata};
    check_acceleration(mm_jackknife_acceleration(&sample, 1), by_hand[_i].acceleration);
    mm_check_relative(mm_jackknife_se(&sample, 1), by_hand[_i].se, 1e-12);
    mm_bootstrap_work_free(&work);
    mm_bootstrap_problem_free(&problem);
}
END_TEST

/* All the spread of x in one item: what remains without it is exactly none, and is summed anew. sd: θ_(i) is 0 once and
 * sd(0,0,0,1) = 1/2 four times, θ = √(1/5); d = ∓ 0.4, 0.1: Σd³/(6 (Σd²)^1.5) = (0.064 - 0.004)/(6 · 0.2^1.5). */
START_TEST(one_item_has_all_the_spread) {
    const double x[] = {0, 0, 0, 0, 1};
    struct mm_bootstrap_data data = {.x = x, .n = 5};
    struct mm_bootstrap_plan plan = plan_of(MM_BOOTSTRAP_SD, MM_BOOTSTRAP_BCA, 100);
    struct mm_bootstrap_result result;
    ck_assert_int_eq(mm_bootstrap(&data, &plan, NULL, &result, NULL), MM_OK);
    mm_check_relative(result.estimate, sqrt(0.2), 1e-15);
    mm_check_relative(result.acceleration, 0.06 / (6 * pow(0.2, 1.5)), 1e-14);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("bootstrap jackknife");
    TCase *group = tcase_create("bootstrap jackknife");
    tcase_add_loop_test(group, acceleration_as_scipy, 0, (int)(sizeof known / sizeof *known));
    tcase_add_loop_test(group, units_left_out, 0, (int)(sizeof by_hand / sizeof *by_hand));
    tcase_add_test(group, one_item_has_all_the_spread);
    suite_add_tcase(suite, group);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

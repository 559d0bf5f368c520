/* SPDX-License-Identifier: GPL-3.0-or-later */
/* NIST's certified means and standard deviations (StRD, univariate), to the digits that doubles allow. */
#include <cjson/cJSON.h>
#include <stdio.h>

#include "check_main.h"
#include "numeric/moments.h"

static const char *const sets[] = {"PiDigits", "Lottery", "Lew",     "Mavro",  "Michelso",
                                   "NumAcc1",  "NumAcc2", "NumAcc3", "NumAcc4"};

static const char *folder(void) {
    const char *path = getenv("MM_NIST");
    return path != NULL ? path : "../shared/data/nist";
}

/* A whole file as text, owned by the caller; null if there is none. */
static char *read_text(const char *name) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder(), name);
    FILE *file = fopen(path, "rb");
    if (file == NULL) return NULL;
    size_t capacity = 1 << 20;
    char *text = malloc(capacity);
    ck_assert_ptr_nonnull(text);
    size_t length = fread(text, 1, capacity - 1, file);
    ck_assert_uint_lt(length, capacity - 1);
    text[length] = '\0';
    fclose(file);
    return text;
}

/* Correct digits: log relative error, capped at 15, the digits that NIST certifies. */
static double correct_digits(double value, double certified) {
    double error = fabs(value - certified) / fabs(certified);
    return error == 0 ? 15 : fmin(15, -log10(error));
}

static struct mm_moments *moments_of(const char *set) {
    char name[64];
    snprintf(name, sizeof name, "%s.csv", set);
    char *text = read_text(name);
    ck_assert_msg(text != NULL, "%s is not there", name);
    struct mm_moments *moments = mm_moments_new(2);
    ck_assert_ptr_nonnull(moments);
    char *cell = strchr(text, '\n'); /* after the header */
    ck_assert_ptr_nonnull(cell);
    for (char *end;; cell = end) {
        double value = strtod(cell, &end);
        if (end == cell) break;
        mm_moments_add(moments, &value, 1, 1);
    }
    ck_assert_uint_eq(strspn(cell, " \r\n"), strlen(cell));
    free(text);
    return moments;
}

/* certified.json has the values as text, lre_ceiling_double_inputs.json the digits that exact arithmetic on the data
 * rounded to doubles attains: the inputs' rounding is all that costs digits in NumAcc3 and NumAcc4. The ceilings are
 * given to two decimals, and one error may be rounded to a double a little nearer or farther than the other, hence the
 * 0.05. */
START_TEST(univariate) {
    const double slack = 0.05;
    char *certified_text = read_text("certified.json"), *ceiling_text = read_text("lre_ceiling_double_inputs.json");
    if (certified_text == NULL || ceiling_text == NULL) {
        printf("skipped: no NIST data in %s (MM_NIST names another folder)\n", folder());
        fflush(stdout);
        free(certified_text);
        free(ceiling_text);
        return;
    }
    cJSON *certified = cJSON_Parse(certified_text), *ceilings = cJSON_Parse(ceiling_text);
    ck_assert(certified != NULL && ceilings != NULL);
    printf("%-9s %-9s %8s %8s\n", "set", "quantity", "ceiling", "ours");
    for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++) {
        const cJSON *set = cJSON_GetObjectItemCaseSensitive(certified, sets[i]);
        const cJSON *best = cJSON_GetObjectItemCaseSensitive(ceilings, sets[i]);
        struct mm_moments *moments = moments_of(sets[i]);
        double values[2];
        ck_assert_uint_eq(mm_moments_count(moments),
                          strtoull(cJSON_GetObjectItemCaseSensitive(set, "n")->valuestring, NULL, 10));
        ck_assert_int_eq(mm_moments_mean(moments, &values[0]), MM_OK);
        ck_assert_int_eq(mm_moments_sd(moments, 1, &values[1]), MM_OK);
        mm_moments_free(moments);
        static const char *const quantities[] = {"mean", "sd"};
        for (int q = 0; q < 2; q++) {
            double known = strtod(cJSON_GetObjectItemCaseSensitive(set, quantities[q])->valuestring, NULL);
            double ceiling = cJSON_GetObjectItemCaseSensitive(best, quantities[q])->valuedouble;
            double digits = correct_digits(values[q], known);
            printf("%-9s %-9s %8.2f %8.2f\n", sets[i], quantities[q], ceiling, digits);
            fflush(stdout);
            ck_assert_msg(digits >= ceiling - slack, "%s %s: %.17g has %.2f digits of %.2f", sets[i], quantities[q],
                          values[q], digits, ceiling);
        }
    }
    cJSON_Delete(certified);
    cJSON_Delete(ceilings);
    free(certified_text);
    free(ceiling_text);
}
END_TEST

MM_CHECK_MAIN("nist", univariate)

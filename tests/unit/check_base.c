/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Status, error, memory, text and parallel: what their headers promise. Expected values follow from the definitions. */
#include <sched.h>
#include <stdatomic.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/parallel.h"
#include "base/text.h"

#include "check_main.h"

START_TEST(status_has_exit_and_text) {
    static const int exits[] = {[MM_OK] = 0,     [MM_NEGATIVE] = 1, [MM_USAGE] = 2,      [MM_DATA] = 3,
                                [MM_SHAPE] = 3,  [MM_TOO_FEW] = 3,  [MM_NOT_FINITE] = 3, [MM_NOT_DISTRIBUTION] = 3,
                                [MM_DOMAIN] = 4, [MM_CONSTANT] = 4, [MM_SINGULAR] = 4,   [MM_NO_CONVERGENCE] = 4,
                                [MM_MEMORY] = 5, [MM_SYSTEM] = 5};
    for (size_t i = 0; i < sizeof exits / sizeof *exits; i++) {
        ck_assert_int_eq(mm_exit_status((enum mm_status)i), exits[i]);
        const char *text = mm_status_text((enum mm_status)i);
        ck_assert(text[0] >= 'a' && text[0] <= 'z' && text[strlen(text) - 1] != '.');
    }
    ck_assert_str_eq(mm_status_text(MM_SINGULAR), "matrix is singular");
}
END_TEST

START_TEST(error_keeps_place_and_escapes) {
    struct mm_error error = {0};
    ck_assert_int_eq(mm_fail(NULL, MM_DATA, "x"), MM_DATA);
    ck_assert_int_eq(mm_fail_memory(NULL), MM_MEMORY);
    ck_assert_int_eq(mm_fail_at(&error, MM_DATA, "a.csv", 17, 3, "not a number: '%s'", "a\tb\n\x1b[1m"), MM_DATA);
    ck_assert_str_eq(error.text, "not a number: 'a\\tb\\n\\x1b[1m'");
    ck_assert_str_eq(error.file, "a.csv");
    ck_assert_int_eq(mm_fail(&error, MM_SHAPE, "again: %s", error.text), MM_SHAPE);
    ck_assert_uint_eq(error.line, 17);
    ck_assert_uint_eq(error.column, 3);
    ck_assert_str_eq(error.text, "again: not a number: 'a\\tb\\n\\x1b[1m'");
    mm_fail_at(&error, MM_DATA, NULL, 1, 0, "x");
    ck_assert_str_eq(error.file, "a.csv");
    ck_assert_int_eq(mm_fail_memory(&error), MM_MEMORY);
    ck_assert_str_eq(error.text, "out of memory");
    /* Valid UTF-8 stays; a lone byte, an overlong form, a surrogate and a C1 control character do not. */
    mm_fail(&error, MM_DATA, "%s",
            "\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80 \xff \xc0\xaf \xed\xa0\x80 \xc2\x9b \xe2\x82");
    ck_assert_str_eq(error.text,
                     "\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80 \\xff \\xc0\\xaf \\xed\\xa0\\x80 \\xc2\\x9b \\xe2\\x82");
}
END_TEST

START_TEST(error_is_cut_with_dots) {
    struct mm_error error = {0};
    char text[2 * MM_ERROR_TEXT];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    mm_fail(&error, MM_DATA, "%s", text);
    ck_assert_uint_eq(strlen(error.text), MM_ERROR_TEXT - 1);
    ck_assert_str_eq(error.text + MM_ERROR_TEXT - 5, "x...");
    memset(text, '\1', sizeof text - 1);
    mm_fail_at(&error, MM_DATA, text, 0, 0, "%s", text);
    ck_assert_uint_lt(strlen(error.text), MM_ERROR_TEXT);
    ck_assert_str_eq(error.text + strlen(error.text) - 7, "\\x01...");
    ck_assert_uint_eq(strlen(error.file), MM_ERROR_FILE - 1);
    ck_assert_int_eq(strncmp(error.file, "...\1", 4), 0);
    /* Exactly full is not cut. */
    memset(text, 'y', MM_ERROR_TEXT - 1);
    text[MM_ERROR_TEXT - 1] = '\0';
    mm_fail(&error, MM_DATA, "%s", text);
    ck_assert_str_eq(error.text, text);
}
END_TEST

START_TEST(error_describes_what_is_known) {
    char text[80], small[8];
    struct mm_error error = {.line = 17, .column = 3, .file = "a\nb.csv", .text = "bad"};
    ck_assert_str_eq(mm_error_describe(&error, text, sizeof text), "a\\nb.csv:17:3: bad");
    error = (struct mm_error){.line = 17, .file = "-", .text = "bad"};
    ck_assert_str_eq(mm_error_describe(&error, text, sizeof text), "standard input:17: bad");
    error = (struct mm_error){.file = "f", .text = "bad"};
    ck_assert_str_eq(mm_error_describe(&error, text, sizeof text), "f: bad");
    error = (struct mm_error){.line = 2, .column = 4, .text = "bad"};
    ck_assert_str_eq(mm_error_describe(&error, text, sizeof text), "2:4: bad");
    error = (struct mm_error){.text = "something long"};
    ck_assert_str_eq(mm_error_describe(&error, small, sizeof small), "some...");
    ck_assert_str_eq(mm_error_describe(&error, small, 1), "");
}
END_TEST

START_TEST(memory_refuses_overflow) {
    size_t product;
    ck_assert(mm_multiply_sizes(SIZE_MAX, 1, &product) && product == SIZE_MAX);
    ck_assert(!mm_multiply_sizes(SIZE_MAX / 2 + 1, 2, &product));
    ck_assert_ptr_null(mm_new(SIZE_MAX / 4, 8));
    ck_assert_ptr_null(mm_new_zero(SIZE_MAX, 2));
    ck_assert_ptr_null(mm_new_doubles(SIZE_MAX / 8, 2));
    ck_assert_ptr_null(mm_new_doubles(SIZE_MAX / 8, 1));
    void *empty = mm_new(0, 8), *zero = mm_new_zero(8, 0);
    double *none = mm_new_doubles(0, 5), *some = mm_new_doubles(3, 3);
    ck_assert(empty && zero && none && some);
    ck_assert_uint_eq((uintptr_t)some % 64, 0);
    for (size_t i = 0; i < 9; i++) some[i] = 1;
    free(empty);
    free(zero);
    free(none);
    free(some);
}
END_TEST

START_TEST(memory_grows_by_doubling) {
    int *items = NULL;
    size_t capacity = 0, moves = 0;
    for (size_t count = 0; count < 1000; count++) {
        size_t before = capacity;
        ck_assert(mm_grow(&items, &capacity, count, 1, sizeof *items));
        moves += capacity != before;
        items[count] = (int)count;
    }
    ck_assert_uint_le(moves, 10);
    for (int i = 0; i < 1000; i++) ck_assert_int_eq(items[i], i);
    ck_assert(!mm_grow(&items, &capacity, 1000, SIZE_MAX - 10, sizeof *items));
    ck_assert(!mm_grow(&items, &capacity, 1000, SIZE_MAX / 2, sizeof *items));
    ck_assert_int_eq(items[999], 999);
    free(items);
}
END_TEST

START_TEST(spans_compare) {
    struct mm_span absent = {NULL, 0};
    ck_assert(mm_span_is(mm_span_of("abc"), "abc"));
    ck_assert(!mm_span_is(mm_span_of("abc"), "ab"));
    ck_assert(!mm_span_equal(mm_span_of("abc"), mm_span_of("abd")));
    ck_assert(mm_span_equal(absent, mm_span_of("")));
    ck_assert(mm_span_equal(mm_span_of(NULL), absent));
}
END_TEST

START_TEST(buffer_collects) {
    struct mm_buffer buffer = {0};
    mm_buffer_add_text(&buffer, "abc");
    mm_buffer_add_byte(&buffer, '-');
    mm_buffer_add(&buffer, "xyz", 2);
    mm_buffer_printf(&buffer, "%d%s", 42, "!");
    ck_assert_str_eq(buffer.text, "abc-xy42!");
    char *place = mm_buffer_reserve(&buffer, 3);
    memcpy(place, "end", 3);
    buffer.length += 3;
    char *text = mm_buffer_take(&buffer);
    ck_assert_str_eq(text, "abc-xy42!end");
    free(text);
    text = mm_buffer_take(&buffer);
    ck_assert_str_eq(text, "");
    free(text);
}
END_TEST

START_TEST(buffer_remembers_failure) {
    struct mm_buffer buffer = {0};
    mm_buffer_add_text(&buffer, "kept");
    ck_assert_ptr_null(mm_buffer_reserve(&buffer, SIZE_MAX));
    ck_assert(buffer.failed);
    mm_buffer_add_text(&buffer, "dropped");
    ck_assert_str_eq(buffer.text, "kept");
    mm_buffer_clear(&buffer);
    ck_assert(!buffer.failed && buffer.length == 0);
    mm_buffer_add_text(&buffer, "again");
    ck_assert_str_eq(buffer.text, "again");
    ck_assert_ptr_null(mm_buffer_reserve(&buffer, SIZE_MAX - 3));
    ck_assert_ptr_null(mm_buffer_take(&buffer));
    mm_buffer_free(&buffer);
}
END_TEST

START_TEST(strings_split_and_copy) {
    struct mm_strings pieces = {0}, copy = {0};
    ck_assert(mm_strings_split(&pieces, "", ',') && pieces.count == 0);
    ck_assert(mm_strings_split(&pieces, " a ,\tb c,, d", ','));
    ck_assert(mm_strings_copy(&copy, &pieces));
    static const char *const expected[] = {"a", "b c", "", "d"};
    ck_assert_uint_eq(copy.count, 4);
    for (size_t i = 0; i < 4; i++) ck_assert_str_eq(copy.items[i], expected[i]);
    ck_assert(mm_strings_add(&copy, "part of this", 4));
    ck_assert_str_eq(copy.items[4], "part");
    mm_strings_free(&pieces);
    mm_strings_free(&copy);
    ck_assert_ptr_null(copy.items);
}
END_TEST

START_TEST(names_are_suggested) {
    ck_assert_uint_eq(mm_edit_distance("", ""), 0);
    ck_assert_uint_eq(mm_edit_distance("", "abc"), 3);
    ck_assert_uint_eq(mm_edit_distance("abc", ""), 3);
    /* Textbook pairs: kitten to sitting takes 3, a swap of neighbours 1; ca to abc takes 3 when no substring is edited
     * twice (2 in the unrestricted distance). */
    ck_assert_uint_eq(mm_edit_distance("kitten", "sitting"), 3);
    ck_assert_uint_eq(mm_edit_distance("acuracy", "accuracy"), 1);
    ck_assert_uint_eq(mm_edit_distance("epcoh", "epoch"), 1);
    ck_assert_uint_eq(mm_edit_distance("ca", "abc"), 3);
    ck_assert_uint_eq(mm_edit_distance("LOSS", "loss"), 0);
    static const char *const names[] = {"accuracy", "loss", "epoch", "lass"};
    ck_assert_str_eq(mm_nearest_name("acuracy", names, 4), "accuracy");
    ck_assert_str_eq(mm_nearest_name("Loss", names, 4), "loss");
    ck_assert_str_eq(mm_nearest_name("lsas", names, 4), "lass");
    ck_assert_ptr_null(mm_nearest_name("precision", names, 4));
    ck_assert_ptr_null(mm_nearest_name("loss", names, 0));
}
END_TEST

enum { TASKS = 1000 };

struct record {
    atomic_int calls[TASKS];
    atomic_size_t worst_worker;
};

static void note(void *context, size_t index, size_t worker) {
    struct record *record = context;
    atomic_fetch_add(&record->calls[index], 1);
    if (worker > atomic_load(&record->worst_worker)) atomic_store(&record->worst_worker, worker);
}

START_TEST(parallel_runs_every_index_once) {
    static const size_t threads[] = {0, 1, 2, 4, 64, 5000};
    static struct record record;
    for (size_t t = 0; t < sizeof threads / sizeof *threads; t++) {
        memset(&record, 0, sizeof record);
        mm_parallel(threads[t], TASKS, note, &record);
        for (size_t i = 0; i < TASKS; i++) ck_assert_int_eq(record.calls[i], 1);
        ck_assert(record.worst_worker == 0 || record.worst_worker < threads[t]);
    }
    memset(&record, 0, sizeof record);
    mm_parallel(4, 0, note, &record);
    ck_assert_int_eq(record.calls[0], 0);
}
END_TEST

START_TEST(processors_follow_the_affinity_mask) {
    ck_assert_uint_ge(mm_processors(), 1);
    cpu_set_t before, one;
    ck_assert_int_eq(sched_getaffinity(0, sizeof before, &before), 0);
    ck_assert_uint_eq(mm_processors(), (size_t)CPU_COUNT(&before));
    CPU_ZERO(&one);
    for (size_t i = 0; i < CPU_SETSIZE && CPU_COUNT(&one) == 0; i++) {
        if (CPU_ISSET(i, &before)) CPU_SET(i, &one);
    }
    ck_assert_int_eq(sched_setaffinity(0, sizeof one, &one), 0);
    ck_assert_uint_eq(mm_processors(), 1);
    ck_assert_int_eq(sched_setaffinity(0, sizeof before, &before), 0);
}
END_TEST

MM_CHECK_MAIN("base", status_has_exit_and_text, error_keeps_place_and_escapes, error_is_cut_with_dots,
              error_describes_what_is_known, memory_refuses_overflow, memory_grows_by_doubling, spans_compare,
              buffer_collects, buffer_remembers_failure, strings_split_and_copy, names_are_suggested,
              parallel_runs_every_index_once, processors_follow_the_affinity_mask)

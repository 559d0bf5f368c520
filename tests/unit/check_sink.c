/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Byte sinks: what reaches memory, files, links and full devices. Expected values follow from the header. */
#include "io/sink.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check_main.h"

enum { LARGE = 300000 };

static char directory[] = "/tmp/mm-check-sink-XXXXXX";
static char path[sizeof directory + 64];

static const char *in_directory(const char *name) {
    snprintf(path, sizeof path, "%s/%s", directory, name);
    return path;
}

/* Every test has a directory of its own, since each runs in a process of its own or after the last one's removal. */
static void enter(void) {
    strcpy(directory + sizeof directory - 7, "XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(directory));
}

/* Removes the directory, and fails if it holds another number of files than COUNT: a forgotten temporary file. */
static void leave(int count) {
    DIR *stream = opendir(directory);
    ck_assert_ptr_nonnull(stream);
    for (const struct dirent *entry; (entry = readdir(stream));) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        unlinkat(dirfd(stream), entry->d_name, 0);
        count--;
    }
    closedir(stream);
    ck_assert_int_eq(rmdir(directory), 0);
    ck_assert_int_eq(count, 0);
}

static void put(const char *name, const char *text) {
    FILE *file = fopen(in_directory(name), "w");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    ck_assert_int_eq(fclose(file), 0);
}

static void file_is(const char *name, const char *expected, size_t length) {
    char *text = malloc(length + 1);
    FILE *file = fopen(in_directory(name), "r");
    ck_assert(text && file);
    ck_assert_uint_eq(fread(text, 1, length + 1, file), length);
    ck_assert_mem_eq(text, expected, length);
    fclose(file);
    free(text);
}

static struct mm_sink *open_in(const char *name) {
    struct mm_sink *sink;
    struct mm_error error = {0};
    ck_assert_msg(mm_sink_open(&sink, in_directory(name), &error) == MM_OK, "%s", error.text);
    return sink;
}

static void commits(struct mm_sink *sink) {
    struct mm_error error = {0};
    ck_assert_msg(mm_sink_commit(sink, &error) == MM_OK, "%s", error.text);
}

START_TEST(memory_collects) {
    struct mm_sink *sink;
    struct mm_error error = {0};
    size_t length;
    ck_assert_int_eq(mm_sink_open_memory(&sink, &error), MM_OK);
    ck_assert_str_eq(mm_sink_bytes(sink, &length), "");
    mm_sink_write(sink, "abc", 3);
    memcpy(mm_sink_reserve(sink, 10), "defg", 4);
    mm_sink_advance(sink, 4);
    mm_sink_write(sink, "", 0);
    ck_assert(mm_sink_can_patch(sink));
    ck_assert_int_eq(mm_sink_patch(sink, 1, "XY", 2, &error), MM_OK);
    ck_assert_int_eq(mm_sink_patch(sink, 6, "XY", 2, &error), MM_SYSTEM);
    ck_assert_int_eq(mm_sink_patch(sink, UINT64_MAX, "XY", 2, &error), MM_SYSTEM);
    const char *bytes = mm_sink_bytes(sink, &length);
    ck_assert(length == 7 && memcmp(bytes, "aXYdefg", 7) == 0);
    ck_assert_ptr_null(mm_sink_reserve(sink, 70000));
    commits(sink);
    mm_sink_abandon(NULL);
}
END_TEST

/* Writes LARGE bytes by all three ways of writing; the pattern has a prime period so that no block repeats. */
static void write_large(struct mm_sink *sink, char *expected) {
    for (size_t i = 0; i < LARGE; i++) expected[i] = (char)('a' + i % 251 % 26);
    size_t done = 0;
    for (size_t step = 1; done < LARGE; step = step * 5 % 65521 + 1) {
        size_t length = step < LARGE - done ? step : LARGE - done;
        if (step % 2) {
            mm_sink_write(sink, expected + done, length);
        } else {
            memcpy(mm_sink_reserve(sink, length), expected + done, length);
            mm_sink_advance(sink, length);
        }
        done += length;
        if (done < LARGE - 100000) continue;
        mm_sink_write(sink, expected + done, LARGE - done);
        done = LARGE;
    }
}

START_TEST(files_appear_on_commit) {
    enter();
    char *expected = malloc(LARGE);
    struct mm_sink *sink = open_in("out");
    ck_assert_int_eq(access(path, F_OK), -1);
    write_large(sink, expected);
    ck_assert_int_eq(mm_sink_flush(sink, NULL), MM_OK);
    ck_assert_int_eq(access(path, F_OK), -1);
    ck_assert(mm_sink_can_patch(sink));
    memcpy(expected + 70000, "patched", 7);
    ck_assert_int_eq(mm_sink_patch(sink, 70000, "patched", 7, NULL), MM_OK);
    ck_assert_int_eq(mm_sink_patch(sink, LARGE - 1, "xx", 2, NULL), MM_SYSTEM);
    commits(sink);
    file_is("out", expected, LARGE);
    free(expected);
    leave(1);
}
END_TEST

START_TEST(abandoned_files_are_untouched) {
    enter();
    put("out", "old");
    struct mm_sink *sink = open_in("out");
    mm_sink_write(sink, "new", 3);
    mm_sink_flush(sink, NULL);
    mm_sink_abandon(sink);
    file_is("out", "old", 3);
    leave(1);
}
END_TEST

static mode_t mode_of(const char *name) {
    struct stat status;
    ck_assert_int_eq(stat(in_directory(name), &status), 0);
    return status.st_mode & 07777;
}

START_TEST(modes_are_kept) {
    enter();
    mode_t before = umask(027);
    struct mm_sink *sink = open_in("fresh");
    commits(sink);
    ck_assert_uint_eq(mode_of("fresh"), 0640);
    ck_assert_int_eq(chmod(path, 0604), 0);
    sink = open_in("fresh");
    mm_sink_write(sink, "x", 1);
    commits(sink);
    ck_assert_uint_eq(mode_of("fresh"), 0604);
    ck_assert_uint_eq(umask(before), 027);
    leave(1);
}
END_TEST

START_TEST(links_are_followed) {
    enter();
    put("target", "old");
    char link[sizeof path];
    strcpy(link, in_directory("link"));
    ck_assert_int_eq(symlink("target", link), 0);
    ck_assert_int_eq(symlink(link, in_directory("second")), 0);
    ck_assert_int_eq(symlink("absent", in_directory("dangling")), 0);
    ck_assert_int_eq(symlink("loop", in_directory("loop")), 0);
    struct mm_sink *sink = open_in("second");
    mm_sink_write(sink, "new", 3);
    commits(sink);
    file_is("target", "new", 3);
    sink = open_in("dangling");
    mm_sink_write(sink, "made", 4);
    commits(sink);
    file_is("absent", "made", 4);
    struct stat status;
    ck_assert(lstat(in_directory("dangling"), &status) == 0 && S_ISLNK(status.st_mode));
    ck_assert(lstat(in_directory("second"), &status) == 0 && S_ISLNK(status.st_mode));
    struct mm_error error = {0};
    ck_assert_int_eq(mm_sink_open(&sink, in_directory("loop"), &error), MM_SYSTEM);
    ck_assert_str_eq(error.text, "cannot create: Too many levels of symbolic links");
    leave(6);
}
END_TEST

START_TEST(devices_are_written_in_place) {
    struct mm_sink *sink;
    struct mm_error error = {0};
    ck_assert_int_eq(mm_sink_open(&sink, "/dev/null", &error), MM_OK);
    ck_assert(!mm_sink_can_patch(sink));
    mm_sink_write(sink, "x", 1);
    ck_assert_int_eq(mm_sink_patch(sink, 0, "y", 1, &error), MM_SYSTEM);
    commits(sink);
    ck_assert_int_eq(mm_sink_open(&sink, "/dev/full", &error), MM_OK);
    mm_sink_write(sink, "x", 1);
    ck_assert_int_eq(mm_sink_commit(sink, &error), MM_SYSTEM);
    ck_assert_str_eq(error.file, "/dev/full");
    ck_assert_str_eq(error.text, "cannot write: No space left on device");
}
END_TEST

START_TEST(pipes_are_written_in_place) {
    enter();
    ck_assert_int_eq(mkfifo(in_directory("pipe"), 0600), 0);
    int end = open(path, O_RDONLY | O_NONBLOCK);
    struct mm_sink *sink = open_in("pipe");
    mm_sink_write(sink, "through", 7);
    commits(sink);
    char text[8];
    ck_assert(read(end, text, sizeof text) == 7 && memcmp(text, "through", 7) == 0);
    close(end);
    struct stat status;
    ck_assert(stat(in_directory("pipe"), &status) == 0 && S_ISFIFO(status.st_mode));
    leave(1);
}
END_TEST

START_TEST(the_first_error_is_kept) {
    struct mm_sink *sink;
    struct mm_error error = {0};
    ck_assert_int_eq(mm_sink_open(&sink, "/dev/full", &error), MM_OK);
    for (int i = 0; i < 100; i++) {
        char *place = mm_sink_reserve(sink, 60000);
        memset(place, 'x', 60000);
        mm_sink_advance(sink, 60000);
    }
    ck_assert_int_eq(mm_sink_flush(sink, &error), MM_SYSTEM);
    ck_assert_int_eq(mm_sink_flush(sink, &error), MM_SYSTEM);
    ck_assert_str_eq(error.text, "cannot write: No space left on device");
    mm_sink_abandon(sink);
}
END_TEST

START_TEST(a_failed_commit_leaves_nothing) {
    enter();
    put("out", "old");
    struct mm_sink *sink = open_in("out");
    char *expected = malloc(LARGE);
    /* A file that may not grow further stands for a full disk. */
    struct rlimit before, small;
    ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &before), 0);
    small = before;
    small.rlim_cur = 100000;
    signal(SIGXFSZ, SIG_IGN);
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &small), 0);
    write_large(sink, expected);
    struct mm_error error = {0};
    enum mm_status status = mm_sink_commit(sink, &error);
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &before), 0);
    signal(SIGXFSZ, SIG_DFL);
    ck_assert_int_eq(status, MM_SYSTEM);
    ck_assert_str_eq(error.text, "cannot write: File too large");
    file_is("out", "old", 3);
    free(expected);
    leave(1);
}
END_TEST

START_TEST(what_cannot_be_made_says_so) {
    struct mm_sink *sink;
    struct mm_error error = {0};
    ck_assert_int_eq(mm_sink_open(&sink, "/no/such/directory/out", &error), MM_SYSTEM);
    ck_assert_ptr_null(sink);
    ck_assert_str_eq(error.file, "/no/such/directory/out");
    ck_assert_str_eq(error.text, "cannot create: No such file or directory");
    ck_assert_int_eq(mm_sink_open(&sink, "/", &error), MM_SYSTEM);
    ck_assert_str_eq(error.text, "cannot open: Is a directory");
    enter();
    put("out", "old");
    chmod(path, 0400);
    /* The superuser may write everything. */
    if (geteuid() != 0) {
        ck_assert_int_eq(mm_sink_open(&sink, path, &error), MM_SYSTEM);
        ck_assert_str_eq(error.text, "cannot write: Permission denied");
    }
    leave(1);
}
END_TEST

START_TEST(standard_output_stays_open) {
    enter();
    put("out", "head ");
    int before = dup(STDOUT_FILENO), file = open(path, O_WRONLY);
    ck_assert(before >= 0 && file >= 0);
    lseek(file, 5, SEEK_SET);
    dup2(file, STDOUT_FILENO);
    struct mm_sink *sink;
    struct mm_error error = {0};
    enum mm_status opened = mm_sink_open(&sink, NULL, &error);
    bool patchable = mm_sink_can_patch(sink);
    mm_sink_write(sink, "0000 rows", 9);
    enum mm_status patched = mm_sink_patch(sink, 0, "0042", 4, &error);
    enum mm_status committed = mm_sink_commit(sink, &error);
    int flags = fcntl(STDOUT_FILENO, F_GETFD);
    /* After >> nothing can be patched. */
    fcntl(STDOUT_FILENO, F_SETFL, O_APPEND);
    enum mm_status again = mm_sink_open(&sink, NULL, &error);
    bool append = mm_sink_can_patch(sink);
    mm_sink_abandon(sink);
    int full = open("/dev/full", O_WRONLY);
    dup2(full, STDOUT_FILENO);
    mm_sink_open(&sink, NULL, &error);
    mm_sink_write(sink, "x", 1);
    strcpy(error.file, "input.csv");
    enum mm_status filled = mm_sink_commit(sink, &error);
    dup2(before, STDOUT_FILENO);
    ck_assert(opened == MM_OK && patchable && patched == MM_OK && committed == MM_OK && flags >= 0);
    ck_assert(again == MM_OK && !append);
    ck_assert_int_eq(filled, MM_SYSTEM);
    ck_assert_str_eq(error.file, "");
    ck_assert_str_eq(error.text, "cannot write: No space left on device");
    close(full);
    close(file);
    close(before);
    file_is("out", "head 0042 rows", 14);
    leave(1);
}
END_TEST

MM_CHECK_MAIN("sink", memory_collects, files_appear_on_commit, abandoned_files_are_untouched, modes_are_kept,
              links_are_followed, devices_are_written_in_place, pipes_are_written_in_place, the_first_error_is_kept,
              a_failed_commit_leaves_nothing, what_cannot_be_made_says_so, standard_output_stays_open)

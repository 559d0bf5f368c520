/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs golden tests of commands: scripts, with the output, the messages and the exit status that they shall have.
 *
 *     run -b BIN -d DATA FILE.t...
 *
 * A case is a run of lines, ended by a blank one:
 *
 *     # a comment
 *     $ a command for sh; further $ lines directly below continue the script
 *     < a line of standard input (none: /dev/null)
 *     > a line of standard output, which must agree byte for byte
 *     2> a line of standard error, which must then agree byte for byte
 *     2>* a text that standard error must contain
 *     ? 3                  the exit status (0 without this line)
 *     ~ 1e-14              numbers in the output may differ by this, relative (absolute below 1)
 *
 * Without a 2> line standard error must be empty where the status is 0 and may hold anything elsewhere.
 * Each script runs in DATA, with BIN first in PATH, an empty directory as TMPDIR, and the C locale. */
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <math.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { LIMIT_SECONDS = 20, SHOWN_LINES = 12, TIMED_OUT = -1 };

/* A text that grows. */
struct text {
    char *bytes;
    size_t length;
};

struct test {
    const char *file;
    size_t line; /* of its first $ */
    struct text script, input, output, errors, contained;
    bool has_input, has_errors, has_contained;
    int status;
    double tolerance;
};

static size_t passed, failed;
static char work[PATH_MAX]; /* holds in, out, err and the TMPDIR of the case under way */

static void die(const char *what, const char *name) {
    fprintf(stderr, "run: %s: %s: %s\n", name, what, strerror(errno));
    exit(2);
}

static void add(struct text *text, const char *bytes, size_t length) {
    char *grown = realloc(text->bytes, text->length + length + 1);
    if (grown == NULL) die("memory", "text");
    memcpy(grown + text->length, bytes, length);
    text->bytes = grown;
    text->length += length;
    grown[text->length] = '\0';
}

static void add_line(struct text *text, const char *line) {
    add(text, line, strlen(line));
    add(text, "\n", 1);
}

static struct text read_all(const char *path) {
    struct text text = {0};
    char block[65536];
    FILE *file = fopen(path, "r");
    if (file == NULL) die("cannot open", path);
    add(&text, "", 0);
    for (size_t got; (got = fread(block, 1, sizeof block, file)) > 0;) add(&text, block, got);
    fclose(file);
    return text;
}

static const char *in_work(const char *name) {
    static char path[PATH_MAX + 16];
    snprintf(path, sizeof path, "%s/%s", work, name);
    return path;
}

/* ---- running ---- */

static void redirect(int fd, const char *path, int flags) {
    int file = open(path, flags, 0666);
    if (file < 0 || dup2(file, fd) < 0) die("cannot open", path);
    close(file);
}

static void be_the_script(const struct test *test, const char *data) {
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    setpgid(0, 0);
    redirect(0, test->has_input ? in_work("in") : "/dev/null", O_RDONLY);
    redirect(1, in_work("out"), O_WRONLY | O_CREAT | O_TRUNC);
    redirect(2, in_work("err"), O_WRONLY | O_CREAT | O_TRUNC);
    if (chdir(data) != 0) die("cannot enter", data);
    setenv("TMPDIR", in_work("tmp"), 1);
    execl("/bin/sh", "sh", "-c", test->script.bytes, (char *)NULL);
    die("cannot run", "/bin/sh");
}

/* The exit status as a shell tells it, or TIMED_OUT. The whole process group is killed: a pipeline leaves nobody. */
static int run_script(const struct test *test, const char *data) {
    sigset_t child;
    int status;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, NULL);
    fflush(NULL);
    pid_t pid = fork();
    if (pid < 0) die("cannot fork", "sh");
    if (pid == 0) be_the_script(test, data);
    setpgid(pid, pid); /* whichever of the two comes first */
    time_t end = time(NULL) + LIMIT_SECONDS;
    for (;;) {
        if (waitpid(pid, &status, WNOHANG) == pid) break;
        if (time(NULL) >= end) {
            kill(-pid, SIGKILL);
            waitpid(pid, &status, 0);
            return TIMED_OUT;
        }
        sigtimedwait(&child, NULL, &(struct timespec){.tv_sec = 1});
    }
    kill(-pid, SIGKILL);
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

/* ---- comparing ---- */

static bool is_token(char c) {
    return c != '\0' && strchr(" \t\n,;:=[]{}()\"", c) == NULL;
}

static bool parse(const char *text, size_t length, double *value) {
    char copy[64], *end;
    if (length == 0 || length >= sizeof copy) return false;
    memcpy(copy, text, length);
    copy[length] = '\0';
    *value = strtod(copy, &end);
    return *end == '\0';
}

static bool near(double a, double b, double tolerance) {
    if (isnan(a) || isnan(b)) return isnan(a) && isnan(b);
    if (isinf(a) || isinf(b)) return a == b;
    return fabs(a - b) <= tolerance * fmax(1, fabs(b));
}

/* Equal byte for byte, save that tokens which are numbers may differ by the tolerance. */
static bool agree(const char *got, const char *want, double tolerance) {
    if (tolerance == 0) return strcmp(got, want) == 0;
    while (*got != '\0' && *want != '\0') {
        size_t n = 0, m = 0;
        double a, b;
        while (is_token(got[n])) n++;
        while (is_token(want[m])) m++;
        bool same = n == m && memcmp(got, want, n) == 0;
        if (!same && !(parse(got, n, &a) && parse(want, m, &b) && near(a, b, tolerance))) return false;
        got += n;
        want += m;
        if (*got != *want) return false;
        if (*got != '\0') got++, want++;
    }
    return *got == *want;
}

/* ---- reporting ---- */

static void show(char mark, const char *text, const char *end) {
    size_t lines = 0;
    while (text < end && lines++ < SHOWN_LINES) {
        const char *stop = memchr(text, '\n', (size_t)(end - text));
        bool whole = stop != NULL;
        if (!whole) stop = end;
        printf("    %c %.*s%s\n", mark, (int)(stop - text), text, whole ? "" : "  (no newline)");
        text = stop + whole;
    }
    if (text < end) printf("    %c …\n", mark);
}

/* The lines that differ: what both texts begin and end with is left out. */
static void show_difference(const char *name, struct text want, struct text got) {
    const char *a = want.bytes ? want.bytes : "", *b = got.bytes;
    const char *a_end = a + want.length, *b_end = b + got.length, *line = a;
    size_t same = 0;
    while (a + same < a_end && b + same < b_end && a[same] == b[same])
        if (a[same++] == '\n') line = a + same;
    b += line - a;
    a = line;
    printf("  %s differs (- expected, + got):\n", name);
    show('-', a, a_end);
    show('+', b, b_end);
}

/* Says what is wrong, the first time with the case's place. */
static bool complain(const struct test *test, bool well) {
    if (well) printf("FAIL %s:%zu\n  $ %s", test->file, test->line, test->script.bytes);
    return false;
}

static bool check_errors(const struct test *test, struct text got, bool well) {
    if (test->has_errors || (test->status == 0 && !test->has_contained)) {
        const char *want = test->errors.bytes ? test->errors.bytes : "";
        if (strcmp(got.bytes, want) == 0) return well;
        well = complain(test, well);
        show_difference("standard error", test->errors, got);
        return well;
    }
    const char *next = test->contained.bytes;
    for (size_t length; next != NULL && *next != '\0'; next += length + 1) {
        length = strcspn(next, "\n");
        if (memmem(got.bytes, got.length, next, length) != NULL) continue;
        well = complain(test, well);
        printf("  standard error does not contain '%.*s':\n", (int)length, next);
        show('+', got.bytes, got.bytes + got.length);
    }
    return well;
}

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *where) {
    (void)status;
    (void)kind;
    (void)where;
    return remove(path);
}

static void run_test(const struct test *test, const char *data) {
    const char *parent = getenv("TMPDIR");
    snprintf(work, sizeof work, "%s/mm-test-XXXXXX", parent != NULL ? parent : "/tmp");
    if (mkdtemp(work) == NULL || mkdir(in_work("tmp"), 0777) != 0) die("cannot make", work);
    if (test->has_input) {
        FILE *in = fopen(in_work("in"), "w");
        if (in == NULL || fwrite(test->input.bytes, 1, test->input.length, in) != test->input.length || fclose(in) != 0)
            die("cannot write", in_work("in"));
    }
    int status = run_script(test, data);
    struct text out = read_all(in_work("out")), err = read_all(in_work("err"));
    bool well = true;
    if (status != test->status) {
        well = complain(test, well);
        if (status == TIMED_OUT) printf("  still running after %d s\n", LIMIT_SECONDS);
        if (status != TIMED_OUT) printf("  exit status %d, expected %d\n", status, test->status);
        if (!test->has_errors) show('!', err.bytes, err.bytes + err.length);
    }
    if (out.length != strlen(out.bytes) ||
        !agree(out.bytes, test->output.bytes ? test->output.bytes : "", test->tolerance)) {
        well = complain(test, well);
        show_difference("standard output", test->output, out);
    }
    well = check_errors(test, err, well);
    *(well ? &passed : &failed) += 1;
    free(out.bytes);
    free(err.bytes);
    nftw(work, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

/* ---- reading .t files ---- */

static void finish_test(struct test *test, const char *data) {
    if (test->script.length > 0) run_test(test, data);
    struct text *texts[] = {&test->script, &test->input, &test->output, &test->errors, &test->contained};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) free(texts[i]->bytes);
    *test = (struct test){.file = test->file};
}

/* What follows PREFIX and a blank (or nothing); null if the line begins otherwise. */
static const char *after(const char *line, const char *prefix) {
    size_t length = strlen(prefix);
    if (strncmp(line, prefix, length) != 0) return NULL;
    if (line[length] == '\0') return line + length;
    return line[length] == ' ' ? line + length + 1 : NULL;
}

static bool read_line(struct test *test, const char *line, size_t number) {
    const char *rest;
    if (line[0] == '#') return true;
    if ((rest = after(line, "$")) != NULL) {
        if (test->script.length == 0) test->line = number;
        add_line(&test->script, rest);
    } else if ((rest = after(line, "<")) != NULL) {
        add_line(&test->input, rest);
        test->has_input = true;
    } else if ((rest = after(line, ">")) != NULL) {
        add_line(&test->output, rest);
    } else if ((rest = after(line, "2>")) != NULL) {
        add_line(&test->errors, rest);
        test->has_errors = true;
    } else if ((rest = after(line, "2>*")) != NULL) {
        add_line(&test->contained, rest);
        test->has_contained = true;
    } else if ((rest = after(line, "?")) != NULL) {
        test->status = atoi(rest);
    } else if ((rest = after(line, "~")) != NULL) {
        test->tolerance = strtod(rest, NULL);
    } else {
        return false;
    }
    return true;
}

static void run_file(const char *path, const char *data) {
    struct test test = {.file = path};
    char *line = NULL;
    size_t capacity = 0, number = 0;
    FILE *file = fopen(path, "r");
    if (file == NULL) die("cannot open", path);
    for (ssize_t length; (length = getline(&line, &capacity, file)) >= 0;) {
        number++;
        if (length > 0 && line[length - 1] == '\n') line[length - 1] = '\0';
        if (line[0] == '\0') {
            finish_test(&test, data);
        } else if (!read_line(&test, line, number)) {
            fprintf(stderr, "run: %s:%zu: not a line of a test: '%s'\n", path, number, line);
            exit(2);
        }
    }
    finish_test(&test, data);
    free(line);
    fclose(file);
}

static void set_environment(const char *bin) {
    char full[PATH_MAX], *path = NULL;
    if (realpath(bin, full) == NULL) die("no such directory", bin);
    if (asprintf(&path, "%s:%s", full, getenv("PATH")) < 0) die("memory", "PATH");
    setenv("PATH", path, 1);
    setenv("LC_ALL", "C", 1);
    unsetenv("MM_SEED");
    unsetenv("MM_THREADS");
    free(path);
}

int main(int argc, char **argv) {
    const char *bin = "build/bin", *data = "tests/data";
    for (int option; (option = getopt(argc, argv, "b:d:")) != -1;) {
        if (option == 'b') bin = optarg;
        if (option == 'd') data = optarg;
        if (option == '?') return 2;
    }
    set_environment(bin);
    for (int i = optind; i < argc; i++) run_file(argv[i], data);
    printf("%zu passed, %zu failed\n", passed, failed);
    return failed > 0;
}

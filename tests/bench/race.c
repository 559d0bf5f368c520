/* SPDX-License-Identifier: GPL-3.0-or-later */
/* race: runs two commands in turn and compares their times and memory.
 *
 *   race [-n REPEATS] [-t SECONDS] [-i] [-1 FILE] [-2 FILE] COMMAND... :: PEER...
 *
 * Prints, tab-separated: the median time of each in seconds, the median of the ratios COMMAND/PEER, the largest
 * resident memory of each in KiB, the median processor time of each. -i: a command times itself and prints the seconds
 * on its first line. -1, -2: files for the standard output of each, else nobody reads it. After -t seconds and three
 * pairs no further pair starts. */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum { MOST_REPEATS = 1000, FEWEST_REPEATS = 3 };

static const char nobody[] = "/dev/null";

struct runner {
    char **command;
    const char *output;
    double seconds[MOST_REPEATS], processor[MOST_REPEATS];
    long memory;
};

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static double seconds_of(struct timeval time) {
    return (double)time.tv_sec + 1e-6 * (double)time.tv_usec;
}

static void fail(const char *what, const char *name) {
    fprintf(stderr, "race: %s: %s\n", name, what);
    exit(1);
}

static double own_time(const char *path) {
    char line[64] = "";
    FILE *file = fopen(path, "r");
    if (file == NULL || fgets(line, sizeof line, file) == NULL) fail("no time was printed", path);
    fclose(file);
    return strtod(line, NULL);
}

/* posix_spawn does not copy the address space of this process, as fork would: what is timed is the command. */
static void run(struct runner *runner, size_t repeat, int times_itself) {
    posix_spawn_file_actions_t actions;
    struct rusage usage;
    pid_t child;
    int status;
    /* To free what the last run wrote takes as long as to write it, and is not this run's work. */
    if (strcmp(runner->output, nobody) != 0) unlink(runner->output);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, runner->output, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    double start = now();
    int error = posix_spawnp(&child, runner->command[0], &actions, NULL, runner->command, environ);
    if (error != 0) fail(strerror(error), runner->command[0]);
    if (wait4(child, &status, 0, &usage) != child) fail(strerror(errno), runner->command[0]);
    runner->seconds[repeat] = now() - start;
    if (status != 0) fail("failed", runner->command[0]);
    posix_spawn_file_actions_destroy(&actions);
    if (times_itself) runner->seconds[repeat] = own_time(runner->output);
    runner->processor[repeat] = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
    if (usage.ru_maxrss > runner->memory) runner->memory = usage.ru_maxrss;
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Sorts the values. */
static double median(double *values, size_t count) {
    qsort(values, count, sizeof *values, compare);
    return (values[(count - 1) / 2] + values[count / 2]) / 2;
}

int main(int argc, char **argv) {
    static struct runner runners[2];
    static double ratios[MOST_REPEATS];
    size_t repeats = 5, done = 0;
    double limit = 1e9, start = now();
    int option, times_itself = 0;
    runners[0].output = runners[1].output = nobody;
    while ((option = getopt(argc, argv, "+n:t:i1:2:")) != -1) {
        if (option == 'n')
            repeats = strtoul(optarg, NULL, 10);
        else if (option == 't')
            limit = strtod(optarg, NULL);
        else if (option == 'i')
            times_itself = 1;
        else if (option == '1' || option == '2')
            runners[option - '1'].output = optarg;
        else
            return 2;
    }
    runners[0].command = argv + optind;
    for (int i = optind; i < argc; i++) {
        if (strcmp(argv[i], "::") != 0) continue;
        argv[i] = NULL;
        runners[1].command = argv + i + 1;
    }
    if (runners[1].command == NULL || runners[1].command[0] == NULL) fail("no peer after ::", "usage");
    if (repeats < 1 || repeats > MOST_REPEATS) fail("between 1 and 1000 repeats", "usage");
    while (done < repeats && (done < FEWEST_REPEATS || now() - start < limit)) {
        for (size_t i = 0; i < 2; i++) run(&runners[i], done, times_itself);
        ratios[done] = runners[0].seconds[done] / runners[1].seconds[done];
        done++;
    }
    printf("%.6g\t%.6g\t%.6g\t%ld\t%ld\t%.6g\t%.6g\n", median(runners[0].seconds, done),
           median(runners[1].seconds, done), median(ratios, done), runners[0].memory, runners[1].memory,
           median(runners[0].processor, done), median(runners[1].processor, done));
    return 0;
}

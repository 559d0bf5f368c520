/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The other commands of the toolbox, found beside this one: no list is kept anywhere. */
#include "tool/find.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* The directory of the running program, with its slash, into BUFFER. */
static bool own_directory(char buffer[PATH_MAX]) {
    ssize_t length = readlink("/proc/self/exe", buffer, PATH_MAX - 1);
    if (length <= 0) return false;
    buffer[length] = '\0';
    char *slash = strrchr(buffer, '/');
    if (slash == NULL) return false;
    slash[1] = '\0';
    return true;
}

char *mm_command_path(const char *name) {
    char directory[PATH_MAX];
    struct mm_buffer path = {0};
    if (own_directory(directory)) mm_buffer_add_text(&path, directory);
    mm_buffer_add_text(&path, name);
    return mm_buffer_take(&path);
}

static int compare_names(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

enum mm_status mm_find_commands(struct mm_strings *names, struct mm_error *error) {
    char path[PATH_MAX];
    if (!own_directory(path))
        return mm_fail(error, MM_SYSTEM, "cannot tell where this program is: %s", strerror(errno));
    DIR *directory = opendir(path);
    if (directory == NULL) return mm_fail_at(error, MM_SYSTEM, path, 0, 0, "cannot read: %s", strerror(errno));
    bool ok = true;
    for (struct dirent *entry; ok && (entry = readdir(directory)) != NULL;) {
        const char *name = entry->d_name;
        if (strncmp(name, "mm-", 3) == 0 &&
            strspn(name + 3, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(name + 3))
            ok = mm_strings_add(names, name, strlen(name));
    }
    closedir(directory);
    if (!ok) return mm_fail_memory(error);
    if (names->count > 0) qsort(names->items, names->count, sizeof *names->items, compare_names);
    return MM_OK;
}

static enum mm_status read_all(int descriptor, struct mm_buffer *text) {
    char bytes[512];
    for (;;) {
        ssize_t got = read(descriptor, bytes, sizeof bytes);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return got == 0 ? MM_OK : MM_SYSTEM;
        mm_buffer_add(text, bytes, (size_t)got);
    }
}

enum mm_status mm_command_summary(const char *name, struct mm_buffer *summary, struct mm_error *error) {
    int ends[2];
    pid_t child;
    char *path = mm_command_path(name);
    if (path == NULL) return mm_fail_memory(error);
    char *arguments[] = {path, (char[]){"--help=summary"}, NULL};
    if (pipe(ends) != 0) {
        free(path);
        return mm_fail(error, MM_SYSTEM, "cannot make a pipe: %s", strerror(errno));
    }
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    posix_spawn_file_actions_addclose(&actions, ends[1]);
    int failure = posix_spawn(&child, path, &actions, NULL, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    free(path);
    enum mm_status status = failure == 0 ? read_all(ends[0], summary) : MM_SYSTEM;
    close(ends[0]);
    if (failure == 0) waitpid(child, NULL, 0);
    if (status != MM_OK)
        return mm_fail(error, status, "cannot run %s: %s", name, strerror(failure != 0 ? failure : errno));
    if (summary->length > 0 && summary->text[summary->length - 1] == '\n') summary->text[--summary->length] = '\0';
    return MM_OK;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The path that a signal handler may need, where it can read it without a lock. */
#include "tool/cleanup.h"

#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

static char path_to_remove[PATH_MAX];
static atomic_bool to_be_removed;

static const int deadly[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE, SIGXCPU, SIGXFSZ};
enum { DEADLY = sizeof deadly / sizeof *deadly };

/* The disposition is the default again (SA_RESETHAND), so raising it once more ends the process by this signal, which
 * is what a shell or make that waits for it must see. It is delivered when the handler returns. */
static void remove_and_die(int number) {
    if (atomic_load(&to_be_removed)) unlink(path_to_remove);
    raise(number);
}

static void watch(const sigset_t *signals) {
    struct sigaction action = {.sa_handler = remove_and_die, .sa_mask = *signals, .sa_flags = (int)SA_RESETHAND}, old;
    for (size_t i = 0; i < DEADLY; i++) /* what nohup ignores stays ignored */
        if (sigaction(deadly[i], NULL, &old) == 0 && old.sa_handler == SIG_DFL) sigaction(deadly[i], &action, NULL);
}

enum mm_status mm_cleanup_open(struct mm_sink **sink, const char *path, struct mm_error *error) {
    sigset_t blocked, before;
    sigemptyset(&blocked);
    for (size_t i = 0; i < DEADLY; i++) sigaddset(&blocked, deadly[i]);
    if (path != NULL) watch(&blocked);
    /* A signal between the file's making and its noting here would find nothing to remove. */
    pthread_sigmask(SIG_BLOCK, &blocked, &before);
    enum mm_status status = mm_sink_open(sink, path, error);
    const char *temporary = status == MM_OK ? mm_sink_temporary(*sink) : NULL;
    if (temporary != NULL && strlen(temporary) < sizeof path_to_remove) {
        strcpy(path_to_remove, temporary);
        atomic_store(&to_be_removed, true);
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return status;
}

enum mm_status mm_cleanup_commit(struct mm_sink *sink, struct mm_error *error) {
    enum mm_status status = mm_sink_commit(sink, error);
    atomic_store(&to_be_removed, false); /* renamed by now, or removed: the path leads nowhere */
    return status;
}

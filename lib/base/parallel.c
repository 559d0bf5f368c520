/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Threads that draw the next index from one atomic counter. */
#include "base/parallel.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/memory.h"

size_t mm_processors(void) {
    /* The mask is as large as the kernel was configured for, which only a successful call tells. */
    for (int processors = CPU_SETSIZE; processors <= CPU_SETSIZE * 64; processors *= 2) {
        cpu_set_t *mask = CPU_ALLOC((size_t)processors);
        if (!mask) break;
        size_t size = CPU_ALLOC_SIZE((size_t)processors);
        int failed = sched_getaffinity(0, size, mask);
        int count = failed ? 0 : CPU_COUNT_S(size, mask);
        CPU_FREE(mask);
        if (count > 0) return (size_t)count;
    }
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online > 0 ? (size_t)online : 1;
}

struct loop {
    void (*task)(void *context, size_t index, size_t worker);
    void *context;
    size_t count;
    atomic_size_t next;
};

struct worker {
    struct loop *loop;
    size_t number;
    pthread_t thread;
};

static void *work(void *argument) {
    const struct worker *worker = argument;
    struct loop *loop = worker->loop;
    for (;;) {
        /* What tasks write is published by joining the threads; the counter itself orders nothing. */
        size_t index = atomic_fetch_add_explicit(&loop->next, 1, memory_order_relaxed);
        if (index >= loop->count) return NULL;
        loop->task(loop->context, index, worker->number);
    }
}

void mm_parallel(size_t threads, size_t count, void (*task)(void *context, size_t index, size_t worker),
                 void *context) {
    if (threads > count) threads = count;
    struct worker *workers = threads > 1 ? mm_new(threads, sizeof *workers) : NULL;
    if (!workers) {
        for (size_t index = 0; index < count; index++) task(context, index, 0);
        return;
    }
    struct loop loop = {.task = task, .context = context, .count = count};
    atomic_init(&loop.next, 0);
    workers[0] = (struct worker){.loop = &loop, .number = 0};
    size_t started = 1;
    while (started < threads) {
        workers[started] = (struct worker){.loop = &loop, .number = started};
        if (pthread_create(&workers[started].thread, NULL, work, &workers[started]) != 0) break;
        started++;
    }
    work(&workers[0]);
    for (size_t i = 1; i < started; i++) pthread_join(workers[i].thread, NULL);
    free(workers);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A ring of chunks. A free thread takes the next slot, reads into it while no other reads, and parses while others do;
 * so slots are in the order of the input, and a source that keeps us waiting does not hold back what was parsed. */
#include "io/csv_pipeline.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/memory.h"

enum {
    MOST_THREADS = 4, /* more parse faster than a consumer computes, and each costs a chunk of memory */
    SLOTS_AHEAD = 2   /* one with the consumer, one ready for it */
};

enum slot_state { SLOT_FREE, SLOT_BUSY, SLOT_READY };

struct mm_csv_pipeline {
    pthread_mutex_t lock;
    pthread_cond_t free_slot; /* for workers: a slot, or the right to read, may be had */
    pthread_cond_t ready;     /* for the consumer */
    struct mm_csv_input *input;
    struct mm_csv_work *slots;
    enum slot_state *states;
    size_t slot_count;
    size_t next_in;  /* chunks taken by workers */
    size_t next_out; /* chunks delivered */
    bool reading;    /* some worker is at the input */
    bool ended;      /* nothing more is to be read */
    pthread_t *threads;
    size_t thread_count;
};

static void *work_loop(void *context) {
    struct mm_csv_pipeline *pipeline = context;
    int previous;
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &previous); /* but for the wait inside mm_csv_input_more */
    pthread_mutex_lock(&pipeline->lock);
    for (;;) {
        size_t slot = pipeline->next_in % pipeline->slot_count;
        if (pipeline->ended) break;
        if (pipeline->reading || pipeline->states[slot] != SLOT_FREE) {
            pthread_cond_wait(&pipeline->free_slot, &pipeline->lock);
            continue;
        }
        struct mm_csv_work *work = &pipeline->slots[slot];
        pipeline->next_in++;
        pipeline->states[slot] = SLOT_BUSY;
        pipeline->reading = true;
        pthread_mutex_unlock(&pipeline->lock);
        mm_csv_work_fill(work, pipeline->input);

        pthread_mutex_lock(&pipeline->lock);
        pipeline->reading = false;
        pipeline->ended = pipeline->ended || work->last;
        if (pipeline->ended) {
            pthread_cond_broadcast(&pipeline->free_slot);
        } else {
            pthread_cond_signal(&pipeline->free_slot);
        }
        pthread_mutex_unlock(&pipeline->lock);
        mm_csv_work_parse(work);

        pthread_mutex_lock(&pipeline->lock);
        pipeline->states[slot] = SLOT_READY;
        pthread_cond_signal(&pipeline->ready);
    }
    pthread_mutex_unlock(&pipeline->lock);
    return NULL;
}

static void free_pipeline(struct mm_csv_pipeline *pipeline) {
    for (size_t i = 0; pipeline->slots && i < pipeline->slot_count; i++) mm_csv_work_free(&pipeline->slots[i]);
    pthread_mutex_destroy(&pipeline->lock);
    pthread_cond_destroy(&pipeline->free_slot);
    pthread_cond_destroy(&pipeline->ready);
    free(pipeline->slots);
    free(pipeline->states);
    free(pipeline->threads);
    free(pipeline);
}

struct mm_csv_pipeline *mm_csv_pipeline_start(const struct mm_csv_plan *plan, struct mm_csv_input *input,
                                              size_t threads) {
    struct mm_csv_pipeline *pipeline = mm_new_zero(1, sizeof *pipeline);
    if (!pipeline) return NULL;
    if (threads > MOST_THREADS) threads = MOST_THREADS;
    pipeline->slot_count = threads + SLOTS_AHEAD;
    pipeline->slots = mm_new_zero(pipeline->slot_count, sizeof *pipeline->slots);
    pipeline->states = mm_new_zero(pipeline->slot_count, sizeof *pipeline->states);
    pipeline->threads = mm_new(threads, sizeof *pipeline->threads);
    pipeline->input = input;
    pthread_mutex_init(&pipeline->lock, NULL);
    pthread_cond_init(&pipeline->free_slot, NULL);
    pthread_cond_init(&pipeline->ready, NULL);
    bool bound = pipeline->slots && pipeline->states && pipeline->threads;
    for (size_t i = 0; bound && i < pipeline->slot_count; i++) bound = mm_csv_work_bind(&pipeline->slots[i], plan);
    input->interruptible = true;
    while (bound && pipeline->thread_count < threads &&
           pthread_create(&pipeline->threads[pipeline->thread_count], NULL, work_loop, pipeline) == 0)
        pipeline->thread_count++;
    if (pipeline->thread_count > 0) return pipeline;
    input->interruptible = false;
    free_pipeline(pipeline);
    return NULL;
}

struct mm_csv_work *mm_csv_pipeline_next(struct mm_csv_pipeline *pipeline) {
    pthread_mutex_lock(&pipeline->lock);
    if (pipeline->next_out > 0) {
        pipeline->states[(pipeline->next_out - 1) % pipeline->slot_count] = SLOT_FREE;
        pthread_cond_signal(&pipeline->free_slot);
    }
    size_t slot = pipeline->next_out++ % pipeline->slot_count;
    while (pipeline->states[slot] != SLOT_READY) pthread_cond_wait(&pipeline->ready, &pipeline->lock);
    pthread_mutex_unlock(&pipeline->lock);
    return &pipeline->slots[slot];
}

void mm_csv_pipeline_stop(struct mm_csv_pipeline *pipeline) {
    if (!pipeline) return;
    pthread_mutex_lock(&pipeline->lock);
    /* Only a thread that waits for its source is cancelled; with the input's end reached none does. */
    bool waiting = pipeline->reading;
    pipeline->ended = true;
    pthread_cond_broadcast(&pipeline->free_slot);
    pthread_mutex_unlock(&pipeline->lock);
    for (size_t i = 0; waiting && i < pipeline->thread_count; i++) pthread_cancel(pipeline->threads[i]);
    for (size_t i = 0; i < pipeline->thread_count; i++) pthread_join(pipeline->threads[i], NULL);
    free_pipeline(pipeline);
}

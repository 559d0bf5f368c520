/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loops of plain arithmetic, compiled for several widths of registers: the same bits, whichever the processor has. */
#ifndef MM_BASE_WIDE_H
#define MM_BASE_WIDE_H

/* In front of a function; contraction of a*b + c is off everywhere, so that width is all that differs. */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#define MM_WIDE __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define MM_WIDE
#endif

/* In front of a loop in which no turn waits for another, though arrays may be the same. */
#ifdef __clang__
#define MM_INDEPENDENT
#else
#define MM_INDEPENDENT _Pragma("GCC ivdep")
#endif

#endif

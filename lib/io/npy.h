/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The header of NumPy's NPY format, versions 1 to 3. */
#ifndef MM_IO_NPY_H
#define MM_IO_NPY_H

#include "io/array.h"

/* Reads the header from SOURCE up to the first element. MM_DATA for anything that is no NPY array of numbers of at most
 * two dimensions, naming the element type.
 * Source: NumPy Enhancement Proposal 1, and numpy.lib.format. */
enum mm_status mm_npy_read_header(struct mm_source *source, struct mm_array *array, struct mm_error *error);

#endif

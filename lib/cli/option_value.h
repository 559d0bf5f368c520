/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The argument of one option: whether it has one, and its way into the destination. Private to cli. */
#ifndef MM_CLI_OPTION_VALUE_H
#define MM_CLI_OPTION_VALUE_H

#include "cli/option.h"

/* The arguments of --help, in the order of enum mm_help from MM_HELP_MAN on. */
#define MM_HELP_FORMS "man|bash|zsh|fish|examples|summary"

/* False for flags, sets and help (whose argument may only be attached). */
bool mm_option_takes_argument(const struct mm_option *option);

/* Checks TEXT and stores it. SHOWN is the option as it was written, "--level" or "-l", for the error. */
enum mm_status mm_store_argument(const struct mm_option *option, const char *shown, const char *text,
                                 struct mm_error *error);

#endif

#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The generated pages: they are what the commands say today, and mandoc and the shells accept them.
#
#     docs.sh [BUILD]
cd "$(dirname "$0")/.." || exit 2
build=${1:-build}
. tests/count.sh
fresh=$build/docs
rm -rf "$fresh"
mkdir -p "$fresh"
cp README.md "$fresh" 2>/dev/null
if sh man/generate.sh "$build/bin" "$fresh" >"$build/docs.log" 2>&1; then pass; else fail "make docs" "$build/docs.log"; fi

# drift FILE: the committed one is the fresh one
drift() {
    if cmp -s "$1" "$fresh/$1"; then pass; else fail "$1 is out of date: run make docs"; fi
}

# Of both sides, so that a page too many is noticed as well as one that is absent.
for page in $({
    ls man/mm*.1 completions/bash/* completions/zsh/* completions/fish/* 2>/dev/null
    cd "$fresh" && ls man/mm*.1 completions/bash/* completions/zsh/* completions/fish/*
} | sort -u); do
    drift "$page"
done
drift man/mm-tutorial.7
[ ! -e README.md ] || drift README.md

# accepts FILE TOOL ARGUMENT...: the tool finds nothing to say
accepts() {
    page=$1
    shift
    if ! command -v "$1" >/dev/null; then
        echo "skipped: $* $page ($1 is not installed)"
    elif "$@" "$page" >"$build/docs.log" 2>&1 && [ ! -s "$build/docs.log" ]; then
        pass
    else
        fail "$* $page" "$build/docs.log"
    fi
}

for page in "$fresh"/man/*.1 man/*.7; do [ -e "$page" ] && accepts "$page" mandoc -Tlint -Wwarning; done

# Every function of the language is in its page, at the head of an entry.
sed -n 's/.*\(CALL\|OVER_ROWS\)("\([a-z0-9]*\)".*/\2/p; s/^ *CALL("\([a-z0-9]*\)".*/\1/p' lib/expr/function.c | sort -u >"$build/functions"
[ "$(wc -l <"$build/functions")" -gt 40 ] || fail "lib/expr/function.c: its table is not read" "$build/functions"
for function in $(cat "$build/functions"); do
    if grep -q "^\.B \(.* \)\?$function(" man/mm-expressions.7; then pass; else
        fail "$function() is not in man/mm-expressions.7" "$build/functions"
    fi
done

for page in "$fresh"/completions/bash/*; do accepts "$page" bash -n; done
for page in "$fresh"/completions/zsh/*; do accepts "$page" zsh -n; done
for page in "$fresh"/completions/fish/*; do accepts "$page" fish -n; done
finish

#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The runner of golden tests: what passes, and above all what fails.
#
#     runner.sh BUILD
run=$(cd "$1" && pwd)/tests/run
. "$(dirname "$0")/count.sh"
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

# verdict WANTED TEXT FORMAT [ARGUMENT]: the case that printf makes is found to be WANTED (passed or failed)
verdict() {
    wanted=$1
    text=$2
    shift 2
    printf "$@" >"$work/case.t"
    "$run" -b "$work" -d "$work" "$work/case.t" >"$work/out" 2>&1
    status=$?
    case $wanted in
    passed) wanted='1 passed, 0 failed' code=0 ;;
    failed) wanted='0 passed, 1 failed' code=1 ;;
    esac
    if [ "$(tail -n 1 "$work/out")" = "$wanted" ] && [ $status = $code ]; then pass; else fail "$text" "$work/out"; fi
}

verdict passed 'output' \
    '$ printf "a\\n\\n b\\n"\n> a\n>\n>  b\n'
verdict failed 'another output' \
    '$ printf "a\\n"\n> b\n'
verdict failed 'a line too many' \
    '$ printf "a\\nb\\n"\n> a\n'
verdict failed 'no newline at the end' \
    '$ printf a\n> a\n'
verdict failed 'a NUL byte' \
    '$ printf "a\\0\\n"\n> a\n'
verdict failed 'no output' \
    '$ :\n> a\n'
verdict passed 'input' \
    '$ cat\n< x\n< y\n> x\n> y\n'
verdict passed 'no input' \
    '$ cat\n'
verdict passed 'a script of two lines' \
    '$ x=1\n$ echo $x\n> 1\n'
verdict passed 'exit status' \
    '$ exit 3\n? 3\n'
verdict failed 'another exit status' \
    '$ exit 3\n'
verdict failed 'success where a failure is expected' \
    '$ :\n? 1\n'
verdict passed 'a signal' \
    '$ kill -9 $$\n? 137\n'
verdict failed 'a message beside success' \
    '$ echo e >&2\n'
verdict passed 'a message beside failure' \
    '$ echo e >&2; exit 1\n? 1\n'
verdict passed 'the message' \
    '$ echo e >&2\n2> e\n'
verdict failed 'another message' \
    '$ echo e >&2; exit 1\n? 1\n2> f\n'
verdict passed 'a part of the message' \
    '$ echo abc >&2\n2>* b\n2>* c\n'
verdict failed 'a part that is not there' \
    '$ echo abc >&2\n2>* b\n2>* d\n'
verdict passed 'near numbers' \
    '$ echo x,1.0000001,[2]\n> x,1,[2]\n~ 1e-6\n'
verdict failed 'numbers that are not near' \
    '$ echo x,1.00001,[2]\n> x,1,[2]\n~ 1e-6\n'
verdict failed 'another word beside near numbers' \
    '$ echo x,1\n> y,1\n~ 1e-6\n'
verdict passed 'NaN and infinity' \
    '$ echo nan,inf\n> nan,inf\n~ 1e-6\n'
verdict failed 'infinity for a number' \
    '$ echo inf\n> 1\n~ 1\n'
verdict failed 'a number too many' \
    '$ echo 1,2\n> 1\n~ 1e-6\n'
verdict passed 'surroundings' \
    '$ echo "$LC_ALL"; ls -A "$TMPDIR"; basename "$PWD"\n> C\n> %s\n' "${work##*/}"

printf 'what is this\n' >"$work/case.t"
"$run" -b "$work" -d "$work" "$work/case.t" >"$work/out" 2>&1
expect $? 2 'a line that is none of a test' "$work/out"
finish

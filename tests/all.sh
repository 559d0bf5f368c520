#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs suites of tests one after another, whatever the one before said, and adds up what passed and failed.
#
#     all.sh BUILD SUITE...
cd "$(dirname "$0")/.." || exit 2
build=$1
shift
log=$build/suite.log

# Check counts in its own words: "100%: Checks: 12, Failures: 0, Errors: 0". What else a program prints is its report of
# failures, and shown when there are any.
unit() {
    rm -rf "$build/unit"
    mkdir -p "$build/unit"
    find "$build/tests" -name 'check_*' -executable -type f ! -name '*.*' | sort >"$build/unit/programs"
    xargs -P "$(nproc)" -I{} sh -c '"$1" >"$2/${1##*/}.log" 2>&1; echo "exit status $?" >>"$2/${1##*/}.log"' \
        sh {} "$build/unit" <"$build/unit/programs"
    for report in "$build"/unit/*.log; do
        [ "$(tail -n 1 "$report")" = "exit status 0" ] && continue
        program=${report##*/}
        echo "FAIL ${program%.log}"
        sed "s/^/    /" "$report"
    done
    awk -F'[ ,]+' '
        FNR == 1 { checks = failures = 0 }
        /^[0-9]+%: Checks: / { checks += $3; failures += $5 + $7 }
        /^exit status / {
            if ($3 != 0 && !failures) { failures++; if (!checks) checks++ }
            passed += checks - failures; failed += failures }
        END { print passed + 0 " passed, " failed + 0 " failed" }' "$build"/unit/*.log
}

runner() {
    sh tests/runner.sh "$build"
}

cli() {
    "$build/tests/run" -b "$build/bin" tests/cli/*.t
}

# What each command shows in its help, as it declares it.
examples() {
    rm -rf "$build/examples"
    mkdir -p "$build/examples"
    for command in "$build"/bin/*; do
        "$command" --help=examples >"$build/examples/${command##*/}.t" || echo "FAIL ${command##*/} --help=examples"
    done
    "$build/tests/run" -b "$build/bin" "$build"/examples/*.t
}

every() {
    sh tests/every.sh "$build/bin"
}

layers() {
    sh tests/layers.sh "$build"
}

docs() {
    sh tests/docs.sh "$build"
}

peers() {
    sh tests/peers.sh "$build"
}

for suite; do
    echo "== $suite"
    "$suite" >"$log" 2>&1
    status=$?
    cat "$log"
    counts=$(tail -n 1 "$log" | sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p')
    [ -n "$counts" ] || echo "FAIL $suite broke off with exit status $status"
    echo "${counts:-0 1}" >>"$build/counts.$$"
done
total=$(awk '{ passed += $1; failed += $2 } END { print passed + 0 " passed, " failed + 0 " failed" }' "$build/counts.$$")
rm -f "$build/counts.$$"
if [ $# -gt 1 ]; then printf '== all\n%s\n' "$total"; fi
case $total in *" 0 failed") ;; *) exit 1 ;; esac

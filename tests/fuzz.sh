#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Every fuzz target for a bounded time, from a fixed seed. The corpus of fuzz_csv begins with the small *.csv files of
# tests/data, that of fuzz_npy with the *.npy files, and so on; what is found is kept in BUILD for the next run.
#
#     fuzz.sh BUILD SECONDS
cd "$(dirname "$0")/.." || exit 2
build=$1
seconds=$2
. tests/count.sh

for fuzzer in "$build"/fuzzers/fuzz_*; do
    case $fuzzer in *.[do]) continue ;; esac
    kind=${fuzzer##*/fuzz_}
    mkdir -p "$build/corpus/$kind" "$build/seeds/$kind"
    find tests/data tests/fuzz -name "*.$kind" -size -8k -exec cp {} "$build/seeds/$kind" \;
    echo "$kind"
done >"$build/kinds"

xargs -P "$(nproc)" -I{} sh -c '"$1/fuzzers/fuzz_$2" -seed=1 -max_total_time="$3" -timeout=20 -rss_limit_mb=2048 \
    -artifact_prefix="$1/found_$2_" -print_final_stats=1 "$1/corpus/$2" "$1/seeds/$2" >"$1/$2.log" 2>&1
    echo $? >"$1/$2.status"' sh "$build" {} "$seconds" <"$build/kinds"

while read -r kind; do
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$build/$kind.log")
    echo "fuzz_$kind: ${runs:-0} inputs"
    if [ "$(cat "$build/$kind.status")" = 0 ] && [ "${runs:-0}" -gt 0 ]; then
        pass
    else
        fail "fuzz_$kind (log in $build/$kind.log)"
        grep -m 1 -A 12 'ERROR\|runtime error\|^fuzz_' "$build/$kind.log" | sed 's/^/    /'
    fi
done <"$build/kinds"
finish

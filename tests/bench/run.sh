#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# make bench: mm beside its peers, pair by pair in one run, in one table. BUILD says where the commands were built.
#
# A pair is run in turn, mm and peer, five times or more (slow peers three); times are medians, ratios are the median
# of the ratios of the turns, memory is the peak resident set. Peers that are not installed are skipped and named. A
# whole run is kept in RESULTS.md beside this file; the names of functions below as arguments run only those.
set -eu
cd "$(dirname "$0")/../.."
# shellcheck source=tests/bench/common.sh
. tests/bench/common.sh
# shellcheck source=tests/bench/expressions.sh
. tests/bench/expressions.sh
# shellcheck source=tests/bench/descent.sh
. tests/bench/descent.sh
# shellcheck source=tests/bench/linear_algebra.sh
. tests/bench/linear_algebra.sh
# shellcheck source=tests/bench/probability.sh
. tests/bench/probability.sh
# shellcheck source=tests/bench/statistics.sh
. tests/bench/statistics.sh
# shellcheck source=tests/bench/text.sh
. tests/bench/text.sh
# shellcheck source=tests/bench/memory.sh
. tests/bench/memory.sh
build_tools
: >"$dir/raw.tsv"

python=""
for candidate in /usr/bin/python3 python3; do
    if have "$candidate" && "$candidate" -c 'import numpy' 2>/dev/null; then python=$candidate && break; fi
done
has_module() {
    [ -n "$python" ] && "$python" -c "import $1" 2>/dev/null
}
has_package() {
    have Rscript && Rscript --vanilla -e "library($1)" >/dev/null 2>&1
}
needs() { # needs NAME CONDITION...
    local name=$1
    shift
    "$@" && return
    skip "$name"
    return 1
}

start_up() {
    printf 'a,b\n1,2\n3,4\n5,7\n' >"$dir/three.csv"
    versus 'start-up, 3 rows: mm-mean' true '<= 2' -n 300 "$bin/mm-mean" "$dir/three.csv" :: true
    versus 'start-up, 3 rows: mm-svd (OpenBLAS)' true '<= 4' -n 300 "$bin/mm-svd" "$dir/three.csv" :: true
}

means() {
    local file=$dir/mean.csv work='mean of 5 columns, 2M rows, CSV'
    local program="library(data.table); setDTthreads(2); cat(format(colMeans(fread('$file')), digits = 17), sep = ',')"
    made mean.csv named 5 drawn 1 2000000 5 "$bin/mm-convert" --to=csv --digits=8
    if needs 'R data.table' has_package data.table; then
        versus "$work" 'data.table, 2 threads' '>= 3' -n 7 -1 "$dir/a" -2 "$dir/b" "$bin/mm-mean" "$file" :: \
            Rscript --vanilla -e "$program"
        same agree "$dir/a" "$dir/b" 1e-9
    fi
    if needs datamash have datamash; then
        versus "$work" datamash '>= 8' -n 5 -1 "$dir/a" -2 "$dir/b" "$bin/mm-mean" "$file" :: \
            sh -c "datamash -t, --header-in mean 1-5 <'$file'"
        same agree "$dir/a" "$dir/b" 1e-9
    fi
    if needs miller have mlr; then
        versus "$work" miller '>= 20' -n 3 -1 "$dir/a" -2 "$dir/b" "$bin/mm-mean" "$file" :: \
            mlr --icsv --ocsv stats1 -a mean -f x1,x2,x3,x4,x5 "$file"
        same agree "$dir/a" "$dir/b" 1e-9
    fi
    race -n 1 "$bin/mm-mean" "$file" :: true
    limit 'the same, resident memory' "$memory" 'limit' 15625 '<= 1'
}

# Two intervals agree if their ends differ by no more than a tenth of the standard error, four times what 10^4
# replicates leave to chance.
near() {
    awk -F, 'NR == FNR && FNR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
        NR == FNR { se = $at["se"]; low = $at["low"]; high = $at["high"]; next }
        { exit !(se > 0 && ($1 - low) ^ 2 < (se / 10) ^ 2 && ($2 - high) ^ 2 < (se / 10) ^ 2) }' \
        "$1" "$2"
}

bootstrap() {
    local file=$dir/sample.csv work='of a mean, 10^7 draws' cores=", parallel = 'multicore', ncpus = 2" options
    local mm=("$bin/mm-bootstrap" --resamples=10000 --seed=1 --threads=2)
    local replicates="library(boot); x <- scan('$file', quiet = TRUE)
        b <- boot(x, function(d, i) mean(d[i]), R = 10000OPTIONS)
        cat(boot.ci(b, type = 'perc')\$percent[4:5], sep = ',')"
    if [ ! -x "$bin/mm-bootstrap" ]; then
        skip 'mm-bootstrap (not built)'
        return 0
    fi
    made sample.csv drawn 3 1000 1 "$bin/mm-convert" --to=csv
    if needs scipy has_module scipy; then
        versus "bootstrap (BCa) $work" 'scipy.stats.bootstrap' '>= 10' -n 5 -1 "$dir/a" -2 "$dir/b" "${mm[@]}" \
            --method=bca "$file" :: "$python" -c '
import sys, numpy as np
from scipy.stats import bootstrap
i = bootstrap((np.loadtxt(sys.argv[1]),), np.mean, n_resamples=10000, random_state=1).confidence_interval
print(i.low, i.high, sep=",")' "$file"
        same near "$dir/a" "$dir/b"
    fi
    # Percentiles, for R takes several seconds and a matrix of all draws to find BCa's acceleration.
    if needs 'R boot' has_package boot; then
        for options in '' "$cores"; do
            versus "bootstrap (percentile) $work" "R boot${options:+, 2 processes}" '>= 20' -n 5 -1 "$dir/a" \
                -2 "$dir/b" "${mm[@]}" --method=percentile "$file" :: \
                Rscript --vanilla -e "set.seed(1); ${replicates/OPTIONS/$options}"
            same near "$dir/a" "$dir/b"
        done
    fi
}

softmax() {
    local program='import sys, numpy as np
from scipy.special import softmax
np.save(sys.stdout.buffer, softmax(np.load(sys.argv[1]), axis=-1))' columns work
    needs scipy has_module scipy || return 0
    made logits1.npy "$dir/matrix" make 4 10000000
    made logits10.npy "$dir/matrix" make 4 1000000 10
    for columns in 1 10; do
        work="softmax of $((10000000 / columns)) x $columns logits, NPY"
        versus "$work to a file" 'scipy.special.softmax' '>= 5' -n 7 -1 "$dir/a.npy" -2 "$dir/b.npy" \
            "$bin/mm-softmax" "$dir/logits$columns.npy" :: "$python" -c "$program" "$dir/logits$columns.npy"
        same "$dir/matrix" same "$dir/a.npy" "$dir/b.npy" 1e-15
        versus "$work, not stored" 'scipy.special.softmax' '>= 5' -n 7 \
            "$bin/mm-softmax" "$dir/logits$columns.npy" :: "$python" -c "$program" "$dir/logits$columns.npy"
    done
}

made matrix.npy "$dir/matrix" make 5 200000 10
made matrix.csv "$bin/mm-convert" --to=csv "$dir/matrix.npy"
made matrix.json "$bin/mm-convert" --to=json "$dir/matrix.npy"
kept=$dir/RESULTS.md
if [ $# -eq 0 ]; then
    kept=tests/bench/RESULTS.md
    set -- start_up means conversions rates json evaluations descent linear_algebra probability bootstrap softmax \
        regressions analyses_of_variance comparisons descriptions correlations memories
fi
for part; do $part; done
rm -f "$dir"/[ab] "$dir"/[ab].*

report() {
    table $'work\tmm\tpeer\tits time\tratio\ttarget\tmet\tsame\tmm memory'
    printf '\nTarget ">= X": mm is X times faster; "<= X": it takes at most X times as long. Met by %d of %d.\n' \
        "$(printf '%s\n' "${rows[@]}" | awk -F '\t' '$7 == "yes"' | wc -l)" \
        "$(printf '%s\n' "${rows[@]}" | awk -F '\t' '$7 != "-"' | wc -l)"
    machine
    [ -z "$python" ] || "$python" -c 'import numpy; print("numpy", numpy.__version__, end="; ")'
    local library
    for library in libopenblas.so.0 libblas.so.3 liblapack.so.3; do
        printf '%s is %s; ' "$library" "$(readlink -f "/etc/alternatives/$library-$(uname -m)-linux-gnu")"
    done
    printf 'mm uses the first, numpy the others.\n'
}
report | tee "$kept"
